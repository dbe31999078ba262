// An object that a function makes and leaves behind a parameter, beside a result that tells of errors, is followed into
// what reads it next, through helpers that hand their error on.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | grep warning: | %filecheck %s

#include <stdio.h>
#include <stdlib.h>

struct conn { int handle, state; char *buffer; size_t size; };

static int get_handle(const char *name, int *handle) {
    if (!*name)
        return -2;
    if (*name == '?')
        return -11;
    if (*name != '!')
        *handle = *name;
    return 0;
}

static int get_handle_again(const char *name, int tries, int *handle) {
    int error;
    do
        error = get_handle(name, handle);
    while (error == -11 && --tries > 0);
    return error;
}

static int conn_open(const char *name, size_t size, struct conn **out) {
    int error = -12;
    struct conn *c = malloc(sizeof *c);
    if (!c)
        return -12;
    c->size = size;
    c->state = 0;
    c->buffer = malloc(size);
    if (!c->buffer)
        goto no_buffer;
    error = get_handle_again(name, 3, &c->handle);
    if (error)
        goto no_handle;
    *out = c;
    return 0;
no_handle:
    free(c->buffer);
no_buffer:
    free(c);
    return error;
}

static void conn_close(struct conn *c) {
    printf("%d %d\n", c->state, c->handle);
    free(c->buffer);
    free(c);
}

static int conn_sum(const struct conn *c) {
    int sum = 0;
    for (size_t i = 0; i < c->size; i++)
        sum += c->buffer[i];
    return sum;
}

void handle_unset(const char *name) {
    struct conn *c;
    if (conn_open(name, 10, &c))
        return;
    conn_close(c);
}
// CHECK: :[[@LINE-2]]:16: warning: 'conn_close' reads '*c', but this argument points to uninitialized memory [unsown-argument]

int buffer_unset(const char *name) {
    struct conn *c;
    if (conn_open(name, 10, &c))
        return 0;
    return conn_sum(c);
}
// CHECK: :[[@LINE-2]]:21: warning: 'conn_sum' reads '*c', but this argument points to uninitialized memory [unsown-argument]

int all_set(const char *name) {
    struct conn *c;
    if (conn_open(name, 10, &c))
        return 0;
    c->handle = 1;
    for (size_t i = 0; i < c->size; i++)
        c->buffer[i] = 0;
    int sum = conn_sum(c); // no-warning
    conn_close(c);         // no-warning
    return sum;
}
