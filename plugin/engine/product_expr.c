/* The expressions of contracts (contract.h) as terms: sizes and conditions, in one of the two runs.
 *
 * Every value is a term of 64 bits and counts as signed, as everywhere in contracts.  What speaks of memory or of
 * strings, divides or chooses is not told: NULL.
 */
#include "product.h"

Z3_ast product_expr(struct product *p, const struct contract_expr *e, const struct call_values *v,
                    int side) {
    Z3_ast a, b, zero = term_number(p, 64, 0), t = NULL;
    uint32_t width;
    switch (e->op) {
    case CONTRACT_NUMBER:
        return term_number(p, 64, (uint64_t)e->number);
    case CONTRACT_PARAM: case CONTRACT_RESULT:
        if (e->op == CONTRACT_PARAM && (uint64_t)e->number >= v->n_args)
            return NULL;
        a = e->op == CONTRACT_PARAM ? v->args[e->number].of[side] : v->result.of[side];
        width = a ? term_width(p, a) : 0;
        return !width || width > 64 ? NULL : width == 64 ? a : Z3_mk_sign_ext(p->z3, 64 - width, a);
    case CONTRACT_SIZEOF:
        return e->a && e->a->op == CONTRACT_PARAM && (uint64_t)e->a->number < v->function->n_params &&
                       v->function->params[e->a->number].pointee
                   ? term_number(p, 64, v->function->params[e->a->number].pointee) : NULL;
    case CONTRACT_DEREF: case CONTRACT_AFTER: case CONTRACT_STRLEN: case CONTRACT_DIV:
    case CONTRACT_REM: case CONTRACT_IF:
        return NULL;
    default:
        break;
    }
    a = product_expr(p, e->a, v, side);
    b = e->b ? product_expr(p, e->b, v, side) : zero;
    if (!a || !b)
        return NULL;
    switch (e->op) {
    case CONTRACT_ADD: return term_simplify(p, Z3_mk_bvadd(p->z3, a, b));
    case CONTRACT_SUB: return term_simplify(p, Z3_mk_bvsub(p->z3, a, b));
    case CONTRACT_MUL: return term_simplify(p, Z3_mk_bvmul(p->z3, a, b));
    case CONTRACT_BITAND: return Z3_mk_bvand(p->z3, a, b);
    case CONTRACT_BITOR: return Z3_mk_bvor(p->z3, a, b);
    case CONTRACT_EQ: t = term_eq(p, a, b); break;
    case CONTRACT_NE: t = term_not(p, term_eq(p, a, b)); break;
    case CONTRACT_LT: t = Z3_mk_bvslt(p->z3, a, b); break;
    case CONTRACT_LE: t = Z3_mk_bvsle(p->z3, a, b); break;
    case CONTRACT_GT: t = Z3_mk_bvsgt(p->z3, a, b); break;
    case CONTRACT_GE: t = Z3_mk_bvsge(p->z3, a, b); break;
    case CONTRACT_NOT: t = term_eq(p, a, zero); break;
    case CONTRACT_AND:
        t = term_and(p, term_not(p, term_eq(p, a, zero)), term_not(p, term_eq(p, b, zero)));
        break;
    case CONTRACT_OR:
        t = term_or(p, term_not(p, term_eq(p, a, zero)), term_not(p, term_eq(p, b, zero)));
        break;
    default: return NULL;
    }
    return Z3_mk_zero_ext(p->z3, 63, term_of_truth(p, t));
}
