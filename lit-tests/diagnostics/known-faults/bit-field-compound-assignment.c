// A compound assignment to a bit-field reads it as a whole.  The engine takes the read for the one of
// the storage unit that any write to a bit-field makes.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %FileCheck %s
// XFAIL: *

struct bits { unsigned a : 3, b : 5; };
int use(int);

int compound_assignment(void) {
    struct bits s;
    s.a = 0;
    use(s.a);
    s.b |= 1;
    return s.a;
}
// CHECK: :[[@LINE-3]]:{{[0-9]+}}: warning: {{.*}} [unsown-uninit]
