/* A sparse set: sparse[] is never initialized (Briggs and Torczon, 1993).
 *
 * x is a member if sparse[x] names a place in dense[] that holds x.  Of what is no member sparse[x]
 * is trash; but then no place of dense[] holds x.
 */
#include <stdbool.h>
#include <stdlib.h>

#include <unsown/intent.h>

#include "trash.h"

struct set {
    unsigned *sparse, *dense, n;
};

bool is_new(const struct set *s, unsigned x);
bool is_new(const struct set *s, unsigned x)
{
    UNSOWN_GIVEN_EACH(i, s->n, s->dense[i] != x);
    unsigned at = UNSOWN_READ(s->sparse[x], independent, "believed only if dense[] agrees");
#ifdef WRONG
    return !(at <= s->n && s->dense[at] == x);
#else
    return !(at < s->n && s->dense[at] == x);
#endif
}

static long outcome(unsigned filling)
{
    unsigned sparse[32], dense[32], n = 0;
    trash_fill(sparse, sizeof sparse, filling);
    trash_fill(dense, sizeof dense, filling);
    struct set s = {sparse, dense, 0};
    for (unsigned x = 3; x < 20; x += 4)
        if (is_new(&s, x)) {
            sparse[x] = s.n;
            dense[s.n++] = x;
            dense[s.n] = 5; /* what is behind the end may be anything */
        }
    for (unsigned x = 0; x < 20; x++)
        if (x % 4 != 3)
            n += is_new(&s, x);
    return (long)(n * 100 + s.n);
}
