// A comparison that hangs on the undefined half of a union is a use.  The engine misses it; the same
// value handed to a function is found.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %FileCheck %s
// XFAIL: *

union word { unsigned u; unsigned short s[2]; };

int half_of_it_is_decided_upon(void) {
    union word w;
    w.s[0] = 1;
    return w.u > 0xffff;
}
// CHECK: :[[@LINE-2]]:{{[0-9]+}}: warning: {{.*}} [unsown-uninit]
