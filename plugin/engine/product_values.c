/* Operations that touch no memory, in both runs. */
#include "product.h"

#include <stdio.h>

static uint64_t hash_of(const char *s, uint64_t h) {
    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * 0x100000001b3u;
    return h;
}

/* Equal arguments give equal results, and nothing more is known. */
struct pair product_symbol(struct product *p, const char *name, uint64_t imm, uint32_t width,
                           const struct pair *args, uint32_t n) {
    Z3_sort sorts[17];
    Z3_ast terms[17];
    uint64_t h = hash_of(name, 0xcbf29ce484222325u ^ imm);
    struct pair result;
    if (n > 16) {
        result.of[0] = result.of[1] = term_fresh(p, width, "many", ORIGIN_LATER);
        if (!pair_same(args[0]))
            product_doubt(p, CLAIM_STRANGE);
        return result;
    }
    uint64_t shape = width;
    for (uint32_t i = 0; i < n; i++) {
        sorts[i] = Z3_get_sort(p->z3, args[i].of[0]);
        shape = shape * 1000003 + Z3_get_ast_id(p->z3, Z3_sort_to_ast(p->z3, sorts[i]));
    }
    uint32_t at = map_get(&p->loads_of, h, shape, n);
    if (at == NONE) {
        char text[96];
        snprintf(text, sizeof text, "%.60s!f%u", name, (unsigned)p->symbols.n);
        at = p->symbols.n;
        ARRAY_PUSH(&p->symbols,
                   Z3_mk_func_decl(p->z3, Z3_mk_string_symbol(p->z3, text), n, sorts,
                                   Z3_mk_bv_sort(p->z3, width)));
        map_set(&p->loads_of, h, shape, n, at);
    }
    for (int s = 0; s < 2; s++) {
        for (uint32_t i = 0; i < n; i++)
            terms[i] = args[i].of[s];
        result.of[s] = Z3_mk_app(p->z3, p->symbols.at[at], n, terms);
    }
    return result;
}

static bool number(struct product *p, Z3_ast t, uint64_t *k) {
    return term_width(p, t) <= 64 && term_is_number(p, t, k);
}

static Z3_ast fold(struct product *p, Z3_ast t, Z3_ast a, Z3_ast b) {
    uint64_t k;
    return number(p, a, &k) && number(p, b, &k) ? Z3_simplify(p->z3, t) : t;
}

static Z3_ast binary(struct product *p, enum prog_op op, Z3_ast a, Z3_ast b) {
    Z3_context z = p->z3;
    uint64_t k, m;
    uint32_t width = term_width(p, a);
    bool ka = number(p, a, &k), kb = number(p, b, &m);
    if (width == 1) { /* of truth values, so that they stay readable as such */
        Z3_ast x = term_to_truth(p, a), y = term_to_truth(p, b);
        switch (op) {
        case PROG_AND: return term_of_truth(p, term_and(p, x, y));
        case PROG_OR: return term_of_truth(p, term_or(p, x, y));
        case PROG_XOR:
            return term_of_truth(p, kb ? m ? term_not(p, x) : x : ka ? k ? term_not(p, y) : y
                                                                     : term_xor(p, x, y));
        default: break;
        }
    }
    switch (op) {
    case PROG_ADD:
        if (kb || ka)
            return term_add(p, kb ? a : b, kb ? m : k);
        return Z3_mk_bvadd(z, a, b);
    case PROG_SUB:
        if (kb)
            return term_add(p, a, -m);
        if (a == b)
            return term_number(p, width, 0);
        return fold(p, Z3_mk_bvsub(z, a, b), a, b);
    case PROG_MUL:
        if ((kb && m == 1) || (ka && k == 1))
            return kb && m == 1 ? a : b;
        return fold(p, Z3_mk_bvmul(z, a, b), a, b);
    case PROG_UDIV: return fold(p, Z3_mk_bvudiv(z, a, b), a, b);
    case PROG_SDIV: return fold(p, Z3_mk_bvsdiv(z, a, b), a, b);
    case PROG_UREM: return fold(p, Z3_mk_bvurem(z, a, b), a, b);
    case PROG_SREM: return fold(p, Z3_mk_bvsrem(z, a, b), a, b);
    case PROG_SHL: return kb && !m ? a : fold(p, Z3_mk_bvshl(z, a, b), a, b);
    case PROG_LSHR: return kb && !m ? a : fold(p, Z3_mk_bvlshr(z, a, b), a, b);
    case PROG_ASHR: return kb && !m ? a : fold(p, Z3_mk_bvashr(z, a, b), a, b);
    case PROG_AND:
        if ((kb && !m) || (ka && !k))
            return term_number(p, width, 0);
        return a == b ? a : fold(p, Z3_mk_bvand(z, a, b), a, b);
    case PROG_OR:
        if ((kb && !m) || (ka && !k))
            return kb && !m ? a : b;
        return a == b ? a : fold(p, Z3_mk_bvor(z, a, b), a, b);
    case PROG_XOR:
        if ((kb && !m) || (ka && !k))
            return kb && !m ? a : b;
        return a == b ? term_number(p, width, 0) : fold(p, Z3_mk_bvxor(z, a, b), a, b);
    case PROG_EQ: return term_of_truth(p, term_eq(p, a, b));
    case PROG_NE: return term_of_truth(p, term_not(p, term_eq(p, a, b)));
    case PROG_ULT: return term_of_truth(p, term_ult(p, a, b));
    case PROG_ULE: return term_of_truth(p, term_ule(p, a, b));
    case PROG_SLT:
        return term_of_truth(p, a == b ? term_truth(p, false)
                                       : fold(p, Z3_mk_bvslt(z, a, b), a, b));
    case PROG_SLE:
        return term_of_truth(p, a == b ? term_truth(p, true)
                                       : fold(p, Z3_mk_bvsle(z, a, b), a, b));
    default: return a;
    }
}

static Z3_ast extend(struct product *p, Z3_ast a, uint32_t by, bool is_signed) {
    uint64_t k;
    Z3_ast t = is_signed ? Z3_mk_sign_ext(p->z3, by, a) : Z3_mk_zero_ext(p->z3, by, a);
    if (number(p, a, &k))
        return Z3_simplify(p->z3, t);
    if (term_width(p, a) == 1) /* a choice between two numbers */
        return term_ite(p, term_to_truth(p, a),
                        term_number(p, 1 + by, is_signed ? UINT64_MAX : 1),
                        term_number(p, 1 + by, 0));
    return t;
}

static Z3_ast insert(struct product *p, Z3_ast whole, Z3_ast part, uint32_t low) {
    uint32_t all = term_width(p, whole), width = term_width(p, part);
    Z3_ast t = part;
    if (low)
        t = term_concat(p, t, term_extract(p, whole, 0, low));
    if (low + width < all)
        t = term_concat(p, term_extract(p, whole, low + width, all - low - width), t);
    return t;
}

static Z3_ast compute(struct product *p, const struct prog_inst *in, const Z3_ast *a) {
    uint32_t width = in->type.bits, from = term_width(p, a[0]);
    switch (in->op) {
    case PROG_ZEXT: return width > from ? extend(p, a[0], width - from, false) : a[0];
    case PROG_SEXT: return width > from ? extend(p, a[0], width - from, true) : a[0];
    case PROG_TRUNC: return term_extract(p, a[0], 0, width);
    case PROG_BITCAST: return term_resize(p, a[0], width);
    case PROG_SELECT: return term_ite(p, term_to_truth(p, a[0]), a[1], a[2]);
    case PROG_EXTRACT: return term_extract(p, a[0], (uint32_t)in->imm, width);
    case PROG_INSERT: return insert(p, a[0], a[1], (uint32_t)in->imm);
    case PROG_PTRADD: return binary(p, PROG_ADD, a[0], term_resize(p, a[1], width));
    default: return binary(p, in->op, a[0], a[1]);
    }
}

/* Counting bits has a meaning that word-at-a-time loops live on. */
static Z3_ast count_zeros(struct product *p, Z3_ast t, bool trailing) {
    uint32_t width = term_width(p, t);
    Z3_ast count = term_number(p, width, width);
    for (uint32_t i = 0; i < width; i++) {
        uint32_t bit = trailing ? width - 1 - i : i;
        count = term_ite(p, term_to_truth(p, term_extract(p, t, bit, 1)),
                         term_number(p, width, trailing ? bit : width - 1 - bit), count);
    }
    return count;
}

static bool is_named(const char *name, const char *what) {
    return name && strstr(name, what) != NULL;
}

static struct pair opaque(struct product *p, const struct prog_inst *in, const struct pair *args,
                          uint32_t n) {
    bool ctz = is_named(in->name, "cttz"), clz = is_named(in->name, "ctlz");
    if ((ctz || clz) && n && in->type.bits <= 64 &&
        term_width(p, args[0].of[0]) == in->type.bits) {
        struct pair r;
        for (int s = 0; s < 2; s++)
            r.of[s] = count_zeros(p, args[0].of[s], ctz);
        return r;
    }
    if (!n)
        return (struct pair){{term_fresh(p, in->type.bits, "opaque", ORIGIN_LATER), NULL}};
    return product_symbol(p, in->name, in->imm, in->type.bits, args, n);
}

static bool is_copying(enum prog_op op) {
    switch (op) {
    case PROG_ZEXT: case PROG_SEXT: case PROG_TRUNC: case PROG_BITCAST: case PROG_EXTRACT:
    case PROG_INSERT: return true;
    default: return false;
    }
}

struct pair product_compute(struct product *p, const struct prog_inst *in, const struct pair *args,
                            uint32_t n) {
    struct pair r;
    Z3_ast terms[3];
    if (p->claim == CLAIM_TRANSPORT && !p->in_given && !is_copying(in->op))
        for (uint32_t i = 0; i < n; i++)
            if (in->op != PROG_SELECT || !i)
                observe_look(p, args[i]);
    if (in->op == PROG_OPAQUE || in->op == PROG_FCMP) {
        r = in->op == PROG_OPAQUE ? opaque(p, in, args, n)
                                  : product_symbol(p, "fcmp", in->imm, 1, args, n);
        if (!r.of[1])
            r.of[1] = r.of[0];
        return r;
    }
    for (int s = 0; s < 2; s++) {
        for (uint32_t i = 0; i < n && i < 3; i++)
            terms[i] = args[i].of[s];
        r.of[s] = compute(p, in, terms);
    }
    return r;
}
