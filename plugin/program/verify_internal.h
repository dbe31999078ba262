/* What the two files of the verifier share.  Internal to plugin/program. */
#ifndef UNSOWN_PROGRAM_VERIFY_INTERNAL_H
#define UNSOWN_PROGRAM_VERIFY_INTERNAL_H

#include "verify.h"

struct verifier {
    const struct prog_program *p;
    uint32_t function;
    const struct prog_function *f;
    struct prog_verify_error *error;
    uint32_t *positions; /* of each instruction in its block's list */
};

/* Describes the fault in vr->error and returns false.  block and value may be PROG_NONE. */
bool prog_verify_fault(const struct verifier *vr, prog_block block, prog_value value,
                       const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Whether every definition comes before its uses on every path; edges and operands are checked
 * already. */
bool prog_verify_order(const struct verifier *vr);

#endif
