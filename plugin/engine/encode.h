/* Nodes as formulas: values and undefined bits as bit vectors, path conditions as truth values.
 *
 * What is encoded is only what a question reaches: a value's operands, the conditions that choose
 * between the arms of its phis, the guard of the flow node it is asked at.  A value of one bit is a
 * truth value.  Undefined bits are a truth value where all bits go together (almost always) and a
 * bit vector where they do not.  Operations that the solver is slow at (multiplication and division
 * of two unknowns, floating point) are unknown values of their own; that equal operands give equal
 * results is seen before, where equal nodes are one node.
 *
 * What it assumes beyond the code: loops end; counters do not wrap and do not begin beyond their bound;
 * a comparison of floats sees no NaN.  A witness that needs the contrary would not convince anyone.
 */
#ifndef UNSOWN_ENGINE_ENCODE_H
#define UNSOWN_ENGINE_ENCODE_H

#include <z3.h>

#include "graph.h"

enum undefined_kind { UNDEFINED_NONE, UNDEFINED_ALL_OR_NONE, UNDEFINED_BITS };
struct undefined {
    enum undefined_kind kind;
    Z3_ast term; /* a truth value (all bits, or none) or a bit vector; NULL with NONE */
};

struct encoder;

/* The context must count references by itself (Z3_mk_context, not Z3_mk_context_rc).  coarse: only
 * the control flow, with every condition that the joins before it do not decide left open; such a
 * formula is cheap, and what it cannot satisfy the exact one cannot either. */
struct encoder *encoder_new(Z3_context z3, struct graph *g, bool coarse);
void encoder_free(struct encoder *e);
/* Back to a new one, but for the memory it holds: facts of earlier questions are not asked again. */
void encoder_forget(struct encoder *e);

/* Where the bits asked about from now on are looked at; NONE: anywhere. */
void encode_asked_at(struct encoder *e, uint32_t flow);

/* Truth values: the flow node is passed; the edge from it is taken. */
Z3_ast encode_guard(struct encoder *e, uint32_t flow);
Z3_ast encode_edge(struct encoder *e, uint32_t flow, uint32_t arm);
Z3_ast encode_value(struct encoder *e, node_id n);
/* Whether the value of the node is part of what was encoded. */
bool encode_is_known(const struct encoder *e, node_id n);
struct undefined encode_undefined(struct encoder *e, node_id n);
/* All bits of the node are undefined; some bit is. */
Z3_ast encode_all_undefined(struct encoder *e, node_id n);
Z3_ast encode_some_undefined(struct encoder *e, node_id n);

/* What holds in any run, of all that has been encoded: to be asserted. */
uint32_t encode_facts(struct encoder *e, Z3_ast **facts);
/* An offset in bytes, of pointer width; variable may be NONE. */
Z3_ast encode_place(struct encoder *e, int64_t offset, node_id variable);
/* The access stays in its object: if it does not, that is another fault. */
Z3_ast encode_in_bounds(struct encoder *e, const struct event *event);
/* The fresh values standing for what unfollowed callees do, met so far. */
uint32_t encode_guesses(struct encoder *e, Z3_ast **guesses);
/* Whether the branch at the end of the flow node has been part of what was encoded. */
bool encode_has_branch(const struct encoder *e, uint32_t flow);
/* The formula has become too large to be worth asking. */
bool encode_is_too_large(const struct encoder *e);

#endif
