/* Instructions, blocks and functions of the two runs. */
#include "product.h"

#define UNROLL_MOST 70   /* iterations of a loop that counts to a constant */
#define STEP_LIMIT 60000 /* instructions executed for one question, unrolled and spliced */

void product_doubt_at(struct product *p, enum claim_doubt doubt, struct prog_loc loc) {
    if (p->doubt)
        return;
    p->doubt = doubt;
    p->doubt_at = loc;
}

void product_doubt(struct product *p, enum claim_doubt doubt) {
    product_doubt_at(p, doubt, p->inst ? p->inst->loc : (struct prog_loc){0});
}

bool product_exhausted(const struct product *p) { return p->steps > STEP_LIMIT; }

/* --- Values -------------------------------------------------------------------------------------------- */

static struct pair twice(Z3_ast t) { return (struct pair){{t, t}}; }

static Z3_ast constant(struct product *p, const struct prog_inst *in) {
    uint32_t width = in->type.bits;
    if (width <= 64)
        return term_number(p, width, in->words[0]);
    Z3_ast t = NULL;
    for (uint32_t at = 0; at < width; at += 64) {
        Z3_ast part = term_number(p, width - at < 64 ? width - at : 64, in->words[at / 64]);
        t = t ? term_concat(p, part, t) : part;
    }
    return t;
}

/* Globals lie apart from each other, from null and from the end of the address space. */
static Z3_ast global(struct product *p, uint32_t index) {
    uint32_t at = map_get(&p->globals, index, 0, 0);
    if (at != NONE)
        return p->global_terms.at[at].address;
    const struct prog_global *g = &p->env->program->globals[index];
    Z3_ast t = term_fresh(p, p->word, g->name && *g->name ? g->name : "global", ORIGIN_ENTRY);
    Z3_ast size = term_number(p, p->word, g->size ? g->size : 1);
    Z3_ast end = Z3_mk_bvadd(p->z3, t, size);
    ARRAY_PUSH(&p->facts, term_not(p, term_eq(p, t, term_number(p, p->word, 0))));
    ARRAY_PUSH(&p->facts, term_ult(p, t, end));
    for (uint32_t i = 0; i < p->global_terms.n; i++) {
        struct global_term o = p->global_terms.at[i];
        uint64_t other = p->env->program->globals[o.global].size;
        Z3_ast behind = Z3_mk_bvadd(p->z3, o.address,
                                    term_number(p, p->word, other ? other : 1));
        ARRAY_PUSH(&p->facts, term_or(p, term_ule(p, end, o.address), term_ule(p, behind, t)));
    }
    if (p->env->global_is_constant[index] && g->bytes && g->size <= 256)
        for (uint64_t i = 0; i < g->size; i++)
            if (!g->known || g->known[i])
                ARRAY_PUSH(&p->contents,
                           term_eq(p, Z3_mk_select(p->z3, p->initial_world, term_add(p, t, i)),
                                   term_number(p, 8, g->bytes[i])));
    map_set(&p->globals, index, 0, 0, p->global_terms.n);
    ARRAY_PUSH(&p->global_terms, (struct global_term){t, index});
    return t;
}

static Z3_ast function_address(struct product *p, uint32_t index) {
    uint32_t at = map_get(&p->functions, index, 0, 0);
    if (at == NONE) {
        at = p->function_terms.n;
        ARRAY_PUSH(&p->function_terms, term_fresh(p, p->word, "function", ORIGIN_ENTRY));
        ARRAY_PUSH(&p->facts, term_not(p, term_eq(p, p->function_terms.at[at],
                                                  term_number(p, p->word, 0))));
        map_set(&p->functions, index, 0, 0, at);
    }
    return p->function_terms.at[at];
}

struct pair product_value(struct product *p, struct frame *f, prog_value v) {
    const struct prog_inst *in = &f->function->values[v];
    switch (in->op) {
    case PROG_CONST: return twice(constant(p, in));
    case PROG_UNDEF:
        if (!f->values[v].of[0])
            f->values[v] = twice(term_fresh(p, in->type.bits, "undef", ORIGIN_LATER));
        return f->values[v];
    case PROG_GLOBAL: return twice(global(p, (uint32_t)in->imm));
    case PROG_FUNC: return twice(function_address(p, (uint32_t)in->imm));
    default: break;
    }
    if (!f->values[v].of[0]) { /* a path that does not come here */
        product_doubt(p, CLAIM_STRANGE);
        f->values[v] = twice(term_fresh(p, in->type.bits, "missing", ORIGIN_LATER));
    }
    return f->values[v];
}

/* --- Edges --------------------------------------------------------------------------------------------- */

static void add_edge(struct product *p, struct frame *f, prog_block from, uint32_t succ,
                     const struct state *s, struct pair guard) {
    prog_block to = f->function->blocks[from].succs[succ];
    if (term_is_false(p, guard.of[0]) && term_is_false(p, guard.of[1]))
        return;
    struct edge e = {.from = from, .state = state_copy(p, s)};
    e.state->guard[0] = guard.of[0];
    e.state->guard[1] = guard.of[1];
    const struct prog_bb *bb = &f->function->blocks[to];
    while (e.n_phis < bb->n_insts && f->function->values[bb->insts[e.n_phis]].op == PROG_PHI)
        e.n_phis++;
    e.phis = product_alloc(p, e.n_phis + 1, sizeof *e.phis);
    uint32_t k = 0;
    while (k < bb->n_preds && bb->preds[k] != from)
        k++;
    for (uint32_t i = 0; i < e.n_phis && k < bb->n_preds; i++)
        e.phis[i] = product_value(p, f, f->function->values[bb->insts[i]].args[k]);
    bool is_back = f->loop != NONE && f->cfg->loops.at[f->loop].header == to;
    if (!is_back && f->cfg->order[to] != NONE && f->cfg->order[to] <= f->cfg->order[from] &&
        f->cfg->order[from] != NONE)
        product_doubt(p, CLAIM_IRREDUCIBLE);
    ARRAY_PUSH(is_back ? &f->back.list : &f->in[to].list, e);
}

static void decide(struct product *p, struct frame *f, const struct prog_inst *in,
                   struct pair condition) {
    if (p->in_given)
        return;
    const struct prog_inst *decides = &f->function->values[in->args[0]];
    /* What the note says is true or false is the condition, not its negation by the statement. */
    struct prog_loc loc = condition.of[0] && decides->loc.line ? decides->loc : in->loc;
    struct decision_made d = {loc, f->index, {{p->state->guard[0], p->state->guard[1]}}, condition};
    ARRAY_PUSH(&p->decisions, d);
}

static void branch(struct product *p, struct frame *f, prog_block b, const struct prog_inst *in) {
    struct pair c = product_value(p, f, in->args[0]), yes, no;
    uint64_t k;
    if (p->claim == CLAIM_TRANSPORT)
        observe_look(p, c);
    decide(p, f, in, c);
    if (term_is_number(p, c.of[0], &k))
        f->decided = true;
    for (int s = 0; s < 2; s++) {
        Z3_ast t = term_to_truth(p, c.of[s]);
        yes.of[s] = term_and(p, p->state->guard[s], t);
        no.of[s] = term_and(p, p->state->guard[s], term_not(p, t));
    }
    add_edge(p, f, b, 0, p->state, yes);
    add_edge(p, f, b, 1, p->state, no);
}

static void switches(struct product *p, struct frame *f, prog_block b, const struct prog_inst *in) {
    struct pair v = product_value(p, f, in->args[0]), left;
    uint32_t n = f->function->blocks[b].n_succs - 1, width = term_width(p, v.of[0]);
    if (p->claim == CLAIM_TRANSPORT)
        observe_look(p, v);
    decide(p, f, in, (struct pair){{NULL, NULL}});
    left.of[0] = p->state->guard[0];
    left.of[1] = p->state->guard[1];
    for (uint32_t i = 0; i < n; i++) {
        struct pair g;
        for (int s = 0; s < 2; s++) {
            Z3_ast is = term_eq(p, v.of[s], term_number(p, width, in->words[i]));
            g.of[s] = term_and(p, left.of[s], is);
            left.of[s] = term_and(p, left.of[s], term_not(p, is));
        }
        add_edge(p, f, b, i + 1, p->state, g);
    }
    add_edge(p, f, b, 0, p->state, left);
}

static void returns(struct product *p, struct frame *f, prog_block b, const struct prog_inst *in) {
    struct edge e = {.from = b, .state = state_copy(p, p->state), .n_phis = in->n_args};
    e.phis = product_alloc(p, 1, sizeof *e.phis);
    if (in->n_args)
        e.phis[0] = product_value(p, f, in->args[0]);
    if (p->claim == CLAIM_CONTAINED && f->depth == 0 && in->n_args)
        observe(p, CLAIM_RETURNED, NULL, e.phis[0], NULL);
    ARRAY_PUSH(&f->returns.list, e);
}

/* --- Instructions -------------------------------------------------------------------------------------- */

static bool is_site(const struct product *p, const struct frame *f, prog_value v) {
    if (p->in_given || f->index != p->root || f->depth || p->site == NO_SITE)
        return false;
    if (p->site == PROG_NONE)
        return true;
    prog_value read = f->function->values[p->site].args[0];
    while (read != v && f->function->values[read].op != PROG_LOAD &&
           f->function->values[read].n_args)
        read = f->function->values[read].args[0];
    return read == v;
}

static struct pair load(struct product *p, struct frame *f, prog_value v,
                        const struct prog_inst *in) {
    struct pair address = product_value(p, f, in->args[0]);
    Z3_ast offset;
    bool local = product_points_to(p, address.of[0], &offset) != NONE;
    bool purpose = in->flags & PROG_READ_ON_PURPOSE;
    bool site = is_site(p, f, v) && (purpose || (p->site == PROG_NONE && !local));
    if (p->site == PROG_NONE && site && !purpose) {
        Z3_ast root = product_root(p, address.of[0]);
        for (uint32_t i = 0; i < p->global_terms.n; i++)
            site = site && p->global_terms.at[i].address != root;
    }
    if (p->claim == CLAIM_TRANSPORT)
        observe_look(p, address);
    if (site) {
        p->undefined_seen = p->undefined_seen || !local || p->site == PROG_NONE ||
                            product_origins(p, product_load(p, address, in->type.bits, false)
                                                   .of[0]) & ORIGIN_UNDEF;
        struct pair r = product_load(p, address, in->type.bits, true);
        ARRAY_PUSH(&p->reached, p->state->guard[0]);
        ARRAY_PUSH(&p->trashes, r);
        return r;
    }
    bool is_volatile = (in->flags & PROG_VOLATILE) && !local;
    if (purpose || is_volatile) { /* any value: the same in both runs, if from the same place */
        observe_address(p, address, (in->type.bits + 7) / 8, purpose);
        if (is_volatile && !purpose)
            observe_argument(p, address, NULL);
        struct pair v = twice(term_fresh(p, in->type.bits, "other", ORIGIN_LATER));
        if (!pair_same(address))
            v.of[1] = term_fresh(p, in->type.bits, "other", ORIGIN_TRASH);
        return v;
    }
    return product_load(p, address, in->type.bits, false);
}

static void store(struct product *p, struct frame *f, const struct prog_inst *in) {
    struct pair address = product_value(p, f, in->args[0]), v = product_value(p, f, in->args[1]);
    Z3_ast offset;
    if (p->claim == CLAIM_TRANSPORT)
        observe_look(p, address);
    if ((in->flags & PROG_VOLATILE) && product_points_to(p, address.of[0], &offset) == NONE) {
        observe_argument(p, address, NULL);
        observe_argument(p, v, NULL);
    }
    product_store(p, address, v);
}

static void note_index(struct product *p, const struct prog_inst *in, const struct pair *args) {
    if (p->indices.n > 200 || p->in_given || in->type.bits != p->word)
        return;
    uint64_t k;
    if ((in->op == PROG_MUL || in->op == PROG_SHL) && term_is_number(p, args[1].of[0], &k))
        ARRAY_PUSH(&p->indices, args[0]);
    else if (in->op == PROG_PTRADD && !term_is_number(p, args[1].of[0], &k) &&
             p->frame->function->values[in->args[1]].op != PROG_MUL)
        ARRAY_PUSH(&p->indices, args[1]);
}

static struct pair pure(struct product *p, struct frame *f, const struct prog_inst *in) {
    struct pair few[8], *args = in->n_args <= 8 ? few : product_alloc(p, in->n_args, sizeof *args);
    for (uint32_t i = 0; i < in->n_args; i++)
        args[i] = product_value(p, f, in->args[i]);
    if (in->op == PROG_OPAQUE && in->name && !strcmp(in->name, "prefetch"))
        observe_address(p, args[0], 1, false);
    struct pair r = product_compute(p, in, args, in->n_args);
    note_index(p, in, args);
    if (in->op == PROG_PTRADD)
        for (int s = 0; s < 2; s++)
            if (r.of[s] != args[0].of[s] &&
                map_get(&p->bases, Z3_get_ast_id(p->z3, r.of[s]), 0, 0) == NONE) {
                map_set(&p->bases, Z3_get_ast_id(p->z3, r.of[s]), 0, 0, p->based.n);
                ARRAY_PUSH(&p->based, (struct based){args[0].of[s], in->extent,
                                                     in->flags & PROG_FIELD});
            }
    return r;
}

static void assume(struct product *p, struct pair c) {
    for (int s = 0; s < 2; s++) {
        Z3_ast holds = term_or(p, term_not(p, p->state->guard[s]), term_to_truth(p, c.of[s]));
        if (p->in_given && p->given_each != NONE) {
            struct each *e = &p->eachs.at[p->given_each];
            e->holds[s] = term_and(p, e->holds[s], holds);
        } else if (!term_is_true(p, holds)) {
            if (p->in_given)
                ARRAY_PUSH(&p->givens, holds);
            else
                ARRAY_PUSH(&p->facts, holds);
        }
    }
}

/* Two runs in which the condition holds have read the same. */
static void valid(struct product *p, struct pair v, struct pair c) {
    Z3_ast holds = term_and(p, p->state->guard[0], p->state->guard[1]);
    for (int s = 0; s < 2; s++)
        holds = term_and(p, holds, term_to_truth(p, c.of[s]));
    if (!pair_same(v))
        ARRAY_PUSH(&p->givens, term_or(p, term_not(p, holds), term_eq(p, v.of[0], v.of[1])));
}

static void each(struct product *p, struct frame *f, const struct prog_inst *in, prog_value v) {
    struct each e = {.variable = term_fresh(p, in->type.bits, "each", ORIGIN_LATER),
                     .bound = product_value(p, f, in->args[0]), .width = in->type.bits};
    e.holds[0] = e.holds[1] = term_truth(p, true);
    p->given_each = p->eachs.n;
    ARRAY_PUSH(&p->eachs, e);
    f->values[v] = twice(e.variable);
}

static void defined(struct product *p, struct frame *f, const struct prog_inst *in) {
    struct pair size = product_value(p, f, in->args[1]);
    struct region r = {.from = product_value(p, f, in->args[0]),
                       .size = {size.of[0], size.of[1]}, .defined = true,
                       .guard = {p->state->guard[0], p->state->guard[1]}};
    ARRAY_PUSH(&p->regions, r);
    for (int s = 0; s < 2; s++) { /* an object does not go round the end of memory */
        Z3_ast end = Z3_mk_bvadd(p->z3, r.from.of[s], r.size[s]);
        ARRAY_PUSH(&p->facts, term_or(p, term_not(p, r.guard[s]),
                                      term_ule(p, r.from.of[s], end)));
    }
}

static void execute(struct product *p, struct frame *f, prog_block b, prog_value v) {
    const struct prog_inst *in = &f->function->values[v];
    p->inst = in;
    p->frame = f;
    p->steps++;
    switch (in->op) {
    case PROG_PHI: case PROG_BEGIN: case PROG_END: break;
    case PROG_LOCAL:
        if (in->n_args) {
            struct pair size = product_value(p, f, in->args[0]);
            f->objects[v] = product_object(p, 0, in->object ? in->object->name : "", false);
            f->values[v] = twice(p->objects.at[f->objects[v]].address);
            struct region r = {.from = f->values[v], .size = {size.of[0], size.of[1]},
                               .guard = {p->state->guard[0], p->state->guard[1]}};
            ARRAY_PUSH(&p->regions, r);
            observe_look(p, size);
        }
        break;
    case PROG_LOAD: f->values[v] = load(p, f, v, in); break;
    case PROG_STORE: store(p, f, in); break;
    case PROG_COPY:
        product_copy(p, product_value(p, f, in->args[0]), product_value(p, f, in->args[1]),
                     product_value(p, f, in->args[2]));
        break;
    case PROG_FILL:
        product_fill(p, product_value(p, f, in->args[0]), product_value(p, f, in->args[1]),
                     product_value(p, f, in->args[2]));
        break;
    case PROG_HAVOC:
        product_havoc(p, product_value(p, f, in->args[0]), product_value(p, f, in->args[1]));
        break;
    case PROG_CALL: case PROG_ASM: product_call(p, f, in, v); break;
    case PROG_INTENT: f->values[v] = product_value(p, f, in->args[0]); break;
    case PROG_ASSUME: assume(p, product_value(p, f, in->args[0])); break;
    case PROG_GIVEN:
        if (f->cfg->order[b] != NONE)
            product_given(p, f, in);
        break;
    case PROG_EACH: each(p, f, in, v); break;
    case PROG_VALID:
        valid(p, product_value(p, f, in->args[0]), product_value(p, f, in->args[1]));
        break;
    case PROG_DEFINED: defined(p, f, in); break;
    case PROG_JUMP:
        add_edge(p, f, b, 0, p->state, (struct pair){{p->state->guard[0], p->state->guard[1]}});
        break;
    case PROG_BRANCH: branch(p, f, b, in); break;
    case PROG_SWITCH: switches(p, f, b, in); break;
    case PROG_INDIRECT: product_doubt(p, CLAIM_STRANGE); break;
    case PROG_RETURN: returns(p, f, b, in); break;
    case PROG_UNREACHABLE: break;
    default: f->values[v] = pure(p, f, in); break;
    }
}

/* --- Blocks -------------------------------------------------------------------------------------------- */

/* Starts the block in the state at hand, its phis set. */
static void run_block(struct product *p, struct frame *f, prog_block b) {
    const struct prog_bb *bb = &f->function->blocks[b];
    for (uint32_t i = 0; i < bb->n_insts && !product_exhausted(p); i++) {
        execute(p, f, b, bb->insts[i]);
        if (term_is_false(p, p->state->guard[0]) && term_is_false(p, p->state->guard[1]))
            return; /* a call that does not come back */
    }
}

static void set_phis(struct frame *f, prog_block b, const struct pair *phis, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        f->values[f->function->blocks[b].insts[i]] = phis[i];
}

/* What the edges bring together: their state, and the phis of the block. */
static struct state *join(struct product *p, const struct edges *edges, struct pair **phis,
                          uint32_t *n) {
    struct state *s = state_merge(p, edges);
    *n = edges->list.at[0].n_phis;
    *phis = product_alloc(p, *n + 1, sizeof **phis);
    for (uint32_t i = 0; i < *n; i++)
        for (int side = 0; side < 2; side++) {
            Z3_ast t = NULL;
            for (uint32_t k = edges->list.n; k-- > 0;) {
                Z3_ast g = edges->list.at[k].state->guard[side];
                Z3_ast v = edges->list.at[k].phis[i].of[side];
                if (!v || (term_is_false(p, g) && t))
                    continue;
                t = t && !term_is_false(p, g) ? term_ite(p, g, v, t) : v;
            }
            (*phis)[i].of[side] = t;
        }
    return s;
}

static void run_loop(struct product *p, struct frame *f, uint32_t loop);

/* The blocks directly in f->loop, inner loops as wholes; `first` gets the state at hand. */
static void run_region(struct product *p, struct frame *f, prog_block first) {
    for (uint32_t i = f->cfg->order[first]; i < f->cfg->n && !product_exhausted(p); i++) {
        prog_block b = f->cfg->blocks[i];
        uint32_t loop = f->cfg->loop_of[b];
        if (f->loop != NONE && !cfg_in_loop(f->cfg, b, f->loop))
            continue;
        if (b != first && !f->in[b].list.n)
            continue;
        if (loop != f->loop && loop != NONE) {
            while (f->cfg->loops.at[loop].parent != f->loop)
                loop = f->cfg->loops.at[loop].parent;
            if (f->cfg->loops.at[loop].header == b)
                run_loop(p, f, loop);
            else
                product_doubt(p, CLAIM_IRREDUCIBLE);
            f->in[b].list.n = 0;
            continue;
        }
        if (b != first) {
            struct pair *phis;
            uint32_t n;
            p->state = join(p, &f->in[b], &phis, &n);
            set_phis(f, b, phis, n);
            f->in[b].list.n = 0;
        }
        run_block(p, f, b);
    }
}

/* Blocks that no jump leads to, from `begin` on, in the state at hand (of which a copy is changed). */
void product_run_blocks(struct product *p, struct frame *f, prog_block begin) {
    ARRAY(prog_block) order = {0}, stack = {0};
    uint8_t *seen = product_alloc(p, f->function->n_blocks, 1); /* 1: open, 2: done */
    ARRAY_PUSH(&stack, begin);
    while (stack.n) { /* postorder */
        prog_block b = stack.at[stack.n - 1];
        const struct prog_bb *bb = &f->function->blocks[b];
        bool open = false;
        if (!seen[b])
            for (uint32_t i = 0; i < bb->n_succs; i++) {
                if (seen[bb->succs[i]] == 1)
                    product_doubt(p, CLAIM_STRANGE); /* a loop */
                if (!seen[bb->succs[i]]) {
                    ARRAY_PUSH(&stack, bb->succs[i]);
                    open = true;
                }
            }
        if (seen[b] == 2 || !open) {
            if (seen[b] != 2)
                ARRAY_PUSH(&order, b);
            seen[b] = 2;
            stack.n--;
            continue;
        }
        seen[b] = 1;
    }
    p->state = state_copy(p, p->state);
    for (uint32_t i = order.n; i-- > 0 && !p->doubt;) {
        prog_block b = order.at[i];
        if (b != begin) {
            struct pair *phis;
            uint32_t n;
            if (!f->in[b].list.n)
                continue;
            p->state = join(p, &f->in[b], &phis, &n);
            set_phis(f, b, phis, n);
        }
        f->in[b].list.n = 0;
        run_block(p, f, b);
    }
    for (uint32_t i = 0; i < order.n; i++)
        f->in[order.at[i]].list.n = 0;
    ARRAY_FREE(&order);
    ARRAY_FREE(&stack);
}

/* --- Loops --------------------------------------------------------------------------------------------- */

/* What an attempt at a loop added, to be taken back. */
struct mark {
    uint32_t eachs, regions, observations, decisions, indices, reached, trashes, returns, stores;
    uint32_t *in;
    enum claim_doubt doubt, approximated;
};

static struct mark mark(struct product *p, struct frame *f) {
    struct mark m = {p->eachs.n, p->regions.n, p->observations.n, p->decisions.n, p->indices.n,
                     p->reached.n, p->trashes.n, f->returns.list.n, p->stores.n, NULL, p->doubt,
                     p->approximated};
    m.in = product_alloc(p, f->function->n_blocks, sizeof *m.in);
    for (uint32_t b = 0; b < f->function->n_blocks; b++)
        m.in[b] = f->in[b].list.n;
    return m;
}

static void take_back(struct product *p, struct frame *f, const struct mark *m) {
    p->eachs.n = m->eachs;
    p->regions.n = m->regions;
    p->observations.n = m->observations;
    p->decisions.n = m->decisions;
    p->indices.n = m->indices;
    p->reached.n = m->reached;
    p->trashes.n = m->trashes;
    p->stores.n = m->stores;
    p->doubt = m->doubt;
    p->approximated = m->approximated;
    f->returns.list.n = m->returns;
    f->back.list.n = 0;
    for (uint32_t b = 0; b < f->function->n_blocks; b++)
        f->in[b].list.n = m->in[b];
}

/* One iteration from the state; its back edges are in f->back. */
static void iterate(struct product *p, struct frame *f, uint32_t loop, struct state *s,
                    const struct pair *phis, uint32_t n) {
    uint32_t outer = f->loop;
    prog_block header = f->cfg->loops.at[loop].header;
    f->loop = loop;
    f->back = (struct edges){0};
    p->state = s;
    set_phis(f, header, phis, n);
    run_region(p, f, header);
    f->loop = outer;
}

/* True when the loop ended within so many iterations. */
static bool unroll(struct product *p, struct frame *f, uint32_t loop, struct state *s,
                   struct pair *phis, uint32_t n, uint32_t limit, bool anyway) {
    struct edges edges;
    for (uint32_t i = 0; i < limit && !product_exhausted(p); i++) {
        f->decided = false;
        iterate(p, f, loop, s, phis, n);
        if (!f->back.list.n)
            return true;
        if (!anyway && !f->decided)
            return false;
        edges = f->back;
        s = join(p, &edges, &phis, &n);
        ARRAY_FREE(&edges.list);
    }
    if (anyway) /* what runs on longer is not looked at */
        for (int side = 0; side < 2; side++)
            ARRAY_PUSH(&p->facts, term_not(p, s->guard[side]));
    return false;
}

/* What is at the head of a loop in any iteration.  split: the two runs may differ in it. */
struct head {
    uint32_t n;        /* of the objects that were there before */
    uint8_t *changes, *split;
    bool world_changes, world_split, trash_changes;
    uint8_t *phi_split;
};

static bool may_differ(struct product *p, const struct state *s, struct pair v) {
    if (pair_same(v) || !v.of[0] || !v.of[1])
        return false;
    Z3_ast both = term_and(p, s->guard[0], s->guard[1]);
    return product_ask(p, term_and(p, both, term_not(p, term_eq(p, v.of[0], v.of[1]))), false,
                       NULL) != ANSWER_NO;
}

static struct pair unknown_like(struct product *p, Z3_ast t, bool split) {
    struct pair r;
    uint32_t width = term_width(p, t);
    uint32_t origin = (split ? ORIGIN_TRASH : ORIGIN_LATER) | (product_origins(p, t) & ORIGIN_UNDEF);
    for (int s = 0; s < 2; s++)
        r.of[s] = s && !split ? r.of[0]
                  : width     ? term_fresh(p, width, "head", origin)
                              : term_fresh_world(p, "head", origin);
    return r;
}

/* Whether one of the two runs' states differs from the other where the head says it does not, or
 * from the start where the head says that nothing changes; the head is then widened. */
static bool widen(struct product *p, struct head *h, const struct state *start,
                  const struct state *s, const struct pair *phis, uint32_t n, bool is_entry) {
    bool changed = false;
    for (uint32_t i = 0; i < h->n && i < s->n; i++) {
        struct pair v = s->content[i], old = start->content[i];
        if (!v.of[0] || !old.of[0])
            continue;
        if (!h->changes[i] && (v.of[0] != old.of[0] || v.of[1] != old.of[1]) && !is_entry)
            h->changes[i] = 1, changed = true;
        if (h->changes[i] && !h->split[i] && may_differ(p, s, v))
            h->split[i] = 1, changed = true;
    }
    if (!is_entry && !h->world_changes &&
        (s->world[0] != start->world[0] || s->world[1] != start->world[1]))
        h->world_changes = changed = true;
    if (h->world_changes && !h->world_split &&
        may_differ(p, s, (struct pair){{s->world[0], s->world[1]}}))
        h->world_split = changed = true;
    if (!is_entry && !h->trash_changes && s->trash[0] != start->trash[0])
        h->trash_changes = changed = true;
    for (uint32_t i = 0; i < n; i++)
        if (!h->phi_split[i] && may_differ(p, s, phis[i]))
            h->phi_split[i] = 1, changed = true;
    return changed;
}

/* Any byte may be marked as trash. */
static Z3_ast unknown_marks(struct product *p) {
    Z3_sort s = Z3_mk_array_sort(p->z3, Z3_mk_bv_sort(p->z3, p->word), Z3_mk_bool_sort(p->z3));
    Z3_ast t = Z3_mk_fresh_const(p->z3, "marks", s);
    map_set(&p->origins, Z3_get_ast_id(p->z3, t), 0, 0, ORIGIN_TRASH);
    return t;
}

static struct state *at_head(struct product *p, const struct head *h, const struct state *entry,
                             struct pair *phis, uint32_t n) {
    struct state *s = state_copy(p, entry);
    Z3_ast again = term_fresh(p, 0, "iteration", ORIGIN_LATER);
    for (int side = 0; side < 2; side++)
        s->guard[side] = term_and(p, s->guard[side], again);
    for (uint32_t i = 0; i < h->n; i++)
        if (h->changes[i] && s->content[i].of[0])
            s->content[i] = unknown_like(p, s->content[i].of[0], h->split[i]);
    if (h->world_changes) {
        struct pair w = unknown_like(p, s->world[0], h->world_split);
        p->worlds_apart = p->worlds_apart || h->world_split;
        s->world[0] = w.of[0];
        s->world[1] = w.of[1];
    }
    if (h->trash_changes)
        for (int side = 0; side < 2; side++)
            s->trash[side] = unknown_marks(p);
    for (uint32_t i = 0; i < n; i++)
        phis[i] = unknown_like(p, phis[i].of[0], h->phi_split[i]);
    return s;
}

static void check_lockstep(struct product *p, const struct state *head, const struct state *entry,
                           const struct edges *back, struct prog_loc loc) {
    Z3_ast both = term_and(p, head->guard[0], head->guard[1]);
    Z3_ast on[2] = {term_truth(p, false), term_truth(p, false)};
    for (uint32_t i = 0; i < back->list.n; i++)
        for (int s = 0; s < 2; s++)
            on[s] = term_or(p, on[s], back->list.at[i].state->guard[s]);
    if (on[0] != on[1] &&
        product_ask(p, term_and(p, both, term_xor(p, on[0], on[1])), false, NULL) != ANSWER_NO)
        product_doubt_at(p, CLAIM_LOOP, loc);
    Z3_ast one = term_xor(p, entry->guard[0], entry->guard[1]);
    if (!term_is_false(p, one) && product_ask(p, one, false, NULL) != ANSWER_NO)
        product_doubt_at(p, CLAIM_ONE_LOOPS, loc);
}

static void run_loop(struct product *p, struct frame *f, uint32_t loop) {
    prog_block header = f->cfg->loops.at[loop].header;
    const struct prog_bb *bb = &f->function->blocks[header];
    struct prog_loc loc = f->function->values[bb->insts[bb->n_insts - 1]].loc;
    struct edges entries = f->in[header], outer_back = f->back;
    struct pair *entry_phis, *phis;
    uint32_t n;
    bool outer_decided = f->decided;
    f->in[header] = (struct edges){0};
    struct state *entry = join(p, &entries, &entry_phis, &n);
    ARRAY_FREE(&entries.list);
    phis = product_alloc(p, n + 1, sizeof *phis);
    struct mark m = mark(p, f);
    if (unroll(p, f, loop, state_copy(p, entry), entry_phis, n, p->refute ? p->unroll : UNROLL_MOST,
               p->refute) || p->refute) {
        f->back = outer_back;
        f->decided = outer_decided;
        return;
    }
    struct head h = {.n = entry->n, .changes = product_alloc(p, entry->n + 1, 1),
                     .split = product_alloc(p, entry->n + 1, 1),
                     .phi_split = product_alloc(p, n + 1, 1)};
    for (uint32_t attempt = 0; attempt < 12; attempt++) {
        take_back(p, f, &m);
        bool changed = widen(p, &h, entry, entry, entry_phis, n, true);
        memcpy(phis, entry_phis, n * sizeof *phis);
        struct state *head = at_head(p, &h, entry, phis, n), *start = state_copy(p, head);
        iterate(p, f, loop, head, phis, n);
        if (product_exhausted(p))
            break;
        if (f->back.list.n) {
            struct pair *back_phis;
            uint32_t k;
            struct edges back = f->back;
            struct state *end = join(p, &back, &back_phis, &k);
            changed = widen(p, &h, start, end, back_phis, k, false) || changed;
            if (!changed)
                check_lockstep(p, start, entry, &back, loc);
            ARRAY_FREE(&back.list);
        }
        f->back.list.n = 0;
        if (!changed) {
            p->approximated = p->approximated ? p->approximated : CLAIM_APPROXIMATED;
            f->back = outer_back;
            f->decided = outer_decided;
            return;
        }
    }
    product_doubt_at(p, product_exhausted(p) ? CLAIM_BUDGET : CLAIM_STRANGE, loc);
    f->back = outer_back;
    f->decided = outer_decided;
}

/* --- Functions ----------------------------------------------------------------------------------------- */

static void make_locals(struct product *p, struct frame *f) {
    bool trash = !f->depth && p->site == PROG_NONE;
    for (uint32_t i = 0; i < f->cfg->n; i++) {
        const struct prog_bb *bb = &f->function->blocks[f->cfg->blocks[i]];
        for (uint32_t k = 0; k < bb->n_insts; k++) {
            const struct prog_inst *in = &f->function->values[bb->insts[k]];
            if (in->op != PROG_LOCAL || in->n_args)
                continue;
            f->objects[bb->insts[k]] =
                product_object(p, in->imm, in->object ? in->object->name : "", trash);
            f->values[bb->insts[k]] = twice(p->objects.at[f->objects[bb->insts[k]]].address);
        }
    }
}

bool product_run_function(struct product *p, uint32_t function, const struct pair *args, uint32_t n,
                          struct pair *result) {
    const struct prog_function *fn = &p->env->program->functions[function];
    struct frame *outer = p->frame, *f = product_alloc(p, 1, sizeof *f);
    const struct prog_inst *outer_inst = p->inst;
    f->index = function;
    f->function = fn;
    f->cfg = p->env->cfgs[function];
    f->caller = outer;
    f->depth = outer ? outer->depth + 1 : 0;
    f->loop = NONE;
    f->values = product_alloc(p, fn->n_values, sizeof *f->values);
    f->objects = product_alloc(p, fn->n_values, sizeof *f->objects);
    f->in = product_alloc(p, fn->n_blocks, sizeof *f->in);
    for (uint32_t i = 0; i < fn->n_params; i++)
        f->values[fn->params[i].value] =
            i < n ? args[i] : twice(term_fresh(p, fn->params[i].type.bits, "arg", ORIGIN_LATER));
    make_locals(p, f);
    p->frame = f;
    run_region(p, f, 0);
    bool comes_back = f->returns.list.n > 0;
    *result = (struct pair){{NULL, NULL}};
    if (comes_back) {
        struct pair *phis;
        uint32_t k;
        struct state *s = join(p, &f->returns, &phis, &k);
        if (k)
            *result = phis[0];
        p->state = s;
    }
    for (uint32_t b = 0; b < fn->n_blocks; b++)
        ARRAY_FREE(&f->in[b].list);
    ARRAY_FREE(&f->returns.list);
    ARRAY_FREE(&f->back.list);
    p->frame = outer;
    p->inst = outer_inst;
    return comes_back;
}

struct state *product_run(struct product *p, struct pair *result) {
    const struct prog_function *fn = &p->env->program->functions[p->root];
    struct pair *args = product_alloc(p, fn->n_params + 1, sizeof *args);
    for (uint32_t i = 0; i < fn->n_params; i++)
        args[i] = twice(term_fresh(p, fn->params[i].type.bits,
                                   *fn->params[i].name ? fn->params[i].name : "parameter",
                                   ORIGIN_ENTRY));
    struct state *s = product_alloc(p, 1, sizeof *s);
    for (int side = 0; side < 2; side++) {
        s->guard[side] = term_truth(p, true);
        s->world[side] = p->initial_world;
        s->trash[side] = p->initial_trash;
    }
    s->content = product_alloc(p, 1, sizeof *s->content);
    p->params = args;
    p->state = s;
    p->frame = NULL;
    bool comes_back = product_run_function(p, p->root, args, fn->n_params, result);
    if (product_exhausted(p))
        product_doubt(p, CLAIM_BUDGET);
    return comes_back ? p->state : NULL;
}
