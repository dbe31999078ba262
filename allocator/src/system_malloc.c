/* Larger requests go to the C library's malloc (system.h). */
#define _GNU_SOURCE
#include "system.h"

#include <errno.h>
#include <malloc.h>
#include <stdlib.h>

void *unsown_system_malloc(size_t size)
{
    return malloc(size);
}

void *unsown_system_calloc(size_t size)
{
    return calloc(1, size);
}

void *unsown_system_realloc(void *block, size_t size)
{
    return realloc(block, size);
}

void *unsown_system_aligned(size_t alignment, size_t size)
{
    void *block = NULL;
    /* posix_memalign and not aligned_alloc: older C libraries want size to be a multiple there. */
    int error = posix_memalign(&block, alignment < sizeof(void *) ? sizeof(void *) : alignment,
                               size);
    if (!error)
        return block;
    errno = error;
    return NULL;
}

void unsown_system_free(void *block)
{
    free(block);
}

size_t unsown_system_usable_size(const void *block)
{
    return malloc_usable_size((void *)block);
}
