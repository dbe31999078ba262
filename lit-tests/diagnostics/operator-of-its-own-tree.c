// A tree is made with two operators only, and the switch over them needs no default: that a third one leaves the
// result unwritten is no run of the program.  Members of one object go together.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s --allow-empty
// RUN: %unsown -Wno-everything -fplugin-arg-unsown-warn=unsown-maybe -c -o /dev/null %s 2>&1 | grep warning: \
// RUN:     | %filecheck %s --check-prefix=MAYBE

struct node {
    char operator;
    long number;
    const struct node *left, *right;
};

static int evaluate(const struct node *n, long *result) {
    long a, b;
    if (!n)
        return -1;
    if (!n->left) {
        *result = n->number;
        return 0;
    }
    if (evaluate(n->left, &a) || evaluate(n->right, &b))
        return -1;
    switch (n->operator) {
    // MAYBE: :[[@LINE+2]]:25: warning: variable 'a' {{.*}} [unsown-maybe]
    // MAYBE: :[[@LINE+1]]:29: warning: variable 'b' {{.*}} [unsown-maybe]
    case '+': *result = a + b; break; // no-warning
    case '-': *result = a - b; break;
    }
    return 0;
}

long sum(long x, long y) {
    const struct node left = {.number = x}, right = {.number = y};
    const struct node tree = {.operator = '+', .left = &left, .right = &right};
    long result = 0;
    return evaluate(&tree, &result) ? -1 : result;
}
