/* Deciding: is there a run on which the candidate sees undefined bits, and what does it look like?
 *
 * A sieve first: the control flow alone, of all candidates at once, often shows that none can
 * happen.  For what is left one solver query for each candidate, over the formulas of encode.h: the
 * read is reached, its bits are undefined.  Unsatisfiable: dropped.  Satisfiable: the model is the
 * witness; a second query, the read is reached with defined bits, tells "on every path" from "on
 * some".  A candidate whose bits all come from places that an earlier finding already named is not
 * asked about.
 */
#ifndef UNSOWN_ENGINE_FEASIBILITY_H
#define UNSOWN_ENGINE_FEASIBILITY_H

#include <z3.h>

#include "candidates.h"
#include "engine.h"

/* Collects findings of one program.  Memory for steps and maps comes from the program's arena. */
struct feasibility {
    struct prog_program *program;
    const struct engine_options *options;
    struct engine_stats *stats;
    ARRAY(struct engine_finding) findings;
    Z3_context z3;        /* shared by some functions: making one takes as long as many a question */
    uint32_t z3_functions;/* how many have used it */
};

void feasibility_decide(struct feasibility *f, struct graph *g, const struct candidates *c);
/* Whether a run of the function leads into the context, which a call was spliced in as, and there to undefined bits at that
 * instruction or in what is called at it.  False only if that is refuted. */
bool feasibility_in_context(struct feasibility *f, struct graph *g, const struct candidates *c,
                            uint32_t context, prog_value inst);
/* Frees what is needed for deciding only; the findings are the caller's. */
void feasibility_close(struct feasibility *f);

#endif
