// A size that was computed from a count does not wrap around: that it is zero says that the count is.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | grep warning: | %filecheck %s

#include <string.h>

int all_copied(long n, const int *from) {
    int a[8], sum = 0;
    unsigned long size = n * sizeof *a;
    if (size) {
        if (size > sizeof a)
            return 0;
        memcpy(a, from, size);
    }
    for (long i = n - 1; i >= 0; i--)
        sum += a[i]; // no-warning
    return sum;
}

struct triple { int x, y, z; };
int all_triples(unsigned n, const struct triple *from) {
    struct triple a[8];
    int sum = 0;
    unsigned long size = n * sizeof *a;
    if (size) {
        if (size > sizeof a)
            return 0;
        memcpy(a, from, size);
    }
    for (unsigned i = 0; i < n; i++)
        sum += a[i].y; // no-warning
    return sum;
}

int one_too_many(long n, const int *from) {
    int a[8], sum = 0;
    unsigned long size = n * sizeof *a;
    if (size) {
        if (size > sizeof a)
            return 0;
        memcpy(a, from, size);
    }
    for (long i = n; i >= 0; i--)
        // CHECK: :[[@LINE+1]]:16: warning: element of 'a' is uninitialized when it is read here [unsown-uninit]
        sum += a[i];
    return sum;
}
