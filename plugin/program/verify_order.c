/* Checks that definitions dominate uses.
 *
 * How it works.  Immediate dominators by iteration over the blocks in reverse postorder (Cooper,
 * Harvey, Kennedy: "A Simple, Fast Dominance Algorithm"), then one walk over the dominator tree
 * that numbers each block when it is entered and left, so that a question costs two comparisons.
 * All walks keep their stack in an array: a function may be deeper than the machine's stack.
 *
 * Blocks that the entry does not reach dominate nothing and are dominated by all; they are left
 * out.
 */
#include "verify_internal.h"

#include <inttypes.h>
#include <stdlib.h>

struct tree {
    uint32_t n;      /* blocks */
    uint32_t *order; /* reverse postorder number, PROG_NONE when not reached */
    prog_block *by_order, *idom;
    uint32_t n_reached;
    uint32_t *enter, *leave;
};

static uint32_t *new_array(size_t n, uint32_t value)
{
    uint32_t *array = malloc((n + 1) * sizeof *array);
    if (!array)
        prog_fatal("dominators");
    for (size_t i = 0; i < n; i++)
        array[i] = value;
    return array;
}

static void number_blocks(struct tree *t, const struct prog_function *f)
{
    uint32_t *next = new_array(t->n, 0), *stack = new_array(t->n, 0), depth = 0;
    uint32_t post = t->n;
    stack[depth++] = 0;
    t->order[0] = 0; /* marks as seen; the number follows */
    while (depth) {
        prog_block b = stack[depth - 1];
        const struct prog_bb *bb = &f->blocks[b];
        if (next[b] < bb->n_succs) {
            prog_block to = bb->succs[next[b]++];
            if (t->order[to] == PROG_NONE) {
                t->order[to] = 0;
                stack[depth++] = to;
            }
        } else {
            depth--;
            t->by_order[--post] = b;
        }
    }
    t->n_reached = t->n - post;
    for (uint32_t i = 0; i < t->n_reached; i++) {
        t->by_order[i] = t->by_order[post + i];
        t->order[t->by_order[i]] = i;
    }
    free(next);
    free(stack);
}

static prog_block common_dominator(const struct tree *t, prog_block a, prog_block b)
{
    while (a != b) {
        while (t->order[a] > t->order[b])
            a = t->idom[a];
        while (t->order[b] > t->order[a])
            b = t->idom[b];
    }
    return a;
}

static void find_idoms(struct tree *t, const struct prog_function *f)
{
    t->idom[0] = 0;
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 1; i < t->n_reached; i++) {
            prog_block b = t->by_order[i], idom = PROG_NONE;
            const struct prog_bb *bb = &f->blocks[b];
            for (uint32_t k = 0; k < bb->n_preds; k++) {
                prog_block from = bb->preds[k];
                if (t->order[from] == PROG_NONE || t->idom[from] == PROG_NONE)
                    continue;
                idom = idom == PROG_NONE ? from : common_dominator(t, from, idom);
            }
            changed = changed || t->idom[b] != idom;
            t->idom[b] = idom;
        }
    }
}

static void number_tree(struct tree *t)
{
    uint32_t *child = new_array(t->n, PROG_NONE), *sibling = new_array(t->n, PROG_NONE);
    uint32_t *stack = new_array(t->n, 0), depth = 0, clock = 0;
    for (uint32_t i = t->n_reached; i-- > 1;) {
        prog_block b = t->by_order[i];
        sibling[b] = child[t->idom[b]];
        child[t->idom[b]] = b;
    }
    stack[depth++] = 0;
    t->enter[0] = clock++;
    while (depth) {
        prog_block b = stack[depth - 1], c = child[b];
        if (c != PROG_NONE) {
            child[b] = sibling[c];
            t->enter[c] = clock++;
            stack[depth++] = c;
        } else {
            t->leave[b] = clock++;
            depth--;
        }
    }
    free(child);
    free(sibling);
    free(stack);
}

/* Whether block a is b or above it; both are reached. */
static bool dominates(const struct tree *t, prog_block a, prog_block b)
{
    return t->enter[a] <= t->enter[b] && t->leave[b] <= t->leave[a];
}

/* Whether value v is there when instruction `at` of block b begins. */
static bool is_defined(const struct verifier *vr, const struct tree *t, prog_value v, prog_block b,
                       uint32_t at)
{
    const struct prog_inst *def = &vr->f->values[v];
    if (prog_is_leaf(def->op))
        return true;
    if (def->block == b)
        return vr->positions[v] < at;
    return t->order[def->block] != PROG_NONE && dominates(t, def->block, b);
}

static bool check_uses(const struct verifier *vr, const struct tree *t, prog_value v)
{
    const struct prog_inst *inst = &vr->f->values[v];
    const prog_block b = inst->block;
    for (uint32_t i = 0; i < inst->n_args; i++) {
        if (inst->op == PROG_PHI) {
            prog_block from = vr->f->blocks[b].preds[i];
            if (t->order[from] != PROG_NONE && !is_defined(vr, t, inst->args[i], from, UINT32_MAX))
                return prog_verify_fault(vr, b, v,
                                         "value %" PRIu32
                                         " is not defined on all paths to the end of "
                                         "its predecessor b%" PRIu32,
                                         i + 1, from);
        } else if (!is_defined(vr, t, inst->args[i], b, vr->positions[v])) {
            const prog_block def = vr->f->values[inst->args[i]].block;
            if (def == b)
                return prog_verify_fault(vr, b, v, "operand %" PRIu32 " is not defined before it",
                                         i + 1);
            return prog_verify_fault(vr, b, v,
                                     "operand %" PRIu32 " is not defined on all paths to here; its "
                                     "definition stands in b%" PRIu32,
                                     i + 1, def);
        }
    }
    return true;
}

bool prog_verify_order(const struct verifier *vr)
{
    const struct prog_function *f = vr->f;
    struct tree t = {.n = f->n_blocks};
    t.order = new_array(t.n, PROG_NONE);
    t.by_order = new_array(t.n, PROG_NONE);
    t.idom = new_array(t.n, PROG_NONE);
    t.enter = new_array(t.n, 0);
    t.leave = new_array(t.n, 0);
    number_blocks(&t, f);
    find_idoms(&t, f);
    number_tree(&t);
    bool right = true;
    for (uint32_t i = 0; right && i < t.n_reached; i++) {
        const struct prog_bb *bb = &f->blocks[t.by_order[i]];
        for (uint32_t k = 0; right && k < bb->n_insts; k++)
            right = check_uses(vr, &t, bb->insts[k]);
    }
    free(t.order);
    free(t.by_order);
    free(t.idom);
    free(t.enter);
    free(t.leave);
    return right;
}
