/* Cutting a page into blocks (pool.h). */
#include "pool.h"

struct unsown_pool *unsown_pool_open(void *page, uint32_t arena, unsigned size_class)
{
    struct unsown_pool *pool = unsown_pool_at(page);
    size_t size = unsown_class_size(size_class);
    unsown_hook_show(pool, UNSOWN_HEADER_SIZE);
    /* Another thread's ownership check may look at this word for an address that is not ours any
     * more or not ours yet; it must find the old value or the new one. */
    __atomic_store_n(&pool->arena, arena, __ATOMIC_RELAXED);
    size_t before = unsown_header_offset((uintptr_t)page);
    pool->fresh = (uint16_t)(size <= before ? 0 : before + UNSOWN_HEADER_SIZE);
    pool->used = 0;
    pool->free = NULL;
    pool->next = pool->previous = NULL;
    pool->size_class = (uint8_t)size_class;
    pool->listed = false;
    return pool;
}

void *unsown_pool_carve(struct unsown_pool *pool)
{
    size_t size = unsown_pool_block_size(pool);
    char *page = unsown_pool_page(pool);
    size_t header = (size_t)((char *)pool - page);
    size_t begin = pool->fresh;
    size_t end = begin < header ? header : UNSOWN_PAGE_SIZE;
    if (begin + size > end)
        return NULL;
    size_t next = begin + size;
    if (next + size > end) /* no further block on this side of the header */
        next = end == header ? header + UNSOWN_HEADER_SIZE : UNSOWN_PAGE_SIZE;
    if (next + size > UNSOWN_PAGE_SIZE)
        next = UNSOWN_PAGE_SIZE;
    pool->fresh = (uint16_t)next;
    pool->used++;
    return page + begin;
}

size_t unsown_pool_carved(const struct unsown_pool *pool)
{
    size_t size = unsown_pool_block_size(pool);
    size_t header = (size_t)((const char *)pool - unsown_pool_page(pool));
    if (pool->fresh < header)
        return pool->fresh / size;
    return header / size + (pool->fresh - header - UNSOWN_HEADER_SIZE) / size;
}

void *unsown_pool_block_of(const struct unsown_pool *pool, const void *address)
{
    size_t size = unsown_pool_block_size(pool);
    char *page = unsown_pool_page(pool);
    size_t header = (size_t)((const char *)pool - page);
    size_t at = (size_t)((const char *)address - page);
    size_t side = at < header ? 0 : header + UNSOWN_HEADER_SIZE;
    size_t end = at < header ? header : UNSOWN_PAGE_SIZE;
    if (at < side)
        return NULL; /* in the header */
    size_t begin = side + (at - side) / size * size;
    if (begin + size > end || begin >= pool->fresh)
        return NULL;
    return page + begin;
}
