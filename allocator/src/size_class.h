/* Size classes: which block size serves a request.
 *
 * Blocks come in steps of 16 bytes up to 512: class c has 16 * c bytes, c from 1 to 32.  Even steps
 * need no table, waste at most 15 bytes, and every size is a multiple of the alignment.  One more, of 528
 * bytes, is for hardened mode, which adds 16 to each request.
 *
 * Headers and caches speak of codes.  A code is a class, or one of the two that no request has:
 * NONE, what a page holds that never was a pool, and APART, for pools whose blocks no thread may
 * keep for itself when they are freed (those of explicit heaps, and all of them in the modes that
 * look at every request).
 */
#ifndef UNSOWN_SRC_SIZE_CLASS_H
#define UNSOWN_SRC_SIZE_CLASS_H

#include <stddef.h>
#include <unsown/alloc.h>

enum {
    UNSOWN_CODE_NONE = 0,
    UNSOWN_CLASS_FIRST = 1,
    UNSOWN_CLASS_LAST = UNSOWN_SIZE_CLASSES,
    UNSOWN_CODE_APART,
    UNSOWN_CODES
};

/* size is at most that of the last class; 0 is served as 1. */
static inline unsigned unsown_class_of(size_t size)
{
    return (unsigned)((size + (size == 0) + UNSOWN_ALIGNMENT - 1) / UNSOWN_ALIGNMENT);
}

static inline size_t unsown_class_size(unsigned size_class)
{
    return (size_t)size_class * UNSOWN_ALIGNMENT;
}

#endif
