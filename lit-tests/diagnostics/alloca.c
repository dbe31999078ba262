// Variable-length arrays and alloca are locals like others.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s

#include <alloca.h>
#include <string.h>

int vla_never_written(int n) {
    int a[n];
    return a[0];
}
// CHECK: :[[@LINE-2]]:12: warning: element of 'a' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-4]]:9: note: 'a' is declared here; nothing initializes it

int vla_filled(int n) {
    int a[n], sum = 0;
    for (int i = 0; i < n; i++)
        a[i] = i;
    for (int i = 0; i < n; i++)
        sum += a[i];
    return sum;
}

int vla_of_rows(int n) {
    int a[n][3];
    a[1][2] = 4;
    return a[1][2];
}

int vla_size_undefined(void) {
    int n;
    int a[n];
    a[0] = 1;
    return a[0];
}
// CHECK: :[[@LINE-4]]:11: warning: variable 'n' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-6]]:9: note: 'n' is declared here; nothing initializes it

int alloca_never_written(void) {
    int *p = alloca(4 * sizeof *p);
    return p[1];
}
// CHECK: :[[@LINE-2]]:12: warning: element of 'p' is uninitialized when it is read here [unsown-uninit]

int alloca_written(int n) {
    int *p = alloca(n * sizeof *p);
    p[0] = 1;
    return p[0];
}

int builtin_alloca_on_one_path(int n) {
    char *p = __builtin_alloca(8);
    if (n)
        p[3] = 1;
    return p[3];
}
// CHECK: :[[@LINE-2]]:12: warning: element of 'p' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-5]]:9: note: this condition is false when 'n' is {{-?[0-9]+}}
