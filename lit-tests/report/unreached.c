// No suppression is written for what nothing leads to: a static function that nobody calls, or only one that nobody
// calls; a branch that is never taken, whatever the compiler finds out and when; code behind a call that does not
// come back.  What is kept is listed, and the audit list has them all.
//
// RUN: rm -f %t.supp %t.audit && %unsown -c -o %t.o -I%intent-include -w -fplugin-arg-unsown-suppressions=%t.supp -fplugin-arg-unsown-audit=%t.audit %s
// RUN: %FileCheck %s --input-file=%t.supp --implicit-check-not=nobody --implicit-check-not=never --implicit-check-not="# of_mode"
// RUN: grep -c '"function"' %t.audit | %FileCheck %s --check-prefix=AUDIT
// AUDIT: 12
#include <stdlib.h>
#include <unsown/intent.h>

// CHECK-DAG: # kept (
int kept(const int *p) { return UNSOWN_READ(*p, contained, "of a function for others") > 3; }
static int nobody(const int *p) { return UNSOWN_READ(*p, contained, "of a function for nobody") > 3; }
static int by_nobody(const int *p) { return nobody(p) + UNSOWN_READ(*p, contained, "for nobody") > 3; }
// CHECK-DAG: # by_address (
static int by_address(const int *p) { return UNSOWN_READ(*p, contained, "handed out") > 3; }
int (*handed_out)(const int *) = by_address;
// CHECK-DAG: # for_the_linker (
__attribute__((used)) static int for_the_linker(const int *p, int n)
{
    return n && UNSOWN_READ(*p, contained, "asked for") > 3;
}

int branch(const int *p)
{
    if (0)
        return UNSOWN_READ(*p, contained, "never") > 3; // not even in the audit list: clang leaves it out
    return 0;
}
int excluded(const int *p, unsigned n)
{
    if (n < 3 && n > 5)
        return UNSOWN_READ(*p, contained, "never, but that takes arithmetic") > 3;
    return 2;
}
int assumed(const int *p, unsigned n)
{
    if (n < 3)
        __builtin_unreachable();
    return n < 2 ? UNSOWN_READ(*p, contained, "never, by what is assumed") > 3 : 4;
}
static int of_mode(const int *p, int mode)
{
    return mode == 2 ? UNSOWN_READ(*p, contained, "never in this mode") > 3 : 1;
}
// CHECK-DAG: # of_two_modes (
static int of_two_modes(const int *p, int mode)
{
    return mode == 1 ? UNSOWN_READ(*p, contained, "in one of the modes") > 3 : 1;
}
int modes(const int *p) { return of_mode(p, 1) + of_mode(p, 0) + of_two_modes(p, 1) + of_two_modes(p, 0); }

// What is given does not count: it may be wrong.
// CHECK-DAG: # given (
int given(const int *p, unsigned n)
{
    UNSOWN_GIVEN(n > 3);
    return n < 3 ? UNSOWN_READ(*p, contained, "said to be excluded") > 3 : 0;
}
// CHECK-DAG: # one_of_two (
int one_of_two(const int *p, unsigned n)
{
    if (n > 7 && n < 7)
        return UNSOWN_READ(*p, contained, "never") > 3;
    return UNSOWN_READ(*p, contained, "comes") > 3;
}
