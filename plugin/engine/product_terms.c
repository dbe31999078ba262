/* Terms, folded as they are made, and where their symbols come from.
 *
 * The solver's context shares equal terms but simplifies nothing by itself.  What is folded here is
 * what makes terms of the two runs visibly equal: constants, parts of wholes, choices that are none.
 */
#include "product.h"

#include <inttypes.h>
#include <stdio.h>

Z3_ast term_number(struct product *p, uint32_t width, uint64_t bits) {
    if (width <= 64)
        return Z3_mk_unsigned_int64(p->z3, width < 64 ? bits & ((UINT64_C(1) << width) - 1) : bits,
                                    Z3_mk_bv_sort(p->z3, width));
    return Z3_simplify(p->z3, Z3_mk_zero_ext(p->z3, width - 64, term_number(p, 64, bits)));
}

static Z3_ast symbol(struct product *p, Z3_sort sort, const char *what, uint32_t origin) {
    char name[80];
    snprintf(name, sizeof name, "%s!%" PRIu32, what, p->fresh++);
    Z3_ast t = Z3_mk_const(p->z3, Z3_mk_string_symbol(p->z3, name), sort);
    map_set(&p->origins, Z3_get_ast_id(p->z3, t), 0, 0, origin);
    return t;
}

Z3_ast term_fresh(struct product *p, uint32_t width, const char *what, uint32_t origin) {
    return symbol(p, width ? Z3_mk_bv_sort(p->z3, width) : Z3_mk_bool_sort(p->z3), what, origin);
}

Z3_ast term_fresh_world(struct product *p, const char *what, uint32_t origin) {
    return symbol(p, Z3_mk_array_sort(p->z3, Z3_mk_bv_sort(p->z3, p->word), Z3_mk_bv_sort(p->z3, 8)),
                  what, origin);
}

uint32_t term_width(struct product *p, Z3_ast t) {
    Z3_sort s = Z3_get_sort(p->z3, t);
    return Z3_get_sort_kind(p->z3, s) == Z3_BV_SORT ? Z3_get_bv_sort_size(p->z3, s) : 0;
}

static bool is_numeral(struct product *p, Z3_ast t) {
    return Z3_get_ast_kind(p->z3, t) == Z3_NUMERAL_AST;
}

bool term_is_number(struct product *p, Z3_ast t, uint64_t *bits) {
    return is_numeral(p, t) && Z3_get_numeral_uint64(p->z3, t, bits);
}

Z3_ast term_truth(struct product *p, bool b) {
    return b ? Z3_mk_true(p->z3) : Z3_mk_false(p->z3);
}
bool term_is_true(struct product *p, Z3_ast t) {
    return Z3_get_bool_value(p->z3, t) == Z3_L_TRUE;
}
bool term_is_false(struct product *p, Z3_ast t) {
    return Z3_get_bool_value(p->z3, t) == Z3_L_FALSE;
}

static Z3_decl_kind kind_of(struct product *p, Z3_ast t) {
    if (Z3_get_ast_kind(p->z3, t) != Z3_APP_AST)
        return Z3_OP_INTERNAL;
    return Z3_get_decl_kind(p->z3, Z3_get_app_decl(p->z3, Z3_to_app(p->z3, t)));
}
static Z3_ast arg_of(struct product *p, Z3_ast t, uint32_t i) {
    return Z3_get_app_arg(p->z3, Z3_to_app(p->z3, t), i);
}
static uint32_t args_of(struct product *p, Z3_ast t) {
    return Z3_get_app_num_args(p->z3, Z3_to_app(p->z3, t));
}

Z3_ast term_not(struct product *p, Z3_ast a) {
    if (term_is_true(p, a) || term_is_false(p, a))
        return term_truth(p, term_is_false(p, a));
    if (kind_of(p, a) == Z3_OP_NOT)
        return arg_of(p, a, 0);
    return Z3_mk_not(p->z3, a);
}

Z3_ast term_and(struct product *p, Z3_ast a, Z3_ast b) {
    if (a == b || term_is_true(p, a) || term_is_false(p, b))
        return b;
    if (term_is_true(p, b) || term_is_false(p, a))
        return a;
    if (term_not(p, a) == b)
        return term_truth(p, false);
    return Z3_mk_and(p->z3, 2, (Z3_ast[]){a, b});
}

/* a and c, or a and not c, is a: the two arms of a branch meet again. */
static Z3_ast rejoined(struct product *p, Z3_ast a, Z3_ast b) {
    if (kind_of(p, a) != Z3_OP_AND || kind_of(p, b) != Z3_OP_AND || args_of(p, a) != 2 ||
        args_of(p, b) != 2)
        return NULL;
    if (arg_of(p, a, 0) == arg_of(p, b, 0) &&
        term_not(p, arg_of(p, a, 1)) == arg_of(p, b, 1))
        return arg_of(p, a, 0);
    return NULL;
}

Z3_ast term_or(struct product *p, Z3_ast a, Z3_ast b) {
    if (a == b || term_is_false(p, a) || term_is_true(p, b))
        return b;
    if (term_is_false(p, b) || term_is_true(p, a))
        return a;
    if (term_not(p, a) == b)
        return term_truth(p, true);
    Z3_ast whole = rejoined(p, a, b);
    return whole ? whole : Z3_mk_or(p->z3, 2, (Z3_ast[]){a, b});
}

Z3_ast term_xor(struct product *p, Z3_ast a, Z3_ast b) {
    if (a == b)
        return term_truth(p, false);
    return Z3_mk_xor(p->z3, a, b);
}

static Z3_ast folded(struct product *p, Z3_ast t, Z3_ast a, Z3_ast b) {
    return is_numeral(p, a) && is_numeral(p, b) ? Z3_simplify(p->z3, t) : t;
}

/* Two sums that differ by a constant. */
static bool differ_by(struct product *p, Z3_ast a, Z3_ast b, uint64_t *difference) {
    if (term_width(p, a) > 64 || term_width(p, a) < 2)
        return false;
    uint64_t ka, kb;
    if (term_split(p, a, &ka) != term_split(p, b, &kb))
        return false;
    uint32_t width = term_width(p, a);
    *difference = ka - kb;
    if (width < 64)
        *difference &= (UINT64_C(1) << width) - 1;
    return true;
}

Z3_ast term_eq(struct product *p, Z3_ast a, Z3_ast b) {
    uint64_t d;
    if (a == b)
        return term_truth(p, true);
    if (is_numeral(p, a) && is_numeral(p, b))
        return term_truth(p, false);
    if (term_width(p, a) == p->word) { /* a local is not at null */
        uint64_t k;
        if ((term_is_number(p, a, &k) && !k &&
             map_get(&p->object_of, Z3_get_ast_id(p->z3, b), 0, 0) != NONE) ||
            (term_is_number(p, b, &k) && !k &&
             map_get(&p->object_of, Z3_get_ast_id(p->z3, a), 0, 0) != NONE))
            return term_truth(p, false);
    }
    if (term_width(p, a) && differ_by(p, a, b, &d))
        return term_truth(p, !d);
    return Z3_mk_eq(p->z3, a, b);
}

Z3_ast term_ite(struct product *p, Z3_ast condition, Z3_ast yes, Z3_ast no) {
    if (yes == no || term_is_true(p, condition))
        return yes;
    if (term_is_false(p, condition))
        return no;
    if (kind_of(p, no) == Z3_OP_ITE && arg_of(p, no, 0) == condition)
        no = arg_of(p, no, 2);
    if (kind_of(p, yes) == Z3_OP_ITE && arg_of(p, yes, 0) == condition)
        yes = arg_of(p, yes, 1);
    return yes == no ? yes : Z3_mk_ite(p->z3, condition, yes, no);
}

Z3_ast term_of_truth(struct product *p, Z3_ast truth) {
    return term_ite(p, truth, term_number(p, 1, 1), term_number(p, 1, 0));
}

Z3_ast term_to_truth(struct product *p, Z3_ast bit) {
    uint64_t k;
    if (term_is_number(p, bit, &k))
        return term_truth(p, k & 1);
    if (kind_of(p, bit) == Z3_OP_ITE) {
        uint64_t yes, no;
        if (term_is_number(p, arg_of(p, bit, 1), &yes) && term_is_number(p, arg_of(p, bit, 2), &no))
            return yes && !no ? arg_of(p, bit, 0)
                   : no && !yes ? term_not(p, arg_of(p, bit, 0)) : term_truth(p, yes & 1);
    }
    return Z3_mk_eq(p->z3, bit, term_number(p, 1, 1));
}

Z3_ast term_concat(struct product *p, Z3_ast high, Z3_ast low) {
    if (is_numeral(p, high) && is_numeral(p, low))
        return Z3_simplify(p->z3, Z3_mk_concat(p->z3, high, low));
    /* Neighbouring parts of one whole are one part. */
    if (kind_of(p, high) == Z3_OP_EXTRACT && kind_of(p, low) == Z3_OP_EXTRACT &&
        arg_of(p, high, 0) == arg_of(p, low, 0)) {
        Z3_func_decl dh = Z3_get_app_decl(p->z3, Z3_to_app(p->z3, high));
        Z3_func_decl dl = Z3_get_app_decl(p->z3, Z3_to_app(p->z3, low));
        int hl = Z3_get_decl_int_parameter(p->z3, dh, 1);
        int lh = Z3_get_decl_int_parameter(p->z3, dl, 0);
        int ll = Z3_get_decl_int_parameter(p->z3, dl, 1);
        if (hl == lh + 1)
            return term_extract(p, arg_of(p, high, 0), (uint32_t)ll,
                                term_width(p, high) + term_width(p, low));
    }
    return Z3_mk_concat(p->z3, high, low);
}

Z3_ast term_extract(struct product *p, Z3_ast t, uint32_t low, uint32_t width) {
    uint32_t all = term_width(p, t);
    if (!low && width == all)
        return t;
    Z3_decl_kind kind = kind_of(p, t);
    if (is_numeral(p, t))
        return Z3_simplify(p->z3, Z3_mk_extract(p->z3, low + width - 1, low, t));
    if (kind == Z3_OP_CONCAT) { /* the first is the highest */
        uint32_t at = all;
        for (uint32_t i = 0; i < args_of(p, t); i++) {
            Z3_ast part = arg_of(p, t, i);
            at -= term_width(p, part);
            if (low >= at)
                return low + width <= at + term_width(p, part)
                           ? term_extract(p, part, low - at, width)
                           : term_concat(p, term_extract(p, t, at + term_width(p, part),
                                                         low + width - at - term_width(p, part)),
                                         term_extract(p, part, low - at,
                                                      at + term_width(p, part) - low));
        }
    }
    if (kind == Z3_OP_EXTRACT) {
        Z3_func_decl d = Z3_get_app_decl(p->z3, Z3_to_app(p->z3, t));
        return term_extract(p, arg_of(p, t, 0),
                            low + (uint32_t)Z3_get_decl_int_parameter(p->z3, d, 1), width);
    }
    if (kind == Z3_OP_ITE && (is_numeral(p, arg_of(p, t, 1)) || is_numeral(p, arg_of(p, t, 2)) ||
                              kind_of(p, arg_of(p, t, 1)) == Z3_OP_CONCAT))
        return term_ite(p, arg_of(p, t, 0), term_extract(p, arg_of(p, t, 1), low, width),
                        term_extract(p, arg_of(p, t, 2), low, width));
    if (kind == Z3_OP_ZERO_EXT || kind == Z3_OP_SIGN_EXT) {
        Z3_ast part = arg_of(p, t, 0);
        if (low + width <= term_width(p, part))
            return term_extract(p, part, low, width);
    }
    return Z3_mk_extract(p->z3, low + width - 1, low, t);
}

Z3_ast term_split(struct product *p, Z3_ast t, uint64_t *k) {
    *k = 0;
    if (term_is_number(p, t, k))
        return NULL;
    if (kind_of(p, t) != Z3_OP_BADD || args_of(p, t) != 2)
        return t;
    if (term_is_number(p, arg_of(p, t, 1), k))
        return arg_of(p, t, 0);
    return t;
}

Z3_ast term_add(struct product *p, Z3_ast t, uint64_t k) {
    uint64_t k0;
    uint32_t width = term_width(p, t);
    Z3_ast base = term_split(p, t, &k0);
    k += k0;
    if (width < 64)
        k &= (UINT64_C(1) << width) - 1;
    if (!base)
        return term_number(p, width, k);
    return k ? Z3_mk_bvadd(p->z3, base, term_number(p, width, k)) : base;
}

Z3_ast term_resize(struct product *p, Z3_ast t, uint32_t width) {
    uint32_t w = term_width(p, t);
    if (w == width)
        return t;
    if (w > width)
        return term_extract(p, t, 0, width);
    if (is_numeral(p, t))
        return Z3_simplify(p->z3, Z3_mk_zero_ext(p->z3, width - w, t));
    return Z3_mk_zero_ext(p->z3, width - w, t);
}

Z3_ast term_ule(struct product *p, Z3_ast a, Z3_ast b) {
    if (a == b)
        return term_truth(p, true);
    return folded(p, Z3_mk_bvule(p->z3, a, b), a, b);
}
Z3_ast term_ult(struct product *p, Z3_ast a, Z3_ast b) {
    if (a == b)
        return term_truth(p, false);
    return folded(p, Z3_mk_bvult(p->z3, a, b), a, b);
}

Z3_ast term_simplify(struct product *p, Z3_ast t) { return Z3_simplify(p->z3, t); }

/* --- Where a term comes from -------------------------------------------------------------------------- */

#define KNOWN 0x100u

static uint32_t collect(struct product *p, Z3_ast t, struct map *memo, bool value_only) {
    uint64_t id = Z3_get_ast_id(p->z3, t);
    uint32_t known = map_get(memo, id, 0, 0);
    if (known != NONE)
        return known & ~KNOWN;
    uint32_t result = 0;
    if (Z3_get_ast_kind(p->z3, t) == Z3_APP_AST) {
        uint32_t n = args_of(p, t), first = 0;
        Z3_decl_kind kind = kind_of(p, t);
        if (!n) {
            uint32_t origin = map_get(&p->origins, id, 0, 0);
            result = origin == NONE ? 0 : origin;
        } else if (value_only) {
            if (Z3_get_sort_kind(p->z3, Z3_get_sort(p->z3, t)) == Z3_BOOL_SORT)
                n = 0; /* a comparison */
            else if (kind == Z3_OP_ITE)
                first = 1;
            else if (kind == Z3_OP_SELECT ||
                     (kind == Z3_OP_UNINTERPRETED && !term_width(p, arg_of(p, t, 0))))
                n = 1; /* what stands in memory, wherever that is */
        }
        for (uint32_t i = first; i < n; i++)
            if (!value_only || kind != Z3_OP_STORE || i != 1)
                result |= collect(p, arg_of(p, t, i), memo, value_only);
    }
    map_set(memo, id, 0, 0, result | KNOWN);
    return result;
}

uint32_t product_origins(struct product *p, Z3_ast t) {
    return collect(p, t, &p->origins_of, false);
}

bool product_taints(struct product *p, Z3_ast t) {
    return collect(p, t, &p->taints_of, true) & ORIGIN_TRASH;
}

bool pair_touched(struct product *p, struct pair v) {
    return (product_origins(p, v.of[0]) | product_origins(p, v.of[1])) & ORIGIN_TRASH;
}
