/* Debugging mode: faults of the program named where they happen.
 *
 *     whole                block                   block + size
 *     | guard, 16 or more  | the program's bytes   | guard, 16 |
 *
 * Fresh, freed and guard bytes have patterns (alloc.h).  What is known about a block stands in a
 * table apart from it, which no overrun can reach: where it begins, its size, whether it lives.
 * Freed blocks are held back for a while, so that a write to them is noticed; a second free is
 * noticed until the address is used again or the table grows.
 *
 *     double free · pointer into the middle of a block · foreign pointer · bytes overwritten
 *     before or behind a block · a freed block written to
 *
 * Each is told on standard error with the address and the size of the allocation; then the program
 * is aborted, or its handler called.  What it gives up: reads are not seen (a memory-debugger build sees them), and one
 * lock serialises everything.  Hardened mode, whose larger blocks are served here, does not
 * fill fresh ones, and leaves a block that changes its size to the system.
 */
#ifndef UNSOWN_SRC_DEBUGGING_H
#define UNSOWN_SRC_DEBUGGING_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

extern pthread_mutex_t unsown_debugging_lock;

/* A block, zeroed or filled with UNSOWN_BYTE_FRESH; NULL with errno ENOMEM.  alignment is a power
 * of two; alignment + size is at most PTRDIFF_MAX.  caller: the instruction behind the call. */
void *unsown_debugging_take(size_t alignment, size_t size, bool zeroed, const void *caller);
/* In these block is not NULL; one that is no live block is told (fault.h), and nothing else done.
 * size is what the program says, or UNSOWN_ANY_SIZE. */
#define UNSOWN_ANY_SIZE SIZE_MAX
void unsown_debugging_give(void *block, size_t size);
void *unsown_debugging_resize(void *block, size_t size, const void *caller);
/* SIZE_MAX for what is no live block, which is told of that function. */
size_t unsown_debugging_size(const char *function, const void *block);
/* Looks at all guard bytes and all freed blocks that are held back; tells each fault and returns
 * their number. */
size_t unsown_debugging_check(void);

#endif
