// Where the source silences the compilers' warnings about uninitialized variables, ours are silent.

// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s

int always(void) {
    int x;
    // CHECK: [[@LINE+2]]:12: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
    // CHECK: [[@LINE-2]]:9: note: 'x' is declared here; nothing initializes it
    return x;
}

int always_silenced(void) {
    int x;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wuninitialized"
    return x; // no-warning
#pragma GCC diagnostic pop
}

int maybe_silenced(int n) {
    int x, y;
    if (n > 3)
        x = n;
#pragma clang diagnostic push
#  pragma clang diagnostic ignored "-Wmaybe-uninitialized"
    n += x; // no-warning: it hangs on the path
    // CHECK: [[@LINE+2]]:10: warning: variable 'y' is uninitialized when it is read here [unsown-uninit]
    // CHECK: [[@LINE-7]]:12: note: 'y' is declared here; nothing initializes it
    n += y;
#pragma clang diagnostic pop
    return n;
}

#define SILENT _Pragma("GCC diagnostic push") _Pragma("GCC diagnostic ignored \"-Wunsown-uninit\"")
#define LOUD _Pragma("GCC diagnostic pop")

int by_id(void) {
    int x, y;
    SILENT
    int sum = x; // no-warning
    LOUD
    // CHECK: [[@LINE+2]]:18: warning: variable 'y' is uninitialized when it is read here [unsown-uninit]
    // CHECK: [[@LINE-5]]:12: note: 'y' is declared here; nothing initializes it
    return sum + y;
}

int other_group(void) {
    int x;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-variable"
    // CHECK: [[@LINE+2]]:12: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
    // CHECK: [[@LINE-4]]:9: note: 'x' is declared here; nothing initializes it
    return x;
#pragma GCC diagnostic pop
}

static int bump(int *x) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
    return ++*x;
#pragma GCC diagnostic pop
}

int in_callee(int n) {
    int x;
    if (n > 3)
        x = n;
    return bump(&x); // no-warning: the read is silenced where it stands
}
