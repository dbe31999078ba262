/* Which calls a function's candidates hang on: those worth splicing in.
 *
 * A call matters when it may or may not write memory that a candidate reads, when it reads memory
 * that may be undefined, or when its result takes part in a condition that decides whether a
 * candidate is reached or which write it sees.  Splicing in only those keeps graphs and formulas
 * small; what the others do is in their summaries.
 */
#ifndef UNSOWN_ENGINE_RELEVANCE_H
#define UNSOWN_ENGINE_RELEVANCE_H

#include "candidates.h"

/* Adds the calls of the function itself (their program values) to the map, each with value 1. */
void relevance_find(const struct graph *g, const struct candidates *c, struct map *calls);

#endif
