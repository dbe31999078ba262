/* Growing arrays and one hash map: the only containers the engine needs.
 *
 * Both are plain structs that their owner frees.  A failed allocation ends the process through
 * prog_fatal(), as everywhere behind the lowering, so that no caller has a failure path that
 * cannot be tested.
 */
#ifndef UNSOWN_ENGINE_BASE_H
#define UNSOWN_ENGINE_BASE_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../program/program.h"

#define NONE UINT32_MAX

/* struct of an array of TYPE; zero-initialised is empty. */
#define ARRAY(TYPE) struct { TYPE *at; uint32_t n, cap; }

void *base_grow(void *at, uint32_t *cap, uint32_t need, size_t each);

#define ARRAY_PUSH(a, ...)                                                                         \
    do {                                                                                           \
        if ((a)->n == (a)->cap)                                                                    \
            (a)->at = base_grow((a)->at, &(a)->cap, (a)->n + 1, sizeof *(a)->at);                  \
        (a)->at[(a)->n++] = __VA_ARGS__;                                                           \
    } while (0)

#define ARRAY_FREE(a)                                                                              \
    do {                                                                                           \
        free((a)->at);                                                                             \
        (a)->at = NULL;                                                                            \
        (a)->n = (a)->cap = 0;                                                                     \
    } while (0)

/* A map from three numbers to one.  Keys are never removed. */
struct map_entry {
    uint64_t a, b, c;
    uint32_t value; /* NONE: the slot is empty */
};
struct map {
    struct map_entry *slots;
    uint32_t n, cap; /* cap is a power of two, or 0 */
};

/* The value for the key, NONE if there is none. */
uint32_t map_get(const struct map *m, uint64_t a, uint64_t b, uint64_t c);
/* Sets it; value must not be NONE. */
void map_set(struct map *m, uint64_t a, uint64_t b, uint64_t c, uint32_t value);
void map_free(struct map *m);

/* Zeroed memory of n things of each bytes, never NULL. */
void *base_calloc(size_t n, size_t each);

#endif
