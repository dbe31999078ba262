/* Batches between a thread's lists and the heaps (cache.h). */
#include "cache.h"

#include <pthread.h>
#include <string.h>

#include "apart.h"
#include "deck.h"
#include "system.h"

_Thread_local struct unsown_cache unsown_cache;

/* CLOSED: the thread may still allocate and free, in destructors that run after ours, but nobody
 * will empty its lists again. */
enum state { FRESH, OPENING, OPEN, CLOSED };
static _Thread_local enum state state __attribute__((__tls_model__("initial-exec")));
static _Thread_local struct unsown_heap *mine __attribute__((__tls_model__("initial-exec")));

/* Lengths of lists; how many overflows without a shortage in between make a list shorter. */
enum { LIMIT_LEAST = 2, LIMIT_FIRST = 32, LIMIT_MOST = 256, PATIENCE = 8 };
/* A list that only overflows becomes no shorter than this as long as its heap has that many pages for each
 * place: what is in lists keeps pages from being given back. */
enum { LIMIT_FREEING = 16, PAGES_FOR_PLACE = 128 };

/* From one list's places to the next's: a line more than the longest list, so that the ends of lists of
 * one length do not share a set of the first-level cache. */
enum { STRIDE = LIMIT_MOST + 8 };

static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t key;
static bool have_key;

/* --- a thread's life ------------------------------------------------------------------------- */

static void close_cache(void *heap)
{
    unsown_cache_empty();
    unsown_deck_close();
    unsown_cache = (struct unsown_cache){.range = {0, 0}};
    state = CLOSED;
    mine = NULL;
    unsown_heap_leave(heap);
}

static void make_key(void)
{
    have_key = pthread_key_create(&key, close_cache) == 0;
}

/* Places for the lists of a heap, which it keeps for the threads to come. */
static bool have_places(struct unsown_heap *heap)
{
    if (!heap->places)
        heap->places = unsown_system_map(UNSOWN_CLASS_LAST * STRIDE * sizeof(void *));
    return heap->places;
}

/* What this calls may itself allocate: that is served without lists. */
static UNSOWN_NOINLINE bool open_cache(void)
{
    if (state != FRESH)
        return false;
    state = OPENING;
    pthread_once(&once, make_key);
    struct unsown_heap *heap = have_key ? unsown_heap_open(UNSOWN_HEAP_THREAD) : NULL;
    struct unsown_lists *lists = NULL;
    if (heap && have_places(heap))
        lists = unsown_is_plain() ? &unsown_cache.lists : unsown_deck_open(heap);
    if (!lists || pthread_setspecific(key, heap)) {
        if (heap)
            unsown_heap_leave(heap);
        state = FRESH; /* the next request tries again */
        return false;
    }
    for (unsigned c = UNSOWN_CLASS_FIRST; c <= UNSOWN_CLASS_LAST; c++) {
        /* A thread that takes over a heap inherits what the last one learnt. */
        if (!heap->limit[c])
            heap->limit[c] = LIMIT_FIRST;
        void **begin = heap->places + (c - UNSOWN_CLASS_FIRST) * STRIDE;
        lists->begin[c] = lists->top[c] = begin;
        lists->end[c] = begin + heap->limit[c];
    }
    heap->lists = lists;
    mine = heap;
    state = OPEN;
    return true;
}

bool unsown_cache_open(void)
{
    return UNSOWN_LIKELY(state == OPEN) || open_cache();
}

size_t unsown_cache_look(const void *block)
{
    struct unsown_range range = unsown_arenas_range();
#if UNSOWN_MEMORY_DEBUGGER
    size_t code = unsown_code_out_of_line(block);
#else
    size_t code = unsown_check_ownership(block, range);
#endif
    if (code != UNSOWN_CODE_NONE)
        unsown_cache.range = range;
    return code;
}

static void set_limit(unsigned size_class, unsigned limit)
{
    mine->limit[size_class] = (uint16_t)limit;
    mine->lists->end[size_class] = (void **)mine->lists->begin[size_class] + limit;
}

/* --- giving back ----------------------------------------------------------------------------- */

/* Gives back the n blocks of a list that were freed longest ago.  They leave it first: the handler of a
 * fault may allocate and free. */
static void give_oldest(unsigned size_class, size_t n)
{
    void *oldest[LIMIT_MOST], **begin = mine->lists->begin[size_class];
    size_t kept = unsown_lists_length(mine->lists, size_class) - n;
    memcpy(oldest, begin, n * sizeof *oldest);
    memmove(begin, begin + n, kept * sizeof *begin);
    mine->lists->top[size_class] = begin + kept;
    unsown_heap_give_all(oldest, (unsigned)n);
}

void unsown_cache_empty(void)
{
    for (unsigned c = UNSOWN_CLASS_FIRST; state == OPEN && c <= UNSOWN_CLASS_LAST; c++)
        give_oldest(c, unsown_lists_length(mine->lists, c));
}

static void shorten(unsigned size_class)
{
    size_t pages = atomic_load_explicit(&mine->shelf.pages_used, memory_order_relaxed);
    size_t limit = mine->limit[size_class] / 2, least = pages / PAGES_FOR_PLACE;
    if (least > LIMIT_FREEING)
        least = LIMIT_FREEING;
    if (limit < least)
        limit = least;
    set_limit(size_class, limit > LIMIT_LEAST ? (unsigned)limit : LIMIT_LEAST);
}

void unsown_cache_flush(void *block, unsigned size_class)
{
    if (!unsown_cache_open()) {
        unsown_heap_give_all(&block, 1);
        return;
    }
    if (unsown_lists_put(mine->lists, size_class, block))
        return; /* the thread's first */
    size_t length = unsown_lists_length(mine->lists, size_class), keep = length / 2;
    if (mine->flushes[size_class] < PATIENCE) {
        mine->flushes[size_class]++;
    } else {
        keep = 0; /* what is kept would only come back with the next flush */
        shorten(size_class);
    }
    give_oldest(size_class, length - keep);
    unsown_lists_put(mine->lists, size_class, block);
}

/* --- taking ---------------------------------------------------------------------------------- */

/* A class takes as many fillers as it takes other blocks: without demand of its own it takes none,
 * which would only keep pools from becoming empty. */
static bool filler_wanted(unsigned code)
{
    return mine->fillers_wanted[code] &&
           mine->limit[code] - unsown_lists_length(mine->lists, code) >= UNSOWN_FILLERS_MOST;
}

void unsown_cache_fill(unsigned size_class)
{
    unsigned limit = mine->limit[size_class];
    if (limit < 2 * UNSOWN_BATCH_LEAST)
        limit = 2 * UNSOWN_BATCH_LEAST;
    /* Longer for a swing; and, so that batches come to a page, when the program only allocates. */
    size_t pages = 2 * UNSOWN_PAGE_SIZE / unsown_class_size(size_class);
    if (limit < (mine->flushes[size_class] || pages > LIMIT_MOST ? LIMIT_MOST : pages))
        limit *= 2;
    set_limit(size_class, limit);
    mine->flushes[size_class] = 0;
    mine->fillers_wanted[size_class] = LIMIT_FIRST / 2;

    void **top = mine->lists->top[size_class];
    struct unsown_batch batch = {
        .blocks = top,
        .most = limit / 2 < UNSOWN_BATCH_MOST ? limit / 2 : UNSOWN_BATCH_MOST,
        .room = (unsigned)((void **)mine->lists->end[size_class] - top),
        .wanted = unsown_is_plain() ? filler_wanted : NULL,
    };
    bool locked = unsown_lock(&mine->lock);
    unsown_heap_take(mine, size_class, &batch);
    unsown_unlock(&mine->lock, locked);
    memmove(top, top + batch.room - batch.n, batch.n * sizeof *top);
    mine->lists->top[size_class] = top + batch.n;
    for (unsigned i = 0; i < batch.n_fillers; i++)
        if (unsown_lists_put(mine->lists, batch.codes[i], batch.fillers[i]) &&
            mine->fillers_wanted[batch.codes[i]])
            mine->fillers_wanted[batch.codes[i]]--;
}

void *unsown_cache_refill(unsigned size_class)
{
    if (!unsown_cache_open())
        return unsown_apart_take(&unsown_heaps.common, size_class);
    unsown_cache_fill(size_class);
    return unsown_lists_take(mine->lists, size_class);
}

/* --- all threads ----------------------------------------------------------------------------- */

void unsown_cache_each(void (*visit)(void *block, void *context), void *context)
{
    bool locked = unsown_lock(&unsown_heaps.lock);
    for (struct unsown_heap *heap = unsown_heaps.first; heap; heap = heap->next)
        for (unsigned c = UNSOWN_CLASS_FIRST; heap->lists && c <= UNSOWN_CLASS_LAST; c++)
            for (void **at = heap->lists->begin[c]; at != heap->lists->top[c]; at++)
                visit(*at, context);
    unsown_unlock(&unsown_heaps.lock, locked);
}

/* The owner writes without atomics; what is read may be a moment old. */
#if defined(__GNUC__)
__attribute__((__no_sanitize__("thread")))
#endif
size_t
unsown_cache_length(const struct unsown_lists *lists, unsigned size_class)
{
    const volatile struct unsown_lists *now = lists;
    void **top = now->top[size_class];
    size_t n = (size_t)(top - (void **)now->begin[size_class]);
    return n <= LIMIT_MOST ? n : 0; /* a thread that is just ending */
}

void unsown_cache_after_fork(void)
{
    for (struct unsown_heap *heap = unsown_heaps.first; heap; heap = heap->next)
        if (heap->use == UNSOWN_HEAP_THREAD && heap != mine) {
            unsown_deck_forget(heap);
            unsown_heap_make_idle(heap);
        }
}
