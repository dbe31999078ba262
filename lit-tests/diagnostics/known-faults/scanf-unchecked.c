// A conversion that nobody asked about may have failed.  The engine says nothing when the result of
// sscanf is not looked at.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %FileCheck %s
// XFAIL: *

#include <stdio.h>

int scanned_unchecked(const char *s) {
    int x;
    sscanf(s, "%d", &x);
    return x;
}
// CHECK: :[[@LINE-2]]:{{[0-9]+}}: warning: {{.*}} [unsown-sometimes]
