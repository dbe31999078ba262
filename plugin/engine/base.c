#include "base.h"

void *base_grow(void *at, uint32_t *cap, uint32_t need, size_t each) {
    uint32_t to = *cap ? *cap : 8;
    while (to < need) {
        if (to > UINT32_MAX / 2)
            prog_fatal("an array of the engine");
        to *= 2;
    }
    at = realloc(at, (size_t)to * each);
    if (!at)
        prog_fatal("an array of the engine");
    *cap = to;
    return at;
}

void *base_calloc(size_t n, size_t each) {
    void *p = calloc(n ? n : 1, each ? each : 1);
    if (!p)
        prog_fatal("the engine");
    return p;
}

/* Multiply-shift over the three words: the factors are odd and unrelated, the upper half of the last product
 * depends on all bits of the key. */
static uint32_t hash_of(uint64_t a, uint64_t b, uint64_t c) {
    uint64_t x = a * 0x9e3779b97f4a7c15u + b * 0xc2b2ae3d27d4eb4fu + c * 0xff51afd7ed558ccdu;
    return (uint32_t)(((x ^ (x >> 32)) * 0xc4ceb9fe1a85ec53u) >> 32);
}

static struct map_entry *slot_of(const struct map *m, uint64_t a, uint64_t b, uint64_t c) {
    uint32_t mask = m->cap - 1;
    uint32_t i = hash_of(a, b, c) & mask;
    for (;; i = (i + 1) & mask) {
        struct map_entry *e = &m->slots[i];
        if (e->value == NONE || (e->a == a && e->b == b && e->c == c))
            return e;
    }
}

uint32_t map_get(const struct map *m, uint64_t a, uint64_t b, uint64_t c) {
    return m->cap ? slot_of(m, a, b, c)->value : NONE;
}

void map_set(struct map *m, uint64_t a, uint64_t b, uint64_t c, uint32_t value) {
    if ((m->n + 1) * 2 > m->cap) {
        struct map old = *m;
        m->cap = old.cap ? old.cap * 2 : 64;
        m->slots = base_calloc(m->cap, sizeof *m->slots);
        for (uint32_t i = 0; i < m->cap; i++)
            m->slots[i].value = NONE;
        for (uint32_t i = 0; i < old.cap; i++)
            if (old.slots[i].value != NONE)
                *slot_of(m, old.slots[i].a, old.slots[i].b, old.slots[i].c) = old.slots[i];
        free(old.slots);
    }
    struct map_entry *e = slot_of(m, a, b, c);
    if (e->value == NONE)
        m->n++;
    *e = (struct map_entry){a, b, c, value};
}

void map_free(struct map *m) {
    free(m->slots);
    *m = (struct map){0};
}
