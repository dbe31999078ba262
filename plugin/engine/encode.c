/* The encoder's life, path conditions and values. */
#include "encode_internal.h"

static void assume(struct encoder *e) {
    for (uint32_t i = 0; i < e->g->assumes.n && !e->coarse; i++) {
        struct assumption a = e->g->assumes.at[i];
        Z3_ast then = encode_value(e, a.condition);
        encoder_add_fact(e, Z3_mk_implies(e->z3, encode_guard(e, a.flow), then));
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
    map_free(&e->ordered);
    map_free(&e->explained);
    e->to_explain.n = 0;
    e->touched.n = e->terms_of.n = e->facts.n = e->guesses.n = e->terms = e->choices = 0;
    assume(e);
}

void encode_asked_at(struct encoder *e, uint32_t flow) { e->asked = flow; }

struct encoder *encoder_new(Z3_context z3, struct graph *g, bool coarse) {
    struct encoder *e = base_calloc(1, sizeof *e);
    uint32_t f = g->flow->nodes.n;
    e->z3 = z3;
    e->g = g;
    e->coarse = coarse;
    e->asked = NONE;
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
    map_free(&e->ordered);
    map_free(&e->twins);
    map_free(&e->explained);
    ARRAY_FREE(&e->to_explain);
    ARRAY_FREE(&e->terms_of);
    ARRAY_FREE(&e->touched);
    ARRAY_FREE(&e->facts);
    ARRAY_FREE(&e->guesses);
    free(e);
}

void encoder_add_fact(struct encoder *e, Z3_ast fact) {
    if (!is_true(e, fact))
        ARRAY_PUSH(&e->facts, fact);
}

/* --- Path conditions ---------------------------------------------------------------------------- */

static const struct prog_inst *terminator(const struct encoder *e, uint32_t flow) {
    const struct flow_node *n = &e->g->flow->nodes.at[flow];
    return flow_inst(e->g->flow, n, n->last - 1);
}

static Z3_ast is_case(struct encoder *e, node_id value, uint64_t bits) {
    uint32_t width = graph_node(e->g, value)->width;
    if (e->coarse && width > 1)
        return encode_coarse_compare(e, PROG_EQ, value, bits, false);
    return Z3_mk_eq(e->z3, encode_value(e, value), number(e, width, bits));
}

Z3_ast encode_edge(struct encoder *e, uint32_t flow, uint32_t arm) {
    const struct flow_node *n = &e->g->flow->nodes.at[flow];
    node_id c = e->g->branch[flow];
    if (n->calls != NONE || n->last == n->first)
        return truth(e, true);
    const struct prog_inst *end = terminator(e, flow);
    if (end->op == PROG_BRANCH && c != NONE) {
        Z3_ast v = encode_value(e, c);
        if (!e->branches[flow] && !e->coarse)
            encode_begin_of_count(e, flow);
        e->branches[flow] = 1;
        return arm ? negation(e, v) : v;
    }
    if (end->op == PROG_SWITCH && c != NONE) {
        const struct prog_function *f = e->g->flow->contexts.at[n->context].function;
        uint32_t cases = f->blocks[n->block].n_succs - 1;
        e->branches[flow] = 1;
        if (arm)
            return is_case(e, c, end->words[arm - 1]);
        Z3_ast *taken = base_calloc(cases, sizeof *taken);
        for (uint32_t i = 0; i < cases; i++)
            taken[i] = is_case(e, c, end->words[i]);
        Z3_ast one = any_of(e, cases, taken);
        free(taken);
        if ((end->flags & PROG_COVERED) && !is_true(e, one) && !is_false(e, one))
            ARRAY_PUSH(&e->guesses, one);
        return negation(e, one);
    }
    if (end->op == PROG_INDIRECT) {
        if (!e->selectors[flow])
            e->selectors[flow] = unknown(e, 32, "goto", flow);
        return Z3_mk_eq(e->z3, e->selectors[flow], number(e, 32, arm));
    }
    return truth(e, true);
}

Z3_ast encode_edge_taken(struct encoder *e, const struct flow_edge *from) {
    return both(e, encode_guard(e, from->node), encode_edge(e, from->node, from->arm));
}

Z3_ast encode_guard(struct encoder *e, uint32_t flow) {
    flow = e->g->flow->nodes.at[flow].same;
    if (e->guards[flow])
        return e->guards[flow];
    const struct flow_node *n = &e->g->flow->nodes.at[flow];
    if (!flow)
        return e->guards[flow] = truth(e, true);
    Z3_ast *edges = base_calloc(n->preds.n, sizeof *edges);
    for (uint32_t i = 0; i < n->preds.n; i++)
        edges[i] = encode_edge_taken(e, &n->preds.at[i]);
    Z3_ast g = any_of(e, n->preds.n, edges);
    free(edges);
    return e->guards[flow] = g;
}

/* The condition under which each arm of a phi is the one; the last needs none. */
Z3_ast encode_arm(struct encoder *e, const struct node *n, uint32_t i) {
    const struct flow_node *at = &e->g->flow->nodes.at[n->flow];
    if (!e->phi_facts[n->flow]) {
        e->phi_facts[n->flow] = 1;
        /* Where all paths lead here, one of the edges is taken: loops end. */
        if (at->same != n->flow) {
            Z3_ast *edges = base_calloc(at->preds.n, sizeof *edges);
            for (uint32_t k = 0; k < at->preds.n; k++)
                edges[k] = encode_edge_taken(e, &at->preds.at[k]);
            Z3_ast some = any_of(e, at->preds.n, edges);
            free(edges);
            Z3_ast here = encode_guard(e, n->flow);
            encoder_add_fact(e, is_true(e, here) ? some : Z3_mk_implies(e->z3, here, some));
        }
    }
    return encode_edge_taken(e, &at->preds.at[i]);
}

/* --- Values ------------------------------------------------------------------------------------- */

static Z3_ast as_address(struct encoder *e, Z3_ast v, uint32_t width) {
    uint32_t w = e->g->env->program->pointer_bits;
    v = as_vector(e, v, width);
    if (width < w)
        return Z3_mk_sign_ext(e->z3, w - width, v);
    return width > w ? Z3_mk_extract(e->z3, w - 1, 0, v) : v;
}

Z3_ast encode_place(struct encoder *e, int64_t offset, node_id variable) {
    uint32_t w = e->g->env->program->pointer_bits;
    Z3_ast k = number(e, w, (uint64_t)offset);
    if (variable == NONE)
        return k;
    Z3_ast v = as_address(e, encode_value(e, variable), graph_node(e->g, variable)->width);
    return offset ? Z3_mk_bvadd(e->z3, v, k) : v;
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
    encoder_add_fact(e, Z3_mk_bvule(e->z3, order, number(e, 2, 2)));
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

/* The two orders of a counter and its bound, and their equality, as three atoms of which one holds.  A
 * solver could find that out from the bits, but takes thousands of steps each time. */
static void note_order(struct encoder *e, node_id a, node_id b, bool is_signed, Z3_ast va,
                       Z3_ast vb) {
    if (a > b) {
        note_order(e, b, a, is_signed, vb, va);
        return;
    }
    if (map_get(&e->ordered, a, b, is_signed) != NONE)
        return;
    map_set(&e->ordered, a, b, is_signed, 1);
    Z3_ast less = is_signed ? Z3_mk_bvslt(e->z3, va, vb) : Z3_mk_bvult(e->z3, va, vb);
    Z3_ast more = is_signed ? Z3_mk_bvslt(e->z3, vb, va) : Z3_mk_bvult(e->z3, vb, va);
    Z3_ast same = Z3_mk_eq(e->z3, va, vb), one[3] = {less, more, same};
    encoder_add_fact(e, Z3_mk_or(e->z3, 3, one));
    for (uint32_t i = 0; i < 3; i++) {
        Z3_ast other[2] = {Z3_mk_not(e->z3, one[i]), Z3_mk_not(e->z3, one[(i + 1) % 3])};
        encoder_add_fact(e, Z3_mk_or(e->z3, 2, other));
    }
}

static bool is_counter(const struct graph *g, node_id n) {
    while (graph_node(g, n)->op == NODE_PURE && graph_node(g, n)->prog == PROG_ADD)
        n = graph_arg(g, n, 0);
    return graph_node(g, n)->op == NODE_LATER;
}

#define JOINS_MAX 4 /* arms of a join that a comparison is asked of each by itself */

static bool is_small_join(const struct node *n) {
    return n->op == NODE_PHI ? n->n_args <= JOINS_MAX : n->op == NODE_CHOOSE;
}

/* A comparison with a join is one with each of its arms, so that equal comparisons are seen. */
static Z3_ast join_compared(struct encoder *e, enum prog_op op, node_id a, node_id b, bool second) {
    struct node join = *graph_node(e->g, second ? b : a);
    node_id id = second ? b : a;
    uint32_t first = join.op == NODE_PHI ? 0 : 1, last = join.n_args - 1;
    node_id arm = graph_arg(e->g, id, last);
    Z3_ast t = encode_compare(e, op, second ? a : arm, second ? arm : b);
    for (uint32_t i = last; i-- > first;) {
        arm = graph_arg(e->g, id, i);
        Z3_ast c = join.op == NODE_PHI ? encode_arm(e, &join, i)
                                       : encode_value(e, graph_arg(e->g, id, 0));
        Z3_ast w = encode_compare(e, op, second ? a : arm, second ? arm : b);
        t = is_true(e, c) || t == w ? w : is_false(e, c) ? t : Z3_mk_ite(e->z3, c, w, t);
    }
    return t;
}

#define ACCESSES_MAX 6

/* Where a pointer is tested for null that is accessed somewhere: there it was not. */
static void note_not_null(struct encoder *e, node_id pointer, Z3_ast null) {
    uint32_t a = map_get(&e->g->last_access, pointer, 0, 0);
    for (uint32_t i = 0; a != NONE && i < ACCESSES_MAX; i++, a = e->g->accesses.at[a].before) {
        uint32_t flow = e->g->accesses.at[a].flow;
        encoder_add_fact(e, Z3_mk_implies(e->z3, encode_guard(e, flow), negation(e, null)));
    }
}

/* Whether the node is a pointer that came from memory or from a call; an argument can be any. */
static bool is_from_outside(const struct graph *g, node_id id) {
    const struct node *n = graph_node(g, id);
    return n->op == NODE_ENTRY || n->op == NODE_SWEPT ||
           (n->op == NODE_FRESH && graph_param_of(g, id) == NONE) ||
           (n->op == NODE_PURE && n->prog == PROG_CALL);
}

static bool is_global(const struct graph *g, node_id id) {
    const struct node *n = graph_node(g, id);
    return n->op == NODE_ADDRESS && g->objects.at[n->imm].kind == OBJECT_GLOBAL;
}

/* Of all that a pointer from outside can point to, just this is a guess. */
static void guess_elsewhere(struct encoder *e, node_id pointer, Z3_ast global, int depth) {
    if (is_from_outside(e->g, pointer)) {
        ARRAY_PUSH(&e->guesses, negation(e, Z3_mk_eq(e->z3, encode_value(e, pointer), global)));
    } else if (graph_node(e->g, pointer)->op == NODE_CHOOSE && depth < 4) {
        guess_elsewhere(e, graph_arg(e->g, pointer, 1), global, depth + 1);
        guess_elsewhere(e, graph_arg(e->g, pointer, 2), global, depth + 1);
    }
}

Z3_ast encode_compare(struct encoder *e, enum prog_op op, node_id a, node_id b) {
    if (op == PROG_NE)
        return negation(e, encode_compare(e, PROG_EQ, a, b));
    if (op == PROG_ULE || op == PROG_SLE)
        return negation(e, encode_compare(e, op == PROG_ULE ? PROG_ULT : PROG_SLT, b, a));
    uint64_t j, k;
    if (node_is_const(e->g, a, &j) && node_is_const(e->g, b, &k)) {
        uint32_t shift = 64 - graph_node(e->g, a)->width;
        return truth(e, op == PROG_EQ ? j == k : op == PROG_ULT ? j < k
                        : (int64_t)(j << shift) < (int64_t)(k << shift));
    }
    uint32_t at = map_get(&e->compared, op, a, b);
    if (at != NONE)
        return e->terms_of.at[at];
    Z3_ast t;
    if (is_small_join(graph_node(e->g, a)) || is_small_join(graph_node(e->g, b))) {
        t = join_compared(e, op, a, b, !is_small_join(graph_node(e->g, a)));
    } else {
        Z3_ast va = encode_value(e, a), vb = encode_value(e, b);
        t = op == PROG_EQ ? Z3_mk_eq(e->z3, va, vb)
            : op == PROG_ULT ? Z3_mk_bvult(e->z3, va, vb) : Z3_mk_bvslt(e->z3, va, vb);
        if (op != PROG_EQ && (is_counter(e->g, a) || is_counter(e->g, b)))
            note_order(e, a, b, op == PROG_SLT, va, vb);
        if (op == PROG_EQ && !e->coarse && (is_global(e->g, a) || is_global(e->g, b)))
            guess_elsewhere(e, is_global(e->g, a) ? b : a, is_global(e->g, a) ? va : vb, 0);
        e->terms++;
    }
    at = e->terms_of.n;
    ARRAY_PUSH(&e->terms_of, t);
    map_set(&e->compared, op, a, b, at);
    if (op == PROG_EQ && node_is_const(e->g, b, &k) && !k) /* after it is known: it may ask for itself */
        note_not_null(e, a, t);
    return t;
}

static Z3_ast binary(struct encoder *e, node_id id, const struct node *n) {
    node_id ia = graph_arg(e->g, id, 0), ib = graph_arg(e->g, id, 1);
    uint32_t w = graph_node(e->g, ia)->width;
    uint64_t k;
    bool konst = node_is_const(e->g, ib, &k);
    Z3_context z = e->z3;
    if (n->prog == PROG_MUL && !konst && !node_is_const(e->g, ia, &k) && w > 16)
        return encode_product(e, id, n);
    if (n->prog >= PROG_UDIV && n->prog <= PROG_SREM && w > 16)
        return encode_division(e, id, n);
    if (w > 1 && w <= 64 && n->prog >= PROG_EQ && n->prog <= PROG_SLE)
        return encode_compare(e, (enum prog_op)n->prog, ia, ib);
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
    if (n->prog == PROG_MUL && konst)
        encode_guess_size(e, a, w, k);
    else if (n->prog == PROG_SHL && konst && k < 32)
        encode_guess_size(e, a, w, 1ull << k);
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

static Z3_ast pure_value(struct encoder *e, node_id id, const struct node *n) {
    Z3_ast rough = e->coarse ? encode_coarse_value(e, id, n) : NULL;
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

void encoder_make_room(struct encoder *e) {
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
    case NODE_LATER: return e->coarse ? unknown(e, n.width, "v", id) : encode_later(e, id, &n);
    case NODE_PHI: {
        Z3_ast v = encode_value(e, graph_arg(e->g, id, n.n_args - 1));
        for (uint32_t i = n.n_args - 1; i-- > 0;) {
            Z3_ast c = encode_arm(e, &n, i);
            Z3_ast w = encode_value(e, graph_arg(e->g, id, i));
            v = is_true(e, c) ? w : is_false(e, c) ? v : Z3_mk_ite(e->z3, c, w, v);
        }
        return v;
    }
    case NODE_CHOOSE:
        return Z3_mk_ite(e->z3, encode_value(e, graph_arg(e->g, id, 0)),
                         encode_value(e, graph_arg(e->g, id, 1)),
                         encode_value(e, graph_arg(e->g, id, 2)));
    case NODE_KEPT:
        return Z3_mk_ite(e->z3, encode_over(e, id), unknown(e, n.width, "kept", id),
                         encode_value(e, graph_arg(e->g, id, 0)));
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

static void add_known(struct encoder *e, const struct fact *fact) {
    if (fact->condition == NONE)
        return;
    Z3_ast condition = encode_value(e, fact->condition);
    if (fact->guess)
        ARRAY_PUSH(&e->guesses, condition);
    else
        encoder_add_fact(e, condition);
}

Z3_ast encode_value(struct encoder *e, node_id id) {
    encoder_make_room(e);
    if (e->values[id])
        return e->values[id];
    if (e->terms++ > TERMS_MAX)
        return unknown(e, graph_node(e->g, id)->width, "v", id);
    Z3_ast made = make_value(e, id);
    encoder_make_room(e);
    e->values[id] = made;
    ARRAY_PUSH(&e->touched, id);
    for (uint32_t f = map_get(&e->fact_of, id, 0, 0); f != NONE && !e->coarse;
         f = e->fact_next[f])
        add_known(e, &e->g->facts.at[f]);
    return e->values[id];
}

uint32_t encode_facts(struct encoder *e, Z3_ast **facts) {
    encode_explain(e);
    *facts = e->facts.at;
    return e->facts.n;
}

Z3_ast encode_in_bounds(struct encoder *e, const struct event *event) {
    if (event->condition != NONE) {
        struct event rest = *event;
        rest.condition = NONE;
        return both(e, encode_value(e, event->condition), encode_in_bounds(e, &rest));
    }
    if (event->object == NONE || event->variable == NONE)
        return truth(e, true);
    uint64_t size = e->g->objects.at[event->object].size;
    uint32_t w = e->g->env->program->pointer_bits;
    if (size < event->bytes || size > INT32_MAX)
        return truth(e, true);
    Z3_ast at = encode_place(e, event->offset, event->variable);
    Z3_ast inside = Z3_mk_bvule(e->z3, at, number(e, w, size - event->bytes));
    /* Of an array in an array, the row that it is: writes elsewhere were not looked at. */
    if (event->low >= event->high || event->low < 0 ||
        (uint64_t)(event->high - event->low) < event->bytes)
        return inside;
    Z3_ast low = number(e, w, (uint64_t)event->low);
    return both(e, inside, both(e, Z3_mk_bvsle(e->z3, low, at),
                                Z3_mk_bvsle(e->z3, at, number(e, w, (uint64_t)event->high - event->bytes))));
}

uint32_t encode_guesses(struct encoder *e, Z3_ast **guesses) {
    *guesses = e->guesses.at;
    return e->guesses.n;
}

bool encode_has_branch(const struct encoder *e, uint32_t flow) { return e->branches[flow]; }

bool encode_is_known(const struct encoder *e, node_id n) { return n < e->room && e->values[n]; }

bool encode_is_too_large(const struct encoder *e) { return e->terms > TERMS_MAX; }
