// A read that sees a defined value in the first iteration and an undefined one later is undefined
// on some paths only.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %FileCheck %s

int use(int);

void declared_in_a_loop(int n) {
    for (int i = 0; i < n; i++) {
        int x;
        if (i == 0)
            x = 1;
        use(x);
    }
}
// CHECK: :[[@LINE-3]]:{{[0-9]+}}: warning: {{.*}} [unsown-sometimes]
