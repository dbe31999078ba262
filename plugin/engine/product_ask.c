/* Questions to the solver, and the life of a product.
 *
 * "For each i below n" is a quantified statement.  A proof needs it only for the terms that stand
 * in indices, so it is put down for those; a refutation must respect it for all i, so there n is
 * small and all are put down.
 */
#include "product.h"

#include <inttypes.h>

#define SMALL_BOUND 6
#define DEFAULT_BUDGET 16000000u /* solver steps for one run: some seconds */

static uint64_t steps_of(struct product *p, Z3_solver solver) {
    uint64_t count = 0;
    Z3_stats s = Z3_solver_get_statistics(p->z3, solver);
    Z3_stats_inc_ref(p->z3, s);
    for (unsigned i = 0; i < Z3_stats_size(p->z3, s); i++)
        if (!strcmp(Z3_stats_get_key(p->z3, s, i), "rlimit count"))
            count = Z3_stats_is_uint(p->z3, s, i) ? Z3_stats_get_uint_value(p->z3, s, i)
                                                  : (uint64_t)Z3_stats_get_double_value(p->z3, s, i);
    Z3_stats_dec_ref(p->z3, s);
    return count;
}

static void put(struct product *p, Z3_solver solver, Z3_ast formula, bool exact) {
    Z3_solver_assert(p->z3, solver, exact || p->bytes ? product_bytes(p, formula) : formula);
}

static void put_for(struct product *p, Z3_solver solver, const struct each *e, Z3_ast index,
                    bool exact) {
    index = term_resize(p, index, e->width);
    for (int s = 0; s < 2; s++) {
        Z3_ast variable = e->variable;
        Z3_ast holds = Z3_substitute(p->z3, e->holds[s], 1, &variable, &index);
        put(p, solver, term_or(p, term_not(p, term_ult(p, index, e->bound.of[s])), holds), exact);
        if (e->holds[0] == e->holds[1] && pair_same(e->bound))
            break;
    }
}

/* Whether the bound is a number, and too large to put down all that is below it. */
static bool is_large(struct product *p, const struct each *e, uint64_t *bound) {
    return pair_same(e->bound) && term_is_number(p, e->bound.of[0], bound) &&
           *bound > SMALL_BOUND;
}

static void assert_each(struct product *p, Z3_solver solver, bool whole) {
    for (uint32_t i = 0; i < p->eachs.n; i++) {
        const struct each *e = &p->eachs.at[i];
        struct map done = {0};
        uint64_t bound;
        bool exact = whole && !is_large(p, e, &bound);
        for (uint32_t k = 0; exact && k < SMALL_BOUND; k++)
            put_for(p, solver, e, term_number(p, e->width, k), exact);
        for (int s = 0; exact && s < 2; s++)
            put(p, solver, term_ule(p, e->bound.of[s], term_number(p, e->width, SMALL_BOUND)),
                exact);
        for (uint32_t k = 0; !exact && k < p->indices.n; k++)
            for (int s = 0; s < 2; s++) {
                Z3_ast index = p->indices.at[k].of[s];
                if (map_get(&done, Z3_get_ast_id(p->z3, index), 0, 0) != NONE)
                    continue;
                map_set(&done, Z3_get_ast_id(p->z3, index), 0, 0, 1);
                put_for(p, solver, e, index, whole);
            }
        map_free(&done);
    }
}

/* A model was found with a statement about many i put down for some: looks for one that it breaks, and
 * puts that down too.  True if there was none. */
#define CHECKED_MOST 70000
static bool holds_for_all(struct product *p, Z3_solver solver, Z3_model model, bool *hopeless) {
    for (uint32_t i = 0; i < p->eachs.n; i++) {
        const struct each *e = &p->eachs.at[i];
        uint64_t bound;
        if (!is_large(p, e, &bound))
            continue;
        if (bound > CHECKED_MOST)
            *hopeless = true;
        for (uint64_t k = 0; k < bound && !*hopeless; k++)
            for (int s = 0; s < (e->holds[0] == e->holds[1] ? 1 : 2); s++) {
                Z3_ast variable = e->variable, at = term_number(p, e->width, k), v;
                Z3_ast t = Z3_substitute(p->z3, product_bytes(p, e->holds[s]), 1, &variable, &at);
                if (Z3_model_eval(p->z3, model, t, true, &v) && term_is_true(p, v))
                    continue;
                put_for(p, solver, e, at, true);
                return false;
            }
    }
    return !*hopeless;
}

static enum answer ask(struct product *p, Z3_ast formula, bool exact, bool spread,
                       uint64_t budget, Z3_model *model) {
    if (term_is_false(p, formula))
        return ANSWER_NO;
    if (p->spent >= p->budget)
        return ANSWER_UNKNOWN;
    bool bytes = exact || p->bytes;
    Z3_solver solver =
        bytes ? Z3_mk_solver_for_logic(p->z3, Z3_mk_string_symbol(p->z3, "QF_AUFBV"))
              : Z3_mk_simple_solver(p->z3);
    Z3_solver_inc_ref(p->z3, solver);
    Z3_params params = Z3_mk_params(p->z3);
    Z3_params_inc_ref(p->z3, params);
    uint64_t left = p->budget - p->spent < budget ? p->budget - p->spent : budget;
    Z3_params_set_uint(p->z3, params, Z3_mk_string_symbol(p->z3, "rlimit"),
                       left > UINT32_MAX / 2 ? UINT32_MAX / 2 : (unsigned)left);
    Z3_solver_set_params(p->z3, solver, params);
    uint64_t before = steps_of(p, solver);
    for (uint32_t i = 0; i < p->facts.n; i++)
        put(p, solver, p->facts.at[i], exact);
    for (uint32_t i = 0; i < p->givens.n && !p->without_givens; i++)
        put(p, solver, p->givens.at[i], exact);
    for (uint32_t i = 0; bytes && i < p->contents.n; i++)
        Z3_solver_assert(p->z3, solver, p->contents.at[i]);
    for (uint32_t i = 0; spread && i < p->roots.n; i++) {
        Z3_ast root = p->roots.at[i];
        Z3_ast is = term_eq(p, root, term_number(p, p->word, (uint64_t)(i + 1) << 20));
        if (p->watched) /* a contract may be broken where something is missing */
            is = term_or(p, is, term_eq(p, root, term_number(p, p->word, 0)));
        put(p, solver, is, exact);
    }
    if (!p->without_givens)
        assert_each(p, solver, exact);
    put(p, solver, formula, exact);
    Z3_lbool answer = Z3_solver_check(p->z3, solver);
    bool hopeless = false;
    for (uint32_t round = 0; exact && !p->without_givens && answer == Z3_L_TRUE; round++) {
        Z3_model found = Z3_solver_get_model(p->z3, solver);
        Z3_model_inc_ref(p->z3, found);
        bool good = holds_for_all(p, solver, found, &hopeless);
        Z3_model_dec_ref(p->z3, found);
        if (good)
            break;
        answer = hopeless || round == 20 ? Z3_L_UNDEF : Z3_solver_check(p->z3, solver);
    }
    uint64_t after = steps_of(p, solver);
    p->spent += after > before ? after - before : 1;
    if (answer == Z3_L_TRUE && model) {
        *model = Z3_solver_get_model(p->z3, solver);
        Z3_model_inc_ref(p->z3, *model); /* given back with the context */
    }
    Z3_params_dec_ref(p->z3, params);
    Z3_solver_dec_ref(p->z3, solver);
    return answer == Z3_L_TRUE ? ANSWER_YES : answer == Z3_L_FALSE ? ANSWER_NO : ANSWER_UNKNOWN;
}

enum answer product_ask(struct product *p, Z3_ast formula, bool exact, Z3_model *model) {
    return ask(p, formula, exact, false,
               exact ? p->budget / 16 : p->bytes ? p->budget : p->budget / 8, model);
}

enum answer product_ask_spread(struct product *p, Z3_ast formula, Z3_model *model) {
    return ask(p, formula, true, true, p->budget / 16, model);
}

struct product *product_new(const struct claim_env *env, Z3_context z3, uint32_t function,
                            enum claim_kind claim, prog_value site, const char *sink) {
    struct product *p = base_calloc(1, sizeof *p);
    p->env = env;
    p->z3 = z3;
    p->root = function;
    p->claim = claim;
    p->site = site;
    p->sink = sink;
    p->word = env->program->pointer_bits;
    p->budget = env->budget ? env->budget : DEFAULT_BUDGET;
    p->given_each = NONE;
    p->unroll = 3;
    p->initial_world = term_fresh_world(p, "memory", ORIGIN_ENTRY);
    p->initial_trash = Z3_mk_const_array(z3, Z3_mk_bv_sort(z3, p->word), Z3_mk_false(z3));
    return p;
}

void product_free(struct product *p) {
    if (!p)
        return;
    for (uint32_t i = 0; i < p->storage.n; i++)
        free(p->storage.at[i]);
    ARRAY_FREE(&p->storage);
    ARRAY_FREE(&p->objects);
    ARRAY_FREE(&p->facts);
    ARRAY_FREE(&p->givens);
    ARRAY_FREE(&p->contents);
    ARRAY_FREE(&p->eachs);
    ARRAY_FREE(&p->regions);
    ARRAY_FREE(&p->observations);
    ARRAY_FREE(&p->decisions);
    ARRAY_FREE(&p->stores);
    ARRAY_FREE(&p->indices);
    ARRAY_FREE(&p->reached);
    ARRAY_FREE(&p->trashes);
    ARRAY_FREE(&p->trash_roots);
    ARRAY_FREE(&p->coarse_roots);
    ARRAY_FREE(&p->given);
    ARRAY_FREE(&p->based);
    ARRAY_FREE(&p->global_terms);
    ARRAY_FREE(&p->function_terms);
    ARRAY_FREE(&p->symbols);
    ARRAY_FREE(&p->given_reads);
    map_free(&p->origins);
    map_free(&p->origins_of);
    map_free(&p->taints_of);
    map_free(&p->object_of);
    map_free(&p->bases);
    map_free(&p->globals);
    map_free(&p->functions);
    map_free(&p->loads_of);
    map_free(&p->words);
    map_free(&p->expanded_by);
    ARRAY_FREE(&p->expanded);
    ARRAY_FREE(&p->roots);
    free(p);
}
