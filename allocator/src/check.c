/* Walks everything and says what is wrong and where: unsown_check() (alloc.h).
 *
 * For the allocator's own tests, and for a program that suspects its memory is damaged.  It believes
 * nothing that a stray write could have changed before it has compared it with something else.
 */
#include <unistd.h>
#include <unsown/alloc.h>

#include "cache.h"
#include "debugging.h"
#include "hardened.h"
#include "heap.h"
#include "say.h"
#include "survey.h"

struct count {
    size_t faults;
    size_t listed; /* pools that say they are in a list */
};

#define FAULT(count, ...) ((count)->faults++, unsown_say(STDERR_FILENO, "unsown: " __VA_ARGS__))

/* The words of the header are what unsown_pool_open() wrote, but for the bits; a bit is set only
 * where a block begins. */
static bool header_is_sound(const struct unsown_arena *arena, unsigned index, struct count *count)
{
    const struct unsown_page *pool = &arena->pages[index];
    const char *page = unsown_survey_page(arena, index);
    if (pool->size_class < UNSOWN_CLASS_FIRST || pool->size_class > UNSOWN_CLASS_LAST) {
        FAULT(count, "pool %p: its record has the class %u\n", (const void *)page,
              (unsigned)pool->size_class);
        return false;
    }
    struct unsown_layout layout = unsown_layout(page, pool->size_class);
    unsigned expected = arena->heap->apart ? UNSOWN_CODE_APART : pool->size_class;
    for (unsigned r = 0; r < UNSOWN_ROWS; r++) {
        const struct unsown_row *row = unsown_header(page) + r;
        bool filler = false;
        for (int i = 0; i < 2 && expected != UNSOWN_CODE_APART; i++)
            filler |= layout.part[i].filler && row->code == layout.part[i].filler &&
                      layout.part[i].end / UNSOWN_ROW_SIZE == r;
        if (row->arena != arena->number) {
            FAULT(count, "pool %p: row %u names arena %u, but it lies in %u\n", (const void *)page, r,
                  (unsigned)row->arena, (unsigned)arena->number);
            return false;
        }
        if (row->code != expected && !filler) {
            FAULT(count, "pool %p: row %u has the code %u and not %u\n", (const void *)page, r,
                  (unsigned)row->code, expected);
            return false;
        }
    }
    return true;
}

static unsigned count_blocks(const char *page, unsigned size_class, struct count *count)
{
    struct unsown_layout layout = unsown_layout(page, size_class);
    unsigned n = 0, n_free = 0;
    for (int i = 0; i < 2; i++) {
        unsigned end = layout.part[i].end;
        for (unsigned at = layout.part[i].begin; at < end; at += layout.size, n++)
            n_free += unsown_pool_is_free(size_class, page + at);
        if (layout.part[i].filler && unsown_pool_row(page + end)->code == layout.part[i].filler) {
            n++;
            n_free += unsown_pool_is_free(size_class, page + end);
        }
    }
    if (n_free != unsown_pool_count_free(page, size_class))
        FAULT(count, "pool %p: a block is free where none begins\n", (const void *)page);
    return n;
}

static void check_pool(const struct unsown_arena *arena, unsigned index, void *context)
{
    struct count *count = context;
    const struct unsown_page *pool = &arena->pages[index];
    const char *page = unsown_survey_page(arena, index);
    count->listed += pool->listed;
    if (!header_is_sound(arena, index, count))
        return;
    unsigned n = count_blocks(page, pool->size_class, count);
    unsigned n_free = unsown_pool_count_free(page, pool->size_class);
    if (pool->used + n_free != n)
        FAULT(count, "pool %p: %u blocks in use and %u free, but there are %u\n",
              (const void *)page, (unsigned)pool->used, n_free, n);
}

/* Each list holds pools of its class, linked both ways; together they hold all that are listed. */
static void check_lists(struct count *count)
{
    size_t listed = 0;
    for (const struct unsown_heap *heap = unsown_heaps.first; heap; heap = heap->next)
        for (unsigned c = UNSOWN_CLASS_FIRST; c <= UNSOWN_CLASS_LAST; c++) {
            uint32_t previous = UNSOWN_NO_PAGE;
            for (uint32_t id = heap->open[c]; id != UNSOWN_NO_PAGE;) {
                const struct unsown_page *pool =
                    id / UNSOWN_ARENA_PAGES < unsown_arena_count() ? unsown_page_record(id) : NULL;
                if (!pool || pool->size_class != c || !pool->listed || !pool->open ||
                    pool->previous != previous || ++listed > count->listed) {
                    FAULT(count, "the list of pools for %zu bytes is damaged at page %u\n",
                          unsown_class_size(c), (unsigned)id);
                    return;
                }
                previous = id;
                id = pool->next;
            }
        }
    if (listed != count->listed)
        FAULT(count, "%zu pools say that a list holds them, and lists hold %zu\n", count->listed,
              listed);
}

static void check_arenas(struct count *count)
{
    size_t held = 0;
    for (uint32_t i = 0; i < unsown_arena_count(); i++) {
        const struct unsown_arena *arena = unsown_arena(i);
        if (arena->number != i || unsown_arena_base(i) != (uintptr_t)arena->base)
            FAULT(count, "arena %u: its entries in the tables differ\n", (unsigned)i);
        if (!arena->heap)
            continue;
        held++;
        size_t n_free = 0;
        for (unsigned page = 0; page < UNSOWN_ARENA_PAGES; page++) {
            bool is_free = arena->free_pages[page / 64] >> page % 64 & 1;
            bool stale = arena->stale[page / 64] >> page % 64 & 1;
            n_free += is_free;
            if ((is_free && arena->pages[page].open) || (stale && !is_free))
                FAULT(count, "arena %u: page %u is free and in use\n", (unsigned)i, page);
        }
        if (n_free != arena->n_free)
            FAULT(count, "arena %u: counts %u free pages, has %zu\n", (unsigned)i,
                  (unsigned)arena->n_free, n_free);
    }
    if (held != unsown_arenas.held)
        FAULT(count, "heaps hold %zu arenas, %zu are counted\n", held, unsown_arenas.held);
}

static bool begins_block(const void *address, unsigned code)
{
    if (unsown_code_of(address) != code)
        return false;
    const char *page = unsown_page_of(address);
    const struct unsown_arena *arena = unsown_arena_of(address);
    struct unsown_layout layout =
        unsown_layout(page, arena->pages[unsown_page_index(address)].size_class);
    unsigned filler, at = (unsigned)((const char *)address - page);
    return unsown_layout_block_at(&layout, at, &filler) == at;
}

/* Lists hold blocks of their class, none of which its pool has for free. */
static void check_at_hand(const struct unsown_lists *lists, struct count *count)
{
    for (unsigned c = UNSOWN_CLASS_FIRST; c <= UNSOWN_CLASS_LAST; c++) {
        void **top = lists->top[c], **end = lists->end[c];
        if (top < (void **)lists->begin[c] || top > end) {
            FAULT(count, "the list of free blocks of %zu bytes ends where it may not\n",
                  unsown_class_size(c));
            continue;
        }
        for (void **at = lists->begin[c]; at != top; at++) {
            if (!begins_block(*at, c)) {
                FAULT(count, "the list of free blocks of %zu bytes has %p, where none begins\n",
                      unsown_class_size(c), *at);
                break;
            }
            const struct unsown_arena *arena = unsown_arena_of(*at);
            if (unsown_pool_is_free(arena->pages[unsown_page_index(*at)].size_class, *at)) {
                FAULT(count, "the block %p of %zu bytes is free twice\n", *at, unsown_class_size(c));
                break;
            }
        }
    }
}

size_t unsown_check(void)
{
    struct count count = {0, 0};
    unsown_survey_lock();
    check_arenas(&count);
    if (!count.faults) /* else the walk would go astray */
        unsown_survey(check_pool, &count);
    if (!count.faults)
        check_lists(&count);
    if (!count.faults)
        check_at_hand(&unsown_cache.lists, &count);
    unsown_survey_unlock();
    return count.faults + unsown_debugging_check() + unsown_hardened_check();
}
