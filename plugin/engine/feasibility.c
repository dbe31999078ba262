#include "doubt.h"
#include "pages.h"

#include <inttypes.h>

/* One query, in the solver's own count: some hundredths of a second.  Where one was not enough the
 * next ones mostly are not either; they get less. */
#define QUERY_STEPS 50000u
#define QUERY_STEPS_LEAST 6000u
#define REACHED_STEPS 10000u /* of one that only asks whether the place is reached */
#define INPUTS_STEPS 400000u /* ... and what a run has to be given is wanted */
#define SIEVE_STEPS 100000u
#define DEFAULT_BUDGET 150000u  /* of one function */

/* --- Where undefined bits come from ---------------------------------------------------------------- */

struct leaves {
    ARRAY(node_id) at;
};

static void find_leaves(const struct graph *g, node_id value, struct leaves *out) {
    ARRAY(node_id) work = {0};
    struct map seen = {0};
    ARRAY_PUSH(&work, value);
    while (work.n) {
        node_id n = work.at[--work.n];
        if (n == NONE || map_get(&seen, n, 0, 0) != NONE)
            continue;
        map_set(&seen, n, 0, 0, 1);
        const struct node *d = graph_node(g, n);
        if (d->op == NODE_UNDEF)
            ARRAY_PUSH(&out->at, n);
        uint32_t first = d->op == NODE_CHOOSE ? 1 : 0;
        bool one = d->op == NODE_SWEPT || d->op == NODE_KEPT;
        uint32_t last = one ? 1 : d->op == NODE_PHI || d->op == NODE_CHOOSE ||
                                (d->op == NODE_PURE && d->prog != PROG_CALL) ? d->n_args : 0;
        for (uint32_t i = first; i < last; i++)
            ARRAY_PUSH(&work, graph_arg(g, n, i));
    }
    map_free(&seen);
    ARRAY_FREE(&work);
}

/* Lifetimes and copies of one declaration are one place. */
static uint64_t root_of(const struct graph *g, uint32_t object) {
    const struct object *o = &g->objects.at[object];
    if (o->kind == OBJECT_FOREIGN)
        return (uint64_t)o->kind << 60 | o->root;
    return (uint64_t)o->kind << 60 | (uint64_t)o->context << 32 | o->inst;
}

/* Beside a place's root in the map of what was told. */
enum { TOLD_BITS, TOLD_WHOLE, TOLD_BY, TOLD_STATE };

static uint64_t bits_of(const struct graph *g, node_id leaf) {
    node_id variable = graph_arg(g, leaf, 1);
    return (uint64_t)TOLD_BITS << 32 | (variable == NONE ? 0 : variable + 1);
}

/* Whether a finding named these bits already, all of their object, or the object at this read in
 * another iteration. */
static bool all_reported(const struct decision *d, const struct event *e,
                         const struct leaves *l) {
    for (uint32_t i = 0; i < l->at.n; i++) {
        node_id leaf = l->at.at[i];
        const struct node *n = graph_node(d->g, leaf);
        uint64_t root = root_of(d->g, n->object);
        if (map_get(&d->reported, root, (uint64_t)n->offset, bits_of(d->g, leaf)) == NONE &&
            map_get(&d->reported, root, e->inst, (uint64_t)TOLD_BY << 32 | e->context) == NONE &&
            map_get(&d->reported, root, 0, (uint64_t)TOLD_WHOLE << 32) == NONE &&
            map_get(&d->reported, root, e->version, (uint64_t)TOLD_STATE << 32) == NONE)
            return false;
    }
    return l->at.n > 0;
}

/* Bits that are undefined whatever happens are each a fault of their own.  Where it hangs on the
 * path, or all of an object is handed over, what else of it is undefined has the same cause. */
static void note_reported(struct decision *d, const struct event *e, const struct leaves *l,
                          enum engine_id id) {
    for (uint32_t i = 0; i < l->at.n; i++) {
        node_id leaf = l->at.at[i];
        const struct node *n = graph_node(d->g, leaf);
        uint64_t root = root_of(d->g, n->object);
        map_set(&d->reported, root, (uint64_t)n->offset, bits_of(d->g, leaf), 1);
        map_set(&d->reported, root, e->inst, (uint64_t)TOLD_BY << 32 | e->context, 1);
        /* An array of which some elements were not written: which one is looked at is no matter. */
        const struct object *o = &d->g->objects.at[n->object];
        if (id == ENGINE_SOMETIMES && o->facts && !o->facts->n_leaves)
            map_set(&d->reported, root, e->version, (uint64_t)TOLD_STATE << 32, 1);
        if (id != ENGINE_UNINIT && graph_arg(d->g, leaf, 0) == e->version)
            map_set(&d->reported, root, 0, (uint64_t)TOLD_WHOLE << 32, 1);
    }
}

/* --- Asking ---------------------------------------------------------------------------------------- */

uint64_t decision_steps(struct decision *d, Z3_solver solver) {
    Z3_stats s = Z3_solver_get_statistics(d->z3, solver);
    uint64_t steps = 0;
    Z3_stats_inc_ref(d->z3, s);
    for (unsigned i = 0; i < Z3_stats_size(d->z3, s); i++)
        if (!strcmp(Z3_stats_get_key(d->z3, s, i), "rlimit count") &&
            Z3_stats_is_uint(d->z3, s, i))
            steps = Z3_stats_get_uint_value(d->z3, s, i);
    Z3_stats_dec_ref(d->z3, s);
    return steps;
}

bool decision_holds(struct decision *d, Z3_model model, Z3_ast term) {
    Z3_ast v;
    return Z3_model_eval(d->z3, model, term, true, &v) &&
           Z3_get_bool_value(d->z3, v) == Z3_L_TRUE;
}

static void set_query_steps(struct decision *d, uint32_t steps) {
    d->query_steps = steps;
    Z3_params_set_uint(d->z3, d->params, Z3_mk_string_symbol(d->z3, "rlimit"), steps);
}

/* Whether all the terms can hold at once, with the facts about what they are made of.  A solver of
 * its own for each question: it then preprocesses the whole, and earlier questions cost nothing.
 * model: where to put one, or NULL; the caller gives it back. */
static Z3_lbool ask(struct decision *d, uint32_t n, const Z3_ast *terms, Z3_model *model) {
    Z3_ast *facts;
    uint32_t n_facts = encode_facts(d->encoder, &facts);
    Z3_solver solver = Z3_mk_simple_solver(d->z3);
    Z3_solver_inc_ref(d->z3, solver);
    Z3_solver_set_params(d->z3, solver, d->params);
    for (uint32_t i = 0; i < n_facts; i++)
        Z3_solver_assert(d->z3, solver, facts[i]);
    for (uint32_t i = 0; i < n; i++)
        Z3_solver_assert(d->z3, solver, terms[i]);
    d->f->stats->queries++;
    Z3_lbool answer = Z3_solver_check(d->z3, solver);
    if (model && answer == Z3_L_TRUE) {
        *model = Z3_solver_get_model(d->z3, solver);
        Z3_model_inc_ref(d->z3, *model);
    }
    d->spent = decision_steps(d, solver) - d->before;
    if (answer == Z3_L_UNDEF && d->query_steps > QUERY_STEPS_LEAST)
        set_query_steps(d, d->query_steps / 2);
    Z3_solver_dec_ref(d->z3, solver);
    return answer;
}

/* --- The finding -------------------------------------------------------------------------------- */

static struct prog_loc loc_in(const struct graph *g, uint32_t context, prog_value v) {
    return g->flow->contexts.at[context].function->values[v].loc;
}

static struct engine_object_ref describe(const struct graph *g, uint32_t object) {
    struct engine_object_ref r = {.kind = ENGINE_OBJECT_OTHER, .decl = PROG_NONE, .name = ""};
    if (object == NONE)
        return r;
    const struct object *o = &g->objects.at[object];
    r.size = o->size;
    if (o->kind == OBJECT_LOCAL) {
        r.kind = ENGINE_OBJECT_LOCAL;
        r.decl = o->facts->decl;
        r.name = o->facts->name;
        r.loc = o->facts->loc;
    } else if (o->kind == OBJECT_HEAP) {
        r.kind = ENGINE_OBJECT_HEAP;
        r.name = o->maker ? o->maker : "";
        r.loc = loc_in(g, o->context, o->inst);
        r.function = g->flow->contexts.at[o->context].index;
    } else if (o->kind == OBJECT_FOREIGN && graph_param_of(g, o->root) != NONE) {
        const struct prog_function *f = g->flow->contexts.at[0].function;
        r.kind = ENGINE_OBJECT_POINTEE;
        r.decl = f->params[graph_param_of(g, o->root)].decl;
        r.name = f->params[graph_param_of(g, o->root)].name;
        r.loc = f->loc;
    }
    return r;
}

/* The call in the function itself behind which the context, not the function's own, stands. */
static uint32_t outer_call(const struct graph *g, uint32_t context) {
    while (g->flow->contexts.at[context].parent != 0)
        context = g->flow->contexts.at[context].parent;
    return context;
}

static void at_outer_call(const struct graph *g, const struct event *e,
                          struct engine_finding *out) {
    uint32_t c = outer_call(g, e->context);
    const struct flow_context *ctx = &g->flow->contexts.at[c];
    out->id = ENGINE_ARGUMENT;
    out->callee_read = loc_in(g, e->context, e->inst);
    out->callee_read_in = g->flow->contexts.at[e->context].index;
    out->inst = ctx->call;
    out->loc = loc_in(g, 0, ctx->call);
    out->callee = ctx->function->name;
    for (uint32_t i = 0; i < ctx->function->n_params; i++) {
        const struct node *p = graph_node(g, g->params[c][i]);
        if (p->op == NODE_ADDRESS && p->imm == e->object)
            out->argument = i;
    }
}

static struct engine_finding new_finding(const struct graph *g, const struct event *e,
                                         const struct leaves *l) {
    struct engine_finding f = {.function = g->flow->contexts.at[0].index, .inst = e->inst,
                               .loc = loc_in(g, e->context, e->inst)};
    uint32_t object = e->object;
    bool ours = object != NONE && (g->objects.at[object].kind == OBJECT_LOCAL ||
                                   g->objects.at[object].kind == OBJECT_HEAP);
    if (!ours && l->at.n)
        object = graph_node(g, l->at.at[0])->object;
    f.object = describe(g, object);
    f.partly = e->kind == EVENT_PART;
    if (ours && e->variable == NONE && e->offset >= 0) {
        f.object.offset = (uint64_t)e->offset * 8;
        f.object.width = e->bytes * 8;
    }
    if (e->kind == EVENT_ARGUMENT || e->kind == EVENT_NEEDED) {
        f.callee = e->callee;
        f.argument = e->argument;
        f.callee_read = e->callee_read;
        f.callee_read_in = e->callee_read_in;
        f.field = e->field;
    }
    return f;
}

/* --- Questions ---------------------------------------------------------------------------------- */

bool decision_wants(const struct decision *d, enum engine_id id) {
    return (d->f->options->wanted >> id & 1) && (id != ENGINE_MAYBE || d->guessing);
}

/* That every callee that was not followed writes what it sometimes writes. */
Z3_ast decision_guesses(struct decision *d, struct encoder *encoder) {
    Z3_ast *guesses;
    uint32_t n = encode_guesses(encoder, &guesses);
    return n ? Z3_mk_and(d->z3, n, guesses) : Z3_mk_true(d->z3);
}

Z3_ast decision_undefined(struct encoder *encoder, const struct event *e) {
    return e->kind == EVENT_USE || e->kind == EVENT_PART || e->kind == EVENT_LEAK
               ? encode_some_undefined(encoder, e->value)
                                : encode_all_undefined(encoder, e->value);
}

/* Whether every path to the event passes the other one. */
static bool follows(const struct graph *g, const struct event *e, const struct event *other) {
    uint32_t at = e->flow, to = other->flow;
    while (at > to)
        at = g->flow->nodes.at[at].idom;
    return at == to || g->flow->nodes.at[at].same == g->flow->nodes.at[to].same;
}

/* An event at the same place in a later iteration, after `from`, to which the first one does not lead; NULL
 * when there is none. */
static const struct event *later_event(const struct graph *g, const struct event *e, uint32_t *from) {
    while (*from < g->events.n) {
        const struct event *o = &g->events.at[(*from)++];
        if (o->inst == e->inst && o->context == e->context && o->kind == e->kind && o->flow > e->flow &&
            !follows(g, o, e))
            return o;
    }
    return NULL;
}

/* Whether a later iteration may see defined bits there, whatever decides. */
static bool is_defined_later(struct decision *d, const struct event *e) {
    uint32_t from = 0;
    for (const struct event *o; (o = later_event(d->g, e, &from));)
        if (Z3_get_bool_value(d->z3, decision_undefined(d->encoder, o)) != Z3_L_TRUE)
            return true;
    return false;
}

/* Whether a run first comes there in a later iteration, and sees defined bits. */
static bool is_first_reached_later(struct decision *d, const struct event *e) {
    uint32_t from = 0;
    for (const struct event *o; (o = later_event(d->g, e, &from));) {
        Z3_ast defined[4] = {encode_guard(d->encoder, o->flow), encode_in_bounds(d->encoder, o),
                             Z3_mk_not(d->z3, decision_undefined(d->encoder, o)),
                             Z3_mk_not(d->z3, encode_guard(d->encoder, e->flow))};
        if (ask(d, 4, defined, NULL) == Z3_L_TRUE)
            return true;
    }
    return false;
}

/* --- One candidate ------------------------------------------------------------------------------ */

static bool has_failed_call(const struct engine_finding *f) {
    for (uint32_t i = 0; i < f->n_steps; i++)
        if (f->steps[i].kind == ENGINE_STEP_CALL)
            return true;
    return false;
}

static Z3_lbool decide(struct decision *d, const struct event *e, const struct leaves *l) {
    uint32_t n_flow = d->g->flow->nodes.n;
    bool scan = doubt_is_scan(d->g, e);
    if (scan && !decision_wants(d, ENGINE_MAYBE))
        return Z3_L_FALSE;
    encoder_forget(d->encoder);
    encode_asked_at(d->encoder, e->flow);
    Z3_ast undefined = decision_undefined(d->encoder, e);
    uint8_t *deciding = base_calloc(n_flow, 1);
    bool some = false;
    for (uint32_t i = 0; i < n_flow; i++)
        some |= deciding[i] = encode_has_branch(d->encoder, i);
    Z3_ast reached = encode_guard(d->encoder, e->flow);
    for (uint32_t i = 0; i < n_flow && !some; i++)
        deciding[i] = encode_has_branch(d->encoder, i);
    Z3_ast inside = encode_in_bounds(d->encoder, e);
    /* With the guesses first: what is left without them is a maybe. */
    Z3_ast terms[4] = {reached, undefined, inside, decision_guesses(d, d->encoder)};
    if (l->at.n) {
        Z3_ast both[2] = {terms[3], doubt_entered(d, l->at.at[0], deciding)};
        terms[3] = Z3_mk_and(d->z3, 2, both);
    }
    Z3_ast beyond[2] = {terms[3], doubt_beyond(d, e)};
    terms[3] = Z3_simplify(d->z3, Z3_mk_and(d->z3, 2, beyond));
    Z3_model model = NULL;
    bool guessed = false;
    bool always = Z3_get_bool_value(d->z3, undefined) == Z3_L_TRUE;
    uint32_t steps = d->query_steps;
    /* Told even when no path is found: */
    bool plain = always && !is_defined_later(d, e) && (!e->context || sieve_reaches(d, e->flow));
    if (plain)
        set_query_steps(d, d->f->options->inputs ? INPUTS_STEPS : REACHED_STEPS);
    bool afford = d->spent < d->budget || (plain && d->f->options->inputs);
    Z3_lbool answer = encode_is_too_large(d->encoder) || !afford
                          ? Z3_L_UNDEF : ask(d, 4, terms, &model);
    if (plain)
        set_query_steps(d, steps);
    if (answer == Z3_L_FALSE && decision_wants(d, ENGINE_MAYBE) &&
        Z3_get_bool_value(d->z3, terms[3]) != Z3_L_TRUE) {
        guessed = true;
        answer = ask(d, 3, terms, &model);
    }
    /* Undefined whenever it is reached, and the outline knows of no reason why it should not be: that a
     * solver finds no path in time is no reason to say nothing. */
    if (answer == Z3_L_UNDEF && plain && !guessed)
        answer = Z3_L_TRUE;
    if (answer != Z3_L_TRUE) {
        free(deciding);
        return answer;
    }
    struct engine_finding f = new_finding(d->g, e, l);
    Z3_ast small = always ? NULL : witness_small(d, deciding);
    Z3_model better;
    if (small) {
        Z3_ast all[5] = {terms[0], terms[1], terms[2], small, terms[3]};
        if (ask(d, guessed ? 4 : 5, all, &better) == Z3_L_TRUE) {
            Z3_model_dec_ref(d->z3, model);
            model = better;
        }
    }
    if (!always)
        witness_path(d, model, e, deciding, &f);
    bool doubted = !always && some && l->at.n &&
                   doubt_run(d, model, e, deciding, l->at.at[0], has_failed_call(&f));
    doubted |= doubt_is_silenced(d->g, l->at.n, l->at.at, deciding);
    if (model && e->object != NONE)
        witness_map(d, model, e, &f);
    if (d->f->options->inputs)
        inputs_find(d, model, &f);
    if (model)
        Z3_model_dec_ref(d->z3, model);
    free(deciding);
    if (!always && !doubt_is_handed_on(d->g, e)) {
        Z3_ast defined[3] = {reached, inside, Z3_mk_not(d->z3, undefined)};
        always = ask(d, 3, defined, NULL) == Z3_L_FALSE;
    }
    always = always && !is_first_reached_later(d, e);
    f.id = e->kind == EVENT_LEAK ? ENGINE_LEAK
           : e->kind == EVENT_ARGUMENT || e->kind == EVENT_NEEDED ? ENGINE_ARGUMENT
           /* In a later iteration only: the first one, asked about before, sees defined bits. */
           : always && !d->g->flow->nodes.at[e->flow].copies ? ENGINE_UNINIT
                                                              : ENGINE_SOMETIMES;
    if (e->context)
        at_outer_call(d->g, e, &f);
    if (guessed || scan || (!always && (e->may_be_empty || doubted)))
        f.id = ENGINE_MAYBE;
    if (f.id == ENGINE_MAYBE && !decision_wants(d, ENGINE_MAYBE))
        return Z3_L_FALSE;
    note_reported(d, e, l, f.id);
    if (decision_wants(d, f.id))
        ARRAY_PUSH(&d->f->findings, f);
    return answer;
}

/* Whether one call both makes the object and reads it: that is told where the function called is looked at. */
static bool is_its_own(const struct graph *g, const struct event *e, const struct leaves *l) {
    for (uint32_t i = 0; i < l->at.n; i++) {
        const struct object *o = &g->objects.at[graph_node(g, l->at.at[i])->object];
        if (o->facts && o->facts->implicit)
            continue;
        if (!e->context || !o->context)
            return false;
        /* A local that an earlier run of the same call left somewhere is still its own. */
        uint32_t reader = outer_call(g, e->context), owner = outer_call(g, o->context);
        if (reader != owner && (o->kind != OBJECT_LOCAL ||
                                g->flow->contexts.at[reader].call != g->flow->contexts.at[owner].call))
            return false;
    }
    return true;
}

/* Findings that need no solver but that the place can be reached. */
static void note_plainly(struct decision *d, const struct event *e) {
    struct leaves none = {0};
    struct engine_finding f = new_finding(d->g, e, &none);
    f.id = e->kind == EVENT_PROBE ? ENGINE_PROBE : ENGINE_INTENT;
    f.intent = e->intent;
    const struct prog_function *in = d->g->flow->contexts.at[e->context].function;
    if (!f.intent)
        f.intent = in->intent;
    if (!e->context && decision_wants(d, f.id))
        ARRAY_PUSH(&d->f->findings, f);
}

static void print_answer(const struct decision *d, const struct event *e, const char *answer,
                         uint64_t before) {
    const struct engine_options *o = d->f->options;
    if (!o->dump || !(o->dump_stages >> ENGINE_STAGE_FEASIBILITY & 1))
        return;
    struct prog_loc loc = loc_in(d->g, e->context, e->inst);
    fprintf(o->dump, "  n%" PRIu32 " at line %" PRIu32 ":%" PRIu32 ": %s after %" PRIu64
            " steps\n", e->value, loc.line, loc.column, answer, d->spent - before);
}

#define Z3_CONTEXT_BYTES ((size_t)18 << 20) /* two tables of half a million entries that it fills when it begins */
#define CONTEXT_FUNCTIONS 16 /* what they made stays in memory until the context goes */

static void open_solver(struct decision *d) {
    if (d->f->z3 && ++d->f->z3_functions > CONTEXT_FUNCTIONS)
        feasibility_close(d->f);
    if (!d->f->z3) {
        pages_expect(Z3_CONTEXT_BYTES);
        Z3_config config = Z3_mk_config();
        Z3_set_param_value(config, "model", "true");
        d->f->z3 = Z3_mk_context(config);
        Z3_del_config(config);
    }
    d->z3 = d->f->z3;
    d->params = Z3_mk_params(d->z3);
    Z3_params_inc_ref(d->z3, d->params);
    d->encoder = encoder_new(d->z3, d->g, false);
    d->outline = encoder_new(d->z3, d->g, true);
    d->outline_solver = Z3_mk_solver_for_logic(d->z3, Z3_mk_string_symbol(d->z3, "QF_FD"));
    Z3_solver_inc_ref(d->z3, d->outline_solver);
    set_query_steps(d, SIEVE_STEPS);
    Z3_solver_set_params(d->z3, d->outline_solver, d->params);
    set_query_steps(d, QUERY_STEPS);
    d->before = decision_steps(d, d->outline_solver);
}

static void close_solver(struct decision *d) {
    if (!d->z3)
        return;
    encoder_free(d->encoder);
    encoder_free(d->outline);
    Z3_solver_dec_ref(d->z3, d->outline_solver);
    Z3_params_dec_ref(d->z3, d->params);
}

void feasibility_close(struct feasibility *f) {
    if (f->z3)
        Z3_del_context(f->z3);
    f->z3 = NULL;
    f->z3_functions = 0;
}

/* The events to decide: those that no other one goes before, which looks at the same value: what is decided there
 * holds here, and what is told there need not be told again. */
static uint32_t first_events(const struct graph *g, const struct candidates *c,
                             uint32_t *numbers) {
    struct map last = {0}; /* (value, kind) -> the last of them in numbers */
    uint32_t *before = base_calloc(c->events.n, sizeof *before), n = 0;
    for (uint32_t i = 0; i < c->events.n; i++) {
        const struct event *e = &g->events.at[c->events.at[i]];
        if (e->kind == EVENT_PROBE || e->kind == EVENT_INTENT)
            continue;
        struct leaves l = {0};
        find_leaves(g, e->value, &l);
        bool open = !is_its_own(g, e, &l);
        ARRAY_FREE(&l.at);
        uint32_t head = map_get(&last, e->value, e->kind, 0);
        for (uint32_t k = head; k != NONE && open; k = before[k])
            open = !follows(g, e, &g->events.at[numbers[k]]);
        if (!open)
            continue;
        before[n] = head;
        numbers[n] = c->events.at[i];
        map_set(&last, e->value, e->kind, 0, n++);
    }
    map_free(&last);
    free(before);
    return n;
}

static bool is_always_undefined(struct decision *d, const struct event *e) {
    return Z3_get_bool_value(d->z3, decision_undefined(d->outline, e)) == Z3_L_TRUE;
}

static Z3_lbool decide_one(struct decision *d, uint32_t number) {
    struct event e = d->g->events.at[number];
    uint64_t spent = d->spent;
    Z3_lbool answer = Z3_L_UNDEF;
    struct leaves l = {0};
    find_leaves(d->g, e.value, &l);
    if (all_reported(d, &e, &l))
        answer = Z3_L_FALSE;
    else if (spent < d->budget || is_always_undefined(d, &e))
        answer = decide(d, &e, &l);
    if (answer == Z3_L_UNDEF && decision_wants(d, ENGINE_GAVE_UP)) {
        struct engine_finding f = new_finding(d->g, &e, &l);
        f.id = ENGINE_GAVE_UP;
        f.excess = ENGINE_EXCESS_STEPS;
        if (e.context)
            f.loc = loc_in(d->g, 0, d->g->flow->contexts.at[outer_call(d->g, e.context)].call);
        ARRAY_PUSH(&d->f->findings, f);
    }
    ARRAY_FREE(&l.at);
    print_answer(d, &e, answer == Z3_L_TRUE ? "feasible"
                        : answer == Z3_L_FALSE ? "infeasible" : "gave up", spent);
    return answer;
}

/* Once through the events that are not known to happen. */
static void decide_all(struct decision *d, uint32_t n, const uint32_t *numbers, Z3_lbool *answers) {
    uint8_t *kept = base_calloc(n, 1);
    d->budget = d->spent + (d->f->options->budget ? d->f->options->budget : DEFAULT_BUDGET);
    set_query_steps(d, QUERY_STEPS);
    sieve_events(d, n, numbers, kept);
    for (uint32_t i = 0; i < n; i++) {
        if (answers[i] == Z3_L_TRUE)
            continue;
        if (kept[i]) {
            answers[i] = decide_one(d, numbers[i]);
            continue;
        }
        answers[i] = Z3_L_FALSE;
        print_answer(d, &d->g->events.at[numbers[i]], "infeasible", d->spent);
    }
    free(kept);
}

void feasibility_decide(struct feasibility *f, struct graph *g, const struct candidates *c) {
    struct decision d = {.f = f, .g = g};
    for (uint32_t i = 0; i < c->events.n; i++) {
        const struct event *e = &g->events.at[c->events.at[i]];
        if (e->kind == EVENT_PROBE || e->kind == EVENT_INTENT)
            note_plainly(&d, e);
    }
    uint32_t *numbers = base_calloc(c->events.n, sizeof *numbers);
    uint32_t n = first_events(g, c, numbers);
    Z3_lbool *answers = base_calloc(n, sizeof *answers);
    for (uint32_t i = 0; i < n; i++)
        answers[i] = Z3_L_UNDEF;
    if (n) {
        open_solver(&d);
        decide_all(&d, n, numbers, answers);
        /* Guesses come after, with steps of their own: asking for them takes away no finding. */
        d.guessing = true;
        if (decision_wants(&d, ENGINE_MAYBE))
            decide_all(&d, n, numbers, answers);
    }
    for (uint32_t i = 0; i < n; i++) {
        f->stats->feasible += answers[i] == Z3_L_TRUE;
        f->stats->infeasible += answers[i] == Z3_L_FALSE;
        f->stats->gave_up += answers[i] == Z3_L_UNDEF;
    }
    f->stats->candidates += n;
    f->stats->solver_steps += d.spent;
    free(answers);
    free(numbers);
    map_free(&d.reported);
    close_solver(&d);
}

/* The instruction of that context at which the event happens, PROG_NONE when it is not in it. */
static prog_value at_in(const struct graph *g, const struct event *e, uint32_t context) {
    prog_value at = e->inst;
    for (uint32_t c = e->context; c != NONE; c = g->flow->contexts.at[c].parent) {
        if (c == context)
            return at;
        at = g->flow->contexts.at[c].call;
    }
    return PROG_NONE;
}

bool feasibility_in_context(struct feasibility *f, struct graph *g, const struct candidates *c,
                            uint32_t context, prog_value inst) {
    struct decision d = {.f = f, .g = g,
                         .budget = f->options->budget ? f->options->budget : DEFAULT_BUDGET};
    bool possible = false;
    open_solver(&d);
    for (uint32_t i = 0; i < c->events.n && !possible; i++) {
        const struct event *e = &g->events.at[c->events.at[i]];
        if (e->kind == EVENT_PROBE || e->kind == EVENT_INTENT || at_in(g, e, context) != inst)
            continue;
        encoder_forget(d.encoder);
        Z3_ast terms[4] = {decision_undefined(d.encoder, e), encode_guard(d.encoder, e->flow),
                           encode_in_bounds(d.encoder, e), NULL};
        terms[3] = decision_guesses(&d, d.encoder);
        possible = encode_is_too_large(d.encoder) || d.spent >= d.budget ||
                   ask(&d, 4, terms, NULL) != Z3_L_FALSE;
    }
    f->stats->solver_steps += d.spent;
    close_solver(&d);
    return possible;
}
