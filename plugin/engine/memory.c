/* Objects, the versions of their memory, and what a load sees.
 *
 * A load walks the version chain of its object from the newest write back.  A write that cannot
 * touch the bytes is skipped, one that covers them answers; one that covers a part splits the load;
 * one whose place depends on a value becomes a choice (NODE_CHOOSE) between what it wrote and what
 * was there before.  Where paths join the load is distributed over them and becomes a phi of
 * values.  Answers are kept by version, place and width.
 *
 * Loops.  A later iteration (MEM_LATER) sees what the first one left, with two exceptions.  A local
 * that the loop steps by a constant has an unknown number of steps behind it (NODE_LATER).  An
 * element that the loop writes at a moving place may have been written by any iteration in between
 * (NODE_SWEPT).
 */
#include "graph.h"

#define CHOICES_MAX 32       /* undecidable writes on the way of one load */
#define STEPS_FOR_ONE_LOAD 4000

static uint32_t bytes_of(uint32_t width) { return (width + 7) / 8; }

/* --- Objects ------------------------------------------------------------------------------- */

/* A parameter of the function itself behind which the caller has initialized nothing. */
static bool is_unset(const struct graph *g, node_id root) {
    uint32_t param = graph_param_of(g, root);
    return param != NONE &&
           g->flow->contexts.at[0].function->params[param].flags & PROG_PARAM_UNSET;
}

uint32_t memory_object(struct graph *g, struct object o, uint64_t a, uint64_t b, uint64_t c) {
    uint64_t kind = (uint64_t)o.kind << 56 | a;
    uint32_t at = map_get(&g->objects_by, kind, b, c);
    if (at != NONE)
        return at;
    at = g->objects.n;
    bool undefined = o.kind == OBJECT_LOCAL || (o.kind == OBJECT_FOREIGN && is_unset(g, o.root));
    ARRAY_PUSH(&g->objects, o);
    map_set(&g->objects_by, kind, b, c, at);
    struct node first = {.op = undefined ? MEM_BEGIN : MEM_ENTRY, .object = at, .inst = o.inst,
                         .context = o.context};
    g->objects.at[at].memory.initial =
        o.kind == OBJECT_HEAP ? NONE : node_make(g, first, 0, NULL);
    return at;
}

uint32_t memory_foreign(struct graph *g, node_id root) {
    struct object o = {.kind = OBJECT_FOREIGN, .inst = PROG_NONE, .root = root, .size_node = NONE};
    return memory_object(g, o, 0, root, 0);
}

node_id memory_now(struct graph *g, uint32_t object) {
    return variable_at(g, VARIABLE_MEMORY, object, g->at, true);
}

node_id memory_at_end(struct graph *g, uint32_t object, uint32_t flow) {
    return variable_at(g, VARIABLE_MEMORY, object, flow, true);
}

/* --- Places -------------------------------------------------------------------------------- */

static struct place foreign_place(struct graph *g, node_id root) {
    return (struct place){.object = memory_foreign(g, root), .variable = NONE, .guard = NONE};
}

static node_id sum(struct graph *g, node_id a, node_id b) {
    if (a == NONE)
        return b;
    if (b == NONE)
        return a;
    uint32_t w = graph_node(g, a)->width;
    return node_pure2(g, PROG_ADD, w, a, node_resize(g, b, w));
}

static struct place shifted(struct graph *g, struct place p, node_id by) {
    uint64_t k;
    uint32_t w = graph_node(g, by)->width;
    if (node_is_const(g, by, &k))
        p.offset += w >= 64 ? (int64_t)k : (int64_t)(k << (64 - w)) >> (64 - w);
    else
        p.variable = sum(g, p.variable, by);
    return p;
}

/* The pointer's distance from the begin of the object it is known to stay in. */
static struct place relative(struct graph *g, struct place p, node_id pointer) {
    node_id base = g->objects.at[p.object].kind == OBJECT_FOREIGN ? g->objects.at[p.object].root
                                                                 : node_address(g, p.object, 0);
    uint32_t w = graph_node(g, pointer)->width;
    return (struct place){.object = p.object, .guard = NONE,
                          .variable = node_pure2(g, PROG_SUB, w, pointer, base)};
}

static bool same_place(struct place a, struct place b) {
    return a.object == b.object && a.offset == b.offset && a.variable == b.variable;
}

/* A mask that keeps the high bits: how many low ones it clears; 0 when it is no such mask. */
static uint32_t cleared_bits(uint64_t mask, uint32_t width) {
    uint64_t low = ~mask & node_mask(width);
    if (!low || (low & (low + 1)))
        return 0;
    uint32_t n = 0;
    for (; low; low >>= 1)
        n++;
    return n < width ? n : 0;
}

static struct place joined_place(struct graph *g, node_id pointer, uint32_t first, uint32_t n) {
    struct place p = {.object = NONE, .variable = NONE, .guard = NONE};
    bool equal = true;
    for (uint32_t i = first; i < n; i++) {
        node_id arg = graph_arg(g, pointer, i);
        if (graph_node(g, arg)->op == NODE_CONST)
            continue; /* a null pointer: not read through */
        struct place q = memory_place(g, arg);
        if (p.object == NONE) {
            p = q;
            continue;
        }
        if (q.object != p.object)
            return foreign_place(g, pointer);
        equal &= same_place(p, q);
    }
    if (p.object == NONE)
        return foreign_place(g, pointer);
    return equal ? p : relative(g, p, pointer);
}

/* Adding a small tag or taking it away does not move a pointer; 32 bytes is beyond what the
 * alignment of any object explains. */
#define ROUNDED_BITS 5

static struct place find_place(struct graph *g, node_id pointer) {
    struct node n = *graph_node(g, pointer);
    uint64_t k;
    struct place p;
    switch (n.op) {
    case NODE_ADDRESS:
        return (struct place){.object = (uint32_t)n.imm, .offset = n.offset, .variable = NONE,
                              .guard = NONE};
    case NODE_PURE:
        switch (n.prog) {
        case PROG_PTRADD:
            p = shifted(g, memory_place(g, graph_arg(g, pointer, 0)), graph_arg(g, pointer, 1));
            if (n.high > n.low) {
                p.low = n.low;
                p.high = n.high;
            }
            return p;
        case PROG_ADD:
            p = memory_place(g, graph_arg(g, pointer, 0));
            if (node_is_const(g, graph_arg(g, pointer, 1), &k) || p.rounded ||
                g->objects.at[p.object].kind != OBJECT_FOREIGN)
                return shifted(g, p, graph_arg(g, pointer, 1));
            break;
        case PROG_AND:
            if (!node_is_const(g, graph_arg(g, pointer, 1), &k) || !cleared_bits(k, n.width))
                break;
            if (cleared_bits(k, n.width) < ROUNDED_BITS)
                return memory_place(g, graph_arg(g, pointer, 0));
            /* Moved up by as much before: (p + 31) & -32 does not go below p. */
            p = memory_place(g, graph_arg(g, pointer, 0));
            if (p.variable == NONE && !p.rounded && p.offset >= 0 &&
                (uint64_t)p.offset >= (~k & node_mask(n.width)))
                return relative(g, p, pointer);
            p = foreign_place(g, pointer);
            p.rounded = true;
            return p;
        case PROG_OR:
            if (node_is_const(g, graph_arg(g, pointer, 1), &k) && k < (1u << ROUNDED_BITS))
                return memory_place(g, graph_arg(g, pointer, 0));
            break;
        case PROG_SELECT:
            return joined_place(g, pointer, 1, 3);
        }
        break;
    case NODE_PHI:
        return joined_place(g, pointer, 0, n.n_args);
    case NODE_CHOOSE:
        return joined_place(g, pointer, 1, 3);
    case NODE_KEPT:
        return memory_place(g, graph_arg(g, pointer, 0));
    case NODE_LATER:
        if (graph_node(g, graph_arg(g, pointer, 0))->op != NODE_CONST)
            return relative(g, memory_place(g, graph_arg(g, pointer, 0)), pointer);
        break;
    }
    return foreign_place(g, pointer);
}

/* Joins are remembered: a chain of them has many ways down to the same pointer. */
struct place memory_place(struct graph *g, node_id pointer) {
    uint8_t op = graph_node(g, pointer)->op;
    if (op != NODE_PHI && op != NODE_CHOOSE && op != NODE_LATER &&
        !(op == NODE_PURE && graph_node(g, pointer)->prog == PROG_SELECT))
        return find_place(g, pointer);
    uint32_t at = map_get(&g->places_by, pointer, 0, 0);
    if (at != NONE)
        return g->places.at[at];
    struct place p = find_place(g, pointer);
    map_set(&g->places_by, pointer, 0, 0, g->places.n);
    ARRAY_PUSH(&g->places, p);
    return p;
}

/* That the join took its argument `arm`, or one equal to it: as a value, so that it can be asked
 * about wherever the pointer is used. */
static node_id arm_guard(struct graph *g, node_id pointer, uint32_t arm) {
    struct node n = *graph_node(g, pointer);
    node_id yes = node_const(g, 1, 1), no = node_const(g, 1, 0);
    if (n.op != NODE_PHI) {
        node_id c = graph_arg(g, pointer, 0);
        return arm == 1 ? c : node_not(g, c);
    }
    node_id *args = base_calloc(n.n_args, sizeof *args);
    for (uint32_t i = 0; i < n.n_args; i++)
        args[i] = graph_arg(g, pointer, i) == graph_arg(g, pointer, arm) ? yes : no;
    node_id guard = node_phi(g, n.flow, n.n_args, args);
    free(args);
    return guard;
}

static bool is_join(const struct node *n) {
    return n->op == NODE_PHI || n->op == NODE_CHOOSE || n->op == NODE_KEPT ||
           (n->op == NODE_PURE && n->prog == PROG_SELECT);
}

static bool is_ours(const struct graph *g, uint32_t object) {
    return g->objects.at[object].kind == OBJECT_LOCAL || g->objects.at[object].kind == OBJECT_HEAP;
}

struct alternatives {
    struct place *at;
    uint32_t n, room;
    bool ours; /* one of them is a local or on the heap */
};

#define JOINS_DEEP 5 /* joins of joins that are looked through */

/* How far behind a pointer a place is. */
struct distance {
    int64_t offset;
    node_id variable; /* NONE, or to be added */
};

static bool add_alternative(struct graph *g, struct place p, struct distance by, node_id taken,
                            struct alternatives *out) {
    p.offset += by.offset;
    p.variable = sum(g, p.variable, by.variable);
    p.guard = taken;
    for (uint32_t i = 0; i < out->n; i++)
        if (same_place(out->at[i], p)) { /* another way to the same place */
            out->at[i].guard = node_pure2(g, PROG_OR, 1, out->at[i].guard, taken);
            return true;
        }
    if (out->n == out->room)
        return false;
    out->ours |= is_ours(g, p.object);
    out->at[out->n++] = p;
    return true;
}

/* The pointer without what was added to it, which is added to the distance. */
static node_id base_of(struct graph *g, node_id pointer, struct distance *by) {
    for (;;) {
        const struct node *n = graph_node(g, pointer);
        uint64_t k;
        if (n->op == NODE_PURE && n->prog == PROG_PTRADD) {
            node_id step = graph_arg(g, pointer, 1);
            if (node_is_const(g, step, &k))
                by->offset += (int64_t)k;
            else
                by->variable = sum(g, by->variable, step);
        } else if (n->op != NODE_KEPT) {
            return pointer;
        }
        pointer = graph_arg(g, pointer, 0);
    }
}

/* The places behind a join of pointers to different objects; false when there are too many. */
static bool find_alternatives(struct graph *g, node_id pointer, struct distance by, node_id guard,
                              uint32_t depth, struct alternatives *out) {
    pointer = base_of(g, pointer, &by);
    struct node n = *graph_node(g, pointer);
    if (!is_join(&n)) { /* what an earlier iteration left need not be a join */
        node_id always = guard == NONE ? node_const(g, 1, 1) : guard;
        return add_alternative(g, memory_place(g, pointer), by, always, out);
    }
    uint32_t first = n.op == NODE_PHI ? 0 : 1;
    for (uint32_t i = first; i < n.n_args; i++) {
        node_id arg = graph_arg(g, pointer, i);
        bool again = graph_node(g, arg)->op == NODE_CONST;
        for (uint32_t j = first; j < i; j++)
            again |= graph_arg(g, pointer, j) == arg;
        if (again)
            continue;
        node_id taken = arm_guard(g, pointer, i);
        if (guard != NONE)
            taken = node_pure2(g, PROG_AND, 1, guard, taken);
        struct place p = memory_place(g, arg);
        if (is_join(graph_node(g, arg)) && depth < JOINS_DEEP && !is_ours(g, p.object)) {
            if (!find_alternatives(g, arg, by, taken, depth + 1, out))
                return false;
            continue;
        }
        if (!add_alternative(g, p, by, taken, out))
            return false;
    }
    return true;
}

uint32_t memory_places(struct graph *g, node_id pointer, struct place places[PLACES_MAX]) {
    places[0] = memory_place(g, pointer);
    if (g->objects.at[places[0].object].kind != OBJECT_FOREIGN || places[0].rounded)
        return 1;
    struct distance none = {0, NONE}, by = none;
    if (!is_join(graph_node(g, base_of(g, pointer, &by))))
        return 1;
    /* Looking for them takes time, and the same pointer is used again and again. */
    uint32_t at = map_get(&g->alternatives_by, pointer, 0, 0);
    if (at == NONE) {
        struct place_list list;
        struct alternatives found = {list.at, 0, PLACES_MAX, false};
        bool all = find_alternatives(g, pointer, none, NONE, 0, &found);
        list.n = all && found.ours ? found.n : 0;
        at = g->alternatives.n;
        map_set(&g->alternatives_by, pointer, 0, 0, at);
        ARRAY_PUSH(&g->alternatives, list);
    }
    const struct place_list *list = &g->alternatives.at[at];
    if (!list->n)
        return 1;
    memcpy(places, list->at, list->n * sizeof *places);
    return list->n;
}

/* --- Loads --------------------------------------------------------------------------------- */

enum relation { REL_APART, REL_COVERS, REL_PART, REL_EQUAL_IF, REL_OVERLAP_IF };

struct range {
    int64_t offset;
    node_id variable;
    int64_t low, high; /* equal: not known */
    uint64_t size;     /* UINT64_MAX: to the end */
};

/* A sum: so many times a node, plus a constant.  Widths are looked through: what counts does not wrap. */
struct linear {
    node_id of; /* NONE: a constant */
    int64_t times, plus;
};

static struct linear linear_of(const struct graph *g, node_id id, int depth) {
    const struct node *n = graph_node(g, id);
    struct linear l = {id, 1, 0};
    uint64_t k;
    if (node_is_const(g, id, &k))
        return (struct linear){NONE, 0, n->width < 64 && (k >> (n->width - 1) & 1)
                                            ? (int64_t)(k | ~node_mask(n->width)) : (int64_t)k};
    if (n->op != NODE_PURE || depth > 8)
        return l;
    if (n->prog == PROG_SEXT || n->prog == PROG_ZEXT)
        return linear_of(g, graph_arg(g, id, 0), depth + 1);
    if (n->n_args != 2 || !node_is_const(g, graph_arg(g, id, 1), &k) || n->width > 64)
        return l;
    if (n->prog == PROG_ADD) {
        int64_t by = (int64_t)(k << (64 - n->width)) >> (64 - n->width);
        if (by > INT32_MAX || by < INT32_MIN)
            return l;
        l = linear_of(g, graph_arg(g, id, 0), depth + 1);
        l.plus += by;
    } else if (n->prog == PROG_MUL || (n->prog == PROG_SHL && k < 16)) {
        int64_t by = n->prog == PROG_SHL ? INT64_C(1) << k : k > UINT16_MAX ? 0 : (int64_t)k;
        l = linear_of(g, graph_arg(g, id, 0), depth + 1);
        if (!by || l.times > INT32_MAX || l.plus > INT32_MAX || l.plus < INT32_MIN)
            return (struct linear){id, 1, 0};
        l.times *= by;
        l.plus *= by;
    }
    return l;
}

/* Whether two distances are the same sum but for what is added last. */
static bool is_same_sum(const struct graph *g, node_id a, node_id b, int64_t *difference) {
    if (a == NONE || b == NONE)
        return false;
    struct linear x = linear_of(g, a, 0), y = linear_of(g, b, 0);
    *difference = x.plus - y.plus;
    return x.of != NONE && x.of == y.of && x.times == y.times;
}

/* How a write relates to a read.  *delta: where the read begins within the write, when known.
 * whole: a write that covers all places the read may be at may count as covering it. */
static enum relation relate(const struct graph *g, struct range write, struct range read,
                            bool whole, int64_t *delta) {
    int64_t shift;
    if (write.variable == read.variable ||
        node_differ_by_const(g, read.variable, write.variable, &shift) ||
        is_same_sum(g, read.variable, write.variable, &shift)) {
        if (write.variable == read.variable)
            shift = 0;
        *delta = read.offset + shift - write.offset;
        bool endless = write.size == UINT64_MAX;
        if (*delta >= 0 && (endless || (uint64_t)*delta + read.size <= write.size))
            return REL_COVERS;
        if (*delta + (int64_t)read.size <= 0 || (!endless && *delta >= (int64_t)write.size))
            return REL_APART;
        return REL_PART;
    }
    struct range *both[2] = {&write, &read};
    for (int i = 0; i < 2; i++)
        if (both[i]->variable == NONE) {
            both[i]->low = both[i]->offset;
            both[i]->high = both[i]->size == UINT64_MAX ? INT64_MAX
                                                        : both[i]->offset + (int64_t)both[i]->size;
        }
    if (write.high > write.low && read.high > read.low &&
        (write.high <= read.low || read.high <= write.low))
        return REL_APART;
    /* Reads stay in their object: what fills all of it covers any of them. */
    if (whole && write.variable == NONE && write.low <= read.low && write.high >= read.high &&
        read.high > read.low) {
        *delta = 0;
        return REL_COVERS;
    }
    return write.size == read.size ? REL_EQUAL_IF : REL_OVERLAP_IF;
}

static node_id term(struct graph *g, int64_t offset, node_id variable) {
    uint32_t w = g->env->program->pointer_bits;
    node_id k = node_const(g, w, (uint64_t)offset);
    return variable == NONE ? k : node_pure2(g, PROG_ADD, w, node_resize(g, variable, w), k);
}

/* Bits of a value that stands in memory: byte `at` of `total` bytes is bit … (by endianness). */
static uint32_t bit_of(const struct graph *g, uint32_t total, uint32_t at, uint32_t count) {
    return g->env->program->big_endian ? (total - at - count) * 8 : at * 8;
}

static node_id as_bytes(struct graph *g, node_id v) {
    uint32_t w = graph_node(g, v)->width, full = bytes_of(w) * 8;
    return w == full ? v : node_pure(g, PROG_ZEXT, full, 0, 1, &v);
}

/* What a write left there that says no more.  It comes from the instruction that wrote: a call that
 * is worth looking into when something hangs on the value. */
static node_id unknown_bytes(struct graph *g, node_id version, struct place p, uint32_t width) {
    node_id n = node_fresh(g, width, (uint64_t)version << 8 | 2, (uint64_t)p.offset,
                           (uint64_t)p.variable << 32 | width);
    graph_node(g, n)->inst = graph_node(g, version)->inst;
    graph_node(g, n)->context = graph_node(g, version)->context;
    return n;
}

static node_id load_bytes(struct graph *g, node_id version, struct place p, uint32_t width,
                          uint32_t choices);

/* The load cut where a write begins or ends in it. */
static node_id load_pieces(struct graph *g, node_id version, struct place p, uint32_t width,
                           int64_t delta, uint64_t size, uint32_t choices) {
    uint32_t n = width / 8;
    int64_t cuts[4] = {0, -delta, 0, n};
    cuts[2] = size == UINT64_MAX ? n : -delta + (int64_t)size;
    for (int i = 1; i < 3; i++)
        cuts[i] = cuts[i] < 0 ? 0 : cuts[i] > n ? n : cuts[i];
    node_id whole = node_const(g, width, 0);
    for (int i = 0; i < 3; i++) {
        uint32_t count = (uint32_t)(cuts[i + 1] - cuts[i]);
        if (!count)
            continue;
        struct place q = p;
        q.offset += cuts[i];
        node_id part = load_bytes(g, version, q, count * 8, choices);
        node_id args[2] = {whole, part};
        whole = node_pure(g, PROG_INSERT, width, bit_of(g, n, (uint32_t)cuts[i], count), 2, args);
    }
    return whole;
}

static node_id entry_value(struct graph *g, node_id version, struct place p, uint32_t width) {
    const struct node *v = graph_node(g, version);
    const struct object *o = &g->objects.at[v->object];
    bool address = false;
    if (o->kind == OBJECT_GLOBAL && g->env->global_is_constant[o->global] && p.variable == NONE) {
        const struct prog_global *gl = &g->env->program->globals[o->global];
        uint32_t n = width / 8;
        if (gl->bytes && n <= 8 && p.offset >= 0 && (uint64_t)p.offset + n <= gl->size) {
            uint64_t bits = 0;
            bool known = true;
            for (uint32_t i = 0; i < n; i++) {
                known &= !gl->known || gl->known[p.offset + i];
                bits |= (uint64_t)gl->bytes[p.offset + i] << bit_of(g, n, i, 1);
            }
            if (known)
                return node_const(g, width, bits);
            address = gl->known && !gl->known[p.offset] &&
                      width == g->env->program->pointer_bits;
        }
    }
    node_id args[2] = {version, p.variable};
    node_id n = node_make(g, (struct node){.op = NODE_ENTRY, .width = width, .inst = PROG_NONE,
                                           .object = v->object, .offset = p.offset}, 2, args);
    if (address) /* of something: not null */
        ARRAY_PUSH(&g->facts, (struct fact){n, node_pure2(g, PROG_NE, 1, n,
                                                      node_const(g, width, 0)), false});
    return n;
}

/* The instruction stores its own old value plus a constant. */
static bool is_step(const struct graph *g, node_id store) {
    const struct node *s = graph_node(g, store);
    if (s->op != MEM_STORE || s->inst == PROG_NONE)
        return false;
    const struct prog_function *f = g->flow->contexts.at[s->context].function;
    const struct prog_inst *in = &f->values[s->inst];
    if (in->op != PROG_STORE)
        return false;
    const struct prog_inst *v = &f->values[in->args[1]];
    while (v->op == PROG_TRUNC || v->op == PROG_BITCAST)
        v = &f->values[v->args[0]];
    if (v->op != PROG_ADD && v->op != PROG_SUB && v->op != PROG_PTRADD)
        return false;
    const struct prog_inst *old = &f->values[v->args[0]];
    while (old->op == PROG_ZEXT || old->op == PROG_SEXT || old->op == PROG_BITCAST)
        old = &f->values[old->args[0]];
    return old->op == PROG_LOAD && f->values[v->args[1]].op == PROG_CONST;
}

/* What a length that is not known comes to at least: one of whatever it counts.  That nothing was
 * written would be a guess.  (A copy of any length brings what is read first there, of whatever size.) */
static uint64_t least_length(const struct graph *g, node_id length) {
    uint64_t k;
    const struct node *n = graph_node(g, length);
    if (n->op == NODE_PURE && n->n_args == 2 && node_is_const(g, graph_arg(g, length, 1), &k)) {
        if (n->prog == PROG_MUL && k < 4096)
            return k;
        if (n->prog == PROG_SHL && k < 12)
            return UINT64_C(1) << k;
    }
    return 1;
}

/* What a copy of a length that is not known comes to at most: it stays in the object it reads. */
static uint64_t longest_copy(const struct graph *g, node_id copy) {
    const struct node *v = graph_node(g, copy);
    const struct object *from = &g->objects.at[graph_node(g, graph_arg(g, copy, 3))->object];
    if (graph_arg(g, copy, 4) != NONE || !from->size || v->source_offset < 0 ||
        (uint64_t)v->source_offset >= from->size)
        return UINT64_MAX;
    return from->size - (uint64_t)v->source_offset;
}

/* The newest write in the chain that a load of these bytes meets. */
static node_id newest_write(const struct graph *g, node_id version, struct range read) {
    for (;;) {
        const struct node *v = graph_node(g, version);
        int64_t delta;
        if (v->op != MEM_STORE && v->op != MEM_FILL)
            return version;
        node_id what = graph_arg(g, version, 2);
        struct range write = {v->offset, graph_arg(g, version, 1), v->low, v->high, UINT64_MAX};
        uint64_t k;
        if (v->op == MEM_STORE)
            write.size = bytes_of(graph_node(g, what)->width);
        else if (what != NONE && node_is_const(g, what, &k))
            write.size = k;
        if (relate(g, write, read, false, &delta) != REL_APART)
            return version;
        version = graph_arg(g, version, 0);
    }
}

/* Whether the offset is a multiple of the size by how it was computed. */
static bool is_multiple(const struct graph *g, node_id offset, uint64_t size) {
    const struct node *n = graph_node(g, offset);
    uint64_t k;
    if (n->op != NODE_PURE || n->n_args != 2 || !node_is_const(g, graph_arg(g, offset, 1), &k))
        return size == 1;
    return n->prog == PROG_MUL ? k % size == 0 : n->prog == PROG_SHL && k < 32 && !((UINT64_C(1) << k) % size);
}

/* A write of a length that is not constant, and a read at a place that is not: apart if the read begins where the write
 * ends or behind it, as far as that can be seen from how both are computed. */
static enum relation by_end(const struct graph *g, const struct place *p, const struct node *write,
                            node_id length, uint32_t bytes, bool *sized, enum relation otherwise) {
    struct linear at = linear_of(g, p->variable, 0), end = linear_of(g, length, 0);
    if (at.of != end.of || at.times != end.times || at.of == NONE)
        return otherwise;
    int64_t behind = p->offset + at.plus - write->offset - end.plus;
    if (behind >= 0)
        return REL_APART;
    if (behind + (int64_t)bytes > 0)
        return otherwise;
    *sized = true;
    return REL_COVERS;
}

static node_id load_later(struct graph *g, node_id version, struct place p, uint32_t width,
                          uint32_t choices) {
    node_id first = load_bytes(g, graph_arg(g, version, 0), p, width, choices);
    node_id last = load_bytes(g, graph_arg(g, version, 1), p, width, choices);
    struct node later = *graph_node(g, version);
    int64_t step;
    if (width <= 64 && first != last && p.variable == NONE &&
        graph_node(g, first)->width == graph_node(g, last)->width) {
        struct range read = {p.offset, NONE, 0, 0, width / 8};
        node_id write = newest_write(g, graph_arg(g, version, 1), read);
        bool steps = false;
        if (is_step(g, write)) {
            const struct node *a = graph_node(g, first), *b = graph_node(g, last);
            if (a->op == NODE_ADDRESS && b->op == NODE_ADDRESS && a->imm == b->imm) {
                step = b->offset - a->offset;
                steps = true;
            } else if (b->op == NODE_PURE && b->prog == PROG_PTRADD) {
                struct place x = memory_place(g, first), y = memory_place(g, last);
                step = y.offset - x.offset;
                steps = x.object == y.object && x.variable == y.variable;
            } else {
                steps = node_differ_by_const(g, last, first, &step);
            }
        }
        if (steps && step)
            return node_make(g, (struct node){.op = NODE_LATER, .width = width,
                                              .flow = later.flow, .inst = PROG_NONE,
                                              .offset = step,
                                              .flags = graph_node(g, first)->flags & NODE_POINTER},
                             1, &first);
    }
    if (later.flags & NODE_VARIES) {
        node_id args[3] = {last, version, p.variable};
        return node_make(g, (struct node){.op = NODE_SWEPT, .width = width, .flow = later.flow,
                                          .inst = PROG_NONE, .offset = p.offset,
                                          .object = later.object}, 3, args);
    }
    if (first != last && (graph_node(g, last)->flags & NODE_UNSURE)) {
        node_id args[3] = {last, version, p.variable};
        return node_make(g, (struct node){.op = NODE_KEPT, .width = width, .flow = later.flow,
                                          .inst = PROG_NONE, .offset = p.offset,
                                          .object = later.object}, 3, args);
    }
    return last;
}

static node_id gave_up(struct graph *g, node_id version, struct place p, uint32_t width) {
    g->gave_up = true;
    return unknown_bytes(g, version, p, width);
}

static node_id load_bytes(struct graph *g, node_id version, struct place p, uint32_t width,
                          uint32_t choices) {
    struct range read = {p.offset, p.variable, p.low, p.high, width / 8};
    const struct object *o = &g->objects.at[graph_node(g, version)->object];
    if (p.variable != NONE && read.low == read.high) {
        read.low = 0;
        read.high = o->size && o->size < INT64_MAX ? (int64_t)o->size : INT64_MAX;
    }
    uint64_t key = (uint64_t)p.variable << 32 | (uint64_t)p.lenient << 31 |
                   (uint64_t)p.bytewise << 30 | width;
    node_id from = version;
    node_id known = map_get(&g->loads, from, (uint64_t)p.offset, key);
    if (known != NONE)
        return known;
    node_id result = NONE;
    for (uint32_t walked = 0; result == NONE; walked++) {
        if (walked > STEPS_FOR_ONE_LOAD || choices > CHOICES_MAX || g->steps++ > g->step_limit)
            return gave_up(g, from, p, width);
        struct node v = *graph_node(g, version);
        if (v.op == MEM_BEGIN) {
            node_id args[2] = {version, p.variable};
            result = node_make(g, (struct node){.op = NODE_UNDEF, .width = width, .inst = v.inst,
                                                .object = v.object, .offset = p.offset}, 2, args);
            break;
        }
        if (v.op == MEM_ENTRY) {
            result = entry_value(g, version, p, width);
            break;
        }
        if (v.op == MEM_PHI) {
            node_id few[8];
            node_id *args = v.n_args <= 8 ? few : base_calloc(v.n_args, sizeof *args);
            for (uint32_t i = 0; i < v.n_args; i++) {
                struct place on_arm = p;
                if (p.variable != NONE)
                    on_arm.variable = node_on_arm(g, p.variable, v.flow, i);
                if (on_arm.variable != p.variable)
                    on_arm.low = on_arm.high = 0; /* a range of all arms */
                args[i] = load_bytes(g, graph_arg(g, version, i), on_arm, width, choices);
            }
            result = node_phi(g, v.flow, v.n_args, args);
            if (args != few)
                free(args);
            break;
        }
        if (v.op == MEM_LATER) {
            result = load_later(g, version, p, width, choices);
            break;
        }
        node_id before = graph_arg(g, version, 0), where = graph_arg(g, version, 1);
        node_id what = graph_arg(g, version, 2);
        struct range write = {v.offset, where, v.low, v.high, UINT64_MAX};
        uint64_t k;
        bool sized = true;
        if (v.op == MEM_STORE)
            write.size = bytes_of(graph_node(g, what)->width);
        else if (what != NONE && node_is_const(g, what, &k))
            write.size = k;
        else
            sized = what == NONE;
        if (v.op == MEM_COPY && !sized)
            write.size = longest_copy(g, version);
        int64_t delta = 0;
        enum relation rel = relate(g, write, read, v.op != MEM_STORE, &delta);
        if (!sized && where == NONE && p.variable != NONE && rel != REL_APART)
            rel = by_end(g, &p, &v, what, width / 8, &sized, rel);
        if (!sized && rel == REL_COVERS && delta >= 0 &&
            ((uint64_t)delta + read.size <= least_length(g, what) || (v.op == MEM_COPY && !delta)))
            sized = true;
        if (rel == REL_APART) {
            version = before;
            continue;
        }
        if (rel == REL_EQUAL_IF && p.bytewise)
            rel = REL_OVERLAP_IF;
        if (rel == REL_PART && sized && width > 8) {
            result = load_pieces(g, version, p, width, delta, write.size, choices);
            break;
        }
        node_id guard = v.op == MEM_STORE ? graph_arg(g, version, 3)
                        : v.op == MEM_FILL ? graph_arg(g, version, 4) : NONE;
        node_id written;
        bool exact = rel == REL_COVERS || rel == REL_EQUAL_IF;
        if ((p.lenient || (p.variable != NONE && (where != NONE || !sized))) &&
            rel != REL_COVERS) {
            /* Two places that vary: taking them to differ would be a guess. */
            rel = REL_COVERS;
            sized = true;
            written = unknown_bytes(g, version, p, width);
        } else if (v.op == MEM_STORE) {
            if (rel == REL_EQUAL_IF)
                delta = 0;
            written = exact ? node_extract(g, as_bytes(g, what),
                                           bit_of(g, (uint32_t)write.size, (uint32_t)delta,
                                                  width / 8), width)
                            : unknown_bytes(g, version, p, width);
        } else if (v.op == MEM_FILL) {
            uint64_t byte;
            node_id with = graph_arg(g, version, 3);
            written = with != NONE && node_is_const(g, with, &byte) && width <= 64
                          ? node_const(g, width, byte * UINT64_C(0x0101010101010101))
                          : unknown_bytes(g, version, p, width);
        } else {
            struct place q = {.offset = p.offset - v.offset + v.source_offset, .guard = NONE,
                              .lenient = p.lenient, .variable = graph_arg(g, version, 4)};
            q.bytewise = p.bytewise || (q.variable != NONE && !is_multiple(g, q.variable, width / 8));
            if (where != p.variable) {
                node_id moved = p.variable == NONE ? term(g, 0, NONE) : p.variable;
                if (where != NONE)
                    moved = node_pure2(g, PROG_SUB, graph_node(g, moved)->width, moved,
                                       node_resize(g, where, graph_node(g, moved)->width));
                if (node_is_const(g, moved, &k))
                    q.offset += (int64_t)k;
                else
                    q.variable = sum(g, q.variable, moved);
            }
            written = load_bytes(g, graph_arg(g, version, 3), q, width, choices + 1);
        }
        /* Written if the places meet, as far as that is not known, and if the guard holds. */
        node_id meets = NONE;
        if (rel != REL_COVERS || !sized) {
            node_id at = term(g, p.offset, p.variable), begin = term(g, v.offset, where);
            uint32_t w = graph_node(g, at)->width;
            if (v.op == MEM_STORE && rel == REL_EQUAL_IF) {
                meets = node_pure2(g, PROG_EQ, 1, at, begin);
            } else {
                node_id into = node_pure2(g, PROG_SUB, w, at, begin);
                node_id size = what;
                if (v.op == MEM_STORE || sized)
                    size = node_const(g, w, write.size == UINT64_MAX ? INT64_MAX : write.size);
                meets = node_pure2(g, PROG_ULT, 1, into, node_resize(g, size, w));
            }
        }
        if (guard != NONE)
            meets = meets == NONE ? guard : node_pure2(g, PROG_AND, 1, meets, guard);
        if (meets == NONE) {
            result = written;
            break;
        }
        result = node_choose(g, meets, written,
                             load_bytes(g, before, p, width, choices + 1));
    }
    map_set(&g->loads, from, (uint64_t)p.offset, key, result);
    return result;
}

node_id memory_load(struct graph *g, node_id version, struct place p, uint32_t width) {
    if (version == NONE)
        return node_fresh(g, width, 0, 0, 0);
    uint32_t full = bytes_of(width) * 8;
    node_id v = load_bytes(g, version, p, full, 0);
    return full == width ? v : node_pure(g, PROG_TRUNC, width, 0, 1, &v);
}

node_id memory_read(struct graph *g, uint32_t n, const struct place *places, uint32_t width) {
    node_id v = memory_load(g, memory_now(g, places[n - 1].object), places[n - 1], width);
    for (uint32_t i = n - 1; i-- > 0;)
        v = node_choose(g, places[i].guard,
                        memory_load(g, memory_now(g, places[i].object), places[i], width), v);
    return v;
}

/* --- Writes -------------------------------------------------------------------------------- */

static void set_version(struct graph *g, uint32_t object, struct node n, uint32_t n_args,
                        const node_id *args) {
    n.object = object;
    variable_set(g, VARIABLE_MEMORY, object, node_make(g, n, n_args, args));
}

static struct node write_node(struct graph *g, enum node_op op, struct place p, prog_value inst,
                              bool varies) {
    return (struct node){.op = (uint8_t)op, .inst = inst, .offset = p.offset, .low = p.low,
                         .high = p.high, .flags = varies ? NODE_VARIES : 0,
                         .context = g->flow->nodes.at[g->at].context};
}

static void add_held(struct object *in, uint32_t object) {
    for (uint32_t i = 0; i < in->holds.n; i++)
        if (in->holds.at[i] == object)
            return;
    ARRAY_PUSH(&in->holds, object);
}

void memory_lets_out(struct graph *g, uint32_t object) {
    if (g->objects.at[object].escaped)
        return;
    g->objects.at[object].escaped = true;
    ARRAY_PUSH(&g->escaped, object);
}

/* Remembers that the object's address stands in `in`; outside our own objects it has escaped. */
static void note_held(struct graph *g, uint32_t in, node_id value) {
    if (graph_node(g, value)->width != g->env->program->pointer_bits)
        return;
    struct place places[PLACES_MAX];
    uint32_t n = memory_places(g, value, places);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t o = places[i].object;
        if (!is_ours(g, o) || o == in)
            continue;
        if (is_ours(g, in)) {
            add_held(&g->objects.at[in], o);
        } else {
            memory_lets_out(g, o);
        }
    }
}

/* A store through a pointer that we cannot follow may go to any object whose address is out. */
static void reach_escaped(struct graph *g, struct place p, node_id size, prog_value inst,
                          bool varies) {
    const struct node *root = graph_node(g, g->objects.at[p.object].root);
    if (g->objects.at[p.object].kind != OBJECT_FOREIGN || root->op == NODE_FRESH)
        return;
    for (uint32_t i = 0; i < g->escaped.n && i < 32; i++) {
        struct place q = p;
        q.object = g->escaped.at[i];
        if (p.variable != NONE) {
            q.offset = 0;
            q.variable = NONE;
        }
        memory_fill(g, q, p.variable != NONE ? NONE : size, NONE, NONE, inst, varies);
    }
}

void memory_store(struct graph *g, struct place p, node_id value, prog_value inst, bool varies) {
    node_id before = memory_now(g, p.object);
    if (before == NONE)
        return;
    node_id args[4] = {before, p.variable, value, p.guard};
    set_version(g, p.object, write_node(g, MEM_STORE, p, inst, varies), 4, args);
    note_held(g, p.object, value);
    if (g->escaped.n)
        reach_escaped(g, p, node_const(g, 64, bytes_of(graph_node(g, value)->width)), inst,
                      varies);
}

/* Two spellings of one length: an extension of the same value, times the same constant. */
static bool same_length(const struct graph *g, node_id a, node_id b, uint32_t depth) {
    if (a == b || a == NONE || b == NONE || depth > 4)
        return a == b && a != NONE;
    node_id *sides[2] = {&a, &b};
    for (int i = 0; i < 2; i++)
        while (graph_node(g, *sides[i])->op == NODE_PURE &&
               (graph_node(g, *sides[i])->prog == PROG_ZEXT ||
                graph_node(g, *sides[i])->prog == PROG_SEXT))
            *sides[i] = graph_arg(g, *sides[i], 0);
    const struct node *x = graph_node(g, a), *y = graph_node(g, b);
    if (a == b || x->op != NODE_PURE || y->op != NODE_PURE || x->prog != y->prog ||
        (x->prog != PROG_MUL && x->prog != PROG_SHL))
        return a == b;
    return graph_arg(g, a, 1) == graph_arg(g, b, 1) &&
           same_length(g, graph_arg(g, a, 0), graph_arg(g, b, 0), depth + 1);
}

void memory_fill(struct graph *g, struct place p, node_id size, node_id byte, node_id guard,
                 prog_value inst, bool varies) {
    node_id before = memory_now(g, p.object);
    if (before == NONE)
        return;
    if (!p.offset && p.variable == NONE && size != NONE &&
        graph_node(g, size)->op != NODE_CONST &&
        same_length(g, size, g->objects.at[p.object].size_node, 0))
        size = NONE; /* all of it, whatever its length */
    if (guard == NONE)
        guard = p.guard;
    else if (p.guard != NONE)
        guard = node_pure2(g, PROG_AND, 1, guard, p.guard);
    node_id args[5] = {before, p.variable, size, byte, guard};
    set_version(g, p.object, write_node(g, MEM_FILL, p, inst, varies), 5, args);
}

void memory_copy(struct graph *g, struct place to, struct place from, node_id size,
                 prog_value inst, bool varies) {
    node_id before = memory_now(g, to.object), source = memory_now(g, from.object);
    if (before == NONE || source == NONE)
        return;
    uint64_t bytes, whole = g->objects.at[from.object].size;
    if (!node_is_const(g, size, &bytes) || !bytes)
        bytes = 1;
    if (from.variable != NONE && is_ours(g, from.object) && bytes <= whole) { /* it stays in its source */
        node_id at = term(g, from.offset, from.variable);
        node_id last = node_const(g, graph_node(g, at)->width, whole - bytes);
        ARRAY_PUSH(&g->assumes, (struct assumption){g->at, node_pure2(g, PROG_ULE, 1, at, last)});
    }
    struct node n = write_node(g, MEM_COPY, to, inst, varies);
    n.source_offset = from.offset;
    node_id args[5] = {before, to.variable, size, source, from.variable};
    set_version(g, to.object, n, 5, args);
    if (is_ours(g, from.object) && from.object != to.object) {
        /* What the source leads to, the copy leads to. */
        for (uint32_t i = 0; i < g->objects.at[from.object].holds.n; i++) {
            uint32_t held = g->objects.at[from.object].holds.at[i];
            if (held != to.object)
                note_held(g, to.object, node_address(g, held, 0));
        }
    }
}

void memory_begin(struct graph *g, uint32_t object, prog_value inst) {
    set_version(g, object,
                (struct node){.op = MEM_BEGIN, .inst = inst, .imm = g->at,
                              .context = g->flow->nodes.at[g->at].context}, 0, NULL);
}

void memory_escape(struct graph *g, uint32_t object, prog_value inst) {
    ARRAY(uint32_t) work = {0};
    ARRAY_PUSH(&work, object);
    struct map seen = {0};
    map_set(&seen, object, 0, 0, 1);
    for (uint32_t i = 0; i < work.n; i++) {
        uint32_t o = work.at[i];
        if (!is_ours(g, o))
            continue;
        struct place whole = {.object = o, .variable = NONE, .guard = NONE};
        memory_fill(g, whole, NONE, NONE, NONE, inst, false);
        for (uint32_t k = 0; k < g->objects.at[o].holds.n; k++) {
            uint32_t held = g->objects.at[o].holds.at[k];
            if (map_get(&seen, held, 0, 0) == NONE) {
                map_set(&seen, held, 0, 0, 1);
                ARRAY_PUSH(&work, held);
            }
        }
    }
    map_free(&seen);
    ARRAY_FREE(&work);
}

/* Whether a write at a moving place lies between the two versions. */
static bool varies_between(struct graph *g, node_id first, node_id last) {
    ARRAY(node_id) work = {0};
    struct map seen = {0};
    bool found = false;
    ARRAY_PUSH(&work, last);
    while (work.n && !found) {
        node_id v = work.at[--work.n];
        if (v == first || v < first || map_get(&seen, v, 0, 0) != NONE)
            continue;
        map_set(&seen, v, 0, 0, 1);
        const struct node *n = graph_node(g, v);
        found = n->flags & NODE_VARIES;
        if (n->op == MEM_PHI || n->op == MEM_LATER)
            for (uint32_t i = 0; i < n->n_args; i++)
                ARRAY_PUSH(&work, graph_arg(g, v, i));
        else if (n->op == MEM_STORE || n->op == MEM_FILL || n->op == MEM_COPY)
            ARRAY_PUSH(&work, graph_arg(g, v, 0));
    }
    ARRAY_FREE(&work);
    map_free(&seen);
    return found;
}

node_id memory_later(struct graph *g, uint32_t object, uint32_t flow, node_id first,
                     node_id last) {
    if (first == last)
        return last;
    node_id args[2] = {first, last};
    struct node n = {.op = MEM_LATER, .flow = flow, .object = object, .inst = PROG_NONE,
                     .flags = varies_between(g, first, last) ? NODE_VARIES : 0};
    return node_make(g, n, 2, args);
}
