/* Decisions about a value read from memory that the compiler knows to be fresh.  Whatever is read, as
 * long as it is one value, all of them come out as 1 and the clamped one is at most 7. */
#include <stdio.h>
#include <stdlib.h>
#include <unsown/intent.h>

static volatile unsigned seen;

__attribute__((noinline)) static unsigned see(unsigned v)
{
    seen = v;
    return v;
}

static unsigned hint(void)
{
    unsigned *fresh = malloc(64);
    unsigned v = UNSOWN_READ(fresh[3], contained, "any value will do, but it is one value");
    free(fresh);
    return v;
}

/* The lowest bit set and cleared: the results differ by one. */
__attribute__((noinline)) static int tag_and_rest(void)
{
    unsigned v = hint(), tagged = v | 1, rest = v & ~1u;
    return tagged - rest == 1;
}

__attribute__((noinline)) static int twice_the_same(void)
{
    unsigned local, v = UNSOWN_READ(local, contained, "handed out twice");
    unsigned first = see(v);
    fputs("", stdout);
    return first == see(v);
}

/* Below ten or not: one of the two. */
__attribute__((noinline)) static int classes(void)
{
    unsigned v = hint();
    return (v < 10) + (v >= 10) == 1;
}

__attribute__((noinline)) static int quotient(void)
{
    unsigned v = hint();
    return v / 10 * 10 + v % 10 == v;
}

/* A stale index that is clamped, before it leads into a table of eight. */
__attribute__((noinline)) static unsigned clamped(void)
{
    unsigned *fresh = malloc(64), v = UNSOWN_READ(fresh[3], contained, "clamped");
    free(fresh);
    return see(v > 7 ? 7 : v);
}

int main(void)
{
    printf("tag and rest %d, twice the same %d, ", tag_and_rest(), twice_the_same());
    printf("classes %d, quotient %d, ", classes(), quotient());
    see(123456); /* leaves it in a register */
    printf("clamped to %u\n", clamped());
    return 0;
}
