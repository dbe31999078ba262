/* The sieve before the solver: all candidates of a function in one question.
 *
 * The question is about the outline of encode_coarse.c only.  Mostly no candidate can happen, and one
 * answer says so; otherwise the answer's model shows some that can, and the rest are asked about
 * again.
 */
#include "decision.h"

/* A literal that stands for the term, to assume it in one question and not in the next. */
static Z3_ast literal(struct decision *d, Z3_ast term) {
    Z3_ast l = Z3_mk_fresh_const(d->z3, "ask", Z3_mk_bool_sort(d->z3));
    Z3_solver_assert(d->z3, d->outline_solver, Z3_mk_implies(d->z3, l, term));
    return l;
}

/* What the control flow alone says about the event: NULL when it cannot happen. */
static Z3_ast outline_of(struct decision *d, const struct event *e) {
    Z3_ast undefined = decision_undefined(d->outline, e);
    Z3_lbool known = Z3_get_bool_value(d->z3, undefined);
    if (known == Z3_L_FALSE)
        return NULL;
    if (known == Z3_L_UNDEF && e->may_be_empty && !decision_wants(d, ENGINE_MAYBE))
        return NULL;
    Z3_ast both[2] = {encode_guard(d->outline, e->flow), undefined};
    return Z3_mk_and(d->z3, 2, both);
}

/* Whether any of the terms can hold; marks as kept those that do in the answer's model. */
static Z3_lbool sieve_once(struct decision *d, uint32_t n, const Z3_ast *terms, uint8_t *kept) {
    Z3_ast *open = base_calloc(n, sizeof *open), *facts;
    uint32_t n_open = 0, n_facts = encode_facts(d->outline, &facts);
    for (uint32_t i = 0; i < n; i++)
        if (terms[i] && !kept[i])
            open[n_open++] = terms[i];
    Z3_lbool answer = Z3_L_FALSE;
    if (n_open) {
        Z3_ast asked[2] = {literal(d, Z3_mk_or(d->z3, n_open, open)),
                           decision_wants(d, ENGINE_MAYBE) ? Z3_mk_true(d->z3)
                                                   : literal(d, decision_guesses(d, d->outline))};
        for (; d->outline_facts < n_facts; d->outline_facts++)
            Z3_solver_assert(d->z3, d->outline_solver, facts[d->outline_facts]);
        d->f->stats->queries++;
        answer = Z3_solver_check_assumptions(d->z3, d->outline_solver, 2, asked);
        d->spent = decision_steps(d, d->outline_solver) - d->before;
    }
    if (answer == Z3_L_TRUE) {
        Z3_model model = Z3_solver_get_model(d->z3, d->outline_solver);
        Z3_model_inc_ref(d->z3, model);
        for (uint32_t i = 0; i < n; i++)
            if (terms[i] && !kept[i])
                kept[i] = decision_holds(d, model, terms[i]);
        Z3_model_dec_ref(d->z3, model);
    }
    free(open);
    return answer;
}

/* Halves the events while the answer is not known.  Half of the budget is kept for what comes behind
 * the sieve. */
static void sieve_terms(struct decision *d, uint32_t n, const Z3_ast *terms, uint8_t *kept) {
    Z3_lbool answer = Z3_L_TRUE;
    while (answer == Z3_L_TRUE && d->spent < d->budget / 2)
        answer = sieve_once(d, n, terms, kept);
    if (answer == Z3_L_FALSE)
        return;
    if (n > 1 && d->spent < d->budget / 2) {
        sieve_terms(d, n / 2, terms, kept);
        sieve_terms(d, n - n / 2, terms + n / 2, kept + n / 2);
        return;
    }
    for (uint32_t i = 0; i < n; i++)
        kept[i] |= terms[i] != NULL;
}

/* The control flow alone often shows that no path leads to an event with undefined bits.  All events
 * of the function are asked about at once: mostly none can happen, and one answer says so. */
void sieve_events(struct decision *d, uint32_t n, const uint32_t *events, uint8_t *kept) {
    Z3_ast *terms = base_calloc(n, sizeof *terms);
    for (uint32_t i = 0; i < n; i++) {
        const struct event *e = &d->g->events.at[events[i]];
        terms[i] = outline_of(d, e);
        /* Undefined whatever happens: nothing to ask but whether it is reached. */
        kept[i] = terms[i] && Z3_get_bool_value(d->z3, decision_undefined(d->outline, e)) == Z3_L_TRUE;
    }
    if (encode_is_too_large(d->outline))
        for (uint32_t i = 0; i < n; i++)
            kept[i] = terms[i] != NULL;
    else
        sieve_terms(d, n, terms, kept);
    free(terms);
}

bool sieve_reaches(struct decision *d, uint32_t flow) {
    Z3_ast guard = encode_guard(d->outline, flow);
    uint8_t kept = 0;
    return encode_is_too_large(d->outline) || sieve_once(d, 1, &guard, &kept) == Z3_L_TRUE;
}
