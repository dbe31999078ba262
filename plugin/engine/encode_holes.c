/* Elements that a loop left out: `if (...) continue;` in the loop that fills the array.
 *
 * A moving store is taken to hit every element between its first and its last place (encode_loops.c).  Where it
 * stands behind a condition, the iteration that came to the element asked about may have gone around it.  That
 * iteration is one of those between, and did what the later one's formula says with its count in place of that one's
 * (encode_kept.c).
 *
 * What it gives up.  Whoever reads the array under a condition of his own often asks what the loop asked, and the
 * formula does not tie the two: elements left out are seen only where nothing but counters decides between the loop and
 * the read.  Arrays that a loop stores to at several places, and stores in a loop within the loop, have no holes.
 */
#include "encode_internal.h"

#define NODES_MAX 100 /* of a condition that are looked at */

/* Whether a join is of what a counter may be, and not of what an iteration noted elsewhere. */
static bool joins_counters(const struct graph *g, node_id phi) {
    for (uint32_t i = 0; i < graph_node(g, phi)->n_args; i++) {
        const struct node *a = graph_node(g, graph_arg(g, phi, i));
        if (a->op == NODE_LATER ||
            (a->op == NODE_PURE && a->n_args && graph_node(g, graph_arg(g, graph_arg(g, phi, i), 0))->op == NODE_LATER))
            return true;
    }
    return false;
}

/* Whether a condition behind the loop says nothing of what the loop met: it is made of counters, of constants, and of
 * values that were there before. */
static bool is_of_counters(const struct graph *g, node_id condition, uint32_t header) {
    ARRAY(node_id) work = {0};
    struct map seen = {0};
    bool only = true;
    ARRAY_PUSH(&work, condition);
    while (work.n && only) {
        node_id v = work.at[--work.n];
        if (v == NONE || map_get(&seen, v, 0, 0) != NONE)
            continue;
        map_set(&seen, v, 0, 0, 1);
        const struct node *n = graph_node(g, v);
        if (n->op == NODE_CONST || n->op == NODE_ADDRESS || n->op == NODE_LATER || n->flow < header)
            continue;
        only = ((n->op == NODE_PHI && joins_counters(g, v)) ||
                (n->op == NODE_PURE && n->prog != PROG_CALL && n->prog != PROG_OPAQUE)) &&
               seen.n < NODES_MAX;
        for (uint32_t i = 0; i < n->n_args; i++)
            ARRAY_PUSH(&work, graph_arg(g, v, i));
    }
    ARRAY_FREE(&work);
    map_free(&seen);
    return only;
}

/* Whether nothing but counters decides between the loop and the place asked about. */
static bool is_read_of_all(const struct encoder *e, uint32_t header) {
    const struct flow *flow = e->g->flow;
    if (e->asked == NONE || e->asked <= header)
        return false;
    for (uint32_t at = flow->nodes.at[e->asked].idom; at > header; at = flow->nodes.at[at].idom)
        if (e->g->branch[at] != NONE && !is_of_counters(e->g, e->g->branch[at], header))
            return false;
    return true;
}

/* That the iteration goes on with the next one. */
static Z3_ast goes_on(struct encoder *e, uint32_t header) {
    const struct flow *flow = e->g->flow;
    const struct flow_node *h = &flow->nodes.at[header];
    const struct flow_context *context = &flow->contexts.at[h->context];
    uint32_t loop = context->cfg->loop_of[h->block];
    uint32_t mask = (UINT32_C(1) << context->cfg->loops.at[loop].depth) - 1;
    Z3_ast any = truth(e, false);
    for (uint32_t i = header; i < flow->nodes.n; i++) {
        const struct flow_node *n = &flow->nodes.at[i];
        const struct prog_bb *bb = &context->function->blocks[n->block];
        if (!n->cut || n->context != h->context || (n->copies & mask) != (h->copies & mask) ||
            !cfg_in_loop(context->cfg, n->block, loop))
            continue;
        for (uint32_t arm = 0; arm < bb->n_succs; arm++)
            if (bb->succs[arm] == h->block)
                any = either(e, any, both(e, encode_guard(e, i), encode_edge(e, i, arm)));
    }
    return any;
}

Z3_ast encode_left_out(struct encoder *e, node_id id, node_id store, Z3_ast place, Z3_ast at,
                       Z3_ast between) {
    uint32_t header = graph_node(e->g, graph_arg(e->g, id, 1))->flow;
    const struct node *n = graph_node(e->g, store);
    if (!is_read_of_all(e, header))
        return truth(e, false);
    Z3_ast count = encode_count(e, header), stores = encode_guard(e, n->flow);
    Z3_ast goes = goes_on(e, header);
    if (stores == goes || stores == encode_guard(e, header))
        return truth(e, false);
    /* One replacement for both: what the iteration looked up is the same for both. */
    Z3_ast which = unknown(e, 32, "which", id);
    Z3_ast ways = encode_of_iteration(e, id, header, Z3_mk_iff(e->z3, stores, goes), which);
    Z3_app app = Z3_to_app(e->z3, ways);
    if (Z3_get_app_num_args(e->z3, app) != 2)
        return truth(e, false);
    Z3_ast stored = Z3_get_app_arg(e->z3, app, 0), went = Z3_get_app_arg(e->z3, app, 1);
    Z3_ast its_place = Z3_substitute(e->z3, place, 1, &count, &which);
    Z3_ast is_it[4] = {Z3_mk_bvule(e->z3, number(e, 32, 1), which), Z3_mk_bvult(e->z3, which, count),
                       Z3_mk_eq(e->z3, its_place, at), went};
    encoder_add_fact(e, Z3_mk_implies(e->z3, between, Z3_mk_and(e->z3, 4, is_it)));
    return negation(e, stored);
}
