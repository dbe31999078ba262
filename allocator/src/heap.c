/* Which pool serves a class (heap.h). */
#include "heap.h"

struct unsown_heap unsown_heap = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* --- the list of a class --------------------------------------------------------------------- */

static void unlist(struct unsown_pool *pool)
{
    if (pool->next)
        pool->next->previous = pool->previous;
    if (pool->previous)
        pool->previous->next = pool->next;
    else
        unsown_heap.open[pool->size_class] = pool->next;
    pool->listed = false;
}

static void list_first(struct unsown_pool *pool)
{
    struct unsown_pool **first = &unsown_heap.open[pool->size_class];
    pool->previous = NULL;
    pool->next = *first;
    if (*first)
        (*first)->previous = pool;
    *first = pool;
    pool->listed = true;
}

static void list_second(struct unsown_pool *pool)
{
    struct unsown_pool *first = unsown_heap.open[pool->size_class];
    if (!first) {
        list_first(pool);
        return;
    }
    pool->previous = first;
    pool->next = first->next;
    if (first->next)
        first->next->previous = pool;
    first->next = pool;
    pool->listed = true;
}

/* --- the rare cases -------------------------------------------------------------------------- */

void *unsown_heap_take_slowly(unsigned size_class)
{
    for (;;) {
        struct unsown_pool *pool = unsown_heap.open[size_class];
        if (!pool) {
            uint32_t arena;
            void *page = unsown_arena_take_page(&arena);
            if (!page)
                return NULL;
            pool = unsown_pool_open(page, arena, size_class);
            list_first(pool);
        }
        void *block = unsown_pool_pop(pool);
        if (!block)
            block = unsown_pool_carve(pool);
        if (block)
            return block;
        unlist(pool);
    }
}

/* The pool is in no list, so that its page can go. */
static void close_pool(struct unsown_pool *pool)
{
    uint32_t arena = pool->arena;
    char *page = unsown_pool_page(pool);
    /* The header stays readable and keeps its number: an ownership check of an old address in this
     * page still finds what it found before. */
    unsown_arena_give_page(arena, page);
}

void unsown_heap_pool_changed(struct unsown_pool *pool)
{
    if (!pool->listed)
        list_second(pool);
    if (!pool->used && unsown_heap.open[pool->size_class] != pool) {
        unlist(pool);
        close_pool(pool);
    }
}

void unsown_heap_trim(void)
{
    bool locked = unsown_lock(&unsown_heap.lock);
    for (unsigned c = 0; c < UNSOWN_SIZE_CLASSES; c++) {
        struct unsown_pool *pool = unsown_heap.open[c];
        if (pool && !pool->used) {
            unlist(pool);
            close_pool(pool);
        }
    }
    unsown_arena_trim();
    unsown_unlock(&unsown_heap.lock, locked);
}
