/* Reads of fields that nothing in the file writes.
 *
 * What it is for.  A maker leaves a field unset, the object goes through lists and tables and other
 * files, and a function here reads the field: no path shows both.  The lowering marks loads of such fields, and
 * every call that handles whole objects of the struct (prog_inst.record).
 *
 * How it works.  If at least one of these calls makes uninitialized objects, and each of the others does so too or writes
 * nothing to them, then no object of that struct ever has the field set.  The first read of it in the file is told, unless a
 * path to one of its reads was told already.
 *
 * What it gives up.  Whether the function with the read is ever called; structs of which some objects are zeroed, copied, or
 * made by what has no model.
 */
#ifndef UNSOWN_ENGINE_UNWRITTEN_H
#define UNSOWN_ENGINE_UNWRITTEN_H

#include "engine.h"
#include "summary.h"

struct unwritten_env {
    const struct prog_program *program;
    const struct contract_set *models;      /* or NULL */
    const struct summary *const *summaries; /* by function, NULL for what is not defined */
};

/* Appends to the findings, of which there are *n: one for each such field. */
void unwritten_find(const struct unwritten_env *env, struct engine_finding **findings, uint32_t *n,
                    uint32_t *cap);

#endif
