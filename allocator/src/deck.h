/* Free blocks at hand in hardened mode: for each thread and class an array of addresses, apart from the
 * blocks, from which they are taken at random.
 *
 * Nothing that the allocator follows stands in a free block.  Which of the eight blocks that were freed
 * last is the next one, only who knows the state of the thread's generator can tell.
 *
 * As with the lists of release mode (cache.h) a thread takes and gives without locks, and what other
 * threads free comes home in batches; decks that run empty and overflow in turn become larger, those that
 * only overflow smaller.  A thread that has no decks, before its first request and after its
 * end, has the empty ones of all such threads: with no block in them they are never used.
 */
#ifndef UNSOWN_SRC_DECK_H
#define UNSOWN_SRC_DECK_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "config.h"
#include "size_class.h"

struct unsown_heap;

enum { UNSOWN_DECK_LEAST = 16, UNSOWN_DECK_FIRST = 64, UNSOWN_DECK_MOST = 256, UNSOWN_DECK_CHOICE = 8 };

struct unsown_decks {
    uint64_t random;
    uint32_t n[UNSOWN_CLASS_LAST + 1], most[UNSOWN_CLASS_LAST + 1]; /* most follows demand */
    uint32_t flushes[UNSOWN_CLASS_LAST + 1];
    void *blocks[UNSOWN_CLASS_LAST + 1][UNSOWN_DECK_MOST];
};
extern _Thread_local struct unsown_decks *unsown_decks __attribute__((__tls_model__("initial-exec")));

/* A block of the deck, one of the last UNSOWN_DECK_CHOICE, or NULL if it has not as many. */
static inline void *unsown_deck_draw(struct unsown_decks *decks, size_t size_class)
{
    uint32_t n = decks->n[size_class];
    if (!UNSOWN_LIKELY(n >= UNSOWN_DECK_CHOICE))
        return NULL;
    decks->random = decks->random * UINT64_C(0x5851f42d4c957f2d) + 1;
    static_assert(UNSOWN_DECK_CHOICE == 8, "three bits choose");
    void **last = &decks->blocks[size_class][n - 1], **drawn = last - (decks->random >> 61);
    void *block = *drawn;
    *drawn = *last;
    decks->n[size_class] = n - 1;
    return block;
}

/* Puts a block on the deck.  False: it is full, or the thread has none. */
static inline bool unsown_deck_put(struct unsown_decks *decks, size_t size_class, void *block)
{
    uint32_t n = decks->n[size_class];
    if (!UNSOWN_LIKELY(n - 1 < decks->most[size_class] - 1))
        return false;
    decks->blocks[size_class][n] = block;
    decks->n[size_class] = n + 1;
    return true;
}

/* A freed and sealed block of the class when unsown_deck_draw() has none: from a batch or, where the thread
 * can have no decks, alone.  NULL with errno ENOMEM when no pool can be had. */
void *unsown_deck_refill(unsigned size_class);
/* Takes back a freed block that unsown_deck_put() did not take. */
void unsown_deck_flush(unsigned size_class, void *block);

/* Gives all blocks of decks, those of the thread or those of a heap, back to their heaps. */
void unsown_deck_empty(struct unsown_decks *decks);
/* Their thread is gone, as all others are in the child after fork(): what it was in the middle of is not known,
 * and the blocks are lost. */
void unsown_deck_forget(struct unsown_decks *decks);
/* Whether that ever happened. */
bool unsown_deck_lost(void);
/* The thread has ended. */
void unsown_deck_close(void);

#endif
