/* What a claim rules out, as formulas: "here the two runs differ", "this address is outside". */
#include "product.h"

static const struct pair nothing = {{NULL, NULL}};

static bool compares(const struct product *p) { /* the claim is about two runs being equal */
    return p->claim == CLAIM_INDEPENDENT || p->claim == CLAIM_ENTROPY;
}

static Z3_ast both(struct product *p) {
    return term_and(p, p->state->guard[0], p->state->guard[1]);
}

static Z3_ast differ(struct product *p, struct pair v) {
    return term_and(p, both(p), term_not(p, term_eq(p, v.of[0], v.of[1])));
}

static void add(struct product *p, struct observation o) {
    if (p->in_given || term_is_false(p, o.formula))
        return;
    if (p->inst) {
        o.loc = p->inst->loc;
        o.function = p->frame ? p->frame->index : p->root;
    }
    ARRAY_PUSH(&p->observations, o);
}

/* formula NULL: of a value that must hold no trash. */
void observe(struct product *p, enum claim_outcome kind, Z3_ast formula, struct pair values,
             const char *subject) {
    if (p->in_given)
        return;
    if (!formula) {
        if (!product_taints(p, values.of[0]) && !product_taints(p, values.of[1]))
            return;
        formula = differ(p, values);
    } else if (!compares(p)) {
        return;
    }
    uint32_t bits = values.of[0] ? term_width(p, values.of[0]) : 0;
    add(p, (struct observation){.kind = kind, .formula = formula, .values = values, .bits = bits,
                                .subject = subject});
}

static bool is_sink(const struct product *p, const char *callee) {
    return p->claim == CLAIM_ENTROPY && p->sink && callee && !strcmp(p->sink, callee);
}

void observe_together(struct product *p, const char *subject) {
    if (compares(p) && !is_sink(p, subject))
        observe(p, CLAIM_CALLS, term_xor(p, p->state->guard[0], p->state->guard[1]), nothing,
                subject);
}

void observe_argument(struct product *p, struct pair value, const char *callee) {
    if (!compares(p)) {
        observe(p, CLAIM_PASSED, NULL, value, callee);
        return;
    }
    if (!is_sink(p, callee) && !pair_same(value))
        observe(p, CLAIM_ARGUMENTS, differ(p, value), value, callee);
}

void observe_look(struct product *p, struct pair value) {
    if (p->claim != CLAIM_TRANSPORT || p->in_given ||
        (!product_taints(p, value.of[0]) && !product_taints(p, value.of[1])))
        return;
    add(p, (struct observation){.kind = CLAIM_LOOKED_AT, .formula = p->state->guard[0]});
}

void observe_stored(struct product *p, struct pair address, struct pair value) {
    Z3_ast offset;
    if (p->claim == CLAIM_CONTAINED && product_points_to(p, address.of[0], &offset) == NONE)
        observe(p, CLAIM_STORED, NULL, value, NULL);
}

/* --- Addresses ---------------------------------------------------------------------------------------- */

/* offset + bytes <= size, without overflow */
static Z3_ast fits(struct product *p, Z3_ast offset, uint64_t bytes, Z3_ast size) {
    Z3_ast need = term_number(p, p->word, bytes);
    return term_and(p, term_ule(p, need, size),
                    term_ule(p, offset, Z3_mk_bvsub(p->z3, size, need)));
}

struct bounds {
    Z3_ast inside;       /* that the address is in bounds */
    Z3_ast offset, size; /* to tell */
    const char *name;
    bool known;          /* something is known of the object that it leads into */
};

/* Of the array that was indexed last, or of the object: whichever is narrower. */
static void bounds_of_object(struct product *p, Z3_ast address, uint64_t bytes, struct bounds *b) {
    Z3_ast offset, at = address;
    uint32_t object = product_points_to(p, address, &offset);
    for (uint32_t i = 0; i < 64; i++) {
        uint64_t k;
        uint32_t base = map_get(&p->bases, Z3_get_ast_id(p->z3, at), 0, 0);
        if (base == NONE) {
            Z3_ast less = term_split(p, at, &k);
            if (!less || less == at)
                break;
            at = less;
            continue;
        }
        const struct based *e = &p->based.at[base];
        at = e->base;
        if (!e->extent)
            continue;
        b->known = true;
        b->offset = Z3_mk_bvsub(p->z3, address, at);
        b->size = term_number(p, p->word, e->extent);
        b->inside = term_or(p, b->inside, fits(p, b->offset, bytes, b->size));
        break;
    }
    uint64_t size = 0;
    if (object != NONE) {
        b->name = p->objects.at[object].name;
        size = p->objects.at[object].size;
    } else {
        Z3_ast root = product_root(p, address);
        for (uint32_t i = 0; i < p->global_terms.n; i++)
            if (p->global_terms.at[i].address == root) {
                const struct prog_global *g =
                    &p->env->program->globals[p->global_terms.at[i].global];
                b->name = g->name;
                size = g->size;
                offset = Z3_mk_bvsub(p->z3, address, root);
            }
    }
    if (b->known || !size)
        return;
    b->known = true;
    b->offset = offset;
    b->size = term_number(p, p->word, size);
    b->inside = term_or(p, b->inside, fits(p, offset, bytes, b->size));
}

static Z3_ast put(struct product *p, Z3_ast t, Z3_ast variable, Z3_ast value) {
    return Z3_substitute(p->z3, t, 1, &variable, &value);
}

/* The address is one that an UNSOWN_GIVEN_EACH reads for some i below its bound. */
static void bounds_of_each(struct product *p, const struct region *r, int side, Z3_ast address,
                           uint64_t bytes, struct bounds *b) {
    const struct each *e = &p->eachs.at[r->given];
    uint64_t size;
    if (product_root(p, r->from.of[side]) == product_root(p, address))
        b->known = true;
    if (!term_is_number(p, r->size[side], &size) || size < bytes)
        return;
    for (uint32_t i = 0; i < p->indices.n; i++) {
        Z3_ast index = p->indices.at[i].of[side];
        if (!(product_origins(p, index) & ORIGIN_TRASH))
            continue;
        index = term_resize(p, index, e->width);
        Z3_ast is = term_eq(p, address, put(p, r->from.of[side], e->variable, index));
        is = term_and(p, is, term_ult(p, index, e->bound.of[side]));
        is = term_and(p, is, put(p, r->guard[side], e->variable, index));
        b->inside = term_or(p, b->inside, is);
    }
}

/* An access that only one run makes, or makes there, because of what was read: the address itself is
 * no trash, but that it is used is trash's doing. */
static bool is_chosen(struct product *p, struct pair address) {
    struct pair guard = {{p->state->guard[0], p->state->guard[1]}};
    return (!pair_same(address) && pair_touched(p, address)) ||
           (!pair_same(guard) && pair_touched(p, guard));
}
static Z3_ast alone(struct product *p, struct pair address, int s) {
    Z3_ast same = term_eq(p, address.of[0], address.of[1]);
    return term_and(p, p->state->guard[s],
                    term_not(p, term_and(p, p->state->guard[!s], same)));
}

void observe_address(struct product *p, struct pair address, uint64_t bytes, bool on_purpose) {
    if (p->in_given) {
        Z3_ast offset;
        if (p->given_each != NONE && product_points_to(p, address.of[0], &offset) == NONE) {
            Z3_ast size = term_number(p, p->word, bytes);
            ARRAY_PUSH(&p->given_reads,
                       (struct region){.from = address, .size = {size, size}, .each = true,
                                       .guard = {p->state->guard[0], p->state->guard[1]},
                                       .given = p->given_each});
        }
        return;
    }
    if (p->claim == CLAIM_TRANSPORT) {
        observe_look(p, address);
        return;
    }
    bool chosen = !on_purpose && is_chosen(p, address);
    for (int s = 0; s < 2; s++) {
        bool leads = product_taints(p, address.of[s]);
        if (!leads && !chosen)
            continue;
        struct bounds b = {.inside = term_truth(p, false)};
        bounds_of_object(p, address.of[s], bytes, &b);
        for (uint32_t i = 0; i < p->regions.n; i++) {
            const struct region *r = &p->regions.at[i];
            if (r->each) {
                if (leads)
                    bounds_of_each(p, r, s, address.of[s], bytes, &b);
                continue;
            }
            Z3_ast into = Z3_mk_bvsub(p->z3, address.of[s], r->from.of[s]);
            if (product_root(p, address.of[s]) == product_root(p, r->from.of[s])) {
                b.known = true;
                b.offset = into;
                b.size = r->size[s];
            }
            b.inside = term_or(p, b.inside,
                               term_and(p, r->guard[s], fits(p, into, bytes, r->size[s])));
        }
        if (!leads && !b.known) /* whoever passed the pointer answers for it */
            continue;
        Z3_ast made = leads ? p->state->guard[s] : alone(p, address, s);
        struct observation o = {.kind = CLAIM_OUTSIDE, .subject = b.name, .no_region = !b.known,
                                .formula = term_and(p, made, term_not(p, b.inside))};
        if (b.offset) {
            o.values = (struct pair){{b.offset, b.size}};
            o.bits = p->word;
        }
        add(p, o);
        if (leads && pair_same(address))
            break;
    }
}

/* --- The end ------------------------------------------------------------------------------------------- */

/* That the two worlds differ at the address in the end. */
static void observe_world(struct product *p, const struct state *end, Z3_ast at, uint32_t bytes,
                          const struct stored *by) {
    struct pair v;
    for (int s = 0; s < 2; s++)
        v.of[s] = product_world_at(p, end->world[s], at, bytes);
    if (pair_same(v))
        return;
    Z3_ast is = term_and(p, term_and(p, end->guard[0], end->guard[1]),
                         term_not(p, term_eq(p, v.of[0], v.of[1])));
    struct observation o = {.kind = CLAIM_MEMORY, .formula = is, .values = v, .bits = 8 * bytes};
    Z3_ast root = product_root(p, at);
    for (uint32_t i = 0; i < p->global_terms.n; i++)
        if (p->global_terms.at[i].address == root)
            o.subject = p->env->program->globals[p->global_terms.at[i].global].name;
    if (by) {
        o.loc = by->loc;
        o.function = by->function;
    }
    add(p, o);
}

void observe_end(struct product *p, const struct state *end, struct pair result) {
    if (!compares(p))
        return;
    p->inst = NULL;
    if (!end)
        return;
    Z3_ast together = term_and(p, end->guard[0], end->guard[1]);
    add(p, (struct observation){.kind = CLAIM_ENDS,
                                .formula = term_xor(p, end->guard[0], end->guard[1])});
    if (result.of[0] && !pair_same(result))
        add(p, (struct observation){
                   .kind = CLAIM_RETURNS, .values = result, .bits = term_width(p, result.of[0]),
                   .formula = term_and(p, together,
                                       term_not(p, term_eq(p, result.of[0], result.of[1])))});
    if (end->world[0] == end->world[1])
        return;
    if (p->worlds_apart) {
        observe_world(p, end, term_fresh(p, p->word, "where", ORIGIN_LATER), 1, NULL);
        return;
    }
    for (uint32_t i = 0; i < p->stores.n; i++) {
        const struct stored *w = &p->stores.at[i];
        for (int s = 0; s < (pair_same(w->address) ? 1 : 2); s++)
            observe_world(p, end, w->address.of[s], w->bytes, w);
    }
}
