// Elements that the loop which fills an array leaves out, and a read that asks for all of them.

// RUN: %unsown -c -o /dev/null %s 2>&1 | %filecheck %s

#include <stdlib.h>

int get(int i);

int heap_with_holes(int n, const int *wanted) {
    int sum = 0, *p = malloc((size_t)n * sizeof *p);
    if (!p)
        return 0;
    for (int i = 0; i < n; i++) {
        if (!wanted[i])
            continue;
        p[i] = 1;
    }
    for (int i = 0; i < n; i++)
        // CHECK: holes.c:[[@LINE+1]]:16: warning: element of 'p' may be read before it is initialized [unsown-sometimes]
        sum += p[i] > 2;
    // CHECK: note: it is allocated here by 'malloc', uninitialized
    // CHECK-COUNT-4: note: this condition is
    free(p);
    return sum;
}

int backwards(const int *wanted) {
    int i, sum = 0, p[10];
    for (i = 0; i < 10; i++) {
        if (!wanted[i])
            continue;
        p[i] = get(i);
        if (p[i] < 0)
            break;
    }
    while (--i >= 0)
        // CHECK: holes.c:[[@LINE+1]]:16: warning: element of 'p' may be read before it is initialized [unsown-sometimes]
        sum += p[i] > 2;
    // CHECK: note: 'p' is declared here; nothing initializes it
    // CHECK-COUNT-4: note: this condition is
    return sum;
}

int asked_again(const int *wanted) {
    int sum = 0, p[10];
    for (int i = 0; i < 10; i++) {
        if (!wanted[i])
            continue;
        p[i] = get(i);
    }
    for (int i = 0; i < 10; i++) {
        if (!wanted[i])
            continue;
        sum += p[i] > 1; // no-warning
    }
    return sum;
}

int left_at_once(const int *wanted) {
    int sum = 0, p[10];
    for (int i = 0; i < 10; i++) {
        if (!wanted[i])
            return 1;
        p[i] = get(i);
    }
    for (int i = 0; i < 10; i++)
        sum += p[i] > 1; // no-warning
    return sum;
}

int packed(const int *wanted) {
    int k = 0, sum = 0, p[10];
    for (int i = 0; i < 10; i++) {
        if (!wanted[i])
            continue;
        p[k++] = get(i);
    }
    for (int i = 0; i < k; i++)
        sum += p[i] > 1; // no-warning
    return sum;
}

int either_way(const int *wanted) {
    int sum = 0, p[10];
    for (int i = 0; i < 10; i++) {
        if (!wanted[i])
            p[i] = 0;
        else
            p[i] = get(i);
    }
    for (int i = 0; i < 10; i++)
        sum += p[i] > 1; // no-warning
    return sum;
}

int noted(const int *wanted) {
    int ok = 1, sum = 0, p[10];
    for (int i = 0; i < 10; i++) {
        if (!wanted[i]) {
            ok = 0;
            continue;
        }
        p[i] = get(i);
    }
    if (!ok)
        return 0;
    for (int i = 0; i < 10; i++)
        sum += p[i] > 1; // no-warning
    return sum;
}

int one_skipped(int skip) {
    int sum = 0, p[10];
    for (int i = 0; i < 10; i++) {
        if (i == skip)
            continue;
        p[i] = get(i);
    }
    for (int i = 0; i < 10; i++) {
        if (i == skip)
            continue;
        sum += p[i] > 1; // no-warning
    }
    return sum;
}

int stopped_early(const int *wanted) {
    int n, i, sum = 0, p[10];
    for (i = 0; i < 10; i++) {
        if (!wanted[i])
            break;
        p[i] = get(i);
    }
    for (n = 0; n < i; n++)
        sum += p[n] > 1; // no-warning
    return sum;
}

int waited_for(const int *wanted) {
    int sum = 0, p[10];
    for (int i = 0; i < 10; i++) {
        while (!wanted[i])
            get(i);
        p[i] = get(i);
    }
    for (int i = 0; i < 10; i++)
        sum += p[i] > 1; // no-warning
    return sum;
}
