/* Reads the environment once and decides the mode (config.h).
 *
 * Two threads may decide at the same time; both come to the same result, so no lock is needed.
 */
#define _GNU_SOURCE
#include "config.h"

#include <stdlib.h>
#include <unistd.h>
#include <unsown/alloc.h>

#include "hooks.h"
#include "say.h"

struct unsown_config unsown_config = {.mode = UNSOWN_MODE_UNDECIDED};

/* A variable that is neither set to 0 nor to 1 says nothing, and that is told. */
static bool switched(const char *name, bool otherwise)
{
    const char *value = secure_getenv(name);
    if (!value || !value[0])
        return otherwise;
    if ((value[0] == '0' || value[0] == '1') && !value[1])
        return value[0] == '1';
    unsown_say(STDERR_FILENO, "unsown: %s=%.40s is ignored: it may be 0 or 1\n", name, value);
    return otherwise;
}

int unsown_config_decide(void)
{
    bool pools = switched("UNSOWN_POOLS", true) && UNSOWN_POOLS;
    int mode = pools ? UNSOWN_MODE_RELEASE : UNSOWN_MODE_SYSTEM;
#if UNSOWN_MEMORY_DEBUGGER
    if (pools)
        mode = UNSOWN_MODE_TRACKED;
#else
    if (switched("UNSOWN_HARDENED", UNSOWN_HARDENED))
        mode = UNSOWN_MODE_HARDENED;
    if (switched("UNSOWN_DEBUG", UNSOWN_DEBUG))
        mode = UNSOWN_MODE_DEBUGGING;
#endif
    atomic_store_explicit(&unsown_config.pools, pools, memory_order_relaxed);
    atomic_store_explicit(&unsown_config.hardened, mode == UNSOWN_MODE_HARDENED, memory_order_relaxed);
    atomic_store_explicit(&unsown_config.plain, mode == UNSOWN_MODE_RELEASE, memory_order_relaxed);
    unsown_hook_atomic(&unsown_config, sizeof unsown_config);
    /* Last, and with release order: who sees the mode decided sees the others. */
    atomic_store_explicit(&unsown_config.mode, mode, memory_order_release);
    return mode;
}
