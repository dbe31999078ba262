#include "doubt.h"

#define NODES_MAX 200 /* of a condition that are looked at */

static bool is_any(const struct graph *g, node_id id, node_id unused) {
    (void)unused;
    const struct node *n = graph_node(g, id);
    return n->op == NODE_ENTRY || (n->op == NODE_FRESH && n->inst != PROG_NONE) ||
           (n->op == NODE_PURE && n->prog == PROG_CALL);
}

static bool is_same(const struct graph *g, node_id id, node_id other) {
    (void)g;
    return id == other;
}

/* Whether one of the nodes that a value is made of passes the test. */
static bool has_node(const struct graph *g, node_id value, node_id other,
                     bool (*test)(const struct graph *g, node_id id, node_id other)) {
    ARRAY(node_id) work = {0};
    struct map seen = {0};
    bool found = false;
    ARRAY_PUSH(&work, value);
    while (work.n && !found && seen.n < NODES_MAX) {
        node_id v = work.at[--work.n];
        if (v == NONE || map_get(&seen, v, 0, 0) != NONE)
            continue;
        map_set(&seen, v, 0, 0, 1);
        const struct node *n = graph_node(g, v);
        if (n->op >= MEM_BEGIN)
            continue;
        found = test(g, v, other);
        for (uint32_t i = 0; i < n->n_args && n->op != NODE_ENTRY; i++)
            ARRAY_PUSH(&work, graph_arg(g, v, i));
    }
    ARRAY_FREE(&work);
    map_free(&seen);
    return found;
}

/* --- Loops that are not entered ---------------------------------------------------------------- */

static bool is_array(const struct graph *g, node_id leaf) {
    const struct node *n = graph_node(g, leaf);
    const struct object *o = &g->objects.at[n->object];
    return o->kind == OBJECT_HEAP ||
           (o->kind == OBJECT_LOCAL && o->facts && !o->facts->n_leaves && o->size > (n->width + 7) / 8);
}

/* The arm by which the header of a loop's first iteration enters the loop, NONE if it is no such header. */
static uint32_t arm_into(const struct graph *g, uint32_t flow) {
    const struct flow_node *n = &g->flow->nodes.at[flow];
    const struct flow_context *c = &g->flow->contexts.at[n->context];
    const struct prog_bb *bb = &c->function->blocks[n->block];
    uint32_t loop = c->cfg->loop_of[n->block];
    if (loop == NONE || c->cfg->loops.at[loop].header != n->block || n->earlier != NONE ||
        n->last != bb->n_insts || bb->n_succs != 2)
        return NONE;
    bool in[2];
    for (uint32_t i = 0; i < 2; i++)
        in[i] = cfg_in_loop(c->cfg, bb->succs[i], loop);
    return in[0] == in[1] ? NONE : in[0] ? 0 : 1;
}

Z3_ast doubt_entered(struct decision *d, node_id leaf, const uint8_t *deciding) {
    struct graph *g = d->g;
    Z3_ast all = Z3_mk_true(d->z3);
    if (!is_array(g, leaf))
        return all;
    for (uint32_t i = 0; i < g->flow->nodes.n; i++) {
        if (!deciding[i] || g->branch[i] == NONE)
            continue;
        uint32_t arm = arm_into(g, i);
        if (arm == NONE || !has_node(g, g->branch[i], NONE, is_any))
            continue;
        Z3_ast both[2] = {all, Z3_mk_implies(d->z3, encode_guard(d->encoder, i),
                                             encode_edge(d->encoder, i, arm))};
        all = Z3_mk_and(d->z3, 2, both);
    }
    return all;
}

/* --- Scans ---------------------------------------------------------------------------------------- */

bool doubt_is_scan(const struct graph *g, const struct event *e) {
    const struct flow *flow = g->flow;
    const struct flow_node *n = &flow->nodes.at[e->flow];
    const struct flow_context *c = &flow->contexts.at[n->context];
    uint32_t loop = c->cfg->loop_of[n->block];
    if (loop == NONE || e->value == NONE || (e->kind != EVENT_READ && e->kind != EVENT_USE))
        return false;
    uint32_t bit = c->cfg->loops.at[loop].depth - 1;
    if (bit >= 32 || !(n->copies >> bit & 1))
        return false; /* the first iteration, or one that stands for any */
    for (uint32_t i = e->flow; i < flow->nodes.n; i++) {
        const struct flow_node *at = &flow->nodes.at[i];
        const struct prog_bb *bb = &c->function->blocks[at->block];
        if (at->context != n->context || at->copies != n->copies || g->branch[i] == NONE ||
            at->last != bb->n_insts || !cfg_in_loop(c->cfg, at->block, loop))
            continue;
        bool leaves = false;
        for (uint32_t s = 0; s < bb->n_succs; s++)
            leaves |= !cfg_in_loop(c->cfg, bb->succs[s], loop);
        if (leaves && has_node(g, g->branch[i], e->value, is_same))
            return true;
    }
    return false;
}

static bool is_kept(const struct graph *g, node_id id, node_id unused) {
    (void)unused;
    return graph_node(g, id)->op == NODE_KEPT;
}

bool doubt_is_handed_on(const struct graph *g, const struct event *e) {
    return e->value != NONE && has_node(g, e->value, NONE, is_kept);
}

/* --- Variables set to themselves ------------------------------------------------------------------- */

static bool is_of_arguments(const struct graph *g, node_id id, int depth) {
    const struct node *n = graph_node(g, id);
    if (n->op == NODE_CONST || graph_param_of(g, id) != NONE)
        return true;
    if ((n->op != NODE_PURE && n->op != NODE_PHI) || n->prog == PROG_CALL || depth > 8)
        return false;
    for (uint32_t i = 0; i < n->n_args; i++)
        if (!is_of_arguments(g, graph_arg(g, id, i), depth + 1))
            return false;
    return true;
}

/* Whether the function's arguments alone decide, which can be any. */
static bool arguments_decide(const struct graph *g, const uint8_t *deciding) {
    for (uint32_t i = 0; i < g->flow->nodes.n; i++)
        if (deciding[i] && g->branch[i] != NONE && !is_of_arguments(g, g->branch[i], 0))
            return false;
    return true;
}

bool doubt_is_silenced(const struct graph *g, uint32_t n_leaves, const node_id *leaves,
                       const uint8_t *deciding) {
    for (uint32_t i = 0; i < n_leaves; i++)
        if (!g->objects.at[graph_node(g, leaves[i])->object].self_set)
            return false;
    return n_leaves && !arguments_decide(g, deciding);
}
