/* Checks that a program keeps what program.h promises.
 *
 * What it is for.  Whoever builds a program (the lowering, the parser, a test) can be wrong;
 * whoever reads one would have to be wary everywhere.  Instead this is run between the two, in the
 * ordinary test run too.  It follows no index before it has checked it, so it is safe on anything
 * whose tables and counts agree.
 *
 * How it works.  Tables first, then for each function its blocks and edges, each instruction
 * alone, and last, over the dominator tree, that definitions come before uses.  It stops at the
 * first fault.  Time is linear in the program but for sorting edges and cases.
 *
 * What it gives up.  Whether the arguments of a call fit the callee (C lets them differ), whether
 * `kind` makes sense (a hint only), and order in blocks that cannot be reached.
 */
#ifndef UNSOWN_PROGRAM_VERIFY_H
#define UNSOWN_PROGRAM_VERIFY_H

#include "program.h"

struct prog_verify_error {
    /* Where the fault is; PROG_NONE for what does not apply. */
    uint32_t global, function;
    prog_block block;
    prog_value value;
    struct prog_loc loc; /* the source place of the instruction, function or global */
    /* The place in words (blocks and values as prog_print() numbers them), what is wrong, and
     * what would be right. */
    char message[512];
};

/* False at the first fault, which *e then tells.  e may not be NULL. */
bool prog_verify(const struct prog_program *p, struct prog_verify_error *e);

#endif
