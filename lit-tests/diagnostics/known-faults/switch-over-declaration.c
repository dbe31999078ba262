// A jump into a block passes over the declarations there; what they declare is undefined.  The engine
// misses the read: nothing marks where such a variable comes to life.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %FileCheck %s
// XFAIL: *

int switch_jumps_over_a_declaration(int k) {
    switch (k) {
        int x;
    case 0: x = 1; return x;
    case 1: return x;
    }
    return 0;
}
// CHECK: :[[@LINE-4]]:{{[0-9]+}}: warning: {{.*}} [unsown-uninit]
