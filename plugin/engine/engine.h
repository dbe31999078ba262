/* The analysis: from a program to findings.
 *
 * engine_run() is the whole pipeline (docs/pipeline.md).  It includes nothing of clang or LLVM,
 * knows no wording and keeps no state between two runs.  What it returns says what was read where,
 * how certain it is and along which path; who calls it chooses words and severity.
 *
 * Ownership: a result belongs to the caller (engine_result_free); it points into the program, which
 * must live longer.
 */
#ifndef UNSOWN_ENGINE_ENGINE_H
#define UNSOWN_ENGINE_ENGINE_H

#include <stdio.h>

#include "../program/program.h"
#include "claim.h"
#include "contract.h"

/* The kinds of finding, in the order of docs/diagnostics.md. */
enum engine_id {
    ENGINE_UNINIT, ENGINE_SOMETIMES, ENGINE_ARGUMENT, ENGINE_PROBE, ENGINE_LEAK, ENGINE_MAYBE,
    ENGINE_CLAIM, ENGINE_STALE, ENGINE_INTENT, ENGINE_GAVE_UP, ENGINE_ID_COUNT
};
/* "uninit", "sometimes", ...: what follows "unsown-" in the id. */
const char *engine_id_name(enum engine_id id);

/* The steps of the pipeline that can be dumped, in order.  The adapter adds "ir" before them and
 * "findings" is printed by engine_print_findings(). */
enum engine_stage {
    ENGINE_STAGE_PROGRAM,    /* the program, in its text form */
    ENGINE_STAGE_SUMMARIES,  /* what each function does to memory */
    ENGINE_STAGE_GRAPH,      /* each function with memory as SSA per cell */
    ENGINE_STAGE_CANDIDATES, /* the reads that the cheap pass could not clear */
    ENGINE_STAGE_FEASIBILITY,/* each candidate, its query and the answer */
    ENGINE_STAGE_CLAIMS,     /* each intentional read, its claim and the verdict */
    ENGINE_STAGE_FINDINGS,
    ENGINE_STAGE_COUNT
};
const char *engine_stage_name(enum engine_stage stage);

struct engine_options {
    const struct contract_set *models; /* NULL: none */
    uint64_t budget;       /* solver steps for one function; 0: the default */
    FILE *dump;            /* where dumps go; NULL: nowhere */
    uint32_t dump_stages;  /* bit for each enum engine_stage */
    uint32_t wanted;       /* bit for each enum engine_id that is on */
    bool inputs;           /* findings come with what a run needs to reach them */
};

/* One step of the path to a read, in the order in which the program takes them. */
enum engine_step_kind {
    ENGINE_STEP_TRUE, ENGINE_STEP_FALSE, /* the condition of the branch at loc */
    ENGINE_STEP_CASE,    /* the switch at loc goes to the case of `value` */
    ENGINE_STEP_DEFAULT, /* ... matches no case */
    ENGINE_STEP_CALL,    /* the call at loc leaves the object undefined; callee: its name; value
                            and has_value: what it returns on that path */
    ENGINE_STEP_BEGIN,   /* the object comes to life again at loc */
    ENGINE_STEP_LOOP_SKIPPED, /* the loop at loc is not entered */
};
struct engine_step {
    enum engine_step_kind kind;
    uint32_t function;   /* in which loc stands: the finding's, or one that it calls */
    struct prog_loc loc;
    bool has_value;      /* of the variable that decides, when there is one worth telling: */
    bool is_pointer;     /* value is 0 for null, 1 for not null */
    int64_t value;
    const char *subject; /* that variable's name, or NULL */
    const char *callee;
};

enum engine_object_kind {
    ENGINE_OBJECT_LOCAL,
    ENGINE_OBJECT_HEAP,
    ENGINE_OBJECT_OTHER,
    ENGINE_OBJECT_POINTEE, /* what a parameter points to; decl, name: the parameter's */
};

struct engine_object_ref {
    enum engine_object_kind kind;
    uint32_t decl;         /* the local's declaration, PROG_NONE when it has none */
    const char *name;      /* the local's name; for the heap the allocating function's; or "" */
    struct prog_loc loc;   /* its declaration or its allocation ... */
    uint32_t function;     /* ... and in which function that stands, with ENGINE_OBJECT_HEAP */
    uint64_t size;         /* bytes, 0 when not constant */
    uint64_t offset, width;/* the bits read: offset from the object's begin and count, both in bits;
                              width 0: not a constant place */
};

/* What was too much, with ENGINE_GAVE_UP. */
enum engine_excess {
    ENGINE_EXCESS_NONE,
    ENGINE_EXCESS_STEPS,  /* the solver's, for the read at loc: it was neither told nor refuted */
    ENGINE_EXCESS_MEMORY, /* writes to follow: what some reads of the function see counts as defined */
    ENGINE_EXCESS_PATHS,  /* ways through the function: some were not followed to their end */
    ENGINE_EXCESS_TYPES,  /* the function uses types that the program cannot express */
};

/* Where a value stands that a run is given. */
enum engine_where {
    ENGINE_AT_PARAM,  /* number: of the parameter */
    ENGINE_AT_MEMORY, /* number: of the block; offset: bytes */
    ENGINE_AT_RESULT, /* number: of the function that is called; offset: the calls of it before */
};
struct engine_spot {
    enum engine_where where;
    uint32_t number;
    int64_t offset;
};
struct engine_value {
    struct engine_spot spot;
    uint32_t width; /* bits, at most 64 */
    uint64_t bits;
};
/* Memory from outside: a global, or what the pointer at the spot points to. */
struct engine_block {
    uint32_t global; /* index into the program's globals, or PROG_NONE: */
    struct engine_spot pointer;
    bool is_null;    /* the pointer is null on this path */
};
/* What the function has to be given to take the path to the read. */
struct engine_inputs {
    bool is_path;                /* false: no path was found in time, this is any run */
    struct engine_block *blocks; /* a pointer stands in an earlier block, or in none */
    uint32_t n_blocks;
    struct engine_value *values;
    uint32_t n_values;
};

struct engine_finding {
    enum engine_id id;
    uint32_t function;          /* where the read stands */
    prog_value inst;            /* the read, the call (ENGINE_ARGUMENT) or the use */
    struct prog_loc loc;
    struct engine_object_ref object;
    bool partly;                /* some of the bits read are defined, and all of them are used */
    struct engine_step *steps;
    uint32_t n_steps;
    /* For objects of several fields: one byte for each byte of the object, 0 defined, 1 undefined,
     * 2 on some paths; NULL otherwise. */
    uint8_t *map;
    uint64_t map_size;
    const char *callee;         /* ENGINE_ARGUMENT: the function called, NULL when through a pointer */
    uint32_t argument;          /* ENGINE_ARGUMENT: its number, from 0 */
    const char *field;          /* ENGINE_ARGUMENT: of the struct handed over, or NULL */
    struct prog_loc callee_read;/* ENGINE_ARGUMENT: where it is read, when that is in the file ... */
    uint32_t callee_read_in;    /* ... and in which function: the callee, or one that it calls */
    const char *intent;         /* ENGINE_INTENT, ENGINE_CLAIM, ENGINE_STALE: "claim:why" */
    uint32_t claim;             /* ... index into engine_result.claims, PROG_NONE: of none of them */
    bool is_new;                /* the object is as the function `maker` returned it to a caller that is
                                   not seen (lifecycle.h) */
    uint32_t maker;
    bool unwritten;             /* a field that nothing in the file writes (unwritten.h) */
    enum engine_excess excess;  /* ENGINE_GAVE_UP */
    struct engine_inputs *inputs; /* NULL: not asked for, or no run was found */
};

/* Whether the finding is about the read at that place. */
static inline bool engine_tells(const struct engine_finding *f, uint32_t function,
                                struct prog_loc at) {
    bool argument = f->id == ENGINE_ARGUMENT;
    struct prog_loc loc = argument ? f->callee_read : f->loc;
    return (argument ? f->callee_read_in : f->function) == function && at.line &&
           loc.file == at.file && loc.line == at.line && loc.column == at.column;
}

struct engine_stats {
    uint64_t functions, instructions, objects, nodes;
    uint64_t candidates, queries, feasible, infeasible, gave_up;
    uint64_t partial; /* functions of which a part was too much to follow, or all */
    uint64_t solver_steps;
    uint64_t claims, claims_proved, claims_failed;
    double seconds_graph, seconds_candidates, seconds_feasibility, seconds_claims; /* for `stats` only */
};

struct engine_result {
    struct engine_finding *findings; /* by place: function order, then line, column, id */
    uint32_t n_findings;
    struct claim_result *claims; /* every annotated read and function, by function, then in order */
    uint32_t n_claims;
    struct engine_stats stats;
    void *storage;
};

struct engine_result *engine_run(struct prog_program *program, const struct engine_options *options);
void engine_result_free(struct engine_result *result);
/* The findings, one paragraph each, in the form of the `findings` dump. */
void engine_print_findings(FILE *to, const struct prog_program *program,
                           const struct engine_result *result);
void engine_print_stats(FILE *to, const struct engine_stats *stats);

#endif
