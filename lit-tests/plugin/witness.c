// A driver for each finding: it includes the file and gives the function what the path needs.
//
// RUN: rm -rf %t && mkdir %t
// RUN: %unsown -Wno-everything -fsyntax-only -fplugin-arg-unsown-witness=%t/drivers %s 2>&1 | %filecheck %s
// RUN: ls %t/drivers | %FileCheck %s --check-prefix=FILES
// FILES: witness-{{[0-9]+}}-{{[0-9]+}}.c
// FILES: witness-{{[0-9]+}}-{{[0-9]+}}.c
// FILES: witness-{{[0-9]+}}-{{[0-9]+}}.c
// FILES-NOT: witness
// RUN: for driver in %t/drivers/*.c; do %clang -w -fsyntax-only $driver || exit 1; done
//
// RUN: not %unsown -fsyntax-only -fplugin-arg-unsown-witness= %s 2>&1 | %FileCheck %s --check-prefix=EMPTY
// EMPTY: error: unsown: argument 'witness' takes the name of a directory: witness=DIR
// RUN: touch %t/file
// RUN: not %unsown -Wno-everything -fsyntax-only -fplugin-arg-unsown-witness=%t/file/in %s 2>&1 | %FileCheck %s --check-prefix=BAD
// BAD: error: unsown: cannot write '{{.*}}file/in': Not a directory

struct node {
    int kind;
    struct node *next;
};

int lookup(int key);
int table[4];
int mode;

static int use(int v)
{
    return v > 3;
}

// The path needs memory behind two pointers, a parameter, a result, two globals.
int through_memory(struct node *n, int limit)
{
    int found;
    if (n->next && n->next->kind == 7 && limit > 20 && lookup(limit) == 42 && mode == 3 && table[2] != 5)
        // CHECK: [[@LINE+1]]:20: warning: variable 'found' is uninitialized when it is read here [unsown-uninit]
        return use(found);
    // CHECK: note: 'found' is declared here
    return 0;
}

int by_a_parameter(int *values, int n)
{
    int total, i;
    if (n != 3)
        total = 0;
    for (i = 0; i < n; i++)
        // CHECK: [[@LINE+1]]:9: warning: variable 'total' may be read before it is initialized [unsown-sometimes]
        total += values[i];
    // CHECK: note: 'total' is declared here
    // CHECK: note: this condition is false when 'n' is 3
    return total;
}

// main is the program's own: nothing has to be given.
int main(void)
{
    int x;
    // CHECK: [[@LINE+1]]:12: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
    return x;
    // CHECK: note: 'x' is declared here
}
