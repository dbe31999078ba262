/* Which bits of a value are undefined, as Memcheck's V bits would be: a formula beside the value's. */
#include "encode_internal.h"

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

#define WIDE_JOIN 8 /* arms from which on a join is one formula, not a chain */

static bool is_all_or_nothing(struct encoder *e, node_id phi, uint32_t arms) {
    for (uint32_t i = 0; i < arms; i++) {
        struct undefined u = encode_undefined(e, graph_arg(e->g, phi, i));
        if (u.kind != UNDEFINED_NONE && !(u.kind == UNDEFINED_ALL_OR_NONE && is_true(e, u.term)))
            return false;
    }
    return true;
}

/* That one of the join's undefined arms is the one: behind a switch of thousands of cases, say. */
static Z3_ast undefined_arms(struct encoder *e, node_id phi, const struct node *n) {
    Z3_ast *edges = base_calloc(n->n_args, sizeof *edges);
    uint32_t found = 0;
    for (uint32_t i = 0; i < n->n_args; i++)
        if (encode_undefined(e, graph_arg(e->g, phi, i)).kind != UNDEFINED_NONE)
            edges[found++] = encode_arm(e, n, i);
    Z3_ast t = any_of(e, found, edges);
    free(edges);
    return t;
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
        if (n.n_args > WIDE_JOIN && is_all_or_nothing(e, id, n.n_args))
            return together(e, undefined_arms(e, id, &n));
        struct undefined u = encode_undefined(e, graph_arg(e->g, id, n.n_args - 1));
        for (uint32_t i = n.n_args - 1; i-- > 0;)
            u = merge(e, encode_arm(e, &n, i), encode_undefined(e, graph_arg(e->g, id, i)), u,
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
    case NODE_KEPT: {
        struct undefined u = encode_undefined(e, graph_arg(e->g, id, 0));
        return u.kind == UNDEFINED_NONE ? u : merge(e, encode_over(e, id), none(), u, n.width);
    }
    case NODE_SWEPT: {
        struct undefined u = encode_undefined(e, graph_arg(e->g, id, 0));
        return u.kind == UNDEFINED_NONE ? u : merge(e, encode_swept(e, id), none(), u, n.width);
    }
    default: return none();
    }
}

struct undefined encode_undefined(struct encoder *e, node_id id) {
    encoder_make_room(e);
    if (!e->masked[id]) {
        if (e->terms++ > TERMS_MAX)
            return none();
        struct undefined made = make_undefined(e, id);
        encoder_make_room(e);
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
