// No suppression is written for what the compiler makes no code of: a static function that nothing refers to,
// a branch that is never taken.  What is kept is listed.
//
// RUN: rm -f %t.supp && %unsown -c -o %t.o -I%intent-include -Wno-unused-function -fplugin-arg-unsown-suppressions=%t.supp %s
// RUN: %FileCheck %s --input-file=%t.supp --implicit-check-not=nobody --implicit-check-not=never
#include <unsown/intent.h>

// CHECK: # kept (
int kept(const int *p) { return UNSOWN_READ(*p, contained, "of a function for others") > 3; }
static int nobody(const int *p) { return UNSOWN_READ(*p, contained, "of a function for nobody") > 3; }
// CHECK: # by_address (
static int by_address(const int *p) { return UNSOWN_READ(*p, contained, "handed out") > 3; }
int (*handed_out)(const int *) = by_address;
int branch(const int *p)
{
    if (0)
        return UNSOWN_READ(*p, contained, "never") > 3;
    return 0;
}
