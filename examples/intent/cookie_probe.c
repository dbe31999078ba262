/* Is this address mine?  With a cookie instead of a number.
 *
 * Trash equals the cookie once in 2^64 times, and then the answer is wrong: that is the risk its
 * author takes, so the claim is `contained`, not `independent`.  The cookie must stay secret: it may
 * decide, but not get out.
 */
#include <stdbool.h>

#include <unsown/intent.h>

#include "trash.h"

#define PAGE 4096u

struct page {
    uint64_t cookie;
};

static uint64_t secret = 0x5bd1e995c6a4a793u;
uint64_t last_seen;

bool probably_ours(const void *p);
bool probably_ours(const void *p)
{
    const struct page *page = (const struct page *)((uintptr_t)p & ~(uintptr_t)(PAGE - 1));
    uint64_t cookie = UNSOWN_READ(page->cookie, contained, "trash is hardly ever the cookie");
#ifdef WRONG
    last_seen = cookie;
#endif
    return cookie == (secret ^ (uintptr_t)page);
}

static long outcome(unsigned filling)
{
    static _Alignas(4096) unsigned char foreign[PAGE];
    trash_fill(foreign, sizeof foreign, filling);
    return probably_ours(foreign + pick(PAGE)) + (long)(last_seen % 1000);
}
