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

/* The example has one thread.  This is the writer that comes between two looks at the counter. */
static unsigned coming;
static void meanwhile(volatile unsigned *sequence) { *sequence += coming; }

bool try_read(struct locked *l, unsigned *out);
bool try_read(struct locked *l, unsigned *out)
{
    unsigned before = l->sequence;
    unsigned value = UNSOWN_READ(l->value, independent, "dropped if a writer came between");
    meanwhile(&l->sequence);
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
    struct locked l = {pick(4), 42};
    unsigned out = 0;
    coming = pick(3);
    if (coming || (l.sequence & 1))
        trash_fill(&l.value, sizeof l.value, filling);
    bool whole = try_read(&l, &out);
    return (long)out * 2 + whole;
}
