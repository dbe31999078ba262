/* What the name of a function that cannot be seen says of it.
 *
 * C programs name what ends the program and what takes an object down in few ways.  A name is no proof: what rests
 * on it is either silence (a path behind `fatal()`) or a finding that other paths of the same function confirm
 * (an object that only some of them set up before `buffer_clear()`).
 */
#ifndef UNSOWN_ENGINE_HABITS_H
#define UNSOWN_ENGINE_HABITS_H

#include "base.h"

/* Ends the program: fatal, die_errno, usage, xpanic; asked of functions without a result. */
bool habit_ends(const char *name);
/* Takes an object down that was set up before: buffer_clear, free_args, ListDestroy. */
bool habit_releases(const char *name);

#endif
