/* The public functions: which way a request takes.
 *
 *     release     up to 512 bytes from the heap, the rest from the system
 *     debugging   everything through debugging.c, which stands on the release functions here
 *     tracked     small ones through tracked.c, the rest from the system
 *     system      everything from the system
 *
 * Small requests in release mode are the fast path; all others leave it after one test.
 */
#include <errno.h>
#include <string.h>
#include <unsown/alloc.h>

#include "config.h"
#include "debugging.h"
#include "heap.h"
#include "ownership.h"
#include "release.h"
#include "system.h"
#include "tracked.h"

/* Pointers may be subtracted: no object is larger than this. */
#define SIZE_MOST ((size_t)PTRDIFF_MAX)

static bool too_large(size_t size)
{
    if (UNSOWN_LIKELY(size <= SIZE_MOST))
        return false;
    errno = ENOMEM;
    return true;
}

static bool product(size_t count, size_t size, size_t *bytes)
{
    if (!__builtin_mul_overflow(count, size, bytes))
        return true;
    errno = ENOMEM;
    return false;
}

/* --- malloc ---------------------------------------------------------------------------------- */

static UNSOWN_NOINLINE void *malloc_otherwise(size_t size)
{
    if (too_large(size))
        return NULL;
    switch (unsown_config_mode()) {
    case UNSOWN_MODE_DEBUGGING:
        return unsown_debugging_take(UNSOWN_ALIGNMENT, size, false);
    case UNSOWN_MODE_TRACKED:
        return unsown_tracked_take(size, false);
    default:
        return unsown_release_take(size);
    }
}

void *unsown_malloc(size_t size)
{
    if (UNSOWN_LIKELY(size <= UNSOWN_SMALL_MAX && unsown_is_plain())) {
        void *block = unsown_heap_take(unsown_class_of(size));
        if (UNSOWN_LIKELY(block != NULL))
            return block;
    }
    return malloc_otherwise(size);
}

void *unsown_calloc(size_t count, size_t size)
{
    size_t bytes;
    if (!product(count, size, &bytes) || too_large(bytes))
        return NULL;
    switch (unsown_config_mode()) {
    case UNSOWN_MODE_DEBUGGING:
        return unsown_debugging_take(UNSOWN_ALIGNMENT, bytes, true);
    case UNSOWN_MODE_TRACKED:
        return unsown_tracked_take(bytes, true);
    default:
        return unsown_release_take_zeroed(bytes);
    }
}

void *unsown_aligned_alloc(size_t alignment, size_t size)
{
    if (!alignment || alignment & (alignment - 1)) {
        errno = EINVAL;
        return NULL;
    }
    if (alignment > SIZE_MOST || size > SIZE_MOST - alignment) {
        errno = ENOMEM;
        return NULL;
    }
    switch (unsown_config_mode()) {
    case UNSOWN_MODE_DEBUGGING:
        return unsown_debugging_take(alignment, size, false);
    case UNSOWN_MODE_TRACKED:
        if (alignment <= UNSOWN_ALIGNMENT)
            return unsown_tracked_take(size, false);
        return unsown_system_aligned(alignment, size ? size : 1);
    default:
        return unsown_release_take_aligned(alignment, size);
    }
}

/* --- free ------------------------------------------------------------------------------------ */

static UNSOWN_NOINLINE void free_otherwise(void *block)
{
    switch (unsown_config_mode()) {
    case UNSOWN_MODE_DEBUGGING:
        unsown_debugging_give(block);
        break;
    case UNSOWN_MODE_TRACKED:
        if (unsown_is_ours(block))
            unsown_tracked_give(block);
        else
            unsown_system_free(block);
        break;
    default:
        unsown_release_give(block);
    }
}

void unsown_free(void *block)
{
    if (!block)
        return;
    if (UNSOWN_LIKELY(unsown_is_plain() && unsown_is_ours(block)))
        unsown_heap_give(unsown_pool_at(block), block);
    else
        free_otherwise(block);
}

/* --- realloc --------------------------------------------------------------------------------- */

void *unsown_realloc(void *block, size_t size)
{
    if (!block)
        return unsown_malloc(size);
    if (too_large(size))
        return NULL;
    switch (unsown_config_mode()) {
    case UNSOWN_MODE_DEBUGGING:
        return unsown_debugging_resize(block, size);
    case UNSOWN_MODE_TRACKED:
        if (unsown_is_ours(block))
            return unsown_tracked_resize(block, size);
        return unsown_system_realloc(block, size ? size : 1);
    default:
        return unsown_release_resize(block, size);
    }
}

void *unsown_reallocarray(void *block, size_t count, size_t size)
{
    size_t bytes;
    return product(count, size, &bytes) ? unsown_realloc(block, bytes) : NULL;
}

/* --- the rest -------------------------------------------------------------------------------- */

size_t unsown_usable_size(const void *block)
{
    if (!block)
        return 0;
    switch (unsown_config_mode()) {
    case UNSOWN_MODE_DEBUGGING:
        return unsown_debugging_size(block);
    case UNSOWN_MODE_TRACKED:
        return unsown_is_ours(block) ? unsown_tracked_size(block)
                                     : unsown_system_usable_size(block);
    default:
        return unsown_release_size(block);
    }
}

void unsown_trim(void)
{
    unsown_heap_trim();
}

/* --- fork() ---------------------------------------------------------------------------------- */

/* The child has only the thread that called fork().  To hold every lock across it means that no
 * other thread is in the middle of a change that nobody would finish.  Taken in the order in which
 * they nest. */
static void before_fork(void)
{
    pthread_mutex_lock(&unsown_debugging_lock);
    pthread_mutex_lock(&unsown_tracked_lock);
    pthread_mutex_lock(&unsown_heap.lock);
}

static void after_fork(void)
{
    pthread_mutex_unlock(&unsown_heap.lock);
    pthread_mutex_unlock(&unsown_tracked_lock);
    pthread_mutex_unlock(&unsown_debugging_lock);
}

/* At start and not at the first request: to register a handler may itself need malloc. */
__attribute__((__constructor__)) static void watch_fork(void)
{
    pthread_atfork(before_fork, after_fork, after_fork);
}
