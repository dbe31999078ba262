/* An array that starts out as zeros without being cleared (Aho, Hopcroft and Ullman, exercise 2.12).
 *
 * value[i] counts only if where[i] and which[] point at each other.  What was never set is 0, and
 * the trash in value[i] is not looked at.
 */
#include <unsown/intent.h>

#include "trash.h"

struct array {
    unsigned *where, *which, n;
    int *value;
};

int get_unset(const struct array *a, unsigned i);
int get_unset(const struct array *a, unsigned i)
{
    UNSOWN_GIVEN_EACH(k, a->n, a->which[k] != i);
    unsigned at = UNSOWN_READ(a->where[i], independent, "believed only if which[] agrees");
#ifdef WRONG
    if (at < a->n)
        return 1;
#else
    if (at < a->n && a->which[at] == i)
        return a->value[i];
#endif
    return 0;
}

static long outcome(unsigned filling)
{
    unsigned where[32], used = 1 + pick(31);
    int value[32];
    trash_fill(where, sizeof where, filling);
    trash_fill(value, sizeof value, filling + 2);
    struct array a = {where, malloc((used + pick(2)) * sizeof *a.which), 0, value};
    trash_fill(a.which, used * sizeof *a.which, filling + 1);
    for (unsigned i = pick(4); i < 32 && a.n < used; i += 1 + pick(3)) {
        where[i] = a.n;
        a.which[a.n++] = i;
        value[i] = 7;
    }
    long sum = 0;
    for (unsigned i = 0; i < 32; i++) {
        unsigned k = 0;
        while (k < a.n && a.which[k] != i)
            k++;
        if (k == a.n)
            sum += get_unset(&a, i);
    }
    free(a.which);
    return sum;
}
