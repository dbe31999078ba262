// A function that calls itself does to its out-parameter what it does without that, for each result.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | grep warning: | %filecheck %s

static int search(int n, int *out) {
    if (n == 0)
        return -1;
    if (n % 7 == 1) {
        *out = n;
        return 0;
    }
    return search(n - 1, out);
}
int not_asked(int n) {
    int found;
    search(n, &found);
    return found;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'found' may be read before it is initialized [unsown-sometimes]
int asked(int n) {
    int found;
    if (search(n, &found))
        return 0;
    return found; // no-warning
}
int asked_for_less_than_zero(int n) {
    int found;
    return search(n, &found) < 0 ? 0 : found; // no-warning
}

struct tree { struct tree *left, *right; int key; };
static void deepest(const struct tree *t, int depth, int *best, int *key) {
    if (!t)
        return;
    if (depth > *best) {
        *best = depth;
        *key = t->key;
    }
    deepest(t->left, depth + 1, best, key);
    deepest(t->right, depth + 1, best, key);
}
int of_an_empty_tree(const struct tree *t) {
    int best = 0, key;
    deepest(t, 1, &best, &key);
    return key;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'key' may be read before it is initialized [unsown-sometimes]
