/* A parser for configuration files: sections, keys, values; errors by line. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum ini_error { INI_OK, INI_NO_BRACKET, INI_NO_EQUALS, INI_EMPTY_KEY };

struct ini_entry {
    char section[16];
    char key[16];
    char value[32];
    int line;
    struct ini_entry *next;
};

struct ini {
    struct ini_entry *first, **last;
    size_t count;
    enum ini_error error;
    int error_line;
};

static void ini_init(struct ini *ini)
{
    ini->first = NULL;
    ini->last = &ini->first;
    ini->count = 0;
    ini->error = INI_OK;
    ini->error_line = 0;
}

static size_t trimmed(const char *from, const char *to, const char **begin)
{
    while (from < to && isspace((unsigned char)*from))
        from++;
    while (to > from && isspace((unsigned char)to[-1]))
        to--;
    *begin = from;
    return (size_t)(to - from);
}

static void copy_part(char *to, size_t size, const char *from, size_t length)
{
    if (length >= size)
        length = size - 1;
    memcpy(to, from, length);
    to[length] = '\0';
}

static enum ini_error parse_line(struct ini *ini, const char *line, size_t length, int number,
                                 char *section, size_t section_size)
{
    const char *begin;
    size_t n = trimmed(line, line + length, &begin);
    if (n == 0 || *begin == '#')
        return INI_OK;
    if (*begin == '[') {
        if (begin[n - 1] != ']')
            return INI_NO_BRACKET;
        copy_part(section, section_size, begin + 1, n - 2);
        return INI_OK;
    }
    const char *equals = memchr(begin, '=', n);
    if (!equals)
        return INI_NO_EQUALS;
    const char *key, *value;
    size_t key_length = trimmed(begin, equals, &key);
    size_t value_length = trimmed(equals + 1, begin + n, &value);
    if (key_length == 0)
        return INI_EMPTY_KEY;
    struct ini_entry *entry = malloc(sizeof *entry);
    if (!entry)
        abort();
    strcpy(entry->section, section);
    copy_part(entry->key, sizeof entry->key, key, key_length);
    copy_part(entry->value, sizeof entry->value, value, value_length);
    entry->line = number;
    entry->next = NULL;
    *ini->last = entry;
    ini->last = &entry->next;
    ini->count++;
    return INI_OK;
}

static void ini_parse(struct ini *ini, const char *text)
{
    char section[16] = "global";
    int number = 1;
    while (*text) {
        const char *end = strchr(text, '\n');
        size_t length = end ? (size_t)(end - text) : strlen(text);
        enum ini_error error = parse_line(ini, text, length, number, section, sizeof section);
        if (error != INI_OK) {
            ini->error = error;
            ini->error_line = number;
            return;
        }
        text += length + (end != NULL);
        number++;
    }
}

static const char *ini_get(const struct ini *ini, const char *section, const char *key)
{
    for (const struct ini_entry *e = ini->first; e; e = e->next)
        if (!strcmp(e->section, section) && !strcmp(e->key, key))
            return e->value;
    return NULL;
}

static int ini_get_int(const struct ini *ini, const char *section, const char *key, int *out)
{
    const char *text = ini_get(ini, section, key);
    if (!text)
        return -1;
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end)
        return -2;
    *out = (int)value;
    return 0;
}

static void ini_free(struct ini *ini)
{
    struct ini_entry *e = ini->first;
    while (e) {
        struct ini_entry *next = e->next;
        free(e);
        e = next;
    }
    ini->first = NULL;
}

int main(void)
{
    struct ini ini;
    ini_init(&ini);
    ini_parse(&ini, "# comment\nname = thing\n[net]\nport = 8080\n host =example.org \n[ui]\ncolour=x12\n");
    printf("%zu entries, error %d at %d\n", ini.count, ini.error, ini.error_line);
    for (struct ini_entry *e = ini.first; e; e = e->next)
        printf("%s.%s = '%s' (line %d)\n", e->section, e->key, e->value, e->line);
    int port = 0, colour = -1;
    int result = ini_get_int(&ini, "net", "port", &port);
    printf("port %d (%d)\n", port, result);
    result = ini_get_int(&ini, "ui", "colour", &colour);
    printf("colour %d (%d)\n", colour, result);
    ini_free(&ini);

    struct ini broken;
    ini_init(&broken);
    ini_parse(&broken, "a=1\n[x\n");
    printf("error %d at %d after %zu\n", broken.error, broken.error_line, broken.count);
    ini_free(&broken);
    return 0;
}
