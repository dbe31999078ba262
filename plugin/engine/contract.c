/* The set of contracts: storage and lookup by name.
 *
 * Storage is a stack of chunks, so that a parse that fails gives back what it took.  Names are
 * found through an open hash table that is never more than half full.
 */
#include "contract_internal.h"

#include <stdlib.h>
#include <string.h>

#define CONTRACT_CHUNK ((size_t)16 << 10)

struct contract_chunk {
    struct contract_chunk *below;
    size_t used, size;
    max_align_t memory[];
};

struct contract_set {
    struct contract_chunk *chunk;
    const struct contract **table;
    uint32_t n, cap; /* cap is a power of two, or 0 */
};

struct contract_set *contract_set_new(void)
{
    struct contract_set *set = calloc(1, sizeof *set);
    if (!set)
        prog_fatal("a set of contracts");
    return set;
}

void contract_set_free(struct contract_set *set)
{
    if (!set)
        return;
    contract_release(set, (struct contract_mark){NULL, 0});
    free(set->table);
    free(set);
}

void *contract_alloc(struct contract_set *set, size_t size)
{
    struct contract_chunk *chunk = set->chunk;
    char *memory;

    if (size > PTRDIFF_MAX / 2)
        prog_fatal("contracts");
    size = (size + sizeof(max_align_t) - 1) & ~(sizeof(max_align_t) - 1);
    if (!chunk || chunk->size - chunk->used < size) {
        size_t room = size > CONTRACT_CHUNK ? size : CONTRACT_CHUNK;
        chunk = malloc(sizeof *chunk + room);
        if (!chunk)
            prog_fatal("contracts");
        chunk->below = set->chunk;
        chunk->used = 0;
        chunk->size = room;
        set->chunk = chunk;
    }
    memory = (char *)chunk->memory + chunk->used;
    chunk->used += size;
    return memset(memory, 0, size);
}

const char *contract_string(struct contract_set *set, const char *text, size_t length)
{
    char *copy = contract_alloc(set, length + 1);
    if (length)
        memcpy(copy, text, length);
    return copy;
}

struct contract_mark contract_get_mark(const struct contract_set *set)
{
    return (struct contract_mark){set->chunk, set->chunk ? set->chunk->used : 0};
}

void contract_release(struct contract_set *set, struct contract_mark mark)
{
    while (set->chunk != mark.chunk) {
        struct contract_chunk *below = set->chunk->below;
        free(set->chunk);
        set->chunk = below;
    }
    if (mark.chunk)
        mark.chunk->used = mark.used;
}

static uint32_t hash_name(const char *name)
{
    uint32_t hash = 2166136261u; /* FNV-1a */
    for (; *name; name++)
        hash = (hash ^ (unsigned char)*name) * 16777619u;
    return hash;
}

/* Where the name stands, or the free place where it would. */
static uint32_t find_place(const struct contract_set *set, const char *name)
{
    uint32_t place = hash_name(name) & (set->cap - 1);
    while (set->table[place] && strcmp(set->table[place]->name, name) != 0)
        place = (place + 1) & (set->cap - 1);
    return place;
}

static void grow(struct contract_set *set)
{
    const struct contract **old = set->table;
    uint32_t old_cap = set->cap;

    set->cap = old_cap ? old_cap * 2 : 1024;
    set->table = calloc(set->cap, sizeof *set->table);
    if (!set->table)
        prog_fatal("a set of contracts");
    for (uint32_t i = 0; i < old_cap; i++)
        if (old[i])
            set->table[find_place(set, old[i]->name)] = old[i];
    free(old);
}

void contract_set_put(struct contract_set *set, const struct contract *contract)
{
    uint32_t place;

    if (set->n >= set->cap / 2)
        grow(set);
    place = find_place(set, contract->name);
    if (!set->table[place])
        set->n++;
    set->table[place] = contract;
}

const struct contract *contract_find(const struct contract_set *set, const char *name)
{
    return set->n ? set->table[find_place(set, name)] : NULL;
}

uint32_t contract_set_size(const struct contract_set *set)
{
    return set->n;
}
