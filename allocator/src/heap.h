/* Heaps: for each size class the pools that may have room.
 *
 * Blocks come from the first pool of their class's list.  A pool that turns out to be full leaves
 * the list; the first block freed in it brings it back, behind the first pool.  A pool that becomes
 * empty goes back to its arena, where any class may have its page, unless it is the first: so each
 * class keeps at most one empty pool, and that only while the arenas have other free pages.
 *
 * Each thread has a heap, which it alone takes blocks from, a batch at a time (cache.h); others come
 * only to give back what they freed of it.  There are two more kinds: explicit heaps, which the
 * program makes, and one for all, which serves where no thread can have its own: in the modes that
 * look at every request, and in the last moments of a thread.
 *
 * Every heap has a lock.  It is held for a batch, not for a block, and only at the end of a thread
 * or for a batch of another thread's blocks anyone else wants it.
 */
#ifndef UNSOWN_SRC_HEAP_H
#define UNSOWN_SRC_HEAP_H

#include "arena.h"
#include "lock.h"

struct unsown_deck;
struct unsown_lists;

enum unsown_heap_use {
    UNSOWN_HEAP_IDLE,     /* of a thread that has ended: the next one takes it over */
    UNSOWN_HEAP_THREAD,
    UNSOWN_HEAP_EXPLICIT, /* made by unsown_heap_create() */
    UNSOWN_HEAP_COMMON    /* the one for all */
};

enum { UNSOWN_BATCH_LEAST = 8, UNSOWN_BATCH_MOST = 64, UNSOWN_FILLERS_MOST = 8 };

struct unsown_heap {
    pthread_mutex_t lock;
    _Atomic(enum unsown_heap_use) use;
    bool apart;                              /* its pools have UNSOWN_CODE_APART */
    uint32_t open[UNSOWN_CLASS_LAST + 1];    /* ids of the first pools; [0] is not used */
    uint32_t last[UNSOWN_CLASS_LAST + 1];    /* ids of the pages that classes got last */
    struct unsown_shelf shelf;
    struct unsown_heap *next;                /* in the list of all heaps */
    struct unsown_heap *next_idle;           /* in that of idle ones */
    /* What the thread has at hand, and where (cache.c). */
    struct unsown_lists *lists;
    void **places;
    struct unsown_deck *deck;                /* in hardened mode (deck.h) */
    /* And what it has learnt about its demand. */
    uint16_t limit[UNSOWN_CODES];
    uint8_t flushes[UNSOWN_CODES];
    uint8_t fillers_wanted[UNSOWN_CODES];
};

/* All heaps there ever were, the newest first; none leaves the list.  The lock guards it, and the
 * use of each; it is taken before that of a heap. */
struct unsown_heaps {
    pthread_mutex_t lock;
    struct unsown_heap *_Atomic first;
    struct unsown_heap *idle[2];             /* [1]: those that are apart; their pools have no other code */
    struct unsown_heap common;               /* is in the list, too, last */
};
extern struct unsown_heaps unsown_heaps;

/* A heap for that use, one that is idle if there is any; NULL with errno ENOMEM. */
struct unsown_heap *unsown_heap_open(enum unsown_heap_use use);
/* Its thread has ended, or the program has destroyed it. */
void unsown_heap_leave(struct unsown_heap *heap);
/* The same; the lock of the list is held. */
void unsown_heap_make_idle(struct unsown_heap *heap);

/* The heap's lock is held, in the functions below, unless it says otherwise. */

/* Blocks on their way from a heap to a thread. */
struct unsown_batch {
    void **blocks;                /* where they go: the first to be used to the last of the places */
    unsigned most, room;          /* how many are asked for, and how many places there are */
    bool (*wanted)(unsigned code); /* whether there is use for a filler of that class; or NULL: none */
    unsigned n, n_fillers;
    void *fillers[UNSOWN_FILLERS_MOST];
    uint8_t codes[UNSOWN_FILLERS_MOST];
};

/* Takes batch->n blocks of that class, 0 with errno ENOMEM when no pool can be had, and fillers of the
 * pools that they are from.  More than `most` are taken to empty a new pool, where there is room. */
void unsown_heap_take(struct unsown_heap *heap, unsigned size_class, struct unsown_batch *batch);
/* Takes back a block of a pool of this heap.  False: it is free already, nothing was done. */
bool unsown_heap_give(struct unsown_heap *heap, struct unsown_arena *arena, void *block);
/* Takes back blocks of any heaps, none of whose locks is held: one lock for a run of blocks of one heap,
 * one look at the pool for a run of blocks of one page.  Double frees are told. */
void unsown_heap_give_all(void *const *blocks, unsigned n);
/* Gives back empty pools, free pages and empty arenas. */
void unsown_heap_trim(struct unsown_heap *heap);

/* The arena of an address that is ours. */
static inline struct unsown_arena *unsown_arena_of(const void *address)
{
    return unsown_arena(unsown_pool_row(address)->arena);
}

/* Its number in its arena. */
static inline unsigned unsown_page_index(const void *address)
{
    return (unsigned)((uintptr_t)address / UNSOWN_PAGE_SIZE % UNSOWN_ARENA_PAGES);
}

/* The size of a block, which is ours. */
static inline size_t unsown_block_size(const void *block)
{
    unsigned code = unsown_pool_row(block)->code;
    if (code == UNSOWN_CODE_APART) {
        struct unsown_arena *arena = unsown_arena_of(block);
        code = arena->pages[unsown_page_index(block)].size_class;
    }
    return unsown_class_size(code);
}

#endif
