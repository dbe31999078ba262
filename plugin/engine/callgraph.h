/* Which function calls which, and the order in which to summarise them: callees first.
 *
 * Only direct calls count.  Functions that call each other in a circle stand together in the order, as one group; within
 * it some callee comes after its caller.
 */
#ifndef UNSOWN_ENGINE_CALLGRAPH_H
#define UNSOWN_ENGINE_CALLGRAPH_H

#include "base.h"

struct callgraph {
    uint32_t *order; /* the functions with a body, callees before callers */
    uint32_t n;
    uint32_t *group_end; /* by place in the order: behind the last function of its group */
    uint8_t *recursive;  /* by place in the order: the function calls itself, perhaps through others */
};

struct callgraph *callgraph_new(const struct prog_program *p);
void callgraph_free(struct callgraph *c);

#endif
