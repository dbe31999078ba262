// Functions of the same file that write through a pointer: always, never, or only when the result
// says so.  Functions that cannot be seen are taken to write.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s

int use(int);
int ready(void);
int unseen(int *);
int unseen_const(const int *);

__attribute__((noinline)) static void always(int *to) { *to = 1; }
int written_always(void) {
    int x;
    always(&x);
    return x;
}

__attribute__((noinline)) static void never(int *to) { (void)to; }
int written_never(void) {
    int x;
    never(&x);
    return x;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-5]]:9: note: 'x' is declared here; nothing initializes it

__attribute__((noinline)) static void maybe(int *to) {
    if (ready())
        *to = 1;
}
int written_sometimes(void) {
    int x;
    maybe(&x);
    return x;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-5]]:9: note: 'x' is declared here; nothing initializes it
// CHECK: :[[@LINE-10]]:9: note: this condition is false

static int zero_is_success(int *to) {
    if (!ready())
        return -1;
    *to = 4;
    return 0;
}
int zero_checked(void) {
    int x;
    if (zero_is_success(&x) != 0)
        return 0;
    return x;
}
int zero_not_checked(void) {
    int x;
    zero_is_success(&x);
    return x;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-5]]:9: note: 'x' is declared here; nothing initializes it
// CHECK: :[[@LINE-18]]:10: note: this condition is false
int zero_checked_the_wrong_way(void) {
    int x;
    if (zero_is_success(&x))
        return x;
    return 0;
}
// CHECK: :[[@LINE-3]]:16: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-6]]:9: note: 'x' is declared here; nothing initializes it
// CHECK: :[[@LINE-27]]:10: note: this condition is false
int zero_kept_in_a_variable(void) {
    int x, error = zero_is_success(&x);
    use(2);
    if (error < 0)
        return 0;
    return x;
}

static _Bool true_is_success(int *to) {
    if (ready() < 3)
        return 0;
    *to = 4;
    return 1;
}
int truth_checked(void) {
    int x;
    return true_is_success(&x) ? x : 0;
}
int truth_checked_in_a_condition(void) {
    int x;
    if (ready() && true_is_success(&x))
        return x;
    return 0;
}

static int *pointer_is_success(int *to) {
    if (!ready())
        return 0;
    *to = 1;
    return to;
}
int pointer_checked(void) {
    int x;
    if (pointer_is_success(&x))
        return x;
    return 0;
}

static int through_two_levels(int *to) { return zero_is_success(to); }
int two_levels_checked(void) {
    int x;
    if (through_two_levels(&x) == 0)
        return x;
    return 0;
}
int two_levels_not_checked(void) {
    int x;
    (void)through_two_levels(&x);
    return x;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-5]]:9: note: 'x' is declared here; nothing initializes it
// CHECK: :[[@LINE-80]]:10: note: this condition is false

struct pair { int a, b; };
static void one_field(struct pair *p) { p->a = 1; }
int a_field_by_the_callee(void) {
    struct pair p;
    one_field(&p);
    use(p.a);
    return p.b;
}
// CHECK: :[[@LINE-2]]:14: warning: field 'b' of 'p' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-6]]:17: note: 'p' is declared here; nothing initializes it
// CHECK: :[[@LINE-4]]:14: note: at this read 'p' holds: a ■■■■ | b □□□□

static void all_elements(int *a, int n) {
    for (int i = 0; i < n; i++)
        a[i] = 0;
}
int array_by_the_callee(void) {
    int a[4];
    all_elements(a, 4);
    return a[3];
}

static void two(int *a, int *b) {
    *a = 1;
    if (ready())
        *b = 1;
}
int the_second_of_two(void) {
    int x, y;
    two(&x, &y);
    use(x);
    return y;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'y' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-6]]:12: note: 'y' is declared here; nothing initializes it
// CHECK: :[[@LINE-11]]:9: note: this condition is false

int unseen_is_taken_to_write(void) {
    int x;
    unseen(&x);
    return x;
}

int unseen_takes_const(void) {
    int x = 1;
    unseen_const(&x);
    return x;
}

static int recursive(int n, int *to) {
    if (n > 3)
        return recursive(n - 1, to);
    *to = n;
    return 0;
}
int by_recursion(void) {
    int x;
    recursive(9, &x);
    return x;
}

int through_a_function_pointer(int (*get)(int *)) {
    int x;
    get(&x);
    return x;
}
