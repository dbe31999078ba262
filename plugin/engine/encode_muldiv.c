/* Products of unknowns, quotients and remainders: too slow for the solver as they are, so they are unknown, but a product
 * with zero or one is what it is, a remainder is below what was divided by, and nobody divides by zero and goes on.
 * A size that was computed from a count is taken to be as large as it should.
 *
 * Of a division only the divisor becomes part of the formula; the dividend often is a long computation.  Divisions that no
 * question is made of are not looked at: that their divisors are not zero is not seen.
 */
#include "encode_internal.h"

/* Signed division by a power of two, and its remainder: a shift that rounds towards zero. */
static Z3_ast by_power(struct encoder *e, const struct node *n, Z3_ast a, uint32_t w, uint64_t k) {
    Z3_context z = e->z3;
    uint32_t shift = 0;
    while (k >> (shift + 1))
        shift++;
    Z3_ast sign = Z3_mk_bvashr(z, a, number(e, w, w - 1));
    Z3_ast up = Z3_mk_bvadd(z, a, Z3_mk_bvlshr(z, sign, number(e, w, w - shift)));
    if (n->prog == PROG_SDIV)
        return Z3_mk_bvashr(z, up, number(e, w, shift));
    return Z3_mk_bvsub(z, a, Z3_mk_bvand(z, up, number(e, w, ~(k - 1) & node_mask(w))));
}

#define ELEMENT_MAX 65536 /* bytes: a larger factor is none of a size */

void encode_guess_size(struct encoder *e, Z3_ast count, uint32_t width, uint64_t element) {
    if (e->coarse || width != e->g->env->program->pointer_bits || element < 2 || element > ELEMENT_MAX)
        return;
    Z3_ast most = number(e, width, node_mask(width) / element);
    Z3_ast least = number(e, width, ~(node_mask(width - 1) / element));
    Z3_ast fits[2] = {Z3_mk_bvule(e->z3, count, most), Z3_mk_bvule(e->z3, least, count)};
    ARRAY_PUSH(&e->guesses, Z3_mk_or(e->z3, 2, fits));
}

Z3_ast encode_product(struct encoder *e, node_id id, const struct node *product) {
    struct node n = *product;
    Z3_ast result = unknown(e, n.width, "op", id);
    if (e->coarse || n.width > 64)
        return result;
    Z3_ast zero = number(e, n.width, 0), one = number(e, n.width, 1);
    for (uint32_t i = 0; i < 2; i++) {
        Z3_ast a = encode_value(e, graph_arg(e->g, id, i)), b = encode_value(e, graph_arg(e->g, id, 1 - i));
        encoder_add_fact(e, Z3_mk_implies(e->z3, Z3_mk_eq(e->z3, a, one), Z3_mk_eq(e->z3, result, b)));
        encoder_add_fact(e, Z3_mk_implies(e->z3, Z3_mk_eq(e->z3, a, zero), Z3_mk_eq(e->z3, result, zero)));
    }
    return result;
}

Z3_ast encode_division(struct encoder *e, node_id id, const struct node *division) {
    struct node n = *division;
    node_id by = graph_arg(e->g, id, 1);
    Z3_ast result = unknown(e, n.width, "op", id);
    if (e->coarse || n.width > 64 || graph_node(e->g, by)->width != n.width)
        return result;
    uint64_t k;
    if ((n.prog == PROG_SDIV || n.prog == PROG_SREM) && node_is_const(e->g, by, &k) && k > 1 &&
        k < INT32_MAX && !(k & (k - 1)))
        return by_power(e, &n, encode_value(e, graph_arg(e->g, id, 0)), n.width, k);
    Z3_ast divisor = encode_value(e, by), zero = number(e, n.width, 0);
    Z3_ast some = Z3_mk_not(e->z3, Z3_mk_eq(e->z3, divisor, zero));
    if (!node_is_const(e->g, by, &k))
        encoder_add_fact(e, Z3_mk_implies(e->z3, encode_guard(e, n.flow), some));
    if (n.prog == PROG_UREM) {
        encoder_add_fact(e, Z3_mk_implies(e->z3, some, Z3_mk_bvult(e->z3, result, divisor)));
    } else if (n.prog == PROG_SREM) {
        Z3_ast less[2] = {Z3_mk_bvslt(e->z3, result, divisor),
                          Z3_mk_bvslt(e->z3, Z3_mk_bvneg(e->z3, divisor), result)};
        encoder_add_fact(e, Z3_mk_implies(e->z3, Z3_mk_bvslt(e->z3, zero, divisor),
                                          Z3_mk_and(e->z3, 2, less)));
        Z3_ast positive[2] = {Z3_mk_bvslt(e->z3, zero, divisor),
                              Z3_mk_bvsle(e->z3, zero, encode_value(e, graph_arg(e->g, id, 0)))};
        encoder_add_fact(e, Z3_mk_implies(e->z3, Z3_mk_and(e->z3, 2, positive),
                                          Z3_mk_bvsle(e->z3, zero, result)));
    }
    return result;
}
