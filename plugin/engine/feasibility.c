#include "feasibility.h"

#include <inttypes.h>

#include "encode.h"

#define STEPS_MAX 12
/* One query, in the solver's own count: some hundredths of a second.  Where one was not enough the
 * next ones mostly are not either; they get less. */
#define QUERY_STEPS 50000u
#define QUERY_STEPS_LEAST 6000u
#define SIEVE_STEPS 200000u
#define DEFAULT_BUDGET 400000u  /* of one function */
#define MAP_BYTES_MAX 256

struct decision {
    struct feasibility *f;
    struct graph *g;
    Z3_context z3;
    Z3_symbol logic;
    Z3_params params;
    struct encoder *encoder;  /* exact, of the candidate at hand */
    struct encoder *outline;  /* coarse, of all candidates so far */
    Z3_solver outline_solver; /* holds the facts of the outline */
    uint32_t outline_facts;   /* how many of them */
    struct map reported; /* (object, offset) that a finding has named */
    uint64_t spent, budget;
    uint32_t query_steps;
};

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
        uint32_t last = d->op == NODE_SWEPT ? 1 : d->op == NODE_PHI || d->op == NODE_CHOOSE ||
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
enum { TOLD_BITS, TOLD_WHOLE, TOLD_BY };

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
            map_get(&d->reported, root, 0, (uint64_t)TOLD_WHOLE << 32) == NONE)
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
        if (id != ENGINE_UNINIT && graph_arg(d->g, leaf, 0) == e->version)
            map_set(&d->reported, root, 0, (uint64_t)TOLD_WHOLE << 32, 1);
    }
}

/* --- Asking ---------------------------------------------------------------------------------------- */

static uint64_t steps_of(struct decision *d, Z3_solver solver) {
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
    Z3_solver solver = Z3_mk_solver_for_logic(d->z3, d->logic);
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
    d->spent = steps_of(d, solver);
    if (answer == Z3_L_UNDEF && d->query_steps > QUERY_STEPS_LEAST)
        set_query_steps(d, d->query_steps / 2);
    Z3_solver_dec_ref(d->z3, solver);
    return answer;
}

/* --- The witness -------------------------------------------------------------------------------- */

static bool holds(struct decision *d, Z3_model model, Z3_ast term) {
    Z3_ast v;
    return Z3_model_eval(d->z3, model, term, true, &v) &&
           Z3_get_bool_value(d->z3, v) == Z3_L_TRUE;
}

static bool value_in(struct decision *d, Z3_model model, node_id n, int64_t *out) {
    uint32_t w = graph_node(d->g, n)->width;
    uint64_t bits;
    Z3_ast v;
    if (w < 2 || w > 64 || !Z3_model_eval(d->z3, model, encode_value(d->encoder, n), true, &v) ||
        !Z3_is_numeral_ast(d->z3, v) || !Z3_get_numeral_uint64(d->z3, v, &bits))
        return false;
    *out = w < 64 && bits >> (w - 1) ? (int64_t)(bits | ~node_mask(w)) : (int64_t)bits;
    return true;
}

/* The name of the local whose value the instruction tests. */
static const char *subject_of(const struct prog_function *f, prog_value v) {
    for (int depth = 0; depth < 6; depth++) {
        const struct prog_inst *in = &f->values[v];
        if (in->op == PROG_LOAD) {
            const struct prog_inst *a = &f->values[in->args[0]];
            return a->op == PROG_LOCAL && a->object && *a->object->name ? a->object->name : NULL;
        }
        if (!in->n_args || (in->n_args > 1 && (in->op < PROG_EQ || in->op > PROG_SLE)))
            return NULL;
        v = in->args[0];
    }
    return NULL;
}

#define VALUE_MAX 1000000 /* beyond it a value is the solver's choice, not one that helps anybody */

/* The value of the variable that the comparison has on its left; NONE where the two sides may have
 * changed places. */
static node_id compared_value(const struct graph *g, node_id condition,
                              const struct prog_function *f, const struct prog_inst *cond) {
    const struct node *c = graph_node(g, condition);
    if (c->op != NODE_PURE || c->prog < PROG_EQ || c->prog > PROG_SLE)
        return NONE;
    bool commutes = c->prog == PROG_EQ || c->prog == PROG_NE;
    if (commutes && (cond->n_args < 2 || f->values[cond->args[1]].op != PROG_CONST))
        return NONE;
    return graph_arg(g, condition, 0);
}

static void add_value(struct decision *d, Z3_model model, node_id value, bool is_pointer,
                      struct engine_step *s) {
    if (value == NONE || !value_in(d, model, value, &s->value))
        return;
    s->is_pointer = is_pointer;
    if (is_pointer)
        s->value = s->value != 0;
    s->has_value = s->value <= VALUE_MAX && s->value >= -VALUE_MAX;
}

static bool compares_pointers(const struct prog_function *f, const struct prog_inst *cond) {
    return cond->op >= PROG_EQ && cond->op <= PROG_SLE &&
           f->values[cond->args[0]].type.kind == PROG_PTR;
}

static void add_step(struct decision *d, Z3_model model, uint32_t flow, uint32_t arm,
                     struct engine_step *steps, uint32_t *n) {
    const struct flow_node *node = &d->g->flow->nodes.at[flow];
    const struct prog_function *f = d->g->flow->contexts.at[node->context].function;
    const struct prog_inst *end = flow_inst(d->g->flow, node, node->last - 1);
    if (*n == STEPS_MAX || !end->n_args)
        return;
    struct engine_step s = {.function = d->g->flow->contexts.at[node->context].index,
                            .loc = end->loc, .subject = subject_of(f, end->args[0])};
    node_id c = d->g->branch[flow];
    if (end->op == PROG_SWITCH) {
        s.kind = arm ? ENGINE_STEP_CASE : ENGINE_STEP_DEFAULT;
        s.has_value = arm > 0;
        if (arm)
            s.value = (int64_t)end->words[arm - 1];
    } else {
        s.kind = arm ? ENGINE_STEP_FALSE : ENGINE_STEP_TRUE;
        const struct prog_inst *cond = &f->values[end->args[0]];
        if (cond->loc.line)
            s.loc = cond->loc;
        if (s.subject)
            add_value(d, model, compared_value(d->g, c, f, cond), compares_pointers(f, cond), &s);
        const struct cfg *cfg = d->g->flow->contexts.at[node->context].cfg;
        uint32_t loop = cfg->loop_of[node->block];
        if (loop != NONE && cfg->loops.at[loop].header == node->block && !node->copies &&
            !cfg_in_loop(cfg, f->blocks[node->block].succs[arm], loop))
            s.kind = ENGINE_STEP_LOOP_SKIPPED;
    }
    /* The second iteration often goes the way of the first: once is enough to say. */
    for (uint32_t i = 0; i < *n; i++)
        if (steps[i].kind == s.kind && steps[i].loc.line == s.loc.line &&
            steps[i].loc.column == s.loc.column && steps[i].function == s.function)
            return;
    if (s.loc.line)
        steps[(*n)++] = s;
}

/* Follows the model from the entry to the event; `deciding` marks the branches worth telling. */
static void add_path(struct decision *d, Z3_model model, const struct event *e,
                     const uint8_t *deciding, struct engine_finding *out) {
    const struct flow *flow = d->g->flow;
    struct engine_step steps[STEPS_MAX];
    uint8_t *reaches = base_calloc(flow->nodes.n, 1);
    reaches[e->flow] = 1;
    for (uint32_t i = e->flow; i-- > 0;)
        for (uint32_t k = 0; k < flow->nodes.at[i].succs.n; k++)
            reaches[i] |= reaches[flow->nodes.at[i].succs.at[k].node];
    for (uint32_t at = 0; at != e->flow;) {
        const struct flow_node *n = &flow->nodes.at[at];
        uint32_t next = NONE;
        for (uint32_t k = 0; k < n->succs.n; k++) {
            if (!reaches[n->succs.at[k].node])
                continue;
            if (next == NONE)
                next = k;
            if (n->succs.n > 1 && encode_has_branch(d->encoder, at) &&
                holds(d, model, encode_edge(d->encoder, at, n->succs.at[k].arm))) {
                next = k;
                break;
            }
        }
        if (next == NONE)
            break;
        if (n->succs.n > 1 && deciding[at])
            add_step(d, model, at, n->succs.at[next].arm, steps, &out->n_steps);
        at = n->succs.at[next].node;
    }
    free(reaches);
    out->steps = prog_alloc(d->f->program, out->n_steps * sizeof *steps);
    memcpy(out->steps, steps, out->n_steps * sizeof *steps);
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
    } else if (o->kind == OBJECT_FOREIGN && graph_param_of(g, o->root) != NONE) {
        const struct prog_function *f = g->flow->contexts.at[0].function;
        r.kind = ENGINE_OBJECT_POINTEE;
        r.decl = f->params[graph_param_of(g, o->root)].decl;
        r.name = f->params[graph_param_of(g, o->root)].name;
        r.loc = f->loc;
    }
    return r;
}

/* Which bytes of the object are undefined at the event: by leaf of its type. */
static void add_map(struct decision *d, Z3_model model, const struct event *e,
                    struct engine_finding *out) {
    const struct object *o = &d->g->objects.at[e->object];
    if (!o->facts || o->facts->n_leaves < 2 || !o->size || o->size > MAP_BYTES_MAX ||
        e->version == NONE)
        return;
    uint8_t *map = prog_alloc(d->f->program, o->size);
    memset(map, 1, o->size);
    for (uint32_t i = 0; i < o->facts->n_leaves; i++) {
        struct prog_leaf leaf = o->facts->leaves[i];
        if (leaf.size > 16 || leaf.offset + leaf.size > o->size)
            continue;
        struct place p = {.object = e->object, .offset = (int64_t)leaf.offset, .variable = NONE,
                          .guard = NONE};
        node_id v = memory_load(d->g, e->version, p, (uint32_t)leaf.size * 8);
        bool undefined = holds(d, model, encode_some_undefined(d->encoder, v));
        memset(map + leaf.offset, undefined, leaf.size);
    }
    out->map = map;
    out->map_size = o->size;
}

/* The call in the function itself behind which the context stands. */
static void at_outer_call(const struct graph *g, const struct event *e,
                          struct engine_finding *out) {
    uint32_t c = e->context;
    while (g->flow->contexts.at[c].parent != 0)
        c = g->flow->contexts.at[c].parent;
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
    if (ours && e->variable == NONE && e->offset >= 0) {
        f.object.offset = (uint64_t)e->offset * 8;
        f.object.width = e->bytes * 8;
    }
    if (e->kind == EVENT_ARGUMENT || e->kind == EVENT_NEEDED) {
        f.callee = e->callee;
        f.argument = e->argument;
        f.callee_read = e->callee_read;
        f.callee_read_in = e->callee_read_in;
    }
    return f;
}

static bool wanted(const struct decision *d, enum engine_id id) {
    return d->f->options->wanted >> id & 1;
}

/* --- Questions ---------------------------------------------------------------------------------- */

/* That every callee that was not followed writes what it sometimes writes. */
static Z3_ast all_guesses(struct decision *d, struct encoder *encoder) {
    Z3_ast *guesses;
    uint32_t n = encode_guesses(encoder, &guesses);
    return n ? Z3_mk_and(d->z3, n, guesses) : Z3_mk_true(d->z3);
}

/* Callers often pass a pointer and a length: memory that is undefined on some path only may come
 * with a length of zero on that path, which a callee that cannot be seen would respect. */
static bool may_be_of_no_length(const struct event *e) {
    return e->kind == EVENT_ARGUMENT;
}

static Z3_ast undefined_at(struct encoder *encoder, const struct event *e) {
    return e->kind == EVENT_USE ? encode_some_undefined(encoder, e->value)
                                : encode_all_undefined(encoder, e->value);
}

/* --- The sieve ----------------------------------------------------------------------------------- */

/* A literal that stands for the term, to assume it in one question and not in the next. */
static Z3_ast literal(struct decision *d, Z3_ast term) {
    Z3_ast l = Z3_mk_fresh_const(d->z3, "ask", Z3_mk_bool_sort(d->z3));
    Z3_solver_assert(d->z3, d->outline_solver, Z3_mk_implies(d->z3, l, term));
    return l;
}

/* What the control flow alone says about the event: NULL when it cannot happen. */
static Z3_ast outline_of(struct decision *d, const struct event *e) {
    Z3_ast undefined = undefined_at(d->outline, e);
    Z3_lbool known = Z3_get_bool_value(d->z3, undefined);
    if (known == Z3_L_FALSE)
        return NULL;
    if (known == Z3_L_UNDEF && may_be_of_no_length(e) && !wanted(d, ENGINE_MAYBE))
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
                           wanted(d, ENGINE_MAYBE) ? Z3_mk_true(d->z3)
                                                   : literal(d, all_guesses(d, d->outline))};
        for (; d->outline_facts < n_facts; d->outline_facts++)
            Z3_solver_assert(d->z3, d->outline_solver, facts[d->outline_facts]);
        d->f->stats->queries++;
        answer = Z3_solver_check_assumptions(d->z3, d->outline_solver, 2, asked);
        d->spent = steps_of(d, d->outline_solver);
    }
    if (answer == Z3_L_TRUE) {
        Z3_model model = Z3_solver_get_model(d->z3, d->outline_solver);
        Z3_model_inc_ref(d->z3, model);
        for (uint32_t i = 0; i < n; i++)
            if (terms[i] && !kept[i])
                kept[i] = holds(d, model, terms[i]);
        Z3_model_dec_ref(d->z3, model);
    }
    free(open);
    return answer;
}

/* Halves the events while the answer is not known. */
static void sieve_terms(struct decision *d, uint32_t n, const Z3_ast *terms, uint8_t *kept) {
    Z3_lbool answer = Z3_L_TRUE;
    while (answer == Z3_L_TRUE && d->spent < d->budget)
        answer = sieve_once(d, n, terms, kept);
    if (answer == Z3_L_FALSE)
        return;
    if (n > 1 && d->spent < d->budget) {
        sieve_terms(d, n / 2, terms, kept);
        sieve_terms(d, n - n / 2, terms + n / 2, kept + n / 2);
        return;
    }
    for (uint32_t i = 0; i < n; i++)
        kept[i] |= terms[i] != NULL;
}

/* The control flow alone often shows that no path leads to an event with undefined bits.  All events
 * of the function are asked about at once: mostly none can happen, and one answer says so. */
static void sieve(struct decision *d, uint32_t n, const uint32_t *events, uint8_t *kept) {
    Z3_ast *terms = base_calloc(n, sizeof *terms);
    for (uint32_t i = 0; i < n; i++)
        terms[i] = outline_of(d, &d->g->events.at[events[i]]);
    if (encode_is_too_large(d->outline))
        for (uint32_t i = 0; i < n; i++)
            kept[i] = terms[i] != NULL;
    else
        sieve_terms(d, n, terms, kept);
    free(terms);
}

/* --- One candidate ------------------------------------------------------------------------------ */

/* That what decides the branches is a small number: of all witnesses one that a person can follow. */
static Z3_ast small_values(struct decision *d, const uint8_t *deciding) {
    ARRAY(Z3_ast) small = {0};
    for (uint32_t i = 0; i < d->g->flow->nodes.n; i++) {
        node_id c = deciding[i] ? d->g->branch[i] : NONE;
        if (c == NONE || graph_node(d->g, c)->op != NODE_PURE || graph_node(d->g, c)->n_args != 2)
            continue;
        for (uint32_t k = 0; k < 2; k++) {
            node_id v = graph_arg(d->g, c, k);
            uint32_t w = graph_node(d->g, v)->width;
            if (w < 16 || w > 64 || graph_node(d->g, v)->op == NODE_CONST ||
                graph_node(d->g, v)->flags & NODE_POINTER)
                continue;
            Z3_sort sort = Z3_mk_bv_sort(d->z3, w);
            Z3_ast term = encode_value(d->encoder, v);
            ARRAY_PUSH(&small, Z3_mk_bvsle(d->z3, Z3_mk_int64(d->z3, -100, sort), term));
            ARRAY_PUSH(&small, Z3_mk_bvsle(d->z3, term, Z3_mk_int64(d->z3, 1000, sort)));
        }
    }
    Z3_ast all = small.n ? Z3_mk_and(d->z3, small.n, small.at) : NULL;
    ARRAY_FREE(&small);
    return all;
}

static Z3_lbool decide(struct decision *d, const struct event *e, const struct leaves *l) {
    uint32_t n_flow = d->g->flow->nodes.n;
    encoder_forget(d->encoder);
    Z3_ast undefined = undefined_at(d->encoder, e);
    uint8_t *deciding = base_calloc(n_flow, 1);
    bool some = false;
    for (uint32_t i = 0; i < n_flow; i++)
        some |= deciding[i] = encode_has_branch(d->encoder, i);
    Z3_ast reached = encode_guard(d->encoder, e->flow);
    for (uint32_t i = 0; i < n_flow && !some; i++)
        deciding[i] = encode_has_branch(d->encoder, i);
    Z3_ast inside = encode_in_bounds(d->encoder, e);
    /* With the guesses first: what is left without them is a maybe. */
    Z3_ast terms[4] = {reached, undefined, inside, all_guesses(d, d->encoder)};
    Z3_model model = NULL;
    bool guessed = false;
    Z3_lbool answer = encode_is_too_large(d->encoder) ? Z3_L_UNDEF : ask(d, 4, terms, &model);
    if (answer == Z3_L_FALSE && wanted(d, ENGINE_MAYBE) &&
        Z3_get_bool_value(d->z3, terms[3]) != Z3_L_TRUE) {
        guessed = true;
        answer = ask(d, 3, terms, &model);
    }
    if (answer != Z3_L_TRUE) {
        free(deciding);
        return answer;
    }
    struct engine_finding f = new_finding(d->g, e, l);
    bool always = Z3_get_bool_value(d->z3, undefined) == Z3_L_TRUE;
    Z3_ast small = always ? NULL : small_values(d, deciding);
    Z3_model better;
    if (small) {
        Z3_ast all[5] = {terms[0], terms[1], terms[2], small, terms[3]};
        if (ask(d, guessed ? 4 : 5, all, &better) == Z3_L_TRUE) {
            Z3_model_dec_ref(d->z3, model);
            model = better;
        }
    }
    if (!always)
        add_path(d, model, e, deciding, &f);
    if (e->object != NONE)
        add_map(d, model, e, &f);
    Z3_model_dec_ref(d->z3, model);
    free(deciding);
    if (!always) {
        Z3_ast defined[3] = {reached, inside, Z3_mk_not(d->z3, undefined)};
        always = ask(d, 3, defined, NULL) == Z3_L_FALSE;
    }
    f.id = e->kind == EVENT_ARGUMENT || e->kind == EVENT_NEEDED ? ENGINE_ARGUMENT
           /* In a later iteration only: the first one, asked about before, sees defined bits. */
           : always && !d->g->flow->nodes.at[e->flow].copies ? ENGINE_UNINIT
                                                              : ENGINE_SOMETIMES;
    if (e->context)
        at_outer_call(d->g, e, &f);
    if (guessed || (!always && may_be_of_no_length(e)))
        f.id = ENGINE_MAYBE;
    if (f.id != ENGINE_MAYBE || wanted(d, ENGINE_MAYBE))
        note_reported(d, e, l, f.id);
    if (wanted(d, f.id))
        ARRAY_PUSH(&d->f->findings, f);
    return answer;
}

static bool is_its_own(const struct graph *g, const struct event *e, const struct leaves *l) {
    for (uint32_t i = 0; i < l->at.n; i++) {
        const struct object *o = &g->objects.at[graph_node(g, l->at.at[i])->object];
        if (o->facts && o->facts->implicit)
            continue;
        if (!e->context || !o->context)
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
    if (!e->context && wanted(d, f.id))
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

static void open_solver(struct decision *d) {
    if (d->z3)
        return;
    Z3_config config = Z3_mk_config();
    Z3_set_param_value(config, "model", "true");
    d->z3 = Z3_mk_context(config);
    Z3_del_config(config);
    d->logic = Z3_mk_string_symbol(d->z3, "QF_BV");
    d->params = Z3_mk_params(d->z3);
    Z3_params_inc_ref(d->z3, d->params);
    d->encoder = encoder_new(d->z3, d->g, false);
    d->outline = encoder_new(d->z3, d->g, true);
    d->outline_solver = Z3_mk_solver_for_logic(d->z3, Z3_mk_string_symbol(d->z3, "QF_FD"));
    Z3_solver_inc_ref(d->z3, d->outline_solver);
    set_query_steps(d, SIEVE_STEPS);
    Z3_solver_set_params(d->z3, d->outline_solver, d->params);
    set_query_steps(d, QUERY_STEPS);
}

static void close_solver(struct decision *d) {
    if (!d->z3)
        return;
    encoder_free(d->encoder);
    encoder_free(d->outline);
    Z3_solver_dec_ref(d->z3, d->outline_solver);
    Z3_params_dec_ref(d->z3, d->params);
    Z3_del_context(d->z3);
}

/* Whether every path to the event passes the other one, which looks at the same value: what is
 * decided there holds here, and what is told there need not be told again. */
static bool follows(const struct graph *g, const struct event *e, const struct event *other) {
    uint32_t at = e->flow, to = other->flow;
    while (at > to)
        at = g->flow->nodes.at[at].idom;
    return at == to || g->flow->nodes.at[at].same == g->flow->nodes.at[to].same;
}

/* The events to decide: those that no other one goes before. */
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

static void decide_one(struct decision *d, uint32_t number) {
    struct event e = d->g->events.at[number];
    uint64_t spent = d->spent;
    Z3_lbool answer = Z3_L_UNDEF;
    struct leaves l = {0};
    find_leaves(d->g, e.value, &l);
    if (all_reported(d, &e, &l))
        answer = Z3_L_FALSE;
    else if (spent < d->budget)
        answer = decide(d, &e, &l);
    ARRAY_FREE(&l.at);
    d->f->stats->feasible += answer == Z3_L_TRUE;
    d->f->stats->infeasible += answer == Z3_L_FALSE;
    d->f->stats->gave_up += answer == Z3_L_UNDEF;
    print_answer(d, &e, answer == Z3_L_TRUE ? "feasible"
                        : answer == Z3_L_FALSE ? "infeasible" : "gave up", spent);
}

void feasibility_decide(struct feasibility *f, struct graph *g, const struct candidates *c) {
    struct decision d = {.f = f, .g = g,
                         .budget = f->options->budget ? f->options->budget : DEFAULT_BUDGET};
    for (uint32_t i = 0; i < c->events.n; i++) {
        const struct event *e = &g->events.at[c->events.at[i]];
        if (e->kind == EVENT_PROBE || e->kind == EVENT_INTENT)
            note_plainly(&d, e);
    }
    uint32_t *numbers = base_calloc(c->events.n, sizeof *numbers);
    uint32_t n = first_events(g, c, numbers);
    uint8_t *kept = base_calloc(n, 1);
    if (n) {
        open_solver(&d);
        sieve(&d, n, numbers, kept);
    }
    for (uint32_t i = 0; i < n; i++) {
        if (kept[i])
            decide_one(&d, numbers[i]);
        else
            print_answer(&d, &g->events.at[numbers[i]], "infeasible", d.spent);
        f->stats->infeasible += !kept[i];
    }
    f->stats->candidates += n;
    f->stats->solver_steps += d.spent;
    free(kept);
    free(numbers);
    map_free(&d.reported);
    close_solver(&d);
}
