/* The witness in words that the caller can print: branches taken, values that decide, bytes undefined.
 *
 * It is read off the solver's model by walking the flow from its entry to the event.  Only the
 * branches that the question was made of are told, each once.
 */
#include "decision.h"

#define STEPS_MAX 12
#define MAP_BYTES_MAX 256

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
        /* The branch of a loop's own condition stands at the loop, that of an `if` at its condition. */
        bool own = cond->loc.line != end->loc.line || cond->loc.column != end->loc.column;
        const struct cfg *cfg = d->g->flow->contexts.at[node->context].cfg;
        uint32_t loop = cfg->loop_of[node->block];
        if (own && loop != NONE && cfg->loops.at[loop].header == node->block && !node->copies &&
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

/* The writes of calls on the way to the event's memory that hang on a condition: of a library function
 * that may fail, of a callee that was not followed. */
static uint32_t conditional_writes(const struct graph *g, const struct event *e, node_id *out,
                                   uint32_t room) {
    ARRAY(node_id) work = {0};
    struct map seen = {0};
    uint32_t n = 0;
    if (e->object != NONE && e->version != NONE)
        ARRAY_PUSH(&work, e->version);
    while (work.n && n < room && seen.n < 1000) {
        node_id v = work.at[--work.n];
        if (v == NONE || map_get(&seen, v, 0, 0) != NONE)
            continue;
        map_set(&seen, v, 0, 0, 1);
        const struct node *m = graph_node(g, v);
        if (m->op == MEM_PHI || m->op == MEM_LATER)
            for (uint32_t i = 0; i < m->n_args; i++)
                ARRAY_PUSH(&work, graph_arg(g, v, i));
        else if (m->op == MEM_STORE || m->op == MEM_FILL || m->op == MEM_COPY)
            ARRAY_PUSH(&work, graph_arg(g, v, 0));
        if (m->op != MEM_FILL || graph_arg(g, v, 4) == NONE || m->inst == PROG_NONE)
            continue;
        const struct prog_function *f = g->flow->contexts.at[m->context].function;
        if (f->values[m->inst].op == PROG_CALL)
            out[n++] = v;
    }
    ARRAY_FREE(&work);
    map_free(&seen);
    return n;
}

/* What the call returned, as a node; NONE when nobody looked at it. */
static node_id result_of(const struct graph *g, prog_value call, uint32_t context) {
    const struct prog_inst *in = &g->flow->contexts.at[context].function->values[call];
    for (node_id i = 0; in->type.kind == PROG_INT && i < g->nodes.n; i++) {
        const struct node *n = graph_node(g, i);
        bool result = (n->op == NODE_PURE && n->prog == PROG_CALL) ||
                      (n->op == NODE_FRESH && n->imm == 8);
        if (result && n->inst == call && n->context == context && n->width == in->type.bits)
            return i;
    }
    return NONE;
}

/* Whether the write's condition holds on this path, or that of another write of the same call: then the call
 * did not fail, it wrote less. */
static bool wrote(struct decision *d, Z3_model model, uint32_t n_writes, const node_id *writes,
                  const struct node *of) {
    for (uint32_t i = 0; i < n_writes; i++) {
        const struct node *w = graph_node(d->g, writes[i]);
        if (w->flow == of->flow && w->inst == of->inst && w->context == of->context &&
            decision_holds(d, model, encode_value(d->encoder, graph_arg(d->g, writes[i], 4))))
            return true;
    }
    return false;
}

/* The calls at that flow node that did not write on this path. */
static void add_failures(struct decision *d, Z3_model model, uint32_t flow, uint32_t n_writes,
                         const node_id *writes, struct engine_step *steps, uint32_t *n) {
    const struct graph *g = d->g;
    for (uint32_t i = 0; i < n_writes && *n < STEPS_MAX; i++) {
        const struct node *w = graph_node(g, writes[i]);
        if (w->flow != flow || wrote(d, model, n_writes, writes, w))
            continue;
        const struct prog_function *f = g->flow->contexts.at[w->context].function;
        const struct prog_inst *call = &f->values[w->inst];
        const struct prog_inst *callee = &f->values[call->args[0]];
        struct engine_step s = {.kind = ENGINE_STEP_CALL, .loc = call->loc,
                                .function = g->flow->contexts.at[w->context].index};
        if (callee->op == PROG_FUNC)
            s.callee = g->env->program->functions[callee->imm].name;
        add_value(d, model, result_of(g, w->inst, w->context), false, &s);
        bool told = false;
        for (uint32_t k = 0; k < *n; k++)
            told |= steps[k].kind == ENGINE_STEP_CALL && steps[k].loc.line == s.loc.line &&
                    steps[k].loc.column == s.loc.column;
        if (!told && s.loc.line)
            steps[(*n)++] = s;
    }
}

/* Follows the model from the entry to the event; `deciding` marks the branches worth telling. */
void witness_path(struct decision *d, Z3_model model, const struct event *e,
                     const uint8_t *deciding, struct engine_finding *out) {
    const struct flow *flow = d->g->flow;
    struct engine_step steps[STEPS_MAX];
    uint8_t *reaches = base_calloc(flow->nodes.n, 1);
    reaches[e->flow] = 1;
    for (uint32_t i = e->flow; i-- > 0;)
        for (uint32_t k = 0; k < flow->nodes.at[i].succs.n; k++)
            reaches[i] |= reaches[flow->nodes.at[i].succs.at[k].node];
    node_id writes[STEPS_MAX];
    uint32_t n_writes = conditional_writes(d->g, e, writes, STEPS_MAX);
    for (uint32_t at = 0; at != e->flow;) {
        const struct flow_node *n = &flow->nodes.at[at];
        add_failures(d, model, at, n_writes, writes, steps, &out->n_steps);
        uint32_t next = NONE;
        for (uint32_t k = 0; k < n->succs.n; k++) {
            if (!reaches[n->succs.at[k].node])
                continue;
            if (next == NONE)
                next = k;
            if (n->succs.n > 1 && encode_has_branch(d->encoder, at) &&
                decision_holds(d, model, encode_edge(d->encoder, at, n->succs.at[k].arm))) {
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
    add_failures(d, model, e->flow, n_writes, writes, steps, &out->n_steps);
    free(reaches);
    out->steps = prog_alloc(d->f->program, out->n_steps * sizeof *steps);
    memcpy(out->steps, steps, out->n_steps * sizeof *steps);
}

/* Which bytes of the object are undefined at the event: by leaf of its type. */
void witness_map(struct decision *d, Z3_model model, const struct event *e,
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
        bool undefined = decision_holds(d, model, encode_some_undefined(d->encoder, v));
        memset(map + leaf.offset, undefined, leaf.size);
    }
    out->map = map;
    out->map_size = o->size;
}

/* That what decides the branches is a small number: of all witnesses one that a person can follow. */
Z3_ast witness_small(struct decision *d, const uint8_t *deciding) {
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
