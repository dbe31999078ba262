/* What each thread has at hand: a list of free blocks for each class, without locks or atomics.
 *
 * To allocate is to take the last block of a list; to free is to put the block on the list of its
 * class, whoever allocated it.  When a list is empty it gets a batch from the thread's heap; when it
 * is full half of it, the half that was freed longest ago, goes back to the heaps that the blocks
 * belong to.  So blocks that other threads free come home in batches, with one lock for all.
 *
 * How long a list may get follows the demand of the thread.  Lists that run empty and overflow in
 * turn are too short for the swing and become longer; lists that only overflow, because the
 * program frees what it has, become shorter and give back all that they hold.
 *
 * The lists of UNSOWN_CODE_NONE and UNSOWN_CODE_APART have no places, they are empty and full, as is
 * every list before the thread's first request, after its end, and in the modes that look at every
 * request.  That leads all of these off the fast path without a test of their own.
 *
 * The thread also keeps a copy of the range of all arenas (ownership.h), which it may read without an
 * atomic operation.  What lies outside is looked at again, with the range as it is by now.
 */
#ifndef UNSOWN_SRC_CACHE_H
#define UNSOWN_SRC_CACHE_H

#include <stdint.h>

#include "config.h"
#include "lists.h"
#include "ownership.h"

struct unsown_cache {
    struct unsown_lists lists;
    struct unsown_range range; /* as it was when the thread looked last; nothing at first */
};

/* initial-exec: one instruction finds it.  It is small enough for a library that is loaded late. */
extern _Thread_local struct unsown_cache unsown_cache
    __attribute__((__tls_model__("initial-exec")));

/* A block for a request of size bytes, if it is small and the list has one; else NULL. */
static inline void *unsown_cache_take(size_t size)
{
    if (!UNSOWN_LIKELY(size <= UNSOWN_SMALL_MAX))
        return NULL;
    /* Not unsown_class_of(): size 0 may come to the list of class 0, which is empty. */
    return unsown_lists_take(&unsown_cache.lists, (size + UNSOWN_ALIGNMENT - 1) / UNSOWN_ALIGNMENT);
}

/* The block's code, or UNSOWN_CODE_NONE if the range that the thread knows does not have it. */
static inline size_t unsown_cache_code(const void *block)
{
#if UNSOWN_MEMORY_DEBUGGER
    return unsown_code_out_of_line(block);
#else
    return unsown_check_ownership(block, unsown_cache.range);
#endif
}

/* Its code at any rate, for which the thread looks at the range again. */
size_t unsown_cache_look(const void *block);

/* Puts it on the list of that code.  False: the list is full, and does not have it. */
static inline bool unsown_cache_give(void *block, size_t code)
{
    return unsown_lists_put(&unsown_cache.lists, code, block);
}

/* A block of a class whose list is empty, from a batch or, where the thread can have no list, alone.
 * NULL with errno ENOMEM when no pool can be had. */
void *unsown_cache_refill(unsigned size_class);
/* Takes back a block that its list did not take.  errno is left alone. */
void unsown_cache_flush(void *block, unsigned size_class);

/* Whether the thread has lists: its own or, in hardened mode, a deck (deck.h). */
bool unsown_cache_open(void);
/* Puts a batch on the list of that class, which has less than UNSOWN_BATCH_LEAST blocks.  The thread has
 * lists. */
void unsown_cache_fill(unsigned size_class);

/* Gives all blocks of this thread's lists back to their heaps. */
void unsown_cache_empty(void);

/* Calls visit for each block in any thread's lists.  Other threads must be at rest. */
void unsown_cache_each(void (*visit)(void *block, void *context), void *context);

/* How many blocks the list of any thread has: close, while that thread runs. */
size_t unsown_cache_length(const struct unsown_lists *lists, unsigned size_class);

/* In the child after fork(): the other threads' heaps are idle, and what their lists held is lost. */
void unsown_cache_after_fork(void);

#endif
