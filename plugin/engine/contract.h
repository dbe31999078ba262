/* What a function does to memory, as far as definedness goes.
 *
 * A contract is the common form of three things: a model of a library function (models/), the
 * annotations of a user's declaration (intent.h: UNSOWN_READS, UNSOWN_WRITES, ...), and the summary
 * that the engine computes for a function of the program.  It is a list of effects, applied in
 * order.  Sizes and conditions are small expressions over the parameters and the result, the same
 * that C would write.
 *
 * The text form is a C prototype followed by the macros of intent.h and those that only models
 * use (models/model.h); docs/models.md describes it.
 */
#ifndef UNSOWN_ENGINE_CONTRACT_H
#define UNSOWN_ENGINE_CONTRACT_H

#include <stdio.h>

#include "../program/program.h"

enum contract_expr_op {
    CONTRACT_NUMBER, /* number */
    CONTRACT_PARAM,  /* number: which, from 0 */
    CONTRACT_RESULT,
    CONTRACT_DEREF,  /* a: a pointer parameter; its target's value as it was before the call */
    CONTRACT_AFTER,  /* a: a pointer parameter; its target's value after the call */
    CONTRACT_SIZEOF, /* a: a pointer parameter; the size of what it points to, by its type */
    CONTRACT_STRLEN, /* a: a pointer parameter; the length of the string there */
    CONTRACT_ADD, CONTRACT_SUB, CONTRACT_MUL, CONTRACT_DIV, CONTRACT_REM,
    CONTRACT_EQ, CONTRACT_NE, CONTRACT_LT, CONTRACT_LE, CONTRACT_GT, CONTRACT_GE, /* signed */
    CONTRACT_AND, CONTRACT_OR, CONTRACT_NOT,    /* logical */
    CONTRACT_BITAND, CONTRACT_BITOR,
    CONTRACT_IF,     /* a ? b : c */
};

struct contract_expr {
    enum contract_expr_op op;
    int64_t number;
    const struct contract_expr *a, *b, *c;
};

enum contract_effect_kind {
    CONTRACT_READS,     /* the call reads size bytes at param: they must be defined */
    CONTRACT_WRITES,    /* size bytes at param are defined on return (if cond, when there is one) */
    CONTRACT_COPIES,    /* size bytes move from from to param with their definedness (memmove) */
    CONTRACT_FILLS,     /* size bytes at param become defined, holding zero when zeroed is set */
    CONTRACT_LEAVES,    /* size bytes at param leave the program (unsown-leak) */
    CONTRACT_ALLOCATES, /* the result is a new object of size bytes, undefined, or null */
    CONTRACT_ZEROED,    /* the same, zeroed */
    CONTRACT_DUPLICATES,/* the same, holding defined bytes (strdup) */
    CONTRACT_RESIZES,   /* the result is a new object of size bytes that begins as param's did
                           (realloc); the rest is undefined */
    CONTRACT_RETURNS,   /* the result is the value of parameter param (memcpy) */
    CONTRACT_RESULT_IS, /* cond holds of the result (a range) */
    CONTRACT_FREES,     /* the object at param dies */
    CONTRACT_OUT_VARARGS, /* pointers among the variadic arguments are written (scanf): the first
                           `result` of them, or all when size is NULL */
    CONTRACT_IN_VARARGS,  /* variadic arguments are read as values (printf) */
    CONTRACT_POINTS_INTO, /* the result is null, in the object at param, or in defined memory of the
                             library's own (strchr, dirname) */
    CONTRACT_ESCAPES,   /* what can be reached from param may be read and written, now and by any
                           later call, as if it had been handed to an unknown function (readv) */
    CONTRACT_TERMINATES,/* behind the call, what is at param is a string shorter than size bytes (if
                           cond) */
    CONTRACT_TIME_FORMAT,/* param is a format of strftime(): if what it gives fits in size bytes, the result is
                            not 0 */
    CONTRACT_CALLS,     /* the call runs the function at param (qsort): memory that unknown code can
                           reach may change */
};

/* Notes on kinds and members:
 * - any effect may have a cond, reads, frees, RETURNS and objects included: where it does not hold,
 *   nothing is said (of RETURNS: the result is any other pointer);
 * - values narrower than 64 bits count as signed: a failing (size_t)-1 is -1 on every target;
 * - ALLOCATES, ZEROED and DUPLICATES with deref 1 do not speak of the result: the call puts the
 *   address of the new object into what param points to (posix_memalign, asprintf), if cond;
 * - RETURNS with a size returns param plus that many bytes (mempcpy);
 * - OUT_VARARGS and IN_VARARGS of a function that takes a va_list speak of what that list holds;
 * - a pointer that the call returns and that no effect explains points to memory that is none of
 *   the caller's objects and is defined (getenv, localtime). */

struct contract_effect {
    enum contract_effect_kind kind;
    uint32_t param, from;               /* parameter numbers; param may be that of a `**` whose
                                           target is meant: then deref is 1 */
    uint32_t deref;
    bool zeroed;
    const char *field;                  /* READS: of the struct at param, its name; else NULL */
    const struct contract_expr *size;   /* NULL: as far as the object goes */
    const struct contract_expr *cond;   /* NULL: always */
};

enum contract_flag {
    CONTRACT_NORETURN = 1 << 0,
    CONTRACT_PURE = 1 << 1,      /* equal arguments and memory give an equal result; no effect */
    CONTRACT_SAME_RESULT = 1 << 2, /* equal arguments give an equal result in one function */
    CONTRACT_TWICE = 1 << 3,     /* may return twice (setjmp) */
    CONTRACT_ERRNO = 1 << 5,     /* the result points to errno */
    CONTRACT_ENDS = 1 << 6,      /* what means failure may be the end of its input, with errno as it was */
    CONTRACT_PARTIAL = 1 << 4,   /* says only part: what it does not mention is as for an unknown
                                    function (a user's annotations); a model is complete */
};

struct contract {
    const char *name;             /* of the function */
    uint32_t n_params;            /* of the prototype */
    uint32_t flags;               /* enum contract_flag */
    struct contract_effect *effects;
    uint32_t n_effects;
};

struct contract_set; /* contracts by name */

struct contract_error {
    const char *file;
    uint32_t line, column;
    char message[256]; /* what was expected, and what stands there */
};

/* An empty set; contract_set_free() frees it and all that was parsed into it. */
struct contract_set *contract_set_new(void);
void contract_set_free(struct contract_set *set);
/* Parses `length` bytes of prototypes.  A later contract of a name replaces an earlier one.
 * False at the first fault, which error then tells; the set is then as it was before. */
bool contract_parse(struct contract_set *set, const char *file, const char *text, size_t length,
                    struct contract_error *error);
/* The contract for that name, or NULL.  "__builtin_" and "__" variants are entries of their own;
 * the _chk variants of fortified libraries too. */
const struct contract *contract_find(const struct contract_set *set, const char *name);
/* A contract from the annotations on a declaration (prog_function.contracts), whose expressions
 * name its parameters.  NULL and error set when one does not parse: error->file is then NULL, for
 * the place is the declaration's, and the message quotes the annotation.  Not entered into the set
 * (contract_find() does not see it), but lives as long as the set does. */
const struct contract *contract_from_annotations(struct contract_set *set,
                                                 const struct prog_function *f,
                                                 struct contract_error *error);
uint32_t contract_set_size(const struct contract_set *set);

/* One line for the name, then one for each effect and flag; parameters are arg0, arg1, ... */
void contract_print(FILE *to, const struct contract *contract);
void contract_print_expr(FILE *to, const struct contract_expr *expr);

struct contract_source {
    const char *file, *text;
    size_t length;
};
/* Parses of `n` texts those contracts only that the functions of the program may need.  After a fault
 * the set holds what stands before it. */
bool contract_parse_for(struct contract_set *set, const struct prog_program *p, uint32_t n,
                        const struct contract_source *sources, struct contract_error *error);

/* The models that the build embedded (models/). */
extern const struct contract_source contract_builtin[];
extern const uint32_t contract_builtin_count;

#endif
