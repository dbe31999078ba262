/* Whether a function keeps what its own declaration promises: UNSOWN_WRITES, UNSOWN_WRITES_IF.
 *
 * What it is for.  Callers believe a contract without looking further, so one that the body does not keep
 * hides reads of uninitialized memory in all of them.
 *
 * How it works.  The function is run once (product.h), loops unrolled a few times and nothing approximated.
 * Then the solver is asked for a byte that is promised and still is what it was before the call, whatever
 * it was: in the term for the byte at the end, the byte at the begin is replaced by another one.  All
 * pointers are put far from each other and are not null, so that nothing else changes with it.
 *
 * What it gives up.  It finds broken promises and proves none: a loop that has to run often, a callee
 * that cannot be seen and gets the pointer, and an expression over memory or strings are passed over in
 * silence.  What the caller hands over initialized (UNSOWN_READS) is so on return.  Of the other contracts
 * there is nothing that a body could break, but for UNSOWN_RETURNS_ZEROED, which is not checked.
 */
#include "product.h"

#define UNROLL_MOST 8

/* The expression as a 64-bit term, NULL when it cannot be told; values count as signed (contract.h). */
static Z3_ast evaluate(struct product *p, const struct contract_expr *e, Z3_ast result) {
    const struct prog_function *f = &p->env->program->functions[p->root];
    Z3_ast a, b, zero = term_number(p, 64, 0), t = NULL;
    uint32_t width;
    switch (e->op) {
    case CONTRACT_NUMBER:
        return term_number(p, 64, (uint64_t)e->number);
    case CONTRACT_PARAM: case CONTRACT_RESULT:
        if (e->op == CONTRACT_PARAM && (uint64_t)e->number >= f->n_params)
            return NULL;
        a = e->op == CONTRACT_PARAM ? p->params[e->number].of[0] : result;
        width = a ? term_width(p, a) : 0;
        return !width || width > 64 ? NULL : width == 64 ? a : Z3_mk_sign_ext(p->z3, 64 - width, a);
    case CONTRACT_SIZEOF:
        return e->a && e->a->op == CONTRACT_PARAM && (uint64_t)e->a->number < f->n_params &&
                       f->params[e->a->number].pointee
                   ? term_number(p, 64, f->params[e->a->number].pointee) : NULL;
    case CONTRACT_DEREF: case CONTRACT_AFTER: case CONTRACT_STRLEN: case CONTRACT_DIV:
    case CONTRACT_REM: case CONTRACT_IF:
        return NULL;
    default:
        break;
    }
    a = evaluate(p, e->a, result);
    b = e->b ? evaluate(p, e->b, result) : zero;
    if (!a || !b)
        return NULL;
    switch (e->op) {
    case CONTRACT_ADD: return Z3_mk_bvadd(p->z3, a, b);
    case CONTRACT_SUB: return Z3_mk_bvsub(p->z3, a, b);
    case CONTRACT_MUL: return Z3_mk_bvmul(p->z3, a, b);
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

static Z3_ast is_true(struct product *p, Z3_ast value) {
    return term_not(p, term_eq(p, value, term_number(p, term_width(p, value), 0)));
}

/* The root that the solver puts far from the others, one more if need be. */
static void set_apart(struct product *p, Z3_ast pointer) {
    for (uint32_t i = 0; i < p->roots.n; i++)
        if (p->roots.at[i] == pointer)
            return;
    ARRAY_PUSH(&p->roots, pointer);
}

/* Looks for a byte of the effect's memory that is left as it was. */
static bool is_broken(const struct claim_env *env, uint32_t function,
                      const struct contract_effect *e, uint32_t unroll, struct claim_result *r) {
    Z3_config config = Z3_mk_config();
    Z3_context z3 = Z3_mk_context(config);
    Z3_del_config(config);
    struct product *p = product_new(env, z3, function, CLAIM_INDEPENDENT, NO_SITE, NULL);
    struct pair result = {{NULL, NULL}};
    bool broken = false;
    p->refute = true;
    p->unroll = unroll;
    struct state *end = product_run(p, &result);
    Z3_ast size = end && e->size ? evaluate(p, e->size, result.of[0]) : NULL;
    Z3_ast cond = end && e->cond ? evaluate(p, e->cond, result.of[0]) : NULL;
    if (!end || p->doubt || p->approximated || !size || (e->cond && !cond))
        goto out;
    Z3_ast pointer = p->params[e->param].of[0];
    Z3_ast k = term_fresh(p, p->word, "byte", ORIGIN_ENTRY);
    Z3_ast other = term_fresh(p, 8, "other", ORIGIN_ENTRY);
    Z3_ast at = Z3_mk_bvadd(p->z3, pointer, k);
    Z3_ast left = product_bytes(p, product_world_at(p, end->world[0], at, 1));
    Z3_ast from[1] = {p->initial_world};
    Z3_ast to[1] = {Z3_mk_store(p->z3, p->initial_world, at, other)};
    Z3_ast left_then = Z3_substitute(p->z3, left, 1, from, to);
    Z3_ast small = term_number(p, 64, 1 << 16);
    Z3_ast is = term_and(p, end->guard[0], term_eq(p, left, product_world_at(p, p->initial_world, at, 1)));
    is = term_and(p, is, term_and(p, term_eq(p, left_then, other), term_not(p, term_eq(p, left, other))));
    is = term_and(p, is, term_and(p, term_ult(p, Z3_mk_zero_ext(p->z3, 64 - p->word, k), size),
                                  term_ult(p, size, small)));
    if (cond)
        is = term_and(p, is, is_true(p, cond));
    set_apart(p, pointer);
    Z3_model model;
    if (product_ask_spread(p, is, &model) == ANSWER_YES) {
        struct observation o = {.kind = CLAIM_UNWRITTEN, .function = function,
                                .subject = env->program->functions[function].params[e->param].name,
                                .values = {{k, term_resize(p, size, p->word)}}, .bits = p->word};
        claim_tell(p, model, &o, r);
        broken = true;
    }
out:
    product_free(p);
    Z3_del_context(z3);
    return broken;
}

/* Whether the caller hands that memory over initialized anyway. */
static bool is_read_too(const struct contract *contract, const struct contract_effect *e) {
    for (uint32_t i = 0; i < contract->n_effects; i++) {
        const struct contract_effect *o = &contract->effects[i];
        if (o->kind == CONTRACT_READS && o->param == e->param && !o->cond && !o->deref)
            return true;
    }
    return false;
}

void contract_check(const struct claim_env *env, uint32_t function, struct claim_result **results,
                    uint32_t *n) {
    const struct prog_function *f = &env->program->functions[function];
    const struct contract *contract = env->annotated[function];
    ARRAY(struct claim_result) list = {*results, *n, *n};
    for (uint32_t i = 0; contract && i < contract->n_effects; i++) {
        const struct contract_effect *e = &contract->effects[i];
        struct claim_result r = {.function = function, .inst = PROG_NONE, .loc = f->loc,
                                 .stronger = CLAIM_KINDS};
        bool broken = false;
        if (e->kind != CONTRACT_WRITES || e->deref || e->param >= f->n_params ||
            is_read_too(contract, e))
            continue;
        for (uint32_t unroll = 2; unroll <= UNROLL_MOST && !broken; unroll *= 2)
            broken = is_broken(env, function, e, unroll, &r);
        if (broken)
            ARRAY_PUSH(&list, r);
    }
    *results = list.at;
    *n = list.n;
}
