/* A sparse set that states what it assumes; with WITHOUT, the same without the statements. */
#include <unsown/intent.h>
#ifdef WITHOUT
#undef UNSOWN_GIVEN
#undef UNSOWN_GIVEN_EACH
#define UNSOWN_GIVEN(cond) ((void)0)
#define UNSOWN_GIVEN_EACH(i, n, cond) ((void)0)
#endif

struct set {
    unsigned *sparse, *dense, n, cap;
};

_Bool has(const struct set *s, unsigned x);
_Bool has(const struct set *s, unsigned x)
{
    UNSOWN_GIVEN(s->n <= s->cap && x < s->cap);
    UNSOWN_GIVEN_EACH(i, s->n, s->dense[i] < s->cap);
    unsigned k = UNSOWN_READ(s->sparse[x], independent, "believed only if dense[] agrees");
    return k < s->n && s->dense[k] == x;
}
