/* The decks of threads, and the secret that seals their blocks (deck.h, seal.h). */
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

static struct unsown_deck none;
_Thread_local struct unsown_deck *unsown_deck = &none;

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

struct unsown_lists *unsown_deck_open(struct unsown_heap *heap)
{
    pthread_once(&once, make_secret);
    if (!heap->deck) {
        bool locked = unsown_lock(&unsown_arenas.lock);
        heap->deck = unsown_metadata_take(sizeof *heap->deck);
        seeds = seeds * UINT64_C(0x9e3779b97f4a7c15) + 1;
        if (heap->deck)
            heap->deck->random = seeds;
        unsown_unlock(&unsown_arenas.lock, locked);
        if (!heap->deck)
            return NULL;
    }
    unsown_deck = heap->deck;
    return &unsown_deck->lists;
}

void unsown_deck_close(void)
{
    unsown_deck = &none;
}

/* A block that comes from a pool: whatever was in it, it is now a freed one. */
static void *make_freed(void *block, unsigned size_class)
{
    size_t whole = unsown_class_size(size_class);
    unsown_filling_make(block, whole);
    unsown_seal_close(block, whole, whole - UNSOWN_TRAILER, NULL);
    unsown_seal_turn(block, whole);
    return block;
}

/* Each block changes places with itself or with one of the next few: who goes through blocks in the order in which
 * they were allocated still goes through memory almost in order, which the caches' look-ahead needs. */
static void shuffle(void **blocks, size_t n)
{
    enum { FEW = 8 };
    for (size_t i = 0; i + FEW <= n; i++) {
        unsown_deck->random = unsown_deck->random * UINT64_C(0x5851f42d4c957f2d) + 1;
        size_t drawn = i + unsown_deck->random / (UINT64_MAX / FEW + 1);
        void *block = blocks[drawn];
        blocks[drawn] = blocks[i];
        blocks[i] = block;
    }
}

void *unsown_deck_refill(unsigned size_class)
{
    if (!atomic_load_explicit(&unsown_config.pools, memory_order_relaxed))
        return NULL;
    if (!unsown_cache_open()) {
        pthread_once(&once, make_secret);
        void *block = unsown_apart_take(&unsown_heaps.common, size_class);
        return block ? make_freed(block, size_class) : NULL;
    }
    unsown_cache_fill(size_class);
    void **begin = unsown_deck->lists.begin[size_class];
    size_t n = unsown_lists_length(&unsown_deck->lists, size_class);
    for (size_t i = 0; i < n; i++)
        make_freed(begin[i], size_class);
    shuffle(begin, n);
    return unsown_lists_take(&unsown_deck->lists, size_class);
}

static bool lost;

void unsown_deck_forget(const struct unsown_heap *heap)
{
    lost |= heap->deck != NULL;
}

bool unsown_deck_lost(void)
{
    return lost;
}
