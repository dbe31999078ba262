/* Walking over all pools, for what counts, checks, lists or draws them. */
#ifndef UNSOWN_SRC_SURVEY_H
#define UNSOWN_SRC_SURVEY_H

#include "heap.h"

/* Calls visit for each pool of each arena that a heap holds, in the order of arenas and addresses.
 * Everything is locked meanwhile. */
void unsown_survey(void (*visit)(const struct unsown_arena *arena, unsigned index, void *context),
                   void *context);

/* Locks every heap and the arenas; in the order in which they nest.  For what looks at everything,
 * and for fork(). */
void unsown_survey_lock(void);
void unsown_survey_unlock(void);

static inline char *unsown_survey_page(const struct unsown_arena *arena, unsigned index)
{
    return arena->base + index * UNSOWN_PAGE_SIZE;
}

#endif
