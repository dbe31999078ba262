/* What Valgrind and the sanitizers are told; in an ordinary build all of it is nothing.
 *
 * The rest of the allocator calls these without any #ifdef.  A build with UNSOWN_MEMORY_DEBUGGER
 * makes them speak to Valgrind (through client requests, which cost a few instructions outside it
 * and need <valgrind/memcheck.h> at build time only), to AddressSanitizer or MemorySanitizer when we
 * are compiled with one of them, and to LeakSanitizer.
 *
 *     unsown_hook_hide(p, n)     nobody may touch these bytes, not even we
 *     unsown_hook_show(p, n)     these bytes may be touched, and are initialized
 *     unsown_hook_born(p, n, z)  a block for the program begins here: uninitialized, or zeroed if z
 *     unsown_hook_dies(p, n)     ... and ends
 *     unsown_hook_bad_free(p)    the program freed what is no live block
 *     unsown_hook_root(p, n)     pointers stored here keep blocks of the system's malloc alive
 *     unsown_hook_unroot(p, n)   ... no longer
 *     unsown_hook_quiet()        from here on complaints of this thread are dropped ...
 *     unsown_hook_speak()        ... up to here
 *     unsown_hook_trust(p, n)    we know what we read there: treat it as initialized
 *     unsown_hook_atomic(p, n)   threads read this while others write it, and it is in order: they use
 *                                atomic operations, which Helgrind cannot tell from others
 */
#ifndef UNSOWN_SRC_HOOKS_H
#define UNSOWN_SRC_HOOKS_H

#include <stdbool.h>
#include <stddef.h>

#include "config.h"

/* Bytes on either side of a block that belong to no one. */
#define UNSOWN_REDZONE 16

#if UNSOWN_MEMORY_DEBUGGER

#if defined(__has_feature)
#define UNSOWN_HAS_FEATURE(feature) __has_feature(feature)
#else
#define UNSOWN_HAS_FEATURE(feature) 0
#endif

#if defined(__SANITIZE_ADDRESS__) || UNSOWN_HAS_FEATURE(address_sanitizer)
#include <sanitizer/asan_interface.h>
#include <sanitizer/lsan_interface.h>
#define UNSOWN_ROOT(p, n) __lsan_register_root_region(p, n)
#define UNSOWN_UNROOT(p, n) __lsan_unregister_root_region(p, n)
#define UNSOWN_ASAN_HIDE(p, n) __asan_poison_memory_region(p, n)
#define UNSOWN_ASAN_SHOW(p, n) __asan_unpoison_memory_region(p, n)
/* ASan has no call for this; to read a hidden byte makes it report, and say where it lies. */
#define UNSOWN_ASAN_BAD_FREE(p) ((void)*(volatile char *)(p))
#else
#define UNSOWN_ROOT(p, n) ((void)0)
#define UNSOWN_UNROOT(p, n) ((void)0)
#define UNSOWN_ASAN_HIDE(p, n) ((void)0)
#define UNSOWN_ASAN_SHOW(p, n) ((void)0)
#define UNSOWN_ASAN_BAD_FREE(p) ((void)0)
#endif

#if UNSOWN_HAS_FEATURE(memory_sanitizer)
#include <sanitizer/msan_interface.h>
#define UNSOWN_MSAN_FRESH(p, n) __msan_allocated_memory(p, n)
#define UNSOWN_MSAN_DEFINED(p, n) __msan_unpoison(p, n)
#else
#define UNSOWN_MSAN_FRESH(p, n) ((void)0)
#define UNSOWN_MSAN_DEFINED(p, n) ((void)0)
#endif

#include <valgrind/helgrind.h>
#include <valgrind/memcheck.h>

static inline void unsown_hook_hide(void *p, size_t n)
{
    VALGRIND_MAKE_MEM_NOACCESS(p, n);
    UNSOWN_ASAN_HIDE(p, n);
    UNSOWN_MSAN_FRESH(p, n);
}

static inline void unsown_hook_show(void *p, size_t n)
{
    VALGRIND_MAKE_MEM_DEFINED(p, n);
    UNSOWN_ASAN_SHOW(p, n);
    UNSOWN_MSAN_DEFINED(p, n);
}

static inline void unsown_hook_born(void *p, size_t n, bool zeroed)
{
    UNSOWN_ASAN_SHOW(p, n);
    UNSOWN_MSAN_FRESH(p, n);
    if (zeroed)
        UNSOWN_MSAN_DEFINED(p, n);
    VALGRIND_MALLOCLIKE_BLOCK(p, n, UNSOWN_REDZONE, zeroed);
}

static inline void unsown_hook_dies(void *p, size_t n)
{
    VALGRIND_FREELIKE_BLOCK(p, UNSOWN_REDZONE);
    UNSOWN_ASAN_HIDE(p, n);
    UNSOWN_MSAN_FRESH(p, n);
    (void)n;
}

static inline void unsown_hook_bad_free(void *p)
{
    VALGRIND_FREELIKE_BLOCK(p, UNSOWN_REDZONE);
    UNSOWN_ASAN_BAD_FREE(p);
}

static inline void unsown_hook_root(void *p, size_t n)
{
    UNSOWN_ROOT(p, n);
    (void)p, (void)n;
}

static inline void unsown_hook_unroot(void *p, size_t n)
{
    UNSOWN_ASAN_SHOW(p, n);
    UNSOWN_UNROOT(p, n);
    (void)p, (void)n;
}

static inline void unsown_hook_quiet(void)
{
    VALGRIND_DISABLE_ERROR_REPORTING;
}

static inline void unsown_hook_speak(void)
{
    VALGRIND_ENABLE_ERROR_REPORTING;
}

static inline void unsown_hook_trust(void *p, size_t n)
{
    VALGRIND_MAKE_MEM_DEFINED(p, n);
    UNSOWN_MSAN_DEFINED(p, n);
}

static inline void unsown_hook_atomic(void *p, size_t n)
{
    VALGRIND_HG_DISABLE_CHECKING(p, n);
}

#else

static inline void unsown_hook_hide(void *p, size_t n)
{
    (void)p, (void)n;
}
static inline void unsown_hook_show(void *p, size_t n)
{
    (void)p, (void)n;
}
static inline void unsown_hook_born(void *p, size_t n, bool zeroed)
{
    (void)p, (void)n, (void)zeroed;
}
static inline void unsown_hook_dies(void *p, size_t n)
{
    (void)p, (void)n;
}
static inline void unsown_hook_bad_free(void *p)
{
    (void)p;
}
static inline void unsown_hook_root(void *p, size_t n)
{
    (void)p, (void)n;
}
static inline void unsown_hook_unroot(void *p, size_t n)
{
    (void)p, (void)n;
}
static inline void unsown_hook_quiet(void)
{
}
static inline void unsown_hook_speak(void)
{
}
static inline void unsown_hook_trust(void *p, size_t n)
{
    (void)p, (void)n;
}
static inline void unsown_hook_atomic(void *p, size_t n)
{
    (void)p, (void)n;
}

#endif
#endif
