// Functions that call each other in a circle and hand on an out-parameter: each sees what the others do without
// coming round.

// RUN: %unsown -c -o /dev/null %s 2>&1 | grep warning: | %filecheck %s
// RUN: %unsown -Wno-everything -c -o /dev/null -fplugin-arg-unsown-dump=summaries %s 2>/dev/null | %filecheck --check-prefix=SUMMARY %s

static int read_item(const char **at, int *value);

static int read_group(const char **at, int *value) {
    int sum = 0, one;
    while (**at != ')') {
        if (read_item(at, &one))
            return -1;
        sum += one; // no-warning
    }
    ++*at;
    *value = sum;
    return 0;
}

// SUMMARY: summary @read_group:
// SUMMARY-NOT: parameter 1 out
// SUMMARY: writes parameter 1 bytes 0+4 if the result is zero positive
// SUMMARY-NOT: parameter 1 out
// SUMMARY: summary @read_item:

static int read_item(const char **at, int *value) {
    if (**at == '(') {
        ++*at;
        return read_group(at, value);
    }
    if (**at < '0' || **at > '9')
        return -1;
    *value = *(*at)++ - '0';
    return 0;
}

int guarded(const char *text) {
    int value;
    if (read_item(&text, &value))
        return -1;
    return value; // no-warning
}

int careless(const char *text) {
    int value;
    read_item(&text, &value);
    // CHECK: recursion-in-a-circle.c:[[@LINE+1]]:12: warning: variable 'value' may be read before it is initialized [unsown-sometimes]
    return value;
}

int careless_group(const char *text) {
    int value;
    read_group(&text, &value);
    // CHECK: recursion-in-a-circle.c:[[@LINE+1]]:12: warning: variable 'value' may be read before it is initialized [unsown-sometimes]
    return value;
}
