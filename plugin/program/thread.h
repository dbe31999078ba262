/* Where a compiler's cleanup goes on.
 *
 * What it is for.  `break`, `continue`, `goto` and `return` out of a block that has variables pass through one place where these
 * variables die, and a switch on a number that was stored before says where each goes on.  To whoever joins paths there, a loop's
 * counter seems to step or not to step, and a variable to be written or not.
 *
 * How it works.  For each number that is known at the end of a predecessor, the block gets a copy that jumps to the
 * switch's target for it; the copy knows the number for the cleanup behind it.  A block that nothing leads to
 * any more goes.
 *
 * What it gives up.  Blocks of more than a few instructions, with phis, or whose values are used elsewhere.
 */
#ifndef UNSOWN_PROGRAM_THREAD_H
#define UNSOWN_PROGRAM_THREAD_H

#include "program.h"

/* Changes the function's blocks and edges; values keep their numbers. */
void prog_thread_cleanups(struct prog_program *p, struct prog_function *f);

#endif
