/* A read under a sequence lock: it may see a half-written value, and is validated afterwards.
 *
 * The counter is volatile: another thread changes it.  If it did not change, the value was whole.
 */
#include <stdbool.h>

#include <unsown/intent.h>

#include "trash.h"

struct locked {
    volatile unsigned sequence;
    unsigned value;
};

bool try_read(const struct locked *l, unsigned *out);
bool try_read(const struct locked *l, unsigned *out)
{
    unsigned before = l->sequence;
    unsigned value = UNSOWN_READ(l->value, independent, "dropped if a writer came between");
    unsigned after = l->sequence;
    UNSOWN_GIVEN_VALID(value, after == before && !(before & 1));
#ifndef WRONG
    if (after != before || (before & 1)) /* odd while a writer is at work */
        return false;
#endif
    *out = value;
    return true;
}

static long outcome(unsigned filling)
{
    struct locked l = {3, 42}; /* a writer is at work */
    unsigned out = 0;
    trash_fill(&l.value, sizeof l.value, filling);
    return try_read(&l, &out) ? (long)out : 42;
}
