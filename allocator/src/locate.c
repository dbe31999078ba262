/* From an address to its block (locate.h). */
#include "locate.h"

#include "heap.h"
#include "ownership.h"

struct unsown_place unsown_locate(const void *address)
{
    struct unsown_place place = {.state = UNSOWN_STATE_FOREIGN};
    if (!unsown_is_ours(address))
        return place;
    char *page = unsown_page_of(address);
    struct unsown_arena *arena = unsown_arena_of(page);
    struct unsown_heap *heap = arena->heap;
    unsigned size_class = arena->pages[unsown_page_index(page)].size_class;
    place.state = UNSOWN_STATE_UNUSED;
    place.arena = arena->number;
    if (!size_class)
        return place;
    struct unsown_layout layout = unsown_layout(page, size_class);
    unsigned filler;
    unsigned at = unsown_layout_block_at(&layout, (unsigned)((const char *)address - page), &filler);
    if (at == UNSOWN_PAGE_SIZE)
        return place;
    if (filler) {
        if (unsown_pool_row(page + at)->code != filler)
            return place;
        size_class = filler;
    }
    place.block = page + at;
    place.size_class = size_class;
    place.size = unsown_class_size(size_class);
    if (heap && heap->use == UNSOWN_HEAP_EXPLICIT)
        place.heap = heap;
    const struct unsown_page *pool = &arena->pages[unsown_page_index(page)];
    place.state = pool->open && !unsown_pool_is_free(pool->size_class, place.block)
                      ? UNSOWN_STATE_LIVE
                      : UNSOWN_STATE_FREE;
    return place;
}

struct unsown_place unsown_find(const void *address)
{
    struct unsown_heap *heap = unsown_is_ours(address) ? unsown_arena_of(address)->heap : NULL;
    bool locked = heap && unsown_lock(&heap->lock);
    struct unsown_place place = unsown_locate(address);
    if (heap)
        unsown_unlock(&heap->lock, locked);
    return place;
}
