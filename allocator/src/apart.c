/* One block, one lock (apart.h). */
#include "apart.h"

#include "fault.h"

void *unsown_apart_take(struct unsown_heap *heap, unsigned size_class)
{
    void *block;
    struct unsown_batch batch = {.blocks = &block, .most = 1, .room = 1};
    bool locked = unsown_lock(&heap->lock);
    unsown_heap_take(heap, size_class, &batch);
    unsown_unlock(&heap->lock, locked);
    return batch.n ? block : NULL;
}

void unsown_apart_give(void *block)
{
    struct unsown_arena *arena = unsown_arena_of(block);
    struct unsown_heap *heap = arena->heap;
    if (!heap) {
        unsown_fault_at(UNSOWN_FAULT_DOUBLE_FREE, "free", block);
        return;
    }
    bool locked = unsown_lock(&heap->lock);
    const struct unsown_page *pool = &arena->pages[unsown_page_index(block)];
    char *page = unsown_page_of(block);
    struct unsown_layout layout = unsown_layout(page, pool->size_class);
    unsigned filler, at = (unsigned)((char *)block - page);
    enum unsown_fault fault = UNSOWN_FAULT_NONE;
    if (!pool->open)
        fault = UNSOWN_FAULT_DOUBLE_FREE;
    else if (unsown_layout_block_at(&layout, at, &filler) != at || filler)
        fault = UNSOWN_FAULT_INTERIOR;
    else if (!unsown_heap_give(heap, arena, block))
        fault = UNSOWN_FAULT_DOUBLE_FREE;
    unsown_unlock(&heap->lock, locked);
    if (fault)
        unsown_fault_at(fault, "free", block);
}
