/* From an annotated read to a verdict (claim.h).
 *
 *     1. run the function twice, loops by induction        doubt?  then nothing can be proved
 *     2. can any observation come true?                    no: proved
 *     3. each observation alone, with what is given holding for all i
 *                                                           yes: failed, and the model shows how
 *     4. run it again with loops unrolled and ask again    yes: failed.  no: undecided
 */
#define _POSIX_C_SOURCE 200809L /* clock_gettime, in strict C11 */

#include "product.h"

#include <inttypes.h>
#include <time.h>

static const char *const kind_names[CLAIM_KINDS] = {"independent", "contained", "transport",
                                                    "entropy"};
const char *claim_name(enum claim_kind kind) {
    return kind < CLAIM_KINDS ? kind_names[kind] : "";
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); /* what else the machine does is no part of a proof */
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static enum claim_kind kind_of(const char *intent) {
    for (int k = 0; k < CLAIM_KINDS; k++)
        if (!strncmp(intent, kind_names[k], strlen(kind_names[k])))
            return (enum claim_kind)k;
    return CLAIM_KINDS;
}

/* --- The sink of entropy ------------------------------------------------------------------------------- */

static bool is_word(char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static const char *named(const struct prog_program *program, const struct prog_function *f,
                         const char *word, size_t n) {
    for (uint32_t i = 0; i < f->n_params; i++)
        if (strlen(f->params[i].name) == n && !memcmp(f->params[i].name, word, n))
            return f->params[i].name;
    for (uint32_t i = 0; i < program->n_functions; i++)
        if (strlen(program->functions[i].name) == n &&
            !memcmp(program->functions[i].name, word, n))
            return program->functions[i].name;
    for (uint32_t i = 0; i < program->n_globals; i++)
        if (strlen(program->globals[i].name) == n && !memcmp(program->globals[i].name, word, n))
            return program->globals[i].name;
    return NULL;
}

/* What the first word of the reason names: a parameter, a function or a global variable. */
static const char *sink_of(const struct prog_program *program, const struct prog_function *f,
                           const char *intent) {
    const char *at = strchr(intent, ':');
    size_t n = 0;
    if (!at)
        return NULL;
    for (at++; is_word(at[n]); n++)
        ;
    return n ? named(program, f, at, n) : NULL;
}

/* --- From a model to a counterexample ------------------------------------------------------------------ */

static bool value_in(struct product *p, Z3_model model, Z3_ast t, uint64_t *value) {
    Z3_ast v;
    if (!t || !Z3_model_eval(p->z3, model, product_bytes(p, t), true, &v))
        return false;
    if (!term_width(p, v)) {
        *value = term_is_true(p, v);
        return term_is_true(p, v) || term_is_false(p, v);
    }
    return term_width(p, v) <= 64 && term_is_number(p, v, value);
}

static bool holds_in(struct product *p, Z3_model model, Z3_ast t) {
    uint64_t v;
    return value_in(p, model, t, &v) && v;
}

static void tell_trash(struct product *p, Z3_model model, struct claim_result *r) {
    for (uint32_t i = 0; i < p->trashes.n; i++) {
        if (!holds_in(p, model, p->reached.at[i]))
            continue;
        uint64_t v[2];
        struct pair t = p->trashes.at[i];
        if (!value_in(p, model, t.of[0], &v[0]) || !value_in(p, model, t.of[1], &v[1]))
            continue;
        bool better = !r->trash_bits || (r->trash[0] == r->trash[1] && v[0] != v[1]);
        if (!better)
            continue;
        r->trash[0] = v[0];
        r->trash[1] = v[1];
        r->trash_bits = term_width(p, t.of[0]);
    }
}

static void tell_path(struct product *p, Z3_model model, struct claim_result *r) {
    ARRAY(struct claim_step) steps = {0};
    for (uint32_t i = 0; i < p->decisions.n && steps.n < 32; i++) {
        const struct decision_made *d = &p->decisions.at[i];
        struct claim_step s = {.function = d->function, .loc = d->loc, .kind = CLAIM_STEP_SWITCH};
        bool first = holds_in(p, model, d->guard.of[0]), second = holds_in(p, model, d->guard.of[1]);
        if (!first || !d->loc.line || !d->condition.of[0])
            continue;
        bool yes = holds_in(p, model, d->condition.of[0]);
        s.kind = yes ? CLAIM_STEP_TRUE : CLAIM_STEP_FALSE;
        s.other = second && holds_in(p, model, d->condition.of[1]) != yes;
        ARRAY_PUSH(&steps, s);
    }
    r->steps = steps.at;
    r->n_steps = steps.n;
}

static void tell_inputs(struct product *p, Z3_model model, struct claim_result *r) {
    const struct prog_function *f = &p->env->program->functions[p->root];
    ARRAY(struct claim_value) inputs = {0};
    for (uint32_t i = 0; i < f->n_params; i++) {
        struct claim_value v = {.name = f->params[i].name, .bits = f->params[i].type.bits};
        if (*v.name && value_in(p, model, p->params[i].of[0], &v.value))
            ARRAY_PUSH(&inputs, v);
    }
    r->inputs = inputs.at;
    r->n_inputs = inputs.n;
}

void claim_tell(struct product *p, Z3_model model, const struct observation *o,
                struct claim_result *r) {
    r->verdict = CLAIM_FAILED;
    r->doubt = CLAIM_CERTAIN;
    r->doubt_at = (struct prog_loc){0};
    r->outcome = o->kind;
    r->outcome_at = o->loc;
    r->outcome_in = o->function;
    r->subject = o->subject;
    if (o->values.of[0] && o->bits <= 64 && value_in(p, model, o->values.of[0], &r->values[0]) &&
        value_in(p, model, o->values.of[1], &r->values[1]))
        r->value_bits = o->bits;
    tell_trash(p, model, r);
    tell_path(p, model, r);
    tell_inputs(p, model, r);
}

/* --- One claim ------------------------------------------------------------------------------------------ */

static Z3_ast any_observation(struct product *p) {
    Z3_ast any = term_truth(p, false);
    for (uint32_t i = 0; i < p->observations.n; i++)
        any = term_or(p, any, p->observations.at[i].formula);
    return any;
}

static struct product *run(const struct claim_env *env, Z3_context z3, const struct claim_result *r,
                           enum claim_kind kind, const char *sink, bool refute, uint32_t unroll) {
    struct product *p = product_new(env, z3, r->function, kind, r->inst, sink);
    struct pair result;
    p->refute = refute;
    p->unroll = unroll;
    struct state *end = product_run(p, &result);
    observe_end(p, end, result);
    return p;
}

/* Looks for a model that shows an observation; what is approximated shows nothing. */
static bool refuted(struct product *p, struct claim_result *r) {
    if (p->doubt || p->approximated)
        return false;
    for (int any = 0; any < 2; any++) /* first with pointers that nobody would call aliases */
        for (uint32_t i = 0; i < p->observations.n; i++) {
            Z3_model model;
            const struct observation *o = &p->observations.at[i];
            if (o->no_region)
                continue;
            if ((any ? product_ask(p, o->formula, true, &model)
                     : product_ask_spread(p, o->formula, &model)) == ANSWER_YES) {
                claim_tell(p, model, o, r);
                return true;
            }
        }
    return false;
}

/* What the parameters of a function are that only this program calls, where all its calls pass constants: the
 * compiler may make it part of its callers and leave out what is never true there. */
static Z3_ast passed_constants(struct product *p) {
    const struct prog_program *program = p->env->program;
    const struct prog_function *f = &program->functions[p->root];
    Z3_ast all = term_truth(p, true);
    if (!(f->flags & PROG_FN_INTERNAL) || (f->flags & PROG_FN_ADDRESS_TAKEN))
        return all;
    for (uint32_t k = 0; k < f->n_params; k++) {
        Z3_ast one = term_truth(p, false), param = p->params[k].of[0];
        for (uint32_t i = 0; i < program->n_functions && one; i++) {
            const struct prog_function *caller = &program->functions[i];
            for (uint32_t v = 0; v < caller->n_values && one; v++) {
                const struct prog_inst *in = &caller->values[v], *a;
                if (in->op != PROG_CALL || in->block == PROG_NONE ||
                    caller->values[in->args[0]].op != PROG_FUNC ||
                    caller->values[in->args[0]].imm != p->root)
                    continue;
                a = k + 1 < in->n_args ? &caller->values[in->args[k + 1]] : NULL;
                bool told = a && a->op == PROG_CONST && a->type.bits == term_width(p, param) &&
                            a->type.bits <= 64;
                one = told ? term_or(p, one, term_eq(p, param, term_number(p, a->type.bits,
                                                                           a->words[0])))
                           : NULL;
            }
        }
        if (one && !term_is_false(p, one)) /* false: no calls, so it is others that call */
            all = term_and(p, all, one);
    }
    return all;
}

/* Whether something leads to the read: by itself, and then under what is given, too. */
static void ask_reached(struct product *p, struct claim_result *r) {
    Z3_ast any = term_truth(p, false);
    for (uint32_t i = 0; i < p->reached.n; i++)
        any = term_or(p, any, p->reached.at[i]);
    p->without_givens = true;
    bool alone = product_ask(p, any, true, NULL) == ANSWER_NO;
    r->unreached = alone ||
                   product_ask(p, term_and(p, any, passed_constants(p)), true, NULL) == ANSWER_NO;
    p->without_givens = false;
    if (alone || !r->n_given || product_ask(p, any, false, NULL) != ANSWER_NO)
        return;
    r->verdict = CLAIM_FAILED;
    r->outcome = CLAIM_CONTRADICTION;
}

static void keep_given(const struct product *p, struct claim_result *r) {
    free(r->given);
    r->given = base_calloc(p->given.n, sizeof *r->given);
    if (p->given.n)
        memcpy(r->given, p->given.at, p->given.n * sizeof *r->given);
    r->n_given = p->given.n;
}

static void decide(const struct claim_env *env, Z3_context z3, enum claim_kind kind,
                   const char *sink, bool only_prove, struct claim_result *r) {
    struct product *p = run(env, z3, r, kind, sink, false, 0);
    keep_given(p, r);
    r->stale = p->reached.n && !p->undefined_seen && !p->doubt;
    enum claim_doubt doubt = p->doubt;
    r->doubt_at = p->doubt_at;
    if (!p->reached.n && !doubt && r->inst != PROG_NONE)
        doubt = CLAIM_NOT_REACHED;
    /* What the proof did not understand may lead elsewhere. */
    if (!only_prove && (!doubt || doubt == CLAIM_LOOP || doubt == CLAIM_ONE_LOOPS))
        ask_reached(p, r);
    if (r->verdict == CLAIM_FAILED) {
        product_free(p);
        return;
    }
    enum answer answer = doubt ? ANSWER_UNKNOWN : product_ask(p, any_observation(p), false, NULL);
    if (!doubt && answer != ANSWER_NO) {
        p->bytes = true;
        answer = product_ask(p, any_observation(p), false, NULL);
    }
    if (answer == ANSWER_NO) {
        r->verdict = CLAIM_PROVED;
        product_free(p);
        return;
    }
    if (!only_prove && !refuted(p, r)) {
        for (uint32_t i = 0; i < p->observations.n && !doubt; i++)
            if (p->observations.at[i].no_region &&
                product_ask(p, p->observations.at[i].formula, false, NULL) != ANSWER_NO) {
                doubt = CLAIM_UNKNOWN_SIZE;
                r->doubt_at = p->observations.at[i].loc;
            }
        bool loops = doubt || p->approximated;
        for (uint32_t times = 2; loops && times <= 8 && r->verdict != CLAIM_FAILED; times *= 2) {
            struct product *q = run(env, z3, r, kind, sink, true, times);
            refuted(q, r);
            product_free(q);
        }
    }
    if (r->verdict != CLAIM_FAILED)
        r->doubt = doubt ? doubt : p->approximated ? p->approximated : CLAIM_BUDGET;
    product_free(p);
}

static Z3_context open_context(void) {
    Z3_config config = Z3_mk_config();
    Z3_context z3 = Z3_mk_context(config);
    Z3_del_config(config);
    return z3;
}

static void check(const struct claim_env *env, struct claim_result *r) {
    const struct prog_function *f = &env->program->functions[r->function];
    const char *sink = NULL;
    double begin = now();
    r->claim = kind_of(r->intent);
    r->stronger = CLAIM_KINDS;
    if (r->claim == CLAIM_KINDS)
        return;
    if (r->claim == CLAIM_ENTROPY && !(sink = sink_of(env->program, f, r->intent))) {
        r->doubt = CLAIM_NO_SINK;
        return;
    }
    Z3_context z3 = open_context();
    decide(env, z3, r->claim, sink, false, r);
    Z3_del_context(z3);
    for (int k = 0; k < (int)r->claim && r->verdict == CLAIM_PROVED; k++) {
        struct claim_result other = {.function = r->function, .inst = r->inst};
        z3 = open_context();
        decide(env, z3, (enum claim_kind)k, NULL, true, &other);
        Z3_del_context(z3);
        free(other.given);
        if (other.verdict == CLAIM_PROVED) {
            r->stronger = (enum claim_kind)k;
            break;
        }
    }
    r->seconds = now() - begin;
}

void claims_check(const struct claim_env *env, uint32_t function, struct claim_result **results,
                  uint32_t *n) {
    const struct prog_function *f = &env->program->functions[function];
    const struct cfg *cfg = env->cfgs[function];
    ARRAY(struct claim_result) list = {*results, *n, *n};
    if (f->flags & PROG_FN_INTENTIONAL) {
        struct claim_result r = {.function = function, .inst = PROG_NONE, .loc = f->loc,
                                 .intent = f->intent};
        check(env, &r);
        ARRAY_PUSH(&list, r);
    }
    for (uint32_t i = 0; i < cfg->n; i++) {
        const struct prog_bb *bb = &f->blocks[cfg->blocks[i]];
        for (uint32_t k = 0; k < bb->n_insts; k++) {
            const struct prog_inst *in = &f->values[bb->insts[k]];
            if (in->op != PROG_INTENT)
                continue;
            struct claim_result r = {.function = function, .inst = bb->insts[k], .loc = in->loc,
                                     .intent = in->name};
            check(env, &r);
            ARRAY_PUSH(&list, r);
        }
    }
    *results = list.at;
    *n = list.n;
    contract_check(env, function, results, n);
}

void claims_free(struct claim_result *results, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        free(results[i].steps);
        free(results[i].inputs);
        free(results[i].given);
    }
    free(results);
}

/* --- The dump ------------------------------------------------------------------------------------------- */

const char *claim_doubt_name(enum claim_doubt doubt) {
    static const char *const names[] = {
        "certain", "budget", "loop", "one run loops", "irreducible", "unknown size",
        "approximated", "strange", "no sink", "not reached"};
    return names[doubt];
}

const char *claim_outcome_name(enum claim_outcome outcome) {
    static const char *const names[] = {
        "nothing", "returns", "ends", "memory", "calls", "arguments", "sees", "outside",
        "unbounded", "stored", "returned", "passed", "looked at", "contradiction", "unwritten",
        "not zeroed"};
    return names[outcome];
}

static void print_loc(FILE *to, const struct prog_program *program, struct prog_loc loc) {
    if (loc.line)
        fprintf(to, "%s:%" PRIu32 ":%" PRIu32, program->files[loc.file], loc.line, loc.column);
    else
        fputs("the end", to);
}

void claims_print(FILE *to, const struct prog_program *program, const struct claim_result *results,
                  uint32_t n) {
    static const char *const verdicts[] = {"undecided", "proved", "failed"};
    for (uint32_t i = 0; i < n; i++) {
        const struct claim_result *r = &results[i];
        print_loc(to, program, r->loc);
        fprintf(to, ": %s in @%s: %s",
                claim_is_contract(r) ? "contract" : claim_name(r->claim),
                program->functions[r->function].name, verdicts[r->verdict]);
        if (r->verdict == CLAIM_UNDECIDED) {
            fprintf(to, ", %s at ", claim_doubt_name(r->doubt));
            print_loc(to, program, r->doubt_at);
        }
        if (r->stronger < r->claim)
            fprintf(to, ", %s too", claim_name(r->stronger));
        if (r->stale)
            fputs(", stale", to);
        if (r->unreached)
            fputs(", unreached", to);
        if (r->verdict == CLAIM_FAILED) {
            fprintf(to, ", %s", claim_outcome_name(r->outcome));
            if (r->subject)
                fprintf(to, " '%s'", r->subject);
            if (r->value_bits)
                fprintf(to, " %#" PRIx64 " and %#" PRIx64, r->values[0], r->values[1]);
            fputs(" at ", to);
            print_loc(to, program, r->outcome_at);
            if (r->trash_bits)
                fprintf(to, "\n  trash %#" PRIx64 " and %#" PRIx64, r->trash[0], r->trash[1]);
            for (uint32_t k = 0; k < r->n_inputs; k++)
                fprintf(to, "\n  %s = %#" PRIx64, r->inputs[k].name, r->inputs[k].value);
            for (uint32_t k = 0; k < r->n_steps; k++) {
                fputs("\n  step ", to);
                print_loc(to, program, r->steps[k].loc);
                fprintf(to, " %s%s", r->steps[k].kind == CLAIM_STEP_TRUE ? "true" : "false",
                        r->steps[k].other ? ", not in the other run" : "");
            }
        }
        for (uint32_t k = 0; k < r->n_given; k++) {
            fputs("\n  given ", to);
            print_loc(to, program, r->given[k]);
        }
        fputc('\n', to);
    }
}
