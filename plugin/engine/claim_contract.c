/* Whether a function keeps what its own declaration promises: UNSOWN_WRITES, UNSOWN_WRITES_IF,
 * UNSOWN_RETURNS_ZEROED.
 *
 * What it is for.  Callers believe a contract without looking further, so one that the body does not keep
 * hides reads of uninitialized memory in all of them.
 *
 * How it works.  The function is run once (product.h), loops unrolled a few times and nothing approximated.  Then
 * the solver is asked for one byte, the watched one.  Of UNSOWN_WRITES: one that is promised and still is what it
 * was before the call, whatever it was: in the term for the byte at the end, the byte at the begin is replaced
 * by another one.  Of UNSOWN_RETURNS_ZEROED: one of what is returned that need not be zero, because it was made
 * by malloc() or the like and never written, or something else was stored there.  All pointers are put far from each
 * other, or are null, so that nothing else changes with it.
 *
 * What it gives up.  It finds broken promises and proves none: a loop that has to run often, a callee
 * that cannot be seen and gets the pointer, and an expression over memory or strings are passed over in
 * silence; memory of which only others can say what it held is taken for zeroed.  What the caller hands over
 * initialized (UNSOWN_READS) is so on return.  Of UNSOWN_READS and UNSOWN_RETURNS_UNINIT there is nothing that a
 * body could break.
 */
#include "product.h"

#define UNROLL_MOST 8

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

/* The byte at the end is the one at the begin, whatever that was. */
static Z3_ast is_left(struct product *p, const struct state *end) {
    Z3_ast at = p->watched, other = term_fresh(p, 8, "other", ORIGIN_ENTRY);
    Z3_ast before = product_world_at(p, p->initial_world, at, 1);
    Z3_ast left = product_bytes(p, product_world_at(p, end->world[0], at, 1));
    Z3_ast from[1] = {p->initial_world};
    Z3_ast to[1] = {Z3_mk_store(p->z3, p->initial_world, at, other)};
    Z3_ast left_then = Z3_substitute(p->z3, left, 1, from, to);
    return term_and(p, term_eq(p, left, before),
                    term_and(p, term_eq(p, left_then, other), term_not(p, term_eq(p, left, other))));
}

static Z3_ast is_not_zero(struct product *p, const struct state *end) {
    Z3_ast left = product_bytes(p, product_world_at(p, end->world[0], p->watched, 1));
    return term_not(p, term_eq(p, left, term_number(p, 8, 0)));
}

/* How large the memory is that the function made and returns, in bytes, where the contract does not say it. */
static Z3_ast size_of_made(struct product *p, Z3_ast pointer) {
    Z3_ast size = term_number(p, p->word, 0);
    for (uint32_t i = 0; i < p->regions.n; i++) {
        const struct region *r = &p->regions.at[i];
        if (r->name && !r->each)
            size = term_ite(p, term_and(p, r->guard[0], term_eq(p, r->from.of[0], pointer)),
                            r->size[0], size);
    }
    return term_resize(p, size, 64);
}

/* What stands in a global is the business of all that use it. */
static Z3_ast is_in_no_global(struct product *p) {
    Z3_ast is = term_truth(p, true);
    for (uint32_t i = 0; i < p->global_terms.n; i++) {
        struct global_term g = p->global_terms.at[i];
        Z3_ast into = Z3_mk_bvsub(p->z3, p->watched, g.address);
        Z3_ast size = term_number(p, p->word, p->env->program->globals[g.global].size);
        is = term_and(p, is, term_ule(p, size, into));
    }
    return is;
}

static Z3_ast is_below(struct product *p, Z3_ast size, uint64_t limit) {
    return term_ult(p, size, term_number(p, 64, limit));
}

/* Looks for a byte of the effect's memory with which the promise is broken. */
static bool is_broken(const struct claim_env *env, uint32_t function,
                      const struct contract_effect *e, uint32_t unroll, struct claim_result *r) {
    Z3_config config = Z3_mk_config();
    Z3_context z3 = Z3_mk_context(config);
    Z3_del_config(config);
    const struct prog_function *f = &env->program->functions[function];
    struct product *p = product_new(env, z3, function, CLAIM_INDEPENDENT, NO_SITE, NULL);
    struct call_values values = {.function = f, .n_args = f->n_params};
    bool broken = false, zeroed = e->kind == CONTRACT_ZEROED;
    p->refute = true;
    p->unroll = unroll;
    p->watched = term_fresh(p, p->word, "byte", ORIGIN_ENTRY);
    p->zeroed = zeroed;
    if (zeroed)
        ARRAY_PUSH(&p->facts, term_eq(p, product_world_at(p, p->initial_world, p->watched, 1),
                                      term_number(p, 8, 0)));
    struct state *end = product_run(p, &values.result);
    values.args = p->params;
    if (!end || p->doubt || p->approximated)
        goto out;
    Z3_ast pointer = zeroed ? values.result.of[0] : p->params[e->param].of[0];
    Z3_ast size = e->size ? product_expr(p, e->size, &values, 0)
                  : zeroed ? size_of_made(p, pointer) : NULL;
    Z3_ast cond = e->cond ? product_expr(p, e->cond, &values, 0) : NULL;
    if (!size || (e->cond && !cond))
        goto out;
    Z3_ast k = Z3_mk_bvsub(p->z3, p->watched, pointer);
    Z3_ast is = term_and(p, end->guard[0], zeroed ? is_not_zero(p, end) : is_left(p, end));
    is = term_and(p, is, term_ult(p, term_resize(p, k, 64), size));
    if (cond)
        is = term_and(p, is, is_true(p, cond));
    is = term_and(p, is, is_true(p, pointer));
    if (zeroed)
        is = term_and(p, is, is_in_no_global(p));
    else
        set_apart(p, pointer);
    Z3_model model;
    if (product_ask_spread(p, term_and(p, is, is_below(p, size, 1 << 16)), &model) == ANSWER_YES) {
        product_ask_spread(p, term_and(p, is, is_below(p, size, 64)), &model); /* a model to read */
        struct observation o = {.kind = zeroed ? CLAIM_NOT_ZEROED : CLAIM_UNWRITTEN,
                                .function = function,
                                .subject = zeroed ? NULL : f->params[e->param].name,
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
        bool writes = e->kind == CONTRACT_WRITES && e->param < f->n_params &&
                      !is_read_too(contract, e);
        if (e->deref || !(writes || (e->kind == CONTRACT_ZEROED && f->ret.kind == PROG_PTR)))
            continue;
        for (uint32_t unroll = 2; unroll <= UNROLL_MOST && !broken; unroll *= 2)
            broken = is_broken(env, function, e, unroll, &r);
        if (broken)
            ARRAY_PUSH(&list, r);
    }
    *results = list.at;
    *n = list.n;
}
