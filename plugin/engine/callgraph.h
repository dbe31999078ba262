/* Which function calls which, and the order in which to summarise them: callees first.
 *
 * Only direct calls count.  The order is a postorder of the call graph: within a recursion some
 * callee comes after its caller, and counts there as a function that cannot be seen.
 */
#ifndef UNSOWN_ENGINE_CALLGRAPH_H
#define UNSOWN_ENGINE_CALLGRAPH_H

#include "base.h"

struct callgraph {
    uint32_t *order; /* the functions with a body, callees before callers */
    uint32_t n;
};

struct callgraph *callgraph_new(const struct prog_program *p);
void callgraph_free(struct callgraph *c);

#endif
