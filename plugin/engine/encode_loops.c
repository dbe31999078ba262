/* Later iterations: what a counter is after an unknown number of steps, and which elements a moving
 * store has passed.
 *
 * The number of iterations behind a later one is one unknown for each loop, at least 1.  What the loop
 * tests before it goes on held one step before; that bounds it.  A moving store is taken to hit
 * every element between its first and its last place, but for what encode_holes.c sees left out.
 */
#include "encode_internal.h"

/* Truth of "the value of the earlier iteration" for a term over the loop's count. */
static Z3_ast one_step_before(struct encoder *e, Z3_ast term, Z3_ast count) {
    Z3_ast less = Z3_mk_bvsub(e->z3, count, number(e, 32, 1));
    return Z3_substitute(e->z3, term, 1, &count, &less);
}

static bool leaves_loop(const struct flow *flow, const struct flow_node *n, prog_block to,
                        prog_block header) {
    const struct cfg *c = flow->contexts.at[n->context].cfg;
    return !cfg_in_loop(c, to, c->loop_of[header]);
}

/* Whether the condition says the same of one iteration as of the next, but for the count: nothing in
 * it was looked up in this iteration. */
static bool counts_only(const struct graph *g, node_id condition, uint32_t header) {
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
        bool looked_up = n->op == NODE_ENTRY || n->op == NODE_SWEPT || n->op == NODE_FRESH ||
                         (n->op == NODE_PURE && (n->prog == PROG_CALL || n->prog == PROG_OPAQUE));
        only = !(looked_up && n->flow >= header) && seen.n < 100;
        for (uint32_t i = 0; i < n->n_args && n->op != NODE_ENTRY; i++)
            ARRAY_PUSH(&work, graph_arg(g, v, i));
    }
    ARRAY_FREE(&work);
    map_free(&seen);
    return only;
}

node_id encode_counter_of(const struct graph *g, node_id v, uint32_t header, int64_t *plus) {
    uint64_t k;
    *plus = 0;
    while (graph_node(g, v)->op == NODE_PURE &&
           (graph_node(g, v)->prog == PROG_ADD || graph_node(g, v)->prog == PROG_PTRADD) &&
           node_is_const(g, graph_arg(g, v, 1), &k)) {
        uint32_t shift = 64 - graph_node(g, v)->width;
        *plus += (int64_t)(k << shift) >> shift;
        v = graph_arg(g, v, 0);
    }
    return graph_node(g, v)->op == NODE_LATER && graph_node(g, v)->flow == header ? v : NONE;
}

void encode_begin_of_count(struct encoder *e, uint32_t flow) {
    const struct flow_node *n = &e->g->flow->nodes.at[flow];
    const struct flow_context *context = &e->g->flow->contexts.at[n->context];
    uint32_t loop = context->cfg->loop_of[n->block];
    const struct node *c = graph_node(e->g, e->g->branch[flow]);
    if (loop == NONE || context->cfg->loops.at[loop].header != n->block || n->earlier != NONE ||
        c->op != NODE_PURE || c->prog < PROG_ULT || c->prog > PROG_SLE)
        return;
    const prog_block *succs = context->function->blocks[n->block].succs;
    if (leaves_loop(e->g->flow, n, succs[0], n->block) ||
        !leaves_loop(e->g->flow, n, succs[1], n->block))
        return;
    uint32_t w = graph_node(e->g, graph_arg(e->g, e->g->branch[flow], 0))->width;
    if (w < 8 || w > 64)
        return;
    node_id from = graph_arg(e->g, e->g->branch[flow], 0);
    node_id to = graph_arg(e->g, e->g->branch[flow], 1);
    bool is_signed = c->prog == PROG_SLT || c->prog == PROG_SLE;
    if (c->prog == PROG_ULT || c->prog == PROG_SLT) {
        ARRAY_PUSH(&e->guesses, encode_compare(e, is_signed ? PROG_SLE : PROG_ULE, from, to));
        return;
    }
    Z3_ast next = Z3_mk_bvadd(e->z3, encode_value(e, to), number(e, w, 1));
    ARRAY_PUSH(&e->guesses, is_signed ? Z3_mk_bvsle(e->z3, encode_value(e, from), next)
                                      : Z3_mk_bvule(e->z3, encode_value(e, from), next));
}

/* A loop that goes on while a counter differs from a bound has not stepped over the bound. */
static void bound_by_difference(struct encoder *e, node_id condition, bool stays_if,
                                uint32_t header, Z3_ast count) {
    const struct graph *g = e->g;
    const struct node *c = graph_node(g, condition);
    if (c->op != NODE_PURE || c->prog != (stays_if ? PROG_NE : PROG_EQ))
        return;
    for (uint32_t i = 0; i < 2; i++) {
        int64_t plus;
        node_id counter = encode_counter_of(g, graph_arg(g, condition, i), header, &plus);
        if (counter == NONE)
            continue;
        int64_t step = graph_node(g, counter)->offset;
        uint32_t w = graph_node(g, counter)->width;
        if (w < 2 || w > 64)
            return;
        Z3_sort s = Z3_mk_bv_sort(e->z3, w);
        Z3_ast begin = Z3_mk_bvadd(e->z3, encode_value(e, graph_arg(g, counter, 0)),
                                   Z3_mk_int64(e->z3, plus, s));
        Z3_ast end = encode_value(e, graph_arg(g, condition, 1 - i));
        Z3_ast way = step > 0 ? Z3_mk_bvsub(e->z3, end, begin) : Z3_mk_bvsub(e->z3, begin, end);
        if (w < 64)
            way = Z3_mk_zero_ext(e->z3, 64 - w, way);
        Z3_ast steps = Z3_mk_bvmul(e->z3, Z3_mk_zero_ext(e->z3, 32, count),
                                   number(e, 64, (uint64_t)(step > 0 ? step : -step)));
        encoder_add_fact(e, Z3_mk_bvule(e->z3, steps, way));
    }
}

/* What "the counter was below the bound" of the step before comes to now, when it goes by one: at most
 * the bound.  The same follows from one_step_before, but a solver takes long to see it. */
static Z3_ast step_by_one(struct encoder *e, node_id condition, uint32_t header) {
    const struct graph *g = e->g;
    const struct node *c = graph_node(g, condition);
    if (c->op != NODE_PURE || (c->prog != PROG_SLT && c->prog != PROG_ULT))
        return NULL;
    bool is_signed = c->prog == PROG_SLT;
    for (uint32_t up = 0; up < 2; up++) { /* i < n going up, n < i going down */
        int64_t plus;
        node_id v = graph_arg(g, condition, up ? 0 : 1), bound = graph_arg(g, condition, up);
        node_id counter = encode_counter_of(g, v, header, &plus);
        if (counter == NONE || graph_node(g, counter)->offset != (up ? 1 : -1))
            continue;
        return encode_compare(e, is_signed ? PROG_SLE : PROG_ULE, up ? v : bound, up ? bound : v);
    }
    return NULL;
}

/* What the loop checks before it goes on held one step before: the count is not arbitrary. */
static void bound_count(struct encoder *e, uint32_t header, Z3_ast count) {
    const struct flow *flow = e->g->flow;
    const struct flow_node *h = &flow->nodes.at[header];
    const struct prog_function *f = flow->contexts.at[h->context].function;
    Z3_ast first = Z3_mk_eq(e->z3, count, number(e, 32, 1));
    uint32_t tests = 0;
    for (uint32_t i = header; i < flow->nodes.n && tests < 4; i++) {
        const struct flow_node *n = &flow->nodes.at[i];
        const struct prog_bb *bb = &f->blocks[n->block];
        if (n->context != h->context || n->last != bb->n_insts || bb->n_succs != 2 ||
            e->g->branch[i] == NONE)
            continue;
        uint32_t stay = NONE;
        for (uint32_t s = 0; s < 2; s++)
            if ((i == header && leaves_loop(flow, n, bb->succs[1 - s], h->block) &&
                 !leaves_loop(flow, n, bb->succs[s], h->block)) ||
                (i != header && n->cut && bb->succs[s] == h->block && n->copies == h->copies))
                stay = s;
        if (stay == NONE)
            continue;
        tests++;
        if (!counts_only(e->g, e->g->branch[i], header))
            continue;
        if (flow_inst(flow, n, n->last - 1)->op == PROG_BRANCH)
            bound_by_difference(e, e->g->branch[i], !stay, header, count);
        Z3_ast on = stay ? NULL : step_by_one(e, e->g->branch[i], header);
        if (on) {
            encoder_add_fact(e, Z3_mk_implies(e->z3, encode_guard(e, header), on));
            continue;
        }
        on = encode_edge(e, i, stay);
        encoder_add_fact(e, either(e, first, one_step_before(e, on, count)));
    }
}

Z3_ast encode_count(struct encoder *e, uint32_t header) {
    if (e->counts[header])
        return e->counts[header];
    Z3_ast k = e->counts[header] = unknown(e, 32, "count", header);
    encoder_add_fact(e, Z3_mk_bvuge(e->z3, k, number(e, 32, 1)));
    encoder_add_fact(e, Z3_mk_bvult(e->z3, k, number(e, 32, UINT32_C(1) << 30)));
    bound_count(e, header, k);
    return k;
}

Z3_ast encode_later(struct encoder *e, node_id id, const struct node *n) {
    Z3_ast first = as_vector(e, encode_value(e, graph_arg(e->g, id, 0)), n->width);
    Z3_ast k = encode_count(e, n->flow), wide = k;
    if (n->width > 32)
        wide = Z3_mk_zero_ext(e->z3, n->width - 32, k);
    else if (n->width < 32)
        wide = Z3_mk_extract(e->z3, n->width - 1, 0, k);
    Z3_sort s = Z3_mk_bv_sort(e->z3, n->width);
    int64_t step = n->offset;
    Z3_ast moved = step == 1 || step == -1
                       ? wide : Z3_mk_bvmul(e->z3, wide, Z3_mk_int64(e->z3, step, s));
    Z3_ast now = step == -1 ? Z3_mk_bvsub(e->z3, first, moved)
                            : Z3_mk_bvadd(e->z3, first, moved);
    if (n->width > 1 && !(n->flags & NODE_POINTER)) {
        Z3_ast grows = n->offset > 0 ? Z3_mk_bvsle(e->z3, first, now)
                                     : Z3_mk_bvsle(e->z3, now, first);
        encoder_add_fact(e, either(e, Z3_mk_eq(e->z3, k, number(e, 32, 1)), grows));
    }
    return from_vector(e, now, n->width);
}

/* The store of the later iteration that is the same instruction as this one of the first. */
static node_id later_twin(struct encoder *e, node_id store, const struct node *later) {
    const struct flow *flow = e->g->flow;
    if (!e->twins.n)
        for (node_id i = 0; i < e->g->nodes.n; i++) {
            const struct node *t = graph_node(e->g, i);
            const struct flow_node *at = &flow->nodes.at[t->flow];
            if (t->op == MEM_STORE && t->inst != PROG_NONE && t->context == at->context)
                map_set(&e->twins, t->inst, (uint64_t)t->object << 32 | at->copies, t->context, i);
        }
    const struct node *s = graph_node(e->g, store);
    const struct flow_node *h = &flow->nodes.at[later->flow];
    if (s->context != h->context)
        return NONE;
    return map_get(&e->twins, s->inst, (uint64_t)s->object << 32 | h->copies, s->context);
}

/* The moving store is taken to hit every element between its first and its last place; alone: no other store of the
 * loop hits them. */
static Z3_ast swept_by(struct encoder *e, node_id id, node_id store, node_id twin, Z3_ast k, Z3_ast at,
                       bool alone) {
    const struct graph *g = e->g;
    const struct node *n = graph_node(g, store), *t = graph_node(g, twin);
    uint32_t size = (graph_node(g, graph_arg(g, store, 2))->width + 7) / 8;
    Z3_ast a = encode_place(e, n->offset, graph_arg(g, store, 1));
    Z3_ast place = encode_place(e, t->offset, graph_arg(g, twin, 1));
    Z3_ast b = one_step_before(e, place, k);
    Z3_ast down = Z3_mk_bvslt(e->z3, b, a);
    Z3_ast low = Z3_mk_ite(e->z3, down, b, a), high = Z3_mk_ite(e->z3, down, a, b);
    Z3_ast end = Z3_mk_bvadd(e->z3, high, number(e, g->env->program->pointer_bits, size));
    Z3_ast swept = both(e, Z3_mk_bvsle(e->z3, low, at), Z3_mk_bvslt(e->z3, at, end));
    if (!alone || place == b)
        return swept;
    Z3_ast between = both(e, swept, negation(e, Z3_mk_eq(e->z3, at, a)));
    Z3_ast left_out = encode_left_out(e, id, twin, place, at, between);
    return is_false(e, left_out) ? swept : both(e, between, negation(e, left_out));
}

/* A store in a loop inside this one moves with both: it is taken to go anywhere. */
static bool moves_in_inner_loop(const struct encoder *e, const struct node *store,
                                const struct node *later) {
    const struct flow *flow = e->g->flow;
    const struct flow_node *at = &flow->nodes.at[store->flow], *h = &flow->nodes.at[later->flow];
    const struct cfg *c = flow->contexts.at[h->context].cfg;
    return at->context == h->context && c->loop_of[at->block] != c->loop_of[h->block];
}

#define SWEEPS_MAX 8 /* moving stores of one loop to one object; with more, all of it is written */

static Z3_ast find_swept(struct encoder *e, node_id id) {
    const struct graph *g = e->g;
    node_id later_id = graph_arg(g, id, 1);
    struct node swept = *graph_node(g, id), later = *graph_node(g, later_id);
    node_id first = graph_arg(g, later_id, 0);
    ARRAY(node_id) work = {0}, stores = {0};
    struct map seen = {0};
    bool everywhere = false;
    ARRAY_PUSH(&work, graph_arg(g, later_id, 1));
    while (work.n && !everywhere) {
        node_id v = work.at[--work.n];
        if (v <= first || map_get(&seen, v, 0, 0) != NONE)
            continue;
        map_set(&seen, v, 0, 0, 1);
        const struct node *n = graph_node(g, v);
        if (n->op == MEM_PHI || n->op == MEM_LATER) {
            for (uint32_t i = 0; i < n->n_args; i++)
                ARRAY_PUSH(&work, graph_arg(g, v, i));
            continue;
        }
        if (n->op != MEM_STORE && n->op != MEM_FILL && n->op != MEM_COPY)
            continue;
        ARRAY_PUSH(&work, graph_arg(g, v, 0));
        if (!(n->flags & NODE_VARIES))
            continue;
        everywhere = n->op != MEM_STORE || moves_in_inner_loop(e, n, &later) ||
                     later_twin(e, v, &later) == NONE || stores.n == SWEEPS_MAX;
        ARRAY_PUSH(&stores, v);
    }
    Z3_ast any = truth(e, everywhere);
    if (!everywhere && stores.n) {
        Z3_ast k = encode_count(e, later.flow);
        Z3_ast at = encode_place(e, swept.offset, graph_arg(g, id, 2));
        for (uint32_t i = 0; i < stores.n; i++)
            any = either(e, any, swept_by(e, id, stores.at[i], later_twin(e, stores.at[i], &later),
                                          k, at, stores.n == 1));
    }
    ARRAY_FREE(&work);
    ARRAY_FREE(&stores);
    map_free(&seen);
    return any;
}

/* Whether any iteration between the first and the one at hand may have written the element. */
Z3_ast encode_swept(struct encoder *e, node_id id) {
    if (e->coarse)
        return unknown(e, 1, "swept", id);
    uint32_t at = map_get(&e->swept, id, 0, 0);
    if (at == NONE) {
        Z3_ast t = find_swept(e, id);
        at = e->terms_of.n;
        ARRAY_PUSH(&e->terms_of, t);
        map_set(&e->swept, id, 0, 0, at);
    }
    return e->terms_of.at[at];
}
