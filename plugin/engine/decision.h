/* One function's candidates while they are decided: what feasibility.c, sieve.c and witness.c share. */
#ifndef UNSOWN_ENGINE_DECISION_H
#define UNSOWN_ENGINE_DECISION_H

#include "encode.h"
#include "feasibility.h"

struct decision {
    struct feasibility *f;
    struct graph *g;
    Z3_context z3;
    Z3_params params;
    struct encoder *encoder;  /* exact, of the candidate at hand */
    struct encoder *outline;  /* coarse, of all candidates so far */
    Z3_solver outline_solver; /* holds the facts of the outline */
    uint32_t outline_facts;   /* how many of them */
    struct map reported; /* (object, offset) that a finding has named */
    uint64_t spent, budget;
    uint64_t before; /* the context's count when this function began */
    uint32_t query_steps;
    bool guessing; /* the second time through the candidates: what hangs on a guess is asked about, too */
};

/* --- feasibility.c --------------------------------------------------------------------------- */

/* Whether the id is one that the caller wants to hear of. */
bool decision_wants(const struct decision *d, enum engine_id id);
/* The solver's count of its own work; one for all solvers of a context. */
uint64_t decision_steps(struct decision *d, Z3_solver solver);
bool decision_holds(struct decision *d, Z3_model model, Z3_ast term);
/* That every callee that was not followed writes what it sometimes writes. */
Z3_ast decision_guesses(struct decision *d, struct encoder *encoder);
/* That the event's bits are undefined: all of them, or for some kinds some. */
Z3_ast decision_undefined(struct encoder *encoder, const struct event *e);

/* --- sieve.c ------------------------------------------------------------------------------------ */

/* Sets kept for the events (numbers in the graph) that the control flow alone does not exclude. */
void sieve_events(struct decision *d, uint32_t n, const uint32_t *events, uint8_t *kept);
/* Whether the control flow alone lets a run come to that flow node. */
bool sieve_reaches(struct decision *d, uint32_t flow);

/* --- witness.c ---------------------------------------------------------------------------------- */

/* Follows the model from the entry to the event; `deciding` marks the branches worth telling. */
void witness_path(struct decision *d, Z3_model model, const struct event *e, const uint8_t *deciding,
              struct engine_finding *out);
/* Which bytes of the object are undefined at the event: by leaf of its type. */
void witness_map(struct decision *d, Z3_model model, const struct event *e,
             struct engine_finding *out);
/* That what decides the branches is a small number: of all witnesses one that a person can follow;
 * NULL when nothing but truth decides. */
Z3_ast witness_small(struct decision *d, const uint8_t *deciding);

/* --- inputs.c ----------------------------------------------------------------------------------- */

/* What the run needs to take the path of the model: out->inputs.  model NULL: any path. */
void inputs_find(struct decision *d, Z3_model model, struct engine_finding *out);

#endif
