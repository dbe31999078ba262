// In macros the place is where the macro is used, and the compiler adds where it is defined.
// RUN: %unsown -Wno-everything -fno-caret-diagnostics -c -o /dev/null %s 2>&1 | %FileCheck %s --implicit-check-not=warning:

int use(int);
#define TWICE(e) ((e) + (e))
#define DECLARE(name) int name
#define READ_IT use(hidden)

int argument_of_a_macro(void) {
    int x;
    return TWICE(x);
}

int declared_by_a_macro(void) {
    DECLARE(x);
    return x;
}

int read_by_a_macro(void) {
    int hidden;
    return READ_IT;
}

int both_arms_of_a_macro(int n) {
    int x;
    if (n)
        x = 1;
    else
        x = 2;
    return TWICE(x);
}
// CHECK: :11:18: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
// CHECK: :10:9: note: 'x' is declared here; nothing initializes it
// CHECK: :16:12: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
// CHECK: :15:13: note: 'x' is declared here; nothing initializes it
// CHECK: :21:12: warning: variable 'hidden' is uninitialized when it is read here [unsown-uninit]
// CHECK: :7:21: note: expanded from macro 'READ_IT'
// CHECK: :20:9: note: 'hidden' is declared here; nothing initializes it
