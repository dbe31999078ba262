#include "cfg.h"

static uint32_t meet(const uint32_t *idom, uint32_t a, uint32_t b) {
    while (a != b) {
        while (a > b)
            a = idom[a];
        while (b > a)
            b = idom[b];
    }
    return a;
}

void cfg_dominators(uint32_t n, const uint32_t *first, const uint32_t *at, uint32_t *idom) {
    for (uint32_t i = 0; i < n; i++)
        idom[i] = NONE;
    if (!n)
        return;
    idom[0] = 0;
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 1; i < n; i++) {
            uint32_t d = NONE;
            for (uint32_t k = first[i]; k < first[i + 1]; k++)
                if (idom[at[k]] != NONE)
                    d = d == NONE ? at[k] : meet(idom, d, at[k]);
            if (d != idom[i]) {
                idom[i] = d;
                changed = true;
            }
        }
    }
}

/* Postorder without recursion: a function of a million blocks must not need a stack of its own. */
static void order_blocks(struct cfg *c) {
    const struct prog_function *f = c->function;
    uint32_t *next = base_calloc(f->n_blocks, sizeof *next);
    uint8_t *seen = base_calloc(f->n_blocks, 1);
    ARRAY(prog_block) stack = {0};
    ARRAY(prog_block) post = {0};
    ARRAY_PUSH(&stack, 0);
    seen[0] = 1;
    while (stack.n) {
        prog_block b = stack.at[stack.n - 1];
        if (next[b] < f->blocks[b].n_succs) {
            prog_block s = f->blocks[b].succs[next[b]++];
            if (!seen[s]) {
                seen[s] = 1;
                ARRAY_PUSH(&stack, s);
            }
        } else {
            ARRAY_PUSH(&post, b);
            stack.n--;
        }
    }
    c->n = post.n;
    c->blocks = base_calloc(post.n, sizeof *c->blocks);
    for (uint32_t i = 0; i < post.n; i++) {
        c->blocks[i] = post.at[post.n - 1 - i];
        c->order[c->blocks[i]] = i;
    }
    ARRAY_FREE(&stack);
    ARRAY_FREE(&post);
    free(next);
    free(seen);
}

static void find_dominators(struct cfg *c) {
    const struct prog_function *f = c->function;
    ARRAY(uint32_t) preds = {0};
    uint32_t *first = base_calloc(c->n + 1, sizeof *first);
    uint32_t *idom = base_calloc(c->n, sizeof *idom);
    for (uint32_t i = 0; i < c->n; i++) {
        const struct prog_bb *bb = &f->blocks[c->blocks[i]];
        first[i] = preds.n;
        for (uint32_t k = 0; k < bb->n_preds; k++)
            if (c->order[bb->preds[k]] != NONE)
                ARRAY_PUSH(&preds, c->order[bb->preds[k]]);
    }
    first[c->n] = preds.n;
    cfg_dominators(c->n, first, preds.at, idom);
    for (uint32_t i = 0; i < c->n; i++)
        c->idom[c->blocks[i]] = c->blocks[idom[i]];
    ARRAY_FREE(&preds);
    free(first);
    free(idom);
}

static bool dominates(const struct cfg *c, prog_block a, prog_block b) {
    while (c->order[b] > c->order[a])
        b = c->idom[b];
    return a == b;
}

/* Headers are visited inner first (descending order), so that a block's first claim is its
 * innermost loop and an inner loop's header is claimed by the loop around it. */
static void find_loops(struct cfg *c) {
    const struct prog_function *f = c->function;
    ARRAY(prog_block) work = {0};
    struct cfg_loop *found = NULL;
    ARRAY(struct cfg_loop) loops = {0};
    for (uint32_t i = c->n; i-- > 0;) {
        prog_block h = c->blocks[i];
        const struct prog_bb *bb = &f->blocks[h];
        work.n = 0;
        for (uint32_t k = 0; k < bb->n_preds; k++)
            if (c->order[bb->preds[k]] != NONE && dominates(c, h, bb->preds[k]))
                ARRAY_PUSH(&work, bb->preds[k]);
        if (!work.n)
            continue;
        uint32_t id = loops.n;
        ARRAY_PUSH(&loops, (struct cfg_loop){h, NONE, 0});
        found = loops.at;
        c->loop_of[h] = c->loop_of[h] == NONE ? id : c->loop_of[h];
        while (work.n) {
            prog_block b = work.at[--work.n];
            if (b == h)
                continue;
            uint32_t l = c->loop_of[b];
            if (l == NONE) {
                c->loop_of[b] = id;
            } else {
                while (found[l].parent != NONE && l != id)
                    l = found[l].parent;
                if (l == id)
                    continue;
                found[l].parent = id;
                b = found[l].header;
            }
            const struct prog_bb *of = &f->blocks[b];
            for (uint32_t k = 0; k < of->n_preds; k++)
                if (c->order[of->preds[k]] != NONE)
                    ARRAY_PUSH(&work, of->preds[k]);
        }
    }
    /* Number outer loops first. */
    for (uint32_t i = 0; i < loops.n; i++) {
        struct cfg_loop l = loops.at[loops.n - 1 - i];
        if (l.parent != NONE)
            l.parent = loops.n - 1 - l.parent;
        ARRAY_PUSH(&c->loops, l);
    }
    for (uint32_t i = 0; i < c->loops.n; i++) {
        struct cfg_loop *l = &c->loops.at[i];
        l->depth = l->parent == NONE ? 1 : c->loops.at[l->parent].depth + 1;
    }
    for (uint32_t b = 0; b < f->n_blocks; b++)
        if (c->loop_of[b] != NONE)
            c->loop_of[b] = loops.n - 1 - c->loop_of[b];
    ARRAY_FREE(&loops);
    ARRAY_FREE(&work);
}

bool cfg_in_loop(const struct cfg *c, prog_block b, uint32_t loop) {
    for (uint32_t l = c->loop_of[b]; l != NONE; l = c->loops.at[l].parent)
        if (l == loop)
            return true;
    return false;
}

/* A local varies in a loop when a store in the loop goes straight to it. */
static void find_varying(struct cfg *c) {
    const struct prog_function *f = c->function;
    struct map stored = {0}; /* (local, loop) -> 1 */
    for (uint32_t i = 0; i < c->n; i++) {
        const struct prog_bb *bb = &f->blocks[c->blocks[i]];
        for (uint32_t l = c->loop_of[c->blocks[i]]; l != NONE; l = c->loops.at[l].parent)
            for (uint32_t k = 0; k < bb->n_insts; k++) {
                const struct prog_inst *in = &f->values[bb->insts[k]];
                if (in->op == PROG_STORE && f->values[in->args[0]].op == PROG_LOCAL)
                    map_set(&stored, in->args[0], l, 0, 1);
            }
    }
    for (uint32_t i = 0; i < c->n; i++) {
        prog_block b = c->blocks[i];
        uint32_t l = c->loop_of[b];
        if (l == NONE)
            continue;
        const struct prog_bb *bb = &f->blocks[b];
        for (uint32_t k = 0; k < bb->n_insts; k++) {
            const struct prog_inst *in = &f->values[bb->insts[k]];
            bool v = in->op == PROG_PHI && c->loops.at[l].header == b;
            if (in->op == PROG_LOAD && map_get(&stored, in->args[0], l, 0) != NONE)
                v = true;
            if (in->op != PROG_PHI)
                for (uint32_t a = 0; a < in->n_args && !v; a++)
                    v = in->args[a] < f->n_values && c->varies[in->args[a]];
            c->varies[bb->insts[k]] = v;
        }
    }
    map_free(&stored);
}

bool cfg_replaces_lane(const struct prog_inst *in) {
    return in->op == PROG_OPAQUE && in->name && !strcmp(in->name, "insertelement");
}

/* The local into which the address points, as far as constants and indices lead; NONE. */
static prog_value local_of(const struct prog_function *f, prog_value address) {
    while (f->values[address].op == PROG_PTRADD || f->values[address].op == PROG_BITCAST)
        address = f->values[address].args[0];
    return f->values[address].op == PROG_LOCAL ? address : NONE;
}

/* Whether the operand is an address that the instruction itself reads or writes through, or moves. */
static bool is_plain_address(const struct prog_inst *in, uint32_t operand) {
    switch (in->op) {
    case PROG_LOAD: case PROG_BEGIN: case PROG_END: case PROG_PTRADD: case PROG_BITCAST:
    case PROG_STORE: case PROG_FILL: case PROG_HAVOC: return operand == 0;
    case PROG_COPY: return operand < 2;
    default: return false;
    }
}

static void find_taken(struct cfg *c) {
    const struct prog_function *f = c->function;
    for (uint32_t i = 0; i < c->n; i++) {
        const struct prog_bb *bb = &f->blocks[c->blocks[i]];
        for (uint32_t k = 0; k < bb->n_insts; k++) {
            const struct prog_inst *in = &f->values[bb->insts[k]];
            for (uint32_t a = 0; a < in->n_args; a++) {
                prog_value local = local_of(f, in->args[a]);
                if (local != NONE && !is_plain_address(in, a))
                    c->taken[local] = 1;
            }
        }
    }
}

void cfg_mark_written(const struct cfg *c, prog_block entry, uint32_t end, uint8_t *written) {
    const struct prog_function *f = c->function;
    uint32_t loop = c->loop_of[entry];
    bool natural = loop != NONE && c->loops.at[loop].header == entry;
    for (uint32_t i = c->order[entry]; i < c->n && (natural || i <= end); i++) {
        const struct prog_bb *bb = &f->blocks[c->blocks[i]];
        if (natural && !cfg_in_loop(c, c->blocks[i], loop))
            continue;
        for (uint32_t k = 0; k < bb->n_insts; k++) {
            const struct prog_inst *in = &f->values[bb->insts[k]];
            bool writes = in->op == PROG_STORE || in->op == PROG_COPY || in->op == PROG_FILL ||
                          in->op == PROG_HAVOC;
            prog_value local = writes ? local_of(f, in->args[0]) : NONE;
            if (local != NONE)
                written[local] = 1;
        }
    }
}

static bool takes_bits(enum prog_op op) {
    return op == PROG_AND || op == PROG_LSHR || op == PROG_ASHR || op == PROG_SHL ||
           op == PROG_TRUNC || op == PROG_EXTRACT;
}

static void find_uses(struct cfg *c) {
    const struct prog_function *f = c->function;
    for (uint32_t i = 0; i < c->n; i++) {
        const struct prog_bb *bb = &f->blocks[c->blocks[i]];
        for (uint32_t k = 0; k < bb->n_insts; k++) {
            const struct prog_inst *in = &f->values[bb->insts[k]];
            for (uint32_t a = 0; a < in->n_args; a++) {
                uint8_t kind = (in->op == PROG_STORE && a == 1 ? CFG_ONLY_STORED : 0) |
                               ((in->op == PROG_INSERT || cfg_replaces_lane(in)) && !a
                                    ? CFG_ONLY_INSERTED : 0) |
                               (takes_bits(in->op) ? CFG_ONLY_MASKED : 0);
                c->only[in->args[a]] = c->used[in->args[a]] ? c->only[in->args[a]] & kind : kind;
                c->used[in->args[a]] = 1;
            }
            for (uint32_t a = 0; a < in->n_args; a++)
                if (in->op == PROG_PHI || f->values[in->args[a]].block != c->blocks[i])
                    c->crosses[in->args[a]] = 1;
        }
    }
}

struct cfg *cfg_new(const struct prog_function *f) {
    struct cfg *c = base_calloc(1, sizeof *c);
    c->function = f;
    c->order = base_calloc(f->n_blocks, sizeof *c->order);
    c->idom = base_calloc(f->n_blocks, sizeof *c->idom);
    c->loop_of = base_calloc(f->n_blocks, sizeof *c->loop_of);
    c->varies = base_calloc(f->n_values, 1);
    c->crosses = base_calloc(f->n_values, 1);
    c->used = base_calloc(f->n_values, 1);
    c->only = base_calloc(f->n_values, 1);
    c->taken = base_calloc(f->n_values, 1);
    for (uint32_t i = 0; i < f->n_blocks; i++)
        c->order[i] = c->idom[i] = c->loop_of[i] = NONE;
    order_blocks(c);
    find_dominators(c);
    find_loops(c);
    find_uses(c);
    find_taken(c);
    if (c->loops.n)
        find_varying(c);
    return c;
}

void cfg_free(struct cfg *c) {
    if (!c)
        return;
    free(c->order);
    free(c->blocks);
    free(c->idom);
    free(c->loop_of);
    free(c->varies);
    free(c->crosses);
    free(c->used);
    free(c->only);
    free(c->taken);
    ARRAY_FREE(&c->loops);
    free(c);
}
