/* Quotients and remainders: too slow for the solver as they are, so they are unknown, but a remainder is
 * below what was divided by, and nobody divides by zero and goes on.
 *
 * Only the divisor becomes part of the formula; the dividend often is a long computation.  Divisions that no
 * question is made of are not looked at: that their divisors are not zero is not seen.
 */
#include "encode_internal.h"

Z3_ast encode_division(struct encoder *e, node_id id, const struct node *division) {
    struct node n = *division;
    node_id by = graph_arg(e->g, id, 1);
    Z3_ast result = unknown(e, n.width, "op", id);
    if (e->coarse || n.width > 64 || graph_node(e->g, by)->width != n.width)
        return result;
    uint64_t k;
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
    }
    return result;
}
