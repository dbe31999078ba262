/* All that the allocator asks of the system.
 *
 * Two files implement it: system_memory.c (pages) and system_malloc.c (larger requests).  Both can
 * be replaced at link time: the override has its own system_malloc.c, because there malloc is us,
 * and tests bring one that fails on demand.
 */
#ifndef UNSOWN_SRC_SYSTEM_H
#define UNSOWN_SRC_SYSTEM_H

#include <stdbool.h>
#include <stddef.h>

/* size bytes of zeroed memory, aligned to 4 KiB, or NULL with errno ENOMEM; size is a multiple of
 * 4 KiB. */
void *unsown_system_map(size_t size);
/* Gives back what unsown_system_map() returned.  False: the system could not, and the memory is
 * still there.  errno is left alone. */
bool unsown_system_unmap(void *memory, size_t size);

/* Gives back what is behind a part of it, in whole pages, and keeps the addresses: the part is zeroed
 * when it is used again.  Where the system cannot, nothing happens.  errno is left alone. */
void unsown_system_discard(void *part, size_t size);

/* As the C library's functions of these names.  alignment is a power of two.  Sizes are not 0. */
void *unsown_system_malloc(size_t size);
void *unsown_system_calloc(size_t size);
void *unsown_system_realloc(void *block, size_t size);
void *unsown_system_aligned(size_t alignment, size_t size);
void unsown_system_free(void *block);
size_t unsown_system_usable_size(const void *block);

#endif
