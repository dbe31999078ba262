/* The cheap pass: which events may see undefined bits.
 *
 * One sweep over the nodes, operands first, with a mask of bits that may be undefined for each
 * value: the union over all paths, whatever decides between them.  It may keep too many, and
 * misses none that the graph shows.
 */
#ifndef UNSOWN_ENGINE_CANDIDATES_H
#define UNSOWN_ENGINE_CANDIDATES_H

#include "graph.h"

struct candidates {
    uint64_t *undefined;      /* by node: the bits that may be undefined; values wider than 64 bits
                                 have one bit here for each 1/64 of theirs */
    ARRAY(uint32_t) events;   /* indices into graph.events, in flow order */
    bool follow;              /* a call should be spliced in before anything is decided */
};

struct candidates *candidates_new(const struct graph *g);
void candidates_free(struct candidates *c);
void candidates_print(FILE *to, const struct graph *g, const struct candidates *c);

#endif
