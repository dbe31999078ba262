/* Errors in the middle of building something: one exit with labels, half-built objects, retries, a log. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct log {
    char lines[8][48];
    int n;
};

struct connection {
    char *name;
    unsigned char *buffer;
    size_t size;
    int handle;
    struct log *log;
};

static int next_handle = 3;
static int failures;

static void log_line(struct log *log, const char *format, ...)
{
    va_list list;
    if (log->n == 8)
        return;
    va_start(list, format);
    vsnprintf(log->lines[log->n++], sizeof log->lines[0], format, list);
    va_end(list);
}

static int open_handle(const char *name, int *handle)
{
    if (!*name)
        return -EINVAL;
    if (failures > 0) {
        failures--;
        return -EAGAIN;
    }
    *handle = next_handle++;
    return 0;
}

static int open_with_retries(const char *name, int tries, int *handle)
{
    int error;
    do {
        error = open_handle(name, handle);
    } while (error == -EAGAIN && --tries > 0);
    return error;
}

static int connection_open(const char *name, size_t size, struct log *log, struct connection **out)
{
    int error;
    struct connection *c = malloc(sizeof *c);
    if (!c)
        return -ENOMEM;
    c->log = log;
    c->size = size;
    c->buffer = NULL;
    c->name = malloc(strlen(name) + 1);
    if (!c->name) {
        error = -ENOMEM;
        goto no_name;
    }
    strcpy(c->name, name);
    if (size > 1024) {
        error = -E2BIG;
        log_line(log, "%s: %zu bytes are too many", name, size);
        goto no_buffer;
    }
    c->buffer = malloc(size);
    if (!c->buffer) {
        error = -ENOMEM;
        goto no_buffer;
    }
    error = open_with_retries(name, 3, &c->handle);
    if (error) {
        log_line(log, "%s: error %d", name, error);
        goto no_handle;
    }
    memset(c->buffer, 'x', size);
    *out = c;
    return 0;

no_handle:
    free(c->buffer);
no_buffer:
    free(c->name);
no_name:
    free(c);
    return error;
}

static void connection_close(struct connection *c)
{
    log_line(c->log, "%s: closed %d", c->name, c->handle);
    free(c->buffer);
    free(c->name);
    free(c);
}

static int total(const struct connection *c)
{
    int sum = 0;
    for (size_t i = 0; i < c->size; i++)
        sum += c->buffer[i];
    return sum;
}

static void try(const char *name, size_t size, struct log *log)
{
    struct connection *c;
    int error = connection_open(name, size, log, &c);
    if (error) {
        log_line(log, "no connection: %d", error);
        return;
    }
    log_line(log, "total %d", total(c));
    connection_close(c);
}

int main(void)
{
    struct log log;
    log.n = 0;
    try("first", 10, &log);
    failures = 2;
    try("second", 4, &log);
    failures = 5;
    try("third", 4, &log);
    try("large", 4096, &log);
    for (int i = 0; i < log.n; i++)
        printf("%s\n", log.lines[i]);
    return 0;
}
