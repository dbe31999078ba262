// What hangs on code that cannot be seen is told on request only: memory that is undefined on some path is
// handed over as a pointer to const, perhaps with a length of zero.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s --check-prefix=OFF --allow-empty
// RUN: %unsown -Wno-everything -fno-caret-diagnostics -fplugin-arg-unsown-warn=maybe -c -o /dev/null %s \
// RUN:     2>&1 | %filecheck %s --check-prefix=ON

void send_block(const int *, int n);

void handed_over_on_one_path(int n) {
    int x;
    if (n > 3)
        x = 1;
    send_block(&x, n > 3);
}

// OFF-NOT: unsown
// ON: :[[@LINE-4]]:5: warning: {{.*}} [unsown-maybe]
// ON: note: 'x' is declared here; nothing initializes it
// ON: note: this condition is false

// Only a negative n gets past the test behind the loop.
int found_by_search(const int *a, int n) {
    int found;
    int i;
    for (i = 0; i < n; i++)
        if (a[i] > 3) {
            found = a[i];
            break;
        }
    if (i == n)
        return 0;
    // ON: [[@LINE+1]]:12: warning: variable 'found' is uninitialized here unless code that cannot be seen initializes it [unsown-maybe]
    return found;
    // ON: [[@LINE-11]]:9: note: 'found' is declared here; nothing initializes it
    // ON: note: this loop is not entered when 'i' is 0
}

int chosen(void);
int set_to_itself(void) {
    int x = x;
    if (chosen() > 3)
        x = 1;
    return x;
}
// ON: :[[@LINE-2]]:12: warning: variable 'x' is uninitialized here unless code that cannot be seen initializes it [unsown-maybe]
// ON: :[[@LINE-6]]:9: note: 'x' is declared here
// ON: :[[@LINE-6]]:{{[0-9]+}}: note: this condition is false
