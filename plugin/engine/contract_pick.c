/* Contracts of some functions out of a text with those of many.
 *
 * A program calls a few dozen of the hundreds of functions that are modelled, and parsing all takes
 * longer than compiling a small file.  So the text is cut into declarations, at each semicolon
 * outside parentheses, and only those are parsed in which a function of the program may be declared:
 * one of the names before the first macro, or a label, is its name.  The name of a parameter may be
 * one, too; then a contract more is parsed than needed.
 */
#include "contract_internal.h"

#include <stdlib.h>
#include <string.h>

struct names {
    const char **table; /* open, never more than half full; cap is a power of two */
    uint32_t cap;
    uint8_t in_name[256]; /* by character */
};

struct cutter {
    const struct names *names;
    const char *at, *end;
    int depth;   /* of parentheses, brackets and braces */
    bool head;   /* no macro has been met */
    bool wanted; /* a name has been met that one of the names is */
};

static uint32_t next_hash(uint32_t hash, char c)
{
    return (hash ^ (unsigned char)c) * 16777619u; /* FNV-1a */
}

#define HASH_BEGIN 2166136261u

static bool has_name(const struct names *names, const char *name, size_t length, uint32_t hash)
{
    for (uint32_t i = hash & (names->cap - 1); names->table[i]; i = (i + 1) & (names->cap - 1))
        if (strncmp(names->table[i], name, length) == 0 && !names->table[i][length])
            return true;
    return false;
}

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '_' || c == '$';
}

static struct names names_of(const struct prog_program *p)
{
    struct names names = {.cap = 16};
    while (names.cap / 2 < p->n_functions)
        names.cap *= 2;
    for (int c = 0; c < 256; c++)
        names.in_name[c] = is_name((char)c);
    names.table = calloc(names.cap, sizeof *names.table);
    if (!names.table)
        prog_fatal("contracts");
    for (uint32_t i = 0; i < p->n_functions; i++) {
        uint32_t hash = HASH_BEGIN;
        for (const char *c = p->functions[i].name; *c; c++)
            hash = next_hash(hash, *c);
        while (names.table[hash & (names.cap - 1)])
            hash++;
        names.table[hash & (names.cap - 1)] = p->functions[i].name;
    }
    return names;
}

static void pass_word(struct cutter *c)
{
    const char *begin = c->at, *at = begin;
    const uint8_t *in_name = c->names->in_name;
    uint32_t hash = HASH_BEGIN;
    if (!c->head || c->wanted) {
        while (at < c->end && in_name[(unsigned char)*at])
            at++;
        c->at = at;
        return;
    }
    while (at < c->end && in_name[(unsigned char)*at])
        hash = next_hash(hash, *at++);
    c->at = at;
    size_t length = (size_t)(c->at - begin);
    if (length > 7 && memcmp(begin, "UNSOWN_", 7) == 0)
        c->head = false;
    else
        c->wanted = has_name(c->names, begin, length, hash);
}

/* A string or a character; what stands in it may be the name at link time. */
static void pass_quoted(struct cutter *c)
{
    char quote = *c->at++;
    const char *begin = c->at;
    uint32_t hash = HASH_BEGIN;
    while (c->at < c->end && *c->at != quote && *c->at != '\n') {
        if (*c->at == '\\' && c->end - c->at > 1)
            hash = next_hash(hash, *c->at++);
        hash = next_hash(hash, *c->at++);
    }
    if (c->head && !c->wanted)
        c->wanted = has_name(c->names, begin, (size_t)(c->at - begin), hash);
    c->at += c->at < c->end;
}

static void pass_line(struct cutter *c)
{
    while (c->at < c->end && *c->at != '\n')
        c->at += *c->at == '\\' && c->end - c->at > 1 ? 2 : 1;
}

static void pass_comment(struct cutter *c)
{
    c->at += 2;
    do {
        const char *star = memchr(c->at, '*', (size_t)(c->end - c->at));
        c->at = star ? star + 1 : c->end;
    } while (c->at < c->end && *c->at != '/');
    c->at += c->at < c->end;
}

/* To behind the end of the declaration; c then tells whether it is wanted. */
static void pass_declaration(struct cutter *c)
{
    c->depth = 0;
    c->head = true;
    c->wanted = false;
    while (c->at < c->end) {
        char at = *c->at, next = c->end - c->at > 1 ? c->at[1] : 0;
        if (c->names->in_name[(unsigned char)at]) {
            pass_word(c);
        } else if (at == ' ' || at == '\n') {
            c->at++;
        } else if (at == '"' || at == '\'') {
            pass_quoted(c);
        } else if (at == '#' || (at == '/' && next == '/')) {
            pass_line(c);
        } else if (at == '/' && next == '*') {
            pass_comment(c);
        } else {
            c->depth += at == '(' || at == '[' || at == '{';
            c->depth -= at == ')' || at == ']' || at == '}';
            c->at++;
            if (at == ';' && c->depth <= 0)
                return;
        }
    }
}

/* The place in the declaration as one in the text, in which it begins at `begin`. */
static void move_error(struct contract_error *error, const char *text, const char *begin)
{
    uint32_t lines = 0, columns = 0;
    for (; text < begin; text++) {
        columns = *text == '\n' ? 0 : columns + 1;
        lines += *text == '\n';
    }
    if (error->line == 1)
        error->column += columns;
    error->line += lines;
}

static bool pick(struct contract_set *set, const struct names *names,
                 const struct contract_source *from, struct contract_error *error)
{
    struct cutter c = {.names = names, .at = from->text, .end = from->text + from->length};
    while (c.at < c.end) {
        const char *begin = c.at;
        pass_declaration(&c);
        if (c.wanted &&
            !contract_parse(set, from->file, begin, (size_t)(c.at - begin), error)) {
            move_error(error, from->text, begin);
            return false;
        }
    }
    return true;
}

bool contract_parse_for(struct contract_set *set, const struct prog_program *p, uint32_t n,
                        const struct contract_source *sources, struct contract_error *error)
{
    struct names names = names_of(p);
    bool good = true;
    for (uint32_t i = 0; i < n && good && p->n_functions; i++)
        good = pick(set, &names, &sources[i], error);
    free(names.table);
    return good;
}
