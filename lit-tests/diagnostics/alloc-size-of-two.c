// A function marked malloc and alloc_size(1, 2) allocates as many objects as one argument says, each as
// large as the other one says.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s

void *pool_get_pair(unsigned long n, unsigned long m) __attribute__((malloc, alloc_size(1, 2)));

int from_a_declared_allocator_of_arrays(void) {
    int *p = pool_get_pair(4, sizeof *p);
    return p[3];
}
// CHECK: :[[@LINE-2]]:12: warning: element of 'p' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-4]]:14: note: it is allocated here by {{.*}}, uninitialized

int filled_first(void) {
    int *p = pool_get_pair(4, sizeof *p);
    for (int i = 0; i < 4; i++)
        p[i] = i;
    return p[3]; // no-warning
}
