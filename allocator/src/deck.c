/* Batches between a thread's decks and the heaps (deck.h). */
#define _GNU_SOURCE
#include "deck.h"

#include <pthread.h>
#include <sys/random.h>
#include <time.h>

#include "apart.h"
#include "cache.h"
#include "metadata.h"
#include "seal.h"

uint64_t unsown_seal_secret;

/* Flushes without a refill in between that make a deck smaller. */
enum { PATIENCE = 4 };

static struct unsown_decks none;
_Thread_local struct unsown_decks *unsown_decks = &none;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static uint64_t seeds; /* for the generators of threads; under the lock of the arenas */

static void make_secret(void)
{
    uint64_t words[2] = {0, 0};
    if (getrandom(words, sizeof words, GRND_NONBLOCK) != sizeof words) {
        /* Early at boot: better a guessable secret than to wait. */
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        words[0] ^= (uint64_t)now.tv_nsec << 32 ^ (uintptr_t)&now;
        words[1] ^= (uint64_t)now.tv_sec ^ (uintptr_t)&make_secret;
    }
    unsown_seal_secret = words[0];
    seeds = words[1];
    /* Its rows, too, say which class they are of: a free has no other way to know. */
    unsown_heaps.common.apart = false;
}

/* Whether the thread has decks.  They belong to its heap, and the next thread takes them over with it. */
static bool have_decks(void)
{
    if (unsown_decks != &none)
        return true;
    pthread_once(&once, make_secret);
    struct unsown_heap *heap = unsown_cache_heap();
    if (!heap)
        return false;
    if (!heap->decks) {
        bool locked = unsown_lock(&unsown_arenas.lock);
        struct unsown_decks *decks = unsown_metadata_take(sizeof *decks);
        seeds = seeds * UNSOWN_SPREAD + 1;
        if (decks)
            decks->random = seeds;
        for (unsigned c = 0; decks && c <= UNSOWN_CLASS_LAST; c++)
            decks->most[c] = UNSOWN_DECK_FIRST;
        unsown_unlock(&unsown_arenas.lock, locked);
        if (!decks)
            return false;
        heap->decks = decks;
    }
    unsown_decks = heap->decks;
    return true;
}

/* A block that comes from a pool: whatever was in it, it is now a freed one. */
static void *make_freed(void *block, unsigned size_class)
{
    unsown_filling_make(block, unsown_class_size(size_class));
    unsown_seal_close(block, unsown_class_size(size_class), 0, 0);
    unsown_seal_turn(block, unsown_class_size(size_class));
    return block;
}

void *unsown_deck_refill(unsigned size_class)
{
    if (!atomic_load_explicit(&unsown_config.pools, memory_order_relaxed))
        return NULL;
    if (!have_decks()) {
        void *block = unsown_apart_take(&unsown_heaps.common, size_class);
        return block ? make_freed(block, size_class) : NULL;
    }
    struct unsown_decks *decks = unsown_decks;
    uint32_t *n = &decks->n[size_class];
    if (decks->flushes[size_class] && decks->most[size_class] < UNSOWN_DECK_MOST)
        decks->most[size_class] *= 2;
    decks->flushes[size_class] = 0;
    struct unsown_heap *heap = unsown_cache_heap();
    struct unsown_batch batch;
    size_t page = UNSOWN_PAGE_SIZE / unsown_class_size(size_class);
    batch.most = page > UNSOWN_BATCH_MOST    ? UNSOWN_BATCH_MOST
                 : page > UNSOWN_DECK_CHOICE ? (unsigned)page
                                             : UNSOWN_DECK_CHOICE;
    batch.wanted = NULL;
    batch.n = batch.n_fillers = 0;
    bool locked = unsown_lock(&heap->lock);
    unsown_heap_take(heap, size_class, &batch);
    unsown_unlock(&heap->lock, locked);
    for (unsigned i = 0; i < batch.n; i++)
        decks->blocks[size_class][(*n)++] = make_freed(batch.blocks[i], size_class);
    void *block = unsown_deck_draw(decks, size_class);
    return block || !*n ? block : decks->blocks[size_class][--*n]; /* memory is short */
}

void unsown_deck_flush(unsigned size_class, void *block)
{
    if (!have_decks()) {
        unsown_heap_give_all(&block, 1);
        return;
    }
    uint32_t *n = &unsown_decks->n[size_class], *most = &unsown_decks->most[size_class];
    void **blocks = unsown_decks->blocks[size_class];
    if (*n >= *most) {
        if (unsown_decks->flushes[size_class]++ >= PATIENCE && *most > UNSOWN_DECK_LEAST)
            *most /= 2;
        uint32_t leave = *n - *most / 2; /* those that were freed longest ago */
        unsown_heap_give_all(blocks, leave);
        *n -= leave;
        memmove(blocks, blocks + leave, *n * sizeof *blocks);
    }
    blocks[(*n)++] = block;
}

void unsown_deck_empty(struct unsown_decks *decks)
{
    for (unsigned c = UNSOWN_CLASS_FIRST; decks && c <= UNSOWN_CLASS_LAST; c++) {
        unsown_heap_give_all(decks->blocks[c], decks->n[c]);
        if (decks->n[c]) /* the empty ones of all threads are only read */
            decks->n[c] = 0;
    }
}

static bool lost;

void unsown_deck_forget(struct unsown_decks *decks)
{
    lost |= decks != NULL;
    for (unsigned c = UNSOWN_CLASS_FIRST; decks && c <= UNSOWN_CLASS_LAST; c++)
        decks->n[c] = 0;
}

bool unsown_deck_lost(void)
{
    return lost;
}

void unsown_deck_close(void)
{
    unsown_deck_empty(unsown_decks);
    unsown_decks = &none;
}
