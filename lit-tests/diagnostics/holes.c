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

void *open_one(int i);
void close_one(void *p);

int undone_with_holes(const int *wanted) {
    int i;
    void *p[10];
    for (i = 0; i < 10; i++) {
        if (!wanted[i])
            continue;
        p[i] = open_one(i);
        if (!p[i])
            goto undo;
    }
    return 0;
undo:
    while (i--)
        // CHECK: holes.c:[[@LINE+1]]:19: warning: element of 'p' may be read before it is initialized [unsown-sometimes]
        close_one(p[i]);
    // CHECK: note: 'p' is declared here; nothing initializes it
    // CHECK-COUNT-4: note: this condition is
    return 1;
}

int undone(void) {
    int i;
    void *p[10];
    for (i = 0; i < 10; i++) {
        p[i] = open_one(i);
        if (!p[i])
            goto undo;
    }
    return 0;
undo:
    while (i--)
        close_one(p[i]); // no-warning
    return 1;
}

int undone_one_too_many(void) {
    int i;
    void *p[10];
    for (i = 0; i < 9; i++) {
        void *q = open_one(i);
        if (!q)
            goto undo;
        p[i] = q;
    }
    return 0;
undo:
    for (; i >= 0; i--)
        // CHECK: holes.c:[[@LINE+1]]:19: warning: element of 'p' is uninitialized when it is read here [unsown-uninit]
        close_one(p[i]);
    // CHECK: note: 'p' is declared here; nothing initializes it
    // CHECK-COUNT-2: note: this condition is
    return 1;
}
