/* All live blocks: unsown_walk() (alloc.h).
 *
 * What is live is known only by what is not free: a pool knows its free blocks, and threads have
 * some more at hand.  The latter are marked in a map with a bit for each 16 bytes of every arena,
 * made for the walk; then everything is visited in order.
 */
#include <errno.h>
#include <unsown/alloc.h>

#include "cache.h"
#include "heap.h"
#include "survey.h"
#include "system.h"

struct walk {
    struct unsown_heap *heap;
    bool (*visit)(void *block, size_t size, void *context);
    void *context;
    uint8_t *at_hand;
    bool goes_on;
};

enum { MAP_SIZE = UNSOWN_ARENA_PAGES * UNSOWN_PAGE_SIZE / UNSOWN_ALIGNMENT / 8 }; /* of an arena */

static uint8_t *map_byte(uint8_t *map, const struct unsown_arena *arena, const void *block,
                         uint8_t *mask)
{
    size_t granule = (size_t)((const char *)block - arena->base) / UNSOWN_ALIGNMENT;
    *mask = (uint8_t)(1u << granule % 8);
    return map + (size_t)arena->number * MAP_SIZE + granule / 8;
}

static void mark(void *block, void *context)
{
    uint8_t mask, *byte = map_byte(context, unsown_arena_of(block), block, &mask);
    *byte |= mask;
}

static void visit_block(struct walk *walk, const struct unsown_arena *arena, unsigned size_class,
                        char *block, size_t size)
{
    uint8_t mask, *byte = map_byte(walk->at_hand, arena, block, &mask);
    if (walk->goes_on && !(*byte & mask) &&
        !unsown_pool_is_free(size_class, block))
        walk->goes_on = walk->visit(block, size, walk->context);
}

static void visit_pool(const struct unsown_arena *arena, unsigned index, void *context)
{
    struct walk *walk = context;
    if (walk->heap && arena->heap != walk->heap)
        return;
    char *page = unsown_survey_page(arena, index);
    unsigned size_class = arena->pages[index].size_class;
    struct unsown_layout layout = unsown_layout(page, size_class);
    for (int i = 0; i < 2; i++) {
        unsigned end = layout.part[i].end, filler = layout.part[i].filler;
        for (unsigned at = layout.part[i].begin; at < end; at += layout.size)
            visit_block(walk, arena, size_class, page + at, layout.size);
        if (filler && unsown_pool_row(page + end)->code == filler)
            visit_block(walk, arena, size_class, page + end, unsown_class_size(filler));
    }
}

bool unsown_walk(struct unsown_heap *heap,
                 bool (*visit)(void *block, size_t size, void *context), void *context)
{
    struct walk walk = {.heap = heap, .visit = visit, .context = context, .goes_on = true};
    size_t size = (size_t)unsown_arena_count() * MAP_SIZE;
    if (!size)
        return true;
    walk.at_hand = unsown_system_map(size);
    if (!walk.at_hand)
        return false;
    unsown_cache_each(mark, walk.at_hand);
    unsown_survey_lock();
    unsown_survey(visit_pool, &walk);
    unsown_survey_unlock();
    unsown_system_unmap(walk.at_hand, size);
    return walk.goes_on;
}
