/* Which pool serves a class (heap.h). */
#include "heap.h"

#include <string.h>

#include "config.h"
#include "fault.h"
#include "metadata.h"

#define NO_8                                                                                       \
    UNSOWN_NO_PAGE, UNSOWN_NO_PAGE, UNSOWN_NO_PAGE, UNSOWN_NO_PAGE, UNSOWN_NO_PAGE,                \
        UNSOWN_NO_PAGE, UNSOWN_NO_PAGE, UNSOWN_NO_PAGE
static_assert(UNSOWN_CLASS_LAST == 1 + 4 * 8, "one entry for each class, and [0]");
struct unsown_heaps unsown_heaps = {
    .lock = PTHREAD_MUTEX_INITIALIZER,
    .first = &unsown_heaps.common,
    .common = {.lock = PTHREAD_MUTEX_INITIALIZER,
               .use = UNSOWN_HEAP_COMMON,
               .apart = true,
               .open = {UNSOWN_NO_PAGE, UNSOWN_NO_PAGE, NO_8, NO_8, NO_8, NO_8}},
};

/* --- the list of a class --------------------------------------------------------------------- */

static void unlist(struct unsown_heap *heap, struct unsown_page *pool)
{
    if (pool->next != UNSOWN_NO_PAGE)
        unsown_page_record(pool->next)->previous = pool->previous;
    if (pool->previous != UNSOWN_NO_PAGE)
        unsown_page_record(pool->previous)->next = pool->next;
    else
        heap->open[pool->size_class] = pool->next;
    pool->listed = false;
}

/* Puts it behind the first, or first if there is none. */
static void list(struct unsown_heap *heap, uint32_t id, struct unsown_page *pool)
{
    uint32_t first = heap->open[pool->size_class];
    pool->previous = first;
    pool->next = UNSOWN_NO_PAGE;
    if (first == UNSOWN_NO_PAGE) {
        heap->open[pool->size_class] = id;
    } else {
        pool->next = unsown_page_record(first)->next;
        unsown_page_record(first)->next = id;
        if (pool->next != UNSOWN_NO_PAGE)
            unsown_page_record(pool->next)->previous = id;
    }
    pool->listed = true;
}

/* The pool is in no list, so that its page can go.  The header stays readable: an ownership check of
 * an old address in this page still finds what it found before. */
static void close_pool(struct unsown_heap *heap, uint32_t id, struct unsown_page *pool)
{
    pool->open = false;
    unsown_arena_give_page(&heap->shelf, unsown_arena(id / UNSOWN_ARENA_PAGES),
                           id % UNSOWN_ARENA_PAGES);
}

/* Closes the empty pools that classes keep. */
static bool close_empty_pools(struct unsown_heap *heap)
{
    bool some = false;
    for (unsigned c = UNSOWN_CLASS_FIRST; c <= UNSOWN_CLASS_LAST; c++) {
        uint32_t id = heap->open[c];
        if (id == UNSOWN_NO_PAGE || unsown_page_record(id)->used)
            continue;
        unlist(heap, unsown_page_record(id));
        close_pool(heap, id, unsown_page_record(id));
        some = true;
    }
    return some;
}

/* A new pool for that class: listed first or, if there is room for all its blocks, without them. */
static struct unsown_page *open_pool(struct unsown_heap *heap, unsigned size_class,
                                     struct unsown_batch *batch, char **page)
{
    if (!heap->shelf.some_free[0] && !heap->shelf.some_free[1])
        close_empty_pools(heap);
    unsigned index;
    struct unsown_arena *arena = unsown_arena_take_page(heap, &heap->shelf, heap->last[size_class], &index);
    if (!arena)
        return NULL;
    uint32_t id = heap->last[size_class] = unsown_page_id(arena, index);
    unsigned code = heap->apart ? UNSOWN_CODE_APART : size_class;
    struct unsown_page *pool = &arena->pages[index];
    *pool = (struct unsown_page){.size_class = size_class & 63, .open = true};
    *page = unsown_page_address(id);
    if (unsown_pool_capacity(*page, size_class) <= batch->room - batch->n) {
        pool->used = unsown_pool_open_taken(*page, arena->number, size_class, code,
                                            batch->blocks + batch->room - batch->n) & 0xff;
        batch->n += pool->used;
    } else {
        unsown_pool_open(*page, arena->number, size_class, code);
        list(heap, id, pool);
    }
    return pool;
}

/* --- blocks ---------------------------------------------------------------------------------- */

static void take_fillers(struct unsown_page *pool, char *page, struct unsown_batch *batch)
{
    struct unsown_layout layout = unsown_layout(page, pool->size_class);
    for (unsigned part = 0; part < 2 && batch->n_fillers < UNSOWN_FILLERS_MOST; part++) {
        unsigned code = layout.part[part].filler;
        if (!code || !batch->wanted(code) ||
            !unsown_pool_take_filler(page, &layout, part, &batch->fillers[batch->n_fillers]))
            continue;
        batch->codes[batch->n_fillers++] = (uint8_t)code;
        pool->used++;
    }
}

void unsown_heap_take(struct unsown_heap *heap, unsigned size_class, struct unsown_batch *batch)
{
    while (batch->n < batch->most) {
        uint32_t id = heap->open[size_class];
        struct unsown_page *pool;
        char *page;
        if (id == UNSOWN_NO_PAGE) {
            if (batch->n || !(pool = open_pool(heap, size_class, batch, &page)))
                return;
            if (pool->listed)
                continue;
        } else {
            pool = unsown_page_record(id);
            page = unsown_page_address(id);
            unsigned taken =
                unsown_pool_take(page, size_class, batch->blocks + batch->room - batch->n,
                                 batch->most - batch->n);
            pool->used = (pool->used + taken) & 0xff;
            batch->n += taken;
        }
        if (batch->wanted)
            take_fillers(pool, page, batch);
        if (pool->listed && batch->n < batch->most)
            unlist(heap, pool);
    }
}

static void emptied(struct unsown_heap *heap, uint32_t id, struct unsown_page *pool)
{
    if (heap->open[pool->size_class] == id)
        return;
    unlist(heap, pool);
    close_pool(heap, id, pool);
}

/* Takes back those of the blocks that lie in the page of the first one, and returns how many that were;
 * stops at one that is free already. */
static inline unsigned give_run(struct unsown_heap *heap, struct unsown_arena *arena,
                                void *const *blocks, unsigned n)
{
    uintptr_t page = (uintptr_t)blocks[0] / UNSOWN_PAGE_SIZE;
    unsigned index = unsown_page_index(blocks[0]), given = 0;
    struct unsown_page *pool = &arena->pages[index];
    unsigned size_class = pool->size_class;
    while (UNSOWN_LIKELY(unsown_pool_give(size_class, blocks[given])) && ++given < n &&
           (uintptr_t)blocks[given] / UNSOWN_PAGE_SIZE == page) {
    }
    if (!given)
        return 0;
    pool->used = (pool->used - given) & 0xff;
    if (!UNSOWN_LIKELY(pool->listed))
        list(heap, unsown_page_id(arena, index), pool);
    if (!UNSOWN_LIKELY(pool->used))
        emptied(heap, unsown_page_id(arena, index), pool);
    return given;
}

bool unsown_heap_give(struct unsown_heap *heap, struct unsown_arena *arena, void *block)
{
    return give_run(heap, arena, &block, 1);
}

void unsown_heap_give_all(void *const *blocks, unsigned n)
{
    struct unsown_heap *held = NULL;
    bool locked = false;
    for (unsigned i = 0; i < n;) {
        enum { AHEAD = 8 };
        if (i + AHEAD < n)
            __builtin_prefetch(unsown_row_of(blocks[i + AHEAD]), 1);
        struct unsown_arena *arena = unsown_arena_of(blocks[i]);
        if (!UNSOWN_LIKELY(arena->heap == held)) {
            if (held)
                unsown_unlock(&held->lock, locked);
            held = arena->heap;
            locked = unsown_lock(&held->lock);
        }
        unsigned given = give_run(held, arena, blocks + i, n - i);
        if (!UNSOWN_LIKELY(given)) {
            unsown_unlock(&held->lock, locked);
            held = NULL;
            unsown_fault_at(UNSOWN_FAULT_DOUBLE_FREE, "free", blocks[i++]);
        }
        i += given;
    }
    if (held)
        unsown_unlock(&held->lock, locked);
}

void unsown_heap_trim(struct unsown_heap *heap)
{
    close_empty_pools(heap);
    unsown_arena_trim(&heap->shelf);
}

/* --- heaps ----------------------------------------------------------------------------------- */

static struct unsown_heap *new_heap(bool apart)
{
    bool locked = unsown_lock(&unsown_arenas.lock);
    struct unsown_heap *heap = unsown_metadata_take(sizeof *heap);
    unsown_unlock(&unsown_arenas.lock, locked);
    if (!heap)
        return NULL;
    pthread_mutex_init(&heap->lock, NULL);
    heap->apart = apart;
    for (unsigned c = 0; c <= UNSOWN_CLASS_LAST; c++)
        heap->open[c] = UNSOWN_NO_PAGE;
    heap->next = atomic_load_explicit(&unsown_heaps.first, memory_order_relaxed);
    atomic_store_explicit(&unsown_heaps.first, heap, memory_order_release);
    return heap;
}

struct unsown_heap *unsown_heap_open(enum unsown_heap_use use)
{
    bool apart = use == UNSOWN_HEAP_EXPLICIT;
    bool locked = unsown_lock(&unsown_heaps.lock);
    struct unsown_heap *heap = unsown_heaps.idle[apart];
    if (heap)
        unsown_heaps.idle[apart] = heap->next_idle;
    else
        heap = new_heap(apart);
    if (heap)
        heap->use = use;
    unsown_unlock(&unsown_heaps.lock, locked);
    return heap;
}

void unsown_heap_leave(struct unsown_heap *heap)
{
    bool locked = unsown_lock(&unsown_heaps.lock);
    unsown_heap_make_idle(heap);
    unsown_unlock(&unsown_heaps.lock, locked);
}

void unsown_heap_make_idle(struct unsown_heap *heap)
{
    heap->lists = NULL;
    heap->use = UNSOWN_HEAP_IDLE;
    heap->next_idle = unsown_heaps.idle[heap->apart];
    unsown_heaps.idle[heap->apart] = heap;
}
