/* Small blocks from the heap, others from the system (release.h). */
#include "release.h"

#include <string.h>

#include "heap.h"
#include "ownership.h"
#include "system.h"

/* What the system is asked for: 0 bytes are one, because its realloc would take 0 for free. */
static size_t some(size_t size)
{
    return size ? size : 1;
}

static void *take_small(size_t size)
{
    if (size > UNSOWN_SMALL_MAX ||
        !atomic_load_explicit(&unsown_config.pools, memory_order_relaxed))
        return NULL;
    return unsown_heap_take(unsown_class_of(size));
}

void *unsown_release_take(size_t size)
{
    void *block = take_small(size);
    return block ? block : unsown_system_malloc(some(size));
}

void *unsown_release_take_zeroed(size_t size)
{
    void *block = take_small(size);
    return block ? memset(block, 0, size) : unsown_system_calloc(some(size));
}

void *unsown_release_take_aligned(size_t alignment, size_t size)
{
    if (alignment <= UNSOWN_ALIGNMENT)
        return unsown_release_take(size);
    void *block = NULL;
    /* A block whose size is a multiple of its alignment stands at such a multiple (pool.h). */
    if (alignment <= UNSOWN_HEADER_SIZE && size <= UNSOWN_SMALL_MAX)
        block = take_small((some(size) + alignment - 1) & ~(alignment - 1));
    return block ? block : unsown_system_aligned(alignment, some(size));
}

void *unsown_release_resize(void *block, size_t size)
{
    if (!unsown_is_ours(block))
        return unsown_system_realloc(block, some(size));
    size_t old = unsown_pool_block_size(unsown_pool_at(block));
    /* It stays where it is unless that would waste more than a quarter of it. */
    if (size <= old && size >= old - old / 4)
        return block;
    void *moved = unsown_release_take(size);
    if (!moved)
        return size <= old ? block : NULL;
    memcpy(moved, block, size < old ? size : old);
    unsown_heap_give(unsown_pool_at(block), block);
    return moved;
}

void unsown_release_give(void *block)
{
    if (unsown_is_ours(block))
        unsown_heap_give(unsown_pool_at(block), block);
    else
        unsown_system_free(block);
}

size_t unsown_release_size(const void *block)
{
    if (unsown_is_ours(block))
        return unsown_pool_block_size(unsown_pool_at(block));
    return unsown_system_usable_size(block);
}
