// A function marked malloc and alloc_size(1, 2) allocates a product of two arguments.  The engine does
// not see the attribute with two arguments.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %FileCheck %s
// XFAIL: *

void *pool_get_pair(unsigned long n, unsigned long m) __attribute__((malloc, alloc_size(1, 2)));

int from_a_declared_allocator_of_arrays(void) {
    int *p = pool_get_pair(4, sizeof *p);
    return p[3];
}
// CHECK: :[[@LINE-2]]:{{[0-9]+}}: warning: {{.*}} [unsown-uninit]
