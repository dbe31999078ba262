// The attributes malloc and alloc_size are on functions that clear or copy as well: of those that cannot be
// seen, the name tells.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s

#include <stddef.h>

#define ALLOCATES __attribute__((malloc, alloc_size(1)))
void *xmalloc(size_t) ALLOCATES;
void *xcharalloc(size_t) ALLOCATES;
void *xzalloc(size_t) ALLOCATES;
void *pool_alloc0(size_t) ALLOCATES;
void *AllocateZeroPool(size_t) ALLOCATES;
void *ximemdup(const void *, size_t) __attribute__((malloc, alloc_size(2)));
void *xcalloc(size_t, size_t) __attribute__((malloc, alloc_size(1, 2)));

int fresh(void) {
    int *p = xmalloc(sizeof *p);
    return *p;
}
// CHECK: :[[@LINE-2]]:12: warning: '*p' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-4]]:14: note: it is allocated here by 'xmalloc', uninitialized

int fresh_too(void) {
    char *p = xcharalloc(8);
    return p[7];
}
// CHECK: :[[@LINE-2]]:12: warning: element of 'p' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-4]]:15: note: it is allocated here by 'xcharalloc', uninitialized

int cleared(void) {
    int *p = xzalloc(sizeof *p), *q = pool_alloc0(sizeof *q), *r = AllocateZeroPool(sizeof *r);
    return *p + *q + *r; // no-warning
}

int cleared_by_count(int n) {
    int *p = xcalloc((size_t)n, sizeof *p);
    return p[n - 1]; // no-warning
}

int copied(int n) {
    int *p = ximemdup(&n, sizeof n);
    return *p; // no-warning
}
