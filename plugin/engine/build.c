/* From the flow to the graph: one pass over the instructions in topological order.
 *
 * Values that stay in their block are kept in a table for the block at hand; the few that cross
 * blocks are variables like any other.  Every place where undefined bits would matter becomes an
 * event; whether they can be undefined is asked later.
 */
#include "graph.h"

#include <stdio.h>

struct graph_scope {
    node_id *nodes;   /* program value -> node ... */
    uint32_t *stamps; /* ... valid in this block instance: the flow node it began at, plus one */
    uint8_t *bits;    /* program value -> it is made of the storage unit of a bit-field */
    uint32_t stamp;
};

static const struct prog_function *function_of(const struct graph *g, uint32_t context) {
    return g->flow->contexts.at[context].function;
}

static struct graph_scope *scope(struct graph *g, uint32_t context) {
    struct graph_scope *s = &g->scopes[context];
    if (!s->nodes) {
        uint32_t n = function_of(g, context)->n_values;
        s->nodes = base_calloc(n, sizeof *s->nodes);
        s->stamps = base_calloc(n, sizeof *s->stamps);
        s->bits = base_calloc(n, 1);
    }
    return s;
}

node_id graph_param(struct graph *g, uint32_t param) {
    const struct prog_param *p = &function_of(g, 0)->params[param];
    return node_fresh(g, p->type.bits, 4, param, 0);
}

uint32_t graph_param_of(const struct graph *g, node_id n) {
    const struct node *v = graph_node(g, n);
    return v->op == NODE_FRESH && v->imm == 4 ? (uint32_t)v->offset : NONE;
}

uint32_t graph_function_of(const struct graph *g, node_id n) {
    const struct node *v = graph_node(g, n);
    return v->op == NODE_FRESH && v->imm == 5 ? (uint32_t)v->offset : NONE;
}

static uint32_t variable_of(struct graph *g, uint32_t context, prog_value v) {
    uint32_t at = map_get(&g->values, context, v, 0);
    if (at == NONE) {
        at = g->variables.n;
        ARRAY_PUSH(&g->variables, (struct variable){.initial = NONE});
        map_set(&g->values, context, v, 0, at);
    }
    return at;
}

static node_id leaf(struct graph *g, uint32_t context, const struct prog_inst *in) {
    switch (in->op) {
    case PROG_CONST:
        return in->type.bits <= 64 ? node_const(g, in->type.bits, in->words[0])
                                   : node_const(g, in->type.bits, in->words[0] ^ in->words[1]);
    case PROG_PARAM:
        if (!context)
            return graph_param(g, (uint32_t)in->imm);
        return g->params[context][in->imm];
    case PROG_GLOBAL: {
        const struct prog_global *gl = &g->env->program->globals[in->imm];
        struct object o = {.kind = OBJECT_GLOBAL, .inst = PROG_NONE, .global = (uint32_t)in->imm,
                           .size = gl->size, .size_node = NONE};
        return node_address(g, memory_object(g, o, 0, in->imm, 0), 0);
    }
    case PROG_FUNC:
        return node_fresh(g, in->type.bits, 5, in->imm, 0);
    default: /* the compiler's own undefined values are not the programmer's reads */
        return node_fresh(g, in->type.bits, 0, 0, 0);
    }
}

/* Its node is the same wherever it is used: the address of a local is one, too. */
static bool stands_in_no_block(const struct prog_inst *in) {
    return prog_is_leaf(in->op) || (in->op == PROG_LOCAL && !in->n_args);
}

static uint32_t local_object(struct graph *g, uint32_t context, prog_value v) {
    const struct prog_inst *in = &function_of(g, context)->values[v];
    uint32_t at = map_get(&g->objects_by, (uint64_t)OBJECT_LOCAL << 56 | context, v, 0);
    if (at != NONE)
        return at;
    struct object o = {.kind = OBJECT_LOCAL, .context = context, .inst = v, .facts = in->object,
                       .size = in->n_args ? 0 : in->imm, .size_node = NONE};
    if (!in->n_args)
        o.size_node = node_const(g, 64, in->imm);
    return memory_object(g, o, context, v, 0);
}

node_id graph_value(struct graph *g, uint32_t context, prog_value v) {
    const struct prog_function *f = function_of(g, context);
    const struct prog_inst *in = &f->values[v];
    if (in->op == PROG_LOCAL && !in->n_args)
        return node_address(g, local_object(g, context, v), 0);
    if (stands_in_no_block(in))
        return leaf(g, context, in);
    struct graph_scope *s = scope(g, context);
    if (s->stamps[v] == s->stamp)
        return s->nodes[v];
    node_id n = variable_at(g, VARIABLE_VALUE, variable_of(g, context, v), g->at, true);
    return n != NONE ? n : node_fresh(g, in->type.bits, 6, context, v);
}

static void bind(struct graph *g, uint32_t context, prog_value v, node_id n) {
    if (n == NONE)
        return;
    struct graph_scope *s = scope(g, context);
    s->nodes[v] = n;
    s->stamps[v] = s->stamp;
    if (g->flow->contexts.at[context].cfg->crosses[v])
        variable_set(g, VARIABLE_VALUE, variable_of(g, context, v), n);
}

/* --- Instructions --------------------------------------------------------------------------- */

struct step {
    struct graph *g;
    const struct flow_node *node;
    uint32_t context;
    const struct prog_function *f;
    const struct prog_inst *in;
    prog_value v;
    bool varies; /* it writes at a place that moves with the loop */
};

static node_id arg(const struct step *s, uint32_t k) {
    return graph_value(s->g, s->context, s->in->args[k]);
}

static void add_use(const struct step *s, node_id value) {
    if (value == NONE || graph_node(s->g, value)->op == NODE_CONST)
        return;
    struct event e = {.kind = EVENT_USE, .flow = s->g->at, .context = s->context, .inst = s->v,
                      .value = value, .object = NONE, .variable = NONE, .version = NONE,
                      .condition = NONE};
    ARRAY_PUSH(&s->g->events, e);
}

static bool purposely(const struct step *s) {
    for (uint32_t c = s->context; c != NONE; c = s->g->flow->contexts.at[c].parent)
        if (function_of(s->g, c)->flags & PROG_FN_INTENTIONAL)
            return true;
    return false;
}

/* A branch that depends on the pointer, before this point, may have asked whose memory this is;
 * comparing it with null asks nothing. */
node_id graph_not_null(struct graph *g, node_id pointer) {
    const struct node *n = graph_node(g, pointer);
    uint32_t width = n->width;
    if (n->op != NODE_PHI && n->op != NODE_CHOOSE && n->op != NODE_KEPT)
        return NONE;
    node_id condition = node_pure2(g, PROG_NE, 1, pointer, node_const(g, width, 0));
    return graph_node(g, condition)->op == NODE_CONST ? NONE : condition;
}

bool graph_was_asked_about(struct graph *g, node_id pointer) {
    for (uint32_t n = g->flow->nodes.at[g->at].idom, i = g->at; i != 0; i = n,
                  n = g->flow->nodes.at[n].idom) {
        node_id c = g->branch[n];
        if (c == NONE || g->flow->nodes.at[i].same == g->flow->nodes.at[n].same)
            continue;
        ARRAY(node_id) work = {0};
        struct map seen = {0};
        bool found = false;
        uint64_t k;
        const struct node *cn = graph_node(g, c);
        bool null_test = cn->op == NODE_PURE && (cn->prog == PROG_EQ || cn->prog == PROG_NE) &&
                         node_is_const(g, graph_arg(g, c, 1), &k) && !k &&
                         graph_arg(g, c, 0) == pointer;
        if (!null_test)
            ARRAY_PUSH(&work, c);
        while (work.n && !found && seen.n < 200) {
            node_id x = work.at[--work.n];
            if (map_get(&seen, x, 0, 0) != NONE)
                continue;
            map_set(&seen, x, 0, 0, 1);
            found = x == pointer;
            const struct node *xn = graph_node(g, x);
            for (uint32_t a = 0; a < xn->n_args; a++)
                if (graph_arg(g, x, a) != NONE)
                    ARRAY_PUSH(&work, graph_arg(g, x, a));
        }
        ARRAY_FREE(&work);
        map_free(&seen);
        if (found)
            return true;
    }
    return false;
}

/* The source names a part of the object, if only of a call's result: `f().x`. */
static bool is_field(const struct step *s) {
    const struct prog_inst *address = &s->f->values[s->in->args[0]];
    return address->op == PROG_PTRADD && (address->flags & PROG_FIELD);
}

/* A whole struct is copied, passed or returned that nothing was written to yet, on no path: copying bytes is no
 * read, but there is nothing to copy. */
static void copied_event(const struct step *s, struct place from) {
    struct graph *g = s->g;
    const struct object *o = &g->objects.at[from.object];
    if (o->kind != OBJECT_LOCAL || !o->facts || o->facts->implicit || o->facts->scratch ||
        o->facts->n_leaves < 2 || from.offset || from.variable != NONE || purposely(s))
        return;
    node_id version = memory_now(g, from.object);
    if (version == NONE || graph_node(g, version)->op != MEM_BEGIN)
        return;
    struct event e = {.kind = EVENT_READ, .flow = g->at, .context = s->context, .inst = s->v,
                      .object = from.object, .variable = NONE, .version = version,
                      .condition = NONE,
                      .bytes = o->size};
    e.value = memory_load(g, version, from, (uint32_t)(o->size < 8 ? o->size : 8) * 8);
    ARRAY_PUSH(&g->events, e);
}

static void read_events(const struct step *s, uint32_t n, const struct place *places,
                        node_id value) {
    struct graph *g = s->g;
    const struct prog_inst *in = s->in;
    struct event e = {.kind = EVENT_READ, .flow = g->at, .context = s->context, .inst = s->v,
                      .value = value, .object = places[0].object, .offset = places[0].offset,
                      .variable = places[0].variable, .low = places[0].low, .high = places[0].high,
                      .bytes = (in->type.bits + 7) / 8, .version = NONE,
                      .condition = graph_not_null(g, arg(s, 0))};
    if (places[0].rounded) {
        node_id rounded = g->objects.at[places[0].object].root;
        if (!(in->flags & PROG_READ_ON_PURPOSE) && !purposely(s) &&
            !graph_was_asked_about(g, graph_arg(g, rounded, 0))) {
            e.kind = EVENT_PROBE;
            ARRAY_PUSH(&g->events, e);
        }
        return;
    }
    if ((in->flags & PROG_TRANSFER) && n == 1)
        copied_event(s, places[0]);
    /* Which of its bits matter is seen where they are used; callers are told that some may be. */
    if ((in->flags & PROG_BITFIELD) && n == 1 && g->objects.at[places[0].object].kind == OBJECT_FOREIGN) {
        e.kind = EVENT_FOLLOW;
        ARRAY_PUSH(&g->events, e);
    }
    if (in->flags & (PROG_TRANSFER | PROG_BITFIELD | PROG_READ_ON_PURPOSE))
        return;
    const struct cfg *cfg = g->flow->contexts.at[s->context].cfg;
    if (!cfg->used[s->v] && !(in->flags & PROG_VOLATILE))
        return; /* `(void)x` */
    if (in->type.bits == 8 && (cfg->only[s->v] & CFG_ONLY_STORED) &&
        s->f->values[in->args[0]].op != PROG_LOCAL)
        return; /* a byte of something that is copied byte by byte */
    if (in->type.kind == PROG_AGGREGATE && (cfg->only[s->v] & CFG_ONLY_INSERTED))
        return; /* a lane of a vector is written */
    if (n > 1)
        e.object = NONE; /* where the undefined bits come from says which */
    for (uint32_t i = 0; i < n; i++) {
        const struct object *o = &g->objects.at[places[i].object];
        if (o->facts && (o->facts->scratch || (o->facts->implicit && !is_field(s))))
            return;
    }
    if (e.object != NONE)
        e.version = memory_now(g, e.object);
    if (purposely(s))
        e.kind = EVENT_INTENT;
    if (graph_node(g, value)->op != NODE_CONST)
        ARRAY_PUSH(&g->events, e);
    if (e.kind == EVENT_READ && node_is_put_together(g, value, 0) && in->type.kind != PROG_AGGREGATE &&
        !(cfg->only[s->v] & (CFG_ONLY_STORED | CFG_ONLY_MASKED))) {
        e.kind = EVENT_PART;
        ARRAY_PUSH(&g->events, e);
    }
}

/* A pointer that is read or written through is not null from then on. */
static void note_access(const struct step *s, uint32_t n, const struct place *places) {
    struct graph *g = s->g;
    const struct object *o = &g->objects.at[places[0].object];
    if (n > 1 || o->kind != OBJECT_FOREIGN)
        return;
    uint32_t last = map_get(&g->last_access, o->root, 0, 0);
    if (last != NONE && g->flow->nodes.at[g->accesses.at[last].flow].same ==
                            g->flow->nodes.at[g->at].same)
        return;
    ARRAY_PUSH(&g->accesses, (struct access){g->at, last});
    map_set(&g->last_access, o->root, 0, 0, g->accesses.n - 1);
}

/* A program looks at errno when something has failed. */
static void note_errno(struct graph *g, uint32_t object, node_id value) {
    const struct object *o = &g->objects.at[object];
    if (o->kind != OBJECT_FOREIGN || g->ends || map_get(&g->errnos, o->root, 0, 0) == NONE ||
        graph_node(g, value)->op == NODE_CONST)
        return;
    uint32_t w = graph_node(g, value)->width;
    node_id positive = node_pure2(g, PROG_SLT, 1, node_const(g, w, 0), value);
    map_set(&g->errnos, value, 0, 0, 1);
    ARRAY_PUSH(&g->facts, (struct fact){value, positive, true});
}

/* Whether the address is that of a member of a struct, or of an element of one; a pointer itself may be. */
static bool is_of_member(const struct prog_function *f, prog_value address) {
    bool inside = false;
    while (f->values[address].op == PROG_PTRADD) {
        if (f->values[address].flags & PROG_FIELD)
            return true;
        address = f->values[address].args[0];
        inside = true;
    }
    return !inside;
}

/* Marks what the loaded value is made of where nothing seen has overwritten it. */
static void note_member(struct graph *g, node_id value, int depth) {
    struct node *n = graph_node(g, value);
    if (n->op == NODE_ENTRY)
        n->flags |= NODE_MEMBER;
    uint32_t first = n->op == NODE_CHOOSE ? 1 : 0;
    uint32_t last = n->op == NODE_KEPT || n->op == NODE_SWEPT ? 1
                    : n->op == NODE_PHI || n->op == NODE_CHOOSE ? n->n_args : 0;
    for (uint32_t i = first; i < last && depth < 4; i++)
        note_member(g, graph_arg(g, value, i), depth + 1);
}

static void do_load(const struct step *s) {
    struct graph *g = s->g;
    struct place places[PLACES_MAX];
    uint32_t n = memory_places(g, arg(s, 0), places);
    note_access(s, n, places);
    node_id value = memory_read(g, n, places, s->in->type.bits);
    const struct object *o = &g->objects.at[places[0].object];
    read_events(s, n, places, value);
    if ((s->in->flags & PROG_VOLATILE) && (o->kind == OBJECT_FOREIGN || o->kind == OBJECT_GLOBAL))
        value = node_fresh(g, s->in->type.bits, 0, 0, 0);
    if (n == 1 && o->facts && o->facts->scratch)
        value = node_fresh(g, s->in->type.bits, 0, 0, 0);
    if (s->in->flags & PROG_BITFIELD)
        scope(g, s->context)->bits[s->v] = 1;
    note_errno(g, places[0].object, value);
    if (is_of_member(s->f, s->in->args[0]))
        note_member(g, value, 0);
    bind(g, s->context, s->v, value);
}

static void do_store(const struct step *s) {
    struct place places[PLACES_MAX];
    uint32_t n = memory_places(s->g, arg(s, 0), places);
    const struct prog_inst *value = &s->f->values[s->in->args[1]];
    if (n == 1 && value->op == PROG_LOAD && (value->flags & PROG_TRANSFER) &&
        value->args[0] == s->in->args[0])
        s->g->objects.at[places[0].object].self_set = true;
    note_access(s, n, places);
    for (uint32_t i = 0; i < n; i++)
        memory_store(s->g, places[i], arg(s, 1), s->v, s->varies);
}

static void do_copy(const struct step *s) {
    struct place to[PLACES_MAX], from[PLACES_MAX];
    uint32_t n = memory_places(s->g, arg(s, 0), to), m = memory_places(s->g, arg(s, 1), from);
    if (m == 1 && (n != 1 || to[0].object != from[0].object)) /* `struct s x = x;` looks at nothing */
        copied_event(s, from[0]);
    for (uint32_t i = 0; i < n; i++) {
        if (m == 1)
            memory_copy(s->g, to[i], from[0], arg(s, 2), s->v, s->varies);
        else
            memory_fill(s->g, to[i], arg(s, 2), NONE, NONE, s->v, s->varies);
    }
}

static void do_fill(const struct step *s, node_id size, node_id byte) {
    struct place to[PLACES_MAX];
    uint32_t n = memory_places(s->g, arg(s, 0), to);
    for (uint32_t i = 0; i < n; i++)
        memory_fill(s->g, to[i], size, byte, NONE, s->v, s->varies);
}

static void do_local(const struct step *s) {
    if (!s->in->n_args)
        return;
    uint32_t object = local_object(s->g, s->context, s->v);
    memory_begin(s->g, object, s->v); /* a VLA is a new object each time */
    s->g->objects.at[object].size_node = arg(s, 0);
    bind(s->g, s->context, s->v, node_address(s->g, object, 0));
}

static bool is_written_somewhere(const struct prog_function *f, const struct cfg *c, prog_value local) {
    if (c->taken[local])
        return true;
    for (uint32_t b = 0; b < c->n; b++) {
        const struct prog_bb *bb = &f->blocks[c->blocks[b]];
        for (uint32_t k = 0; k < bb->n_insts; k++) {
            const struct prog_inst *in = &f->values[bb->insts[k]];
            if (in->op != PROG_STORE && in->op != PROG_COPY && in->op != PROG_FILL && in->op != PROG_HAVOC)
                continue;
            prog_value to = in->args[0];
            while (f->values[to].op == PROG_PTRADD || f->values[to].op == PROG_BITCAST)
                to = f->values[to].args[0];
            if (to == local)
                return true;
        }
    }
    return false;
}

/* setjmp() returned once more: what was not written yet, and is somewhere in the function, may have been by now. */
static void returned_again(const struct step *s) {
    struct graph *g = s->g;
    const struct flow_context *context = &g->flow->contexts.at[s->context];
    node_id result = graph_value(g, s->context, s->v);
    if (!s->in->type.bits || result == NONE)
        return;
    node_id again = node_pure2(g, PROG_NE, 1, result, node_const(g, s->in->type.bits, 0));
    for (uint32_t i = 0; i < g->objects.n; i++) {
        const struct object *o = &g->objects.at[i];
        node_id version = o->kind == OBJECT_LOCAL && o->context == s->context ? memory_now(g, i) : NONE;
        if (version == NONE || graph_node(g, version)->op != MEM_BEGIN ||
            !is_written_somewhere(s->f, context->cfg, o->inst))
            continue;
        struct place all = {.object = i, .variable = NONE, .guard = NONE};
        memory_fill(g, all, NONE, NONE, again, s->v, false);
    }
}

static void do_call(const struct step *s) {
    node_id few[16];
    node_id *args = s->in->n_args <= 16 ? few : base_calloc(s->in->n_args, sizeof *args);
    for (uint32_t i = 0; i < s->in->n_args; i++)
        args[i] = arg(s, i);
    const struct prog_inst *callee = &s->f->values[s->in->args[0]];
    const struct prog_function *to =
        callee->op == PROG_FUNC ? &s->g->env->program->functions[callee->imm] : NULL;
    for (uint32_t i = 0; to && i < to->n_params && i + 1 < s->in->n_args; i++) {
        struct place from[PLACES_MAX];
        if ((to->params[i].flags & PROG_PARAM_BYVAL) && memory_places(s->g, args[i + 1], from) == 1)
            copied_event(s, from[0]);
    }
    bind(s->g, s->context, s->v, call_apply(s->g, s->v, args, s->varies));
    if (args != few)
        free(args);
    if (s->in->flags & PROG_TWICE)
        returned_again(s);
}

static void do_asm(const struct step *s) {
    for (uint32_t i = 0; i < s->in->n_args; i++) {
        struct place places[PLACES_MAX];
        if (s->f->values[s->in->args[i]].type.kind != PROG_PTR)
            continue;
        uint32_t n = memory_places(s->g, arg(s, i), places);
        for (uint32_t k = 0; k < n; k++)
            memory_escape(s->g, places[k].object, s->v);
    }
    if (s->in->type.bits)
        bind(s->g, s->context, s->v, node_fresh(s->g, s->in->type.bits, 0, 0, 0));
}

static void do_phi(const struct step *s) {
    const struct prog_bb *bb = &s->f->blocks[s->node->block];
    uint32_t n = s->node->preds.n;
    node_id few[8];
    node_id *args = n <= 8 ? few : base_calloc(n, sizeof *args);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t from = s->node->preds.at[i].node, k = 0;
        while (bb->preds[k] != s->g->flow->nodes.at[from].block)
            k++;
        prog_value v = s->in->args[k];
        const struct prog_inst *in = &s->f->values[v];
        args[i] = stands_in_no_block(in)
                      ? graph_value(s->g, s->context, v)
                      : variable_at(s->g, VARIABLE_VALUE, variable_of(s->g, s->context, v), from,
                                    true);
        if (args[i] == NONE)
            args[i] = node_fresh(s->g, in->type.bits, 6, s->context, v);
    }
    bind(s->g, s->context, s->v, node_phi(s->g, s->g->at, n, args));
    if (args != few)
        free(args);
}

static uint64_t name_hash(const char *s) {
    uint64_t h = 0xcbf29ce484222325u;
    for (; s && *s; s++)
        h = (h ^ (unsigned char)*s) * 0x100000001b3u;
    return h;
}

/* A lane of a vector in memory is read: the vector is loaded as a whole, which is not. */
static void lane_event(const struct step *s, node_id lane) {
    if (s->in->op != PROG_EXTRACT)
        return;
    const struct prog_inst *load = &s->f->values[s->in->args[0]];
    struct place places[PLACES_MAX];
    if (load->op != PROG_LOAD || load->type.kind != PROG_AGGREGATE ||
        (load->flags & (PROG_TRANSFER | PROG_READ_ON_PURPOSE)) || s->in->imm % 8 || purposely(s) ||
        memory_places(s->g, graph_value(s->g, s->context, load->args[0]), places) != 1)
        return;
    const struct object *o = &s->g->objects.at[places[0].object];
    if ((o->facts && (o->facts->scratch || o->facts->implicit)) ||
        graph_node(s->g, arg(s, 0))->op == NODE_UNDEF) /* the load tells of that */
        return;
    struct event e = {.kind = EVENT_READ, .flow = s->g->at, .context = s->context, .inst = s->v,
                      .value = lane, .object = places[0].object, .variable = places[0].variable,
                      .offset = places[0].offset + (int64_t)(s->in->imm / 8),
                      .bytes = (s->in->type.bits + 7) / 8, .condition = NONE};
    e.version = memory_now(s->g, e.object);
    if (e.variable == NONE && graph_node(s->g, lane)->op != NODE_CONST)
        ARRAY_PUSH(&s->g->events, e);
}

static void do_pure(const struct step *s) {
    node_id few[8];
    uint32_t n = s->in->n_args;
    node_id *args = n <= 8 ? few : base_calloc(n, sizeof *args);
    for (uint32_t i = 0; i < n; i++)
        args[i] = arg(s, i);
    uint64_t imm = s->in->op == PROG_OPAQUE ? name_hash(s->in->name) : s->in->imm;
    node_id r = node_pure(s->g, s->in->op, s->in->type.bits, imm, n, args);
    struct node *made = graph_node(s->g, r);
    if (s->in->op == PROG_PTRADD && s->in->extent && made->op == NODE_PURE) {
        struct place base = memory_place(s->g, args[0]);
        if (base.variable == NONE) {
            made = graph_node(s->g, r);
            made->low = base.offset;
            made->high = base.offset + (int64_t)s->in->extent;
        }
    }
    if (s->in->type.kind == PROG_FLOAT)
        graph_node(s->g, r)->flags |= NODE_FLOAT;
    if (cfg_replaces_lane(s->in))
        graph_node(s->g, r)->flags |= NODE_REPLACES;
    lane_event(s, r);
    bind(s->g, s->context, s->v, r);
    if (args != few)
        free(args);
}

/* What is taken out of the storage unit of a bit-field is not used until it leaves these. */
static bool handles_bits(enum prog_op op) {
    return op == PROG_AND || op == PROG_OR || op == PROG_SHL || op == PROG_LSHR ||
           op == PROG_ASHR || op == PROG_TRUNC || op == PROG_ZEXT || op == PROG_SEXT;
}

static void bitfield_uses(const struct step *s) {
    struct graph_scope *sc = scope(s->g, s->context);
    bool any = false;
    for (uint32_t i = 0; i < s->in->n_args; i++)
        any |= sc->bits[s->in->args[i]] && sc->stamps[s->in->args[i]] == sc->stamp;
    if (!any)
        return;
    if (handles_bits(s->in->op)) {
        sc->bits[s->v] = 1;
        return;
    }
    if (s->in->op == PROG_STORE && (s->in->flags & PROG_BITFIELD))
        return;
    for (uint32_t i = 0; i < s->in->n_args; i++)
        if (sc->bits[s->in->args[i]] && sc->stamps[s->in->args[i]] == sc->stamp)
            add_use(s, arg(s, i));
}

static void do_inst(const struct step *s) {
    struct graph *g = s->g;
    bitfield_uses(s);
    switch (s->in->op) {
    case PROG_PHI: do_phi(s); break;
    case PROG_LOCAL: do_local(s); break;
    case PROG_BEGIN: {
        struct place p = memory_place(g, arg(s, 0));
        if (g->objects.at[p.object].kind == OBJECT_LOCAL)
            memory_begin(g, p.object, s->v);
        break;
    }
    case PROG_END: break;
    case PROG_LOAD: do_load(s); break;
    case PROG_STORE: do_store(s); break;
    case PROG_COPY: do_copy(s); break;
    case PROG_FILL: do_fill(s, arg(s, 2), arg(s, 1)); break;
    case PROG_HAVOC: do_fill(s, arg(s, 1), NONE); break;
    case PROG_CALL: do_call(s); break;
    case PROG_ASM: do_asm(s); break;
    case PROG_INTENT: {
        struct event e = {.kind = EVENT_INTENT, .flow = g->at, .context = s->context,
                          .inst = s->v, .value = arg(s, 0), .object = NONE, .variable = NONE,
                          .version = NONE, .condition = NONE, .intent = s->in->name};
        ARRAY_PUSH(&g->events, e);
        bind(g, s->context, s->v, node_fresh(g, s->in->type.bits, 0, 0, 0));
        break;
    }
    case PROG_ASSUME:
        ARRAY_PUSH(&g->assumes, (struct assumption){g->at, arg(s, 0)});
        break;
    case PROG_BRANCH: case PROG_SWITCH:
        g->branch[g->at] = arg(s, 0);
        add_use(s, g->branch[g->at]);
        break;
    case PROG_INDIRECT: case PROG_JUMP: case PROG_UNREACHABLE: break;
    case PROG_RETURN:
        if (s->in->n_args)
            g->result[g->at] = arg(s, 0);
        break;
    default: do_pure(s); break;
    }
}

/* --- Flow nodes ----------------------------------------------------------------------------- */

static void bind_arguments(struct graph *g, uint32_t inner) {
    const struct flow_context *c = &g->flow->contexts.at[inner];
    const struct prog_inst *call = &function_of(g, c->parent)->values[c->call];
    node_id *params = g->params[inner] = base_calloc(c->function->n_params, sizeof *params);
    for (uint32_t i = 0; i < c->function->n_params; i++) {
        uint32_t width = c->function->params[i].type.bits;
        node_id n = i + 1 < call->n_args ? graph_value(g, c->parent, call->args[i + 1]) : NONE;
        params[i] = n != NONE && graph_node(g, n)->width == width
                           ? n : node_fresh(g, width, 0, 0, 0);
    }
}

#define LEAVES_MAX 32 /* of a result that is put together from several returns */

struct returned {
    node_id calls[LEAVES_MAX]; /* results of calls, handed on as they are */
    uint32_t n_calls, leaves;
    bool zero, positive, negative; /* constants */
};

static void find_returned(const struct graph *g, node_id value, struct returned *r) {
    const struct node *n = graph_node(g, value);
    uint64_t k;
    if (r->leaves == LEAVES_MAX)
        return;
    if (n->op == NODE_PHI) {
        for (uint32_t i = 0; i < n->n_args; i++)
            find_returned(g, graph_arg(g, value, i), r);
        return;
    }
    r->leaves++;
    if (node_is_const(g, value, &k)) {
        bool negative = n->width > 1 && n->width <= 64 && (k >> (n->width - 1) & 1);
        r->zero |= !k;
        r->negative |= negative;
        r->positive |= k && !negative;
    } else if ((n->op == NODE_FRESH || (n->op == NODE_PURE && n->prog == PROG_CALL)) &&
               n->inst != PROG_NONE) {
        r->calls[r->n_calls++] = value;
    }
}

/* Whether the value is the result of a function that has no model. */
static bool is_unseen_result(const struct graph *g, node_id value) {
    const struct node *n = graph_node(g, value);
    const struct prog_function *f = function_of(g, n->context);
    const struct prog_inst *call = &f->values[n->inst];
    if (call->op != PROG_CALL || f->values[call->args[0]].op != PROG_FUNC)
        return false;
    const struct prog_function *callee =
        &g->env->program->functions[f->values[call->args[0]].imm];
    return callee->n_blocks || !g->env->models || !contract_find(g->env->models, callee->name);
}

/* `return failed("...");` beside `return 0;`: that a function that is not seen gives what means success is a
 * guess.  What means success is known when the constants that are returned agree, or are zero and negative ones. */
static void guess_returned(struct graph *g, node_id result) {
    struct returned r = {0};
    find_returned(g, result, &r);
    uint32_t w = graph_node(g, result)->width;
    bool unclear = r.positive && (r.zero || r.negative), none = !r.positive && !r.zero && !r.negative;
    if (w > 64 || r.leaves == LEAVES_MAX || unclear || none)
        return;
    node_id zero = node_const(g, w, 0);
    for (uint32_t i = 0; i < r.n_calls; i++) {
        if (!is_unseen_result(g, r.calls[i]))
            continue;
        node_id v = r.calls[i];
        node_id success = r.zero ? node_pure2(g, PROG_EQ, 1, v, zero)
                          : r.positive ? node_pure2(g, PROG_SLT, 1, zero, v)
                                       : node_pure2(g, PROG_SLT, 1, v, zero);
        ARRAY_PUSH(&g->facts, (struct fact){v, node_not(g, success), true});
    }
}

static void bind_result(struct graph *g, const struct flow_node *n) {
    const struct flow_context *c = &g->flow->contexts.at[n->resumes];
    uint32_t width = function_of(g, c->parent)->values[c->call].type.bits;
    if (!width)
        return;
    ARRAY(node_id) args = {0};
    for (uint32_t i = 0; i < n->preds.n; i++) {
        node_id r = g->result[n->preds.at[i].node];
        ARRAY_PUSH(&args, r != NONE && graph_node(g, r)->width == width
                              ? r : node_fresh(g, width, 0, 0, 0));
    }
    node_id result = node_phi(g, g->at, args.n, args.at);
    guess_returned(g, result);
    bind(g, c->parent, c->call, result);
    ARRAY_FREE(&args);
}

static bool address_varies(const struct step *s) {
    const struct cfg *c = s->g->flow->contexts.at[s->context].cfg;
    if (s->in->op == PROG_STORE || s->in->op == PROG_COPY || s->in->op == PROG_FILL ||
        s->in->op == PROG_HAVOC)
        return c->varies[s->in->args[0]];
    bool any = false;
    if (s->in->op == PROG_CALL)
        for (uint32_t i = 1; i < s->in->n_args; i++)
            any |= c->varies[s->in->args[i]] &&
                   s->f->values[s->in->args[i]].type.kind == PROG_PTR;
    return any;
}

/* A spliced callee's writes move when the pointers it was given do. */
static bool context_varies(const struct graph *g, uint32_t context) {
    for (; context && context != NONE; context = g->flow->contexts.at[context].parent) {
        const struct flow_context *c = &g->flow->contexts.at[context];
        const struct flow_context *outer = &g->flow->contexts.at[c->parent];
        const struct prog_inst *call = &outer->function->values[c->call];
        for (uint32_t i = 1; i < call->n_args; i++)
            if (outer->cfg->varies[call->args[i]])
                return true;
    }
    return false;
}

/* The node stands for any iteration of its loop: unless it is the first one, what the loop may write has been
 * written, with what is not known. */
static void write_before(struct graph *g, const struct flow_node *n) {
    const struct flow_context *context = &g->flow->contexts.at[n->context];
    const struct cfg *cfg = context->cfg;
    uint8_t *written = base_calloc(context->function->n_values, 1);
    node_id again = node_fresh(g, 1, 0, 0, 0);
    cfg_mark_written(cfg, n->block, n->cycle_end, written);
    for (uint32_t i = 0; i < g->objects.n; i++) {
        const struct object *o = &g->objects.at[i];
        bool own = o->kind == OBJECT_LOCAL && o->context == n->context;
        if (own ? written[o->inst] || cfg->taken[o->inst] : o->memory.defs.n > 0)
            memory_fill(g, (struct place){.object = i, .variable = NONE, .guard = NONE}, NONE,
                        NONE, again, PROG_NONE, false);
    }
    free(written);
}

static void build_node(struct graph *g, uint32_t at) {
    const struct flow_node *n = &g->flow->nodes.at[at];
    struct graph_scope *sc = scope(g, n->context);
    g->at = at;
    if (n->resumes == NONE)
        sc->stamp = at + 1;
    else
        bind_result(g, n);
    if (n->cycle_end != NONE)
        write_before(g, n);
    const struct prog_function *f = function_of(g, n->context);
    bool moved = context_varies(g, n->context);
    for (uint32_t k = n->first; k < n->last; k++) {
        prog_value v = f->blocks[n->block].insts[k];
        struct step s = {.g = g, .node = n, .context = n->context, .f = f, .in = &f->values[v],
                         .v = v};
        s.varies = moved || address_varies(&s);
        do_inst(&s);
    }
    if (n->calls != NONE)
        bind_arguments(g, n->calls);
}

struct graph *graph_new(const struct graph_env *env, const struct flow *flow) {
    struct graph *g = base_calloc(1, sizeof *g);
    g->env = env;
    g->flow = flow;
    g->branch = base_calloc(flow->nodes.n, sizeof *g->branch);
    g->result = base_calloc(flow->nodes.n, sizeof *g->result);
    g->scopes = base_calloc(flow->contexts.n, sizeof *g->scopes);
    g->params = base_calloc(flow->contexts.n, sizeof *g->params);
    g->step_limit = 2000000 + (uint64_t)flow->nodes.n * 500;
    for (uint32_t i = 0; i < flow->nodes.n; i++)
        g->branch[i] = g->result[i] = NONE;
    for (uint32_t i = 0; i < flow->nodes.n; i++)
        build_node(g, i);
    for (uint32_t i = 0; i < flow->contexts.n; i++) {
        free(g->scopes[i].nodes);
        free(g->scopes[i].stamps);
        free(g->scopes[i].bits);
    }
    free(g->scopes);
    g->scopes = NULL;
    return g;
}

void graph_free(struct graph *g) {
    if (!g)
        return;
    for (uint32_t i = 0; i < g->objects.n; i++) {
        ARRAY_FREE(&g->objects.at[i].holds);
        ARRAY_FREE(&g->objects.at[i].memory.defs);
    }
    for (uint32_t i = 0; i < g->variables.n; i++)
        ARRAY_FREE(&g->variables.at[i].defs);
    ARRAY_FREE(&g->nodes);
    ARRAY_FREE(&g->args);
    ARRAY_FREE(&g->objects);
    ARRAY_FREE(&g->variables);
    ARRAY_FREE(&g->events);
    ARRAY_FREE(&g->facts);
    ARRAY_FREE(&g->assumes);
    ARRAY_FREE(&g->strings);
    ARRAY_FREE(&g->measured);
    ARRAY_FREE(&g->reached);
    ARRAY_FREE(&g->escaped);
    ARRAY_FREE(&g->given);
    ARRAY_FREE(&g->next_same);
    ARRAY_FREE(&g->places);
    map_free(&g->places_by);
    ARRAY_FREE(&g->alternatives);
    map_free(&g->alternatives_by);
    ARRAY_FREE(&g->accesses);
    map_free(&g->last_access);
    map_free(&g->errnos);
    map_free(&g->same);
    map_free(&g->loads);
    map_free(&g->phis);
    map_free(&g->values);
    map_free(&g->objects_by);
    for (uint32_t i = 0; i < g->flow->contexts.n; i++)
        free(g->params[i]);
    free(g->params);
    free(g->branch);
    free(g->result);
    free(g);
}
