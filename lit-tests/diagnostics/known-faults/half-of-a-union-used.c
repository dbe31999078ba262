// A value that is undefined in part is used where it becomes an address, an argument or a result. The engine
// tells partly undefined values at branches only.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %FileCheck %s
// XFAIL: *

union word { unsigned u; unsigned short s[2]; };
int use(unsigned);

int address(const int *a) {
    union word w;
    w.s[0] = 1;
    return a[w.u];
}
// CHECK: :[[@LINE-2]]:{{[0-9]+}}: warning: part of 'w' is uninitialized when it is read here [unsown-uninit]

int argument(void) {
    union word w;
    w.s[0] = 1;
    return use(w.u);
}
// CHECK: :[[@LINE-2]]:{{[0-9]+}}: warning: part of 'w' is uninitialized when it is read here [unsown-uninit]

int result(void) {
    union word w;
    w.s[0] = 1;
    return w.u > 3;
}
// CHECK: :[[@LINE-2]]:{{[0-9]+}}: warning: part of 'w' is uninitialized when it is read here [unsown-uninit]
