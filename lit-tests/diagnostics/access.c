// GCC's attribute 'access' says what a function that cannot be seen does with its arguments, and
// what a function finds behind them.  clang would warn that it does not know it.

// RUN: %unsown -Wall -c %s -o %t.o 2>&1 | %filecheck %s

#include <stddef.h>

void sums(int *values, int count) __attribute__((access(read_only, 1, 2)));
void hashes(void *, size_t) __attribute__((__access__(__read_only__, 1, 2)));
void grows(int *value) __attribute__((access(read_write, 1)));
void sets(int *value) __attribute__((access(write_only, 1)));
void keeps(int *value) __attribute__((access(none, 1)));

void sum(void) {
    int a[2];
    // CHECK: [[@LINE+2]]:10: warning: 'sums' reads '*values', but this argument points to uninitialized memory [unsown-argument]
    // CHECK: [[@LINE-2]]:9: note: 'a' is declared here; nothing initializes it
    sums(a, 2);
}

void sum_of_none(void) {
    int a[2];
    sums(a, 0); // no-warning
}

void hash(void) {
    int a[2];
    // CHECK: [[@LINE+2]]:12: warning: 'hashes' reads through its first argument, but this argument points to uninitialized memory [unsown-argument]
    // CHECK: [[@LINE-2]]:9: note: 'a' is declared here; nothing initializes it
    hashes(a, sizeof a);
}

int grow(void) {
    int x;
    // CHECK: [[@LINE+2]]:11: warning: 'grows' reads '*value', but this argument points to uninitialized memory [unsown-argument]
    // CHECK: [[@LINE-2]]:9: note: 'x' is declared here; nothing initializes it
    grows(&x);
    return x; // no-warning: it is written
}

int set(void) {
    int x;
    sets(&x); // no-warning
    return x; // no-warning
}

int keep(void) {
    int x;
    keeps(&x); // no-warning
    // CHECK: [[@LINE+2]]:12: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
    // CHECK: [[@LINE-3]]:9: note: 'x' is declared here; nothing initializes it
    return x;
}

__attribute__((access(write_only, 1))) int body(int *out) {
    // CHECK: [[@LINE+2]]:15: warning: '*out' is uninitialized when it is read here [unsown-uninit]
    // CHECK: [[@LINE-2]]:54: note: attribute 'access' says that what 'out' points to need not be initialized
    int old = *out;
    *out = 1;
    return old + *out; // no-warning
}

// Malformed ones are GCC's to report.
void odd(int *p) __attribute__((access(read_only)));
void far(int *p) __attribute__((access(read_only, 7)));

void malformed(void) {
    int x, y;
    odd(&x); // no-warning
    far(&y); // no-warning
}
