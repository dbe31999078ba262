/* SSA construction on the flow, on demand.
 *
 * After Braun et al., "Simple and Efficient Construction of Static Single Assignment Form" (2013):
 * a name is looked up backwards and a phi is made where paths join, only for names that are read.
 * The flow has no cycles and is built in topological order, so that no phi is ever incomplete.  A
 * lookup jumps from a join to its immediate dominator when the name has no definition in between; what a long
 * way led to is remembered where it began, so that the next one ends there.  That keeps it near-linear.
 */
#include "graph.h"

static struct variable *variable(struct graph *g, enum variable_kind kind, uint32_t id) {
    return kind == VARIABLE_MEMORY ? &g->objects.at[id].memory : &g->variables.at[id];
}

/* The number of definitions at flow nodes before `flow`. */
static uint32_t defs_before(const struct variable *v, uint32_t flow) {
    uint32_t low = 0, high = v->defs.n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (v->defs.at[mid].flow < flow)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

void variable_set(struct graph *g, enum variable_kind kind, uint32_t id, node_id n) {
    struct variable *v = variable(g, kind, id);
    if (v->defs.n && v->defs.at[v->defs.n - 1].flow == g->at)
        v->defs.at[v->defs.n - 1].node = n;
    else
        ARRAY_PUSH(&v->defs, (struct definition){g->at, n});
}

static node_id joined(struct graph *g, enum variable_kind kind, uint32_t id, uint32_t flow) {
    uint32_t n = g->flow->nodes.at[flow].preds.n;
    node_id few[8];
    node_id *args = n <= 8 ? few : base_calloc(n, sizeof *args);
    uint32_t some = NONE;
    for (uint32_t i = 0; i < n; i++) {
        args[i] = variable_at(g, kind, id, g->flow->nodes.at[flow].preds.at[i].node, true);
        if (args[i] != NONE)
            some = args[i];
    }
    /* Not there on some path: then nothing reads it on that path either. */
    for (uint32_t i = 0; i < n && some != NONE; i++)
        if (args[i] == NONE)
            args[i] = some;
    node_id phi = some == NONE ? NONE : node_phi(g, flow, n, args);
    if (args != few)
        free(args);
    return phi;
}

#define LONG_WAY 8 /* steps of a lookup from which on its end is remembered */

static node_id look_up(struct graph *g, enum variable_kind kind, uint32_t id, uint32_t flow,
                       bool at_end, uint32_t *steps) {
    for (;; ++*steps) {
        struct variable *v = variable(g, kind, id);
        uint32_t before = defs_before(v, flow);
        if (at_end && before < v->defs.n && v->defs.at[before].flow == flow)
            return v->defs.at[before].node;
        if (!before)
            return v->initial;
        if (*steps > LONG_WAY / 2) {
            node_id known = map_get(&g->phis, (uint64_t)kind << 32 | id, flow, 0);
            if (known != NONE)
                return known;
        }
        const struct flow_node *n = &g->flow->nodes.at[flow];
        uint32_t last = v->defs.at[before - 1].flow;
        at_end = true;
        if (n->earlier != NONE ? last < n->earlier : n->preds.n > 1 && last <= n->idom) {
            flow = n->earlier != NONE ? n->earlier : n->idom;
            at_end = n->earlier == NONE;
            continue;
        }
        if (n->earlier == NONE && n->preds.n == 1) {
            flow = n->preds.at[0].node;
            continue;
        }
        uint64_t key = (uint64_t)kind << 32 | id;
        node_id made = map_get(&g->phis, key, flow, 0);
        if (made != NONE)
            return made;
        made = joined(g, kind, id, flow);
        if (n->earlier != NONE && kind == VARIABLE_MEMORY && made != NONE) {
            node_id first = variable_at(g, kind, id, n->earlier, false);
            /* Made in the first iteration, and still there: as it was made. */
            if (first == NONE && g->objects.at[id].kind == OBJECT_HEAP)
                first = variable(g, kind, id)->defs.at[0].node;
            if (first != NONE)
                made = memory_later(g, id, flow, first, made);
        }
        if (made != NONE)
            map_set(&g->phis, key, flow, 0, made);
        return made;
    }
}

node_id variable_at(struct graph *g, enum variable_kind kind, uint32_t id, uint32_t flow,
                    bool at_end) {
    uint32_t steps = 0;
    node_id found = look_up(g, kind, id, flow, at_end, &steps);
    /* What it is at the begin of the node: definitions in it may follow. */
    if (steps > LONG_WAY && found != NONE)
        map_set(&g->phis, (uint64_t)kind << 32 | id, flow, 0, found);
    return found;
}
