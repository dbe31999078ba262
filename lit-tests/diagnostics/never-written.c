// What nothing writes on any way to the read is told even where no time is left to look for a way.
// RUN: %unsown -Wno-everything -fsyntax-only -fplugin-arg-unsown-budget=1 %s 2>&1 | %filecheck %s

int next(void);

int never_written(int n)
{
    int x, y;
    for (int i = 0; i < n; i++) {
        if (next() == n)
            // CHECK: [[@LINE+1]]:20: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
            return x;
            // CHECK: note: 'x' is declared here
        if (next() == i)
            // CHECK: [[@LINE+1]]:20: warning: variable 'y' is uninitialized when it is read here [unsown-uninit]
            return y;
            // CHECK: note: 'y' is declared here
    }
    return 0;
}

int cannot_be_reached(void)
{
    int z;
    if (0)
        return z; // no-warning
    return 0;
}
