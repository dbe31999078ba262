/* Calls in both runs, and what is given.
 *
 * Functions of the program are executed where they are called.  A model (models/) tells what is known of
 * library functions: which have no effect, which allocate, which do not come back.  Any other call
 * is an effect: both runs must make it, with the same arguments and the same memory to see, and
 * then it does the same in both: its result, and all memory it can reach, are unknown but equal.  A parameter that
 * is UNSOWN_SCRATCH welcomes trash, and what it points to may be trash: that the callee then does the same is what
 * its author says there.
 */
#include "product.h"

#define CALL_DEPTH 10

static struct pair twice(Z3_ast t) { return (struct pair){{t, t}}; }

static bool is_running(const struct frame *f, uint32_t function) {
    for (; f; f = f->caller)
        if (f->index == function)
            return true;
    return false;
}

static bool can_follow(const struct product *p, const struct frame *f, const struct prog_inst *in,
                       uint32_t callee) {
    const struct prog_function *fn = &p->env->program->functions[callee];
    if (!fn->n_blocks || !p->env->cfgs[callee] || (fn->flags & PROG_FN_VARIADIC) ||
        f->depth >= CALL_DEPTH || is_running(f, callee) || in->n_args - 1 < fn->n_params)
        return false;
    for (uint32_t i = 0; i < fn->n_params; i++)
        if (f->function->values[in->args[i + 1]].type.bits != fn->params[i].type.bits)
            return false;
    return true;
}

static bool writes_nothing(const struct contract *k) {
    for (uint32_t i = 0; i < k->n_effects; i++)
        switch (k->effects[i].kind) {
        case CONTRACT_READS: case CONTRACT_LEAVES: case CONTRACT_RETURNS: case CONTRACT_RESULT_IS:
        case CONTRACT_POINTS_INTO: case CONTRACT_ALLOCATES: case CONTRACT_ZEROED:
        case CONTRACT_DUPLICATES: case CONTRACT_IN_VARARGS: case CONTRACT_FREES:
            if (k->effects[i].deref)
                return false;
            break;
        default: return false;
        }
    return !(k->flags & CONTRACT_PARTIAL);
}

/* The locals that the argument leads to: what the callee can see and change.  welcomes: it says of its parameter that
 * what is there may be trash. */
static void reach(struct product *p, struct pair v, const char *name, bool changes,
                  bool welcomes) {
    Z3_ast offset;
    uint32_t object = product_points_to(p, v.of[0], &offset);
    if (!(product_origins(p, v.of[0]) & ORIGIN_LOCAL))
        return;
    if (object == NONE || object >= p->state->n) {
        product_escape(p, v);
        return;
    }
    struct pair c = p->state->content[object];
    if (c.of[0] && !welcomes && (p->claim == CLAIM_CONTAINED || p->claim == CLAIM_TRANSPORT))
        observe(p, CLAIM_PASSED, NULL, c, name);
    if (!pair_same(c) && c.of[0] && !welcomes)
        observe(p, CLAIM_SEES,
                term_and(p, term_and(p, p->state->guard[0], p->state->guard[1]),
                         term_not(p, term_eq(p, c.of[0], c.of[1]))),
                (struct pair){{NULL, NULL}}, name);
    if (changes) {
        if (c.of[0] && term_width(p, c.of[0])) { /* pointers in it lead on */
            uint32_t width = term_width(p, c.of[0]);
            for (uint32_t at = 0; at + p->word <= width; at += p->word) {
                struct pair part = twice(term_extract(p, c.of[0], at, p->word));
                if ((product_origins(p, part.of[0]) & ORIGIN_LOCAL) &&
                    product_points_to(p, part.of[0], &offset) != object)
                    product_escape(p, part);
            }
        }
        p->objects.at[object].escaped = true;
        product_havoc_object(p, object);
    }
}

static bool welcomes_trash(const struct prog_function *fn, uint32_t param) {
    return fn && param < fn->n_params && (fn->params[param].flags & PROG_PARAM_SCRATCH);
}

static void unknown_call(struct product *p, const struct pair *args, uint32_t n,
                         const struct prog_function *fn, bool changes) {
    const char *name = fn ? fn->name : NULL;
    observe_together(p, name);
    for (uint32_t i = 0; i < n; i++)
        if (!welcomes_trash(fn, i))
            observe_argument(p, args[i], name);
    bool sink = p->claim == CLAIM_ENTROPY && p->sink && name && !strcmp(p->sink, name);
    if (!sink && p->state->world[0] != p->state->world[1] && !p->in_given)
        observe(p, CLAIM_SEES,
                term_and(p, term_and(p, p->state->guard[0], p->state->guard[1]),
                         term_not(p, term_eq(p, p->state->world[0], p->state->world[1]))),
                (struct pair){{NULL, NULL}}, name);
    if (p->claim == CLAIM_TRANSPORT && p->state->world[0] != p->state->world[1])
        product_doubt(p, CLAIM_STRANGE); /* the callee may look at the copies */
    for (uint32_t i = 0; i < n; i++)
        if (!sink)
            reach(p, args[i], name, changes, welcomes_trash(fn, i));
    for (uint32_t i = 0; i < p->objects.n && changes; i++)
        if (p->objects.at[i].escaped)
            product_havoc_object(p, i);
    if (changes)
        product_havoc_world(p);
}

/* Of a function that only looks: equal arguments and equal memory give an equal result. */
static struct pair looked_up(struct product *p, const struct prog_inst *in,
                             const struct pair *args, uint32_t n, const char *name) {
    struct pair all[12];
    bool same = true;
    if (p->claim == CLAIM_TRANSPORT || p->claim == CLAIM_CONTAINED)
        for (uint32_t i = 0; i < n; i++)
            observe_argument(p, args[i], name);
    for (uint32_t i = 0; i < n; i++) {
        Z3_ast offset;
        uint32_t object = product_points_to(p, args[i].of[0], &offset);
        same = same && pair_same(args[i]);
        if (object != NONE)
            same = same && object < p->state->n && pair_same(p->state->content[object]);
    }
    same = same && p->state->world[0] == p->state->world[1];
    if (same)
        return twice(term_fresh(p, in->type.bits, name, ORIGIN_LATER));
    if (n < 10) { /* memory is one argument more; locals by their contents */
        uint32_t k = n;
        memcpy(all, args, n * sizeof *args);
        for (uint32_t i = 0; i < n && k < 11; i++) {
            Z3_ast offset;
            uint32_t object = product_points_to(p, args[i].of[0], &offset);
            if (object != NONE && object < p->state->n && p->state->content[object].of[0])
                all[k++] = p->state->content[object];
        }
        all[k++] = (struct pair){{p->state->world[0], p->state->world[1]}};
        return product_symbol(p, name, 0, in->type.bits, all, k);
    }
    product_doubt(p, CLAIM_STRANGE);
    return twice(term_fresh(p, in->type.bits, name, ORIGIN_LATER));
}

/* What a function gives that makes memory: how much there is, and what it holds. */
static struct pair allocated(struct product *p, const struct prog_inst *in,
                             const struct prog_function *fn, const struct pair *args, uint32_t n,
                             const struct contract *k) {
    struct pair r = twice(term_fresh(p, in->type.bits, fn->name, ORIGIN_LATER));
    struct call_values values = {fn, args, n, r};
    for (uint32_t i = 0; i < k->n_effects; i++) {
        const struct contract_effect *e = &k->effects[i];
        struct region region = {.from = r, .name = fn->name,
                                .guard = {p->state->guard[0], p->state->guard[1]}};
        if (e->deref || (e->kind != CONTRACT_ALLOCATES && e->kind != CONTRACT_ZEROED) || !e->size)
            continue;
        for (int s = 0; s < 2; s++) {
            Z3_ast size = product_expr(p, e->size, &values, s);
            region.size[s] = size ? term_resize(p, size, p->word) : NULL;
        }
        if (!region.size[0])
            continue;
        ARRAY_PUSH(&p->regions, region);
        product_fresh(p, r, region.size,
                      e->kind == CONTRACT_ZEROED ? term_number(p, 8, 0) : NULL);
    }
    return r;
}

/* Whether the user's own contract says what the memory holds that the function returns. */
static bool makes_memory(const struct contract *k) {
    for (uint32_t i = 0; k && i < k->n_effects; i++)
        if (!k->effects[i].deref && (k->effects[i].kind == CONTRACT_ALLOCATES ||
                                     k->effects[i].kind == CONTRACT_ZEROED))
            return true;
    return false;
}

static void direct_call(struct product *p, struct frame *f, const struct prog_inst *in,
                        prog_value v, uint32_t callee, const struct pair *args, uint32_t n) {
    const struct prog_function *fn = &p->env->program->functions[callee];
    const struct contract *k = p->env->models ? contract_find(p->env->models, fn->name) : NULL;
    const struct contract *own = p->env->annotated[callee];
    struct pair result = {{NULL, NULL}};
    bool sink = p->claim == CLAIM_ENTROPY && p->sink && !strcmp(p->sink, fn->name);
    bool believed = p->zeroed && makes_memory(own); /* and checked where its body is */
    if (!sink && !believed && can_follow(p, f, in, callee)) {
        struct pair *given = product_alloc(p, n + 1, sizeof *given);
        memcpy(given, args, n * sizeof *args);
        for (uint32_t i = 0; i < fn->n_params; i++) /* a struct that the callee has a copy of */
            if ((fn->params[i].flags & PROG_PARAM_BYVAL) && fn->params[i].pointee) {
                struct pair size = twice(term_number(p, p->word, fn->params[i].pointee));
                uint32_t copy = product_object(p, fn->params[i].pointee, "", false);
                given[i] = twice(p->objects.at[copy].address);
                product_copy(p, given[i], args[i], size);
            }
        args = given;
        if (!product_run_function(p, callee, args, n, &result)) {
            for (int s = 0; s < 2; s++)
                p->state->guard[s] = term_truth(p, false);
            result = twice(in->type.bits ? term_number(p, in->type.bits, 0) : NULL);
        }
        if (in->type.bits)
            f->values[v] = result;
        return;
    }
    if ((fn->flags & PROG_FN_NO_EFFECT) ||
        (k && (k->flags & (CONTRACT_PURE | CONTRACT_SAME_RESULT)) && writes_nothing(k))) {
        if (in->type.bits)
            f->values[v] = looked_up(p, in, args, n, fn->name);
        return;
    }
    if (p->in_given)
        product_doubt(p, CLAIM_STRANGE); /* what is given is looked at, nothing is done */
    unknown_call(p, args, n, fn, !(k && writes_nothing(k)));
    if (in->type.bits)
        f->values[v] = k || makes_memory(own)
                           ? allocated(p, in, fn, args, n, k ? k : own)
                           : twice(term_fresh(p, in->type.bits, fn->name, ORIGIN_LATER));
    bool ends = (fn->flags & PROG_FN_NORETURN) || (in->flags & PROG_NORETURN) ||
                (k && (k->flags & CONTRACT_NORETURN));
    if (ends)
        for (int s = 0; s < 2; s++)
            p->state->guard[s] = term_truth(p, false);
    if ((fn->flags & PROG_FN_TWICE) || (in->flags & PROG_TWICE))
        product_doubt(p, CLAIM_STRANGE);
}

void product_call(struct product *p, struct frame *f, const struct prog_inst *in, prog_value v) {
    uint32_t n = in->n_args;
    struct pair *args = product_alloc(p, n + 1, sizeof *args);
    for (uint32_t i = 0; i < n; i++)
        args[i] = product_value(p, f, in->args[i]);
    if (in->op == PROG_CALL && f->function->values[in->args[0]].op == PROG_FUNC) {
        direct_call(p, f, in, v, (uint32_t)f->function->values[in->args[0]].imm, args + 1, n - 1);
        return;
    }
    if (p->in_given)
        product_doubt(p, CLAIM_STRANGE);
    unknown_call(p, args, n, NULL, true);
    if (in->type.bits)
        f->values[v] = twice(term_fresh(p, in->type.bits, "result", ORIGIN_LATER));
    if (in->flags & PROG_NORETURN)
        for (int s = 0; s < 2; s++)
            p->state->guard[s] = term_truth(p, false);
}

/* --- What is given ------------------------------------------------------------------------------------- */

static prog_block begin_of(const struct frame *f, uint64_t number) {
    for (prog_block b = 0; b < f->function->n_blocks; b++) {
        const struct prog_bb *bb = &f->function->blocks[b];
        for (uint32_t i = 0; f->cfg->order[b] == NONE && i < bb->n_insts; i++) {
            const struct prog_inst *in = &f->function->values[bb->insts[i]];
            if (in->op == PROG_GIVEN && in->imm == number)
                return b;
        }
    }
    return NONE;
}

void product_given(struct product *p, struct frame *f, const struct prog_inst *in) {
    prog_block begin = begin_of(f, in->imm);
    if (begin == NONE || p->in_given) {
        product_doubt(p, CLAIM_STRANGE);
        return;
    }
    struct state *outer = p->state;
    enum claim_doubt doubt = p->doubt;
    struct prog_loc doubt_at = p->doubt_at;
    uint32_t eachs = p->eachs.n, regions = p->regions.n;
    p->in_given = 1;
    p->given_each = NONE;
    p->given_reads.n = 0;
    p->doubt = CLAIM_CERTAIN;
    product_run_blocks(p, f, begin);
    if (p->doubt) { /* not understood, so not assumed: a proof may still come about without it */
        p->approximated = CLAIM_STRANGE;
        p->eachs.n = eachs;
        p->regions.n = regions;
    } else {
        for (uint32_t i = 0; i < p->given_reads.n; i++)
            ARRAY_PUSH(&p->regions, p->given_reads.at[i]);
        uint32_t known = 0;
        while (known < p->given.n && memcmp(&p->given.at[known], &in->loc, sizeof in->loc))
            known++;
        if (known == p->given.n)
            ARRAY_PUSH(&p->given, in->loc);
    }
    p->doubt = doubt;
    p->doubt_at = doubt_at;
    p->in_given = 0;
    p->given_each = NONE;
    p->state = outer;
}
