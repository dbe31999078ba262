/* Memory in both runs.
 *
 * A local is a bit vector of its bytes, the first byte lowest, or an array of bytes when it is large.
 * The world is one array of bytes.  Beside it stands another one that says which bytes an intentional
 * read found to be trash: an ordinary load through the same pointer that meets such a byte, with no
 * store in between, yields trash once more, and not the same: nothing keeps memory that nobody owns
 * from changing between two reads.
 */
#include "product.h"

#include <stdio.h>

#define NARROW_BYTES 64   /* a local up to this size is a bit vector */
#define COPY_BYTES 512    /* a copy up to this size is made byte by byte */

void *product_alloc(struct product *p, size_t n, size_t each) {
    void *at = base_calloc(n, each);
    ARRAY_PUSH(&p->storage, at);
    return at;
}

struct state *state_copy(struct product *p, const struct state *s) {
    struct state *copy = product_alloc(p, 1, sizeof *copy);
    *copy = *s;
    copy->content = product_alloc(p, s->n + 1, sizeof *copy->content);
    memcpy(copy->content, s->content, s->n * sizeof *s->content);
    return copy;
}

static Z3_ast merged(struct product *p, const struct edges *edges, int side,
                     Z3_ast (*part)(const struct state *s, int side, uint32_t i), uint32_t i) {
    Z3_ast result = NULL;
    for (uint32_t k = edges->list.n; k-- > 0;) {
        const struct state *s = edges->list.at[k].state;
        Z3_ast t = part(s, side, i);
        if (!t || term_is_false(p, s->guard[side]))
            continue;
        result = result ? term_ite(p, s->guard[side], t, result) : t;
    }
    return result ? result : part(edges->list.at[0].state, side, i);
}

static Z3_ast world_of(const struct state *s, int side, uint32_t i) { (void)i; return s->world[side]; }
static Z3_ast trash_of(const struct state *s, int side, uint32_t i) { (void)i; return s->trash[side]; }
static Z3_ast content_of(const struct state *s, int side, uint32_t i) {
    return i < s->n ? s->content[i].of[side] : NULL;
}

struct state *state_merge(struct product *p, const struct edges *edges) {
    if (edges->list.n == 1)
        return state_copy(p, edges->list.at[0].state);
    struct state *m = product_alloc(p, 1, sizeof *m);
    for (uint32_t i = 0; i < edges->list.n; i++)
        if (edges->list.at[i].state->n > m->n)
            m->n = edges->list.at[i].state->n;
    m->content = product_alloc(p, m->n + 1, sizeof *m->content);
    for (int s = 0; s < 2; s++) {
        m->guard[s] = edges->list.at[0].state->guard[s];
        for (uint32_t i = 1; i < edges->list.n; i++)
            m->guard[s] = term_or(p, m->guard[s], edges->list.at[i].state->guard[s]);
        m->world[s] = merged(p, edges, s, world_of, 0);
        m->trash[s] = merged(p, edges, s, trash_of, 0);
        for (uint32_t i = 0; i < m->n; i++)
            m->content[i].of[s] = merged(p, edges, s, content_of, i);
    }
    return m;
}

/* --- Objects ----------------------------------------------------------------------------------------- */

static struct pair fresh_content(struct product *p, const struct product_object *o, bool trash,
                                 uint32_t also) {
    struct pair c;
    uint32_t origin = (trash ? ORIGIN_TRASH : ORIGIN_LATER) | also;
    for (int s = 0; s < 2; s++)
        c.of[s] = s && !trash ? c.of[0]
                  : o->wide   ? term_fresh_world(p, "bytes", origin)
                              : term_fresh(p, (uint32_t)o->size * 8, "local", origin);
    return c;
}

uint32_t product_object(struct product *p, uint64_t size, const char *name, bool trash) {
    uint32_t at = p->objects.n;
    struct product_object o = {.size = size, .wide = !size || size > NARROW_BYTES, .name = name};
    o.address = term_fresh(p, p->word, name && *name ? name : "local", ORIGIN_LOCAL);
    map_set(&p->object_of, Z3_get_ast_id(p->z3, o.address), 0, 0, at);
    ARRAY_PUSH(&p->objects, o);
    struct state *s = p->state;
    struct pair *content = product_alloc(p, at + 1, sizeof *content);
    memcpy(content, s->content, s->n * sizeof *content);
    for (uint32_t i = s->n; i < at; i++)
        content[i] = (struct pair){{NULL, NULL}};
    content[at] = fresh_content(p, &o, trash, ORIGIN_UNDEF);
    s->content = content;
    s->n = at + 1;
    return at;
}

uint32_t product_points_to(struct product *p, Z3_ast address, Z3_ast *offset) {
    uint32_t object = map_get(&p->object_of, Z3_get_ast_id(p->z3, address), 0, 0);
    if (object != NONE) {
        *offset = term_number(p, p->word, 0);
        return object;
    }
    if (!(product_origins(p, address) & ORIGIN_LOCAL) ||
        Z3_get_ast_kind(p->z3, address) != Z3_APP_AST)
        return NONE;
    Z3_app app = Z3_to_app(p->z3, address);
    if (Z3_get_decl_kind(p->z3, Z3_get_app_decl(p->z3, app)) != Z3_OP_BADD)
        return NONE;
    for (uint32_t i = 0; i < Z3_get_app_num_args(p->z3, app); i++) {
        object = product_points_to(p, Z3_get_app_arg(p->z3, app, i), offset);
        if (object == NONE)
            continue;
        for (uint32_t k = 0; k < Z3_get_app_num_args(p->z3, app); k++) {
            Z3_ast other = Z3_get_app_arg(p->z3, app, k);
            uint64_t number;
            if (k == i)
                continue;
            *offset = term_is_number(p, other, &number)
                          ? term_add(p, *offset, number)
                          : term_is_number(p, *offset, &number)
                                ? term_add(p, other, number)
                                : Z3_mk_bvadd(p->z3, *offset, other);
        }
        return object;
    }
    return NONE;
}

static bool is_choice(struct product *p, Z3_ast t) {
    return Z3_get_ast_kind(p->z3, t) == Z3_APP_AST &&
           Z3_get_decl_kind(p->z3, Z3_get_app_decl(p->z3, Z3_to_app(p->z3, t))) == Z3_OP_ITE;
}
static Z3_ast operand(struct product *p, Z3_ast t, uint32_t i) {
    return Z3_get_app_arg(p->z3, Z3_to_app(p->z3, t), i);
}

/* An address that is one of two, where locals are among them. */
static bool splits(struct product *p, Z3_ast address, Z3_ast *condition, Z3_ast *yes, Z3_ast *no) {
    uint64_t k;
    Z3_ast base = term_split(p, address, &k);
    if (!base || !is_choice(p, base) || !(product_origins(p, base) & ORIGIN_LOCAL))
        return false;
    *condition = operand(p, base, 0);
    *yes = term_add(p, operand(p, base, 1), k);
    *no = term_add(p, operand(p, base, 2), k);
    return true;
}

/* A variable offset into a bit vector, as a shift of it in bits. */
static Z3_ast shift_of(struct product *p, Z3_ast offset, uint32_t width) {
    return Z3_mk_bvmul(p->z3, term_resize(p, offset, width), term_number(p, width, 8));
}
static uint32_t shift_width(const struct product *p, uint64_t size) {
    return size * 8 < p->word + 8 ? p->word + 8 : (uint32_t)size * 8;
}

/* The n bytes at the address, the first lowest, as they stand in an array. */
static Z3_ast gather(struct product *p, Z3_ast array, Z3_ast address, uint32_t n,
                     Z3_ast (*get)(struct product *p, Z3_ast array, Z3_ast at)) {
    Z3_ast t = NULL;
    for (uint32_t i = 0; i < n; i++) {
        Z3_ast byte = get(p, array, term_add(p, address, i));
        t = t ? term_concat(p, byte, t) : byte;
    }
    return t;
}

static Z3_ast get_at(struct product *p, Z3_ast array, Z3_ast at, uint32_t depth) {
    for (uint32_t walked = 0; walked < 400; walked++) {
        if (Z3_get_ast_kind(p->z3, array) != Z3_APP_AST)
            break;
        Z3_decl_kind kind = Z3_get_decl_kind(p->z3, Z3_get_app_decl(p->z3, Z3_to_app(p->z3, array)));
        if (kind == Z3_OP_CONST_ARRAY)
            return operand(p, array, 0);
        if (kind == Z3_OP_ITE && depth < 8) {
            Z3_ast yes = get_at(p, operand(p, array, 1), at, depth + 1);
            return term_ite(p, operand(p, array, 0), yes,
                            get_at(p, operand(p, array, 2), at, depth + 1));
        }
        if (kind != Z3_OP_STORE)
            break;
        Z3_ast same = term_eq(p, operand(p, array, 1), at);
        if (term_is_true(p, same))
            return operand(p, array, 2);
        if (!term_is_false(p, same))
            break;
        array = operand(p, array, 0);
    }
    return Z3_mk_select(p->z3, array, at);
}

static Z3_ast get_byte(struct product *p, Z3_ast array, Z3_ast at) { return get_at(p, array, at, 0); }

/* --- Words ------------------------------------------------------------------------------------------ */

/* What several neighbouring bytes of memory hold is one term, an unknown function of the memory and
 * the address.  A proof needs no more of it than that equal addresses hold equal words, and is far
 * quicker for that.  A refutation needs the bytes: product_bytes() puts them in. */
static Z3_ast word_at(struct product *p, Z3_ast world, Z3_ast address, uint32_t bytes) {
    uint32_t at = map_get(&p->words, bytes, 0, 0);
    if (at == NONE) {
        char name[24];
        Z3_sort sorts[2] = {Z3_get_sort(p->z3, world), Z3_mk_bv_sort(p->z3, p->word)};
        snprintf(name, sizeof name, "word%u", (unsigned)bytes);
        at = p->symbols.n;
        ARRAY_PUSH(&p->symbols, Z3_mk_func_decl(p->z3, Z3_mk_string_symbol(p->z3, name), 2, sorts,
                                                Z3_mk_bv_sort(p->z3, 8 * bytes)));
        map_set(&p->words, bytes, 0, 0, at);
    }
    return Z3_mk_app(p->z3, p->symbols.at[at], 2, (Z3_ast[]){world, address});
}

/* The memory that n selects of neighbouring bytes look at, NULL if it is not that. */
static Z3_ast words_memory(struct product *p, Z3_ast const *bytes, Z3_ast address, uint32_t n) {
    Z3_ast world = NULL;
    for (uint32_t i = 0; i < n; i++) {
        if (Z3_get_ast_kind(p->z3, bytes[i]) != Z3_APP_AST ||
            Z3_get_decl_kind(p->z3, Z3_get_app_decl(p->z3, Z3_to_app(p->z3, bytes[i]))) !=
                Z3_OP_SELECT ||
            operand(p, bytes[i], 1) != term_add(p, address, i))
            return NULL;
        Z3_ast from = operand(p, bytes[i], 0);
        if (Z3_get_app_num_args(p->z3, Z3_to_app(p->z3, from)) || (world && world != from))
            return NULL;
        world = from;
    }
    return world;
}

/* The n bytes of the world at the address, n at most 8. */
static Z3_ast gather_word(struct product *p, Z3_ast world, Z3_ast address, uint32_t n) {
    Z3_ast bytes[8], t = NULL;
    if (n > 8 || n < 2)
        return gather(p, world, address, n, get_byte);
    for (uint32_t i = 0; i < n; i++)
        bytes[i] = get_byte(p, world, term_add(p, address, i));
    Z3_ast memory = words_memory(p, bytes, address, n);
    if (memory)
        return word_at(p, memory, address, n);
    for (uint32_t i = 0; i < n; i++)
        t = t ? term_concat(p, bytes[i], t) : bytes[i];
    return t;
}

static Z3_ast expand(struct product *p, Z3_ast t, struct map *memo) {
    if (Z3_get_ast_kind(p->z3, t) != Z3_APP_AST)
        return t;
    Z3_app app = Z3_to_app(p->z3, t);
    uint32_t n = Z3_get_app_num_args(p->z3, app), known;
    if (!n)
        return t;
    uint64_t id = Z3_get_ast_id(p->z3, t);
    if ((known = map_get(memo, id, 0, 0)) != NONE)
        return p->expanded.at[known];
    Z3_ast few[8], *args = n <= 8 ? few : base_calloc(n, sizeof *args), r = t;
    bool changed = false;
    for (uint32_t i = 0; i < n; i++) {
        args[i] = expand(p, Z3_get_app_arg(p->z3, app, i), memo);
        changed = changed || args[i] != Z3_get_app_arg(p->z3, app, i);
    }
    Z3_func_decl f = Z3_get_app_decl(p->z3, app);
    uint32_t bytes = 0;
    for (uint32_t i = 2; i <= 8; i++) {
        uint32_t at = map_get(&p->words, i, 0, 0);
        if (at != NONE && p->symbols.at[at] == f)
            bytes = i;
    }
    if (bytes)
        r = gather(p, args[0], args[1], bytes, get_byte);
    else if (changed)
        r = Z3_update_term(p->z3, t, n, args);
    if (args != few)
        free(args);
    map_set(memo, id, 0, 0, p->expanded.n);
    ARRAY_PUSH(&p->expanded, r);
    return r;
}

Z3_ast product_world_at(struct product *p, Z3_ast world, Z3_ast address, uint32_t bytes) {
    return gather_word(p, world, address, bytes);
}

Z3_ast product_bytes(struct product *p, Z3_ast t) { return expand(p, t, &p->expanded_by); }

static Z3_ast scatter(struct product *p, Z3_ast array, Z3_ast address, Z3_ast value, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        array = Z3_mk_store(p->z3, array, term_add(p, address, i),
                            term_extract(p, value, 8 * i, 8));
    return array;
}

/* Between a value and its bytes in the order of memory. */
static Z3_ast in_order(struct product *p, Z3_ast t, uint32_t bytes) {
    if (!p->env->program->big_endian || bytes < 2)
        return t;
    Z3_ast r = NULL;
    for (uint32_t i = 0; i < bytes; i++) {
        Z3_ast byte = term_extract(p, t, 8 * i, 8);
        r = r ? term_concat(p, r, byte) : byte;
    }
    return r;
}

static Z3_ast load_object(struct product *p, int side, uint32_t object, Z3_ast offset,
                          uint32_t bytes) {
    const struct product_object *o = &p->objects.at[object];
    Z3_ast c = object < p->state->n ? p->state->content[object].of[side] : NULL;
    uint64_t k;
    if (!c) { /* of a function that has returned */
        product_doubt(p, CLAIM_STRANGE);
        return term_fresh(p, bytes * 8, "dead", ORIGIN_LATER);
    }
    if (o->wide)
        return gather(p, c, offset, bytes, get_byte);
    if (term_is_number(p, offset, &k)) {
        if (k + bytes > o->size)
            return term_number(p, bytes * 8, 0); /* outside: the fault of another rule */
        return term_extract(p, c, (uint32_t)k * 8, bytes * 8);
    }
    uint32_t width = shift_width(p, o->size);
    Z3_ast shifted = Z3_mk_bvlshr(p->z3, term_resize(p, c, width), shift_of(p, offset, width));
    return bytes * 8 <= width ? term_extract(p, shifted, 0, bytes * 8)
                              : term_resize(p, shifted, bytes * 8);
}

static void store_object(struct product *p, int side, uint32_t object, Z3_ast offset, Z3_ast value,
                         Z3_ast when) {
    const struct product_object *o = &p->objects.at[object];
    if (object >= p->state->n || !p->state->content[object].of[side]) {
        product_doubt(p, CLAIM_STRANGE);
        return;
    }
    Z3_ast c = p->state->content[object].of[side], t;
    uint32_t bytes = term_width(p, value) / 8, all = (uint32_t)o->size * 8;
    uint64_t k;
    if (o->wide) {
        t = scatter(p, c, offset, value, bytes);
    } else if (term_is_number(p, offset, &k)) {
        if (k + bytes > o->size)
            return;
        t = value;
        if (k)
            t = term_concat(p, t, term_extract(p, c, 0, (uint32_t)k * 8));
        if (k + bytes < o->size)
            t = term_concat(p, term_extract(p, c, (uint32_t)(k + bytes) * 8,
                                            all - (uint32_t)(k + bytes) * 8), t);
    } else {
        uint32_t width = shift_width(p, o->size);
        if (bytes * 8 > width)
            return;
        Z3_ast by = shift_of(p, offset, width), ones = term_number(p, 1, 1);
        Z3_ast mask = term_resize(p, Z3_mk_sign_ext(p->z3, bytes * 8 - 1, ones), width);
        mask = Z3_mk_bvnot(p->z3, Z3_mk_bvshl(p->z3, mask, by));
        t = Z3_mk_bvor(p->z3, Z3_mk_bvand(p->z3, term_resize(p, c, width), mask),
                       Z3_mk_bvshl(p->z3, term_resize(p, value, width), by));
        t = term_extract(p, t, 0, all);
    }
    p->state->content[object].of[side] = term_ite(p, when, t, c);
}

/* --- The world --------------------------------------------------------------------------------------- */

Z3_ast product_root(struct product *p, Z3_ast address) {
    for (uint32_t i = 0; i < 64; i++) {
        uint64_t k;
        uint32_t at = map_get(&p->bases, Z3_get_ast_id(p->z3, address), 0, 0);
        if (at != NONE) {
            address = p->based.at[at].base;
            continue;
        }
        Z3_ast base = term_split(p, address, &k);
        if (!base || base == address)
            break;
        address = base;
    }
    return address;
}

static bool is_trash_root(const struct product *p, Z3_ast root) {
    for (uint32_t i = 0; i < p->trash_roots.n; i++)
        if (p->trash_roots.at[i] == root)
            return true;
    return false;
}

static bool is_coarse(const struct product *p, Z3_ast root) {
    for (uint32_t i = 0; i < p->coarse_roots.n; i++)
        if (p->coarse_roots.at[i] == root)
            return true;
    return false;
}

/* Whether the byte is among those that are given to hold something. */
static Z3_ast is_given_defined(struct product *p, int side, Z3_ast at) {
    Z3_ast result = term_truth(p, false);
    for (uint32_t i = 0; i < p->regions.n; i++) {
        const struct region *r = &p->regions.at[i];
        if (!r->defined || r->each)
            continue;
        Z3_ast into = Z3_mk_bvsub(p->z3, at, r->from.of[side]);
        result = term_or(p, result, term_and(p, r->guard[side],
                                             term_ult(p, into, r->size[side])));
    }
    return result;
}

/* A world address that may be that of a local which has escaped. */
static void check_alias(struct product *p, Z3_ast address) {
    if (!(product_origins(p, address) & (ORIGIN_LATER | ORIGIN_TRASH | ORIGIN_LOCAL)))
        return;
    for (uint32_t i = 0; i < p->objects.n; i++)
        if (p->objects.at[i].escaped)
            product_doubt(p, CLAIM_STRANGE);
}

/* Pointers through which the world is accessed; a refutation puts them at places far apart first. */
static void note_root(struct product *p, Z3_ast address) {
    Z3_ast root = product_root(p, address);
    if (Z3_get_ast_kind(p->z3, root) == Z3_NUMERAL_AST || p->roots.n > 40 ||
        (product_origins(p, root) & (ORIGIN_TRASH | ORIGIN_LOCAL)))
        return;
    for (uint32_t i = 0; i < p->roots.n; i++)
        if (p->roots.at[i] == root)
            return;
    ARRAY_PUSH(&p->roots, root);
}

/* Whether the address is derived from the variable or parameter that entropy goes to: there the two
 * runs may hold what they like. */
bool product_in_sink(struct product *p, Z3_ast address) {
    if (p->claim != CLAIM_ENTROPY || !p->sink)
        return false;
    const struct prog_program *program = p->env->program;
    const struct prog_function *f = &program->functions[p->root];
    Z3_ast root = product_root(p, address);
    for (uint32_t i = 0; i < f->n_params; i++)
        if (!strcmp(f->params[i].name, p->sink))
            return p->params[i].of[0] == root;
    for (uint32_t i = 0; i < p->global_terms.n; i++)
        if (p->global_terms.at[i].address == root)
            return !strcmp(program->globals[p->global_terms.at[i].global].name, p->sink);
    return false;
}

static Z3_ast load_world(struct product *p, int side, Z3_ast address, uint32_t bytes,
                         struct pair whole, bool intentional) {
    Z3_ast world = p->state->world[side];
    if (!intentional && product_in_sink(p, address))
        return term_fresh(p, bytes * 8, "sink", ORIGIN_TRASH);
    check_alias(p, address);
    note_root(p, address);
    if (is_coarse(p, product_root(p, address)))
        p->approximated = p->approximated ? p->approximated : CLAIM_APPROXIMATED;
    if (intentional) {
        Z3_ast t = NULL;
        bool some = false;
        for (uint32_t i = 0; i < p->regions.n; i++)
            some = some || (p->regions.at[i].defined && !p->regions.at[i].each);
        if (!some)
            return whole.of[side];
        for (uint32_t i = 0; i < bytes; i++) {
            Z3_ast at = term_add(p, address, i);
            Z3_ast byte = term_ite(p, is_given_defined(p, side, at), get_byte(p, world, at),
                                   term_extract(p, whole.of[side], 8 * i, 8));
            t = t ? term_concat(p, byte, t) : byte;
        }
        return t;
    }
    Z3_ast t = gather_word(p, world, address, bytes);
    if (p->state->trash[side] == p->initial_trash || p->in_given ||
        !is_trash_root(p, product_root(p, address)))
        return t;
    Z3_ast again = NULL, r = NULL;
    for (uint32_t i = 0; i < bytes; i++) {
        Z3_ast at = term_add(p, address, i), byte = term_extract(p, t, 8 * i, 8);
        Z3_ast trash = get_byte(p, p->state->trash[side], at);
        if (!term_is_false(p, trash)) {
            if (!again)
                again = term_fresh(p, bytes * 8, "again", ORIGIN_TRASH);
            byte = term_ite(p, trash, term_extract(p, again, 8 * i, 8), byte);
        }
        r = r ? term_concat(p, byte, r) : byte;
    }
    return r;
}

static Z3_ast load_side(struct product *p, int side, Z3_ast address, uint32_t bytes,
                        struct pair whole, bool intentional) {
    Z3_ast condition, yes, no, offset;
    if (splits(p, address, &condition, &yes, &no)) {
        Z3_ast y = load_side(p, side, yes, bytes, whole, intentional);
        return term_ite(p, condition, y, load_side(p, side, no, bytes, whole, intentional));
    }
    uint32_t object = product_points_to(p, address, &offset);
    if (object != NONE)
        return intentional ? whole.of[side] : load_object(p, side, object, offset, bytes);
    return load_world(p, side, address, bytes, whole, intentional);
}

struct pair product_load(struct product *p, struct pair address, uint32_t width, bool intentional) {
    uint32_t bytes = (width + 7) / 8;
    struct pair whole = {{NULL, NULL}}, r;
    observe_address(p, address, bytes, intentional);
    if (intentional)
        for (int s = 0; s < 2; s++)
            whole.of[s] = in_order(p, term_fresh(p, bytes * 8, "trash", ORIGIN_TRASH), bytes);
    for (int s = 0; s < 2; s++)
        r.of[s] = load_side(p, s, address.of[s], bytes, whole, intentional);
    if (intentional) {
        Z3_ast offset;
        for (int s = 0; s < 2; s++) {
            if (product_points_to(p, address.of[s], &offset) != NONE)
                continue;
            for (uint32_t i = 0; i < bytes; i++) {
                Z3_ast at = term_add(p, address.of[s], i);
                p->state->trash[s] = Z3_mk_store(p->z3, p->state->trash[s], at,
                                                 term_not(p, is_given_defined(p, s, at)));
            }
            Z3_ast root = product_root(p, address.of[s]);
            if (!is_trash_root(p, root))
                ARRAY_PUSH(&p->trash_roots, root);
        }
    }
    for (int s = 0; s < 2; s++)
        r.of[s] = term_extract(p, in_order(p, r.of[s], bytes), 0, width);
    return r;
}

static void store_side(struct product *p, int side, Z3_ast address, Z3_ast value, Z3_ast when) {
    Z3_ast condition, yes, no, offset;
    uint32_t bytes = term_width(p, value) / 8;
    if (splits(p, address, &condition, &yes, &no)) {
        store_side(p, side, yes, value, term_and(p, when, condition));
        store_side(p, side, no, value, term_and(p, when, term_not(p, condition)));
        return;
    }
    uint32_t object = product_points_to(p, address, &offset);
    if (object != NONE) {
        store_object(p, side, object, offset, value, when);
        return;
    }
    check_alias(p, address);
    note_root(p, address);
    if (product_in_sink(p, address))
        return;
    Z3_ast world = p->state->world[side];
    p->state->world[side] = term_ite(p, when, scatter(p, world, address, value, bytes), world);
    if (p->state->trash[side] == p->initial_trash)
        return;
    Z3_ast trash = p->state->trash[side], t = trash;
    for (uint32_t i = 0; i < bytes; i++)
        t = Z3_mk_store(p->z3, t, term_add(p, address, i), term_truth(p, false));
    p->state->trash[side] = term_ite(p, when, t, trash);
}

void product_store(struct product *p, struct pair address, struct pair value) {
    uint32_t width = term_width(p, value.of[0]), bytes = (width + 7) / 8;
    observe_address(p, address, bytes, false);
    observe_stored(p, address, value);
    for (int s = 0; s < 2; s++) {
        Z3_ast t = in_order(p, term_resize(p, value.of[s], bytes * 8), bytes);
        store_side(p, s, address.of[s], t, term_truth(p, true));
    }
    Z3_ast offset;
    uint32_t object = product_points_to(p, address.of[0], &offset);
    if (object == NONE || p->objects.at[object].wide)
        product_escape(p, value);
    if (object == NONE && !p->in_given)
        ARRAY_PUSH(&p->stores,
                   (struct stored){address, bytes, p->inst ? p->inst->loc : (struct prog_loc){0},
                                   p->frame ? p->frame->index : p->root});
}

/* --- Whole ranges ------------------------------------------------------------------------------------ */

void product_havoc_object(struct product *p, uint32_t object) {
    if (object >= p->state->n || !p->state->content[object].of[0])
        return;
    uint32_t also = product_origins(p, p->state->content[object].of[0]) & ORIGIN_UNDEF;
    p->state->content[object] = fresh_content(p, &p->objects.at[object], false, also);
}

void product_havoc_world(struct product *p) {
    Z3_ast world = term_fresh_world(p, "world", ORIGIN_LATER);
    if (p->zeroed)
        world = Z3_mk_store(p->z3, world, p->watched, term_number(p, 8, 0));
    p->state->world[0] = p->state->world[1] = world;
    p->state->trash[0] = p->state->trash[1] = p->initial_trash;
}

/* The watched byte becomes `byte` if it is one of the `size` bytes at `to`. */
static void put_watched(struct product *p, struct pair to, const Z3_ast *size, const Z3_ast *byte) {
    note_root(p, to.of[0]);
    for (int s = 0; s < 2; s++) {
        Z3_ast world = p->state->world[s];
        Z3_ast inside = term_ult(p, Z3_mk_bvsub(p->z3, p->watched, to.of[s]),
                                 term_resize(p, size[s], p->word));
        Z3_ast now = term_ite(p, inside, byte[s], get_byte(p, world, p->watched));
        p->state->world[s] = Z3_mk_store(p->z3, world, p->watched, now);
    }
}

static void make_coarse(struct product *p, Z3_ast root) {
    if (!is_coarse(p, root))
        ARRAY_PUSH(&p->coarse_roots, root);
}

/* The same of a range that is written; of its other bytes nothing is known any more.  False where no byte is
 * watched, or a local is written. */
static bool only_watched(struct product *p, struct pair to, const Z3_ast *size,
                         const Z3_ast *byte) {
    if (!p->watched ||
        ((product_origins(p, to.of[0]) | product_origins(p, to.of[1])) & ORIGIN_LOCAL))
        return false;
    put_watched(p, to, size, byte);
    make_coarse(p, product_root(p, to.of[0]));
    return true;
}

void product_fresh(struct product *p, struct pair to, const Z3_ast *size, Z3_ast byte) {
    uint64_t k, most = p->watched ? COPY_BYTES : NARROW_BYTES;
    if (!byte) { /* what it held before is as good as anything */
        byte = p->zeroed ? term_fresh(p, 8, "nothing", ORIGIN_LATER) : NULL;
        if (byte)
            put_watched(p, to, size, (Z3_ast[]){byte, byte});
    } else if (pair_same(to) && size[0] == size[1] && term_is_number(p, size[0], &k) && k <= most) {
        product_fill(p, to, (struct pair){{byte, byte}}, (struct pair){{size[0], size[1]}});
    } else if (!only_watched(p, to, size, (Z3_ast[]){byte, byte})) {
        make_coarse(p, product_root(p, to.of[0]));
    }
}

/* What a range that is not followed leaves behind: the same in both runs if all that decides it is. */
static void blur(struct product *p, struct pair to, bool same) {
    Z3_ast offset;
    uint32_t object = product_points_to(p, to.of[0], &offset);
    p->approximated = p->approximated ? p->approximated : CLAIM_APPROXIMATED;
    if (!same && (p->claim == CLAIM_CONTAINED || p->claim == CLAIM_TRANSPORT))
        product_doubt(p, CLAIM_STRANGE); /* where trash went is lost */
    if (object != NONE && pair_same(to)) {
        product_havoc_object(p, object);
        if (!same)
            p->state->content[object].of[1] =
                fresh_content(p, &p->objects.at[object], true, 0).of[0];
    } else {
        Z3_ast world = p->state->world[0];
        bool worlds = world == p->state->world[1];
        product_havoc_world(p);
        p->worlds_apart = p->worlds_apart || !same || !worlds || !pair_same(to);
        if (!same || !worlds || !pair_same(to))
            p->state->world[1] = term_fresh_world(p, "world", ORIGIN_LATER);
        if ((product_origins(p, to.of[0]) | product_origins(p, to.of[1])) & ORIGIN_LOCAL)
            product_doubt(p, CLAIM_STRANGE);
    }
}

void product_copy(struct product *p, struct pair to, struct pair from, struct pair size) {
    uint64_t k;
    if (pair_same(size) && term_is_number(p, size.of[0], &k) && k <= COPY_BYTES) {
        struct pair parts[COPY_BYTES / 32 + 1], at;
        uint32_t n = 0;
        for (uint64_t done = 0; done < k; done += 32, n++) {
            for (int s = 0; s < 2; s++)
                at.of[s] = term_add(p, from.of[s], done);
            parts[n] = product_load(p, at, 8 * (uint32_t)(k - done < 32 ? k - done : 32), false);
        }
        for (uint32_t i = 0; i < n; i++) {
            for (int s = 0; s < 2; s++)
                at.of[s] = term_add(p, to.of[s], 32 * i);
            product_store(p, at, parts[i]);
        }
        return;
    }
    observe_look(p, size);
    Z3_ast offset;
    uint32_t object = product_points_to(p, from.of[0], &offset);
    if (object == NONE && p->watched && !(product_origins(p, from.of[0]) & ORIGIN_LOCAL)) {
        Z3_ast byte[2];
        note_root(p, from.of[0]);
        for (int s = 0; s < 2; s++)
            byte[s] = p->zeroed /* whatever it is */
                          ? term_number(p, 8, 0)
                          : get_byte(p, p->state->world[s],
                                     Z3_mk_bvadd(p->z3, from.of[s],
                                                 Z3_mk_bvsub(p->z3, p->watched, to.of[s])));
        if (only_watched(p, to, size.of, byte))
            return;
    }
    bool same = pair_same(size) && pair_same(from) &&
                (object == NONE ? p->state->world[0] == p->state->world[1]
                                : object < p->state->n && pair_same(p->state->content[object]));
    blur(p, to, same);
}

void product_fill(struct product *p, struct pair to, struct pair byte, struct pair size) {
    uint64_t k;
    if (pair_same(size) && term_is_number(p, size.of[0], &k) && k && k <= COPY_BYTES) {
        struct pair at;
        for (uint64_t done = 0; done < k; done++) {
            for (int s = 0; s < 2; s++)
                at.of[s] = term_add(p, to.of[s], done);
            product_store(p, at, byte);
        }
        return;
    }
    observe_look(p, size);
    if (!only_watched(p, to, size.of, byte.of))
        blur(p, to, pair_same(size) && pair_same(byte));
}

void product_havoc(struct product *p, struct pair to, struct pair size) {
    uint64_t k;
    Z3_ast offset;
    uint32_t object = product_points_to(p, to.of[0], &offset);
    if (object == NONE && pair_same(size) && term_is_number(p, size.of[0], &k) && k && k <= 64) {
        Z3_ast value = term_fresh(p, (uint32_t)k * 8, "written", ORIGIN_LATER);
        product_store(p, to, (struct pair){{value, value}});
        return;
    }
    blur(p, to, pair_same(size));
}

void product_escape(struct product *p, struct pair value) {
    for (int s = 0; s < 2; s++) {
        Z3_ast offset;
        if (!(product_origins(p, value.of[s]) & ORIGIN_LOCAL))
            continue;
        uint32_t object = product_points_to(p, value.of[s], &offset);
        if (object != NONE)
            p->objects.at[object].escaped = true;
        else
            for (uint32_t i = 0; i < p->objects.n; i++) /* any of them */
                if (i < p->state->n && p->state->content[i].of[0])
                    p->objects.at[i].escaped = true;
    }
}
