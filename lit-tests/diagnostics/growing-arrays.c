// Arrays that the loop that fills them makes larger, or makes when it first comes there.

// RUN: %unsown -c -o /dev/null %s 2>&1 | %filecheck %s

#include <stdlib.h>

int grown(int m) {
    int *h = NULL, n, room = 0, sum = 0;
    for (n = 0; n < m; n++) {
        if (room <= n) {
            room = 2 * room + 4;
            h = realloc(h, (size_t)room * sizeof *h);
            if (!h)
                return 0;
        }
        h[n] = n;
    }
    for (int i = 1; i < n; i++)
        sum += h[i] > 3; // no-warning
    return sum;
}

int grown_and_read_past(int m) {
    int *h = NULL, n, room = 0, sum = 0;
    for (n = 0; n < m; n++) {
        if (room <= n) {
            room = 2 * room + 4;
            h = realloc(h, (size_t)room * sizeof *h);
            // CHECK: growing-arrays.c:[[@LINE+7]]:16: warning: element of 'h' may be read before it is initialized [unsown-sometimes]
            if (!h)
                return 0;
        }
        h[n] = n;
    }
    for (int i = 0; i <= n; i++)
        sum += h[i] > 3;
    // CHECK: note: it is allocated here by 'realloc', uninitialized
    // CHECK-COUNT-5: note: this condition is
    return sum;
}

int made_on_the_way(int m) {
    int *h = NULL, n, sum = 0;
    for (n = 0; n < m; n++) {
        if (!h) {
            h = malloc((size_t)m * sizeof *h);
            if (!h)
                return 0;
        }
        h[n] = n;
    }
    for (n = 0; n < m; n++)
        sum += h[n] > 2; // no-warning
    return sum;
}
