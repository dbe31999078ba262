/* Walks everything and says what is wrong and where: unsown_check() (alloc.h).
 *
 * For the allocator's own tests, and for a program that suspects its memory is damaged.  It believes
 * nothing that a stray write could have changed before it has compared it with something else.
 */
#include <unistd.h>
#include <unsown/alloc.h>

#include "debugging.h"
#include "heap.h"
#include "say.h"
#include "survey.h"

struct count {
    size_t faults;
    size_t listed; /* pools that say they are in a list */
};

#define FAULT(count, ...) ((count)->faults++, unsown_say(STDERR_FILENO, "unsown: " __VA_ARGS__))

static void check_free_list(struct unsown_pool *pool, struct count *count)
{
    size_t carved = unsown_pool_carved(pool);
    size_t n = 0;
    const char *page = unsown_pool_page(pool);
    for (struct unsown_free_block *block = pool->free; block;) {
        if ((uintptr_t)block - (uintptr_t)page >= UNSOWN_PAGE_SIZE ||
            unsown_pool_block_of(pool, block) != (void *)block) {
            FAULT(count, "pool %p: its free list leads to %p, where no block begins\n",
                  (const void *)page, (void *)block);
            return;
        }
        if (++n > carved) {
            FAULT(count, "pool %p: its free list is a ring\n", (const void *)page);
            return;
        }
        unsown_hook_show(block, sizeof *block);
        struct unsown_free_block *next = block->next;
        unsown_hook_hide(block, sizeof *block);
        block = next;
    }
    if (pool->used + n != carved)
        FAULT(count, "pool %p: %u blocks in use and %zu free, but %zu were handed out\n",
              (const void *)page, pool->used, n, carved);
}

static void check_pool(struct unsown_pool *pool, uint32_t arena, void *context)
{
    struct count *count = context;
    const char *page = unsown_pool_page(pool);
    if (pool->arena != arena)
        FAULT(count, "pool %p: its header names arena %u, but it lies in %u\n", (const void *)page,
              (unsigned)pool->arena, (unsigned)arena);
    else if (pool->size_class >= UNSOWN_SIZE_CLASSES || pool->fresh > UNSOWN_PAGE_SIZE)
        FAULT(count, "pool %p: its header is damaged\n", (const void *)page);
    else
        check_free_list(pool, count);
    count->listed += pool->listed;
}

/* Each list holds pools of its class, linked both ways; together they hold all that are listed. */
static void check_lists(struct count *count)
{
    size_t listed = 0;
    for (unsigned c = 0; c < UNSOWN_SIZE_CLASSES; c++) {
        const struct unsown_pool *previous = NULL;
        for (const struct unsown_pool *pool = unsown_heap.open[c]; pool; pool = pool->next) {
            if (pool->size_class != c || !pool->listed || pool->previous != previous ||
                ++listed > count->listed) {
                FAULT(count, "the list of pools for %zu bytes is damaged at %p\n",
                      unsown_class_size(c), (const void *)pool);
                return;
            }
            previous = pool;
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
        if (!atomic_load_explicit(&unsown_arenas.bases[i], memory_order_relaxed))
            continue;
        held++;
        const struct unsown_arena *arena = &unsown_arenas.records[i];
        size_t n_free = 0;
        for (size_t word = 0; word < UNSOWN_ARENA_PAGES / 64; word++)
            n_free += (size_t)__builtin_popcountll(arena->free_pages[word]);
        if (n_free != arena->n_free)
            FAULT(count, "arena %u: counts %u free pages, has %zu\n", (unsigned)i + 1,
                  (unsigned)arena->n_free, n_free);
    }
    if (held != unsown_arenas.held)
        FAULT(count, "the table holds %zu arenas, %u are counted\n", held,
              (unsigned)unsown_arenas.held);
}

size_t unsown_check(void)
{
    struct count count = {0, 0};
    bool locked = unsown_lock(&unsown_heap.lock);
    check_arenas(&count);
    if (!count.faults) /* else the walk would go astray */
        unsown_survey(check_pool, &count);
    if (!count.faults)
        check_lists(&count);
    unsown_unlock(&unsown_heap.lock, locked);
    return count.faults + unsown_debugging_check();
}
