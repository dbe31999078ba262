/* Two runs of one function at the same time: the form in which claims are asked about.
 *
 * What it is for.  "Whatever the trash is, the result is the same" speaks of two runs.  So every
 * value here is a pair of terms, one for each run.  Where trash had no part in a value both are the
 * same term: the solver's context keeps equal terms once, so equality costs a comparison of pointers,
 * and only what the trash touched is work.
 *
 * How it works.  The function's own instructions are executed symbolically, in the order of the
 * flow, calls of functions of the program included (product_calls.c).  A block is reached under a
 * guard; where paths meet, values become if-then-else.  Locals whose address stays in the function
 * are one bit vector each, or an array of bytes when large; everything else is one array of bytes,
 * the world (product_memory.c), so that pointers may alias as they like.
 *
 * Loops (product_loops.c) are gone through once for every iteration at a time: what a loop writes is
 * any value at its head, the same in both runs.  That is right if two runs that begin an iteration
 * equal end it equal and go on or stop together, which is asked of the solver; what cannot be
 * shown equal becomes two unrelated values.  Loops that count to a small constant are unrolled
 * instead.  To refute, all loops are unrolled a few times, and nothing is approximated.
 *
 * The claims themselves are observations (product_observe.c): formulas that say "here the two
 * differ", or "this address is out of bounds".
 */
#ifndef UNSOWN_ENGINE_PRODUCT_H
#define UNSOWN_ENGINE_PRODUCT_H

#include <z3.h>

#include "cfg.h"
#include "claim.h"

/* In place of a site: no read yields trash, the two runs are one. */
#define NO_SITE (PROG_NONE - 1)

/* A value in both runs. */
struct pair {
    Z3_ast of[2];
};

/* Where a constant symbol of a formula comes from; a term has the bits of all in it. */
enum origin {
    ORIGIN_ENTRY = 1,  /* there when the function began */
    ORIGIN_LATER = 2,  /* came to be on the way */
    ORIGIN_TRASH = 4,  /* what the intentional read at hand yielded */
    ORIGIN_LOCAL = 8,  /* the address of a local */
    ORIGIN_UNDEF = 16, /* what a local holds that nobody wrote, among other things */
};

struct product_object {
    Z3_ast address;    /* of a local: a constant symbol */
    uint64_t size;     /* bytes */
    bool wide;         /* its content is an array of bytes, not a bit vector */
    bool escaped;      /* its address went where it is not followed */
    const char *name;
};

/* Everything that changes from one instruction to the next. */
struct state {
    Z3_ast guard[2];   /* that the run comes here: a truth value */
    Z3_ast world[2];   /* address -> byte */
    Z3_ast trash[2];   /* address -> whether an intentional read found trash there */
    struct pair *content; /* by object */
    uint32_t n;
};

/* Memory that may be accessed, for addresses that follow trash. */
struct region {
    struct pair from;  /* its first byte */
    Z3_ast size[2];    /* bytes, pointer width */
    Z3_ast guard[2];
    const char *name;
    bool defined;      /* and that holds no trash */
    bool each;         /* `from` speaks of the variable of an UNSOWN_GIVEN_EACH ... */
    uint32_t given;    /* ... this one */
};

/* What is given for each i below n. */
struct each {
    Z3_ast variable;
    struct pair bound;
    Z3_ast holds[2];   /* speaks of the variable */
    uint32_t width;
};

struct observation {
    enum claim_outcome kind;
    Z3_ast formula;
    struct prog_loc loc;
    uint32_t function;
    const char *subject;
    struct pair values;  /* to tell; {NULL} if there are none */
    uint32_t bits;
    bool no_region;      /* CLAIM_OUTSIDE: nothing was known of the object's size */
};

struct stored {          /* a store into the world */
    struct pair address;
    uint32_t bytes;
    struct prog_loc loc;
    uint32_t function;
};

struct decision_made {   /* a branch that was executed */
    struct prog_loc loc;
    uint32_t function;
    struct pair guard, condition; /* condition: 1 bit, or {NULL} of a switch */
};

struct edge {
    prog_block from;
    struct state *state;
    struct pair *phis;   /* the values for the target's phis, in order */
    uint32_t n_phis;
};
struct edges {
    ARRAY(struct edge) list;
};

struct frame {
    uint32_t index;                   /* of the function */
    const struct prog_function *function;
    const struct cfg *cfg;
    struct frame *caller;
    uint32_t depth;
    struct pair *values;              /* by program value */
    uint32_t *objects;                /* by program value of a PROG_LOCAL: object, NONE */
    struct edges *in;                 /* by block */
    struct edges returns;             /* one "phi": the result */
    uint32_t loop;                    /* being executed, NONE ... */
    struct edges back;                /* ... its back edges */
    bool decided;                     /* a branch in the loop was decided by constants */
};

struct based { /* an address made by PROG_PTRADD */
    Z3_ast base;
    uint64_t extent; /* bytes of the array indexed from base on, 0: not known */
    bool field;      /* a constant step into a struct */
};
struct global_term {
    Z3_ast address;
    uint32_t global;
};

struct product {
    const struct claim_env *env;
    Z3_context z3;
    uint32_t root;                    /* the function asked about */
    enum claim_kind claim;            /* of the site ... */
    prog_value site;                  /* ... its PROG_INTENT; PROG_NONE: all reads of root; NO_SITE */
    const char *sink;                 /* of entropy */
    uint32_t word;                    /* bits of a pointer */
    bool bytes;                       /* put words of memory together from bytes in every question */
    /* A contract asks about the byte at this address (claim_contract.c); else NULL.  Of that byte what a range of
     * any size leaves behind is exact. */
    Z3_ast watched;
    bool zeroed;                      /* ... whether it is zero: taken for that where nothing is known */
    bool refute;                      /* unroll, do not approximate */
    uint32_t unroll;
    uint64_t budget, spent;           /* solver steps */
    uint64_t steps;                   /* instructions executed */
    const struct pair *params;        /* what the root was called with */

    ARRAY(struct product_object) objects;
    ARRAY(Z3_ast) facts;
    ARRAY(Z3_ast) givens;             /* facts by UNSOWN_GIVEN ... */
    bool without_givens;              /* ... which are left out of questions */
    ARRAY(Z3_ast) contents;           /* facts about bytes of constants: for exact questions */
    ARRAY(struct each) eachs;
    ARRAY(struct region) regions;
    ARRAY(struct observation) observations;
    ARRAY(struct stored) stores;
    bool worlds_apart;                /* the two worlds may differ elsewhere, too */
    ARRAY(struct decision_made) decisions;
    ARRAY(struct pair) indices;       /* terms worth putting for the variable of an each */
    ARRAY(Z3_ast) reached;            /* guards of the read, first run */
    ARRAY(struct pair) trashes;       /* what it yielded */
    bool undefined_seen;              /* it may have seen bits that nobody wrote */
    ARRAY(Z3_ast) trash_roots;        /* pointers through which trash was read */
    ARRAY(Z3_ast) coarse_roots;       /* pointers to memory of which not every byte is followed */
    ARRAY(struct prog_loc) given;     /* places of what was assumed */
    struct map origins;               /* constant symbol (ast id) -> enum origin */
    struct map origins_of, taints_of; /* memo of product_origins(), product_taints() */
    struct map object_of;             /* ast id of a local's address -> object */
    struct map bases;                 /* ast id of an address -> index into based */
    ARRAY(struct based) based;
    struct map globals;               /* global -> index into global_terms */
    ARRAY(struct global_term) global_terms;
    struct map functions;             /* function -> index into function_terms */
    ARRAY(Z3_ast) function_terms;
    struct map words;                 /* bytes -> index into symbols (product_bytes()) */
    struct map expanded_by;           /* term -> index into expanded */
    ARRAY(Z3_ast) expanded;
    ARRAY(Z3_ast) roots;              /* pointers that the world was accessed through */
    struct map loads_of;              /* unknown-function symbols by name hash -> index */
    ARRAY(Z3_func_decl) symbols;
    ARRAY(void *) storage;            /* freed at the end */
    uint32_t fresh;                   /* numbers names */
    struct state *state;              /* the one being changed */
    const struct prog_inst *inst;     /* being executed ... */
    struct frame *frame;              /* ... here */
    int in_given;                     /* while the condition of an UNSOWN_GIVEN is executed */
    uint32_t given_each;              /* the each of that condition, NONE */
    ARRAY(struct region) given_reads; /* what that condition reads */
    enum claim_doubt doubt;           /* the first reason not to trust a proof ... */
    struct prog_loc doubt_at;
    enum claim_doubt approximated;    /* ... or a refutation */
    Z3_ast initial_world, initial_trash;
};

/* --- product_terms.c: terms ---------------------------------------------------------------------- */

Z3_ast term_number(struct product *p, uint32_t width, uint64_t bits);
Z3_ast term_fresh(struct product *p, uint32_t width, const char *what, uint32_t origin);
Z3_ast term_fresh_world(struct product *p, const char *what, uint32_t origin);
uint32_t term_width(struct product *p, Z3_ast t);
bool term_is_number(struct product *p, Z3_ast t, uint64_t *bits);
Z3_ast term_truth(struct product *p, bool b);
bool term_is_true(struct product *p, Z3_ast t);
bool term_is_false(struct product *p, Z3_ast t);
Z3_ast term_and(struct product *p, Z3_ast a, Z3_ast b);
Z3_ast term_or(struct product *p, Z3_ast a, Z3_ast b);
Z3_ast term_not(struct product *p, Z3_ast a);
Z3_ast term_xor(struct product *p, Z3_ast a, Z3_ast b);
Z3_ast term_eq(struct product *p, Z3_ast a, Z3_ast b);
/* Of any sort; the condition is a truth value. */
Z3_ast term_ite(struct product *p, Z3_ast condition, Z3_ast yes, Z3_ast no);
Z3_ast term_of_truth(struct product *p, Z3_ast truth);  /* as a bit vector of one bit */
Z3_ast term_to_truth(struct product *p, Z3_ast bit);
Z3_ast term_extract(struct product *p, Z3_ast t, uint32_t low, uint32_t width);
Z3_ast term_concat(struct product *p, Z3_ast high, Z3_ast low);
Z3_ast term_add(struct product *p, Z3_ast t, uint64_t k);
Z3_ast term_resize(struct product *p, Z3_ast t, uint32_t width); /* zero-extended or cut */
/* a + k of constant k: the term without it. */
Z3_ast term_split(struct product *p, Z3_ast t, uint64_t *k);
Z3_ast term_ule(struct product *p, Z3_ast a, Z3_ast b);
Z3_ast term_ult(struct product *p, Z3_ast a, Z3_ast b);
Z3_ast term_simplify(struct product *p, Z3_ast t);
/* enum origin bits of all symbols in the term. */
uint32_t product_origins(struct product *p, Z3_ast t);
/* Whether bits of trash are in the value itself: not if trash only decides between values, or only
 * says where in memory it stands. */
bool product_taints(struct product *p, Z3_ast t);
bool pair_touched(struct product *p, struct pair v); /* trash has a part in it */
static inline bool pair_same(struct pair v) { return v.of[0] == v.of[1]; }

/* --- product_values.c: operations that touch no memory ---------------------------------------------- */

struct pair product_compute(struct product *p, const struct prog_inst *in, const struct pair *args,
                            uint32_t n);
/* The value of an uninterpreted function of the arguments. */
struct pair product_symbol(struct product *p, const char *name, uint64_t imm, uint32_t width,
                           const struct pair *args, uint32_t n);

/* --- product_expr.c --------------------------------------------------------------------------------------- */

/* What the expressions of a contract speak of. */
struct call_values {
    const struct prog_function *function; /* whose contract it is */
    const struct pair *args;
    uint32_t n_args;
    struct pair result;
};
/* The expression in run `side`, as a term of 64 bits; NULL when it cannot be told. */
Z3_ast product_expr(struct product *p, const struct contract_expr *e, const struct call_values *v,
                    int side);

/* --- product_memory.c ----------------------------------------------------------------------------------- */

struct state *state_copy(struct product *p, const struct state *s);
/* One state of several; each side chooses by its own guards. */
struct state *state_merge(struct product *p, const struct edges *edges);
void *product_alloc(struct product *p, size_t n, size_t each);
uint32_t product_object(struct product *p, uint64_t size, const char *name, bool trash);
struct pair product_load(struct product *p, struct pair address, uint32_t width, bool intentional);
void product_store(struct product *p, struct pair address, struct pair value);
void product_copy(struct product *p, struct pair to, struct pair from, struct pair size);
void product_fill(struct product *p, struct pair to, struct pair byte, struct pair size);
bool product_in_sink(struct product *p, Z3_ast address);
/* Memory there becomes unknown, the same in both runs. */
void product_havoc(struct product *p, struct pair to, struct pair size);
Z3_ast product_world_at(struct product *p, Z3_ast world, Z3_ast address, uint32_t bytes);
/* The term with words of memory put together from bytes: exact. */
Z3_ast product_bytes(struct product *p, Z3_ast t);
/* Memory of any size at `to`, which came to be just now: it holds the byte, or what nobody knows (NULL). */
void product_fresh(struct product *p, struct pair to, const Z3_ast *size, Z3_ast byte);
void product_havoc_object(struct product *p, uint32_t object);
void product_havoc_world(struct product *p);
/* The object that the address is known to point into, NONE; offset in bytes. */
uint32_t product_points_to(struct product *p, Z3_ast address, Z3_ast *offset);
/* Every local whose address is in the term. */
void product_escape(struct product *p, struct pair value);
Z3_ast product_root(struct product *p, Z3_ast address);

/* --- product_flow.c: blocks, loops, functions ---------------------------------------------------------- */

struct pair product_value(struct product *p, struct frame *f, prog_value v);
void product_run_blocks(struct product *p, struct frame *f, prog_block begin);
/* Runs the function asked about; the final state, or NULL if it never returns.  result: {NULL} if it
 * has none. */
struct state *product_run(struct product *p, struct pair *result);
/* Runs a function in the state at hand; false if it never returns. */
bool product_run_function(struct product *p, uint32_t function, const struct pair *args, uint32_t n,
                          struct pair *result);
void product_doubt(struct product *p, enum claim_doubt doubt);
void product_doubt_at(struct product *p, enum claim_doubt doubt, struct prog_loc loc);
bool product_exhausted(const struct product *p);

/* --- product_calls.c -------------------------------------------------------------------------------------- */

void product_call(struct product *p, struct frame *f, const struct prog_inst *in, prog_value v);
void product_given(struct product *p, struct frame *f, const struct prog_inst *in);

/* --- product_observe.c -------------------------------------------------------------------------------------- */

void observe(struct product *p, enum claim_outcome kind, Z3_ast formula, struct pair values,
             const char *subject);
/* That both runs come here or neither. */
void observe_together(struct product *p, const char *subject);
/* on_purpose: of an intentional read, whose address is its author's business. */
void observe_address(struct product *p, struct pair address, uint64_t bytes, bool on_purpose);
void observe_stored(struct product *p, struct pair address, struct pair value);
void observe_argument(struct product *p, struct pair value, const char *callee);
void observe_look(struct product *p, struct pair value);
void observe_end(struct product *p, const struct state *end, struct pair result);

/* --- product_ask.c: the solver -------------------------------------------------------------------------------- */

enum answer { ANSWER_NO, ANSWER_YES, ANSWER_UNKNOWN };
/* Whether the formula can hold under the facts and what is given.  exact: what is given for each i
 * holds for really all of them (and only small bounds are tried); else it may be assumed of fewer.
 * model: of ANSWER_YES, or NULL when not wanted. */
enum answer product_ask(struct product *p, Z3_ast formula, bool exact, Z3_model *model);
/* The same, exact, with each pointer at a round address far from the others: quick to answer, and
 * ANSWER_YES is as good as ever, but ANSWER_NO says little. */
enum answer product_ask_spread(struct product *p, Z3_ast formula, Z3_model *model);

/* --- claim.c: from a model to what is told of it ----------------------------------------------------------- */

void claim_tell(struct product *p, Z3_model model, const struct observation *o,
                struct claim_result *r);

struct product *product_new(const struct claim_env *env, Z3_context z3, uint32_t function,
                            enum claim_kind claim, prog_value site, const char *sink);
void product_free(struct product *p);

#endif
