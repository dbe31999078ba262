/* What a call does, for a caller that does not see the callee's code.
 *
 * In this order: a summary, for a function of the program; a contract from the user's annotations;
 * a model of a library function; and for anything else the assumption that it writes, defined,
 * everything it can reach through pointers that are not to const, and that it leaves alone what
 * the caller did not give it.
 */
#include <ctype.h>
#include <stdlib.h>

#include "habits.h"
#include "scanf_format.h"
#include "strftime_format.h"
#include "summary.h"

struct call {
    struct graph *g;
    const struct prog_function *in; /* the caller */
    const struct prog_inst *inst;
    prog_value value;
    const node_id *args;            /* without the callee */
    uint32_t n_args;
    const struct prog_function *callee; /* NULL: through a pointer */
    uint32_t index;                 /* of callee in the program */
    node_id result;
    bool varies;
};

static bool is_ours(const struct graph *g, uint32_t object) {
    return g->objects.at[object].kind == OBJECT_LOCAL || g->objects.at[object].kind == OBJECT_HEAP;
}

static bool is_pointer(const struct call *c, uint32_t arg) {
    return c->in->values[c->inst->args[arg + 1]].type.kind == PROG_PTR;
}

static uint64_t pointee(const struct call *c, uint32_t arg) {
    return c->callee && arg < c->callee->n_params ? c->callee->params[arg].pointee : 0;
}

/* The first call that gave the value, for those who want to know what it hangs on. */
static void note_origin(struct call *c, node_id value) {
    struct node *n = graph_node(c->g, value);
    if (n->inst == PROG_NONE) {
        n->inst = c->value;
        n->context = c->g->flow->nodes.at[c->g->at].context;
    }
}

/* The result of a call whose equal arguments are taken to give an equal result.  Iterations of a
 * loop are told apart, or no loop that waits for a function's result would ever end. */
static node_id same_result(struct call *c, uint32_t width, bool loops_too) {
    struct graph *g = c->g;
    ARRAY(node_id) args = {0};
    for (uint32_t i = 0; i < c->n_args; i++)
        if (c->args[i] != NONE)
            ARRAY_PUSH(&args, c->args[i]);
    if (!c->callee)
        ARRAY_PUSH(&args, c->args[-1]);
    uint32_t copies = loops_too ? 0 : g->flow->nodes.at[g->at].copies;
    ARRAY_PUSH(&args, node_const(g, 32, copies));
    uint64_t id = c->callee ? c->index : UINT32_MAX;
    struct node n = {.op = NODE_PURE, .prog = PROG_CALL, .width = width, .imm = id,
                     .inst = PROG_NONE};
    node_id r = node_make(g, n, args.n, args.at);
    ARRAY_FREE(&args);
    note_origin(c, r);
    return r;
}

static node_id fresh_result(struct call *c, uint32_t width) {
    node_id r = node_fresh(c->g, width, 8, (uint64_t)c->g->at << 32 | c->value, 0);
    note_origin(c, r);
    return r;
}

/* --- Objects made by a call ------------------------------------------------------------------ */

static uint32_t new_heap(struct call *c, node_id size, const char *maker) {
    struct graph *g = c->g;
    struct object o = {.kind = OBJECT_HEAP, .inst = c->value, .flow = g->at,
                       .context = g->flow->nodes.at[g->at].context, .size_node = size,
                       .maker = maker};
    uint64_t k;
    if (node_is_const(g, size, &k))
        o.size = k;
    uint32_t at = memory_object(g, o, 0, g->at, c->value);
    memory_begin(g, at, c->value);
    return at;
}

static void fill_whole(struct call *c, uint32_t object, node_id byte) {
    struct place p = {.object = object, .variable = NONE, .guard = NONE};
    memory_fill(c->g, p, NONE, byte, NONE, c->value, c->varies);
}

/* --- What a call may change behind our back --------------------------------------------------- */

/* What we stored there ourselves is no longer known; what we never knew stays as unknown as it was,
 * so that a condition tested before and after the call is still one. */
static void forget_stores(struct call *c, uint32_t object) {
    struct graph *g = c->g;
    ARRAY(struct node) stores = {0};
    node_id v = memory_now(g, object);
    while (v != NONE && stores.n < 16) {
        const struct node *n = graph_node(g, v);
        if (n->op != MEM_STORE)
            break;
        ARRAY_PUSH(&stores, *n);
        v = graph_arg(g, v, 0);
    }
    bool more = v != NONE && graph_node(g, v)->op != MEM_ENTRY && graph_node(g, v)->op != MEM_FILL;
    if (more) {
        fill_whole(c, object, NONE);
    } else {
        for (uint32_t i = 0; i < stores.n; i++) {
            struct node n = stores.at[i];
            struct place p = {.object = object, .offset = n.offset, .guard = NONE,
                              .variable = g->args.at[n.args + 1]};
            uint32_t w = graph_node(g, g->args.at[n.args + 2])->width;
            memory_fill(g, p, node_const(g, 64, (w + 7) / 8), NONE, NONE, c->value, c->varies);
        }
    }
    ARRAY_FREE(&stores);
}

static void outside_changes(struct call *c) {
    struct graph *g = c->g;
    for (uint32_t i = 0; i < g->escaped.n; i++)
        memory_escape(g, g->escaped.at[i], c->value);
    for (uint32_t i = 0; i < g->objects.n; i++)
        if (g->objects.at[i].kind == OBJECT_GLOBAL && g->objects.at[i].memory.defs.n)
            forget_stores(c, i);
}

static void give_away(struct call *c, uint32_t arg) {
    struct graph *g = c->g;
    struct place places[PLACES_MAX];
    uint32_t n = memory_places(g, c->args[arg], places);
    for (uint32_t i = 0; i < n; i++) {
        ARRAY_PUSH(&g->given, places[i].object);
        struct object *given = &g->objects.at[places[i].object];
        if (!given->told)
            given->told_since = g->nodes.n;
        given->told = true;
        if (is_ours(g, places[i].object)) {
            memory_escape(g, places[i].object, c->value);
        } else if (places[i].offset && places[i].variable == NONE && pointee(c, arg)) {
            memory_fill(g, places[i], node_const(g, 64, pointee(c, arg)), NONE, NONE, c->value,
                        c->varies);
        } else {
            forget_stores(c, places[i].object);
        }
    }
}

/* The callee, which is seen, keeps the address: what it did not write is as undefined as before, but
 * what comes later may write it. */
static void keep(struct call *c, uint32_t arg) {
    struct place places[PLACES_MAX];
    uint32_t n = memory_places(c->g, c->args[arg], places);
    for (uint32_t i = 0; i < n; i++)
        if (is_ours(c->g, places[i].object))
            memory_lets_out(c->g, places[i].object);
}

/* --- Contracts ------------------------------------------------------------------------------- */

static node_id read_through(struct call *c, uint32_t param) {
    if (param >= c->n_args || !is_pointer(c, param))
        return NONE;
    uint64_t size = pointee(c, param);
    if (!size || size > 8)
        return NONE;
    struct place places[PLACES_MAX];
    uint32_t n = memory_places(c->g, c->args[param], places);
    return memory_read(c->g, n, places, (uint32_t)size * 8);
}

/* The expression as a node of pointer width, NONE when it cannot be told. */
static node_id evaluate(struct call *c, const struct contract_expr *e) {
    struct graph *g = c->g;
    uint32_t w = 64;
    node_id a, b;
    switch (e->op) {
    case CONTRACT_NUMBER:
        return node_const(g, w, (uint64_t)e->number);
    case CONTRACT_PARAM:
        if ((uint64_t)e->number >= c->n_args || graph_node(g, c->args[e->number])->width > w)
            return NONE;
        return node_resize(g, c->args[e->number], w);
    case CONTRACT_RESULT:
        return c->result == NONE || graph_node(g, c->result)->width > w
                   ? NONE : node_resize(g, c->result, w);
    case CONTRACT_DEREF: case CONTRACT_AFTER:
        a = e->a && e->a->op == CONTRACT_PARAM ? read_through(c, (uint32_t)e->a->number) : NONE;
        return a == NONE ? NONE : node_resize(g, a, w);
    case CONTRACT_SIZEOF: {
        uint64_t size = e->a && e->a->op == CONTRACT_PARAM
                            ? pointee(c, (uint32_t)e->a->number) : 0;
        return size ? node_const(g, w, size) : NONE;
    }
    case CONTRACT_STRLEN:
        return NONE;
    case CONTRACT_NOT:
        a = evaluate(c, e->a);
        if (a == NONE)
            return NONE;
        a = node_pure2(g, PROG_EQ, 1, a, node_const(g, w, 0));
        return node_pure(g, PROG_ZEXT, w, 0, 1, &a);
    case CONTRACT_IF: {
        node_id k = evaluate(c, e->a);
        a = evaluate(c, e->b);
        b = evaluate(c, e->c);
        if (k == NONE || a == NONE || b == NONE)
            return NONE;
        return node_choose(g, node_pure2(g, PROG_NE, 1, k, node_const(g, w, 0)), a, b);
    }
    default:
        break;
    }
    a = evaluate(c, e->a);
    b = evaluate(c, e->b);
    if (a == NONE || b == NONE)
        return NONE;
    enum prog_op op;
    bool swap = false, logic = true;
    switch (e->op) {
    case CONTRACT_ADD: op = PROG_ADD; logic = false; break;
    case CONTRACT_SUB: op = PROG_SUB; logic = false; break;
    case CONTRACT_MUL: op = PROG_MUL; logic = false; break;
    case CONTRACT_DIV: op = PROG_SDIV; logic = false; break;
    case CONTRACT_REM: op = PROG_SREM; logic = false; break;
    case CONTRACT_BITAND: op = PROG_AND; logic = false; break;
    case CONTRACT_BITOR: op = PROG_OR; logic = false; break;
    case CONTRACT_EQ: op = PROG_EQ; break;
    case CONTRACT_NE: op = PROG_NE; break;
    case CONTRACT_LT: op = PROG_SLT; break;
    case CONTRACT_LE: op = PROG_SLE; break;
    case CONTRACT_GT: op = PROG_SLT; swap = true; break;
    case CONTRACT_GE: op = PROG_SLE; swap = true; break;
    default:
        op = e->op == CONTRACT_AND ? PROG_AND : PROG_OR;
        a = node_pure2(g, PROG_NE, 1, a, node_const(g, w, 0));
        b = node_pure2(g, PROG_NE, 1, b, node_const(g, w, 0));
        break;
    }
    if (!logic)
        return node_pure2(g, op, w, a, b);
    a = node_pure2(g, op, 1, swap ? b : a, swap ? a : b);
    return node_pure(g, PROG_ZEXT, w, 0, 1, &a);
}

/* A condition of a contract as one bit; one that cannot be told is a fresh one. */
static node_id truth(struct call *c, const struct contract_expr *e, uint32_t salt) {
    if (!e)
        return NONE;
    node_id v = evaluate(c, e);
    if (v == NONE)
        return node_fresh(c->g, 1, 9, (uint64_t)c->g->at << 32 | c->value, salt);
    return node_pure2(c->g, PROG_NE, 1, v, node_const(c->g, 64, 0));
}

/* An argument counts as unwritten when these are undefined as a whole: of what is surely read, and of what
 * a function that cannot be seen may read some part of. */
#define CHECKED_BYTES 16
#define CHECKED_BYTES_UNSEEN 256

/* The callee reads at least `bytes` there (0: some); need: where, NULL when that is not known.  The
 * event made, NULL when there is nothing to ask; it is good until the next one. */
static struct event *argument_event(struct call *c, enum event_kind kind, uint32_t arg,
                                    struct place p, uint64_t bytes,
                                    const struct summary_need *need) {
    struct graph *g = c->g;
    const struct object *o = &g->objects.at[p.object];
    if (o->facts && o->facts->scratch)
        return NULL;
    /* Beyond our own objects only a need counts: the function passes it on to its callers. */
    if (!is_ours(g, p.object) && (kind != EVENT_NEEDED || o->kind != OBJECT_FOREIGN))
        return NULL;
    if (!bytes)
        bytes = 1;
    if (o->kind == OBJECT_LOCAL && !o->size && o->size_node != NONE &&
        graph_node(g, o->size_node)->op == NODE_CONST)
        return NULL; /* an empty struct */
    if (o->size && p.variable == NONE) {
        if (p.offset < 0 || (uint64_t)p.offset >= o->size)
            return NULL; /* not in the object: another fault, if one */
        if (bytes > o->size - (uint64_t)p.offset)
            bytes = o->size - (uint64_t)p.offset;
    }
    if (bytes > 4096)
        return NULL;
    struct event e = {.kind = kind, .flow = g->at, .context = g->flow->nodes.at[g->at].context,
                      .inst = c->value, .object = p.object, .offset = p.offset,
                      .variable = p.variable, .bytes = bytes,
                      .condition = graph_not_null(g, c->args[arg]),
                      .callee = c->callee ? c->callee->name : NULL, .argument = arg,
                      .callee_read = need ? need->loc : (struct prog_loc){0},
                      .callee_read_in = need ? need->function : NONE};
    node_id version = memory_now(g, p.object);
    if (version == NONE)
        return NULL;
    e.version = version;
    p.lenient = kind == EVENT_ARGUMENT;
    e.value = memory_load(g, version, p, (uint32_t)bytes * 8);
    ARRAY_PUSH(&g->events, e);
    return &g->events.at[g->events.n - 1];
}

/* Where the field of that name stands in the struct that the parameter points to. */
static bool find_field(const struct call *c, uint32_t param, const char *name, uint64_t *offset,
                       uint64_t *size) {
    const char *at = c->callee && param < c->callee->n_params ? c->callee->params[param].fields
                                                              : NULL;
    size_t n = strlen(name);
    for (; at && *at; at = strchr(at, ' ') ? strchr(at, ' ') + 1 : NULL) {
        if (strncmp(at, name, n) || at[n] != ':')
            continue;
        char *end;
        *offset = strtoull(at + n + 1, &end, 10);
        *size = *end == ':' ? strtoull(end + 1, NULL, 10) : 0;
        return *size != 0;
    }
    return false;
}

static void read_effect(struct call *c, const struct contract_effect *e) {
    if (e->param >= c->n_args || !is_pointer(c, e->param) || e->deref)
        return;
    struct place places[PLACES_MAX];
    if (memory_places(c->g, c->args[e->param], places) != 1)
        return;
    uint64_t bytes = 0, offset;
    if (e->field) {
        if (!find_field(c, e->param, e->field, &offset, &bytes))
            return;
        places[0].offset += (int64_t)offset;
    }
    if (e->size) {
        node_id n = evaluate(c, e->size);
        uint64_t k;
        if (node_is_const(c->g, n, &k)) {
            if (!k)
                return;
            bytes = k;
        } else if (e->size->op != CONTRACT_STRLEN && !(e->size->op == CONTRACT_ADD)) {
            return; /* of a length that may be zero */
        }
    }
    if (e->cond) {
        uint64_t k;
        if (!node_is_const(c->g, truth(c, e->cond, 0), &k) || !k)
            return;
    }
    struct event *event =
        argument_event(c, EVENT_ARGUMENT, e->param, places[0],
                       bytes < CHECKED_BYTES ? bytes : CHECKED_BYTES, NULL);
    if (event)
        event->field = e->field;
}

#define LEAK_BYTES 256 /* asked about at once */

/* Bytes that nobody wrote, padding included, must not leave. */
static void leave_effect(struct call *c, const struct contract_effect *e) {
    struct graph *g = c->g;
    struct place places[PLACES_MAX];
    if (!g->env->leaks || e->param >= c->n_args || !is_pointer(c, e->param) || e->deref ||
        memory_places(g, c->args[e->param], places) != 1 || !is_ours(g, places[0].object))
        return;
    const struct object *o = &g->objects.at[places[0].object];
    uint64_t size = o->size, always;
    node_id n = e->size ? evaluate(c, e->size) : NONE;
    if (e->cond && (!node_is_const(g, truth(c, e->cond, 0), &always) || !always))
        return;
    if ((e->size && !node_is_const(g, n, &size)) || (o->facts && o->facts->scratch) ||
        places[0].variable != NONE || places[0].offset < 0 ||
        (o->size && (uint64_t)places[0].offset + size > o->size) || size > 16 * LEAK_BYTES)
        return;
    node_id version = memory_now(g, places[0].object);
    for (uint64_t at = 0; at < size && version != NONE; at += LEAK_BYTES) {
        struct place p = places[0];
        p.offset += (int64_t)at;
        uint64_t bytes = size - at < LEAK_BYTES ? size - at : LEAK_BYTES;
        struct event event = {.kind = EVENT_LEAK, .flow = g->at, .inst = c->value,
                              .context = g->flow->nodes.at[g->at].context, .object = p.object,
                              .offset = p.offset, .variable = NONE, .bytes = bytes,
                              .condition = NONE,
                              .callee = c->callee ? c->callee->name : NULL,
                              .argument = e->param, .version = version,
                              .callee_read_in = NONE};
        event.value = memory_load(g, version, p, (uint32_t)bytes * 8);
        ARRAY_PUSH(&g->events, event);
    }
}

/* In a size, what adds a constant to something does not wrap. */
static void no_wrap(struct graph *g, node_id size, int depth) {
    const struct node n = *graph_node(g, size);
    if (n.op != NODE_PURE || depth > 6)
        return;
    for (uint32_t i = 0; i < n.n_args && n.n_args <= 2; i++) {
        uint64_t k;
        node_id constant = graph_arg(g, size, i);
        if (n.prog == PROG_ADD && node_is_const(g, constant, &k) && k && k < INT32_MAX)
            ARRAY_PUSH(&g->facts,
                       (struct fact){size, node_pure2(g, PROG_ULE, 1, constant, size), false});
        no_wrap(g, constant, depth + 1);
    }
}

static void write_effect(struct call *c, const struct contract_effect *e, uint32_t number) {
    struct graph *g = c->g;
    if (e->param >= c->n_args || !is_pointer(c, e->param))
        return;
    node_id pointer = c->args[e->param];
    struct place places[PLACES_MAX];
    if (e->deref) { /* what *param points to */
        uint32_t n = memory_places(g, pointer, places);
        pointer = memory_read(g, n, places, g->env->program->pointer_bits);
    }
    node_id size = e->size ? evaluate(c, e->size) : NONE;
    uint64_t zero = 0;
    if (node_is_const(g, size, &zero) && !zero)
        return;
    if (size != NONE)
        no_wrap(g, size, 0);
    uint32_t n = memory_places(g, pointer, places);
    node_id byte = e->kind == CONTRACT_FILLS && e->zeroed ? node_const(g, 8, 0) : NONE;
    for (uint32_t i = 0; i < n; i++)
        memory_fill(g, places[i], size, byte, truth(c, e->cond, number), c->value, c->varies);
}

/* A string that the call left, for strlen() of it. */
static void terminate_effect(struct call *c, const struct contract_effect *e, uint32_t number) {
    struct graph *g = c->g;
    struct place places[PLACES_MAX];
    node_id bound = e->size ? evaluate(c, e->size) : NONE;
    if (e->param >= c->n_args || bound == NONE || e->deref ||
        memory_places(g, c->args[e->param], places) != 1 || places[0].variable != NONE)
        return;
    ARRAY_PUSH(&g->strings, (struct string){memory_now(g, places[0].object), places[0].offset, bound,
                                            truth(c, e->cond, number)});
}

/* The text of a format that is a string literal, NULL when it is not in sight. */
static const char *format_text(struct call *c, uint32_t arg) {
    struct graph *g = c->g;
    if (arg >= c->n_args)
        return NULL;
    struct place p = memory_place(g, c->args[arg]);
    const struct object *o = &g->objects.at[p.object];
    if (o->kind != OBJECT_GLOBAL || !g->env->global_is_constant[o->global] || p.variable != NONE)
        return NULL;
    const struct prog_global *text = &g->env->program->globals[o->global];
    if (!text->bytes || text->known || p.offset < 0 || (uint64_t)p.offset >= text->size ||
        !memchr(text->bytes + p.offset, 0, text->size - (uint64_t)p.offset))
        return NULL;
    return (const char *)text->bytes + p.offset;
}

/* The text is short enough for the buffer: the call does not fail. */
static void time_effect(struct call *c, const struct contract_effect *e) {
    struct graph *g = c->g;
    const char *text = format_text(c, e->param);
    uint32_t longest = text ? strftime_format_longest(text) : 0;
    node_id size = e->size ? evaluate(c, e->size) : NONE;
    uint64_t room;
    if (!longest || c->result == NONE || size == NONE || !node_is_const(g, size, &room) || longest >= room)
        return;
    node_id zero = node_const(g, graph_node(g, c->result)->width, 0);
    ARRAY_PUSH(&g->facts, (struct fact){c->result, node_pure2(g, PROG_NE, 1, c->result, zero), false});
}

/* The parameter of which the condition says that its length is the result, PROG_NONE. */
static uint32_t measured_by(const struct contract_expr *e) {
    if (!e)
        return PROG_NONE;
    if (e->op == CONTRACT_EQ && e->a->op == CONTRACT_RESULT && e->b->op == CONTRACT_STRLEN &&
        e->b->a->op == CONTRACT_PARAM)
        return (uint32_t)e->b->a->number;
    if (e->op != CONTRACT_AND)
        return PROG_NONE;
    uint32_t a = measured_by(e->a);
    return a != PROG_NONE ? a : measured_by(e->b);
}

static void bound_length(struct call *c, const struct contract_effect *e) {
    struct graph *g = c->g;
    struct place places[PLACES_MAX];
    uint32_t param = measured_by(e->cond);
    if (param >= c->n_args || memory_places(g, c->args[param], places) != 1 ||
        places[0].variable != NONE)
        return;
    node_id version = memory_now(g, places[0].object);
    if (version != NONE)
        ARRAY_PUSH(&g->measured, (struct measured){g->at, places[0].object, version, places[0].offset,
                                                   c->result});
    for (uint32_t i = 0; i < g->strings.n && version != NONE; i++) {
        const struct string *s = &g->strings.at[i];
        if (s->version != version || s->offset != places[0].offset)
            continue;
        uint32_t w = graph_node(g, c->result)->width;
        node_id shorter = node_pure2(g, PROG_ULT, 1, c->result, node_resize(g, s->bound, w));
        if (s->guard != NONE)
            shorter = node_pure2(g, PROG_OR, 1, node_not(g, s->guard), shorter);
        ARRAY_PUSH(&g->facts, (struct fact){c->result, shorter, false});
    }
}

static void copy_effect(struct call *c, const struct contract_effect *e) {
    struct graph *g = c->g;
    if (e->param >= c->n_args || e->from >= c->n_args)
        return;
    struct place to[PLACES_MAX], from[PLACES_MAX];
    uint32_t n = memory_places(g, c->args[e->param], to);
    uint32_t m = memory_places(g, c->args[e->from], from);
    node_id size = e->size ? evaluate(c, e->size) : NONE;
    node_id guard = truth(c, e->cond, 0);
    uint64_t always;
    bool plain = guard == NONE || (node_is_const(g, guard, &always) && always);
    for (uint32_t i = 0; i < n; i++) {
        if (plain && m == 1 && (size != NONE || !e->size))
            memory_copy(g, to[i], from[0], size, c->value, c->varies);
        else
            memory_fill(g, to[i], size, NONE, guard, c->value, c->varies);
    }
}

/* The result is the pointer that was passed, moved by the size, where the condition holds. */
static void return_effect(struct call *c, const struct contract_effect *e, uint32_t width) {
    struct graph *g = c->g;
    if (!width || e->param >= c->n_args || graph_node(g, c->args[e->param])->width != width)
        return;
    node_id to = c->args[e->param], by = e->size ? evaluate(c, e->size) : NONE;
    if (e->deref || (e->size && by == NONE))
        return;
    if (by != NONE)
        to = node_pure2(g, PROG_PTRADD, width, to, node_resize(g, by, width));
    if (!e->cond) {
        c->result = to;
        return;
    }
    node_id same = node_pure2(g, PROG_EQ, 1, c->result, to);
    node_id not = node_not(g, truth(c, e->cond, 0));
    ARRAY_PUSH(&g->facts, (struct fact){c->result, node_pure2(g, PROG_OR, 1, not, same), false});
}

static void make_effect(struct call *c, const struct contract_effect *e, uint32_t number) {
    struct graph *g = c->g;
    node_id size = e->size ? evaluate(c, e->size) : NONE;
    const char *maker = c->callee ? c->callee->name : "";
    uint32_t heap = new_heap(c, size, maker);
    if (e->kind == CONTRACT_ZEROED)
        fill_whole(c, heap, node_const(g, 8, 0));
    else if (e->kind == CONTRACT_DUPLICATES)
        fill_whole(c, heap, NONE);
    if (e->kind == CONTRACT_RESIZES && e->param < c->n_args) {
        struct place old[PLACES_MAX], to = {.object = heap, .variable = NONE, .guard = NONE};
        uint32_t n = memory_places(g, c->args[e->param], old);
        const struct object *o = &g->objects.at[old[0].object];
        uint64_t k;
        if (node_is_const(g, c->args[e->param], &k) && !k)
            ; /* realloc of null is malloc */
        else if (n == 1 && o->kind == OBJECT_HEAP && o->size_node != NONE)
            memory_copy(g, to, old[0], o->size_node, c->value, c->varies);
        else
            fill_whole(c, heap, NONE);
    }
    if (e->deref) {
        struct place to[PLACES_MAX];
        uint32_t n = e->param < c->n_args ? memory_places(g, c->args[e->param], to) : 0;
        for (uint32_t i = 0; i < n; i++) {
            node_id guard = truth(c, e->cond, number);
            if (guard != NONE)
                to[i].guard = to[i].guard == NONE
                                  ? guard : node_pure2(g, PROG_AND, 1, to[i].guard, guard);
            memory_store(g, to[i], node_address(g, heap, 0), c->value, c->varies);
        }
    } else {
        c->result = node_address(g, heap, 0);
    }
}

static void vararg_effect(struct call *c, const struct contract_effect *e, uint32_t fixed) {
    struct graph *g = c->g;
    const char *text = e->size && fixed ? format_text(c, fixed - 1) : NULL;
    node_id count = e->size ? evaluate(c, e->size) : NONE;
    struct scanf_format format;
    if (text && pointee(c, fixed - 1) == 1)
        scanf_format_begin(&format, text);
    else
        text = NULL;
    for (uint32_t i = fixed, number = 0; i < c->n_args; i++, number++) {
        struct scanf_argument a = {.after = number};
        if (text && !scanf_format_next(&format, &a))
            text = NULL; /* more arguments than the format speaks of, or not understood */
        if (!is_pointer(c, i))
            continue;
        node_id guard = NONE;
        if (count != NONE && a.is_count)
            guard = node_pure2(g, PROG_SLE, 1, node_const(g, 64, a.after), count);
        else if (count != NONE)
            guard = node_pure2(g, PROG_SLT, 1, node_const(g, 64, a.after), count);
        if (count != NONE && a.may_stop) { /* surely only if one behind it was stored */
            node_id there = node_fresh(g, 1, 9, (uint64_t)g->at << 32 | c->value, number + 64);
            node_id beyond = node_pure2(g, PROG_SLT, 1, node_const(g, 64, a.after), count);
            guard = node_pure2(g, PROG_OR, 1, beyond, node_pure2(g, PROG_AND, 1, guard, there));
        }
        struct place places[PLACES_MAX];
        uint32_t n = memory_places(g, c->args[i], places);
        for (uint32_t k = 0; k < n; k++) {
            /* A request may be filled in, and what it points to. */
            for (uint32_t h = 0; h < g->objects.at[places[k].object].holds.n; h++)
                memory_escape(g, g->objects.at[places[k].object].holds.at[h], c->value);
            memory_fill(g, places[k], NONE, NONE, guard, c->value, c->varies);
        }
    }
}

/* A format that is not in sight may hold %n. */
static void format_effect(struct call *c, uint32_t fixed) {
    struct graph *g = c->g;
    if (!fixed || fixed > c->n_args)
        return;
    uint32_t format = memory_place(g, c->args[fixed - 1]).object;
    if (g->objects.at[format].kind == OBJECT_GLOBAL)
        return;
    for (uint32_t i = fixed; i < c->n_args; i++)
        if (is_pointer(c, i))
            memory_escape(g, memory_place(g, c->args[i]).object, c->value);
}

/* An object is the result, or is not: a condition on that must be decided here. */
static bool applies(struct call *c, const struct contract_effect *e) {
    uint64_t holds;
    return e->deref || !e->cond ||
           (node_is_const(c->g, truth(c, e->cond, 0), &holds) && holds);
}

static bool makes_object(enum contract_effect_kind k) {
    return k == CONTRACT_ALLOCATES || k == CONTRACT_ZEROED || k == CONTRACT_DUPLICATES ||
           k == CONTRACT_RESIZES;
}

static void apply_effects(struct call *c, const struct contract *k, uint32_t width) {
    /* Reads see memory as it was; then objects, which conditions on the result may speak of. */
    for (uint32_t i = 0; i < k->n_effects; i++)
        if (k->effects[i].kind == CONTRACT_READS)
            read_effect(c, &k->effects[i]);
        else if (k->effects[i].kind == CONTRACT_LEAVES)
            leave_effect(c, &k->effects[i]);
    for (uint32_t i = 0; i < k->n_effects; i++)
        if (makes_object(k->effects[i].kind) && applies(c, &k->effects[i]))
            make_effect(c, &k->effects[i], i);
    for (uint32_t i = 0; i < k->n_effects; i++) {
        const struct contract_effect *e = &k->effects[i];
        switch (e->kind) {
        case CONTRACT_WRITES: case CONTRACT_FILLS: write_effect(c, e, i); break;
        case CONTRACT_COPIES: copy_effect(c, e); break;
        case CONTRACT_OUT_VARARGS: vararg_effect(c, e, k->n_params); break;
        case CONTRACT_IN_VARARGS: format_effect(c, k->n_params); break;
        case CONTRACT_ESCAPES:
            if (e->param < c->n_args)
                give_away(c, e->param);
            break;
        case CONTRACT_CALLS: outside_changes(c); break;
        case CONTRACT_TIME_FORMAT: time_effect(c, e); break;
        case CONTRACT_TERMINATES: terminate_effect(c, e, i); break;
        case CONTRACT_RETURNS: return_effect(c, e, width); break;
        case CONTRACT_RESULT_IS:
            if (c->result != NONE && graph_node(c->g, c->result)->op != NODE_ADDRESS) {
                ARRAY_PUSH(&c->g->facts, (struct fact){c->result, truth(c, e->cond, i), false});
                bound_length(c, e);
            }
            break;
        default:
            break;
        }
    }
}

static void apply_contract(struct call *c, const struct contract *k, uint32_t width) {
    if (width)
        c->result = (k->flags & (CONTRACT_PURE | CONTRACT_SAME_RESULT)) && c->n_args
                        ? same_result(c, width, true) : fresh_result(c, width);
    if ((k->flags & CONTRACT_ERRNO) && width)
        map_set(&c->g->errnos, c->result, 0, 0, 1);
    c->g->ends |= (k->flags & CONTRACT_ENDS) != 0;
    apply_effects(c, k, width);
}

/* --- Functions that cannot be seen -------------------------------------------------------------- */

/* Whether the call also gets a pointer into the object through which it may write it: begin and end of
 * a buffer to fill, say, of which only one is not to const. */
static bool is_given_to_write(struct call *c, uint32_t object) {
    for (uint32_t i = 0; i < c->n_args; i++) {
        const struct prog_param *p =
            c->callee && i < c->callee->n_params ? &c->callee->params[i] : NULL;
        if (is_pointer(c, i) && !(p && (p->flags & (PROG_PARAM_CONST | PROG_PARAM_BYVAL))) &&
            memory_place(c->g, c->args[i]).object == object)
            return true;
    }
    return false;
}

#define SET_UP_DEPTH 6 /* merges of paths that are looked through */

/* Whether on some path to this version the object is as it was made, and whether on one it is not. */
static void find_set_up(const struct graph *g, node_id version, int depth, bool *made, bool *set) {
    if (version == NONE || graph_node(g, version)->op != MEM_PHI || !depth) {
        bool begin = version != NONE && graph_node(g, version)->op == MEM_BEGIN;
        *made |= begin;
        *set |= !begin;
        return;
    }
    for (uint32_t i = 0; i < graph_node(g, version)->n_args && !(*made && *set); i++)
        find_set_up(g, graph_arg(g, version, i), depth - 1, made, set);
}

/* Whether some paths hand over the object as it was made, and others set it up before. */
static bool is_set_up_on_some_paths(const struct graph *g, node_id version) {
    bool made = false, set = false;
    find_set_up(g, version, SET_UP_DEPTH, &made, &set);
    return made && set;
}

/* An object that is taken down is looked at: was it ever set up? */
static void release_effect(struct call *c, uint32_t arg) {
    struct graph *g = c->g;
    struct place places[PLACES_MAX];
    const struct prog_param *p = arg < c->callee->n_params ? &c->callee->params[arg] : NULL;
    if (p && p->pointee * 8 >= g->env->program->pointer_bits && memory_places(g, c->args[arg], places) == 1 &&
        places[0].variable == NONE && !places[0].offset &&
        g->objects.at[places[0].object].kind == OBJECT_LOCAL &&
        is_set_up_on_some_paths(g, memory_now(g, places[0].object)))
        argument_event(c, EVENT_ARGUMENT, arg, places[0],
                       p->pointee < CHECKED_BYTES_UNSEEN ? p->pointee : CHECKED_BYTES_UNSEEN, NULL);
}

static void unknown_arguments(struct call *c, const struct contract *partial) {
    struct graph *g = c->g;
    bool harmless = c->callee && (c->callee->flags & PROG_FN_NO_EFFECT);
    for (uint32_t i = 0; i < c->n_args; i++) {
        if (!is_pointer(c, i))
            continue;
        bool mentioned = false;
        for (uint32_t k = 0; partial && k < partial->n_effects; k++)
            mentioned |= partial->effects[k].param == i &&
                         (partial->effects[k].kind == CONTRACT_READS ||
                          partial->effects[k].kind == CONTRACT_WRITES);
        if (mentioned)
            continue;
        const struct prog_param *p =
            c->callee && i < c->callee->n_params ? &c->callee->params[i] : NULL;
        if (p && (p->flags & PROG_PARAM_BYVAL))
            continue;
        if (p && (p->flags & PROG_PARAM_CONST)) {
            struct place places[PLACES_MAX];
            struct event *event = NULL;
            uint64_t length;
            bool nothing = i + 1 < c->n_args && !is_pointer(c, i + 1) &&
                           node_is_const(g, c->args[i + 1], &length) && !length;
            if (!nothing && memory_places(g, c->args[i], places) == 1 &&
                !(g->objects.at[places[0].object].holds.n) &&
                !is_given_to_write(c, places[0].object))
                event = argument_event(c, EVENT_ARGUMENT, i, places[0],
                                       p->pointee < CHECKED_BYTES_UNSEEN ? p->pointee
                                                                         : CHECKED_BYTES_UNSEEN,
                                       NULL);
            /* Callers often pass a pointer and a length, and on some path a length of zero. */
            if (event)
                event->may_be_empty = true;
            continue;
        }
        if (!harmless && c->callee && habit_releases(c->callee->name))
            release_effect(c, i);
        if (!harmless)
            give_away(c, i);
    }
    if (!harmless)
        outside_changes(c);
}

/* Whether what the function allocates comes with contents, by its name: the attributes malloc and
 * alloc_size are on functions like calloc() and strndup() as well as on those like malloc(). */
static bool fills_by_name(const char *name) {
    static const char *const signs[] = {"calloc", "zalloc", "0",    "zero", "clear",
                                        "dup",    "copy",   "clone", "init"};
    for (const char *p = name; *p; p++)
        for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
            size_t k = 0;
            while (signs[i][k] && tolower((unsigned char)p[k]) == signs[i][k])
                k++;
            if (!signs[i][k])
                return true;
        }
    return false;
}

static void apply_unknown(struct call *c, const struct contract *partial, uint32_t width) {
    struct graph *g = c->g;
    if (width)
        c->result = c->n_args || !c->callee ? same_result(c, width, false)
                                            : fresh_result(c, width);
    if (!(c->callee && (c->callee->flags & PROG_FN_MALLOC)))
        unknown_arguments(c, partial);
    if (!c->callee || !width)
        return;
    const int32_t *sizes = c->callee->alloc_size;
    if (!(c->callee->flags & PROG_FN_MALLOC) || sizes[0] < 0 || (uint32_t)sizes[0] >= c->n_args ||
        (sizes[1] >= 0 && (uint32_t)sizes[1] >= c->n_args) || fills_by_name(c->callee->name))
        return;
    node_id size = node_resize(g, c->args[sizes[0]], 64);
    if (sizes[1] >= 0) /* so many of that size */
        size = node_pure2(g, PROG_MUL, 64, size, node_resize(g, c->args[sizes[1]], 64));
    c->result = node_address(g, new_heap(c, size, c->callee->name), 0);
}

/* --- Functions of the program ------------------------------------------------------------------- */

static node_id class_condition(struct call *c, uint32_t classes) {
    struct graph *g = c->g;
    uint32_t w = graph_node(g, c->result)->width;
    node_id zero = node_const(g, w, 0), one = node_const(g, 1, 0);
    if (classes & RESULT_ZERO)
        one = node_pure2(g, PROG_OR, 1, one, node_pure2(g, PROG_EQ, 1, c->result, zero));
    if (classes & RESULT_POSITIVE)
        one = node_pure2(g, PROG_OR, 1, one, node_pure2(g, PROG_SLT, 1, zero, c->result));
    if (classes & RESULT_NEGATIVE)
        one = node_pure2(g, PROG_OR, 1, one, node_pure2(g, PROG_SLT, 1, c->result, zero));
    return one;
}

static void apply_write(struct call *c, const struct summary_write *w, node_id pointer,
                        uint32_t number) {
    struct graph *g = c->g;
    node_id guard = NONE;
    if (w->classes != RESULT_ANY) {
        guard = c->result != NONE && w->classes ? class_condition(c, w->classes)
                                                : node_const(g, 1, 0);
        if (w->maybe) {
            node_id guess = node_fresh(g, 1, 10, (uint64_t)g->at << 32 | c->value, number);
            g->nodes.at[guess].flags |= NODE_GUESS;
            note_origin(c, guess);
            guard = node_pure2(g, PROG_OR, 1, guard, guess);
        }
    }
    node_id size = w->size == SUMMARY_WHOLE ? NONE : node_const(g, 64, w->size);
    struct place places[PLACES_MAX];
    uint32_t n = memory_places(g, pointer, places);
    for (uint32_t i = 0; i < n; i++) {
        places[i].offset += w->offset;
        memory_fill(g, places[i], size, NONE, guard, c->value, c->varies);
    }
}

/* The callee reads through a pointer that was rounded down here. */
static void probe_event(struct call *c, struct place p, uint64_t bytes) {
    struct graph *g = c->g;
    uint32_t context = g->flow->nodes.at[g->at].context;
    if ((g->flow->contexts.at[context].function->flags & PROG_FN_INTENTIONAL) ||
        graph_was_asked_about(g, graph_arg(g, g->objects.at[p.object].root, 0)))
        return;
    struct event e = {.kind = EVENT_PROBE, .flow = g->at, .context = context, .inst = c->value,
                      .value = g->objects.at[p.object].root, .object = p.object,
                      .offset = p.offset, .variable = p.variable, .bytes = bytes,
                      .version = NONE, .condition = NONE};
    ARRAY_PUSH(&g->events, e);
}

/* The callee writes what the argument's target leads to, and perhaps not the target. */
static void reach_through(struct call *c, uint32_t arg) {
    struct graph *g = c->g;
    struct place places[PLACES_MAX];
    uint32_t n = memory_places(g, c->args[arg], places);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t object = places[i].object;
        ARRAY_PUSH(&g->reached, object);
        for (uint32_t k = 0; k < g->objects.at[object].holds.n; k++)
            memory_escape(g, g->objects.at[object].holds.at[k], c->value);
    }
}

/* The result is one of the constants that the callee is known to return. */
static void bind_constants(struct call *c, const struct summary *s) {
    struct graph *g = c->g;
    if (!s->n_results || c->result == NONE || graph_node(g, c->result)->op == NODE_CONST)
        return;
    uint32_t w = graph_node(g, c->result)->width;
    if (s->n_results == 1) {
        c->result = node_const(g, w, s->results[0]);
        return;
    }
    node_id any = node_const(g, 1, 0);
    for (uint32_t i = 0; i < s->n_results; i++)
        any = node_pure2(g, PROG_OR, 1, any,
                         node_pure2(g, PROG_EQ, 1, c->result, node_const(g, w, s->results[i])));
    ARRAY_PUSH(&g->facts, (struct fact){c->result, any, false});
}

static void apply_summary(struct call *c, const struct summary *s, uint32_t width) {
    struct graph *g = c->g;
    if (width)
        c->result = s->returns_param != NONE && s->returns_param < c->n_args &&
                            graph_node(g, c->args[s->returns_param])->width == width
                        ? c->args[s->returns_param]
                        : c->n_args ? same_result(c, width, false) : fresh_result(c, width);
    bool probed = false;
    for (uint32_t i = 0; i < s->needs.n; i++) {
        const struct summary_need *need = &s->needs.at[i];
        if (need->param >= c->n_args)
            continue;
        struct place places[PLACES_MAX];
        uint32_t n = memory_places(g, c->args[need->param], places);
        for (uint32_t k = 0; k < n; k++)
            places[k].offset += need->offset;
        for (uint32_t k = 0; k < n && n > 1; k++) /* a new object, or what was there when it could not be made */
            if (g->objects.at[places[k].object].kind == OBJECT_HEAP)
                argument_event(c, EVENT_FOLLOW, need->param, places[k], need->size, NULL);
        if (n != 1)
            continue;
        if (places[0].rounded && !probed)
            probe_event(c, places[0], need->size);
        probed = probed || places[0].rounded;
        argument_event(c, EVENT_NEEDED, need->param, places[0], need->size, need);
    }
    for (uint32_t i = 0; i < c->n_args && i < s->n_params; i++) {
        struct place places[PLACES_MAX];
        uint32_t n = s->may_read[i] && is_pointer(c, i) ? memory_places(g, c->args[i], places) : 0;
        for (uint32_t k = 0; k < n; k++)
            if (n == 1 || g->objects.at[places[k].object].kind == OBJECT_HEAP)
                argument_event(c, EVENT_FOLLOW, i, places[k], CHECKED_BYTES, NULL);
    }
    /* Only in place can be seen what was rounded, undefined, or made. */
    if (s->returns_rounded || s->returns_partly || s->makes)
        ARRAY_PUSH(&g->events,
                   (struct event){.kind = EVENT_FOLLOW, .flow = g->at,
                                  .context = g->flow->nodes.at[g->at].context, .inst = c->value,
                                  .value = NONE, .object = NONE, .variable = NONE,
                                  .version = NONE, .condition = NONE});
    if (s->returns_heap && width == g->env->program->pointer_bits) {
        node_id size = s->heap_param != NONE && s->heap_param < c->n_args
                           ? node_resize(g, c->args[s->heap_param], 64)
                           : s->heap_size ? node_const(g, 64, s->heap_size) : NONE;
        c->result = node_address(g, new_heap(c, size, s->maker), 0);
    }
    if (s->not_null && c->result != NONE && graph_node(g, c->result)->op != NODE_CONST) {
        node_id null = node_const(g, graph_node(g, c->result)->width, 0);
        ARRAY_PUSH(&g->facts, (struct fact){c->result, node_pure2(g, PROG_NE, 1, c->result, null), false});
    }
    bind_constants(c, s);
    for (uint32_t i = 0; i < c->n_args && i < s->n_params; i++)
        if (s->escapes[i] == ESCAPE_GIVEN && is_pointer(c, i))
            give_away(c, i);
        else if (s->reaches[i] && is_pointer(c, i))
            reach_through(c, i);
    for (uint32_t i = c->callee->n_params; i < c->n_args; i++)
        if (is_pointer(c, i))
            give_away(c, i);
    for (uint32_t i = 0; i < s->writes.n; i++) {
        const struct summary_write *w = &s->writes.at[i];
        if (w->param == SUMMARY_RESULT) {
            if (c->result != NONE && graph_node(g, c->result)->op == NODE_ADDRESS)
                apply_write(c, w, c->result, i);
        } else if (w->param < c->n_args && is_pointer(c, w->param)) {
            apply_write(c, w, c->args[w->param], i);
        }
    }
    outside_changes(c);
    for (uint32_t i = 0; i < c->n_args && i < s->n_params; i++)
        if (s->escapes[i] == ESCAPE_KEPT && is_pointer(c, i))
            keep(c, i);
}

/* A call through a pointer whose value is known counts as a call of the function, if it could be one. */
static bool takes_arguments(const struct prog_function *f, const struct call *c) {
    return c->in->values[c->inst->args[0]].op == PROG_FUNC ||
           (f->n_params <= c->n_args && f->ret.bits == c->inst->type.bits &&
            (f->n_params == c->n_args || (f->flags & PROG_FN_VARIADIC)));
}

node_id call_apply(struct graph *g, prog_value inst, const node_id *args, bool varies) {
    const struct flow_context *ctx = &g->flow->contexts.at[g->flow->nodes.at[g->at].context];
    struct call c = {.g = g, .in = ctx->function, .inst = &ctx->function->values[inst],
                     .value = inst, .args = args + 1, .result = NONE, .varies = varies};
    c.n_args = c.inst->n_args - 1;
    uint32_t width = c.inst->type.bits;
    const struct prog_inst *callee = &c.in->values[c.inst->args[0]];
    uint32_t function = callee->op == PROG_FUNC ? (uint32_t)callee->imm
                                                : graph_function_of(g, args[0]);
    if (function != NONE && takes_arguments(&g->env->program->functions[function], &c)) {
        c.index = function;
        c.callee = &g->env->program->functions[function];
    }
    const struct contract *annotated = c.callee ? g->env->annotated[c.index] : NULL;
    const struct summary *summary = c.callee ? g->env->summaries[c.index] : NULL;
    const struct contract *model =
        c.callee && g->env->models ? contract_find(g->env->models, c.callee->name) : NULL;
    if (summary) {
        apply_summary(&c, summary, width);
    } else if (annotated) {
        apply_unknown(&c, annotated, width);
        apply_effects(&c, annotated, width);
    } else if (model && !(c.callee->n_blocks)) {
        apply_contract(&c, model, width);
    } else {
        apply_unknown(&c, NULL, width);
    }
    return c.result;
}
