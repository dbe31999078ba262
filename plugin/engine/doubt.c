#include "doubt.h"

#define NODES_MAX 200 /* of a condition that are looked at */

/* What is done for each node that a value is made of.  True: the others need not be looked at. */
typedef bool visitor(const struct graph *g, node_id id, void *data);

/* Whether the visitor was content with one of the nodes that the value is made of. */
static bool visit(const struct graph *g, node_id value, visitor *visitor, void *data) {
    ARRAY(node_id) work = {0};
    struct map seen = {0};
    bool content = false;
    ARRAY_PUSH(&work, value);
    while (work.n && !content && seen.n < NODES_MAX) {
        node_id v = work.at[--work.n];
        if (v == NONE || map_get(&seen, v, 0, 0) != NONE)
            continue;
        map_set(&seen, v, 0, 0, 1);
        const struct node *n = graph_node(g, v);
        if (n->op >= MEM_BEGIN)
            continue;
        content = visitor(g, v, data);
        for (uint32_t i = 0; i < n->n_args && n->op != NODE_ENTRY; i++)
            ARRAY_PUSH(&work, graph_arg(g, v, i));
    }
    ARRAY_FREE(&work);
    map_free(&seen);
    return content;
}

static bool is_any(const struct graph *g, node_id id, void *unused) {
    (void)unused;
    const struct node *n = graph_node(g, id);
    return n->op == NODE_ENTRY || (n->op == NODE_FRESH && n->inst != PROG_NONE) ||
           (n->op == NODE_PURE && n->prog == PROG_CALL);
}

static bool is_same(const struct graph *g, node_id id, void *other) {
    (void)g;
    return id == *(const node_id *)other;
}

/* --- Loops that are not entered ---------------------------------------------------------------- */

static bool is_array(const struct graph *g, node_id leaf) {
    const struct node *n = graph_node(g, leaf);
    const struct object *o = &g->objects.at[n->object];
    return o->kind == OBJECT_HEAP ||
           (o->kind == OBJECT_LOCAL && o->facts && !o->facts->n_leaves && o->size > (n->width + 7) / 8);
}

/* The arm by which the header of a loop's first iteration enters the loop, NONE if it is no such header. */
static uint32_t arm_into(const struct graph *g, uint32_t flow) {
    const struct flow_node *n = &g->flow->nodes.at[flow];
    const struct flow_context *c = &g->flow->contexts.at[n->context];
    const struct prog_bb *bb = &c->function->blocks[n->block];
    uint32_t loop = c->cfg->loop_of[n->block];
    if (loop == NONE || c->cfg->loops.at[loop].header != n->block || n->earlier != NONE ||
        n->last != bb->n_insts || bb->n_succs != 2)
        return NONE;
    bool in[2];
    for (uint32_t i = 0; i < 2; i++)
        in[i] = cfg_in_loop(c->cfg, bb->succs[i], loop);
    return in[0] == in[1] ? NONE : in[0] ? 0 : 1;
}

Z3_ast doubt_entered(struct decision *d, node_id leaf, const uint8_t *deciding) {
    struct graph *g = d->g;
    Z3_ast all = Z3_mk_true(d->z3);
    if (!is_array(g, leaf))
        return all;
    for (uint32_t i = 0; i < g->flow->nodes.n; i++) {
        if (!deciding[i] || g->branch[i] == NONE)
            continue;
        uint32_t arm = arm_into(g, i);
        if (arm == NONE || !visit(g, g->branch[i], is_any, NULL))
            continue;
        Z3_ast both[2] = {all, Z3_mk_implies(d->z3, encode_guard(d->encoder, i),
                                             encode_edge(d->encoder, i, arm))};
        all = Z3_mk_and(d->z3, 2, both);
    }
    return all;
}

/* --- Scans ---------------------------------------------------------------------------------------- */

bool doubt_is_scan(const struct graph *g, const struct event *e) {
    const struct flow *flow = g->flow;
    const struct flow_node *n = &flow->nodes.at[e->flow];
    const struct flow_context *c = &flow->contexts.at[n->context];
    uint32_t loop = c->cfg->loop_of[n->block];
    if (loop == NONE || e->value == NONE || (e->kind != EVENT_READ && e->kind != EVENT_USE))
        return false;
    uint32_t bit = c->cfg->loops.at[loop].depth - 1;
    if (bit >= 32 || !(n->copies >> bit & 1))
        return false; /* the first iteration, or one that stands for any */
    for (uint32_t i = e->flow; i < flow->nodes.n; i++) {
        const struct flow_node *at = &flow->nodes.at[i];
        const struct prog_bb *bb = &c->function->blocks[at->block];
        if (at->context != n->context || at->copies != n->copies || g->branch[i] == NONE ||
            at->last != bb->n_insts || !cfg_in_loop(c->cfg, at->block, loop))
            continue;
        bool leaves = false;
        for (uint32_t s = 0; s < bb->n_succs; s++)
            leaves |= !cfg_in_loop(c->cfg, bb->succs[s], loop);
        node_id read = e->value;
        if (leaves && visit(g, g->branch[i], is_same, &read))
            return true;
    }
    return false;
}

Z3_ast doubt_beyond(struct decision *d, const struct event *e) {
    const struct graph *g = d->g;
    Z3_ast all = Z3_mk_true(d->z3);
    for (uint32_t i = 0; i < g->measured.n && e->version != NONE; i++) {
        const struct measured *m = &g->measured.at[i];
        if (m->object != e->object || m->version != e->version || m->flow > e->flow)
            continue;
        Z3_ast end = encode_place(d->encoder, m->offset, m->length);
        Z3_ast from = encode_place(d->encoder, e->offset, e->variable);
        Z3_ast both[2] = {all, Z3_mk_implies(d->z3, encode_guard(d->encoder, m->flow),
                                             Z3_mk_bvule(d->z3, end, from))};
        all = Z3_mk_and(d->z3, 2, both);
    }
    return all;
}

static bool is_kept(const struct graph *g, node_id id, void *unused) {
    (void)unused;
    return graph_node(g, id)->op == NODE_KEPT;
}

bool doubt_is_handed_on(const struct graph *g, const struct event *e) {
    return e->value != NONE && visit(g, e->value, is_kept, NULL);
}

/* --- Variables set to themselves ------------------------------------------------------------------- */

static bool is_of_arguments(const struct graph *g, node_id id, int depth) {
    const struct node *n = graph_node(g, id);
    if (n->op == NODE_CONST || graph_param_of(g, id) != NONE)
        return true;
    if ((n->op != NODE_PURE && n->op != NODE_PHI) || n->prog == PROG_CALL || depth > 8)
        return false;
    for (uint32_t i = 0; i < n->n_args; i++)
        if (!is_of_arguments(g, graph_arg(g, id, i), depth + 1))
            return false;
    return true;
}

/* Whether the function's arguments alone decide, which can be any. */
static bool arguments_decide(const struct graph *g, const uint8_t *deciding) {
    for (uint32_t i = 0; i < g->flow->nodes.n; i++)
        if (deciding[i] && g->branch[i] != NONE && !is_of_arguments(g, g->branch[i], 0))
            return false;
    return true;
}

bool doubt_is_silenced(const struct graph *g, uint32_t n_leaves, const node_id *leaves,
                       const uint8_t *deciding) {
    for (uint32_t i = 0; i < n_leaves; i++)
        if (!g->objects.at[graph_node(g, leaves[i])->object].self_set)
            return false;
    return n_leaves && !arguments_decide(g, deciding);
}

/* --- Conditions that go together ------------------------------------------------------------------- */

#define PARTS_MAX 12 /* of what a condition hangs on that are looked at */

struct parts {
    node_id at[PARTS_MAX];
    uint32_t n;
};

/* Collects the members of structs from outside, as many as there is room for. */
static bool add_member(const struct graph *g, node_id id, void *data) {
    struct parts *out = data;
    const struct node *n = graph_node(g, id);
    if (n->op == NODE_ENTRY && (n->flags & NODE_MEMBER))
        out->at[out->n++] = id;
    return out->n == PARTS_MAX;
}

static bool has_part(const struct parts *parts, node_id v) {
    for (uint32_t i = 0; i < parts->n; i++)
        if (parts->at[i] == v)
            return true;
    return false;
}

/* Whether the two hang on different members of one object. */
static bool is_of_one_object(const struct graph *g, const struct parts *a, const struct parts *b) {
    for (uint32_t i = 0; i < a->n; i++)
        for (uint32_t k = 0; k < b->n; k++) {
            node_id of_a = graph_arg(g, a->at[i], 0), of_b = graph_arg(g, b->at[k], 0);
            if (graph_node(g, of_a)->object == graph_node(g, of_b)->object && !has_part(a, b->at[k]))
                return true;
        }
    return false;
}

/* The word of which the condition tests some bits, by a mask; NONE. */
static node_id masked_word(const struct graph *g, node_id condition, uint64_t *mask) {
    const struct node *n = graph_node(g, condition);
    for (int depth = 0; depth < 4 && n->op == NODE_PURE && n->prog != PROG_AND; depth++) {
        uint64_t bits;
        if (n->n_args != 1 && (n->n_args != 2 || !node_is_const(g, graph_arg(g, condition, 1), &bits)))
            return NONE;
        condition = graph_arg(g, condition, 0);
        n = graph_node(g, condition);
    }
    if (n->op != NODE_PURE || n->prog != PROG_AND || !node_is_const(g, graph_arg(g, condition, 1), mask))
        return NONE;
    node_id word = graph_arg(g, condition, 0);
    return is_any(g, word, NULL) ? word : NONE;
}

/* Whether the two test different bits of one word. */
static bool is_of_one_word(const struct graph *g, node_id a, node_id b) {
    uint64_t of_a, of_b;
    node_id word = masked_word(g, a, &of_a);
    return word != NONE && masked_word(g, b, &of_b) == word && !(of_a & of_b);
}

/* A branch that the run of a model comes to. */
struct turn {
    uint32_t flow, context;
    node_id condition;
    bool writes; /* it decides whether the bits are undefined, not only whether they are read */
    struct parts members;
};

struct run {
    ARRAY(struct turn) at;
};

/* Whether the run passes by the write because of one member, or bit, of what comes from outside, and comes to the read
 * because of another. */
static bool is_tied(const struct graph *g, const struct run *run) {
    for (uint32_t i = 0; i < run->at.n; i++)
        for (uint32_t k = i + 1; k < run->at.n && run->at.at[i].writes; k++) {
            const struct turn *before = &run->at.at[i], *after = &run->at.at[k];
            if (is_of_one_word(g, before->condition, after->condition) ||
                (!after->writes && is_of_one_object(g, &before->members, &after->members)))
                return true;
        }
    return false;
}

#define CALLEES_MAX 3 /* functions called on the way whose conditions may decide that bits are undefined */
#define LOOPS_MAX 1   /* loops, not in each other, that may by how often they turn */

/* The outermost loop that the branch may leave, NONE. */
static uint32_t loop_left(const struct graph *g, uint32_t flow) {
    const struct flow_node *n = &g->flow->nodes.at[flow];
    const struct flow_context *c = &g->flow->contexts.at[n->context];
    const struct prog_bb *bb = &c->function->blocks[n->block];
    uint32_t loop = c->cfg->loop_of[n->block];
    bool leaves = false;
    for (uint32_t i = 0; loop != NONE && i < bb->n_succs; i++)
        leaves |= !cfg_in_loop(c->cfg, bb->succs[i], loop);
    if (!leaves)
        return NONE;
    while (c->cfg->loops.at[loop].parent != NONE)
        loop = c->cfg->loops.at[loop].parent;
    return loop;
}

static bool is_far_fetched(const struct graph *g, const struct run *run, bool of_array) {
    struct map functions = {0}, loops = {0};
    for (uint32_t i = 0; i < run->at.n; i++) {
        const struct turn *t = &run->at.at[i];
        if (!t->writes)
            continue;
        uint32_t function = g->flow->contexts.at[t->context].index, loop = loop_left(g, t->flow);
        if (t->context)
            map_set(&functions, function, 0, 0, 1);
        if (loop != NONE)
            map_set(&loops, function, loop, 0, 1);
    }
    bool far = functions.n > CALLEES_MAX || (!of_array && loops.n > LOOPS_MAX);
    map_free(&functions);
    map_free(&loops);
    return far;
}

bool doubt_run(struct decision *d, Z3_model model, const struct event *e, const uint8_t *writing,
               node_id leaf, bool fails) {
    struct run run = {0};
    for (uint32_t i = 0; i < e->flow; i++) {
        if (d->g->branch[i] == NONE || !encode_has_branch(d->encoder, i) ||
            !decision_holds(d, model, encode_guard(d->encoder, i)))
            continue;
        struct turn turn = {.flow = i, .context = d->g->flow->nodes.at[i].context, .condition = d->g->branch[i],
                            .writes = writing[i]};
        visit(d->g, turn.condition, add_member, &turn.members);
        ARRAY_PUSH(&run.at, turn);
    }
    bool doubted = (!fails && is_tied(d->g, &run)) || is_far_fetched(d->g, &run, is_array(d->g, leaf));
    ARRAY_FREE(&run.at);
    return doubted;
}
