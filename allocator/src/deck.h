/* What a thread has at hand in hardened mode: lists of freed blocks (lists.h), each batch of which was
 * shuffled a little when it came from the pools.
 *
 * So which of the blocks side by side is the next one only who knows the state of the thread's generator can
 * tell; but a block that was just freed is the next one.  All else is as in release mode
 * (cache.h); but the lists are another, so that those of the fast path stay empty and full.
 *
 * A thread that has no deck, before its first request and after its end, has the empty one of all such
 * threads: its lists have no places.
 */
#ifndef UNSOWN_SRC_DECK_H
#define UNSOWN_SRC_DECK_H

#include <stdint.h>

#include "lists.h"

struct unsown_heap;

struct unsown_deck {
    struct unsown_lists lists;
    uint64_t random;
};
extern _Thread_local struct unsown_deck *unsown_deck __attribute__((__tls_model__("initial-exec")));

/* A freed and sealed block of the class, whose list is empty: from a batch or, where the thread
 * can have no deck, alone.  NULL with errno ENOMEM when no pool can be had. */
void *unsown_deck_refill(unsigned size_class);

/* The lists of the thread, whose heap this is; NULL with errno ENOMEM. */
struct unsown_lists *unsown_deck_open(struct unsown_heap *heap);
/* The thread has ended. */
void unsown_deck_close(void);
/* The thread of that heap is gone, as all others are in the child after fork(): what it was in the middle of
 * is not known, and its blocks are lost. */
void unsown_deck_forget(const struct unsown_heap *heap);
/* Whether that ever happened. */
bool unsown_deck_lost(void);

#endif
