// A function that calls itself and hands on an out-parameter: what the outer call sees of the inner one.

// RUN: %unsown -c -o /dev/null %s 2>&1 | %filecheck %s

struct node {
    int kind;
    long number;
    struct node *left, *right;
};

int evaluate(const struct node *n, long *result) {
    long a, b;
    if (!n)
        return -1;
    switch (n->kind) {
    case 0:
        *result = n->number;
        return 0;
    case 1:
        if (evaluate(n->left, &a))
            return -1;
        *result = -a; // no-warning
        return 0;
    case 2:
        if (evaluate(n->left, &a) || evaluate(n->right, &b))
            return -1;
        *result = a + b; // no-warning
        return 0;
    }
    return -1;
}

int evaluate_badly(const struct node *n, long *result) {
    long a;
    if (!n)
        return -1;
    switch (n->kind) {
    case 0:
        return 0;
    case 1:
        if (evaluate_badly(n->left, &a))
            return -1;
        // CHECK: recursion-out-parameter.c:[[@LINE+1]]:20: warning: variable 'a' may be read before it is initialized [unsown-sometimes]
        *result = -a;
        // CHECK: note: 'a' is declared here; nothing initializes it
        // CHECK: note: this condition is true when 'n' is not null
        // CHECK: note: this switch goes to the case of 1
        return 0;
    }
    return -1;
}
