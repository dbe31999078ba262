/* Which globals nothing ever writes, so that their initial value is their value.
 *
 * A static variable all of whose uses are loads, or constants by their type.  Anything that lets
 * its address out makes it an ordinary variable.
 */
#ifndef UNSOWN_ENGINE_GLOBALS_H
#define UNSOWN_ENGINE_GLOBALS_H

#include "base.h"

/* One byte for each global, to be freed by the caller. */
uint8_t *globals_constant(const struct prog_program *p);

#endif
