/* What an earlier iteration left and a later one finds (NODE_KEPT): is it still there?
 *
 * A later iteration sees the memory as the first one left it.  The iterations between are not in the graph,
 * but each of them went through the later one's code: for a step count c below that of the iteration at
 * hand, the later iteration's formula with c in place of its count says what iteration c did.  `over`
 * stands for "some of them wrote there".  It is true only if one of them can have (a count of its own,
 * found by the solver).  It is false only if each of them had a way around the writes.  The solver cannot be
 * asked about all of them; it is asked about those where a condition that hangs on the count may change:
 * the first, the last, and where the counter meets what it is compared with.
 *
 * What an iteration looked up anew (an element, the result of a call) is another unknown in each of them.
 *
 * What it gives up.  State that the loop itself hands from one iteration to the next, beside the
 * counter, is as the first iteration left it; a condition that becomes true somewhere else than at
 * a comparison with the counter is not hit.
 */
#include "encode_internal.h"

#define INSTANCES_MAX 10
#define TERMS_OF_BODY 3000 /* a loop whose formula is larger is not asked about again and again */

#define CHOICES_MAX 12 /* conditions on what was looked up that are reasoned away one by one */
#define CHOICES_OF_QUESTION 48 /* in all: each may double the formula */

struct kept {
    struct encoder *e;
    node_id id;
    const struct node *node;
    uint32_t header;
    Z3_ast over, count;
    Z3_ast stays, goes; /* in the iteration at hand: a way around the writes, a way through one */
    struct map depends; /* node -> enum change, plus one */
};

/* --- What differs from one iteration to the next --------------------------------------------- */

enum change { SAME, COUNTS, LOOKED_UP }; /* ascending: a value is as its most changing part */

static enum change change_of(struct kept *k, node_id id) {
    if (id == NONE)
        return SAME;
    const struct graph *g = k->e->g;
    const struct node *n = graph_node(g, id);
    if (n->op == NODE_CONST || n->op == NODE_ADDRESS || n->flow < k->header)
        return SAME;
    uint32_t known = map_get(&k->depends, id, 0, 0);
    if (known != NONE)
        return (enum change)(known - 1);
    enum change c = SAME;
    map_set(&k->depends, id, 0, 0, SAME + 1);
    switch (n->op) {
    case NODE_LATER: c = n->flow == k->header ? COUNTS : LOOKED_UP; break;
    case NODE_KEPT: case NODE_FRESH: case NODE_SWEPT: case NODE_UNDEF: c = LOOKED_UP; break;
    case NODE_ENTRY: c = change_of(k, graph_arg(g, id, 1)) == SAME ? SAME : LOOKED_UP; break;
    default:
        if (n->op == NODE_PURE && (n->prog == PROG_CALL || n->prog == PROG_OPAQUE))
            c = LOOKED_UP;
        for (uint32_t i = 0; i < n->n_args && c != LOOKED_UP; i++) {
            enum change of = change_of(k, graph_arg(g, id, i));
            c = of > c ? of : c;
        }
    }
    map_set(&k->depends, id, 0, 0, c + 1);
    return c;
}

/* Names are made by unknown(): what, and the number of a flow node, an object or a node. */
static bool constant_differs(struct kept *k, const char *name) {
    size_t n = strcspn(name, "0123456789");
    uint64_t number = strtoull(name + n, NULL, 10);
    const struct graph *g = k->e->g;
    if (!strncmp(name, "count", n) || !strncmp(name, "goto", n))
        return number > k->header;
    if (!strncmp(name, "null", n))
        return g->objects.at[number].flow >= k->header;
    return number < g->nodes.n && change_of(k, (node_id)number) != SAME;
}

struct constants {
    ARRAY(Z3_ast) at;
    struct map seen;
};

static void find_constants(Z3_context z, Z3_ast term, struct constants *out) {
    ARRAY(Z3_ast) work = {0};
    ARRAY_PUSH(&work, term);
    while (work.n) {
        Z3_ast t = work.at[--work.n];
        if (Z3_get_ast_kind(z, t) != Z3_APP_AST ||
            map_get(&out->seen, Z3_get_ast_id(z, t), 0, 0) != NONE)
            continue;
        map_set(&out->seen, Z3_get_ast_id(z, t), 0, 0, 1);
        Z3_app app = Z3_to_app(z, t);
        unsigned n = Z3_get_app_num_args(z, app);
        if (!n && Z3_get_decl_kind(z, Z3_get_app_decl(z, app)) == Z3_OP_UNINTERPRETED)
            ARRAY_PUSH(&out->at, t);
        for (unsigned i = 0; i < n; i++)
            ARRAY_PUSH(&work, Z3_get_app_arg(z, app, i));
    }
    ARRAY_FREE(&work);
}

/* The term about the iteration with that count: everything looked up in it is new. */
static Z3_ast of_iteration(struct kept *k, Z3_ast term, Z3_ast count) {
    Z3_context z = k->e->z3;
    struct constants found = {0};
    ARRAY(Z3_ast) from = {0}, to = {0};
    find_constants(z, term, &found);
    for (uint32_t i = 0; i < found.at.n; i++) {
        Z3_ast c = found.at.at[i];
        Z3_symbol s = Z3_get_decl_name(z, Z3_get_app_decl(z, Z3_to_app(z, c)));
        Z3_ast other = NULL;
        if (c == k->count)
            other = count;
        else if (c == k->over)
            other = truth(k->e, false);
        else if (Z3_get_symbol_kind(z, s) == Z3_STRING_SYMBOL &&
                 constant_differs(k, Z3_get_symbol_string(z, s)))
            other = Z3_mk_fresh_const(z, "other", Z3_get_sort(z, c));
        if (!other)
            continue;
        ARRAY_PUSH(&from, c);
        ARRAY_PUSH(&to, other);
    }
    if (from.n)
        term = Z3_substitute(z, term, from.n, from.at, to.at);
    ARRAY_FREE(&from);
    ARRAY_FREE(&to);
    ARRAY_FREE(&found.at);
    map_free(&found.seen);
    return term;
}

Z3_ast encode_of_iteration(struct encoder *e, node_id id, uint32_t header, Z3_ast term, Z3_ast count) {
    struct node node = *graph_node(e->g, id);
    struct kept k = {.e = e, .id = id, .node = &node, .header = header};
    k.count = encode_count(e, header);
    k.over = truth(e, true);
    Z3_ast made = of_iteration(&k, term, count);
    map_free(&k.depends);
    return made;
}

/* --- The way through the loop -------------------------------------------------------------------- */

/* Over all edges back to the header: that the iteration takes it, and that the bits are undefined there,
 * or are not. */
static void find_ways(struct kept *k) {
    struct encoder *e = k->e;
    struct graph *g = e->g;
    const struct flow *flow = g->flow;
    const struct flow_node h = flow->nodes.at[k->header];
    const struct flow_context *context = &flow->contexts.at[h.context];
    uint32_t loop = context->cfg->loop_of[h.block], depth = context->cfg->loops.at[loop].depth;
    uint32_t mask = (UINT32_C(1) << depth) - 1;
    struct node kept = *k->node;
    k->stays = k->goes = truth(e, false);
    for (uint32_t i = k->header; i < flow->nodes.n; i++) {
        const struct flow_node *n = &flow->nodes.at[i];
        if (!n->cut || n->context != h.context || (n->copies & mask) != (h.copies & mask))
            continue;
        const struct prog_bb *bb = &context->function->blocks[n->block];
        for (uint32_t arm = 0; arm < bb->n_succs; arm++) {
            if (bb->succs[arm] != h.block || !cfg_in_loop(context->cfg, n->block, loop))
                continue;
            struct place p = {.object = kept.object, .offset = kept.offset, .guard = NONE,
                              .variable = graph_arg(g, k->id, 2)};
            node_id there = memory_load(g, memory_at_end(g, kept.object, i), p, kept.width);
            /* That the loop went on is known of the iterations before the one at hand. */
            bool last = bb->n_succs == 2 &&
                        !cfg_in_loop(context->cfg, bb->succs[1 - arm], loop);
            Z3_ast back = last ? encode_guard(e, i)
                               : both(e, encode_guard(e, i), encode_edge(e, i, arm));
            Z3_ast undefined = encode_all_undefined(e, there);
            k->stays = either(e, k->stays, both(e, back, undefined));
            k->goes = either(e, k->goes, both(e, back, negation(e, undefined)));
        }
    }
}

static Z3_ast replaced(struct encoder *e, Z3_ast term, Z3_ast from, Z3_ast to) {
    return Z3_substitute(e->z3, term, 1, &from, &to);
}

/* Leaves of a way what hangs on the count: that the loop was entered and went on is known, and a condition
 * on what was looked up may have been true or false. */
static Z3_ast without_choices(struct kept *k, Z3_ast way) {
    struct encoder *e = k->e;
    const struct graph *g = e->g;
    const struct flow_node *h = &g->flow->nodes.at[k->header];
    const struct flow_context *context = &g->flow->contexts.at[h->context];
    uint32_t loop = context->cfg->loop_of[h->block], choices = 0;
    for (uint32_t i = 0; i < h->succs.n && h->succs.n == 2; i++) {
        const struct flow_node *inside = &g->flow->nodes.at[h->succs.at[i].node];
        const struct flow_node *outside = &g->flow->nodes.at[h->succs.at[1 - i].node];
        if (inside->context == h->context && cfg_in_loop(context->cfg, inside->block, loop) &&
            !cfg_in_loop(context->cfg, outside->block, loop) && inside->preds.n == 1)
            way = replaced(e, way, encode_guard(e, h->succs.at[i].node), truth(e, true));
    }
    for (uint32_t i = k->header; i < g->flow->nodes.n; i++) {
        node_id c = g->branch[i];
        if (c == NONE || !e->branches[i] || graph_node(g, c)->width != 1 ||
            change_of(k, c) != LOOKED_UP)
            continue;
        if (choices++ == CHOICES_MAX || e->choices == CHOICES_OF_QUESTION)
            break;
        Z3_ast term = encode_value(e, c);
        if (is_true(e, term) || is_false(e, term))
            continue;
        Z3_ast yes = replaced(e, way, term, truth(e, true));
        e->choices += yes != way;
        if (yes != way)
            way = Z3_simplify(e->z3, either(e, yes, replaced(e, way, term, truth(e, false))));
    }
    return way;
}

/* The counts at which a comparison in the loop may change its answer. */
static uint32_t find_turns(struct kept *k, Z3_ast *turns, uint32_t room) {
    struct encoder *e = k->e;
    const struct graph *g = e->g;
    uint32_t found = 0;
    for (uint32_t i = k->header; i < g->flow->nodes.n && found < room; i++) {
        node_id c = g->branch[i];
        if (c == NONE || !e->branches[i] || graph_node(g, c)->op != NODE_PURE ||
            graph_node(g, c)->prog < PROG_EQ || graph_node(g, c)->prog > PROG_SLE)
            continue;
        for (uint32_t side = 0; side < 2 && found < room; side++) {
            int64_t plus;
            node_id other = graph_arg(g, c, 1 - side);
            node_id counter = encode_counter_of(g, graph_arg(g, c, side), k->header, &plus);
            if (counter == NONE || change_of(k, other) != SAME)
                continue;
            uint32_t w = graph_node(g, counter)->width, shift = 0;
            int64_t step = graph_node(g, counter)->offset;
            uint64_t size = (uint64_t)(step < 0 ? -step : step);
            if (w < 8 || w > 64 || (size & (size - 1)))
                continue;
            while (size >> shift > 1)
                shift++;
            Z3_sort s = Z3_mk_bv_sort(e->z3, w);
            Z3_ast begin = Z3_mk_bvadd(e->z3, encode_value(e, graph_arg(g, counter, 0)),
                                       Z3_mk_int64(e->z3, plus, s));
            Z3_ast end = encode_value(e, other);
            Z3_ast way = step > 0 ? Z3_mk_bvsub(e->z3, end, begin)
                                  : Z3_mk_bvsub(e->z3, begin, end);
            if (shift)
                way = Z3_mk_bvashr(e->z3, way, Z3_mk_int64(e->z3, shift, s));
            if (w < 32)
                way = Z3_mk_sign_ext(e->z3, 32 - w, way);
            else if (w > 32)
                way = Z3_mk_extract(e->z3, 31, 0, way);
            turns[found++] = way;
            bool ordered = graph_node(g, c)->prog != PROG_EQ && graph_node(g, c)->prog != PROG_NE;
            if (ordered && found < room)
                turns[found++] = Z3_mk_bvsub(e->z3, way, number(e, 32, 1));
            if (ordered && found < room)
                turns[found++] = Z3_mk_bvadd(e->z3, way, number(e, 32, 1));
        }
    }
    return found;
}

static Z3_ast between(struct kept *k, Z3_ast count) {
    struct encoder *e = k->e;
    return both(e, Z3_mk_bvule(e->z3, number(e, 32, 1), count),
                Z3_mk_bvult(e->z3, count, k->count));
}

static bool mentions(struct encoder *e, Z3_ast term, Z3_ast constant) {
    return replaced(e, term, constant, number(e, 32, 0)) != term;
}

static void explain(struct encoder *e, node_id id) {
    struct node node = *graph_node(e->g, id);
    struct kept k = {.e = e, .id = id, .node = &node, .header = node.flow};
    struct undefined before = encode_undefined(e, graph_arg(e->g, id, 0));
    if (before.kind == UNDEFINED_NONE)
        return;
    k.over = unknown(e, 1, "over", id);
    k.count = encode_count(e, k.header);
    uint32_t terms = e->terms;
    find_ways(&k);
    Z3_ast here = encode_guard(e, k.header), is_over = both(e, here, k.over);
    encoder_add_fact(e, Z3_mk_implies(e->z3, is_over,
                                      Z3_mk_bvule(e->z3, number(e, 32, 2), k.count)));
    if (e->terms - terms > TERMS_OF_BODY) {
        map_free(&k.depends);
        return;
    }
    Z3_ast writer = Z3_mk_fresh_const(e->z3, "writer", Z3_mk_bv_sort(e->z3, 32));
    Z3_ast goes = of_iteration(&k, without_choices(&k, k.goes), writer);
    if (!is_true(e, goes))
        encoder_add_fact(e, Z3_mk_implies(e->z3, is_over, both(e, between(&k, writer), goes)));
    Z3_ast stays = without_choices(&k, k.stays);
    if (is_true(e, stays)) {
        map_free(&k.depends);
        return;
    }
    Z3_ast counts[INSTANCES_MAX] = {Z3_mk_bvsub(e->z3, k.count, number(e, 32, 1)),
                                    number(e, 32, 1)};
    uint32_t n = mentions(e, stays, k.count) ? 2 + find_turns(&k, counts + 2, INSTANCES_MAX - 2) : 1;
    Z3_ast all = encode_all_undefined(e, graph_arg(e->g, id, 0));
    Z3_ast still = both(e, both(e, here, negation(e, k.over)), all);
    for (uint32_t i = 0; i < n; i++)
        encoder_add_fact(e, Z3_mk_implies(e->z3, both(e, still, between(&k, counts[i])),
                                          of_iteration(&k, stays, counts[i])));
    map_free(&k.depends);
}

Z3_ast encode_over(struct encoder *e, node_id id) {
    if (!e->coarse && map_get(&e->explained, id, 0, 0) == NONE) {
        map_set(&e->explained, id, 0, 0, 1);
        ARRAY_PUSH(&e->to_explain, id);
    }
    return unknown(e, 1, "over", id);
}

void encode_explain(struct encoder *e) {
    while (e->to_explain.n)
        explain(e, e->to_explain.at[--e->to_explain.n]);
}
