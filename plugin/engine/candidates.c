#include "candidates.h"

#include <inttypes.h>

/* Bits of a mask for a value of that width. */
static uint64_t all_of(uint32_t width) { return node_mask(width); }

/* The bits of a mask that stand for [low, low + count) of a value that is `width` wide. */
static uint64_t part_of(uint32_t width, uint64_t low, uint64_t count) {
    if (width <= 64)
        return low >= 64 ? 0 : node_mask((uint32_t)count) << low;
    uint64_t each = (width + 63) / 64, first = low / each, last = (low + count - 1) / each;
    return node_mask((uint32_t)(last - first + 1)) << first;
}

static uint64_t extract(uint64_t mask, uint32_t from, uint64_t low, uint32_t width) {
    if (from <= 64)
        return mask >> low & node_mask(width);
    return mask & part_of(from, low, width) ? all_of(width) : 0;
}

static uint64_t pure(const struct graph *g, const uint64_t *und, const uint8_t *read,
                     const struct node *n) {
    uint64_t m[3] = {0}, any = 0, k;
    for (uint32_t i = n->flags & NODE_REPLACES ? 1 : 0; i < n->n_args; i++) {
        node_id a = g->args.at[n->args + i];
        uint64_t u = a == NONE ? 0 : und[a];
        /* A read that is undefined as a whole is a candidate itself; what follows from it is not
         * another one. */
        if (a != NONE && read[a] && u == all_of(graph_node(g, a)->width))
            u = 0;
        if (i < 3)
            m[i] = u;
        any |= u;
    }
    if (!any || n->prog == PROG_CALL)
        return 0;
    uint64_t all = all_of(n->width);
    node_id b = n->n_args > 1 ? g->args.at[n->args + 1] : NONE;
    bool konst = node_is_const(g, b, &k);
    uint32_t from = graph_node(g, g->args.at[n->args])->width;
    switch (n->prog) {
    case PROG_AND: return (konst ? m[0] & k : m[0] | m[1]) & all;
    case PROG_OR: return (konst ? m[0] & ~k : m[0] | m[1]) & all;
    case PROG_XOR: return (m[0] | m[1]) & all;
    case PROG_SHL: return konst && n->width <= 64 && k < 64 ? m[0] << k & all : all;
    case PROG_LSHR: return konst && n->width <= 64 && k < 64 ? m[0] >> k & all : all;
    case PROG_ASHR:
        if (!konst || n->width > 64 || k >= n->width)
            return all;
        return m[0] >> k | (m[0] >> (n->width - 1) & 1 ? all & ~(all >> k) : 0);
    case PROG_ZEXT:
        return from <= 64 && n->width <= 64 ? m[0] : m[0] ? all : 0;
    case PROG_SEXT:
        if (from > 64 || n->width > 64)
            return m[0] ? all : 0;
        return m[0] | (m[0] >> (from - 1) & 1 ? all & ~node_mask(from) : 0);
    case PROG_TRUNC: return extract(m[0], from, 0, n->width);
    case PROG_EXTRACT: return extract(m[0], from, n->imm, n->width);
    case PROG_INSERT: {
        uint32_t part = graph_node(g, b)->width;
        uint64_t at = part_of(n->width, n->imm, part);
        if (n->width <= 64)
            return (m[0] & ~at) | m[1] << n->imm;
        /* An edge that shares its mask bit with bytes outside keeps what it had. */
        uint64_t each = (n->width + 63) / 64;
        uint64_t inner = n->imm % each || part % each ? 0 : at;
        return (m[0] & ~inner) | (m[1] ? at : 0);
    }
    case PROG_SELECT: return m[0] ? all : m[1] | m[2];
    default: return all;
    }
}

static bool is_full(const struct graph *g, const struct candidates *c, node_id v) {
    return c->undefined[v] && c->undefined[v] == all_of(graph_node(g, v)->width);
}

struct candidates *candidates_new(const struct graph *g) {
    struct candidates *c = base_calloc(1, sizeof *c);
    uint64_t *und = c->undefined = base_calloc(g->nodes.n, sizeof *und);
    uint8_t *read = base_calloc(g->nodes.n, 1);
    for (uint32_t i = 0; i < g->events.n; i++)
        if (g->events.at[i].kind == EVENT_READ)
            read[g->events.at[i].value] = 1;
    for (node_id i = 0; i < g->nodes.n; i++) {
        const struct node *n = graph_node(g, i);
        switch (n->op) {
        case NODE_UNDEF:
            und[i] = all_of(n->width);
            break;
        case NODE_PHI:
            for (uint32_t k = 0; k < n->n_args; k++)
                und[i] |= und[graph_arg(g, i, k)];
            break;
        case NODE_CHOOSE:
            und[i] = und[graph_arg(g, i, 1)] | und[graph_arg(g, i, 2)];
            break;
        case NODE_SWEPT: case NODE_KEPT:
            und[i] = und[graph_arg(g, i, 0)];
            break;
        case NODE_PURE:
            und[i] = pure(g, und, read, n);
            break;
        default:
            break;
        }
    }
    for (uint32_t i = 0; i < g->events.n; i++) {
        const struct event *e = &g->events.at[i];
        bool kept = false;
        switch (e->kind) {
        case EVENT_READ: case EVENT_ARGUMENT: case EVENT_NEEDED:
            kept = is_full(g, c, e->value);
            break;
        case EVENT_PART: case EVENT_LEAK:
            kept = und[e->value] != 0;
            break;
        case EVENT_USE:
            kept = und[e->value] && !read[e->value];
            break;
        case EVENT_FOLLOW:
            c->follow |= e->value == NONE || und[e->value] != 0;
            break;
        case EVENT_PROBE: case EVENT_INTENT:
            kept = true;
            break;
        }
        if (kept)
            ARRAY_PUSH(&c->events, i);
    }
    free(read);
    return c;
}

void candidates_free(struct candidates *c) {
    if (!c)
        return;
    ARRAY_FREE(&c->events);
    free(c->undefined);
    free(c);
}

void candidates_print(FILE *to, const struct graph *g, const struct candidates *c) {
    static const char *const kinds[] = {"read", "use", "part", "leak", "argument", "needed", "follow", "probe",
                                        "intent"};
    const struct prog_program *p = g->env->program;
    for (uint32_t i = 0; i < c->events.n; i++) {
        const struct event *e = &g->events.at[c->events.at[i]];
        struct prog_loc loc = g->flow->contexts.at[e->context].function->values[e->inst].loc;
        fprintf(to, "  %s n%" PRIu32 " at %s:%" PRIu32 ":%" PRIu32 " undefined %" PRIx64 "\n",
                kinds[e->kind], e->value, loc.line ? p->files[loc.file] : "?", loc.line,
                loc.column, c->undefined[e->value]);
    }
}
