// Messages come in the order of the source, whatever the order of the analysis (callees first), and
// those of a function in the order of its lines and columns.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %FileCheck %s --implicit-check-not=warning:
// RUN: %unsown -Wno-everything -c -o /dev/null %s > %t.first 2>&1
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | diff %t.first -

static int last_and_called_first(void);
int use(int, int);

int caller(void) {
    int x;
    // CHECK: :[[@LINE+1]]:12: warning: variable 'x'
    return x + last_and_called_first();
}

int two_in_a_line(void) {
    int first, second;
    // CHECK: :[[@LINE+2]]:16: warning: variable 'first'
    // CHECK: :[[@LINE+1]]:23: warning: variable 'second'
    return use(first, second);
}

int second_branch_first(int n) {
    int x, y;
    if (n)
        goto below;
    // CHECK: :[[@LINE+1]]:12: warning: variable 'x'
    return x;
below:
    // CHECK: :[[@LINE+1]]:12: warning: variable 'y'
    return y;
}

static int last_and_called_first(void) {
    int x;
    // CHECK: :[[@LINE+1]]:12: warning: variable 'x'
    return x;
}
