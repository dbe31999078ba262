/* Batches between a thread's lists and the heaps (cache.h). */
#include "cache.h"

#include <pthread.h>
#include <stdlib.h>

#include "apart.h"
#include "deck.h"

_Thread_local struct unsown_cache unsown_cache;

/* CLOSED: the thread may still allocate and free, in destructors that run after ours, but nobody
 * will empty its lists again. */
enum state { FRESH, OPENING, OPEN, CLOSED };
static _Thread_local enum state state __attribute__((__tls_model__("initial-exec")));
static _Thread_local struct unsown_heap *mine __attribute__((__tls_model__("initial-exec")));

/* Lengths of lists; how many overflows without a shortage in between make a list shorter. */
enum { LIMIT_LEAST = 8, LIMIT_FIRST = 32, LIMIT_MOST = 256, PATIENCE = 8 };

static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t key;
static bool have_key;

/* --- a thread's life ------------------------------------------------------------------------- */

static void close_cache(void *heap)
{
    unsown_cache_empty();
    unsown_deck_close();
    for (unsigned code = 0; code < UNSOWN_CODES; code++)
        unsown_cache.room[code] = 0;
    state = CLOSED;
    mine = NULL;
    unsown_heap_leave(heap);
}

static void make_key(void)
{
    have_key = pthread_key_create(&key, close_cache) == 0;
}

/* What this calls may itself allocate: that is served without lists. */
static UNSOWN_NOINLINE bool open_cache(void)
{
    if (state != FRESH)
        return false;
    state = OPENING;
    pthread_once(&once, make_key);
    struct unsown_heap *heap = have_key ? unsown_heap_open(UNSOWN_HEAP_THREAD) : NULL;
    if (!heap || pthread_setspecific(key, heap)) {
        if (heap)
            unsown_heap_leave(heap);
        state = FRESH; /* the next request tries again */
        return false;
    }
    /* In hardened mode the heap is for its decks, and the lists stay without room. */
    for (unsigned c = UNSOWN_CLASS_FIRST; unsown_is_plain() && c <= UNSOWN_CLASS_LAST; c++) {
        /* A thread that takes over a heap inherits what the last one learnt. */
        if (!heap->limit[c])
            heap->limit[c] = LIMIT_FIRST;
        unsown_cache.room[c] = heap->limit[c];
    }
    heap->cache = &unsown_cache;
    mine = heap;
    state = OPEN;
    return true;
}

/* Whether the thread has lists. */
static inline bool have_cache(void)
{
    return UNSOWN_LIKELY(state == OPEN) || open_cache();
}

struct unsown_heap *unsown_cache_heap(void)
{
    return have_cache() ? mine : NULL;
}

/* --- giving back ----------------------------------------------------------------------------- */

/* Gives a list of blocks back to their heaps. */
static void give_all(struct unsown_link *block)
{
    while (block) {
        void *blocks[UNSOWN_BATCH_MOST];
        unsigned n = 0;
        for (; block && n < UNSOWN_BATCH_MOST; block = block->next)
            blocks[n++] = block;
        unsown_heap_give_all(blocks, n);
    }
}

static UNSOWN_NOINLINE void give_leaving(void)
{
    unsown_heap_give_all(mine->leaving, mine->n_leaving);
    mine->n_leaving = 0;
}

/* A block that the list shall not have.  Nobody touches it any more. */
static inline void leave(void *block)
{
    mine->leaving[mine->n_leaving++] = block;
    if (mine->n_leaving == UNSOWN_BATCH_MOST)
        give_leaving();
}

void unsown_cache_empty(void)
{
    if (state != OPEN)
        return;
    unsown_deck_empty(mine->decks);
    give_leaving();
    for (unsigned c = UNSOWN_CLASS_FIRST; c <= UNSOWN_CLASS_LAST; c++) {
        struct unsown_link *all = unsown_cache.first[c];
        unsown_cache.first[c] = NULL;
        unsown_cache.room[c] = mine->limit[c];
        give_all(all);
    }
}

/* A list that is too long, or the first block of a thread. */
static UNSOWN_NOINLINE void shorten(void *block, unsigned size_class)
{
    if (!have_cache()) {
        unsown_heap_give_all(&block, 1);
        return;
    }
    if (unsown_cache_give(block, size_class))
        return;
    unsigned limit = mine->limit[size_class], keep = limit / 2;
    if (mine->flushes[size_class] < PATIENCE) {
        mine->flushes[size_class]++;
    } else {
        keep = 0; /* what is kept would only come back with the next flush */
        limit = limit > LIMIT_LEAST ? limit / 2 : 0;
        mine->limit[size_class] = (uint16_t)limit;
    }
    struct unsown_link **rest = &unsown_cache.first[size_class];
    for (unsigned i = 0; i < keep; i++)
        rest = &(*rest)->next;
    struct unsown_link *leaving = *rest;
    *rest = NULL;
    unsown_cache.room[size_class] = (int32_t)(limit - keep);
    if (limit)
        unsown_cache_give(block, size_class);
    else
        leave(block);
    give_all(leaving);
}

void unsown_cache_flush(void *block, unsigned size_class)
{
    unsown_cache_full(size_class);
    if (UNSOWN_LIKELY(state == OPEN) && !mine->limit[size_class])
        leave(block);
    else
        shorten(block, size_class);
}

/* --- taking ---------------------------------------------------------------------------------- */

/* A class takes as many fillers as it takes other blocks: without demand of its own it takes none,
 * which would only keep pools from becoming empty. */
static bool filler_wanted(unsigned code)
{
    return mine->fillers_wanted[code] && unsown_cache.room[code] >= UNSOWN_FILLERS_MOST;
}

void *unsown_cache_refill(unsigned size_class)
{
    if (!have_cache())
        return unsown_apart_take(&unsown_heaps.common, size_class);
    if (mine->n_leaving)
        give_leaving();
    unsigned limit = mine->limit[size_class] ? mine->limit[size_class] : LIMIT_LEAST;
    /* Longer for a swing; and, so that batches come to a page, when the program only allocates. */
    size_t pages = 2 * UNSOWN_PAGE_SIZE / unsown_class_size(size_class);
    if (limit < (mine->flushes[size_class] || pages > LIMIT_MOST ? LIMIT_MOST : pages))
        mine->limit[size_class] = (uint16_t)(limit *= 2);
    mine->flushes[size_class] = 0;
    mine->fillers_wanted[size_class] = LIMIT_FIRST / 2;

    struct unsown_batch batch = {.most = limit / 2 < UNSOWN_BATCH_MOST ? limit / 2 : UNSOWN_BATCH_MOST,
                                 .wanted = filler_wanted};
    bool locked = unsown_lock(&mine->lock);
    unsown_heap_take(mine, size_class, &batch);
    unsown_unlock(&mine->lock, locked);
    if (!batch.n)
        return NULL;

    unsown_cache.room[size_class] = (int32_t)limit;
    for (unsigned i = batch.n; --i;)
        unsown_cache_give(batch.blocks[i], size_class);
    for (unsigned i = 0; i < batch.n_fillers; i++)
        if (unsown_cache_give(batch.fillers[i], batch.codes[i]) &&
            mine->fillers_wanted[batch.codes[i]])
            mine->fillers_wanted[batch.codes[i]]--;
    return batch.blocks[0];
}

/* --- all threads ----------------------------------------------------------------------------- */

void unsown_cache_each(void (*visit)(void *block, void *context), void *context)
{
    bool locked = unsown_lock(&unsown_heaps.lock);
    for (struct unsown_heap *heap = unsown_heaps.first; heap; heap = heap->next) {
        for (unsigned i = 0; heap->cache && i < heap->n_leaving; i++)
            visit(heap->leaving[i], context);
        for (unsigned c = UNSOWN_CLASS_FIRST; heap->cache && c <= UNSOWN_CLASS_LAST; c++) {
            for (struct unsown_link *link = heap->cache->first[c]; link; link = link->next)
                visit(link, context);
            for (size_t i = 0; heap->decks && i < heap->decks->n[c]; i++)
                visit(heap->decks->blocks[c][i], context);
        }
    }
    unsown_unlock(&unsown_heaps.lock, locked);
}

/* The owner writes without atomics; what is read may be a moment old. */
#if defined(__GNUC__)
__attribute__((__no_sanitize__("thread")))
#endif
size_t
unsown_cache_length(const struct unsown_cache *cache, unsigned limit, unsigned size_class)
{
    int32_t room = *(const volatile int32_t *)&cache->room[size_class];
    return room >= 0 && (unsigned)room <= limit ? limit - (unsigned)room : 0;
}

void unsown_cache_after_fork(void)
{
    for (struct unsown_heap *heap = unsown_heaps.first; heap; heap = heap->next)
        if (heap->use == UNSOWN_HEAP_THREAD && heap != mine) {
            unsown_deck_forget(heap->decks);
            heap->n_leaving = 0;
            unsown_heap_make_idle(heap);
        }
}
