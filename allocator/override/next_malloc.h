/* The allocator behind ours, in a program whose malloc is us.
 *
 * It is found by dlsym(), which may itself need memory, and requests come before the environment
 * can be read.  Until then they are served from a small buffer; its blocks are never reused.
 */
#ifndef UNSOWN_OVERRIDE_NEXT_MALLOC_H
#define UNSOWN_OVERRIDE_NEXT_MALLOC_H

#include <stdbool.h>
#include <stddef.h>

/* Whether the next allocator is known, after an attempt to find it.  False only for the thread that
 * looks for it at this moment, and before the C library has started. */
bool unsown_next_ready(void);

/* Zeroed memory from the buffer, or NULL with errno ENOMEM when it is used up. */
void *unsown_early_take(size_t size);
/* Whether block came from there; false for NULL. */
bool unsown_is_early(const void *block);
size_t unsown_early_size(const void *block);
/* A block of size bytes that begins as block does. */
void *unsown_early_move(const void *block, size_t size);

#endif
