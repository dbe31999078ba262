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

/* Whether the thread has lists.  What this calls may itself allocate: that is served without. */
static bool have_cache(void)
{
    if (UNSOWN_LIKELY(state == OPEN))
        return true;
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
        for (; block && n < UNSOWN_BATCH_MOST; block = block->next) {
            __builtin_prefetch(unsown_row_of(block), 1);
            blocks[n++] = block;
        }
        unsown_heap_give_all(blocks, n);
    }
}

void unsown_cache_empty(void)
{
    if (state != OPEN)
        return;
    unsown_deck_empty(mine->decks);
    for (unsigned c = UNSOWN_CLASS_FIRST; c <= UNSOWN_CLASS_LAST; c++) {
        struct unsown_link *all = unsown_cache.first[c];
        unsown_cache.first[c] = NULL;
        unsown_cache.room[c] = mine->limit[c];
        give_all(all);
    }
}

void unsown_cache_flush(void *block, unsigned size_class)
{
    unsown_cache_full(size_class);
    if (!have_cache()) {
        ((struct unsown_link *)block)->next = NULL;
        give_all(block);
        return;
    }
    if (unsown_cache_give(block, size_class))
        return; /* the thread's first */
    unsigned limit = mine->limit[size_class], keep = limit / 2;
    if (mine->flushes[size_class] < PATIENCE) {
        mine->flushes[size_class]++;
    } else {
        keep = 1; /* what is kept would only come back with the next flush */
        if (limit > LIMIT_LEAST)
            mine->limit[size_class] = (uint16_t)(limit /= 2);
    }
    struct unsown_link *last = unsown_cache.first[size_class];
    for (unsigned i = 1; i < keep; i++)
        last = last->next;
    struct unsown_link *rest = last->next;
    last->next = NULL;
    unsown_cache.room[size_class] = (int32_t)(limit - keep);
    unsown_cache_give(block, size_class);
    give_all(rest);
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
    unsigned limit = mine->limit[size_class];
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
    for (struct unsown_heap *heap = unsown_heaps.first; heap; heap = heap->next)
        for (unsigned c = UNSOWN_CLASS_FIRST; heap->cache && c <= UNSOWN_CLASS_LAST; c++) {
            for (struct unsown_link *link = heap->cache->first[c]; link; link = link->next)
                visit(link, context);
            for (size_t i = 0; heap->decks && i < heap->decks->n[c]; i++)
                visit(heap->decks->blocks[c][i], context);
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
            unsown_heap_make_idle(heap);
        }
}
