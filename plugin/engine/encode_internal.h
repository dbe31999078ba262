/* What the files of the encoder share; encode.h is for everybody else. */
#ifndef UNSOWN_ENGINE_ENCODE_INTERNAL_H
#define UNSOWN_ENGINE_ENCODE_INTERNAL_H

#include <inttypes.h>
#include <stdio.h>

#include "encode.h"

#define TERMS_MAX 60000 /* of one function; beyond it the answer would not come in time */

struct encoder {
    Z3_context z3;
    struct graph *g;
    Z3_ast *values;            /* by node */
    struct undefined *masks;   /* by node; term ... */
    uint8_t *masked;           /* ... valid */
    uint32_t room;             /* of these three: the graph may grow while it is asked about */
    ARRAY(node_id) touched;    /* nodes with an entry in one of them */
    Z3_ast *guards;            /* by flow node */
    uint8_t *branches;         /* by flow node: its condition was needed */
    Z3_ast *counts;            /* by flow node: steps of the loop whose later header it is */
    uint8_t *phi_facts;        /* by flow node: the fact that one of its edges is taken was noted */
    Z3_ast *selectors;         /* by flow node: of a computed goto */
    struct map compared;       /* (operation, operand, operand; coarse: constant) -> index into
                                  terms_of */
    struct map ordered;        /* pairs whose order was noted */
    ARRAY(Z3_ast) terms_of;
    struct map swept;          /* NODE_SWEPT -> index into terms_of */
    struct map explained;      /* NODE_KEPT whose facts were noted, or will be: */
    ARRAY(node_id) to_explain;
    struct map twins;          /* (store, where) -> the later iteration's node of it */
    bool coarse;
    struct map fact_of;        /* value -> first fact about it, chained by fact_next */
    uint32_t *fact_next;
    uint32_t choices; /* that were done away with (encode_kept.c) */
    ARRAY(Z3_ast) facts, guesses;
    uint32_t terms;
    uint32_t asked; /* the flow node at which the question is asked, NONE */
};

/* --- Small terms ----------------------------------------------------------------------------- */

static inline Z3_ast truth(struct encoder *e, bool b) {
    return b ? Z3_mk_true(e->z3) : Z3_mk_false(e->z3);
}

static inline bool is_true(struct encoder *e, Z3_ast a) {
    return Z3_get_bool_value(e->z3, a) == Z3_L_TRUE;
}
static inline bool is_false(struct encoder *e, Z3_ast a) {
    return Z3_get_bool_value(e->z3, a) == Z3_L_FALSE;
}

static inline Z3_ast both(struct encoder *e, Z3_ast a, Z3_ast b) {
    if (is_true(e, a) || is_false(e, b))
        return b;
    if (is_true(e, b) || is_false(e, a))
        return a;
    e->terms++;
    return Z3_mk_and(e->z3, 2, (Z3_ast[]){a, b});
}

static inline Z3_ast either(struct encoder *e, Z3_ast a, Z3_ast b) {
    if (is_false(e, a) || is_true(e, b))
        return b;
    if (is_false(e, b) || is_true(e, a))
        return a;
    e->terms++;
    return Z3_mk_or(e->z3, 2, (Z3_ast[]){a, b});
}

/* One of many, flat: a chain of binary ones would cost the solver the square of its length. */
static inline Z3_ast any_of(struct encoder *e, uint32_t n, const Z3_ast *terms) {
    Z3_ast t = truth(e, false);
    for (uint32_t i = 0; i < n && n <= 8; i++)
        t = either(e, t, terms[i]);
    e->terms += n > 8;
    return n > 8 ? Z3_mk_or(e->z3, n, terms) : t;
}

static inline Z3_ast negation(struct encoder *e, Z3_ast a) {
    if (is_true(e, a) || is_false(e, a))
        return truth(e, is_false(e, a));
    return Z3_mk_not(e->z3, a);
}

static inline Z3_sort sort_of(struct encoder *e, uint32_t width) {
    return width == 1 ? Z3_mk_bool_sort(e->z3) : Z3_mk_bv_sort(e->z3, width);
}

static inline Z3_ast number(struct encoder *e, uint32_t width, uint64_t bits) {
    if (width == 1)
        return truth(e, bits & 1);
    if (width <= 64)
        return Z3_mk_unsigned_int64(e->z3, bits, Z3_mk_bv_sort(e->z3, width));
    return Z3_mk_zero_ext(e->z3, width - 64,
                          Z3_mk_unsigned_int64(e->z3, bits, Z3_mk_bv_sort(e->z3, 64)));
}

static inline Z3_ast unknown(struct encoder *e, uint32_t width, const char *what, uint64_t id) {
    char name[64];
    snprintf(name, sizeof name, "%s%" PRIu64, what, id);
    return Z3_mk_const(e->z3, Z3_mk_string_symbol(e->z3, name), sort_of(e, width));
}

/* A one-bit value as a bit vector of one bit, others as they are. */
static inline Z3_ast as_vector(struct encoder *e, Z3_ast v, uint32_t width) {
    if (width != 1)
        return v;
    Z3_sort s = Z3_mk_bv_sort(e->z3, 1);
    return Z3_mk_ite(e->z3, v, Z3_mk_unsigned_int(e->z3, 1, s), Z3_mk_unsigned_int(e->z3, 0, s));
}

static inline Z3_ast from_vector(struct encoder *e, Z3_ast v, uint32_t width) {
    if (width != 1)
        return v;
    return Z3_mk_eq(e->z3, v, Z3_mk_unsigned_int(e->z3, 1, Z3_mk_bv_sort(e->z3, 1)));
}

/* --- encode.c --------------------------------------------------------------------------------- */

/* Notes what holds in any run. */
void encoder_add_fact(struct encoder *e, Z3_ast fact);
/* Makes the tables as long as the graph. */
void encoder_make_room(struct encoder *e);
Z3_ast encode_edge_taken(struct encoder *e, const struct flow_edge *from);
/* The condition under which arm i of the phi is the one; the last needs none. */
Z3_ast encode_arm(struct encoder *e, const struct node *phi, uint32_t i);
/* A comparison of two values of the same width, 2 to 64 bits. */
Z3_ast encode_compare(struct encoder *e, enum prog_op op, node_id a, node_id b);

/* --- encode_muldiv.c ----------------------------------------------------------------------------- */

/* A product of two unknowns, as an unknown with what is known of it. */
Z3_ast encode_product(struct encoder *e, node_id id, const struct node *product);
/* That the product of a count and the size of an element in bytes does not wrap around is a guess. */
void encode_guess_size(struct encoder *e, Z3_ast count, uint32_t width, uint64_t element);
/* A quotient or a remainder, as an unknown with what is known of it. */
Z3_ast encode_division(struct encoder *e, node_id id, const struct node *division);

/* --- encode_loops.c ------------------------------------------------------------------------------ */

Z3_ast encode_later(struct encoder *e, node_id id, const struct node *later);
/* Guesses that the loop entered at the flow node, if it is one that counts, does not begin beyond its
 * bound: who counts from 0 to n does not think of an n below 0. */
void encode_begin_of_count(struct encoder *e, uint32_t flow);
/* Whether any iteration between the first and the one at hand may have written the element. */
Z3_ast encode_swept(struct encoder *e, node_id id);
/* The iterations behind the later one whose header that is. */
Z3_ast encode_count(struct encoder *e, uint32_t header);
/* The part of a value that moves with the loop: LATER, or that plus a constant; NONE otherwise. */
node_id encode_counter_of(const struct graph *g, node_id v, uint32_t header, int64_t *plus);

/* --- encode_kept.c ------------------------------------------------------------------------------- */

/* That an iteration between has overwritten what the NODE_KEPT names. */
Z3_ast encode_over(struct encoder *e, node_id id);
/* Notes the facts about all that encode_over was asked for: they need the whole loop. */
void encode_explain(struct encoder *e);

/* The term about the iteration with that count, where it is about the later one with that header; what an iteration looks
 * up is unknown in each.  id: the node that asks. */
Z3_ast encode_of_iteration(struct encoder *e, node_id id, uint32_t header, Z3_ast term, Z3_ast count);

/* --- encode_holes.c ------------------------------------------------------------------------------ */

/* That the iteration whose store (of the later iteration, at that place) would have hit the element at `at` of the
 * NODE_SWEPT left it out; `between`: there is one between the first iteration and the one at hand. */
Z3_ast encode_left_out(struct encoder *e, node_id id, node_id store, Z3_ast place, Z3_ast at,
                       Z3_ast between);

/* --- encode_coarse.c ----------------------------------------------------------------------------- */

Z3_ast encode_coarse_compare(struct encoder *e, enum prog_op op, node_id value, uint64_t constant,
                             bool constant_first);
/* NULL: as in the exact encoding. */
Z3_ast encode_coarse_value(struct encoder *e, node_id id, const struct node *n);

#endif
