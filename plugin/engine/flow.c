#include "flow.h"

#define DEPTH_MAX 20 /* so that a node's copies fit their bits */

struct builder {
    const struct flow_env *env;
    struct flow *flow;
    struct map known;          /* (context, block, copies) -> node */
    ARRAY(uint32_t) work;      /* nodes whose successors are still to be made */
    ARRAY(uint32_t) depth_cap; /* by context: loops deeper than this have one iteration */
    uint32_t limit;
};

/* The depth up to which loops can have two iterations without exceeding the limit. */
static uint32_t affordable_depth(const struct cfg *c, uint32_t limit) {
    uint32_t cap = 0;
    for (uint32_t d = 1; d <= 4; d++) {
        uint64_t total = 0;
        for (uint32_t i = 0; i < c->n; i++) {
            uint32_t l = c->loop_of[c->blocks[i]];
            uint32_t depth = l == NONE ? 0 : c->loops.at[l].depth;
            total += UINT64_C(1) << (depth < d ? depth : d);
        }
        if (total > limit && total > (uint64_t)c->n * 2 + c->n / 2)
            break;
        cap = d;
    }
    return cap;
}

static uint32_t new_context(struct builder *b, uint32_t function, uint32_t parent, prog_value call,
                            uint32_t node) {
    struct flow_context c = {&b->env->program->functions[function], function,
                             b->env->cfgs[function], parent, call, node};
    ARRAY_PUSH(&b->flow->contexts, c);
    ARRAY_PUSH(&b->depth_cap, affordable_depth(c.cfg, b->limit));
    return b->flow->contexts.n - 1;
}

static uint32_t depth_of(const struct cfg *c, prog_block block) {
    uint32_t l = c->loop_of[block];
    return l == NONE ? 0 : c->loops.at[l].depth;
}

static uint32_t new_node(struct builder *b, struct flow_node n) {
    n.last = b->flow->contexts.at[n.context].function->blocks[n.block].n_insts;
    n.calls = n.earlier = n.cycle_end = NONE;
    ARRAY_PUSH(&b->flow->nodes, n);
    ARRAY_PUSH(&b->work, b->flow->nodes.n - 1);
    return b->flow->nodes.n - 1;
}

static uint32_t block_node(struct builder *b, uint32_t context, prog_block block, uint32_t copies) {
    uint32_t at = map_get(&b->known, context, block, copies);
    if (at == NONE) {
        at = new_node(b, (struct flow_node){.context = context, .block = block, .copies = copies,
                                            .resumes = NONE});
        map_set(&b->known, context, block, copies, at);
    }
    return at;
}

static void connect(struct builder *b, uint32_t from, uint32_t to, uint32_t arm) {
    ARRAY_PUSH(&b->flow->nodes.at[from].succs, (struct flow_edge){to, arm});
    ARRAY_PUSH(&b->flow->nodes.at[to].preds, (struct flow_edge){from, arm});
}

static void cut_back(struct builder *b, uint32_t from, prog_block to, uint32_t depth) {
    uint32_t context = b->flow->nodes.at[from].context, copies = b->flow->nodes.at[from].copies;
    b->flow->nodes.at[from].cut = true;
    if (depth < 32)
        copies &= (UINT32_C(1) << depth) - 1;
    uint32_t at = block_node(b, context, to, copies);
    struct flow_node *target = &b->flow->nodes.at[at], *source = &b->flow->nodes.at[from];
    uint32_t end = b->flow->contexts.at[context].cfg->order[source->block];
    if (target->cycle_end == NONE || target->cycle_end < end)
        target->cycle_end = end;
}

/* Follows one edge of the program from a node to a block of the same context. */
static void follow(struct builder *b, uint32_t from, prog_block to, uint32_t arm) {
    struct flow_node *n = &b->flow->nodes.at[from];
    const struct cfg *c = b->flow->contexts.at[n->context].cfg;
    uint32_t context = n->context;
    uint32_t depth = depth_of(c, to), loop = c->loop_of[to];
    uint32_t copies = n->copies;
    bool header = loop != NONE && c->loops.at[loop].header == to;
    if (header && cfg_in_loop(c, n->block, loop)) {
        uint32_t bit = depth - 1;
        if (copies >> bit & 1) {
            n->cut = true;
            return;
        }
        if (depth > DEPTH_MAX || depth > b->depth_cap.at[context]) {
            cut_back(b, from, to, depth - 1);
            return;
        }
        uint32_t below = copies & ((UINT32_C(1) << bit) - 1);
        uint32_t earlier = block_node(b, context, to, below);
        uint32_t later = block_node(b, context, to, below | UINT32_C(1) << bit);
        b->flow->nodes.at[later].earlier = earlier;
        connect(b, from, later, arm);
        return;
    }
    if (c->order[to] <= c->order[n->block]) {
        cut_back(b, from, to, depth); /* a cycle that is no natural loop */
        return;
    }
    if (header)
        depth--; /* entered: the first iteration of this one */
    if (depth < 32)
        copies &= (UINT32_C(1) << depth) - 1;
    connect(b, from, block_node(b, context, to, copies), arm);
}

/* Whether the callee is being called twice already: a function may call itself once, which shows what the
 * outer call sees of the inner one. */
static bool is_recursive(const struct flow *flow, uint32_t context, uint32_t callee) {
    uint32_t times = 0;
    for (; context != NONE; context = flow->contexts.at[context].parent)
        times += flow->contexts.at[context].index == callee;
    return times > 1;
}

/* Ends the node at its first call that is spliced in or does not come back. */
static bool split_at_call(struct builder *b, uint32_t at) {
    struct flow_node *n = &b->flow->nodes.at[at];
    const struct flow_context ctx = b->flow->contexts.at[n->context];
    const struct prog_function *f = ctx.function;
    for (uint32_t k = n->first; k < n->last; k++) {
        prog_value v = f->blocks[n->block].insts[k];
        const struct prog_inst *in = &f->values[v];
        if (in->op != PROG_CALL)
            continue;
        if ((in->flags & PROG_NORETURN) || b->env->ends(b->env->data, f, v)) {
            n->last = k + 1;
            return true;
        }
        const struct prog_inst *callee = &f->values[in->args[0]];
        if (callee->op != PROG_FUNC || !b->env->cfgs[callee->imm] ||
            is_recursive(b->flow, n->context, (uint32_t)callee->imm) ||
            b->flow->nodes.n > b->limit ||
            !b->env->splice(b->env->data, b->flow, n->context, v))
            continue;
        uint32_t inner = new_context(b, (uint32_t)callee->imm, n->context, v, at);
        n = &b->flow->nodes.at[at];
        n->last = k;
        n->calls = inner;
        uint32_t rest = new_node(b, (struct flow_node){.context = n->context, .block = n->block,
                                                       .first = k + 1, .copies = n->copies,
                                                       .resumes = inner});
        map_set(&b->known, inner, NONE, 0, rest); /* where the callee's returns go */
        uint32_t entry = block_node(b, inner, 0, 0);
        connect(b, at, entry, 0);
        return true;
    }
    return false;
}

static void expand(struct builder *b, uint32_t at) {
    if (split_at_call(b, at))
        return;
    const struct flow_node *n = &b->flow->nodes.at[at];
    const struct flow_context ctx = b->flow->contexts.at[n->context];
    const struct prog_bb *bb = &ctx.function->blocks[n->block];
    const struct prog_inst *end = &ctx.function->values[bb->insts[bb->n_insts - 1]];
    if (end->op == PROG_RETURN && ctx.parent != NONE) {
        connect(b, at, map_get(&b->known, b->flow->nodes.at[at].context, NONE, 0), 0);
        return;
    }
    for (uint32_t s = 0; s < bb->n_succs; s++)
        follow(b, at, bb->succs[s], s);
}

/* Renumbers the nodes in reverse postorder and drops what cannot be reached (the rest of a block
 * after a callee that never returns). */
static void sort_nodes(struct flow *flow) {
    uint32_t n = flow->nodes.n;
    struct flow_node *nodes = flow->nodes.at;
    uint32_t *next = base_calloc(n, sizeof *next), *number = base_calloc(n, sizeof *number);
    uint8_t *seen = base_calloc(n, 1);
    ARRAY(uint32_t) stack = {0}, post = {0};
    ARRAY_PUSH(&stack, 0);
    seen[0] = 1;
    while (stack.n) {
        uint32_t at = stack.at[stack.n - 1];
        if (next[at] < nodes[at].succs.n) {
            /* The last successor first, so that the first one's nodes come first in the order. */
            uint32_t s = nodes[at].succs.at[nodes[at].succs.n - 1 - next[at]++].node;
            if (!seen[s]) {
                seen[s] = 1;
                ARRAY_PUSH(&stack, s);
            }
        } else {
            ARRAY_PUSH(&post, at);
            stack.n--;
        }
    }
    struct flow_node *sorted = base_calloc(post.n, sizeof *sorted);
    for (uint32_t i = 0; i < n; i++)
        number[i] = NONE;
    for (uint32_t i = 0; i < post.n; i++)
        number[post.at[post.n - 1 - i]] = i;
    for (uint32_t i = 0; i < n; i++) {
        if (number[i] == NONE) {
            ARRAY_FREE(&nodes[i].preds);
            ARRAY_FREE(&nodes[i].succs);
            continue;
        }
        struct flow_node *to = &sorted[number[i]];
        *to = nodes[i];
        uint32_t kept = 0;
        for (uint32_t k = 0; k < to->preds.n; k++)
            if (number[to->preds.at[k].node] != NONE) {
                to->preds.at[kept] = to->preds.at[k];
                to->preds.at[kept++].node = number[to->preds.at[k].node];
            }
        to->preds.n = kept;
        for (uint32_t k = 0; k < to->succs.n; k++)
            to->succs.at[k].node = number[to->succs.at[k].node];
        if (to->earlier != NONE)
            to->earlier = number[to->earlier];
    }
    for (uint32_t i = 0; i < flow->contexts.n; i++)
        if (flow->contexts.at[i].call_node != NONE)
            flow->contexts.at[i].call_node = number[flow->contexts.at[i].call_node];
    free(nodes);
    flow->nodes.at = sorted;
    flow->nodes.n = flow->nodes.cap = post.n;
    ARRAY_FREE(&stack);
    ARRAY_FREE(&post);
    free(next);
    free(number);
    free(seen);
}

static void find_idoms(struct flow *flow) {
    uint32_t n = flow->nodes.n;
    uint32_t *first = base_calloc(n + 1, sizeof *first), *idom = base_calloc(n, sizeof *idom);
    ARRAY(uint32_t) at = {0};
    for (uint32_t i = 0; i < n; i++) {
        first[i] = at.n;
        for (uint32_t k = 0; k < flow->nodes.at[i].preds.n; k++)
            ARRAY_PUSH(&at, flow->nodes.at[i].preds.at[k].node);
    }
    first[n] = at.n;
    cfg_dominators(n, first, at.at, idom);
    for (uint32_t i = 0; i < n; i++)
        flow->nodes.at[i].idom = idom[i];
    ARRAY_FREE(&at);
    free(first);
    free(idom);
}

/* --- Which nodes are passed together ----------------------------------------------------------------- */

struct edge_list {
    ARRAY(uint32_t) from, to;
};

/* The bits of a node's copies that are about the loops around the loop. */
static uint32_t outer_copies(const struct cfg *c, uint32_t loop) {
    uint32_t around = c->loops.at[loop].depth - 1;
    return around < 32 ? (UINT32_C(1) << around) - 1 : UINT32_MAX;
}

/* For each loop in each of its copies by the loops around it, where edges lead out of it. */
static void find_exits(const struct flow *flow, struct map *heads, struct edge_list *exits) {
    for (uint32_t i = 0; i < flow->nodes.n; i++) {
        const struct flow_node *n = &flow->nodes.at[i];
        const struct cfg *c = flow->contexts.at[n->context].cfg;
        for (uint32_t k = 0; k < n->succs.n; k++) {
            const struct flow_node *to = &flow->nodes.at[n->succs.at[k].node];
            if (to->context != n->context && flow->contexts.at[n->context].parent != to->context)
                continue; /* into a callee */
            for (uint32_t l = c->loop_of[n->block]; l != NONE; l = c->loops.at[l].parent) {
                if (to->context == n->context && cfg_in_loop(c, to->block, l))
                    break;
                uint32_t mask = outer_copies(c, l);
                uint32_t head = map_get(heads, n->context, l, n->copies & mask);
                ARRAY_PUSH(&exits->to, n->succs.at[k].node);
                ARRAY_PUSH(&exits->from, head); /* a chain */
                map_set(heads, n->context, l, n->copies & mask, exits->to.n - 1);
            }
        }
    }
}

/* The edges back that were cut lead to later iterations, and so out of the loop in the end: one edge to each place
 * that its exits lead to.  A cycle that is no natural loop may end anywhere: NONE. */
static void find_detours(const struct flow *flow, struct edge_list *detours) {
    struct map heads = {0};
    struct edge_list exits = {0};
    find_exits(flow, &heads, &exits);
    for (uint32_t i = 0; i < flow->nodes.n; i++) {
        const struct flow_node *n = &flow->nodes.at[i];
        const struct flow_context *context = &flow->contexts.at[n->context];
        const struct prog_bb *bb = &context->function->blocks[n->block];
        for (uint32_t arm = 0; n->cut && arm < bb->n_succs && n->last == bb->n_insts; arm++) {
            bool kept = false;
            for (uint32_t k = 0; k < n->succs.n; k++)
                kept |= n->succs.at[k].arm == arm;
            if (kept)
                continue;
            uint32_t l = context->cfg->loop_of[n->block];
            while (l != NONE && context->cfg->loops.at[l].header != bb->succs[arm])
                l = context->cfg->loops.at[l].parent;
            if (l == NONE) {
                if (context->cfg->order[bb->succs[arm]] <= context->cfg->order[n->block]) {
                    ARRAY_PUSH(&detours->from, i);
                    ARRAY_PUSH(&detours->to, NONE);
                }
                continue;
            }
            uint32_t mask = outer_copies(context->cfg, l);
            for (uint32_t x = map_get(&heads, n->context, l, n->copies & mask); x != NONE;
                 x = exits.from.at[x]) {
                ARRAY_PUSH(&detours->from, i);
                ARRAY_PUSH(&detours->to, exits.to.at[x]);
            }
        }
    }
    map_free(&heads);
    ARRAY_FREE(&exits.from);
    ARRAY_FREE(&exits.to);
}

/* The successors of each vertex of a graph given by its edges: those of v are at[first[v]] to at[first[v + 1] - 1].
 * Both arrays are the caller's to free. */
static void successors_of(uint32_t n, const struct edge_list *edges, uint32_t **first, uint32_t **at) {
    *first = base_calloc(n + 1, sizeof **first);
    *at = base_calloc(edges->from.n + 1, sizeof **at);
    for (uint32_t e = 0; e < edges->from.n; e++)
        (*first)[edges->from.at[e] + 1]++;
    for (uint32_t v = 0; v < n; v++)
        (*first)[v + 1] += (*first)[v];
    uint32_t *fill = base_calloc(n, sizeof *fill);
    for (uint32_t e = 0; e < edges->from.n; e++) {
        uint32_t v = edges->from.at[e];
        (*at)[(*first)[v] + fill[v]++] = edges->to.at[e];
    }
    free(fill);
}

/* Numbers of the vertices that vertex `root` reaches, in postorder; NONE for the others.  Returns how many. */
static uint32_t number_postorder(uint32_t n, uint32_t root, const uint32_t *first,
                                 const uint32_t *at, uint32_t *number) {
    uint32_t *next = base_calloc(n, sizeof *next), count = 0;
    ARRAY(uint32_t) stack = {0};
    for (uint32_t v = 0; v < n; v++)
        number[v] = NONE;
    ARRAY_PUSH(&stack, root);
    number[root] = 0; /* met */
    while (stack.n) {
        uint32_t v = stack.at[stack.n - 1];
        if (first[v] + next[v] < first[v + 1]) {
            uint32_t to = at[first[v] + next[v]++];
            if (number[to] == NONE) {
                number[to] = 0;
                ARRAY_PUSH(&stack, to);
            }
        } else {
            number[v] = count++;
            stack.n--;
        }
    }
    ARRAY_FREE(&stack);
    free(next);
    return count;
}

/* Node i by its way to the end: when it is first met and when it is left on a walk through the tree of postdominators.
 * i postdominates d when d is met between. */
struct span {
    uint32_t begin, end; /* NONE: no end can be reached from there */
};

static void find_postdominators(const struct flow *flow, struct span *spans) {
    uint32_t n = flow->nodes.n, end = n;
    struct edge_list back = {0}, detours = {0}, tree = {0};
    find_detours(flow, &detours);
    for (uint32_t i = 0; i < n; i++) {
        const struct flow_node *nd = &flow->nodes.at[i];
        if (!nd->succs.n && !nd->cut) {
            ARRAY_PUSH(&back.from, end);
            ARRAY_PUSH(&back.to, i);
        }
        for (uint32_t k = 0; k < nd->succs.n; k++) {
            ARRAY_PUSH(&back.from, nd->succs.at[k].node);
            ARRAY_PUSH(&back.to, i);
        }
    }
    for (uint32_t e = 0; e < detours.from.n; e++) {
        ARRAY_PUSH(&back.from, detours.to.at[e] == NONE ? end : detours.to.at[e]);
        ARRAY_PUSH(&back.to, detours.from.at[e]);
    }
    uint32_t *first, *at, *number = base_calloc(n + 1, sizeof *number);
    successors_of(n + 1, &back, &first, &at);
    uint32_t count = number_postorder(n + 1, end, first, at, number);
    free(first);
    free(at);
    /* The same edges the other way round, in reverse postorder: what cfg_dominators() takes. */
    uint32_t *vertex = base_calloc(count, sizeof *vertex), *ipdom = base_calloc(count, sizeof *ipdom);
    struct edge_list preds = {0};
    for (uint32_t v = 0; v <= n; v++)
        if (number[v] != NONE) {
            number[v] = count - 1 - number[v];
            vertex[number[v]] = v;
        }
    for (uint32_t e = 0; e < back.from.n; e++)
        if (number[back.from.at[e]] != NONE) {
            ARRAY_PUSH(&preds.from, number[back.to.at[e]]);
            ARRAY_PUSH(&preds.to, number[back.from.at[e]]);
        }
    successors_of(count, &preds, &first, &at);
    cfg_dominators(count, first, at, ipdom);
    free(first);
    free(at);
    for (uint32_t r = 1; r < count; r++) {
        ARRAY_PUSH(&tree.from, ipdom[r]);
        ARRAY_PUSH(&tree.to, r);
    }
    successors_of(count, &tree, &first, &at);
    /* Children are numbered before their parent, and a subtree has consecutive numbers. */
    uint32_t *post = base_calloc(count, sizeof *post), *size = base_calloc(count, sizeof *size);
    number_postorder(count, 0, first, at, post);
    for (uint32_t r = count; r-- > 0;) {
        size[r]++;
        if (r)
            size[ipdom[r]] += size[r];
    }
    for (uint32_t i = 0; i < n; i++)
        spans[i] = (struct span){NONE, NONE};
    for (uint32_t r = 0; r < count; r++)
        if (vertex[r] != end)
            spans[vertex[r]] = (struct span){post[r] + 1 - size[r], post[r]};
    ARRAY_FREE(&back.from);
    ARRAY_FREE(&back.to);
    ARRAY_FREE(&detours.from);
    ARRAY_FREE(&detours.to);
    ARRAY_FREE(&preds.from);
    ARRAY_FREE(&preds.to);
    ARRAY_FREE(&tree.from);
    ARRAY_FREE(&tree.to);
    free(first);
    free(at);
    free(number);
    free(vertex);
    free(ipdom);
    free(post);
    free(size);
}

/* A node is passed exactly when its dominator d is if it also postdominates d. */
/* Whether the node stands behind the cycle whose one iteration begins at the other. */
static bool is_behind(const struct flow *flow, uint32_t node, uint32_t header) {
    const struct flow_node *n = &flow->nodes.at[node], *h = &flow->nodes.at[header];
    const struct cfg *c = flow->contexts.at[h->context].cfg;
    uint32_t loop = c->loop_of[h->block];
    if (n->context != h->context)
        return false;
    return loop != NONE && c->loops.at[loop].header == h->block
               ? !cfg_in_loop(c, n->block, loop) : c->order[n->block] > h->cycle_end;
}

static void find_same(struct flow *flow) {
    struct span *spans = base_calloc(flow->nodes.n, sizeof *spans);
    uint32_t *within = base_calloc(flow->nodes.n, sizeof *within); /* header of a cycle that is cut, NONE */
    find_postdominators(flow, spans);
    for (uint32_t i = 0; i < flow->nodes.n; i++) {
        struct flow_node *nd = &flow->nodes.at[i];
        nd->same = i;
        within[i] = i && nd->idom != NONE ? within[nd->idom] : NONE;
        bool left = false;
        for (; within[i] != NONE && is_behind(flow, i, within[i]); left = true)
            within[i] = within[i] ? within[flow->nodes.at[within[i]].idom] : NONE;
        if (nd->cycle_end != NONE)
            within[i] = i;
        /* Where one iteration stands for any, which one is left by the exit decides what it has done. */
        if (left || !i || spans[i].end == NONE || nd->idom == NONE || spans[nd->idom].end == NONE)
            continue;
        uint32_t d = spans[nd->idom].end;
        if (spans[i].begin <= d && d <= spans[i].end)
            nd->same = flow->nodes.at[nd->idom].same;
    }
    free(within);
    free(spans);
}

struct flow *flow_new(const struct flow_env *env, uint32_t function, uint32_t limit) {
    struct builder b = {.env = env, .flow = base_calloc(1, sizeof(struct flow)), .limit = limit};
    new_context(&b, function, NONE, PROG_NONE, NONE);
    block_node(&b, 0, 0, 0);
    while (b.work.n) {
        uint32_t at = b.work.at[--b.work.n];
        /* Far beyond the limit: a function that is large by itself.  Its paths end here. */
        if (b.flow->nodes.n > (uint64_t)limit * 16) {
            b.flow->nodes.at[at].cut = true;
            b.flow->truncated = true;
            continue;
        }
        expand(&b, at);
    }
    map_free(&b.known);
    ARRAY_FREE(&b.work);
    ARRAY_FREE(&b.depth_cap);
    sort_nodes(b.flow);
    find_idoms(b.flow);
    find_same(b.flow);
    return b.flow;
}

void flow_free(struct flow *flow) {
    if (!flow)
        return;
    for (uint32_t i = 0; i < flow->nodes.n; i++) {
        ARRAY_FREE(&flow->nodes.at[i].preds);
        ARRAY_FREE(&flow->nodes.at[i].succs);
    }
    ARRAY_FREE(&flow->nodes);
    ARRAY_FREE(&flow->contexts);
    free(flow);
}
