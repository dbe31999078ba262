/* malloc and its family for a whole program: LD_PRELOAD=libunsown-malloc.so PROGRAM.
 *
 * What it is for.  To run a program that knows nothing of us with this allocator: to measure, or to
 * look for faults with UNSOWN_DEBUG=1.
 *
 * How it works.  The functions of the C library's allocator are defined here and call ours, with
 * the differences that programs written for the C library rely on (realloc to 0 frees).  "The
 * system's malloc", for larger requests, is the next one in the program: next_malloc.c.
 *
 * What it gives up.  Functions that only tune or describe glibc's malloc (mallopt, mallinfo) still
 * speak to it, and so about larger requests only.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>
#include <unsown/alloc.h>

#include "../src/cache.h"
#include "../src/debugging.h"
#include "../src/fault.h"
#include "../src/hardened.h"
#include "../src/otherwise.h"
#include "../src/release.h"
#include "next_malloc.h"

void *malloc(size_t size);
void *calloc(size_t count, size_t size);
void *realloc(void *block, size_t size);
void *reallocarray(void *block, size_t count, size_t size);
void free(void *block);
void free_sized(void *block, size_t size);
void free_aligned_sized(void *block, size_t alignment, size_t size);
void *aligned_alloc(size_t alignment, size_t size);
void *memalign(size_t alignment, size_t size);
int posix_memalign(void **block, size_t alignment, size_t size);
void *valloc(size_t size);
void *pvalloc(size_t size);
size_t malloc_usable_size(void *block);

/* The fast path of unsown_malloc() and unsown_free() is repeated here: it is most of what a program
 * calls, and needs the next allocator only when the thread's list cannot serve. */
static UNSOWN_NOINLINE void *malloc_slowly(size_t size, const void *caller)
{
    return unsown_next_ready() ? unsown_malloc_otherwise(size, caller) : unsown_early_take(size);
}

UNSOWN_API UNSOWN_HOT void *malloc(size_t size)
{
    void *block = unsown_cache_take(size);
    if (UNSOWN_LIKELY(block != NULL))
        return block;
    if (unsown_is_hardened()) /* decided: so the next one is known */
        return unsown_hardened_malloc(size, UNSOWN_CALLER());
    return malloc_slowly(size, UNSOWN_CALLER());
}

UNSOWN_API void *calloc(size_t count, size_t size)
{
    if (unsown_next_ready())
        return unsown_calloc(count, size);
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) {
        errno = ENOMEM;
        return NULL;
    }
    return unsown_early_take(bytes); /* never used before, so zeroed */
}

static UNSOWN_NOINLINE void *realloc_slowly(void *block, unsigned code, size_t size,
                                            const void *caller)
{
    if (!block)
        return malloc_slowly(size, caller);
    if (!size) {
        free(block);
        return NULL;
    }
    if (UNSOWN_LIKELY(code != UNSOWN_CODE_NONE || !unsown_is_early(block)))
        return unsown_resize_otherwise(block, code, size, caller);
    return unsown_early_move(block, size);
}

UNSOWN_API UNSOWN_HOT void *realloc(void *block, size_t size)
{
    unsigned code = (unsigned)unsown_code_of(block);
    if (unsown_release_stays(code, size))
        return block;
    if (code != UNSOWN_CODE_NONE && size && unsown_is_hardened())
        return unsown_hardened_resize(block, code, size, UNSOWN_CALLER());
    return realloc_slowly(block, code, size, UNSOWN_CALLER());
}

UNSOWN_API void *reallocarray(void *block, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) {
        errno = ENOMEM;
        return NULL;
    }
    return realloc(block, bytes);
}

static UNSOWN_NOINLINE void free_unpooled(void *block)
{
    if (!unsown_is_early(block))
        unsown_free_otherwise(block, UNSOWN_CODE_NONE, UNSOWN_ANY_SIZE);
}

UNSOWN_API UNSOWN_HOT void free(void *block)
{
    size_t code = unsown_cache_code(block);
    if (UNSOWN_LIKELY(unsown_cache_give(block, code)))
        return;
    if (code == UNSOWN_CODE_NONE)
        free_unpooled(block);
    else if (unsown_is_hardened())
        unsown_hardened_give(block, code);
    else
        unsown_free_otherwise(block, code, UNSOWN_ANY_SIZE);
}

UNSOWN_API void free_sized(void *block, size_t size)
{
    if (!unsown_is_early(block))
        unsown_free_sized(block, size);
}

UNSOWN_API void free_aligned_sized(void *block, size_t alignment, size_t size)
{
    (void)alignment;
    free_sized(block, size);
}

UNSOWN_API void *aligned_alloc(size_t alignment, size_t size)
{
    if (!unsown_next_ready() && alignment <= UNSOWN_ALIGNMENT)
        return unsown_early_take(size);
    return unsown_aligned_alloc(alignment, size);
}

UNSOWN_API void *memalign(size_t alignment, size_t size)
{
    /* Any alignment is allowed here; the next power of two is one that serves. */
    size_t power = UNSOWN_ALIGNMENT;
    while (power < alignment && power <= SIZE_MAX / 2)
        power *= 2;
    return aligned_alloc(power, size);
}

UNSOWN_API int posix_memalign(void **block, size_t alignment, size_t size)
{
    if (alignment < sizeof(void *) || alignment & (alignment - 1))
        return EINVAL;
    int saved = errno;
    void *fresh = aligned_alloc(alignment, size);
    errno = saved; /* it returns its error and leaves errno alone */
    if (!fresh)
        return ENOMEM;
    *block = fresh;
    return 0;
}

UNSOWN_API void *valloc(size_t size)
{
    return aligned_alloc((size_t)sysconf(_SC_PAGESIZE), size);
}

UNSOWN_API void *pvalloc(size_t size)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    if (size > SIZE_MAX - page) {
        errno = ENOMEM;
        return NULL;
    }
    return aligned_alloc(page, (size + page - 1) & ~(page - 1));
}

UNSOWN_API size_t malloc_usable_size(void *block)
{
    return unsown_is_early(block) ? unsown_early_size(block) : unsown_usable_size(block);
}
