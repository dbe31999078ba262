// Loops nested deeper than iterations are told apart: the one iteration that is left stands for any, also for the first.

// RUN: %unsown -c -o /dev/null %s 2>&1 | %filecheck %s

#define EACH(v, n) for (int v = 0; v < (n); v++)
#define DEEP(n) \
    EACH(a1, n) EACH(a2, n) EACH(a3, n) EACH(a4, n) EACH(a5, n) EACH(a6, n) EACH(a7, n) EACH(a8, n) EACH(a9, n) EACH(a10, n)

int filled(int n) {
    int s = 0;
    DEEP(n) {
        unsigned l[2];
        for (int i = 0; i < 2; i++)
            l[i] = 1;
        --l[0]; // no-warning
        s += (int)l[0];
    }
    return s;
}

int not_filled(int n, int m) {
    int s = 0;
    DEEP(n) {
        unsigned l[2];
        for (int i = 0; i < m; i++)
            l[i] = 1;
        // CHECK: deep-loops.c:[[@LINE+1]]:11: warning: element of 'l' may be read before it is initialized [unsown-sometimes]
        --l[0];
        // CHECK: note: 'l' is declared here; nothing initializes it
        // CHECK: note: this condition is true when 'a1' is 0
        // CHECK: note: expanded from macro 'DEEP'
        // CHECK: note: expanded from macro 'EACH'
        // CHECK: note: this loop is not entered when 'i' is 0
        s += (int)l[0];
    }
    return s;
}
