/* Explicit heaps: blocks that can be freed all at once (alloc.h).
 *
 * Small blocks come from arenas of the heap's own, under its lock, and go back to them at once; large
 * ones are the system's, and noted in a table (large.h).  To destroy a heap is to give its arenas
 * back whole.  They have no guards in any mode, but a second free and a pointer into the middle are
 * always noticed.
 */
#ifndef UNSOWN_SRC_EXPLICIT_H
#define UNSOWN_SRC_EXPLICIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Does what the program wants with a block of an explicit heap; false, and nothing done, if it is no
 * such block.  code: as unsown_code_of() says of it.  On failure *moved is NULL with errno ENOMEM. */
bool unsown_explicit_give(void *block, unsigned code);
bool unsown_explicit_resize(void *block, unsigned code, size_t size, void **moved);
/* How many bytes of it may be used; SIZE_MAX if it is no such block. */
size_t unsown_explicit_size(const void *block, unsigned code);

#endif
