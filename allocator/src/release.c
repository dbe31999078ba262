/* Small blocks from pools, others from the system (release.h). */
#include "release.h"

#include <string.h>

#include "apart.h"
#include "cache.h"
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
    unsigned size_class = unsown_class_of(size);
    if (!unsown_is_plain()) /* hardened mode has the pools for itself */
        return unsown_config_mode() == UNSOWN_MODE_DEBUGGING
                   ? unsown_apart_take(&unsown_heaps.common, size_class)
                   : NULL;
    void *block = unsown_cache_take(unsown_class_size(size_class));
    return block ? block : unsown_cache_refill(size_class);
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
    if (alignment <= UNSOWN_BLOCK_ALIGNMENT_MOST && size <= UNSOWN_SMALL_MAX)
        block = take_small((some(size) + alignment - 1) & ~(alignment - 1));
    return block ? block : unsown_system_aligned(alignment, some(size));
}

void *unsown_release_resize(void *block, unsigned code, size_t size)
{
    if (code == UNSOWN_CODE_NONE)
        return unsown_system_realloc(block, some(size));
    size_t old = code == UNSOWN_CODE_APART ? unsown_block_size(block) : unsown_class_size(code);
    void *moved = unsown_cache_take(size);
    if (!moved && !(moved = unsown_release_take(size)))
        return size <= old ? block : NULL;
    memcpy(moved, block, size < old ? size : old);
    if (!unsown_cache_give(block, code))
        unsown_release_give_otherwise(block, code);
    return moved;
}

void unsown_release_give_otherwise(void *block, unsigned code)
{
    if (code == UNSOWN_CODE_NONE)
        unsown_system_free(block);
    else if (code == UNSOWN_CODE_APART)
        unsown_apart_give(block);
    else
        unsown_cache_flush(block, code);
}

void unsown_release_give(void *block)
{
    size_t code = unsown_code_of(block);
    if (!unsown_cache_give(block, code))
        unsown_release_give_otherwise(block, code);
}

size_t unsown_release_size(const void *block)
{
    return unsown_is_ours(block) ? unsown_block_size(block) : unsown_system_usable_size(block);
}
