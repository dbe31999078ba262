/* Objects that one function of the file makes and another one releases.
 *
 * What it is for.  `conn_new()` leaves a field unset and `conn_free()` reads it.  Nobody in the file calls one
 * after the other, but whoever uses the file may: a new object can always be released.  What another function reads
 * of a new object may have been set by a third one in between; that is a maybe.
 *
 * How it works.  For a function with external linkage that returns a new object of a struct of the file's own, and one
 * that takes such an object, a function is added to the program that does what their caller would:
 *
 *     object = maker(...); if (object) reader(..., object, ...);
 *
 * It is analysed as any other one, and what it finds is told of the read in the reader.
 *
 * What it gives up.  Makers that return through a parameter; structs that other files may take apart;
 * functions too large to be spliced in; more than so many pairs.
 */
#ifndef UNSOWN_ENGINE_LIFECYCLE_H
#define UNSOWN_ENGINE_LIFECYCLE_H

#include "contract.h"
#include "summary.h"

struct lifecycle_env {
    struct prog_program *program;
    const struct contract_set *models;      /* or NULL */
    const struct summary *const *summaries; /* by function, NULL for what is not defined */
    uint32_t size_max;                      /* instructions of a function that can be spliced in */
    bool readers;                           /* also functions that do not release the object */
};

struct lifecycle {
    uint32_t function;         /* the one added */
    uint32_t maker, reader;    /* those it calls ... */
    prog_value calls[2];       /* ... and where */
    bool releases;             /* the reader frees the object */
};

/* Adds a function to the program for each pair; *out is the caller's to free.  Returns how many. */
uint32_t lifecycle_add(const struct lifecycle_env *env, struct lifecycle **out);

#endif
