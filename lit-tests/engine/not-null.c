// Says in the summary that a result is not null where it was accessed through on every path, or is an object.

// RUN: %unsown -fplugin-arg-unsown-dump=summaries -c -o /dev/null %s | %FileCheck %s

int *unseen(int);
static int global;

// CHECK-LABEL: summary @written:
// CHECK: returns a pointer that is not null
int *written(int n) {
    int *p = unseen(n);
    *p = n;
    return p;
}

// CHECK-LABEL: summary @either:
// CHECK: returns a pointer that is not null
int *either(int n) {
    int *p = unseen(n);
    *p = n;
    return n > 3 ? p : &global;
}

// CHECK-LABEL: summary @sometimes:
// CHECK-NOT: not null
int *sometimes(int n) {
    int *p = unseen(n);
    if (n > 3)
        *p = n;
    return p;
}
