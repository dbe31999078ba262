/* Where requests go that the thread's lists do not serve (alloc.c): for the public functions, and for those of
 * the C library's names in the override.
 */
#ifndef UNSOWN_SRC_OTHERWISE_H
#define UNSOWN_SRC_OTHERWISE_H

#include <stddef.h>

/* As unsown_malloc(), when unsown_cache_take() has none.  caller: the instruction behind the call. */
void *unsown_malloc_otherwise(size_t size, const void *caller);
/* A block that unsown_cache_give() did not take, and its unsown_cache_code().  size is what the program says, or
 * UNSOWN_ANY_SIZE. */
void unsown_free_otherwise(void *block, size_t code, size_t size);
/* A block that does not stay where it is for unsown_release_stays(), and its code; or NULL. */
void *unsown_resize_otherwise(void *block, unsigned code, size_t size, const void *caller);

#endif
