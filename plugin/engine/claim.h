/* Claims about intentional reads, proved or refuted.
 *
 * What it is for.  UNSOWN_READ(x, independent, "…") is a promise.  Here it becomes a question to the
 * solver, and its answer one of three verdicts.
 *
 * How it works.  The function is run twice at the same time, on one program (product.h): the two
 * runs share everything but the trash, the value that the read at hand yields.  Where the two can
 * then come to differ in a way that the claim rules out, the solver finds two values of the trash
 * and the run that shows it.  Where it says that they cannot, the claim holds for every value, every
 * argument and every content of memory.
 *
 * The proof is of the function that the read stands in, whoever calls it.  One site is asked about
 * at a time, with what other intentional reads yield the same in both runs: what holds of each of
 * them alone holds of all, changed one after the other.
 *
 * What is assumed is listed with the verdict: what the program says is given (UNSOWN_GIVEN), and
 * always that memory read on purpose is overlapped only by accesses through the same pointer, that
 * no other thread changes anything meanwhile, and that locals whose address stays in the function
 * are reached by their address alone.
 */
#ifndef UNSOWN_ENGINE_CLAIM_H
#define UNSOWN_ENGINE_CLAIM_H

#include <stdio.h>

#include "../program/program.h"
#include "contract.h"

enum claim_kind { CLAIM_INDEPENDENT, CLAIM_CONTAINED, CLAIM_TRANSPORT, CLAIM_ENTROPY, CLAIM_KINDS };
enum claim_verdict { CLAIM_UNDECIDED, CLAIM_PROVED, CLAIM_FAILED };

/* Where the two runs part in a way the claim rules out. */
enum claim_outcome {
    CLAIM_NOTHING,
    CLAIM_RETURNS,      /* the results differ: outcome[0] and [1] */
    CLAIM_ENDS,         /* one run returns, the other does not */
    CLAIM_MEMORY,       /* memory that outlives the call differs */
    CLAIM_CALLS,        /* one run makes the call at loc, the other does not */
    CLAIM_ARGUMENTS,    /* an argument of the call at loc differs: outcome[0] and [1] */
    CLAIM_SEES,         /* memory that the call at loc can read differs */
    CLAIM_OUTSIDE,      /* the access at loc lies outside its object: outcome[0] is the offset in
                           bytes, outcome[1] the size of the object */
    CLAIM_UNBOUNDED,    /* the access at loc follows trash, and nothing says how large its object is */
    CLAIM_STORED,       /* trash is stored in memory that outlives the call, at loc */
    CLAIM_RETURNED,     /* trash is returned */
    CLAIM_PASSED,       /* trash is an argument of the call at loc */
    CLAIM_LOOKED_AT,    /* trash is computed with, compared or used as an address, at loc */
    CLAIM_CONTRADICTION,/* what is given cannot be: nothing reaches the read */
    /* No claims, contracts: */
    CLAIM_UNWRITTEN,    /* byte values[0] of the values[1] at the parameter `subject` need not be
                           initialized on return */
    CLAIM_NOT_ZEROED,   /* byte values[0] of the values[1] that are returned need not be zero */
};

/* Why nothing was decided. */
enum claim_doubt {
    CLAIM_CERTAIN,
    CLAIM_BUDGET,        /* the solver or the size of the question */
    CLAIM_LOOP,          /* trash decides how often the loop at doubt_at runs */
    CLAIM_ONE_LOOPS,     /* only one of the two runs comes to the loop at doubt_at */
    CLAIM_IRREDUCIBLE,   /* jumps into the middle of a loop */
    CLAIM_UNKNOWN_SIZE,  /* how large the object is that trash leads into */
    CLAIM_APPROXIMATED,  /* a difference was found that may not be real */
    CLAIM_STRANGE,       /* a construct that the proof does not understand */
    CLAIM_NO_SINK,       /* entropy: the first word of the reason names no parameter, function or variable */
    CLAIM_NOT_REACHED,   /* no path leads to the read */
};

enum claim_step_kind { CLAIM_STEP_TRUE, CLAIM_STEP_FALSE, CLAIM_STEP_SWITCH, CLAIM_STEP_RETURN };
struct claim_step {
    uint8_t kind;         /* enum claim_step_kind */
    uint8_t other;        /* the other run does otherwise here */
    uint32_t function;
    struct prog_loc loc;
};

/* A value on the way to a difference. */
struct claim_value {
    const char *name;     /* of a parameter */
    uint64_t value;
    uint32_t bits;
};

struct claim_result {
    uint32_t function;       /* where the read stands */
    prog_value inst;         /* the PROG_INTENT; PROG_NONE: the function is UNSOWN_INTENTIONAL */
    struct prog_loc loc;
    const char *intent;      /* "claim:why" */
    enum claim_kind claim;
    enum claim_verdict verdict;
    enum claim_doubt doubt;
    struct prog_loc doubt_at;/* line 0: none */
    bool stale;              /* nothing undefined can be read here */
    bool unreached;          /* no path leads to the read */
    /* A stronger claim that was proved too; CLAIM_KINDS: none. */
    enum claim_kind stronger;
    /* CLAIM_FAILED: */
    enum claim_outcome outcome;
    struct prog_loc outcome_at;
    uint32_t outcome_in;     /* the function of outcome_at */
    const char *subject;     /* the object or the function called, or NULL */
    uint64_t trash[2];       /* two values that the read yields ... */
    uint32_t trash_bits;     /* ... of that width; 0: not known */
    uint64_t values[2];      /* what the outcome says of them */
    uint32_t value_bits;     /* 0: not known */
    struct claim_step *steps;/* the path, in order */
    uint32_t n_steps;
    struct claim_value *inputs;
    uint32_t n_inputs;
    /* What the verdict rests on: the places of UNSOWN_GIVEN that were assumed. */
    struct prog_loc *given;
    uint32_t n_given;
    double seconds;          /* of the processor */
};

struct claim_env {
    const struct prog_program *program;
    const struct contract_set *models;
    const struct contract *const *annotated; /* by function */
    const uint8_t *global_is_constant;       /* by global */
    struct cfg *const *cfgs;                 /* by function */
    uint64_t budget;                         /* solver steps for one site; 0: the default */
};

/* The contracts of one function that its body does not keep, appended likewise (claim_contract.c). */
void contract_check(const struct claim_env *env, uint32_t function, struct claim_result **results,
                    uint32_t *n);
/* The claims of one function and the contracts that it breaks, appended to *results, which grows from *n; the array and what it
 * points to are freed by claims_free(). */
void claims_check(const struct claim_env *env, uint32_t function, struct claim_result **results,
                  uint32_t *n);
void claims_free(struct claim_result *results, uint32_t n);
/* For the dump: one paragraph for each. */
void claims_print(FILE *to, const struct prog_program *program, const struct claim_result *results,
                  uint32_t n);

/* Whether it is about a contract that a function breaks, not about a read. */
static inline bool claim_is_contract(const struct claim_result *r) {
    return r->outcome == CLAIM_UNWRITTEN || r->outcome == CLAIM_NOT_ZEROED;
}

const char *claim_name(enum claim_kind kind);
const char *claim_doubt_name(enum claim_doubt doubt);
const char *claim_outcome_name(enum claim_outcome outcome);

#endif
