/* Heaps made by the program (explicit.h). */
#include "explicit.h"

#include <errno.h>
#include <string.h>

#include "apart.h"
#include "config.h"
#include "fault.h"
#include "hooks.h"
#include "large.h"
#include "ownership.h"
#include "survey.h"
#include "system.h"

/* Whether it is a small block of an explicit heap. */
static bool is_small(const void *block, unsigned code)
{
    if (code != UNSOWN_CODE_APART)
        return false;
    const struct unsown_heap *heap = unsown_arena_of(block)->heap;
    return heap && heap->use == UNSOWN_HEAP_EXPLICIT;
}

/* --- allocating ------------------------------------------------------------------------------ */

static void *take_large(struct unsown_heap *heap, size_t alignment, size_t size, bool zeroed)
{
    void *block = alignment > UNSOWN_ALIGNMENT ? unsown_system_aligned(alignment, size)
                  : zeroed                     ? unsown_system_calloc(size)
                                               : unsown_system_malloc(size);
    if (block && !unsown_large_note(block, heap)) {
        unsown_system_free(block);
        errno = ENOMEM;
        return NULL;
    }
    return block;
}

/* alignment is a power of two; alignment + size is at most PTRDIFF_MAX. */
static void *take(struct unsown_heap *heap, size_t alignment, size_t size, bool zeroed)
{
    unsown_config_mode(); /* decides about pools, if this is the first request of all */
    void *block = NULL;
    size_t asked = size ? size : 1;
    if (alignment > UNSOWN_ALIGNMENT && alignment <= UNSOWN_BLOCK_ALIGNMENT_MOST)
        asked = (asked + alignment - 1) & ~(alignment - 1);
    if (asked <= UNSOWN_SMALL_MAX && alignment <= UNSOWN_BLOCK_ALIGNMENT_MOST &&
        atomic_load_explicit(&unsown_config.pools, memory_order_relaxed))
        block = unsown_apart_take(heap, unsown_class_of(asked));
    if (!block)
        return take_large(heap, alignment, size ? size : 1, zeroed);
    unsown_hook_born(block, unsown_block_size(block), zeroed);
    return zeroed ? memset(block, 0, size) : block;
}

struct unsown_heap *unsown_heap_create(void)
{
    return unsown_heap_open(UNSOWN_HEAP_EXPLICIT);
}

void *unsown_heap_malloc(struct unsown_heap *heap, size_t size)
{
    if (size <= PTRDIFF_MAX)
        return take(heap, UNSOWN_ALIGNMENT, size, false);
    errno = ENOMEM;
    return NULL;
}

void *unsown_heap_calloc(struct unsown_heap *heap, size_t count, size_t size)
{
    size_t bytes;
    if (!__builtin_mul_overflow(count, size, &bytes) && bytes <= PTRDIFF_MAX)
        return take(heap, UNSOWN_ALIGNMENT, bytes, true);
    errno = ENOMEM;
    return NULL;
}

void *unsown_heap_aligned_alloc(struct unsown_heap *heap, size_t alignment, size_t size)
{
    if (!alignment || alignment & (alignment - 1))
        errno = EINVAL;
    else if (alignment > PTRDIFF_MAX || size > PTRDIFF_MAX - alignment)
        errno = ENOMEM;
    else
        return take(heap, alignment, size, false);
    return NULL;
}

/* --- the end of a block and of a heap -------------------------------------------------------- */

bool unsown_explicit_give(void *block, unsigned code)
{
    if (is_small(block, code)) {
        unsown_hook_dies(block, unsown_block_size(block));
        unsown_apart_give(block);
        return true;
    }
    if (code == UNSOWN_CODE_NONE && unsown_large_forget(block)) {
        unsown_system_free(block);
        return true;
    }
    return false;
}

size_t unsown_explicit_size(const void *block, unsigned code)
{
    if (is_small(block, code))
        return unsown_block_size(block);
    return code == UNSOWN_CODE_NONE && unsown_large_heap(block) ? unsown_system_usable_size(block)
                                                                : SIZE_MAX;
}

bool unsown_explicit_resize(void *block, unsigned code, size_t size, void **moved)
{
    struct unsown_heap *heap;
    size_t old;
    if (is_small(block, code)) {
        heap = unsown_arena_of(block)->heap;
        old = unsown_block_size(block);
        if (size <= old && size >= old - old / 4) {
            *moved = block;
            return true;
        }
    } else {
        heap = code == UNSOWN_CODE_NONE ? unsown_large_heap(block) : NULL;
        if (!heap)
            return false;
        old = unsown_system_usable_size(block);
    }
    *moved = unsown_heap_malloc(heap, size);
    if (*moved) {
        memcpy(*moved, block, size < old ? size : old);
        unsown_explicit_give(block, code);
    }
    return true;
}

/* Memory debuggers are told of each block that ends with its heap. */
static void end_blocks(const struct unsown_arena *arena, unsigned index, void *heap)
{
    if (arena->heap != heap)
        return;
    char *page = unsown_survey_page(arena, index);
    unsigned size_class = arena->pages[index].size_class;
    struct unsown_layout layout = unsown_layout(page, size_class);
    for (int i = 0; i < 2; i++)
        for (unsigned at = layout.part[i].begin; at < layout.part[i].end; at += layout.size)
            if (!unsown_pool_is_free(size_class, page + at))
                unsown_hook_dies(page + at, layout.size);
}

void unsown_heap_destroy(struct unsown_heap *heap)
{
    if (!heap)
        return;
    for (void *block; (block = unsown_large_any(heap));)
        unsown_system_free(block);
    if (UNSOWN_MEMORY_DEBUGGER)
        unsown_survey(end_blocks, heap);
    bool locked = unsown_lock(&heap->lock);
    unsown_arena_drop_all(&heap->shelf);
    for (unsigned c = UNSOWN_CLASS_FIRST; c <= UNSOWN_CLASS_LAST; c++)
        heap->open[c] = UNSOWN_NO_PAGE;
    unsown_unlock(&heap->lock, locked);
    unsown_heap_leave(heap);
}
