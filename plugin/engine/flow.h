/* The paths of one function, without cycles.
 *
 * What it is for.  Everything after it walks a directed acyclic graph: memory as SSA needs no
 * fixpoint, and a path condition is a formula over the nodes.
 *
 * How it works.  A node is a stretch of a program block, seen in one calling context and in one
 * iteration of each loop around it.  A loop has two iterations here: the first, which is exact, and
 * a later one, which stands for any that follows; the edge back from the later one is cut.  A call
 * of a small function of the program may be spliced in: the block is split at the call, the
 * callee's nodes stand between the halves.
 *
 * What it gives up.  Paths that need two different later iterations.  Loops nested deeper than can be
 * afforded, and cycles that are no natural loops, have one iteration, which stands for any: what
 * they write counts as written when one begins that is not the first (build.c).
 */
#ifndef UNSOWN_ENGINE_FLOW_H
#define UNSOWN_ENGINE_FLOW_H

#include "cfg.h"

struct flow_edge {
    uint32_t node;
    uint32_t arm; /* which successor of the source's terminator: 0 … n_succs-1 */
};

struct flow_node {
    uint32_t context;     /* index into flow.contexts */
    prog_block block;
    uint32_t first, last; /* instructions [first, last) of the block's list */
    uint32_t copies;      /* bit d: in a later iteration of the loop at depth d + 1 around it */
    uint32_t resumes;     /* the context whose call this node continues after, NONE */
    uint32_t calls;       /* the context that is entered at this node's end, NONE */
    uint32_t earlier;     /* header of a later iteration: the node of the first one's, NONE */
    bool cut;             /* an edge back was cut here */
    uint32_t cycle_end;   /* NONE, or: edges back to here were cut, and no other node stands for the
                             iterations behind them, so this one has to stand for any; the
                             last of the blocks that they come from, by its number in cfg.order */
    ARRAY(struct flow_edge) preds, succs;
    uint32_t idom;        /* the entry's is itself */
    uint32_t same;        /* the nearest-to-entry node that is passed exactly when this one is,
                             provided that loops end */
};

struct flow_context {
    const struct prog_function *function;
    uint32_t index;       /* of function in the program */
    const struct cfg *cfg;
    uint32_t parent;      /* NONE for the function itself */
    prog_value call;      /* the call in the parent */
    uint32_t call_node;
};

struct flow {
    ARRAY(struct flow_context) contexts;
    ARRAY(struct flow_node) nodes; /* in topological order; node 0 is the entry */
    bool truncated;                /* the size limit was met: some paths are missing */
};

/* How flow_new asks about calls and the functions called. */
struct flow_env {
    const struct prog_program *program;
    struct cfg *const *cfgs;      /* by function, NULL for those only declared */
    void *data;
    /* Whether the call in this context should be spliced in. */
    bool (*splice)(void *data, const struct flow *flow, uint32_t context, prog_value call);
    /* Whether the call never comes back, known from its callee. */
    bool (*ends)(void *data, const struct prog_function *f, prog_value call);
};

/* limit: about how many nodes there may be; deep loops get fewer iterations to stay below it. */
struct flow *flow_new(const struct flow_env *env, uint32_t function, uint32_t limit);
void flow_free(struct flow *flow);

static inline const struct prog_inst *flow_inst(const struct flow *flow, const struct flow_node *n,
                                                uint32_t k) {
    const struct prog_function *f = flow->contexts.at[n->context].function;
    return &f->values[f->blocks[n->block].insts[k]];
}

#endif
