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
    unsigned sparse[32], room = 1 + pick(8), added = 0;
    trash_fill(sparse, sizeof sparse, filling);
    struct set s = {sparse, malloc(room * sizeof *s.dense), 0};
    trash_fill(s.dense, room * sizeof *s.dense, filling + 1);
    for (unsigned x = pick(4); x < 32 && s.n < room; x += 1 + pick(5)) {
        added += is_new(&s, x);
        sparse[x] = s.n;
        s.dense[s.n++] = x;
    }
    for (unsigned x = 0; x < 32; x++) {
        unsigned k = 0;
        while (k < s.n && s.dense[k] != x)
            k++;
        if (k == s.n)
            added += is_new(&s, x);
    }
    free(s.dense);
    return added;
}
