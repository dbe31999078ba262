/* Annotated reads in the shapes in which an optimiser would like to read twice, late or not at all. */
#include <stdbool.h>
#include <unsown/intent.h>

#include "sites.h"

#define AS(type) (*(type *)(void *)page)

int unused(char *page)
{
    (void)UNSOWN_READ(AS(int), contained, "only the page is touched");
    return 1;
}
int twice(char *page)
{
    int v = UNSOWN_READ(AS(int), contained, "used twice");
    return (v & 1) + (v & ~1) == v;
}
int across(char *page)
{
    unsigned v = UNSOWN_READ(AS(unsigned), contained, "used before and after a call");
    unsigned before = v * 3;
    change(page);
    return v * 3 == before;
}
int decides(char *page)
{
    unsigned v = UNSOWN_READ(AS(unsigned), contained, "decides several times");
    int small = v < 10, large = v >= 10;
    change(page);
    return small + large == 1 && (v < 10) == small;
}
int table(char *page)
{
    static const unsigned char t[16] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    unsigned v = UNSOWN_READ(AS(unsigned), contained, "checked, then an index");
    if (v >= 16)
        v = 15;
    change(page);
    return t[v] == v;
}
int narrow(char *page)
{
    unsigned char v = UNSOWN_READ(AS(unsigned char), contained, "a byte");
    change(page);
    return v + 0 == (signed char)v || v >= 128;
}
int wide(char *page)
{
    unsigned long long v = UNSOWN_READ(AS(unsigned long long), contained, "eight bytes");
    change(page);
    return v / 10 * 10 + v % 10 == v;
}
int truth(char *page)
{
    bool v = UNSOWN_READ(AS(bool), contained, "a byte that is no bool, maybe");
    change(page);
    return (v ? 1 : 0) == (int)v && (v == 0 || v == 1);
}
int floating(char *page)
{
    double v = UNSOWN_READ(AS(double), contained, "any bits, NaN too");
    change(page);
    return (v < 1) + (v >= 1) <= 1;
}
int pointer(char *page)
{
    char *v = UNSOWN_READ(AS(char *), contained, "compared only");
    change(page);
    return (v == page) + (v != page) == 1;
}
int dead_branch(char *page)
{
    /* Whatever is read, the answer is the same: the read stays. */
    return UNSOWN_READ(AS(int), independent, "both ways lead to the same") > 3 ? 1 : 1;
}
