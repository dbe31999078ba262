// Annotations that say nothing, or stand where they can say nothing: each is told where it stands, with what
// is allowed.  Under no-warn=claim nothing is said, under error=claim it is an error.
//
// RUN: %unsown -w -fsyntax-only -I%intent-include %s 2>&1 | count 0
// RUN: %unsown -fplugin-arg-unsown-no-warn=uninit -fplugin-arg-unsown-no-warn=argument -fsyntax-only -I%intent-include %s 2>&1 | %filecheck %s
// RUN: %unsown -Wno-everything -fplugin-arg-unsown-no-warn=claim -fplugin-arg-unsown-no-warn=uninit -fplugin-arg-unsown-no-warn=argument -fsyntax-only -I%intent-include %s 2>&1 | count 0
// RUN: not %unsown -fplugin-arg-unsown-error=claim -fsyntax-only -I%intent-include %s 2>&1 | %FileCheck %s --check-prefix=ERROR
#include <unsown/intent.h>

// ERROR: misplaced.c:[[@LINE+2]]:{{.*}} error: the reason is empty
// CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: the reason is empty; UNSOWN_READ takes a claim and a reason for people to read [unsown-claim]
int blank(const int *p) { return UNSOWN_READ(*p, contained, "  ") > 3; }
// CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: the reason is empty; UNSOWN_INTENTIONAL takes a claim and a reason for people to read [unsown-claim]
UNSOWN_INTENTIONAL(contained, "") int no_reason(const int *p) { return *p > 3; }
// CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: the reason is empty; UNSOWN_SCRATCH takes a reason for people to read [unsown-claim]
int scratch(void) { UNSOWN_SCRATCH("") int x; return x > 3; }

static int calls;
static int counted(int n) { calls++; return n; }
static int through(int n) { return counted(n) + 1; }
static void set(int *to) { *to = 3; }
static int by_pointer(int n) { set(&n); return n; }
static int sum(const int *p)
{
    int all = 0, some[2] = {0};
    for (int i = 0; i < 2; i++) {
        some[i] += p[i];
        all += some[i];
    }
    return all;
}

int steps(const int *p, int n)
{
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: what is given is never executed
    UNSOWN_GIVEN(through(n) > 2);
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: what is given is never executed
    UNSOWN_GIVEN((set(&n), n > 2));
    UNSOWN_GIVEN(by_pointer(n) > 2); // no-warning
    UNSOWN_GIVEN(sum(p) > 2); // no-warning
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: what is given is never executed, so its side effect never happens; it is a condition over values that are there, without assignment, ++ or -- [unsown-claim]
    UNSOWN_GIVEN(n++ < 3);
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: what is given is never executed
    UNSOWN_GIVEN_EACH(i, n, (n = 3) != p[i]);
    UNSOWN_GIVEN(n > 0 && p[0] != 5); // no-warning
    return UNSOWN_READ(*p, contained, "x") > n;
}

// CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: UNSOWN_SCRATCH stands before a variable, field or parameter; all reads of a function are annotated with UNSOWN_INTENTIONAL before it [unsown-claim]
UNSOWN_SCRATCH("x") int function(int n) { return n; }
// CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: contracts such as UNSOWN_READS and UNSOWN_WRITES stand before a function [unsown-claim]
UNSOWN_READS(p, 4) int no_function;
// CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: this speaks of the memory that a function returns; the function returns no pointer [unsown-claim]
UNSOWN_RETURNS_UNINIT int no_pointer(int n);

// What stands in a contract.
// CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: contract not understood: in 'writes(q, 4)': expected the name of a parameter, found 'q'; it speaks of parameters, numbers, sizeof *parameter and result [unsown-claim]
UNSOWN_WRITES(q, 4) void other_name(int *p);
// CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: contract not understood: in 'writes(n, 4)': expected a pointer, found 'n', which is not one; {{.*}} [unsown-claim]
UNSOWN_WRITES(n, 4) void number(int n);
// CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: contract not understood: in 'writes(p, many)': expected a parameter, 'result' or a number, found 'many'; {{.*}} [unsown-claim]
UNSOWN_WRITES(p, many) void size(int *p);

int uses(int *p)
{
    other_name(p);
    number(3);
    size(p);
    return no_pointer(3) + no_function;
}
