/* Walking over all pools, for what counts them and what checks them. */
#ifndef UNSOWN_SRC_SURVEY_H
#define UNSOWN_SRC_SURVEY_H

#include "pool.h"

/* Calls visit for each page in use, in the order of arenas and addresses, with the number of the
 * arena that holds it.  The heap's lock is held. */
void unsown_survey(void (*visit)(struct unsown_pool *pool, uint32_t arena, void *context),
                   void *context);

#endif
