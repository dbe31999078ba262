/* Size classes: which block size serves a request.
 *
 * Blocks come in steps of 16 bytes up to 512: class 0 has 16 bytes, class 31 has 512.  Even steps
 * need no table, waste at most 15 bytes, and every size is a multiple of the alignment.
 */
#ifndef UNSOWN_SRC_SIZE_CLASS_H
#define UNSOWN_SRC_SIZE_CLASS_H

#include <stddef.h>
#include <unsown/alloc.h>

/* size is at most UNSOWN_SMALL_MAX; 0 is served as 1. */
static inline unsigned unsown_class_of(size_t size)
{
    return (unsigned)((size - (size != 0)) / UNSOWN_ALIGNMENT);
}

static inline size_t unsown_class_size(unsigned size_class)
{
    return (size_t)(size_class + 1) * UNSOWN_ALIGNMENT;
}

#endif
