/* The outline: values are looked at only as far as joins and comparisons with constants decide.
 *
 * A condition that this does not decide is an unknown of its own, so whatever the exact formula allows
 * the outline allows; it is a formula over truth values alone, which a solver answers quickly.
 */
#include "encode_internal.h"

/* Coarse: what a value is compared with a constant, looked at through the joins that made it. */
Z3_ast encode_coarse_compare(struct encoder *e, enum prog_op op, node_id value, uint64_t constant,
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
        t = encode_coarse_compare(e, op, graph_arg(e->g, value, v.n_args - 1), constant, constant_first);
        for (uint32_t i = v.n_args - 1; i-- > 0;) {
            Z3_ast c = encode_arm(e, &v, i);
            Z3_ast w = encode_coarse_compare(e, op, graph_arg(e->g, value, i), constant, constant_first);
            t = is_true(e, c) ? w : is_false(e, c) ? t : Z3_mk_ite(e->z3, c, w, t);
        }
    } else if (v.op == NODE_CHOOSE || (v.op == NODE_PURE && v.prog == PROG_SELECT)) {
        Z3_ast yes = encode_coarse_compare(e, op, graph_arg(e->g, value, 1), constant, constant_first);
        Z3_ast no = encode_coarse_compare(e, op, graph_arg(e->g, value, 2), constant, constant_first);
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
Z3_ast encode_coarse_value(struct encoder *e, node_id id, const struct node *n) {
    uint64_t k;
    if (n->width != 1)
        return unknown(e, n->width, "v", id);
    if (n->n_args == 2 && n->prog >= PROG_EQ && n->prog <= PROG_SLE) {
        node_id a = graph_arg(e->g, id, 0), b = graph_arg(e->g, id, 1);
        enum prog_op op = n->prog == PROG_NE ? PROG_EQ : (enum prog_op)n->prog;
        if (graph_node(e->g, a)->width > 1 && graph_node(e->g, a)->width <= 64 &&
            (node_is_const(e->g, a, &k) || node_is_const(e->g, b, &k))) {
            bool first = node_is_const(e->g, a, &k);
            Z3_ast t = encode_coarse_compare(e, op, first ? b : a, k, first);
            return n->prog == PROG_NE ? negation(e, t) : t;
        }
    }
    bool bits = n->n_args == 2 && graph_node(e->g, graph_arg(e->g, id, 0))->width == 1;
    if (bits || (n->prog == PROG_SELECT))
        return NULL;
    return unknown(e, 1, "v", id);
}
