/* Reads the environment once and decides the mode (config.h).
 *
 * Two threads may decide at the same time; both come to the same result, so no lock is needed.
 */
#define _GNU_SOURCE
#include "config.h"

#include <stdlib.h>
#include <unsown/alloc.h>

struct unsown_config unsown_config = {.mode = UNSOWN_MODE_UNDECIDED};

static bool switched(const char *name, bool otherwise)
{
    const char *value = secure_getenv(name);
    if (!value || !value[0])
        return otherwise;
    return !(value[0] == '0' && !value[1]);
}

static int decide(void)
{
    bool pools = UNSOWN_POOLS && switched("UNSOWN_POOLS", true);
    int mode = pools ? UNSOWN_MODE_RELEASE : UNSOWN_MODE_SYSTEM;
#if UNSOWN_MEMORY_DEBUGGER
    if (pools)
        mode = UNSOWN_MODE_TRACKED;
#else
    if (switched("UNSOWN_DEBUG", UNSOWN_DEBUG))
        mode = UNSOWN_MODE_DEBUGGING;
#endif
    atomic_store_explicit(&unsown_config.pools, pools, memory_order_relaxed);
    atomic_store_explicit(&unsown_config.plain, mode == UNSOWN_MODE_RELEASE, memory_order_relaxed);
    /* Last, and with release order: who sees the mode decided sees the other two. */
    atomic_store_explicit(&unsown_config.mode, mode, memory_order_release);
    return mode;
}

int unsown_config_mode(void)
{
    int mode = atomic_load_explicit(&unsown_config.mode, memory_order_acquire);
    return mode == UNSOWN_MODE_UNDECIDED ? decide() : mode;
}
