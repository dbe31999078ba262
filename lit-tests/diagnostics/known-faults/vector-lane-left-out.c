// A lane that nobody wrote is undefined, and only the read of it is told.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %FileCheck %s
// XFAIL: *

typedef int int4 __attribute__((vector_size(16)));
int use(int);

int lane_left_out(void) {
    int4 v;
    v[1] = 2;
    use(v[1]);
    return v[2];
}
// CHECK: :[[@LINE-2]]:{{[0-9]+}}: warning: {{.*}} [unsown-uninit]
