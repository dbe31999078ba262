/* Calls through a function pointer that nothing ever changes become calls of the function.
 *
 * `static const struct ops ops = { get };` and `static void *(*alloc)(size_t) = malloc;` say what
 * `ops.get()` and `alloc()` call, and everything behind (summaries, models, splicing) asks for the
 * function.  A call through an element of a table, at an index that is not constant, becomes a choice
 * between calls of the functions in the table.  Done once, in place, before the call graph is made.
 *
 * What it gives up.  Tables of more than a few functions; pointers in locals.
 */
#ifndef UNSOWN_ENGINE_DEVIRTUALISE_H
#define UNSOWN_ENGINE_DEVIRTUALISE_H

#include "base.h"

/* constant: as from globals_constant(). */
void devirtualise(struct prog_program *program, const uint8_t *constant);

#endif
