/* The public functions: which way a request takes.
 *
 *     release     up to 512 bytes from the thread's lists, cache.h; the rest from the system
 *     debugging   everything through debugging.c, which stands on release.c
 *     hardened    small ones through hardened.c, the rest through debugging.c
 *     tracked     small ones through tracked.c, the rest from the system
 *     system      everything from the system
 *
 * The fast path knows no modes: outside release mode the lists are always empty and always full.
 * Blocks of explicit heaps are sorted out before the mode is looked at.
 */
#include <errno.h>
#include <string.h>
#include <unsown/alloc.h>

#include "cache.h"
#include "debugging.h"
#include "explicit.h"
#include "fault.h"
#include "hardened.h"
#include "large.h"
#include "otherwise.h"
#include "release.h"
#include "survey.h"
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

UNSOWN_NOINLINE void *unsown_malloc_otherwise(size_t size, const void *caller)
{
    if (too_large(size))
        return NULL;
    switch (unsown_config_mode()) {
    case UNSOWN_MODE_DEBUGGING:
        return unsown_debugging_take(UNSOWN_ALIGNMENT, size, false, caller);
    case UNSOWN_MODE_HARDENED:
        return unsown_hardened_malloc(size, caller);
    case UNSOWN_MODE_TRACKED:
        return unsown_tracked_take(size, false);
    default:
        return unsown_release_take(size);
    }
}

UNSOWN_HOT void *unsown_malloc(size_t size)
{
    void *block = unsown_cache_take(size);
    if (UNSOWN_LIKELY(block != NULL))
        return block;
    if (unsown_is_hardened())
        return unsown_hardened_malloc(size, UNSOWN_CALLER());
    return unsown_malloc_otherwise(size, UNSOWN_CALLER());
}

void *unsown_calloc(size_t count, size_t size)
{
    size_t bytes;
    if (!product(count, size, &bytes) || too_large(bytes))
        return NULL;
    void *block = unsown_cache_take(bytes);
    if (UNSOWN_LIKELY(block != NULL))
        return memset(block, 0, bytes);
    switch (unsown_config_mode()) {
    case UNSOWN_MODE_DEBUGGING:
        return unsown_debugging_take(UNSOWN_ALIGNMENT, bytes, true, UNSOWN_CALLER());
    case UNSOWN_MODE_HARDENED:
        return unsown_hardened_take(UNSOWN_ALIGNMENT, bytes, true, UNSOWN_CALLER());
    case UNSOWN_MODE_TRACKED:
        return unsown_tracked_take(bytes, true);
    default:
        return unsown_release_take_zeroed(bytes);
    }
}

static void *aligned(size_t alignment, size_t size, const void *caller)
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
        return unsown_debugging_take(alignment, size, false, caller);
    case UNSOWN_MODE_HARDENED:
        return unsown_hardened_take(alignment, size, false, caller);
    case UNSOWN_MODE_TRACKED:
        if (alignment <= UNSOWN_ALIGNMENT)
            return unsown_tracked_take(size, false);
        return unsown_system_aligned(alignment, size ? size : 1);
    default:
        return unsown_release_take_aligned(alignment, size);
    }
}

void *unsown_aligned_alloc(size_t alignment, size_t size)
{
    return aligned(alignment, size, UNSOWN_CALLER());
}

void *unsown_memalign(size_t alignment, size_t size)
{
    size_t power = UNSOWN_ALIGNMENT;
    while (power < alignment && power <= SIZE_MAX / 2)
        power *= 2;
    return aligned(power, size, UNSOWN_CALLER());
}

int unsown_posix_memalign(void **block, size_t alignment, size_t size)
{
    if (alignment < sizeof(void *) || alignment & (alignment - 1))
        return EINVAL;
    int saved = errno;
    void *fresh = aligned(alignment, size, UNSOWN_CALLER());
    errno = saved; /* it returns its error and leaves errno alone */
    if (!fresh)
        return ENOMEM;
    *block = fresh;
    return 0;
}

/* --- free ------------------------------------------------------------------------------------ */

/* A block of no thread's. */
static UNSOWN_NOINLINE void free_apart(void *block, unsigned code, size_t size)
{
    if (!block || unsown_explicit_give(block, code))
        return;
    switch (unsown_config_mode()) {
    case UNSOWN_MODE_DEBUGGING:
    case UNSOWN_MODE_HARDENED:
        unsown_debugging_give(block, size);
        break;
    case UNSOWN_MODE_TRACKED:
        if (code)
            unsown_tracked_give(block);
        else
            unsown_system_free(block);
        break;
    default:
        unsown_release_give_otherwise(block, code);
    }
}

UNSOWN_NOINLINE void unsown_free_otherwise(void *block, size_t code, size_t size)
{
    if (code == UNSOWN_CODE_NONE)
        code = unsown_cache_look(block);
    if (!UNSOWN_LIKELY(code - UNSOWN_CLASS_FIRST < UNSOWN_CLASS_LAST))
        free_apart(block, (unsigned)code, size);
    else if (unsown_is_hardened())
        unsown_hardened_give_sized(block, code, size);
    else /* in no other mode pools have a class for a code */
        unsown_cache_flush(block, (unsigned)code);
}

UNSOWN_HOT void unsown_free(void *block)
{
    size_t code = unsown_cache_code(block);
    if (UNSOWN_LIKELY(unsown_cache_give(block, code)))
        return;
    if (code != UNSOWN_CODE_NONE && unsown_is_hardened())
        unsown_hardened_give(block, code);
    else
        unsown_free_otherwise(block, code, UNSOWN_ANY_SIZE);
}

void unsown_free_sized(void *block, size_t size)
{
    size_t code = unsown_cache_code(block);
    if (!UNSOWN_LIKELY(unsown_cache_give(block, code)))
        unsown_free_otherwise(block, code, size);
}

void unsown_free_aligned_sized(void *block, size_t alignment, size_t size)
{
    (void)alignment;
    unsown_free_sized(block, size);
}

/* --- realloc --------------------------------------------------------------------------------- */

UNSOWN_NOINLINE void *unsown_resize_otherwise(void *block, unsigned code, size_t size,
                                              const void *caller)
{
    void *moved;
    bool small = code - UNSOWN_CLASS_FIRST < UNSOWN_CLASS_LAST;
    if (!block)
        return unsown_malloc_otherwise(size, caller);
    if (too_large(size))
        return NULL;
    if (small && unsown_is_plain())
        return unsown_release_resize(block, code, size);
    if (unsown_explicit_resize(block, code, size, &moved))
        return moved;
    switch (unsown_config_mode()) {
    case UNSOWN_MODE_DEBUGGING:
        return unsown_debugging_resize(block, size, caller);
    case UNSOWN_MODE_HARDENED:
        return unsown_hardened_resize(block, code, size, caller);
    case UNSOWN_MODE_TRACKED:
        if (code)
            return unsown_tracked_resize(block, size);
        return unsown_system_realloc(block, size ? size : 1);
    default:
        return unsown_release_resize(block, code, size);
    }
}

static inline void *resize(void *block, size_t size, const void *caller)
{
    unsigned code = (unsigned)unsown_code_of(block);
    if (unsown_release_stays(code, size))
        return block;
    if (code != UNSOWN_CODE_NONE && unsown_is_hardened())
        return unsown_hardened_resize(block, code, size, caller);
    return unsown_resize_otherwise(block, code, size, caller);
}

UNSOWN_HOT void *unsown_realloc(void *block, size_t size)
{
    return resize(block, size, UNSOWN_CALLER());
}

void *unsown_reallocarray(void *block, size_t count, size_t size)
{
    size_t bytes;
    return product(count, size, &bytes) ? resize(block, bytes, UNSOWN_CALLER()) : NULL;
}

/* --- the rest -------------------------------------------------------------------------------- */

size_t unsown_usable_size(const void *block)
{
    if (!block)
        return 0;
    unsigned code = unsown_code_of(block);
    int mode = unsown_config_mode();
    size_t size = unsown_explicit_size(block, code);
    if (size != SIZE_MAX)
        return size;
    if (mode == UNSOWN_MODE_DEBUGGING)
        size = unsown_debugging_size("usable_size", block);
    else if (mode == UNSOWN_MODE_HARDENED)
        size = unsown_hardened_size("usable_size", block, code);
    else if (mode == UNSOWN_MODE_TRACKED && code)
        size = unsown_tracked_size(block);
    else
        size = unsown_release_size(block);
    return size == SIZE_MAX ? 0 : size;
}

void unsown_trim(void)
{
    unsown_cache_empty();
    bool locked = unsown_lock(&unsown_heaps.lock);
    for (struct unsown_heap *heap = unsown_heaps.first; heap; heap = heap->next) {
        bool inner = unsown_lock(&heap->lock);
        unsown_heap_trim(heap);
        unsown_unlock(&heap->lock, inner);
    }
    unsown_unlock(&unsown_heaps.lock, locked);
}

/* --- fork() ---------------------------------------------------------------------------------- */

/* The child has only the thread that called fork().  To hold every lock across it means that no
 * other thread is in the middle of a change that nobody would finish.  Taken in the order in which
 * they nest. */
static void before_fork(void)
{
    pthread_mutex_lock(&unsown_large_lock);
    pthread_mutex_lock(&unsown_debugging_lock);
    pthread_mutex_lock(&unsown_tracked_lock);
    unsown_survey_lock();
}

static void after_fork(void)
{
    unsown_survey_unlock();
    pthread_mutex_unlock(&unsown_tracked_lock);
    pthread_mutex_unlock(&unsown_debugging_lock);
    pthread_mutex_unlock(&unsown_large_lock);
}

static void after_fork_in_child(void)
{
    unsown_cache_after_fork();
    after_fork();
}

/* At start and not at the first request: to register a handler may itself need malloc. */
__attribute__((__constructor__)) static void watch_fork(void)
{
    pthread_atfork(before_fork, after_fork, after_fork_in_child);
}
