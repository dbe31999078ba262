// Statics that nothing ever writes are constants; globals and statics begin as zero.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s

static int verbose;
static const int limit = 8;
static int mode;
static const char *const names[] = {"a", "b", 0};
int shared;
void set_mode(int m) { mode = m; }

int static_is_zero(void) {
    static int count;
    return count++;
}

int global_is_zero(void) { return shared; }

int guarded_by_a_switch_that_is_off(void) {
    int x;
    if (verbose)
        return x;
    return 0;
}

int bounded_by_a_constant(void) {
    int a[8];
    for (int i = 0; i < limit; i++)
        a[i] = i;
    return a[7];
}

int guarded_by_a_switch_that_is_set(void) {
    int x;
    if (mode)
        return x;
    return 0;
}
// CHECK: :[[@LINE-3]]:16: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-6]]:9: note: 'x' is declared here; nothing initializes it

int initialized_on_the_same_switch(void) {
    int x;
    if (!verbose)
        x = 1;
    return x;
}
