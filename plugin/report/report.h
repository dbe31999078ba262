/* Reports: what was found in one translation unit, written to files.
 *
 * What it is for.  Diagnostics go to the terminal; everything else that a user keeps goes through
 * here: SARIF for code-review tools, suppressions for Memcheck and an ignore list for sanitizers
 * (both from the annotations of intent.h, never by hand), and the audit list of all annotations.
 *
 * How it works.  Who calls fills one struct report_unit and hands it to one function for each file
 * wanted.  Nothing here knows how findings come about.
 *
 * Several units, one file.  A build usually passes the same arguments to every compilation, so each
 * output file holds one section for each translation unit, in the order of their names.  Writing
 * replaces the unit's own section and keeps the others; a unit with nothing to say loses its
 * section.  A section's name is the path of the unit's source seen from the directory of the output
 * file, so equal names in two directories do not meet.  Compilations that run at the same time wait
 * for each other (a lock on the directory; where a file system cannot lock one, parallel builds
 * need a file for each unit).  The result does not depend on the order of the compilations.
 *
 * A file is replaced in one step (a temporary file beside it, then rename) and not touched when
 * nothing changed.  A file with other contents than an earlier report is refused, not overwritten.
 * Devices and pipes are written directly, and then hold this unit alone.
 *
 * Ownership: all strings and arrays belong to the caller and are only read during the call.
 * Strings are UTF-8; what is not valid is replaced, never passed on.
 * Errors: every writer returns false and fills `error`; the old file is then as it was.
 * A failed allocation ends the process: the compiler around us does the same.
 */
#ifndef UNSOWN_REPORT_REPORT_H
#define UNSOWN_REPORT_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A place as the preprocessor presents it.  file NULL or "": not known.  line 0: the whole file.
 * Lines and columns count from 1; end_line 0: a point, else the end (one behind the last column). */
struct report_place {
    const char *file;
    uint32_t line, column;
    uint32_t end_line, end_column;
};

enum report_level { REPORT_NOTE, REPORT_WARNING, REPORT_ERROR };

/* A note of a finding. */
struct report_step {
    struct report_place place;
    const char *message;
};

/* A finding, as diagnosed. */
struct report_item {
    const char *id; /* "unsown-sometimes": one of report_rules */
    enum report_level level;
    const char *message;
    struct report_place place;
    const char *function; /* its linker name, or NULL */
    const char *object;   /* the variable, field or allocating function, or NULL */
    const char *claim, *why;            /* of an annotated read, else NULL */
    const struct report_step *steps;    /* the path to the read, in order */
    size_t n_steps;
    const struct report_step *related;  /* the declaration and what else has no place on the path */
    size_t n_related;
};

/* A function of the unit, as far as suppressions need it. */
struct report_function {
    const char *name; /* linker name */
    /* The compiler may put it into its callers: it has a body here and is not noinline.  Callers of
     * a function that surely stays one of its own need no suppressions, so the more often this is
     * false, the tighter they are. */
    bool may_be_inlined;
    const size_t *callers; /* indices of the functions of this unit that call it */
    size_t n_callers;
    /* Nothing in the program leads to it: no code is made of it, and no suppressions are written. */
    bool never_called;
};

enum report_form {
    REPORT_READ,        /* UNSOWN_READ */
    REPORT_INTENTIONAL, /* UNSOWN_INTENTIONAL: the function as a whole */
    REPORT_SCRATCH,     /* a read of something marked UNSOWN_SCRATCH */
};

/* What Memcheck may have to say because of the read.  When in doubt, all three. */
enum report_effect {
    REPORT_OUTSIDE = 1 << 0, /* the address may lie outside every object: Addr1 to Addr16 */
    REPORT_DECIDES = 1 << 1, /* a branch may depend on the value: Cond */
    REPORT_ADDRESS = 1 << 2, /* an address may depend on the value: Value4 or Value8 */
};
#define REPORT_ALL_EFFECTS (REPORT_OUTSIDE | REPORT_DECIDES | REPORT_ADDRESS)

/* Something that a verdict takes for granted. */
struct report_given {
    struct report_place place;
    const char *text;     /* the annotation as written, or "" */
};

/* An annotated site. */
struct report_site {
    enum report_form form;
    struct report_place place;
    size_t function;      /* index into functions: the one that holds it, as written */
    uint32_t size;        /* bytes read: 1, 2, 4, 8, 16; 0: not known, or several sizes */
    uint32_t effects;     /* enum report_effect */
    const char *claim;    /* NULL for REPORT_SCRATCH, which makes none */
    const char *why;
    const char *verdict;  /* "proved", "failed", "undecided"; NULL: there is no claim to prove */
    const char *because;  /* how it fails, or why nothing was decided; else NULL or "" */
    const char *stronger; /* a stronger claim that holds as well, or NULL */
    const struct report_given *given; /* what the verdict rests on */
    size_t n_given;
    uint64_t microseconds;/* of the processor, that the proof took */
    bool unreached;       /* no path leads to the read: no tool ever complains of it */
};

struct report_unit {
    const char *source;    /* the main file, as given to the compiler */
    const char *directory; /* where relative paths begin; NULL: the working directory */
    const char *version;   /* ours */
    uint32_t pointer_bits; /* of the target: 32 or 64 */
    const struct report_item *items;
    size_t n_items;
    const struct report_site *sites;
    size_t n_sites;
    const struct report_function *functions;
    size_t n_functions;
};

struct report_error {
    char message[1024]; /* "cannot write 'x.sarif': Permission denied" */
};

/* What an id means, for people. */
struct report_rule {
    const char *id, *name, *summary, *help;
    bool on; /* by default */
    enum report_level level;
};
extern const struct report_rule report_rules[];
extern const size_t report_rule_count;

/* SARIF 2.1.0: one run for each unit. */
bool report_sarif(const struct report_unit *unit, const char *path, struct report_error *error);
/* Suppressions for valgrind --suppressions=. */
bool report_suppressions(const struct report_unit *unit, const char *path,
                         struct report_error *error);
/* A list for clang's -fsanitize-ignorelist=.  UNSOWN_READ and UNSOWN_INTENTIONAL need no entry (they
 * carry no_sanitize); functions that read UNSOWN_SCRATCH objects do, for MSan. */
bool report_ignorelist(const struct report_unit *unit, const char *path,
                       struct report_error *error);
/* All annotated sites, as JSON lines: one object for each, behind one for each unit. */
bool report_audit(const struct report_unit *unit, const char *path, struct report_error *error);

#ifdef __cplusplus
}
#endif

#endif
