/* Reads whose generated code is looked at. */
#include <stdlib.h>
#include <unsown/intent.h>

int annotated(void);
int annotated(void)
{
    int *p = malloc(4);
    return UNSOWN_READ(*p, contained, "either answer will do") > 3;
}

int plain(void);
int plain(void)
{
    int *p = malloc(4);
    return *p > 3;
}

/* Both uses of the value agree, so the difference is zero without a second load. */
int twice(const int *p);
int twice(const int *p)
{
    int v = UNSOWN_READ(*p, contained, "any value will do");
    return v - v;
}

/* The read stays though nothing needs the value. */
void unused(const long *p);
void unused(const long *p)
{
    (void)UNSOWN_READ(*p, contained, "only the page is touched");
}

double floating(const double *p);
double floating(const double *p) { return UNSOWN_READ(*p, transport, "copied"); }
