/* Which mode the allocator runs in, decided once.
 *
 * A build sets the defaults: UNSOWN_DEBUG=1 (debugging unless the environment says otherwise),
 * UNSOWN_HARDENED=1 (hardened, likewise), UNSOWN_POOLS=0 (no pools, whatever the environment says), UNSOWN_MEMORY_DEBUGGER=1 (every block
 * is shown to Valgrind or the sanitizer we are built with).  The environment variables
 * UNSOWN_DEBUG, UNSOWN_HARDENED and UNSOWN_POOLS, "0" or "1", are read at the first request; a
 * program with raised privileges ignores them.  Debugging goes before hardened.  A memory-debugger
 * build ignores both: the tool does that job better.
 */
#ifndef UNSOWN_SRC_CONFIG_H
#define UNSOWN_SRC_CONFIG_H

#include <stdatomic.h>
#include <stdbool.h>

#ifndef UNSOWN_DEBUG
#define UNSOWN_DEBUG 0
#endif
#ifndef UNSOWN_HARDENED
#define UNSOWN_HARDENED 0
#endif
#ifndef UNSOWN_POOLS
#define UNSOWN_POOLS 1
#endif
#ifndef UNSOWN_MEMORY_DEBUGGER
#define UNSOWN_MEMORY_DEBUGGER 0
#endif

#if defined(__GNUC__)
#define UNSOWN_LIKELY(condition) __builtin_expect(!!(condition), 1)
#define UNSOWN_NOINLINE __attribute__((__noinline__))
/* What a declaration has to say for the definition to be found without a table of addresses. */
#define UNSOWN_HIDDEN __attribute__((__visibility__("hidden")))
/* Where a function begins in its line of the cache decides about a tenth of what a short one costs. */
#define UNSOWN_HOT __attribute__((__hot__, __aligned__(64)))
#define UNSOWN_ASSUME(condition) ((condition) ? (void)0 : __builtin_unreachable())
/* The same value, of which the compiler does not know that: what is computed from it is computed anew. */
#define UNSOWN_AS_NEW(value) (__extension__({                                                      \
    __typeof__(value) as_new = (value);                                                            \
    __asm__("" : "+r"(as_new));                                                                    \
    as_new;                                                                                        \
}))
#else
#define UNSOWN_LIKELY(condition) (condition)
#define UNSOWN_NOINLINE
#define UNSOWN_HIDDEN
#define UNSOWN_HOT
#define UNSOWN_ASSUME(condition) ((void)0)
#define UNSOWN_AS_NEW(value) (value)
#endif

/* enum unsown_mode, and UNDECIDED until the first request.  `plain`: release mode,
 * decided; `hardened`: likewise. */
enum { UNSOWN_MODE_UNDECIDED = -1 };
struct unsown_config {
    atomic_bool plain, hardened;
    atomic_int mode;
    atomic_bool pools;
};
UNSOWN_HIDDEN extern struct unsown_config unsown_config;

int unsown_config_decide(void);

/* Decides, if that has not happened yet, and returns the mode. */
static inline int unsown_config_mode(void)
{
    int mode = atomic_load_explicit(&unsown_config.mode, memory_order_acquire);
    return mode == UNSOWN_MODE_UNDECIDED ? unsown_config_decide() : mode;
}

static inline bool unsown_is_plain(void)
{
    return atomic_load_explicit(&unsown_config.plain, memory_order_relaxed);
}

static inline bool unsown_is_hardened(void)
{
    return atomic_load_explicit(&unsown_config.hardened, memory_order_relaxed);
}

#endif
