/* The control flow of one function: order, dominators, natural loops, and which stores vary.
 *
 * Dominators by the iterative algorithm of Cooper, Harvey and Kennedy ("A Simple, Fast Dominance
 * Algorithm", 2001); loops are the natural loops of back edges whose target dominates their source,
 * merged by header.  A cycle that is entered at two places has no such edge: it is not a loop here
 * (flow.h cuts it at the retreating edge).
 */
#ifndef UNSOWN_ENGINE_CFG_H
#define UNSOWN_ENGINE_CFG_H

#include "base.h"

struct cfg_loop {
    prog_block header;
    uint32_t parent; /* the loop around it, NONE */
    uint32_t depth;  /* 1 for an outermost loop */
};

struct cfg {
    const struct prog_function *function;
    uint32_t *order;    /* block -> its number in reverse postorder, NONE if it cannot be reached */
    prog_block *blocks; /* the blocks that can be reached, in that order */
    uint32_t n;
    prog_block *idom;   /* block -> its immediate dominator; the entry's is itself */
    uint32_t *loop_of;  /* block -> the innermost loop it is in, NONE */
    ARRAY(struct cfg_loop) loops; /* outer loops before inner ones */
    /* value -> whether it is computed from a local that changes in the innermost loop around the
     * value's block: the address of such a store moves from one iteration to the next. */
    uint8_t *varies;
    /* value -> whether it is used in another block than its own, phis included. */
    uint8_t *crosses;
    /* value -> whether anything uses it. */
    uint8_t *used;
    /* value -> enum cfg_use bits: every use is of that kind. */
    uint8_t *only;
    /* local -> whether its address goes where the function's own loads and stores do not show what
     * happens to it. */
    uint8_t *taken;
};

enum cfg_use {
    CFG_ONLY_STORED = 1,   /* stored somewhere */
    CFG_ONLY_INSERTED = 2, /* the whole into which a part is put */
    CFG_ONLY_MASKED = 4,   /* bits are taken out of it */
};

/* Marks in written (by value) the locals that the loop with that header writes; for a cycle that is no
 * natural loop, those that the blocks from its entry to its end, by their numbers in order, write. */
void cfg_mark_written(const struct cfg *c, prog_block entry, uint32_t end, uint8_t *written);
/* Whether the instruction replaces a lane of its first operand that is not known which: what the
 * operand held counts as replaced, as an array does that is written at an unknown index. */
bool cfg_replaces_lane(const struct prog_inst *in);

struct cfg *cfg_new(const struct prog_function *f);
void cfg_free(struct cfg *c);
bool cfg_in_loop(const struct cfg *c, prog_block b, uint32_t loop);

/* Dominators of any graph given by predecessors.  Nodes are 0 … n-1 in reverse postorder with node
 * 0 the root; preds of node i are at[first[i]] … at[first[i+1]-1].  Unreachable ones get NONE. */
void cfg_dominators(uint32_t n, const uint32_t *first, const uint32_t *at, uint32_t *idom);

#endif
