/* Making nodes: sharing equal ones and folding what a front end leaves behind.
 *
 * Folding is not for speed.  A condition that is tested twice must become one node, and a branch
 * on a constant must be seen to be one, before the solver is asked; the unoptimised code that we
 * lower is full of `(zext (x != 0)) != 0`.
 */
#include "graph.h"

uint64_t node_mask(uint32_t width) {
    return width >= 64 ? UINT64_MAX : (UINT64_C(1) << width) - 1;
}

static int64_t sext(uint64_t bits, uint32_t width) {
    if (width >= 64)
        return (int64_t)bits;
    uint64_t sign = UINT64_C(1) << (width - 1);
    return (int64_t)((bits ^ sign) - sign);
}

bool node_is_const(const struct graph *g, node_id n, uint64_t *bits) {
    if (n == NONE || g->nodes.at[n].op != NODE_CONST)
        return false;
    *bits = g->nodes.at[n].imm;
    return true;
}

static bool equal(const struct graph *g, node_id at, const struct node *n, const node_id *args) {
    const struct node *o = &g->nodes.at[at];
    if (o->op != n->op || o->prog != n->prog || o->width != n->width || o->imm != n->imm ||
        o->offset != n->offset || o->source_offset != n->source_offset ||
        o->n_args != n->n_args || o->object != n->object || o->low != n->low ||
        o->high != n->high)
        return false;
    if ((n->op == NODE_PHI || n->op == NODE_LATER || n->op == NODE_KEPT || n->op == NODE_SWEPT ||
         n->op >= MEM_BEGIN) &&
        (o->flow != n->flow || (n->op >= MEM_BEGIN && o->inst != n->inst)))
        return false;
    for (uint32_t i = 0; i < n->n_args; i++)
        if (g->args.at[o->args + i] != args[i])
            return false;
    return true;
}

node_id node_make(struct graph *g, struct node n, uint32_t n_args, const node_id *args) {
    n.n_args = n_args;
    n.flow = n.op == NODE_PHI || n.op == MEM_PHI || n.op == NODE_LATER || n.op == NODE_KEPT ||
                     n.op == MEM_LATER
                 ? n.flow : g->at;
    if (n.op == NODE_UNDEF)
        n.flags |= NODE_UNSURE;
    if (n.op < MEM_BEGIN && !(n.op == NODE_PURE && n.prog == PROG_CALL))
        for (uint32_t i = 0; i < n_args; i++)
            if (args[i] != NONE && graph_node(g, args[i])->op < MEM_BEGIN)
                n.flags |= graph_node(g, args[i])->flags & NODE_UNSURE;
    uint64_t h = n.op | (uint64_t)n.prog << 8 | (uint64_t)n.width << 16;
    for (uint32_t i = 0; i < n_args; i++)
        h = (h ^ args[i]) * 0x100000001b3u + (h >> 29);
    uint64_t k = n.imm ^ (uint64_t)n.offset * 31 ^ (uint64_t)n.source_offset * 131 ^
                 (uint64_t)n.object << 40;
    if (n.op >= MEM_BEGIN || n.op == NODE_PHI) /* versions made at different places are different */
        k ^= ((uint64_t)n.flow << 32 | n.inst) * 0x9e3779b97f4a7c15u;
    node_id head = map_get(&g->same, h, k, n.op);
    for (node_id i = head; i != NONE; i = g->next_same.at[i])
        if (equal(g, i, &n, args))
            return i;
    n.args = g->args.n;
    for (uint32_t i = 0; i < n_args; i++)
        ARRAY_PUSH(&g->args, args[i]);
    ARRAY_PUSH(&g->nodes, n);
    ARRAY_PUSH(&g->next_same, head);
    map_set(&g->same, h, k, n.op, g->nodes.n - 1);
    return g->nodes.n - 1;
}

node_id node_const(struct graph *g, uint32_t width, uint64_t bits) {
    if (width > 64)
        return node_fresh(g, width, NODE_CONST, bits, 1);
    return node_make(g, (struct node){.op = NODE_CONST, .width = width, .inst = PROG_NONE,
                                      .imm = bits & node_mask(width)}, 0, NULL);
}

node_id node_fresh(struct graph *g, uint32_t width, uint64_t a, uint64_t b, uint64_t c) {
    if (!a) {
        a = 1;
        b = g->nodes.n;
        c = UINT64_MAX;
    }
    return node_make(g, (struct node){.op = NODE_FRESH, .width = width, .inst = PROG_NONE,
                                      .imm = a, .offset = (int64_t)b, .source_offset = (int64_t)c},
                     0, NULL);
}

node_id node_address(struct graph *g, uint32_t object, int64_t offset) {
    return node_make(g, (struct node){.op = NODE_ADDRESS, .width = g->env->program->pointer_bits,
                                      .flags = NODE_POINTER, .inst = PROG_NONE, .imm = object,
                                      .offset = offset}, 0, NULL);
}

static bool fold(enum prog_op op, uint32_t width, uint32_t from, uint64_t a, uint64_t b,
                 uint64_t *out) {
    int64_t sa = sext(a, from), sb = sext(b, from);
    switch (op) {
    case PROG_ADD: case PROG_PTRADD: *out = a + b; return true;
    case PROG_SUB: *out = a - b; return true;
    case PROG_MUL: *out = a * b; return true;
    case PROG_UDIV: if (!b) return false; *out = a / b; return true;
    case PROG_UREM: if (!b) return false; *out = a % b; return true;
    case PROG_SDIV: if (!b || (sb == -1 && sa == INT64_MIN)) return false;
        *out = (uint64_t)(sa / sb); return true;
    case PROG_SREM: if (!b || (sb == -1 && sa == INT64_MIN)) return false;
        *out = (uint64_t)(sa % sb); return true;
    case PROG_SHL: if (b >= width) return false; *out = a << b; return true;
    case PROG_LSHR: if (b >= width) return false; *out = a >> b; return true;
    case PROG_ASHR: if (b >= width) return false; *out = (uint64_t)(sa >> b); return true;
    case PROG_AND: *out = a & b; return true;
    case PROG_OR: *out = a | b; return true;
    case PROG_XOR: *out = a ^ b; return true;
    case PROG_EQ: *out = a == b; return true;
    case PROG_NE: *out = a != b; return true;
    case PROG_ULT: *out = a < b; return true;
    case PROG_ULE: *out = a <= b; return true;
    case PROG_SLT: *out = sa < sb; return true;
    case PROG_SLE: *out = sa <= sb; return true;
    default: return false;
    }
}

bool node_differ_by_const(const struct graph *g, node_id a, node_id b, int64_t *difference) {
    int64_t ca = 0, cb = 0;
    uint64_t k;
    for (int i = 0; i < 2; i++) {
        node_id *n = i ? &b : &a;
        int64_t *c = i ? &cb : &ca;
        while (*n != NONE && graph_node(g, *n)->op == NODE_PURE &&
               graph_node(g, *n)->prog == PROG_ADD &&
               node_is_const(g, graph_arg(g, *n, 1), &k)) {
            *c += sext(k, graph_node(g, *n)->width);
            *n = graph_arg(g, *n, 0);
        }
        if (node_is_const(g, *n, &k)) {
            *c += sext(k, graph_node(g, *n)->width);
            *n = NONE;
        }
    }
    *difference = ca - cb;
    return a == b;
}

node_id node_not(struct graph *g, node_id c) {
    return node_pure2(g, PROG_XOR, 1, c, node_const(g, 1, 1));
}

static uint64_t log2_of(uint64_t power) {
    uint64_t n = 0;
    while (power >>= 1)
        n++;
    return n;
}

/* p - q of pointers into one array: a multiple of the size of what they point to. */
static bool is_distance(const struct graph *g, node_id n) {
    const struct node *d = graph_node(g, n);
    return d->op == NODE_PURE && d->prog == PROG_SUB && d->width == g->env->program->pointer_bits &&
           (graph_node(g, graph_arg(g, n, 0))->flags & NODE_POINTER ||
            graph_node(g, graph_arg(g, n, 1))->flags & NODE_POINTER);
}

/* x OP const, after the operands were put in that order. */
static node_id simplify_const(struct graph *g, enum prog_op op, uint32_t width, node_id a,
                              uint64_t k) {
    const struct node *x = graph_node(g, a);
    uint64_t all = node_mask(x->width), inner;
    switch (op) {
    case PROG_ADD: case PROG_PTRADD:
        if (!k)
            return a;
        if (x->op == NODE_ADDRESS)
            return node_address(g, (uint32_t)x->imm, x->offset + sext(k, width));
        if (x->op == NODE_PURE && x->prog == op && node_is_const(g, graph_arg(g, a, 1), &inner))
            return node_pure2(g, op, width, graph_arg(g, a, 0), node_const(g, width, k + inner));
        break;
    case PROG_OR: case PROG_XOR: case PROG_SHL: case PROG_LSHR: case PROG_ASHR:
        if (!k)
            return a;
        if (op == PROG_XOR && width == 1 && x->op == NODE_PURE) {
            node_id p = graph_arg(g, a, 0), q = x->n_args > 1 ? graph_arg(g, a, 1) : NONE;
            if (x->prog == PROG_XOR && node_is_const(g, q, &inner) && inner == 1)
                return p;
            if (x->prog == PROG_EQ)
                return node_pure2(g, PROG_NE, 1, p, q);
            if (x->prog == PROG_NE)
                return node_pure2(g, PROG_EQ, 1, p, q);
        }
        /* (x >> k) << k rounds down */
        if (op == PROG_SHL && x->op == NODE_PURE && x->prog == PROG_LSHR &&
            node_is_const(g, graph_arg(g, a, 1), &inner) && inner == k && k < width)
            return node_pure2(g, PROG_AND, width, graph_arg(g, a, 0),
                              node_const(g, width, all << k));
        break;
    case PROG_MUL: case PROG_UDIV: case PROG_SDIV:
        if (k == 1)
            return a;
        if (op == PROG_MUL && !k)
            return node_const(g, width, 0);
        /* A count of elements between two pointers, in bytes again. */
        if (op == PROG_MUL && x->op == NODE_PURE && x->prog == PROG_SDIV &&
            node_is_const(g, graph_arg(g, a, 1), &inner) && inner == k &&
            is_distance(g, graph_arg(g, a, 0)))
            return graph_arg(g, a, 0);
        if (op == PROG_UDIV && k && !(k & (k - 1)))
            return node_pure2(g, PROG_LSHR, width, a, node_const(g, width, log2_of(k)));
        break;
    case PROG_UREM:
        if (k && !(k & (k - 1)))
            return node_pure2(g, PROG_AND, width, a, node_const(g, width, k - 1));
        break;
    case PROG_AND:
        if ((k & all) == all)
            return a;
        if (!k)
            return node_const(g, width, 0);
        break;
    case PROG_EQ: case PROG_NE:
        /* A truth value compared with 0 or 1 is itself or its opposite. */
        if (x->op == NODE_PURE && x->prog == PROG_ZEXT &&
            graph_node(g, graph_arg(g, a, 0))->width == 1)
            return k > 1 ? node_const(g, 1, op == PROG_NE)
                   : (k == 1) == (op == PROG_EQ) ? graph_arg(g, a, 0)
                                                 : node_not(g, graph_arg(g, a, 0));
        if (x->width == 1)
            return (k == 1) == (op == PROG_EQ) ? a : node_not(g, a);
        if (!k && x->op == NODE_ADDRESS && g->objects.at[x->imm].kind != OBJECT_HEAP &&
            g->objects.at[x->imm].kind != OBJECT_FOREIGN)
            return node_const(g, 1, op == PROG_NE);
        break;
    default:
        break;
    }
    return NONE;
}

static bool commutes(enum prog_op op) {
    return op == PROG_ADD || op == PROG_MUL || op == PROG_AND || op == PROG_OR ||
           op == PROG_XOR || op == PROG_EQ || op == PROG_NE;
}

/* p - (p mod 2^k) rounds down. */
static node_id simplify_sub(struct graph *g, uint32_t width, node_id a, node_id b) {
    uint64_t k;
    const struct node *y = graph_node(g, b);
    if (a == b)
        return node_const(g, width, 0);
    if (node_is_const(g, b, &k))
        return node_pure2(g, PROG_ADD, width, a, node_const(g, width, 0 - k));
    if (y->op == NODE_PURE && y->prog == PROG_AND && graph_arg(g, b, 0) == a &&
        node_is_const(g, graph_arg(g, b, 1), &k) && !(k & (k + 1)))
        return node_pure2(g, PROG_AND, width, a, node_const(g, width, ~k));
    int64_t d;
    if (node_differ_by_const(g, a, b, &d))
        return node_const(g, width, (uint64_t)d);
    const struct node *x = graph_node(g, a);
    if (x->op == NODE_ADDRESS && y->op == NODE_ADDRESS && x->imm == y->imm)
        return node_const(g, width, (uint64_t)(x->offset - y->offset));
    return NONE;
}

/* The address of a local, and a pointer that was there before it, or came from elsewhere when nobody else had been told. */
static bool is_private(const struct graph *g, node_id address, node_id other) {
    const struct node *a = graph_node(g, address), *o = graph_node(g, other);
    if (a->op != NODE_ADDRESS || g->objects.at[a->imm].kind != OBJECT_LOCAL)
        return false;
    bool told = g->objects.at[a->imm].escaped || g->objects.at[a->imm].told;
    return (o->op == NODE_FRESH && o->imm == 4) ||
           (!told && (o->op == NODE_ENTRY || (o->op == NODE_ADDRESS && o->imm != a->imm)));
}

#define ARMS_MAX 8 /* of a join that is compared arm by arm */

/* A join of pointers, compared with the address of an object: where each arm is known to be it or not, what is asked is
 * which way was taken.  NONE where that is not so. */
static node_id compare_arms(struct graph *g, enum prog_op op, node_id join, node_id address) {
    struct node n = *graph_node(g, join);
    node_id args[ARMS_MAX];
    uint64_t k;
    if (n.op != NODE_PHI || n.n_args > ARMS_MAX || graph_node(g, address)->op != NODE_ADDRESS)
        return NONE;
    for (uint32_t i = 0; i < n.n_args; i++) {
        args[i] = node_pure2(g, op, 1, graph_arg(g, join, i), address);
        if (!node_is_const(g, args[i], &k))
            return NONE;
    }
    return node_phi(g, n.flow, n.n_args, args);
}

static node_id simplify2(struct graph *g, enum prog_op op, uint32_t width, node_id a, node_id b) {
    uint64_t k, ka;
    if (op == PROG_SUB)
        return simplify_sub(g, width, a, b);
    if (node_is_const(g, b, &k)) {
        node_id r = simplify_const(g, op, width, a, k);
        if (r != NONE)
            return r;
    }
    switch (op) {
    case PROG_EQ: case PROG_NE: case PROG_ULE: case PROG_SLE: case PROG_ULT: case PROG_SLT:
        if (a == b)
            return node_const(g, 1, op == PROG_EQ || op == PROG_ULE || op == PROG_SLE);
        if ((op == PROG_EQ || op == PROG_NE) && graph_node(g, a)->op == NODE_ADDRESS &&
            graph_node(g, b)->op == NODE_ADDRESS &&
            graph_node(g, a)->imm == graph_node(g, b)->imm)
            return node_const(g, 1, (graph_node(g, a)->offset == graph_node(g, b)->offset) ==
                                        (op == PROG_EQ));
        if ((op == PROG_EQ || op == PROG_NE) && (is_private(g, a, b) || is_private(g, b, a)))
            return node_const(g, 1, op == PROG_NE);
        if (op == PROG_EQ || op == PROG_NE) {
            node_id which = compare_arms(g, op, a, b);
            return which != NONE ? which : compare_arms(g, op, b, a);
        }
        break;
    case PROG_UDIV: case PROG_SDIV: case PROG_UREM: case PROG_SREM:
        if (node_is_const(g, a, &ka) && !ka)
            return node_const(g, width, 0);
        break;
    case PROG_AND: case PROG_OR:
        if (a == b)
            return a;
        break;
    case PROG_XOR:
        if (a == b)
            return node_const(g, width, 0);
        break;
    case PROG_PTRADD:
        /* p - (p mod 2^k) rounds down */
        if (graph_node(g, b)->op == NODE_PURE && graph_node(g, b)->prog == PROG_SUB &&
            node_is_const(g, graph_arg(g, b, 0), &k) && !k) {
            node_id r = graph_arg(g, b, 1);
            if (graph_node(g, r)->op == NODE_PURE && graph_node(g, r)->prog == PROG_AND &&
                graph_arg(g, r, 0) == a && node_is_const(g, graph_arg(g, r, 1), &k) &&
                !(k & (k + 1)))
                return node_pure2(g, PROG_AND, width, a, node_const(g, width, ~k));
        }
        /* q + (p - q) is p */
        if (is_distance(g, b) && graph_arg(g, b, 1) == a)
            return graph_arg(g, b, 0);
        /* (p + c) + v and p + (v + c) are one form: (p + v) + c */
        if (graph_node(g, a)->op == NODE_PURE && graph_node(g, a)->prog == PROG_PTRADD &&
            node_is_const(g, graph_arg(g, a, 1), &ka) && !node_is_const(g, b, &k))
            return node_pure2(g, op, width, node_pure2(g, op, width, graph_arg(g, a, 0), b),
                              node_const(g, width, ka));
        break;
    default:
        break;
    }
    return NONE;
}

node_id node_pure2(struct graph *g, enum prog_op op, uint32_t width, node_id a, node_id b) {
    node_id args[2] = {a, b};
    return node_pure(g, op, width, 0, 2, args);
}

static node_id simplify1(struct graph *g, enum prog_op op, uint32_t width, uint64_t imm,
                         node_id a) {
    const struct node *x = graph_node(g, a);
    uint64_t k;
    bool konst = node_is_const(g, a, &k);
    switch (op) {
    case PROG_ZEXT:
        if (konst && width <= 64)
            return node_const(g, width, k);
        if (x->op == NODE_PURE && x->prog == PROG_ZEXT)
            return node_pure(g, op, width, 0, 1, &(node_id){graph_arg(g, a, 0)});
        break;
    case PROG_SEXT:
        if (konst && width <= 64)
            return node_const(g, width, (uint64_t)sext(k, x->width));
        break;
    case PROG_TRUNC:
        if (konst)
            return node_const(g, width, k);
        if (x->op == NODE_PURE && (x->prog == PROG_ZEXT || x->prog == PROG_SEXT)) {
            node_id in = graph_arg(g, a, 0);
            uint32_t w = graph_node(g, in)->width;
            if (w == width)
                return in;
            return node_pure(g, w < width ? (enum prog_op)x->prog : PROG_TRUNC, width, 0, 1, &in);
        }
        break;
    case PROG_EXTRACT:
        if (x->width == width)
            return a;
        if (konst)
            return node_const(g, width, k >> imm);
        if (x->op == NODE_PURE && x->prog == PROG_EXTRACT)
            return node_extract(g, graph_arg(g, a, 0), (uint32_t)(x->imm + imm), width);
        if (x->op == NODE_PURE && x->prog == PROG_INSERT) {
            node_id part = graph_arg(g, a, 1);
            uint64_t low = x->imm, high = low + graph_node(g, part)->width;
            if (imm >= low && imm + width <= high)
                return node_extract(g, part, (uint32_t)(imm - low), width);
            if (imm + width <= low || imm >= high)
                return node_extract(g, graph_arg(g, a, 0), (uint32_t)imm, width);
        }
        if (x->op == NODE_UNDEF)
            return node_make(g, (struct node){.op = NODE_UNDEF, .width = width,
                                              .inst = x->inst, .object = x->object,
                                              .offset = x->offset + (int64_t)imm / 8,
                                              .imm = imm % 8},
                             1, &(node_id){graph_arg(g, a, 0)});
        break;
    default:
        break;
    }
    return NONE;
}

#define SUM_DEEP 8 /* operations that a place's distance is made of, one in the other */

static node_id on_arm(struct graph *g, node_id value, uint32_t flow, uint32_t arm, uint32_t depth) {
    struct node n = *graph_node(g, value);
    node_id args[2];
    if (n.op == NODE_PHI)
        return n.flow == flow && arm < n.n_args ? graph_arg(g, value, arm) : value;
    bool sum = n.op == NODE_PURE && (n.prog == PROG_ADD || n.prog == PROG_SUB || n.prog == PROG_MUL ||
                                     n.prog == PROG_SHL || n.prog == PROG_SEXT || n.prog == PROG_ZEXT);
    if ((!sum && n.op != NODE_LATER) || n.n_args > 2 || depth == SUM_DEEP || n.flow < flow)
        return value;
    bool same = true;
    for (uint32_t i = 0; i < n.n_args; i++) {
        args[i] = on_arm(g, graph_arg(g, value, i), flow, arm, depth + 1);
        same &= args[i] == graph_arg(g, value, i);
    }
    if (same)
        return value;
    return sum ? node_pure(g, n.prog, n.width, n.imm, n.n_args, args) : node_make(g, n, n.n_args, args);
}

node_id node_on_arm(struct graph *g, node_id value, uint32_t flow, uint32_t arm) {
    return on_arm(g, value, flow, arm, 0);
}

node_id node_pure(struct graph *g, enum prog_op op, uint32_t width, uint64_t imm, uint32_t n,
                  const node_id *given) {
    node_id args[3];
    uint64_t k[2], out;
    if (op == PROG_BITCAST)
        return given[0];
    if (n == 1) {
        node_id r = simplify1(g, op, width, imm, given[0]);
        if (r != NONE)
            return r;
    } else if (n == 2 && op < PROG_ZEXT) {
        memcpy(args, given, 2 * sizeof *args);
        bool first_const = graph_node(g, args[0])->op == NODE_CONST;
        bool second_const = graph_node(g, args[1])->op == NODE_CONST;
        if (commutes(op) && (first_const || (!second_const && args[0] > args[1]))) {
            args[0] = given[1];
            args[1] = given[0];
        }
        uint32_t from = graph_node(g, args[0])->width;
        if (from <= 64 && node_is_const(g, args[0], &k[0]) && node_is_const(g, args[1], &k[1]) &&
            fold(op, width, from, k[0], k[1], &out))
            return node_const(g, width, out);
        node_id r = simplify2(g, op, width, args[0], args[1]);
        if (r != NONE)
            return r;
        given = args;
    } else if (op == PROG_PTRADD) {
        memcpy(args, given, 2 * sizeof *args);
        node_id r = simplify2(g, op, width, args[0], args[1]);
        if (r != NONE)
            return r;
    } else if (op == PROG_SELECT) {
        if (node_is_const(g, given[0], &k[0]))
            return given[k[0] ? 1 : 2];
        if (given[1] == given[2])
            return given[1];
    }
    struct node made = {.op = NODE_PURE, .prog = (uint8_t)op, .width = width, .imm = imm,
                        .inst = PROG_NONE,
                        .flags = op == PROG_PTRADD ? NODE_POINTER : 0};
    return node_make(g, made, n, given);
}

node_id node_extract(struct graph *g, node_id whole, uint32_t low, uint32_t width) {
    if (!low && graph_node(g, whole)->width == width)
        return whole;
    return node_pure(g, PROG_EXTRACT, width, low, 1, &whole);
}

node_id node_choose(struct graph *g, node_id condition, node_id yes, node_id no) {
    uint64_t k;
    if (node_is_const(g, condition, &k))
        return k ? yes : no;
    if (yes == no)
        return yes;
    node_id args[3] = {condition, yes, no};
    return node_make(g, (struct node){.op = NODE_CHOOSE, .width = graph_node(g, yes)->width,
                                      .inst = PROG_NONE}, 3, args);
}

node_id node_phi(struct graph *g, uint32_t flow, uint32_t n, const node_id *args) {
    bool all_same = true;
    for (uint32_t i = 1; i < n; i++)
        all_same &= args[i] == args[0];
    if (all_same)
        return args[0];
    bool memory = graph_node(g, args[0])->op >= MEM_BEGIN;
    struct node made = {.op = memory ? MEM_PHI : NODE_PHI, .flow = flow, .inst = PROG_NONE,
                        .width = graph_node(g, args[0])->width,
                        .object = memory ? graph_node(g, args[0])->object : 0};
    return node_make(g, made, n, args);
}

node_id node_resize(struct graph *g, node_id v, uint32_t width) {
    uint32_t from = graph_node(g, v)->width;
    if (from == width)
        return v;
    return node_pure(g, from < width ? PROG_SEXT : PROG_TRUNC, width, 0, 1, &v);
}

#define JOINS_DEEP 4 /* joins that are looked through */

bool node_is_put_together(const struct graph *g, node_id n, uint32_t depth) {
    const struct node *v = graph_node(g, n);
    if (!(v->flags & NODE_UNSURE) || depth > JOINS_DEEP)
        return false;
    uint32_t first = v->op == NODE_CHOOSE ? 1 : 0, last = 1;
    if (v->op == NODE_PURE && (v->prog == PROG_INSERT || !v->n_args))
        return v->prog == PROG_INSERT;
    if (v->op == NODE_PHI || v->op == NODE_CHOOSE)
        last = v->n_args;
    else if (v->op != NODE_PURE && v->op != NODE_KEPT)
        return false;
    for (uint32_t i = first; i < last; i++)
        if (node_is_put_together(g, graph_arg(g, n, i), depth + 1))
            return true;
    return false;
}
