/* Walking over all pools (survey.h). */
#include "survey.h"

void unsown_survey(void (*visit)(const struct unsown_arena *arena, unsigned index, void *context),
                   void *context)
{
    uint32_t count = unsown_arena_count();
    for (uint32_t i = 0; i < count; i++) {
        const struct unsown_arena *arena = unsown_arena(i);
        for (unsigned index = 0; arena->heap && index < UNSOWN_ARENA_PAGES; index++)
            if (arena->pages[index].open)
                visit(arena, index, context);
    }
}

void unsown_survey_lock(void)
{
    pthread_mutex_lock(&unsown_heaps.lock);
    for (struct unsown_heap *heap = unsown_heaps.first; heap; heap = heap->next)
        pthread_mutex_lock(&heap->lock);
    pthread_mutex_lock(&unsown_arenas.lock);
}

void unsown_survey_unlock(void)
{
    pthread_mutex_unlock(&unsown_arenas.lock);
    for (struct unsown_heap *heap = unsown_heaps.first; heap; heap = heap->next)
        pthread_mutex_unlock(&heap->lock);
    pthread_mutex_unlock(&unsown_heaps.lock);
}
