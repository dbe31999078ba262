/* What a function of the program does to memory, computed from its graph.
 *
 * It is what a caller sees of a call that is not spliced in: which bytes behind its pointer
 * parameters it reads before it writes them, which it surely writes, which it writes when its
 * result is in a class, whether it returns fresh memory or one of its parameters, whether it
 * returns at all.  Callees are summarised before callers; functions that call each
 * other in a circle, or themselves, see of that what they do without coming round.
 */
#ifndef UNSOWN_ENGINE_SUMMARY_H
#define UNSOWN_ENGINE_SUMMARY_H

#include "graph.h"

enum { RESULT_ZERO = 1, RESULT_POSITIVE = 2, RESULT_NEGATIVE = 4, RESULT_ANY = 7 };

#define SUMMARY_RESULT UINT32_MAX /* in place of a parameter number: what the result points to */
#define RESULTS_MAX 6             /* constants that a function is known to return */
#define SUMMARY_WHOLE UINT64_MAX  /* in place of a size: some bytes from the offset on */

struct summary_write {
    uint32_t param;
    int64_t offset;
    uint64_t size;    /* bytes */
    uint32_t classes; /* written whenever the result is in one of these; RESULT_ANY: always */
    bool maybe;       /* and on some paths of the other classes too */
};
struct summary_need {
    uint32_t param;
    int64_t offset;
    uint64_t size;
    struct prog_loc loc; /* the read ... */
    uint32_t function;   /* ... and where it stands */
};

/* Whether others hold the pointer when the function has returned. */
enum summary_escape {
    ESCAPE_NONE,
    ESCAPE_KEPT,  /* its address stands in memory: later calls and stores may write to it */
    ESCAPE_GIVEN, /* a function that is not seen got it: it may have been written already */
};

struct summary {
    ARRAY(struct summary_write) writes;
    ARRAY(struct summary_need) needs; /* read on every path, before it is written */
    uint32_t n_params;
    uint8_t *escapes;       /* by parameter: enum summary_escape */
    uint8_t *reaches;       /* by parameter: what is reached through pointers there may be written */
    uint32_t returns_param; /* NONE, or: the result is that parameter */
    bool returns_partly; /* put together from several writes, some of which may be missing */
    bool returns_rounded;   /* the result is a pointer that was rounded down, plus some bytes */
    bool returns_heap;      /* the result is a new object, or null */
    uint32_t heap_param;    /* the parameter that is its size in bytes, NONE */
    uint64_t heap_size;     /* or its constant size, 0 */
    uint64_t results[RESULTS_MAX]; /* the result is one of these constants ... */
    uint32_t n_results;     /* 0: it can be others */
    bool not_null;          /* the result is a pointer that is not null, or was accessed through */
    bool makes;             /* leaves a new object, not filled as a whole, behind a parameter */
    bool noreturn;
    uint8_t *may_read;      /* by parameter: it may be read before it is written, beyond needs */
    uint32_t size;          /* instructions, for the choice to splice it in */
    const char *maker;      /* returns_heap: the function that allocates in the end */
};

/* Of a function that does nothing. */
struct summary *summary_blank(const struct prog_function *f);
struct summary *summary_new(struct graph *g);
void summary_free(struct summary *s);
void summary_print(FILE *to, const struct prog_function *f, const struct summary *s);

#endif
