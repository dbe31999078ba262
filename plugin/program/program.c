/* Storage and construction of a program.
 *
 * What it is for.  The arena that owns nearly all of a program, and the few functions that make its
 * entries with every field at the value that means "nothing known".
 *
 * How it works.  The arena hands out zeroed memory from chunks that double in size up to a limit;
 * what does not fit into a chunk gets one of its own.  Tables double in place of the old one, which
 * stays in the arena unused: at most as much again as the table itself.  The values and blocks of
 * functions are most of a program and live outside the chunks, so that prog_trim() can give back what
 * they do not fill.  Lists of a block carry no capacity; list_capacity() derives it from the
 * length.  Names of files, globals and functions are found through three hash tables of indices that
 * live outside the chunks, too, because they are rebuilt as they grow.
 *
 * What it gives up.  But for prog_trim(), nothing is freed before prog_free().  Where two functions or globals have one
 * name, the finders answer with the first.  Renaming an entry after adding it is not noticed.
 */
#include "program.h"

#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define ONE_CHUNK_EACH 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ONE_CHUNK_EACH 1
#endif
#endif

/* Under AddressSanitizer every allocation is a chunk of its own, so that overruns are seen. */
#ifdef ONE_CHUNK_EACH
enum { FIRST_CHUNK = 1, LAST_CHUNK = 1 };
#else
enum { FIRST_CHUNK = 16 << 10, LAST_CHUNK = 1 << 20 };
#endif

struct chunk {
    struct chunk *next;
    size_t size, used;
    alignas(max_align_t) unsigned char bytes[];
};

/* Open addressing; a slot holds an index plus one, 0 when empty.  size is a power of two. */
struct name_index {
    uint32_t *slots;
    uint32_t size, used;
};

struct prog_arena {
    struct chunk *chunks; /* the current one first */
    size_t next_size;
    struct name_index files, globals, functions;
};

typedef const char *name_of(const struct prog_program *p, uint32_t index);

_Noreturn void prog_fatal(const char *what)
{
    fprintf(stderr, "unsown: out of memory: %s\n", what);
    abort();
}

/* Arena */

static struct chunk *new_chunk(size_t size)
{
    if (size > SIZE_MAX - sizeof(struct chunk))
        prog_fatal("an allocation is larger than the address space");
    struct chunk *c = calloc(1, sizeof *c + size);
    if (!c)
        prog_fatal("storage of a program");
    c->size = size;
    return c;
}

void *prog_alloc(struct prog_program *p, size_t size)
{
    struct prog_arena *a = p->arena;
    const size_t align = alignof(max_align_t);
    if (size > SIZE_MAX - align)
        prog_fatal("an allocation is larger than the address space");
    size = size == 0 ? align : (size + align - 1) / align * align;
    struct chunk *c = a->chunks;
    if (c && size <= c->size - c->used) {
        void *result = c->bytes + c->used;
        c->used += size;
        return result;
    }
    if (size >= a->next_size / 2) {
        /* Goes behind the current chunk, whose rest stays in use. */
        struct chunk *own = new_chunk(size);
        own->used = size;
        if (c) {
            own->next = c->next;
            c->next = own;
        } else {
            a->chunks = own;
        }
        return own->bytes;
    }
    struct chunk *fresh = new_chunk(a->next_size);
    if (a->next_size < LAST_CHUNK)
        a->next_size *= 2;
    fresh->next = c;
    fresh->used = size;
    a->chunks = fresh;
    return fresh->bytes;
}

const char *prog_string(struct prog_program *p, const char *s, size_t n)
{
    char *copy = prog_alloc(p, n + 1);
    if (n)
        memcpy(copy, s, n);
    return copy;
}

struct prog_program *prog_new(uint32_t pointer_bits, bool big_endian)
{
    struct prog_program *p = calloc(1, sizeof *p);
    struct prog_arena *a = calloc(1, sizeof *a);
    if (!p || !a)
        prog_fatal("a new program");
    a->next_size = FIRST_CHUNK;
    p->pointer_bits = pointer_bits;
    p->big_endian = big_endian;
    p->arena = a;
    return p;
}

void prog_free(struct prog_program *p)
{
    if (!p)
        return;
    struct prog_arena *a = p->arena;
    for (uint32_t i = 0; i < p->n_functions; i++) {
        free(p->functions[i].values);
        free(p->functions[i].blocks);
    }
    for (struct chunk *c = a->chunks, *next; c; c = next) {
        next = c->next;
        free(c);
    }
    free(a->files.slots);
    free(a->globals.slots);
    free(a->functions.slots);
    free(a);
    free(p);
}

/* Tables and lists */

/* The table at `table`, or a larger copy of it in which entry n exists. */
static void *grow_table(struct prog_program *p, void *table, uint32_t n, uint32_t *cap, size_t size)
{
    if (n < *cap)
        return table;
    if (*cap > UINT32_MAX / 2)
        prog_fatal("a table of a program has two thousand million entries");
    uint32_t larger = *cap ? *cap * 2 : 8;
    void *copy = prog_alloc(p, larger * size);
    if (n)
        memcpy(copy, table, n * size);
    *cap = larger;
    return copy;
}

/* The same for a table outside the arena. */
static void *grow_own_table(void *table, uint32_t n, uint32_t *cap, size_t size)
{
    if (n < *cap)
        return table;
    if (*cap > UINT32_MAX / 2)
        prog_fatal("a table of a function has two thousand million entries");
    uint32_t larger = *cap ? *cap * 2 : 8;
    void *moved = realloc(table, larger * size);
    if (!moved)
        prog_fatal("the values or blocks of a function");
    *cap = larger;
    return moved;
}

/* The table without the room that its n entries do not fill. */
static void *trim_table(void *table, uint32_t n, uint32_t *cap, size_t size)
{
    void *moved = n && n < *cap ? realloc(table, n * size) : NULL;
    if (!moved)
        return table; /* a smaller one was not to be had, or is not needed */
    *cap = n;
    return moved;
}

/* How many entries a list of n surely has room for: the least power of two from 4 on. */
static uint32_t list_capacity(uint32_t n)
{
    uint32_t cap = 4;
    while (cap < n)
        cap *= 2;
    return n ? cap : 0;
}

static uint32_t *list_append(struct prog_program *p, uint32_t *list, uint32_t *n, uint32_t entry)
{
    if (*n >= UINT32_MAX / 2)
        prog_fatal("a list of a block has two thousand million entries");
    if (*n == list_capacity(*n)) {
        uint32_t *copy = prog_alloc(p, list_capacity(*n + 1) * sizeof *copy);
        if (*n)
            memcpy(copy, list, *n * sizeof *copy);
        list = copy;
    }
    list[(*n)++] = entry;
    return list;
}

/* Names */

static const char *file_name(const struct prog_program *p, uint32_t i) { return p->files[i]; }
static const char *global_name(const struct prog_program *p, uint32_t i)
{
    return p->globals[i].name;
}
static const char *function_name(const struct prog_program *p, uint32_t i)
{
    return p->functions[i].name;
}

/* FNV-1a */
static uint32_t hash_name(const char *s)
{
    uint32_t h = 2166136261u;
    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * 16777619u;
    return h;
}

/* The slot that holds `name`, or the empty one where it belongs.  The index has an empty slot. */
static uint32_t *find_slot(const struct prog_program *p, const struct name_index *index,
                           name_of *name_at, const char *name)
{
    uint32_t mask = index->size - 1;
    uint32_t i = hash_name(name) & mask;
    while (index->slots[i] && strcmp(name_at(p, index->slots[i] - 1), name) != 0)
        i = (i + 1) & mask;
    return &index->slots[i];
}

static uint32_t find_name(const struct prog_program *p, const struct name_index *index,
                          name_of *name_at, const char *name)
{
    if (!index->size)
        return PROG_NONE;
    uint32_t slot = *find_slot(p, index, name_at, name);
    return slot ? slot - 1 : PROG_NONE;
}

/* Enters `entry`, whose name stands in its table already; an equal name keeps its first entry. */
static void enter_name(const struct prog_program *p, struct name_index *index, name_of *name_at,
                       uint32_t entry)
{
    if (index->used >= index->size / 2) {
        struct name_index larger = {.size = index->size ? index->size * 2 : 16};
        larger.slots = calloc(larger.size, sizeof *larger.slots);
        if (!larger.slots)
            prog_fatal("an index of names");
        for (uint32_t i = 0; i < index->size; i++)
            if (index->slots[i])
                *find_slot(p, &larger, name_at, name_at(p, index->slots[i] - 1)) = index->slots[i];
        larger.used = index->used;
        free(index->slots);
        *index = larger;
    }
    uint32_t *slot = find_slot(p, index, name_at, name_at(p, entry));
    if (!*slot) {
        *slot = entry + 1;
        index->used++;
    }
}

uint32_t prog_find_function(const struct prog_program *p, const char *name)
{
    return find_name(p, &p->arena->functions, function_name, name);
}

uint32_t prog_find_global(const struct prog_program *p, const char *name)
{
    return find_name(p, &p->arena->globals, global_name, name);
}

/* Constructors */

uint32_t prog_add_file(struct prog_program *p, const char *name)
{
    uint32_t known = find_name(p, &p->arena->files, file_name, name);
    if (known != PROG_NONE)
        return known;
    p->files = grow_table(p, p->files, p->n_files, &p->cap_files, sizeof *p->files);
    p->files[p->n_files] = prog_string(p, name, strlen(name));
    enter_name(p, &p->arena->files, file_name, p->n_files);
    return p->n_files++;
}

uint32_t prog_add_global(struct prog_program *p, const char *name)
{
    p->globals = grow_table(p, p->globals, p->n_globals, &p->cap_globals, sizeof *p->globals);
    p->globals[p->n_globals] = (struct prog_global){
        .name = prog_string(p, name, strlen(name)),
        .decl = PROG_NONE,
    };
    enter_name(p, &p->arena->globals, global_name, p->n_globals);
    return p->n_globals++;
}

uint32_t prog_add_function(struct prog_program *p, const char *name)
{
    p->functions =
        grow_table(p, p->functions, p->n_functions, &p->cap_functions, sizeof *p->functions);
    p->functions[p->n_functions] = (struct prog_function){
        .name = prog_string(p, name, strlen(name)),
        .alloc_size = {-1, -1},
        .decl = PROG_NONE,
    };
    enter_name(p, &p->arena->functions, function_name, p->n_functions);
    return p->n_functions++;
}

prog_block prog_add_block(struct prog_program *p, struct prog_function *f)
{
    (void)p;
    f->blocks = grow_own_table(f->blocks, f->n_blocks, &f->cap_blocks, sizeof *f->blocks);
    f->blocks[f->n_blocks] = (struct prog_bb){0};
    return f->n_blocks++;
}

prog_value prog_add_value(struct prog_program *p, struct prog_function *f, enum prog_op op,
                          struct prog_type type, uint32_t n_args)
{
    f->values = grow_own_table(f->values, f->n_values, &f->cap_values, sizeof *f->values);
    struct prog_inst *inst = &f->values[f->n_values];
    *inst = (struct prog_inst){.op = op, .type = type, .n_args = n_args, .block = PROG_NONE};
    if (n_args) {
        inst->args = prog_alloc(p, n_args * sizeof *inst->args);
        for (uint32_t i = 0; i < n_args; i++)
            inst->args[i] = PROG_NONE;
    }
    return f->n_values++;
}

void prog_trim(struct prog_function *f)
{
    f->values = trim_table(f->values, f->n_values, &f->cap_values, sizeof *f->values);
    f->blocks = trim_table(f->blocks, f->n_blocks, &f->cap_blocks, sizeof *f->blocks);
}

void prog_append(struct prog_program *p, struct prog_function *f, prog_block b, prog_value v)
{
    struct prog_bb *bb = &f->blocks[b];
    bb->insts = list_append(p, bb->insts, &bb->n_insts, v);
    f->values[v].block = b;
}

prog_value prog_emit(struct prog_program *p, struct prog_function *f, prog_block b, enum prog_op op,
                     struct prog_type type, uint32_t n_args)
{
    prog_value v = prog_add_value(p, f, op, type, n_args);
    prog_append(p, f, b, v);
    return v;
}

prog_value prog_const(struct prog_program *p, struct prog_function *f, struct prog_type type,
                      uint64_t bits)
{
    prog_value v = prog_add_value(p, f, PROG_CONST, type, 0);
    uint64_t *words = prog_alloc(p, (type.bits + UINT64_C(63)) / 64 * sizeof *words);
    words[0] = type.bits < 64 ? bits & ((UINT64_C(1) << type.bits) - 1) : bits;
    f->values[v].words = words;
    return v;
}

void prog_add_edge(struct prog_program *p, struct prog_function *f, prog_block from, prog_block to)
{
    struct prog_bb *a = &f->blocks[from], *b = &f->blocks[to];
    a->succs = list_append(p, a->succs, &a->n_succs, to);
    b->preds = list_append(p, b->preds, &b->n_preds, from);
}
