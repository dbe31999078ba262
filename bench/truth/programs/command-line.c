/* Options of a command: short and long, numbers with units, errors with messages, defaults. */
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct options {
    bool verbose;
    long size;
    const char *output;
    enum { FORMAT_TEXT, FORMAT_BINARY } format;
    int level;
    const char *names[4];
    int n_names;
};

struct option {
    const char *name;
    char letter;
    bool takes_value;
};

static const struct option known[] = {
    {"verbose", 'v', false}, {"size", 's', true}, {"output", 'o', true}, {"format", 'f', true}, {"level", 'l', true},
};

static int parse_size(const char *text, long *out)
{
    char *end;
    errno = 0;
    long n = strtol(text, &end, 10);
    if (end == text || errno == ERANGE || n < 0)
        return -EINVAL;
    long unit;
    switch (*end) {
    case '\0': unit = 1; break;
    case 'k': unit = 1024; end++; break;
    case 'M': unit = 1024 * 1024; end++; break;
    default: return -EINVAL;
    }
    if (*end)
        return -EINVAL;
    if (n > LONG_MAX / unit)
        return -ERANGE;
    *out = n * unit;
    return 0;
}

static const struct option *find(const char *argument, const char **value)
{
    *value = NULL;
    if (argument[0] != '-')
        return NULL;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        const struct option *o = &known[i];
        if (argument[1] == '-') {
            size_t n = strlen(o->name);
            if (!strncmp(argument + 2, o->name, n) && (argument[n + 2] == '=' || !argument[n + 2])) {
                if (argument[n + 2] == '=')
                    *value = argument + n + 3;
                return o;
            }
        } else if (argument[1] == o->letter) {
            if (argument[2])
                *value = argument + 2;
            return o;
        }
    }
    return NULL;
}

static bool parse(int count, const char *const *arguments, struct options *to, char *message, size_t size)
{
    to->verbose = false;
    to->size = 4096;
    to->output = "-";
    to->format = FORMAT_TEXT;
    to->level = 1;
    to->n_names = 0;
    for (int i = 0; i < count; i++) {
        const char *value;
        const struct option *o = find(arguments[i], &value);
        if (!o) {
            if (arguments[i][0] == '-') {
                snprintf(message, size, "unknown option %s", arguments[i]);
                return false;
            }
            if (to->n_names == 4) {
                snprintf(message, size, "too many names");
                return false;
            }
            to->names[to->n_names++] = arguments[i];
            continue;
        }
        if (o->takes_value && !value) {
            if (i + 1 == count) {
                snprintf(message, size, "--%s needs a value", o->name);
                return false;
            }
            value = arguments[++i];
        }
        int error = 0;
        long level;
        switch (o->letter) {
        case 'v': to->verbose = true; break;
        case 's': error = parse_size(value, &to->size); break;
        case 'o': to->output = value; break;
        case 'f':
            if (!strcmp(value, "text"))
                to->format = FORMAT_TEXT;
            else if (!strcmp(value, "binary"))
                to->format = FORMAT_BINARY;
            else
                error = -EINVAL;
            break;
        case 'l':
            error = parse_size(value, &level);
            if (!error)
                to->level = (int)level;
            break;
        }
        if (error) {
            snprintf(message, size, "bad value '%s' for --%s (%d)", value, o->name, -error);
            return false;
        }
    }
    return true;
}

static void try(int count, const char *const *arguments)
{
    struct options options;
    char message[64];
    if (!parse(count, arguments, &options, message, sizeof message)) {
        printf("error: %s\n", message);
        return;
    }
    printf("verbose %d size %ld output %s format %d level %d:", options.verbose, options.size, options.output,
           options.format, options.level);
    for (int i = 0; i < options.n_names; i++)
        printf(" %s", options.names[i]);
    putchar('\n');
}

int main(void)
{
    static const char *const first[] = {"-v", "--size=16k", "a", "-o", "x.out", "b"};
    static const char *const second[] = {"--format", "binary", "-l3", "--size", "2M"};
    static const char *const third[] = {"--size=12q"};
    static const char *const fourth[] = {"--wrong"};
    static const char *const fifth[] = {"a", "b", "c", "d", "e"};
    try(6, first);
    try(5, second);
    try(1, third);
    try(1, fourth);
    try(5, fifth);
    try(1, second);
    return 0;
}
