/* Blocks without any check: from the heap if they are small and pools are on, else the system's.
 *
 * What the public functions do in release mode, and what debugging mode puts its guard bytes
 * around.  size is at most PTRDIFF_MAX in all of them; 0 is served as 1.  A small request for which
 * no pool can be had goes to the system: it may still have what an arena needs too much of.
 */
#ifndef UNSOWN_SRC_RELEASE_H
#define UNSOWN_SRC_RELEASE_H

#include <stdbool.h>
#include <stddef.h>

#include "config.h"
#include "size_class.h"

/* NULL with errno ENOMEM on failure, each. */
void *unsown_release_take(size_t size);
void *unsown_release_take_zeroed(size_t size);
/* alignment is a power of two. */
void *unsown_release_take_aligned(size_t alignment, size_t size);
/* Contents preserved; on failure block is unchanged.  block is not NULL, and its code is known. */
void *unsown_release_resize(void *block, unsigned code, size_t size);
/* Whether, in release mode, a block of that code serves for size bytes as well: it stays where it is unless
 * that would waste more than a quarter of it. */
static inline bool unsown_release_stays(unsigned code, size_t size)
{
    size_t old = unsown_class_size(code);
    return code - UNSOWN_CLASS_FIRST < UNSOWN_CLASS_LAST && size <= old && size >= old - old / 4 &&
           unsown_is_plain();
}
void unsown_release_give(void *block);
/* The same for a block that unsown_cache_give() did not take. */
void unsown_release_give_otherwise(void *block, unsigned code);
size_t unsown_release_size(const void *block);

#endif
