/* A JSON reader that builds a tree of tagged unions, and a writer. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum json_type { JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

struct json {
    enum json_type type;
    union {
        int boolean;
        double number;
        char *string;
        struct {
            struct json **items;
            char **names;
            size_t count;
        } list;
    } u;
};

struct parser {
    const char *at;
    const char *error;
};

static void *xmalloc(size_t size)
{
    void *p = malloc(size);
    if (!p) {
        fputs("out of memory\n", stderr);
        exit(1);
    }
    return p;
}

static void skip_space(struct parser *p)
{
    while (isspace((unsigned char)*p->at))
        p->at++;
}

static struct json *fail(struct parser *p, const char *message)
{
    if (!p->error)
        p->error = message;
    return NULL;
}

static char *parse_string(struct parser *p)
{
    const char *begin = ++p->at;
    size_t length = 0;
    for (; *p->at && *p->at != '"'; p->at++, length++)
        if (*p->at == '\\' && p->at[1])
            p->at++;
    if (*p->at != '"') {
        fail(p, "string without end");
        return NULL;
    }
    char *text = xmalloc(length + 1);
    size_t n = 0;
    for (const char *c = begin; c < p->at; c++) {
        if (*c == '\\')
            c++;
        text[n++] = *c;
    }
    text[n] = '\0';
    p->at++;
    return text;
}

static struct json *parse_value(struct parser *p);
static void free_json(struct json *j);

static struct json *parse_list(struct parser *p, char close)
{
    struct json *list = xmalloc(sizeof *list);
    size_t capacity = 2;
    list->type = close == ']' ? JSON_ARRAY : JSON_OBJECT;
    list->u.list.count = 0;
    list->u.list.items = xmalloc(capacity * sizeof *list->u.list.items);
    list->u.list.names = NULL;
    if (close == '}')
        list->u.list.names = xmalloc(capacity * sizeof *list->u.list.names);
    p->at++;
    skip_space(p);
    while (*p->at && *p->at != close) {
        char *name = NULL;
        if (close == '}') {
            if (*p->at != '"' || !(name = parse_string(p))) {
                free_json(list);
                return fail(p, "name expected");
            }
            skip_space(p);
            if (*p->at++ != ':') {
                free(name);
                free_json(list);
                return fail(p, "colon expected");
            }
        }
        struct json *item = parse_value(p);
        if (!item) {
            free(name);
            free_json(list);
            return NULL;
        }
        if (list->u.list.count == capacity) {
            capacity *= 2;
            list->u.list.items = realloc(list->u.list.items, capacity * sizeof *list->u.list.items);
            if (list->u.list.names)
                list->u.list.names = realloc(list->u.list.names, capacity * sizeof *list->u.list.names);
        }
        list->u.list.items[list->u.list.count] = item;
        if (list->u.list.names)
            list->u.list.names[list->u.list.count] = name;
        list->u.list.count++;
        skip_space(p);
        if (*p->at == ',')
            p->at++;
        skip_space(p);
    }
    if (*p->at != close) {
        free_json(list);
        return fail(p, "list without end");
    }
    p->at++;
    return list;
}

static struct json *parse_value(struct parser *p)
{
    skip_space(p);
    if (*p->at == '[')
        return parse_list(p, ']');
    if (*p->at == '{')
        return parse_list(p, '}');
    if (*p->at == '"') {
        char *text = parse_string(p);
        if (!text)
            return NULL;
        struct json *j = xmalloc(sizeof *j);
        j->type = JSON_STRING;
        j->u.string = text;
        return j;
    }
    struct json value;
    if (!strncmp(p->at, "null", 4)) {
        value.type = JSON_NULL;
        p->at += 4;
    } else if (!strncmp(p->at, "true", 4)) {
        value.type = JSON_BOOL;
        value.u.boolean = 1;
        p->at += 4;
    } else if (!strncmp(p->at, "false", 5)) {
        value.type = JSON_BOOL;
        value.u.boolean = 0;
        p->at += 5;
    } else {
        char *end;
        value.type = JSON_NUMBER;
        value.u.number = strtod(p->at, &end);
        if (end == p->at)
            return fail(p, "value expected");
        p->at = end;
    }
    struct json *j = xmalloc(sizeof *j);
    *j = value;
    return j;
}

static void free_json(struct json *j)
{
    switch (j->type) {
    case JSON_STRING:
        free(j->u.string);
        break;
    case JSON_ARRAY:
    case JSON_OBJECT:
        for (size_t i = 0; i < j->u.list.count; i++) {
            free_json(j->u.list.items[i]);
            if (j->u.list.names)
                free(j->u.list.names[i]);
        }
        free(j->u.list.items);
        free(j->u.list.names);
        break;
    default:
        break;
    }
    free(j);
}

static void show(const struct json *j, int depth)
{
    switch (j->type) {
    case JSON_NULL: printf("null"); break;
    case JSON_BOOL: printf(j->u.boolean ? "true" : "false"); break;
    case JSON_NUMBER: printf("%g", j->u.number); break;
    case JSON_STRING: printf("'%s'", j->u.string); break;
    case JSON_ARRAY:
    case JSON_OBJECT:
        printf("%d[", depth);
        for (size_t i = 0; i < j->u.list.count; i++) {
            if (i)
                printf(" ");
            if (j->u.list.names)
                printf("%s=", j->u.list.names[i]);
            show(j->u.list.items[i], depth + 1);
        }
        printf("]");
        break;
    }
}

static void try(const char *text)
{
    struct parser p;
    p.at = text;
    p.error = NULL;
    struct json *j = parse_value(&p);
    if (j) {
        show(j, 0);
        printf("\n");
        free_json(j);
    } else {
        printf("error: %s\n", p.error);
    }
}

int main(void)
{
    try("{\"a\": [1, 2.5, -3e2, null], \"b\": {\"c\": true, \"d\": \"x\\\"y\"}, \"e\": false}");
    try("[1, 2");
    try("{\"a\" 1}");
    try("[[[]], {}]");
    try("?");
    return 0;
}
