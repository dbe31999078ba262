#include "encode.h"

#include <inttypes.h>
#include <stdio.h>

#define TERMS_MAX 60000 /* of one function; beyond it the answer would not come in time */

struct encoder {
    Z3_context z3;
    const struct graph *g;
    Z3_ast *values;            /* by node */
    struct undefined *masks;   /* by node; term ... */
    uint8_t *masked;           /* ... valid */
    uint32_t room;             /* of these three: the graph may grow while it is asked about */
    ARRAY(node_id) touched;    /* nodes with an entry in one of them */
    Z3_ast *guards;            /* by flow node */
    uint8_t *branches;         /* by flow node: its condition was needed */
    Z3_ast *counts;            /* by flow node: steps of the loop whose later header it is */
    uint8_t *phi_facts;        /* by flow node: the fact that one of its edges is taken was noted */
    Z3_ast *selectors;         /* by flow node: of a computed goto */
    struct map compared;       /* coarse: (operation, operand, constant) -> index into terms_of */
    ARRAY(Z3_ast) terms_of;
    struct map swept;          /* NODE_SWEPT -> index into terms_of */
    struct map twins;          /* (store, where) -> the later iteration's node of it */
    bool coarse;
    struct map fact_of;        /* value -> first fact about it, chained by fact_next */
    uint32_t *fact_next;
    ARRAY(Z3_ast) facts, guesses;
    uint32_t terms;
};

static void add_fact(struct encoder *e, Z3_ast fact);
static Z3_ast coarse_compare(struct encoder *e, enum prog_op op, node_id value, uint64_t constant,
                             bool constant_first);

static void assume(struct encoder *e) {
    for (uint32_t i = 0; i < e->g->assumes.n && !e->coarse; i++) {
        struct assumption a = e->g->assumes.at[i];
        Z3_ast then = encode_value(e, a.condition);
        add_fact(e, Z3_mk_implies(e->z3, encode_guard(e, a.flow), then));
    }
}

void encoder_forget(struct encoder *e) {
    uint32_t f = e->g->flow->nodes.n;
    for (uint32_t i = 0; i < e->touched.n; i++) {
        e->values[e->touched.at[i]] = NULL;
        e->masked[e->touched.at[i]] = 0;
    }
    memset(e->guards, 0, f * sizeof *e->guards);
    memset(e->branches, 0, f);
    memset(e->counts, 0, f * sizeof *e->counts);
    memset(e->phi_facts, 0, f);
    memset(e->selectors, 0, f * sizeof *e->selectors);
    map_free(&e->compared);
    map_free(&e->swept);
    e->touched.n = e->terms_of.n = e->facts.n = e->guesses.n = e->terms = 0;
    assume(e);
}

struct encoder *encoder_new(Z3_context z3, const struct graph *g, bool coarse) {
    struct encoder *e = base_calloc(1, sizeof *e);
    uint32_t f = g->flow->nodes.n;
    e->z3 = z3;
    e->g = g;
    e->coarse = coarse;
    e->guards = base_calloc(f, sizeof *e->guards);
    e->branches = base_calloc(f, 1);
    e->counts = base_calloc(f, sizeof *e->counts);
    e->phi_facts = base_calloc(f, 1);
    e->selectors = base_calloc(f, sizeof *e->selectors);
    e->fact_next = base_calloc(g->facts.n, sizeof *e->fact_next);
    for (uint32_t i = 0; i < g->facts.n; i++) {
        e->fact_next[i] = map_get(&e->fact_of, g->facts.at[i].about, 0, 0);
        map_set(&e->fact_of, g->facts.at[i].about, 0, 0, i);
    }
    assume(e);
    return e;
}

void encoder_free(struct encoder *e) {
    if (!e)
        return;
    free(e->values);
    free(e->masks);
    free(e->masked);
    free(e->guards);
    free(e->branches);
    free(e->counts);
    free(e->phi_facts);
    free(e->selectors);
    free(e->fact_next);
    map_free(&e->fact_of);
    map_free(&e->compared);
    map_free(&e->swept);
    map_free(&e->twins);
    ARRAY_FREE(&e->terms_of);
    ARRAY_FREE(&e->touched);
    ARRAY_FREE(&e->facts);
    ARRAY_FREE(&e->guesses);
    free(e);
}

/* --- Small terms ----------------------------------------------------------------------------- */

static Z3_ast truth(struct encoder *e, bool b) { return b ? Z3_mk_true(e->z3) : Z3_mk_false(e->z3); }

static bool is_true(struct encoder *e, Z3_ast a) {
    return Z3_get_bool_value(e->z3, a) == Z3_L_TRUE;
}
static bool is_false(struct encoder *e, Z3_ast a) {
    return Z3_get_bool_value(e->z3, a) == Z3_L_FALSE;
}

static Z3_ast both(struct encoder *e, Z3_ast a, Z3_ast b) {
    if (is_true(e, a) || is_false(e, b))
        return b;
    if (is_true(e, b) || is_false(e, a))
        return a;
    e->terms++;
    return Z3_mk_and(e->z3, 2, (Z3_ast[]){a, b});
}

static Z3_ast either(struct encoder *e, Z3_ast a, Z3_ast b) {
    if (is_false(e, a) || is_true(e, b))
        return b;
    if (is_false(e, b) || is_true(e, a))
        return a;
    e->terms++;
    return Z3_mk_or(e->z3, 2, (Z3_ast[]){a, b});
}

static Z3_ast negation(struct encoder *e, Z3_ast a) {
    if (is_true(e, a) || is_false(e, a))
        return truth(e, is_false(e, a));
    return Z3_mk_not(e->z3, a);
}

static Z3_sort sort_of(struct encoder *e, uint32_t width) {
    return width == 1 ? Z3_mk_bool_sort(e->z3) : Z3_mk_bv_sort(e->z3, width);
}

static Z3_ast number(struct encoder *e, uint32_t width, uint64_t bits) {
    if (width == 1)
        return truth(e, bits & 1);
    if (width <= 64)
        return Z3_mk_unsigned_int64(e->z3, bits, Z3_mk_bv_sort(e->z3, width));
    return Z3_mk_zero_ext(e->z3, width - 64,
                          Z3_mk_unsigned_int64(e->z3, bits, Z3_mk_bv_sort(e->z3, 64)));
}

static Z3_ast unknown(struct encoder *e, uint32_t width, const char *what, uint64_t id) {
    char name[64];
    snprintf(name, sizeof name, "%s%" PRIu64, what, id);
    return Z3_mk_const(e->z3, Z3_mk_string_symbol(e->z3, name), sort_of(e, width));
}

/* A one-bit value as a bit vector of one bit, others as they are. */
static Z3_ast as_vector(struct encoder *e, Z3_ast v, uint32_t width) {
    if (width != 1)
        return v;
    Z3_sort s = Z3_mk_bv_sort(e->z3, 1);
    return Z3_mk_ite(e->z3, v, Z3_mk_unsigned_int(e->z3, 1, s), Z3_mk_unsigned_int(e->z3, 0, s));
}

static Z3_ast from_vector(struct encoder *e, Z3_ast v, uint32_t width) {
    if (width != 1)
        return v;
    return Z3_mk_eq(e->z3, v, Z3_mk_unsigned_int(e->z3, 1, Z3_mk_bv_sort(e->z3, 1)));
}

static Z3_ast as_address(struct encoder *e, Z3_ast v, uint32_t width) {
    uint32_t w = e->g->env->program->pointer_bits;
    v = as_vector(e, v, width);
    if (width < w)
        return Z3_mk_sign_ext(e->z3, w - width, v);
    return width > w ? Z3_mk_extract(e->z3, w - 1, 0, v) : v;
}

/* --- Path conditions ---------------------------------------------------------------------------- */

static const struct prog_inst *terminator(const struct encoder *e, uint32_t flow) {
    const struct flow_node *n = &e->g->flow->nodes.at[flow];
    return flow_inst(e->g->flow, n, n->last - 1);
}

static Z3_ast is_case(struct encoder *e, node_id value, uint64_t bits) {
    uint32_t width = graph_node(e->g, value)->width;
    if (e->coarse && width > 1)
        return coarse_compare(e, PROG_EQ, value, bits, false);
    return Z3_mk_eq(e->z3, encode_value(e, value), number(e, width, bits));
}

Z3_ast encode_edge(struct encoder *e, uint32_t flow, uint32_t arm) {
    const struct flow_node *n = &e->g->flow->nodes.at[flow];
    node_id c = e->g->branch[flow];
    if (n->calls != NONE || n->last == n->first)
        return truth(e, true);
    const struct prog_inst *end = terminator(e, flow);
    if (end->op == PROG_BRANCH && c != NONE) {
        e->branches[flow] = 1;
        Z3_ast v = encode_value(e, c);
        return arm ? negation(e, v) : v;
    }
    if (end->op == PROG_SWITCH && c != NONE) {
        const struct prog_function *f = e->g->flow->contexts.at[n->context].function;
        uint32_t cases = f->blocks[n->block].n_succs - 1;
        e->branches[flow] = 1;
        if (arm)
            return is_case(e, c, end->words[arm - 1]);
        Z3_ast none = truth(e, true);
        for (uint32_t i = 0; i < cases; i++)
            none = both(e, none, negation(e, is_case(e, c, end->words[i])));
        return none;
    }
    if (end->op == PROG_INDIRECT) {
        if (!e->selectors[flow])
            e->selectors[flow] = unknown(e, 32, "goto", flow);
        return Z3_mk_eq(e->z3, e->selectors[flow], number(e, 32, arm));
    }
    return truth(e, true);
}

static Z3_ast edge_taken(struct encoder *e, const struct flow_edge *from) {
    return both(e, encode_guard(e, from->node), encode_edge(e, from->node, from->arm));
}

Z3_ast encode_guard(struct encoder *e, uint32_t flow) {
    flow = e->g->flow->nodes.at[flow].same;
    if (e->guards[flow])
        return e->guards[flow];
    const struct flow_node *n = &e->g->flow->nodes.at[flow];
    Z3_ast g = truth(e, !flow);
    for (uint32_t i = 0; i < n->preds.n; i++)
        g = either(e, g, edge_taken(e, &n->preds.at[i]));
    return e->guards[flow] = g;
}

static void add_fact(struct encoder *e, Z3_ast fact) {
    if (!is_true(e, fact))
        ARRAY_PUSH(&e->facts, fact);
}

/* The condition under which each arm of a phi is the one; the last needs none. */
static Z3_ast arm_condition(struct encoder *e, const struct node *n, uint32_t i) {
    const struct flow_node *at = &e->g->flow->nodes.at[n->flow];
    if (!e->phi_facts[n->flow]) {
        e->phi_facts[n->flow] = 1;
        /* Where all paths lead here, one of the edges is taken: loops end. */
        if (at->same != n->flow) {
            Z3_ast some = truth(e, false);
            for (uint32_t k = 0; k < at->preds.n; k++)
                some = either(e, some, edge_taken(e, &at->preds.at[k]));
            Z3_ast here = encode_guard(e, n->flow);
            add_fact(e, is_true(e, here) ? some : Z3_mk_implies(e->z3, here, some));
        }
    }
    return edge_taken(e, &at->preds.at[i]);
}

/* --- Values ------------------------------------------------------------------------------------- */

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

/* The part of a value that moves with the loop: LATER, or that plus a constant; NONE otherwise. */
static node_id counter_of(const struct graph *g, node_id v, uint32_t header, int64_t *plus) {
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

/* A loop that goes on while a counter differs from a bound has not stepped over the bound. */
static void bound_by_difference(struct encoder *e, node_id condition, bool stays_if,
                                uint32_t header, Z3_ast count) {
    const struct graph *g = e->g;
    const struct node *c = graph_node(g, condition);
    if (c->op != NODE_PURE || c->prog != (stays_if ? PROG_NE : PROG_EQ))
        return;
    for (uint32_t i = 0; i < 2; i++) {
        int64_t plus;
        node_id counter = counter_of(g, graph_arg(g, condition, i), header, &plus);
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
        add_fact(e, Z3_mk_bvule(e->z3, steps, way));
    }
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
        Z3_ast on = encode_edge(e, i, stay);
        add_fact(e, either(e, first, one_step_before(e, on, count)));
    }
}

static Z3_ast count_of(struct encoder *e, uint32_t header) {
    if (e->counts[header])
        return e->counts[header];
    Z3_ast k = e->counts[header] = unknown(e, 32, "count", header);
    add_fact(e, Z3_mk_bvuge(e->z3, k, number(e, 32, 1)));
    add_fact(e, Z3_mk_bvult(e->z3, k, number(e, 32, UINT32_C(1) << 30)));
    bound_count(e, header, k);
    return k;
}

static Z3_ast later_value(struct encoder *e, node_id id, const struct node *n) {
    Z3_ast first = as_vector(e, encode_value(e, graph_arg(e->g, id, 0)), n->width);
    Z3_ast k = count_of(e, n->flow), wide = k;
    if (n->width > 32)
        wide = Z3_mk_zero_ext(e->z3, n->width - 32, k);
    else if (n->width < 32)
        wide = Z3_mk_extract(e->z3, n->width - 1, 0, k);
    Z3_sort s = Z3_mk_bv_sort(e->z3, n->width);
    Z3_ast moved = Z3_mk_bvmul(e->z3, wide, Z3_mk_int64(e->z3, n->offset, s));
    Z3_ast now = Z3_mk_bvadd(e->z3, first, moved);
    if (n->width > 1 && !(n->flags & NODE_POINTER)) {
        Z3_ast grows = n->offset > 0 ? Z3_mk_bvsle(e->z3, first, now)
                                     : Z3_mk_bvsle(e->z3, now, first);
        add_fact(e, either(e, Z3_mk_eq(e->z3, k, number(e, 32, 1)), grows));
    }
    return from_vector(e, now, n->width);
}

static Z3_ast place_term(struct encoder *e, int64_t offset, node_id variable) {
    uint32_t w = e->g->env->program->pointer_bits;
    Z3_ast k = number(e, w, (uint64_t)offset);
    if (variable == NONE)
        return k;
    Z3_ast v = as_address(e, encode_value(e, variable), graph_node(e->g, variable)->width);
    return offset ? Z3_mk_bvadd(e->z3, v, k) : v;
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

/* The moving store is taken to hit every element between its first and its last place. */
static Z3_ast swept_by(struct encoder *e, node_id store, node_id twin, Z3_ast k, Z3_ast at) {
    const struct graph *g = e->g;
    const struct node *n = graph_node(g, store), *t = graph_node(g, twin);
    uint32_t size = (graph_node(g, graph_arg(g, store, 2))->width + 7) / 8;
    Z3_ast a = place_term(e, n->offset, graph_arg(g, store, 1));
    Z3_ast b = one_step_before(e, place_term(e, t->offset, graph_arg(g, twin, 1)), k);
    Z3_ast down = Z3_mk_bvslt(e->z3, b, a);
    Z3_ast low = Z3_mk_ite(e->z3, down, b, a), high = Z3_mk_ite(e->z3, down, a, b);
    Z3_ast end = Z3_mk_bvadd(e->z3, high, number(e, g->env->program->pointer_bits, size));
    return both(e, Z3_mk_bvsle(e->z3, low, at), Z3_mk_bvslt(e->z3, at, end));
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
        Z3_ast k = count_of(e, later.flow);
        Z3_ast at = place_term(e, swept.offset, graph_arg(g, id, 2));
        for (uint32_t i = 0; i < stores.n; i++)
            any = either(e, any, swept_by(e, stores.at[i], later_twin(e, stores.at[i], &later), k,
                                          at));
    }
    ARRAY_FREE(&work);
    ARRAY_FREE(&stores);
    map_free(&seen);
    return any;
}

/* Whether any iteration between the first and the one at hand may have written the element. */
static Z3_ast was_swept(struct encoder *e, node_id id) {
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

/* Floats by three relations: less, greater, equal; exactly one of them holds. */
static Z3_ast float_compare(struct encoder *e, node_id id, const struct node *n) {
    node_id a = graph_arg(e->g, id, 0), b = graph_arg(e->g, id, 1);
    if (a == b)
        return truth(e, n->imm == PROG_FCMP_OEQ || n->imm == PROG_FCMP_UEQ ||
                            n->imm == PROG_FCMP_OGE || n->imm == PROG_FCMP_UGE ||
                            n->imm == PROG_FCMP_OLE || n->imm == PROG_FCMP_ULE ||
                            n->imm == PROG_FCMP_ORD || n->imm == PROG_FCMP_TRUE);
    /* order: 0 less, 1 equal, 2 greater; operands in one order so that b < a is a > b. */
    bool swapped = a > b;
    char name[32];
    snprintf(name, sizeof name, "order%" PRIu32 "-%" PRIu32, swapped ? b : a, swapped ? a : b);
    Z3_ast order = Z3_mk_const(e->z3, Z3_mk_string_symbol(e->z3, name),
                               Z3_mk_bv_sort(e->z3, 2));
    add_fact(e, Z3_mk_bvule(e->z3, order, number(e, 2, 2)));
    Z3_ast less = Z3_mk_eq(e->z3, order, number(e, 2, swapped ? 2 : 0));
    Z3_ast same = Z3_mk_eq(e->z3, order, number(e, 2, 1));
    Z3_ast more = Z3_mk_eq(e->z3, order, number(e, 2, swapped ? 0 : 2));
    switch (n->imm) {
    case PROG_FCMP_OEQ: case PROG_FCMP_UEQ: return same;
    case PROG_FCMP_ONE: case PROG_FCMP_UNE: return negation(e, same);
    case PROG_FCMP_OLT: case PROG_FCMP_ULT: return less;
    case PROG_FCMP_OGT: case PROG_FCMP_UGT: return more;
    case PROG_FCMP_OLE: case PROG_FCMP_ULE: return either(e, less, same);
    case PROG_FCMP_OGE: case PROG_FCMP_UGE: return either(e, more, same);
    default: return truth(e, n->imm == PROG_FCMP_ORD || n->imm == PROG_FCMP_TRUE);
    }
}

static Z3_ast inserted(struct encoder *e, Z3_ast whole, uint32_t width, Z3_ast part,
                       uint32_t part_width, uint32_t low) {
    part = as_vector(e, part, part_width);
    whole = as_vector(e, whole, width);
    uint32_t high = low + part_width;
    Z3_ast r = part;
    if (low)
        r = Z3_mk_concat(e->z3, r, Z3_mk_extract(e->z3, low - 1, 0, whole));
    if (high < width)
        r = Z3_mk_concat(e->z3, Z3_mk_extract(e->z3, width - 1, high, whole), r);
    return from_vector(e, r, width);
}

static Z3_ast binary(struct encoder *e, node_id id, const struct node *n) {
    node_id ia = graph_arg(e->g, id, 0), ib = graph_arg(e->g, id, 1);
    uint32_t w = graph_node(e->g, ia)->width;
    uint64_t k;
    bool konst = node_is_const(e->g, ib, &k);
    Z3_context z = e->z3;
    if ((n->prog == PROG_MUL && !konst && !node_is_const(e->g, ia, &k) && w > 16) ||
        ((n->prog == PROG_UDIV || n->prog == PROG_SDIV || n->prog == PROG_UREM ||
          n->prog == PROG_SREM) && w > 16))
        return unknown(e, n->width, "op", id);
    Z3_ast a = encode_value(e, ia), b = encode_value(e, ib);
    if (w == 1) {
        switch (n->prog) {
        case PROG_AND: case PROG_MUL: return both(e, a, b);
        case PROG_OR: return either(e, a, b);
        case PROG_XOR: case PROG_ADD: case PROG_SUB: case PROG_NE:
            return konst ? (k ? negation(e, a) : a) : Z3_mk_xor(z, a, b);
        case PROG_EQ: return konst ? (k ? a : negation(e, a)) : Z3_mk_iff(z, a, b);
        case PROG_ULT: return both(e, negation(e, a), b);
        case PROG_ULE: return either(e, negation(e, a), b);
        case PROG_SLT: return both(e, a, negation(e, b));
        case PROG_SLE: return either(e, a, negation(e, b));
        default: return unknown(e, 1, "bit", id);
        }
    }
    if (n->prog == PROG_PTRADD)
        b = as_address(e, b, graph_node(e->g, ib)->width);
    switch (n->prog) {
    case PROG_ADD: case PROG_PTRADD: return Z3_mk_bvadd(z, a, b);
    case PROG_SUB: return Z3_mk_bvsub(z, a, b);
    case PROG_MUL: return Z3_mk_bvmul(z, a, b);
    case PROG_UDIV: return Z3_mk_bvudiv(z, a, b);
    case PROG_SDIV: return Z3_mk_bvsdiv(z, a, b);
    case PROG_UREM: return Z3_mk_bvurem(z, a, b);
    case PROG_SREM: return Z3_mk_bvsrem(z, a, b);
    case PROG_SHL: return Z3_mk_bvshl(z, a, b);
    case PROG_LSHR: return Z3_mk_bvlshr(z, a, b);
    case PROG_ASHR: return Z3_mk_bvashr(z, a, b);
    case PROG_AND: return Z3_mk_bvand(z, a, b);
    case PROG_OR: return Z3_mk_bvor(z, a, b);
    case PROG_XOR: return Z3_mk_bvxor(z, a, b);
    case PROG_EQ: return Z3_mk_eq(z, a, b);
    case PROG_NE: return negation(e, Z3_mk_eq(z, a, b));
    case PROG_ULT: return Z3_mk_bvult(z, a, b);
    case PROG_ULE: return Z3_mk_bvule(z, a, b);
    case PROG_SLT: return Z3_mk_bvslt(z, a, b);
    default: return Z3_mk_bvsle(z, a, b);
    }
}

/* Coarse: what a value is compared with a constant, looked at through the joins that made it. */
static Z3_ast coarse_compare(struct encoder *e, enum prog_op op, node_id value, uint64_t constant,
                             bool constant_first) {
    const struct node *n = graph_node(e->g, value);
    uint64_t k;
    if (node_is_const(e->g, value, &k)) {
        uint32_t shift = 64 - n->width;
        int64_t a = (int64_t)(k << shift) >> shift, b = (int64_t)(constant << shift) >> shift;
        int64_t x = constant_first ? b : a, y = constant_first ? a : b;
        uint64_t ux = constant_first ? constant : k, uy = constant_first ? k : constant;
        return truth(e, op == PROG_EQ ? x == y : op == PROG_ULT ? ux < uy : op == PROG_ULE
                        ? ux <= uy : op == PROG_SLT ? x < y : x <= y);
    }
    uint64_t key = (uint64_t)op << 1 | constant_first;
    uint32_t at = map_get(&e->compared, key, value, constant);
    if (at != NONE)
        return e->terms_of.at[at];
    struct node v = *n;
    Z3_ast t;
    if (v.op == NODE_PHI) {
        t = coarse_compare(e, op, graph_arg(e->g, value, v.n_args - 1), constant, constant_first);
        for (uint32_t i = v.n_args - 1; i-- > 0;) {
            Z3_ast c = arm_condition(e, &v, i);
            Z3_ast w = coarse_compare(e, op, graph_arg(e->g, value, i), constant, constant_first);
            t = is_true(e, c) ? w : is_false(e, c) ? t : Z3_mk_ite(e->z3, c, w, t);
        }
    } else if (v.op == NODE_CHOOSE || (v.op == NODE_PURE && v.prog == PROG_SELECT)) {
        Z3_ast yes = coarse_compare(e, op, graph_arg(e->g, value, 1), constant, constant_first);
        Z3_ast no = coarse_compare(e, op, graph_arg(e->g, value, 2), constant, constant_first);
        t = Z3_mk_ite(e->z3, encode_value(e, graph_arg(e->g, value, 0)), yes, no);
    } else {
        char name[80];
        snprintf(name, sizeof name, "c%" PRIu64 "-%" PRIu32 "-%" PRIx64, key, value, constant);
        t = Z3_mk_const(e->z3, Z3_mk_string_symbol(e->z3, name), Z3_mk_bool_sort(e->z3));
    }
    at = e->terms_of.n;
    ARRAY_PUSH(&e->terms_of, t);
    map_set(&e->compared, key, value, constant, at);
    return t;
}

/* Coarse: conditions that are not decided by what joins show are unknown, each by itself. */
static Z3_ast coarse_value(struct encoder *e, node_id id, const struct node *n) {
    uint64_t k;
    if (n->width != 1)
        return unknown(e, n->width, "v", id);
    if (n->n_args == 2 && n->prog >= PROG_EQ && n->prog <= PROG_SLE) {
        node_id a = graph_arg(e->g, id, 0), b = graph_arg(e->g, id, 1);
        enum prog_op op = n->prog == PROG_NE ? PROG_EQ : (enum prog_op)n->prog;
        if (graph_node(e->g, a)->width > 1 && graph_node(e->g, a)->width <= 64 &&
            (node_is_const(e->g, a, &k) || node_is_const(e->g, b, &k))) {
            bool first = node_is_const(e->g, a, &k);
            Z3_ast t = coarse_compare(e, op, first ? b : a, k, first);
            return n->prog == PROG_NE ? negation(e, t) : t;
        }
    }
    bool bits = n->n_args == 2 && graph_node(e->g, graph_arg(e->g, id, 0))->width == 1;
    if (bits || (n->prog == PROG_SELECT))
        return NULL;
    return unknown(e, 1, "v", id);
}

#define ACCESSES_MAX 6

/* Where a pointer is tested for null that is accessed somewhere: there it was not. */
static void note_not_null(struct encoder *e, node_id pointer, Z3_ast null) {
    uint32_t a = map_get(&e->g->last_access, pointer, 0, 0);
    for (uint32_t i = 0; a != NONE && i < ACCESSES_MAX; i++, a = e->g->accesses.at[a].before) {
        uint32_t flow = e->g->accesses.at[a].flow;
        add_fact(e, Z3_mk_implies(e->z3, encode_guard(e, flow), negation(e, null)));
    }
}

static Z3_ast pure_value(struct encoder *e, node_id id, const struct node *n) {
    Z3_ast rough = e->coarse ? coarse_value(e, id, n) : NULL;
    if (rough)
        return rough;
    node_id ia = n->n_args ? graph_arg(e->g, id, 0) : NONE;
    uint32_t from = n->n_args ? graph_node(e->g, ia)->width : 0;
    Z3_context z = e->z3;
    Z3_ast a;
    switch (n->prog) {
    case PROG_ZEXT:
        a = as_vector(e, encode_value(e, ia), from);
        return Z3_mk_zero_ext(z, n->width - from, a);
    case PROG_SEXT:
        a = as_vector(e, encode_value(e, ia), from);
        return Z3_mk_sign_ext(z, n->width - from, a);
    case PROG_TRUNC:
        return from_vector(e, Z3_mk_extract(z, n->width - 1, 0, encode_value(e, ia)), n->width);
    case PROG_EXTRACT:
        a = as_vector(e, encode_value(e, ia), from);
        return from_vector(e, Z3_mk_extract(z, (uint32_t)n->imm + n->width - 1, (uint32_t)n->imm,
                                            a), n->width);
    case PROG_INSERT: {
        node_id part = graph_arg(e->g, id, 1);
        return inserted(e, encode_value(e, ia), n->width, encode_value(e, part),
                        graph_node(e->g, part)->width, (uint32_t)n->imm);
    }
    case PROG_SELECT:
        return Z3_mk_ite(z, encode_value(e, ia), encode_value(e, graph_arg(e->g, id, 1)),
                         encode_value(e, graph_arg(e->g, id, 2)));
    case PROG_FCMP: return float_compare(e, id, n);
    case PROG_OPAQUE: case PROG_CALL: return unknown(e, n->width, "v", id);
    default: return binary(e, id, n);
    }
}

/* Where an object stands, for comparing pointers: anywhere, but no two at one place.  Memory from
 * an allocator may not be there at all. */
static Z3_ast object_address(struct encoder *e, uint64_t object, int64_t offset) {
    uint32_t w = e->g->env->program->pointer_bits;
    uint64_t base = w > 32 ? UINT64_C(0x7f0000000000) + object * 0x1000000
                           : 0x40000000 + object * 0x10000;
    Z3_ast a = number(e, w, base + (uint64_t)offset);
    if (e->g->objects.at[object].kind != OBJECT_HEAP)
        return a;
    Z3_ast null = unknown(e, 1, "null", object);
    return Z3_mk_ite(e->z3, null, number(e, w, (uint64_t)offset), a);
}

static void make_room(struct encoder *e) {
    uint32_t n = e->g->nodes.n;
    if (n <= e->room)
        return;
    e->values = realloc(e->values, n * sizeof *e->values);
    e->masks = realloc(e->masks, n * sizeof *e->masks);
    e->masked = realloc(e->masked, n);
    if (!e->values || !e->masks || !e->masked)
        prog_fatal("the encoder");
    memset(e->values + e->room, 0, (n - e->room) * sizeof *e->values);
    memset(e->masked + e->room, 0, n - e->room);
    e->room = n;
}

static Z3_ast make_value(struct encoder *e, node_id id) {
    struct node n = *graph_node(e->g, id);
    switch (n.op) {
    case NODE_CONST: return number(e, n.width, n.imm);
    case NODE_ADDRESS: return object_address(e, n.imm, n.offset);
    case NODE_PURE: return pure_value(e, id, &n);
    case NODE_LATER: return e->coarse ? unknown(e, n.width, "v", id) : later_value(e, id, &n);
    case NODE_PHI: {
        Z3_ast v = encode_value(e, graph_arg(e->g, id, n.n_args - 1));
        for (uint32_t i = n.n_args - 1; i-- > 0;) {
            Z3_ast c = arm_condition(e, &n, i);
            Z3_ast w = encode_value(e, graph_arg(e->g, id, i));
            v = is_true(e, c) ? w : is_false(e, c) ? v : Z3_mk_ite(e->z3, c, w, v);
        }
        return v;
    }
    case NODE_CHOOSE:
        return Z3_mk_ite(e->z3, encode_value(e, graph_arg(e->g, id, 0)),
                         encode_value(e, graph_arg(e->g, id, 1)),
                         encode_value(e, graph_arg(e->g, id, 2)));
    case NODE_SWEPT:
        return unknown(e, n.width, "element", id);
    default: {
        Z3_ast v = unknown(e, n.width, n.op == NODE_UNDEF ? "trash" : "v", id);
        if (n.flags & NODE_GUESS)
            ARRAY_PUSH(&e->guesses, v);
        return v;
    }
    }
}

Z3_ast encode_value(struct encoder *e, node_id id) {
    make_room(e);
    if (e->values[id])
        return e->values[id];
    if (e->terms++ > TERMS_MAX)
        return unknown(e, graph_node(e->g, id)->width, "v", id);
    Z3_ast made = make_value(e, id);
    make_room(e);
    e->values[id] = made;
    ARRAY_PUSH(&e->touched, id);
    const struct node *n = graph_node(e->g, id);
    uint64_t k;
    if (n->op == NODE_PURE && (n->prog == PROG_EQ || n->prog == PROG_NE) &&
        node_is_const(e->g, graph_arg(e->g, id, 1), &k) && !k)
        note_not_null(e, graph_arg(e->g, id, 0),
                      n->prog == PROG_EQ ? e->values[id] : negation(e, e->values[id]));
    for (uint32_t f = map_get(&e->fact_of, id, 0, 0); f != NONE && !e->coarse;
         f = e->fact_next[f])
        if (e->g->facts.at[f].condition != NONE)
            add_fact(e, encode_value(e, e->g->facts.at[f].condition));
    return e->values[id];
}

/* --- Undefined bits ------------------------------------------------------------------------------- */

static Z3_ast ones(struct encoder *e, uint32_t width) {
    return Z3_mk_bvnot(e->z3, Z3_mk_unsigned_int64(e->z3, 0, Z3_mk_bv_sort(e->z3, width)));
}
static Z3_ast zeros(struct encoder *e, uint32_t width) {
    return Z3_mk_unsigned_int64(e->z3, 0, Z3_mk_bv_sort(e->z3, width));
}

static Z3_ast mask_bits(struct encoder *e, struct undefined u, uint32_t width) {
    if (u.kind == UNDEFINED_NONE)
        return zeros(e, width);
    if (u.kind == UNDEFINED_BITS)
        return u.term;
    return Z3_mk_ite(e->z3, u.term, ones(e, width), zeros(e, width));
}

static struct undefined none(void) { return (struct undefined){UNDEFINED_NONE, NULL}; }

static struct undefined together(struct encoder *e, Z3_ast t) {
    return is_false(e, t) ? none() : (struct undefined){UNDEFINED_ALL_OR_NONE, t};
}

static Z3_ast some(struct encoder *e, struct undefined u, uint32_t width) {
    if (u.kind == UNDEFINED_NONE)
        return truth(e, false);
    if (u.kind == UNDEFINED_ALL_OR_NONE)
        return u.term;
    return negation(e, Z3_mk_eq(e->z3, u.term, zeros(e, width)));
}

static struct undefined merge(struct encoder *e, Z3_ast c, struct undefined yes,
                              struct undefined no, uint32_t width) {
    if (is_true(e, c) || (yes.kind == UNDEFINED_NONE && no.kind == UNDEFINED_NONE))
        return yes;
    if (is_false(e, c))
        return no;
    if (yes.kind == UNDEFINED_BITS || no.kind == UNDEFINED_BITS)
        return (struct undefined){UNDEFINED_BITS, Z3_mk_ite(e->z3, c, mask_bits(e, yes, width),
                                                            mask_bits(e, no, width))};
    Z3_ast a = yes.kind ? both(e, c, yes.term) : truth(e, false);
    Z3_ast b = no.kind ? both(e, negation(e, c), no.term) : truth(e, false);
    return together(e, either(e, a, b));
}

static struct undefined bits(Z3_ast t) { return (struct undefined){UNDEFINED_BITS, t}; }

static struct undefined pure_undefined(struct encoder *e, node_id id, const struct node *n) {
    struct undefined u[3] = {none(), none(), none()};
    bool any = false;
    if (n->prog == PROG_CALL)
        return none();
    uint32_t first = n->flags & NODE_REPLACES ? 1 : 0;
    for (uint32_t i = first; i < n->n_args; i++) {
        struct undefined x = encode_undefined(e, graph_arg(e->g, id, i));
        any |= x.kind != UNDEFINED_NONE;
        if (i < 3)
            u[i] = x;
    }
    if (!any)
        return none();
    uint32_t from = graph_node(e->g, graph_arg(e->g, id, 0))->width, w = n->width;
    Z3_context z = e->z3;
    uint64_t k;
    bool konst = n->n_args > 1 && node_is_const(e->g, graph_arg(e->g, id, 1), &k) && w <= 64;
    bool partly = u[0].kind == UNDEFINED_BITS;
    switch (n->prog) {
    case PROG_AND: case PROG_OR:
        if (konst)
            return bits(Z3_mk_bvand(z, mask_bits(e, u[0], w),
                                    Z3_mk_unsigned_int64(z, (n->prog == PROG_AND ? k : ~k) &
                                                                node_mask(w),
                                                         Z3_mk_bv_sort(z, w))));
        /* fall through */
    case PROG_XOR:
        if (!partly && u[1].kind != UNDEFINED_BITS)
            break;
        return bits(Z3_mk_bvor(z, mask_bits(e, u[0], w), mask_bits(e, u[1], w)));
    case PROG_SHL: case PROG_LSHR: case PROG_ASHR:
        if (konst && k < w) {
            Z3_ast m = mask_bits(e, u[0], w), by = Z3_mk_unsigned_int64(z, k, Z3_mk_bv_sort(z, w));
            return bits(n->prog == PROG_SHL ? Z3_mk_bvshl(z, m, by)
                        : n->prog == PROG_LSHR ? Z3_mk_bvlshr(z, m, by) : Z3_mk_bvashr(z, m, by));
        }
        break;
    case PROG_ZEXT:
        return bits(Z3_mk_zero_ext(z, w - from, mask_bits(e, u[0], from)));
    case PROG_SEXT:
        return partly ? bits(Z3_mk_sign_ext(z, w - from, u[0].term)) : u[0];
    case PROG_TRUNC:
        return partly ? bits(Z3_mk_extract(z, w - 1, 0, u[0].term)) : u[0];
    case PROG_EXTRACT:
        return partly ? bits(Z3_mk_extract(z, (uint32_t)n->imm + w - 1, (uint32_t)n->imm,
                                           u[0].term)) : u[0];
    case PROG_INSERT: {
        uint32_t part = graph_node(e->g, graph_arg(e->g, id, 1))->width;
        uint32_t low = (uint32_t)n->imm, high = low + part;
        Z3_ast whole = mask_bits(e, u[0], w), r = mask_bits(e, u[1], part);
        if (low)
            r = Z3_mk_concat(z, r, Z3_mk_extract(z, low - 1, 0, whole));
        if (high < w)
            r = Z3_mk_concat(z, Z3_mk_extract(z, w - 1, high, whole), r);
        return bits(r);
    }
    case PROG_SELECT:
        if (u[0].kind == UNDEFINED_NONE)
            return merge(e, encode_value(e, graph_arg(e->g, id, 0)), u[1], u[2], w);
        break;
    default:
        break;
    }
    Z3_ast t = truth(e, false);
    for (uint32_t i = first; i < n->n_args; i++) {
        node_id a = graph_arg(e->g, id, i);
        t = either(e, t, some(e, encode_undefined(e, a), graph_node(e->g, a)->width));
    }
    return together(e, t);
}

static struct undefined make_undefined(struct encoder *e, node_id id) {
    struct node n = *graph_node(e->g, id);
    switch (n.op) {
    case NODE_UNDEF: return together(e, truth(e, true));
    case NODE_PURE: return pure_undefined(e, id, &n);
    case NODE_PHI: {
        bool any = false;
        for (uint32_t i = 0; i < n.n_args; i++)
            any |= encode_undefined(e, graph_arg(e->g, id, i)).kind != UNDEFINED_NONE;
        if (!any)
            return none();
        struct undefined u = encode_undefined(e, graph_arg(e->g, id, n.n_args - 1));
        for (uint32_t i = n.n_args - 1; i-- > 0;)
            u = merge(e, arm_condition(e, &n, i), encode_undefined(e, graph_arg(e->g, id, i)), u,
                      n.width);
        return u;
    }
    case NODE_CHOOSE: {
        struct undefined yes = encode_undefined(e, graph_arg(e->g, id, 1));
        struct undefined no = encode_undefined(e, graph_arg(e->g, id, 2));
        if (yes.kind == UNDEFINED_NONE && no.kind == UNDEFINED_NONE)
            return none();
        return merge(e, encode_value(e, graph_arg(e->g, id, 0)), yes, no, n.width);
    }
    case NODE_SWEPT: {
        struct undefined u = encode_undefined(e, graph_arg(e->g, id, 0));
        return u.kind == UNDEFINED_NONE ? u : merge(e, was_swept(e, id), none(), u, n.width);
    }
    default: return none();
    }
}

struct undefined encode_undefined(struct encoder *e, node_id id) {
    make_room(e);
    if (!e->masked[id]) {
        if (e->terms++ > TERMS_MAX)
            return none();
        struct undefined made = make_undefined(e, id);
        make_room(e);
        e->masks[id] = made;
        e->masked[id] = 1;
        ARRAY_PUSH(&e->touched, id);
    }
    return e->masks[id];
}

Z3_ast encode_all_undefined(struct encoder *e, node_id id) {
    uint32_t w = graph_node(e->g, id)->width;
    struct undefined u = encode_undefined(e, id);
    return u.kind == UNDEFINED_BITS ? Z3_mk_eq(e->z3, u.term, ones(e, w)) : some(e, u, w);
}

Z3_ast encode_some_undefined(struct encoder *e, node_id id) {
    return some(e, encode_undefined(e, id), graph_node(e->g, id)->width);
}

uint32_t encode_facts(struct encoder *e, Z3_ast **facts) {
    *facts = e->facts.at;
    return e->facts.n;
}

Z3_ast encode_in_bounds(struct encoder *e, const struct event *event) {
    if (event->object == NONE || event->variable == NONE)
        return truth(e, true);
    uint64_t size = e->g->objects.at[event->object].size;
    uint32_t w = e->g->env->program->pointer_bits;
    if (size < event->bytes || size > INT32_MAX)
        return truth(e, true);
    Z3_ast at = place_term(e, event->offset, event->variable);
    return Z3_mk_bvule(e->z3, at, number(e, w, size - event->bytes));
}

uint32_t encode_guesses(struct encoder *e, Z3_ast **guesses) {
    *guesses = e->guesses.at;
    return e->guesses.n;
}

bool encode_has_branch(const struct encoder *e, uint32_t flow) { return e->branches[flow]; }

bool encode_is_too_large(const struct encoder *e) { return e->terms > TERMS_MAX; }
