// A struct returned by value carries definedness along.  The summary of the callee knows nothing of
// parts of a result that is returned in registers.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %FileCheck %s
// XFAIL: *

struct pair { int a, b; };
int use(int);

struct pair half_built(void) {
    struct pair p;
    p.a = 1;
    return p;
}

int of_a_returned_struct(void) {
    struct pair p = half_built();
    use(p.a);
    return p.b;
}
// CHECK: :[[@LINE-2]]:{{[0-9]+}}: warning: {{.*}} [unsown-uninit]
