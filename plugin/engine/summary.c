#include "summary.h"

#include <inttypes.h>

#define CLASSIFY_MAX 5000 /* pairs of a cell's value and a result */
#define CELLS_MAX 64 /* distinct places of one parameter that a summary tells apart */

struct cell {
    uint32_t object;
    int64_t offset;
    uint64_t size;
    bool some; /* some of these bytes, at a place that is not constant */
};

struct work {
    struct graph *g;
    struct summary *s;
    node_id result; /* of the function, NONE */
    uint32_t heap;  /* the new object that it returns, NONE */
    ARRAY(struct cell) cells;
    struct map seen; /* pairs of values that classify has dealt with */
};

/* The parameter that the object hangs on, NONE. */
static uint32_t param_of(const struct graph *g, uint32_t object) {
    const struct object *o = &g->objects.at[object];
    if (o->kind != OBJECT_FOREIGN)
        return NONE;
    return graph_param_of(g, o->root);
}

static uint32_t class_of(const struct graph *g, node_id result) {
    uint64_t k;
    if (result == NONE)
        return RESULT_ANY;
    const struct node *n = graph_node(g, result);
    if (node_is_const(g, result, &k)) {
        bool negative = n->width <= 64 && n->width > 1 && (k >> (n->width - 1) & 1);
        return !k ? RESULT_ZERO : negative ? RESULT_NEGATIVE : RESULT_POSITIVE;
    }
    if (n->op == NODE_ADDRESS && g->objects.at[n->imm].kind != OBJECT_HEAP)
        return RESULT_POSITIVE | RESULT_NEGATIVE;
    if (map_get(&g->errnos, result, 0, 0) != NONE)
        return RESULT_POSITIVE;
    if (n->op == NODE_PURE && n->prog == PROG_SUB && node_is_const(g, graph_arg(g, result, 0), &k) && !k &&
        map_get(&g->errnos, graph_arg(g, result, 1), 0, 0) != NONE)
        return RESULT_NEGATIVE;
    return RESULT_ANY;
}

/* The classes of the result that the condition asks for: what a callee that was not followed writes when its
 * result, handed on, is in one.  False when it asks for anything else. */
static bool asks_for_classes(const struct graph *g, node_id condition, node_id result,
                             uint32_t *classes) {
    const struct node *c = graph_node(g, condition);
    uint64_t k;
    if (c->op != NODE_PURE || c->n_args != 2)
        return false;
    node_id a = graph_arg(g, condition, 0), b = graph_arg(g, condition, 1);
    if (c->prog == PROG_OR)
        return asks_for_classes(g, a, result, classes) && asks_for_classes(g, b, result, classes);
    bool zero_a = node_is_const(g, a, &k) && !k, zero_b = node_is_const(g, b, &k) && !k;
    if (c->prog == PROG_EQ && ((a == result && zero_b) || (b == result && zero_a)))
        *classes |= RESULT_ZERO;
    else if (c->prog == PROG_SLT && zero_a && b == result)
        *classes |= RESULT_POSITIVE;
    else if (c->prog == PROG_SLT && a == result && zero_b)
        *classes |= RESULT_NEGATIVE;
    else
        return false;
    return true;
}

/* For which classes of the result, of those in the mask, the cell keeps what it held on entry, and for which it
 * does not, by taking the arms of phis at one join together. */
static void classify(struct work *w, uint32_t object, node_id value, node_id result, uint32_t mask,
                     uint32_t *kept, uint32_t *written) {
    struct graph *g = w->g;
    if (!mask || map_get(&w->seen, value, result, mask) != NONE)
        return; /* another way to the same two */
    if (w->seen.n > CLASSIFY_MAX) {
        *kept |= RESULT_ANY; /* too many ways: it may be either */
        *written |= RESULT_ANY;
        return;
    }
    map_set(&w->seen, value, result, mask, 1);
    struct node v = *graph_node(g, value);
    bool split = result != NONE && graph_node(g, result)->op == NODE_PHI;
    struct node r = split ? *graph_node(g, result) : (struct node){0};
    /* The later of the two joins is taken apart first: the other still is one value there. */
    if (v.op == NODE_PHI && (!split || v.flow >= r.flow)) {
        bool together = split && v.flow == r.flow && v.n_args == r.n_args;
        for (uint32_t i = 0; i < v.n_args; i++)
            classify(w, object, graph_arg(g, value, i), together ? graph_arg(g, result, i) : result, mask,
                     kept, written);
    } else if (split) {
        for (uint32_t i = 0; i < r.n_args; i++)
            classify(w, object, value, graph_arg(g, result, i), mask, kept, written);
    } else if (v.op == NODE_CHOOSE) {
        uint32_t classes = 0;
        bool asks = result != NONE && asks_for_classes(g, graph_arg(g, value, 0), result, &classes);
        classify(w, object, graph_arg(g, value, 1), result, asks ? mask & classes : mask, kept, written);
        classify(w, object, graph_arg(g, value, 2), result, asks ? mask & ~classes : mask, kept,
                 written);
    } else if (v.op == NODE_SWEPT || v.op == NODE_LATER || v.op == NODE_KEPT) {
        classify(w, object, graph_arg(g, value, 0), result, mask, kept, written);
    } else if ((v.op == NODE_ENTRY || v.op == NODE_UNDEF) && v.object == object) {
        *kept |= class_of(g, result) & mask;
    } else {
        *written |= class_of(g, result) & mask;
    }
}

static void add_cell(struct work *w, uint32_t object, int64_t offset, uint64_t size, bool some) {
    for (uint32_t i = 0; i < w->cells.n; i++)
        if (w->cells.at[i].object == object && w->cells.at[i].offset == offset &&
            w->cells.at[i].size == size && w->cells.at[i].some == some)
            return;
    if (w->cells.n < CELLS_MAX)
        ARRAY_PUSH(&w->cells, (struct cell){object, offset, size, some});
}

/* A foreign object that is written: which parameter's target leads to it. */
static void note_reached(struct work *w, uint32_t object) {
    const struct graph *g = w->g;
    const struct object *o = &g->objects.at[object];
    if (o->kind != OBJECT_FOREIGN)
        return;
    node_id at = o->root;
    for (int steps = 0; steps < 16; steps++) {
        const struct node *n = graph_node(g, at);
        uint32_t param = graph_param_of(g, at);
        if (param != NONE) {
            w->s->reaches[param] = 1;
            return;
        }
        if (n->op == NODE_ENTRY && g->objects.at[n->object].kind == OBJECT_FOREIGN)
            at = g->objects.at[n->object].root;
        else if (n->op == NODE_LATER || (n->op == NODE_PURE && n->prog == PROG_PTRADD) ||
                 n->op == NODE_PHI || n->op == NODE_SWEPT)
            at = graph_arg(g, at, 0);
        else if (n->op == NODE_CHOOSE)
            at = graph_arg(g, at, 2);
        else
            return;
    }
}

/* The places that the function writes.  What is written at an offset that is not constant may be anything of the
 * array that it stays in, or of the whole where that is not known. */
static void find_cells(struct work *w) {
    struct graph *g = w->g;
    uint32_t n = g->nodes.n;
    for (node_id i = 0; i < n; i++) {
        struct node v = *graph_node(g, i);
        if (v.op != MEM_STORE && v.op != MEM_FILL && v.op != MEM_COPY)
            continue;
        if (param_of(g, v.object) == NONE && v.object != w->heap) {
            note_reached(w, v.object);
            continue;
        }
        node_id size = graph_arg(g, i, 2);
        uint64_t k;
        if (graph_arg(g, i, 1) != NONE && v.low >= 0 && v.low < v.high && v.high < INT64_MAX)
            add_cell(w, v.object, v.low, (uint64_t)(v.high - v.low), true);
        else if (graph_arg(g, i, 1) != NONE)
            add_cell(w, v.object, 0, SUMMARY_WHOLE, true);
        else if (v.op == MEM_STORE)
            add_cell(w, v.object, v.offset, (graph_node(g, size)->width + 7) / 8, false);
        else if (node_is_const(g, size, &k) && k)
            add_cell(w, v.object, v.offset, k, false);
        else
            add_cell(w, v.object, v.offset, SUMMARY_WHOLE, true);
    }
}

static void add_writes(struct work *w, uint32_t end) {
    struct graph *g = w->g;
    for (uint32_t i = 0; i < w->cells.n; i++) {
        struct cell c = w->cells.at[i];
        uint32_t param = param_of(g, c.object), kept = 0, written = 0;
        node_id version = memory_at_end(g, c.object, end);
        if (param == NONE)
            param = SUMMARY_RESULT;
        /* What is written at a moving place, or in a length that varies, may be all of it. */
        struct place p = {.object = c.object, .offset = c.offset, .variable = NONE,
                          .guard = NONE};
        uint64_t size = c.some || c.size > 64 ? 1 : c.size;
        map_free(&w->seen);
        if (version != NONE)
            classify(w, c.object, memory_load(g, version, p, (uint32_t)size * 8), w->result,
                     RESULT_ANY, &kept, &written);
        /* A class that no path returns does not matter: written is what is not kept. */
        struct summary_write out = {param, c.offset, c.size, written ? RESULT_ANY & ~kept : 0,
                                    written & kept};
        if (c.some) {
            out.classes = 0;
            out.maybe = true;
        }
        if (written || c.some)
            ARRAY_PUSH(&w->s->writes, out);
    }
}

static bool mentions_entry(const struct graph *g, node_id value, uint32_t object, int depth) {
    const struct node *v = graph_node(g, value);
    if (v->op == NODE_ENTRY)
        return v->object == object;
    if (depth > 8 || (v->op != NODE_PHI && v->op != NODE_CHOOSE && v->op != NODE_SWEPT &&
                      v->op != NODE_KEPT && !(v->op == NODE_PURE && v->prog == PROG_INSERT)))
        return false;
    for (uint32_t i = 0; i < v->n_args; i++)
        if (graph_arg(g, value, i) != NONE &&
            graph_node(g, graph_arg(g, value, i))->op < MEM_BEGIN &&
            mentions_entry(g, graph_arg(g, value, i), object, depth + 1))
            return true;
    return false;
}

/* What the object held when the function was entered, and no function that is not seen got since. */
static bool is_untouched(const struct graph *g, node_id value, uint32_t object) {
    const struct object *o = &g->objects.at[object];
    return graph_node(g, value)->op == NODE_ENTRY && (!o->told || value < o->told_since);
}

static void add_needs(struct work *w) {
    struct graph *g = w->g;
    for (uint32_t i = 0; i < g->events.n; i++) {
        struct event e = g->events.at[i];
        if ((e.kind != EVENT_READ && e.kind != EVENT_NEEDED && e.kind != EVENT_FOLLOW) ||
            e.object == NONE)
            continue;
        uint32_t param = param_of(g, e.object);
        if (param == NONE || !mentions_entry(g, e.value, e.object, 0))
            continue;
        const struct prog_function *f = g->flow->contexts.at[e.context].function;
        if (e.kind != EVENT_FOLLOW && g->flow->nodes.at[e.flow].same == 0 &&
            e.variable == NONE && is_untouched(g, e.value, e.object) && w->s->needs.n < 64)
            ARRAY_PUSH(&w->s->needs,
                       e.kind == EVENT_NEEDED
                           ? (struct summary_need){param, e.offset, e.bytes, e.callee_read,
                                                   e.callee_read_in}
                           : (struct summary_need){param, e.offset, e.bytes,
                                                   f->values[e.inst].loc,
                                                   g->flow->contexts.at[e.context].index});
        else
            w->s->may_read[param] = 1;
    }
}

/* Whether a new object is as it was made, but for single stores. */
static bool is_left_as_made(const struct graph *g, node_id version, int depth) {
    for (; version != NONE && depth < 64; depth++) {
        const struct node *v = graph_node(g, version);
        switch (v->op) {
        case MEM_BEGIN:
            return true;
        case MEM_PHI:
            for (uint32_t i = 1; i < v->n_args; i++)
                if (is_left_as_made(g, graph_arg(g, version, i), depth + 8))
                    return true;
            break;
        case MEM_STORE: case MEM_LATER:
            break;
        default:
            return false;
        }
        version = graph_arg(g, version, 0);
    }
    return false;
}

/* A new object that the function leaves in its caller's memory. */
static void add_makes(struct work *w, uint32_t end) {
    struct graph *g = w->g;
    uint32_t n = g->nodes.n;
    for (node_id i = 0; i < n && !w->s->makes; i++) {
        const struct node *v = graph_node(g, i);
        if (v->op != MEM_STORE || param_of(g, v->object) == NONE)
            continue;
        const struct node *value = graph_node(g, graph_arg(g, i, 2));
        w->s->makes = value->op == NODE_ADDRESS && g->objects.at[value->imm].kind == OBJECT_HEAP &&
                      is_left_as_made(g, memory_at_end(g, (uint32_t)value->imm, end), 0);
    }
}

/* A pointer parameter whose target outlives our view of it: kept in memory, or handed on, perhaps in a local
 * struct. */
static void add_escapes(struct work *w) {
    struct graph *g = w->g;
    for (node_id i = 0; i < g->nodes.n; i++) {
        const struct node *v = graph_node(g, i);
        if (v->op != MEM_STORE || graph_arg(g, i, 2) == NONE)
            continue;
        const struct node *value = graph_node(g, graph_arg(g, i, 2));
        if (value->op != NODE_FRESH || value->imm != 4 || value->offset >= w->s->n_params)
            continue;
        if (g->objects.at[v->object].kind != OBJECT_LOCAL)
            w->s->escapes[value->offset] = ESCAPE_KEPT;
        else if (g->objects.at[v->object].told)
            w->s->escapes[value->offset] = ESCAPE_GIVEN;
    }
    for (uint32_t i = 0; i < g->given.n; i++) {
        uint32_t param = param_of(g, g->given.at[i]);
        if (param != NONE)
            w->s->escapes[param] = ESCAPE_GIVEN;
        else
            note_reached(w, g->given.at[i]);
    }
    for (uint32_t i = 0; i < g->reached.n; i++) {
        uint32_t param = param_of(g, g->reached.at[i]);
        if (param != NONE)
            w->s->reaches[param] = 1;
        else
            note_reached(w, g->reached.at[i]);
    }
}

/* The objects that the result may be, through joins with null. */
static uint32_t heap_of(const struct graph *g, node_id result, int depth) {
    const struct node *r = graph_node(g, result);
    uint64_t k;
    if (r->op == NODE_ADDRESS && !r->offset && g->objects.at[r->imm].kind == OBJECT_HEAP)
        return (uint32_t)r->imm;
    if (r->op != NODE_PHI || depth > 6)
        return NONE;
    uint32_t heap = NONE;
    for (uint32_t i = 0; i < r->n_args; i++) {
        node_id arg = graph_arg(g, result, i);
        if (node_is_const(g, arg, &k) && !k)
            continue;
        uint32_t h = heap_of(g, arg, depth + 1);
        if (h == NONE || (heap != NONE && h != heap))
            return NONE;
        heap = h;
    }
    return heap;
}

/* Whether a function that returns at `end` cannot return null: what it returns is an object, or was accessed
 * through on every path. */
static bool is_not_null(const struct graph *g, node_id result, uint32_t end, int depth) {
    const struct node *r = graph_node(g, result);
    uint64_t k;
    if (node_is_const(g, result, &k))
        return k != 0;
    if (r->op == NODE_ADDRESS && g->objects.at[r->imm].kind != OBJECT_HEAP)
        return true;
    for (uint32_t a = map_get(&g->last_access, result, 0, 0); a != NONE; a = g->accesses.at[a].before) {
        uint32_t same = g->flow->nodes.at[g->accesses.at[a].flow].same;
        if (!same || same == g->flow->nodes.at[end].same)
            return true;
    }
    if (r->op != NODE_PHI || depth > 6)
        return false;
    for (uint32_t i = 0; i < r->n_args; i++)
        if (!is_not_null(g, graph_arg(g, result, i), end, depth + 1))
            return false;
    return true;
}

static bool add_constant(struct summary *s, uint64_t bits) {
    for (uint32_t i = 0; i < s->n_results; i++)
        if (s->results[i] == bits)
            return true;
    if (s->n_results == RESULTS_MAX)
        return false;
    s->results[s->n_results++] = bits;
    return true;
}

/* Collects the constants that the value can be: constants, truth values, joins of them.  Whether that is all. */
static bool add_constants(struct summary *s, const struct graph *g, node_id value, int depth) {
    const struct node *n = graph_node(g, value);
    uint64_t bits;
    if (n->width > 64 || depth > 16)
        return false;
    if (node_is_const(g, value, &bits))
        return add_constant(s, bits);
    if (n->width == 1 && n->op == NODE_PURE && n->prog >= PROG_EQ && n->prog <= PROG_SLE)
        return add_constant(s, 0) && add_constant(s, 1);
    if (n->op == NODE_PURE && n->prog == PROG_ZEXT && graph_node(g, graph_arg(g, value, 0))->width == 1)
        return add_constant(s, 0) && add_constant(s, 1);
    if (n->op != NODE_PHI && n->op != NODE_CHOOSE)
        return false;
    for (uint32_t i = n->op == NODE_CHOOSE; i < n->n_args; i++)
        if (!add_constants(s, g, graph_arg(g, value, i), depth + 1))
            return false;
    return true;
}

static void add_result(struct work *w, uint32_t end) {
    struct graph *g = w->g;
    struct summary *s = w->s;
    if (w->result == NONE)
        return;
    const struct node *r = graph_node(g, w->result);
    s->not_null = r->width == g->env->program->pointer_bits && is_not_null(g, w->result, end, 0);
    if (r->op == NODE_FRESH && r->imm == 4) {
        s->returns_param = (uint32_t)r->offset;
        return;
    }
    if (!add_constants(s, g, w->result, 0))
        s->n_results = 0;
    s->returns_partly = node_is_put_together(g, w->result, 0);
    s->returns_rounded = r->width == g->env->program->pointer_bits && r->op != NODE_CONST &&
                         memory_place(g, w->result).rounded;
    uint32_t heap = heap_of(g, w->result, 0);
    if (heap == NONE || g->objects.at[heap].escaped)
        return;
    const struct object *o = &g->objects.at[heap];
    s->returns_heap = true;
    w->heap = heap;
    s->maker = o->maker;
    s->heap_size = o->size;
    for (uint32_t i = 0; i < s->n_params && o->size_node != NONE; i++) {
        node_id p = graph_param(g, i);
        if (graph_node(g, p)->width <= 64 && node_resize(g, p, 64) == o->size_node)
            s->heap_param = i;
    }
    /* An object given to a function that was not seen is what that function made of it. */
    node_id now = memory_at_end(g, heap, end);
    if (now != NONE && graph_node(g, now)->op != MEM_BEGIN) {
        for (uint32_t i = 0; i < g->given.n; i++)
            if (g->given.at[i] == heap)
                ARRAY_PUSH(&s->writes, (struct summary_write){SUMMARY_RESULT, 0, SUMMARY_WHOLE,
                                                              RESULT_ANY, false});
    }
}

struct summary *summary_blank(const struct prog_function *f) {
    struct summary *s = base_calloc(1, sizeof *s);
    s->n_params = f->n_params;
    s->escapes = base_calloc(f->n_params, 1);
    s->may_read = base_calloc(f->n_params, 1);
    s->reaches = base_calloc(f->n_params, 1);
    s->returns_param = s->heap_param = NONE;
    return s;
}

struct summary *summary_new(struct graph *g) {
    const struct prog_function *f = g->flow->contexts.at[0].function;
    struct summary *s = summary_blank(f);
    for (uint32_t b = 0; b < f->n_blocks; b++)
        s->size += f->blocks[b].n_insts;
    struct work w = {.g = g, .s = s, .result = NONE, .heap = NONE};
    uint32_t end = NONE, ends = 0;
    bool cut = g->flow->truncated;
    for (uint32_t i = 0; i < g->flow->nodes.n; i++) {
        const struct flow_node *n = &g->flow->nodes.at[i];
        const struct prog_bb *bb = &f->blocks[n->block];
        if (n->context || n->succs.n)
            continue;
        cut |= n->cut;
        if (n->last == bb->n_insts && f->values[bb->insts[n->last - 1]].op == PROG_RETURN) {
            end = i;
            ends++;
        }
    }
    s->noreturn = !ends && !cut;
    if (ends == 1) {
        w.result = g->result[end];
        g->at = end;
        add_result(&w, end);
        find_cells(&w);
        add_writes(&w, end);
        add_makes(&w, end);
    } else if (ends) {
        memset(s->escapes, ESCAPE_GIVEN, f->n_params);
    }
    add_needs(&w);
    add_escapes(&w);
    ARRAY_FREE(&w.cells);
    map_free(&w.seen);
    return s;
}

void summary_free(struct summary *s) {
    if (!s)
        return;
    ARRAY_FREE(&s->writes);
    ARRAY_FREE(&s->needs);
    free(s->escapes);
    free(s->may_read);
    free(s->reaches);
    free(s);
}

static void print_place(FILE *to, uint32_t param, int64_t offset, uint64_t size) {
    if (param == SUMMARY_RESULT)
        fprintf(to, "result");
    else
        fprintf(to, "parameter %" PRIu32, param);
    if (size == SUMMARY_WHOLE)
        fprintf(to, " from byte %" PRId64 " on", offset);
    else
        fprintf(to, " bytes %" PRId64 "+%" PRIu64, offset, size);
}

static int64_t sign_extended(uint64_t bits, uint32_t width) {
    return width > 1 && width < 64 && bits >> (width - 1) & 1 ? (int64_t)(bits | ~node_mask(width)) : (int64_t)bits;
}

void summary_print(FILE *to, const struct prog_function *f, const struct summary *s) {
    fprintf(to, "summary @%s: %" PRIu32 " instructions\n", f->name, s->size);
    if (s->noreturn)
        fprintf(to, "  does not return\n");
    if (s->returns_param != NONE)
        fprintf(to, "  returns parameter %" PRIu32 "\n", s->returns_param);
    if (s->returns_rounded)
        fprintf(to, "  returns a pointer rounded down\n");
    if (s->not_null)
        fprintf(to, "  returns a pointer that is not null\n");
    for (uint32_t i = 0; i < s->n_results; i++)
        fprintf(to, "%s%" PRId64 "%s", i ? " or " : "  returns ",
                sign_extended(s->results[i], f->ret.bits), i + 1 < s->n_results ? "" : "\n");
    if (s->returns_heap) {
        fprintf(to, "  returns a new object of %s", s->maker ? s->maker : "?");
        if (s->heap_param != NONE)
            fprintf(to, ", as many bytes as parameter %" PRIu32, s->heap_param);
        else if (s->heap_size)
            fprintf(to, ", %" PRIu64 " bytes", s->heap_size);
        fprintf(to, "\n");
    }
    if (s->makes)
        fprintf(to, "  leaves a new object behind a parameter\n");
    for (uint32_t i = 0; i < s->needs.n; i++) {
        fprintf(to, "  reads ");
        print_place(to, s->needs.at[i].param, s->needs.at[i].offset, s->needs.at[i].size);
        fprintf(to, "\n");
    }
    for (uint32_t i = 0; i < s->writes.n; i++) {
        const struct summary_write *w = &s->writes.at[i];
        fprintf(to, "  writes ");
        print_place(to, w->param, w->offset, w->size);
        if (w->classes != RESULT_ANY && w->classes)
            fprintf(to, " if the result is%s%s%s", w->classes & RESULT_ZERO ? " zero" : "",
                    w->classes & RESULT_POSITIVE ? " positive" : "",
                    w->classes & RESULT_NEGATIVE ? " negative" : "");
        if (w->maybe)
            fprintf(to, "%s", w->classes ? " and sometimes otherwise" : " sometimes");
        fprintf(to, "\n");
    }
    for (uint32_t i = 0; i < s->n_params; i++) {
        if (s->may_read[i])
            fprintf(to, "  may read parameter %" PRIu32 "\n", i);
        if (s->escapes[i])
            fprintf(to, "  %s parameter %" PRIu32 "%s\n",
                    s->escapes[i] == ESCAPE_KEPT ? "keeps" : "lets", i,
                    s->escapes[i] == ESCAPE_KEPT ? "" : " out");
        if (s->reaches[i])
            fprintf(to, "  writes through what parameter %" PRIu32 " points to\n", i);
    }
}
