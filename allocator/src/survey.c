/* Walking over all pools (survey.h). */
#include "survey.h"

void unsown_survey(void (*visit)(struct unsown_pool *pool, uint32_t arena, void *context),
                   void *context)
{
    uint32_t count = unsown_arena_count();
    for (uint32_t i = 0; i < count; i++) {
        uintptr_t base = atomic_load_explicit(&unsown_arenas.bases[i], memory_order_relaxed);
        const struct unsown_arena *arena = &unsown_arenas.records[i];
        for (size_t page = 0; base && page < UNSOWN_ARENA_PAGES; page++)
            if (!(arena->free_pages[page / 64] >> page % 64 & 1))
                visit(unsown_pool_at((char *)base + page * UNSOWN_PAGE_SIZE), i + 1, context);
    }
}
