/* Lists of free blocks: for each class an array of their addresses, apart from them.
 *
 *     begin[c]                top[c]            end[c]
 *        v                       v                 v
 *        | block | block | ... | |                 |
 *
 * The block that was put last is the next to be taken: its memory is likely to be in a cache.  A free
 * block is not touched, neither to put it nor to take it.
 *
 * A list may have no places: then it is empty and full.
 */
#ifndef UNSOWN_SRC_LISTS_H
#define UNSOWN_SRC_LISTS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "config.h"
#include "size_class.h"

struct unsown_lists {
    /* Of type void **, but for what a compiler may conclude from that: as it is, to write to a place may
     * change a top, and `top[code] += 1` is one instruction that works in memory. */
    void *top[UNSOWN_CODES]; /* the place behind the last block */
    void *begin[UNSOWN_CODES];
    void *end[UNSOWN_CODES];
};

/* The block that was put last, or NULL if the list is empty. */
static inline void *unsown_lists_take(struct unsown_lists *lists, size_t code)
{
    void **top = lists->top[code];
    if (!UNSOWN_LIKELY(top != lists->begin[code]))
        return NULL;
    atomic_signal_fence(memory_order_seq_cst); /* nothing to the machine; see above */
    lists->top[code] = (void **)lists->top[code] - 1;
    UNSOWN_ASSUME(top[-1] != NULL);
    return top[-1];
}

/* False: the list is full, and does not have the block. */
static inline bool unsown_lists_put(struct unsown_lists *lists, size_t code, void *block)
{
    void **top = lists->top[code];
    if (!UNSOWN_LIKELY(top != lists->end[code]))
        return false;
    *top = block;
    lists->top[code] = (void **)lists->top[code] + 1;
    return true;
}

static inline size_t unsown_lists_length(const struct unsown_lists *lists, size_t code)
{
    return (size_t)((void **)lists->top[code] - (void **)lists->begin[code]);
}

#endif
