/* Whatever the text, the parser, the verifier and the printer neither crash nor read out of bounds,
 * and what verifies comes back unchanged from printing and parsing.  Deterministic and bounded;
 * `fuzz SEED ROUNDS FILE...` goes on from another seed for as long as wanted.
 * RUN: %cc -std=c11 -O1 -g -Wall -Wextra -Werror -fsanitize=address,undefined \
 * RUN:   -fno-sanitize-recover=all -I %src/plugin %s %src/plugin/program/program.c \
 * RUN:   %src/plugin/program/text_*.c %src/plugin/program/verify*.c -o %t
 * RUN: %t 1 3000 %S/everything.prog %S/parser-messages.prog %S/verifier-messages.prog
 */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "program/text.h"
#include "program/verify.h"

static uint64_t state;

/* xorshift64* */
static uint32_t random_below(uint32_t n)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return n ? (uint32_t)((state * 2685821657736338717u) >> 32) % n : 0;
}

struct text {
    char *bytes;
    size_t length;
};

static struct text print(const struct prog_program *p)
{
    struct text t;
    FILE *to = open_memstream(&t.bytes, &t.length);
    prog_print(to, p);
    fclose(to);
    return t;
}

static void give_up(const char *what, const struct text *t)
{
    fprintf(stderr, "%s\n%.*s\n", what, (int)t->length, t->bytes);
    exit(1);
}

/* p verifies: its print must parse, verify and print the same. */
static void check_round_trip(const struct prog_program *p)
{
    struct text first = print(p);
    struct prog_parse_error error;
    struct prog_verify_error fault;
    struct prog_program *again = prog_parse("print", first.bytes, first.length, &error);
    if (!again) {
        fprintf(stderr, "%u:%u: %s\n", (unsigned)error.line, (unsigned)error.column,
                error.message);
        give_up("a print does not parse:", &first);
    }
    if (!prog_verify(again, &fault)) {
        fprintf(stderr, "%s\n", fault.message);
        give_up("a print does not verify:", &first);
    }
    struct text second = print(again);
    if (first.length != second.length || memcmp(first.bytes, second.bytes, first.length) != 0) {
        fprintf(stderr, "%s\n", second.bytes);
        give_up("... is what becomes of:", &first);
    }
    prog_free(again);
    free(first.bytes);
    free(second.bytes);
}

static unsigned parsed, verified;

static void try_program(struct prog_program *p)
{
    struct prog_verify_error fault;
    parsed++;
    if (prog_verify(p, &fault)) {
        verified++;
        check_round_trip(p);
    } else {
        struct text t = print(p);
        free(t.bytes);
    }
}

/* Mutations of a text */

static bool is_word_char(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '_' || c == '%' || c == '@';
}

/* A random word of the text: its begin, and its length in *length. */
static size_t pick_word(const struct text *t, size_t *length)
{
    size_t at = random_below((uint32_t)t->length);
    while (at < t->length && !is_word_char(t->bytes[at]))
        at++;
    while (at > 0 && is_word_char(t->bytes[at - 1]))
        at--;
    *length = 0;
    while (at + *length < t->length && is_word_char(t->bytes[at + *length]))
        ++*length;
    return at;
}

static size_t line_end(const struct text *t, size_t at)
{
    while (at < t->length && t->bytes[at] != '\n')
        at++;
    return at < t->length ? at + 1 : at;
}

static void replace(struct text *t, size_t at, size_t length, const char *with, size_t n)
{
    char *bytes = malloc(t->length - length + n + 1);
    memcpy(bytes, t->bytes, at);
    memcpy(bytes + at, with, n);
    memcpy(bytes + at + n, t->bytes + at + length, t->length - at - length);
    t->length = t->length - length + n;
    free(t->bytes);
    t->bytes = bytes;
}

static void mutate(struct text *t)
{
    size_t length, other_length;
    size_t at = random_below((uint32_t)t->length + 1);
    switch (random_below(7)) {
    case 0: { /* another byte */
        char c = (char)random_below(256);
        replace(t, at, at < t->length, &c, 1);
        break;
    }
    case 1: /* less */
        length = random_below(12);
        replace(t, at, length < t->length - at ? length : t->length - at, "", 0);
        break;
    case 2:
    case 3: /* a word for another */
        at = pick_word(t, &length);
        size_t from = pick_word(t, &other_length);
        char word[64];
        other_length = other_length < sizeof word ? other_length : sizeof word;
        memcpy(word, t->bytes + from, other_length);
        replace(t, at, length, word, other_length);
        break;
    case 4: { /* a line away */
        size_t begin = line_end(t, at);
        replace(t, begin, line_end(t, begin) - begin, "", 0);
        break;
    }
    case 5: { /* a line twice, somewhere */
        size_t begin = line_end(t, at), end = line_end(t, begin);
        char *line = malloc(end - begin + 1);
        memcpy(line, t->bytes + begin, end - begin);
        replace(t, line_end(t, random_below((uint32_t)t->length + 1)), 0, line, end - begin);
        free(line);
        break;
    }
    default: { /* a number at a limit */
        static const char *const numbers[] = {"0",  "1",   "63",         "64",
                                              "65", "128", "4294967295", "18446744073709551615",
                                              "-1", "b0",  "%0",         "i1"};
        const char *number = numbers[random_below(sizeof numbers / sizeof *numbers)];
        at = pick_word(t, &length);
        replace(t, at, length, number, strlen(number));
    }
    }
}

static void try_mutations(const struct text *seed, unsigned rounds)
{
    while (rounds--) {
        struct text t = {malloc(seed->length + 1), seed->length};
        memcpy(t.bytes, seed->bytes, seed->length);
        for (uint32_t n = 1 + random_below(3); n; n--)
            mutate(&t);
        struct prog_parse_error error;
        struct prog_program *p = prog_parse("mutant", t.bytes, t.length, &error);
        if (p)
            try_program(p);
        else if (!error.line || !error.column || !*error.message)
            give_up("an error without place or message:", &t);
        prog_free(p);
        free(t.bytes);
    }
}

/* Mutations of tables: lengths stay right, everything else may be anything */

static uint32_t odd_number(uint32_t near)
{
    switch (random_below(4)) {
    case 0:
        return PROG_NONE;
    case 1:
        return random_below(1000);
    default:
        return random_below(near + 1);
    }
}

static void corrupt(struct prog_program *p)
{
    struct prog_function *f = &p->functions[random_below(p->n_functions)];
    if (!f->n_values || !f->n_blocks)
        return;
    struct prog_inst *inst = &f->values[random_below(f->n_values)];
    struct prog_bb *bb = &f->blocks[random_below(f->n_blocks)];
    prog_value *arg = inst->n_args ? &inst->args[random_below(inst->n_args)] : NULL;
    switch (random_below(12)) {
    case 0:
        inst->block = odd_number(f->n_blocks);
        break;
    case 1:
        if (arg)
            *arg = odd_number(f->n_values);
        break;
    case 2:
        inst->imm = odd_number(f->n_params);
        break;
    case 3:
        inst->flags ^= 1u << random_below(12);
        break;
    case 4:
        inst->loc = (struct prog_loc){odd_number(p->n_files), 1, 1};
        break;
    case 5:
        if (bb->n_insts)
            bb->insts[random_below(bb->n_insts)] = odd_number(f->n_values);
        break;
    case 6:
        if (bb->n_preds)
            bb->preds[random_below(bb->n_preds)] = odd_number(f->n_blocks);
        break;
    case 7:
        if (bb->n_succs)
            bb->succs[random_below(bb->n_succs)] = odd_number(f->n_blocks);
        break;
    case 8:
        if (bb->n_preds)
            bb->n_preds--;
        break;
    case 9:
        if (arg)
            inst->n_args--;
        break;
    case 10:
        if (f->n_params)
            f->params[random_below(f->n_params)].value = odd_number(f->n_values);
        break;
    default:
        /* With words the operation must stay: their number follows from it. */
        if (!inst->words)
            inst->op = (enum prog_op)random_below(PROG_OP_COUNT + 2);
    }
}

static void try_corruptions(const struct text *seed, unsigned rounds)
{
    while (rounds--) {
        struct prog_parse_error error;
        struct prog_program *p = prog_parse("seed", seed->bytes, seed->length, &error);
        if (!p)
            return;
        for (uint32_t n = 1 + random_below(3); n; n--)
            corrupt(p);
        try_program(p);
        prog_free(p);
    }
}

/* Random programs that verify */

static const struct prog_type types[] = {{1, PROG_INT},   {8, PROG_INT},   {32, PROG_INT},
                                         {64, PROG_INT},  {65, PROG_INT},  {128, PROG_INT},
                                         {64, PROG_FLOAT}, {80, PROG_FLOAT}, {96, PROG_AGGREGATE}};

static struct prog_type random_type(void)
{
    return types[random_below(sizeof types / sizeof *types)];
}

static const char *random_name(char buffer[8])
{
    uint32_t n = random_below(8);
    for (uint32_t i = 0; i < n; i++)
        buffer[i] = (char)(random_below(2) ? 'a' + random_below(26) : 1 + random_below(255));
    buffer[n] = 0;
    return buffer;
}

/* A value of that width that may be used at the end of block b. */
static prog_value random_value(struct prog_program *p, struct prog_function *f, prog_block b,
                               struct prog_type type)
{
    for (int tries = 0; tries < 8; tries++) {
        prog_value v = random_below(f->n_values);
        const struct prog_inst *inst = &f->values[v];
        if (v < f->n_values && inst->type.bits == type.bits &&
            (prog_is_leaf(inst->op) || inst->block == 0 || inst->block == b))
            return v;
    }
    if (!random_below(8))
        return prog_add_value(p, f, PROG_UNDEF, type, 0);
    prog_value v = prog_const(p, f, type, (uint64_t)random_below(UINT32_MAX) << random_below(33));
    uint32_t words = (type.bits + 63) / 64;
    for (uint32_t i = 1; i < words && random_below(2); i++)
        f->values[v].words[i] = random_below(2); /* fits, whatever the width is */
    return v;
}

static void add_random_inst(struct prog_program *p, struct prog_function *f, prog_block b)
{
    const struct prog_type pointer = {p->pointer_bits, PROG_PTR}, none = {0, PROG_VOID};
    struct prog_type type = random_type();
    prog_value args[3], v;
    switch (random_below(5)) {
    case 0:
        args[0] = random_value(p, f, b, type);
        args[1] = random_value(p, f, b, type);
        v = prog_add_value(p, f, PROG_ADD + random_below(PROG_XOR - PROG_ADD + 1), type, 2);
        memcpy(f->values[v].args, args, 2 * sizeof *args);
        break;
    case 1:
        args[0] = random_value(p, f, b, pointer);
        v = prog_add_value(p, f, PROG_LOAD, type, 1);
        f->values[v].args[0] = args[0];
        f->values[v].flags = random_below(16);
        break;
    case 2:
        args[0] = random_value(p, f, b, pointer);
        args[1] = random_value(p, f, b, type);
        v = prog_add_value(p, f, PROG_STORE, none, 2);
        memcpy(f->values[v].args, args, 2 * sizeof *args);
        break;
    case 3: {
        char name[8];
        v = prog_add_value(p, f, PROG_LOCAL, pointer, 0);
        struct prog_object *o = prog_alloc(p, sizeof *o);
        random_name(name);
        o->name = prog_string(p, name, strlen(name));
        o->decl = random_below(2) ? PROG_NONE : random_below(9);
        o->implicit = random_below(2);
        f->values[v].imm = random_below(100);
        f->values[v].object = o;
        break;
    }
    default:
        args[0] = random_value(p, f, b, type);
        v = prog_add_value(p, f, PROG_OPAQUE, random_type(), 1);
        f->values[v].args[0] = args[0];
        f->values[v].name = "opaque";
    }
    f->values[v].loc = (struct prog_loc){0, random_below(3), random_below(9)};
    prog_append(p, f, b, v);
}

static void end_block(struct prog_program *p, struct prog_function *f, prog_block b, uint32_t n)
{
    const struct prog_type none = {0, PROG_VOID}, bit = {1, PROG_INT}, word = {32, PROG_INT};
    prog_value arg, v;
    uint32_t targets = random_below(5);
    if (targets == 0 || n == 1) {
        v = prog_add_value(p, f, PROG_RETURN, none, 0);
        targets = 0;
    } else if (targets == 1) {
        v = prog_add_value(p, f, PROG_JUMP, none, 0);
    } else {
        arg = random_value(p, f, b, targets == 2 ? bit : word);
        v = prog_add_value(p, f, targets == 2 ? PROG_BRANCH : PROG_SWITCH, none, 1);
        f->values[v].args[0] = arg;
        f->values[v].words = prog_alloc(p, targets * sizeof(uint64_t));
        for (uint32_t i = 0; i < targets; i++)
            f->values[v].words[i] = (UINT32_MAX - 1 + (uint64_t)i) & UINT32_MAX;
    }
    prog_append(p, f, b, v);
    for (; targets; targets--)
        prog_add_edge(p, f, b, 1 + random_below(n - 1));
}

static void try_random_program(void)
{
    struct prog_program *p = prog_new(random_below(2) ? 32 : 64, random_below(2));
    char name[8];
    prog_add_file(p, random_name(name));
    uint32_t global = prog_add_global(p, random_name(name));
    struct prog_global *g = &p->globals[global];
    g->size = 1 + random_below(40);
    g->bytes = prog_alloc(p, g->size);
    g->known = prog_alloc(p, g->size);
    g->flags = random_below(16);
    for (uint64_t i = 0; i < g->size; i++) {
        g->known[i] = random_below(8) != 0;
        g->bytes[i] = g->known[i] ? (uint8_t)random_below(256) : 0;
    }
    uint32_t function = prog_add_function(p, "function");
    struct prog_function *f = &p->functions[function];
    uint32_t n = 1 + random_below(7);
    for (uint32_t i = 0; i < n; i++)
        prog_add_block(p, f);
    f->params = prog_alloc(p, sizeof *f->params);
    f->n_params = 1;
    f->params[0] = (struct prog_param){.type = random_type(), .name = "p", .decl = PROG_NONE};
    f->params[0].value = prog_add_value(p, f, PROG_PARAM, f->params[0].type, 0);
    for (prog_block b = 0; b < n; b++) {
        for (uint32_t i = random_below(8); i; i--)
            add_random_inst(p, f, b);
        end_block(p, f, b, n);
    }
    struct prog_verify_error fault;
    if (!prog_verify(p, &fault)) {
        struct text t = print(p);
        fprintf(stderr, "%s\n", fault.message);
        give_up("a random program does not verify:", &t);
    }
    check_round_trip(p);
    prog_free(p);
}

static struct text read_file(const char *name)
{
    FILE *from = fopen(name, "rb");
    struct text t = {malloc(1 << 16), 0};
    if (!from || !t.bytes) {
        perror(name);
        exit(1);
    }
    t.length = fread(t.bytes, 1, 1 << 16, from);
    fclose(from);
    return t;
}

int main(int argc, char **argv)
{
    state = argc > 1 ? strtoull(argv[1], NULL, 10) * 2654435769u + 1 : 1;
    unsigned rounds = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 100;
    for (unsigned i = 0; i < rounds; i++)
        try_random_program();
    for (int i = 3; i < argc; i++) {
        struct text whole = read_file(argv[i]);
        /* A file of many parts is many seeds, each with its share of the rounds. */
        size_t n = 1;
        for (size_t at = 0; at + 5 < whole.length; at++)
            n += memcmp(whole.bytes + at, "\n;---", 5) == 0;
        for (size_t begin = 0, at = 0; at <= whole.length; at++) {
            bool end = at == whole.length;
            if (!end && (at + 5 >= whole.length || memcmp(whole.bytes + at, "\n;---", 5) != 0))
                continue;
            struct text part = {whole.bytes + begin, at - begin};
            try_mutations(&part, rounds / (unsigned)n + 1);
            try_corruptions(&part, rounds / (unsigned)n + 1);
            begin = at;
        }
        free(whole.bytes);
    }
    /* Too few that verify would mean that the mutations only ever test the first error. */
    if (argc > 3 && verified < rounds / 20) {
        fprintf(stderr, "of %u that parsed only %u verified\n", parsed, verified);
        return 1;
    }
    return 0;
}
