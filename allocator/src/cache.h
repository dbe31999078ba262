/* What each thread has at hand: a list of free blocks for each class, without locks or atomics.
 *
 * To allocate is to take the first block of a list; to free is to put the block on the list of its
 * class, whoever allocated it.  When a list is empty it gets a batch from the thread's heap; when it
 * is too long half of it, the half that was freed longest ago, goes back to the heaps that the
 * blocks belong to.  So blocks that other threads free come home in batches, with one lock for all.
 *
 * How long a list may get follows the demand of the thread.  Lists that run empty and overflow in
 * turn are too short for the swing and become longer; lists that only overflow, because the
 * program frees what it has, become shorter and in the end keep nothing: what is freed then is noted
 * apart, untouched, and goes home a batch at a time.
 *
 * The lists of UNSOWN_CODE_NONE and UNSOWN_CODE_APART are always empty and always full, as is every
 * list before the thread's first request, after its end, and in the modes that look at every
 * request.  That leads all of these off the fast path without a test of their own.
 */
#ifndef UNSOWN_SRC_CACHE_H
#define UNSOWN_SRC_CACHE_H

#include <stdint.h>

#include "config.h"
#include "ownership.h"

/* What a block holds while it is in a list. */
struct unsown_link {
    struct unsown_link *next;
};

struct unsown_cache {
    struct unsown_link *first[UNSOWN_CODES];
    int32_t room[UNSOWN_CODES]; /* how many more blocks the list may get */
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
    size_t size_class = (size + UNSOWN_ALIGNMENT - 1) / UNSOWN_ALIGNMENT;
    struct unsown_link *block = unsown_cache.first[size_class];
    if (UNSOWN_LIKELY(block != NULL)) {
        unsown_cache.first[size_class] = block->next;
        unsown_cache.room[size_class]++;
    }
    return block;
}

/* Puts it on the list of that code.  False: the list is full, and does not have it; its room is now
 * below 0, for unsown_cache_full() to put right. */
static inline bool unsown_cache_give(void *block, size_t code)
{
    if (!UNSOWN_LIKELY(--unsown_cache.room[code] >= 0))
        return false;
    struct unsown_link *link = block;
    link->next = unsown_cache.first[code];
    unsown_cache.first[code] = link;
    return true;
}

static inline void unsown_cache_full(size_t code)
{
    unsown_cache.room[code] = 0;
}

/* A block of a class whose list is empty, from a batch or, where the thread can have no list, alone.
 * NULL with errno ENOMEM when no pool can be had. */
void *unsown_cache_refill(unsigned size_class);
/* Takes back a block that unsown_cache_give() did not take.  errno is left alone. */
void unsown_cache_flush(void *block, unsigned size_class);

/* The heap of this thread, which gets one if it can; or NULL. */
struct unsown_heap *unsown_cache_heap(void);

/* Gives all blocks of this thread's lists back to their heaps. */
void unsown_cache_empty(void);

/* Calls visit for each block in any thread's lists or decks.  Other threads must be at rest. */
void unsown_cache_each(void (*visit)(void *block, void *context), void *context);

/* How many blocks another thread's list has, whose limit is known: close, while that thread runs. */
size_t unsown_cache_length(const struct unsown_cache *cache, unsigned limit, unsigned size_class);

/* In the child after fork(): the other threads' heaps are idle, and what their lists held is lost. */
void unsown_cache_after_fork(void);

#endif
