// A loop with a constant bound that leaves one element out.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %FileCheck %s

int array_with_one_hole(void) {
    int a[4];
    for (int i = 0; i < 4; i++)
        if (i != 2)
            a[i] = i;
    return a[2];
}
// CHECK: :[[@LINE-2]]:{{[0-9]+}}: warning: element {{.*}} [unsown-
