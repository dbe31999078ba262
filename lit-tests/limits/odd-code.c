// What a compiler takes and no analysis likes: recursion through pointers to functions, inline assembly that may
// write everything, code that is undefined in other ways. There is a verdict, and the functions beside keep theirs.

// RUN: %unsown -Wno-everything -fplugin-arg-unsown-remark=gave-up -c -o /dev/null %s 2>&1 | %filecheck %s

typedef int visitor(void *tree, int depth, int *out);
struct tree { struct tree *left, *right; visitor *visit; int value; };

static int visit_both(void *p, int depth, int *out) {
    struct tree *t = p;
    int left, right;
    if (t->left->visit(t->left, depth + 1, &left) | t->right->visit(t->right, depth + 1, &right))
        return -1;
    *out = left + right; // no-warning
    return 0;
}

static int (*const table[])(int, int *);
static int even(int n, int *out) { return n ? table[1](n - 1, out) : (*out = 1, 0); }
static int odd(int n, int *out) { return n ? table[0](n - 1, out) : (*out = 0, 0); }
static int (*const table[])(int, int *) = {even, odd};

int parity(int n) {
    int out;
    table[0](n, &out);
    return out; // no-warning
}

int written_by_assembly(void) {
    int x, y;
    __asm__ volatile("" : : "r"(&x) : "memory");
    y = x; // no-warning
    return y;
}

int not_written_by_assembly(void) {
    int x;
    __asm__ volatile("" : : : "memory");
    // CHECK: odd-code.c:[[@LINE+1]]:12: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
    return x;
    // CHECK: note: 'x' is declared here; nothing initializes it
}

int *of_a_dead_local(void) {
    int x = 1;
    return &x;
}

int beyond_its_end(int i) {
    int a[2] = {1, 2};
    // CHECK: odd-code.c:[[@LINE+2]]:12: warning: element of 'a' is uninitialized when it is read here [unsown-uninit]
    // CHECK: note: 'a' is declared here
    return a[7] + a[i] + *of_a_dead_local() + (1 << 40) + 1 / (i - i) + *(int *)0;
}

int overlapping(void) {
    union { long l; double d; char c[8]; } u;
    u.d = 1;
    __builtin_memcpy(u.c + 1, u.c, 8);
    return u.c[3]; // no-warning
}

int of_no_size(int n) {
    int v[n];
    struct {} empty, *p = &empty;
    (void)p;
    __builtin_memset(v, 0, sizeof v);
    return v[n - 1]; // no-warning
}

int never_ends(void) {
    int x;
    for (;;)
        ;
    return x; // no-warning
}

visitor *const used = visit_both;

int after(void) {
    int x;
    // CHECK: odd-code.c:[[@LINE+1]]:12: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
    return x;
    // CHECK: note: 'x' is declared here; nothing initializes it
}
