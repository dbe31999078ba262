// Correlated guards: what was asked when a variable was written is asked again before it is read.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s

int use(int);
int ready(void);
int try_get(void);
__attribute__((pure)) int is_on(int);

int by_an_expression(int n) {
    int x;
    if (n)
        x = 1;
    if (n)
        return x;
    return 0;
}

int by_another_expression_that_follows(int n) {
    int x;
    if (n > 3)
        x = 1;
    if (n > 5)
        return x;
    return 0;
}

int by_an_expression_that_does_not_follow(int n) {
    int x;
    if (n > 5)
        x = 1;
    if (n > 3)
        return x;
    return 0;
}
// CHECK: :[[@LINE-3]]:16: warning: variable 'x' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-8]]:9: note: 'x' is declared here; nothing initializes it
// CHECK: :[[@LINE-8]]:9: note: this condition is false

int by_a_flag(int n) {
    int x, have = 0;
    if (n > 3) {
        x = n;
        have = 1;
    }
    use(n);
    if (have)
        return x;
    return 0;
}

int by_the_wrong_flag(int n, int other) {
    int x, have = other;
    if (n > 3) {
        x = n;
        have = 1;
    }
    if (have)
        return x;
    return 0;
}
// CHECK: :[[@LINE-3]]:16: warning: variable 'x' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-10]]:9: note: 'x' is declared here; nothing initializes it
// CHECK: :[[@LINE-10]]:9: note: this condition is false

int by_the_result_of_a_call(void) {
    int x;
    int ok = ready();
    if (ok)
        x = 1;
    if (ok)
        return x;
    return 0;
}

int by_two_calls_that_may_differ(void) {
    int x;
    if (ready())
        x = 1;
    if (ready())
        return x;
    return 0;
}
// CHECK: :[[@LINE-3]]:16: warning: variable 'x' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-8]]:9: note: 'x' is declared here; nothing initializes it
// CHECK: :[[@LINE-8]]:9: note: this condition is false

int by_a_pure_call(int n) {
    int x;
    if (is_on(n))
        x = 1;
    if (is_on(n))
        return x;
    return 0;
}

int by_a_null_pointer(int n) {
    int cell;
    int *p = 0;
    if (n) {
        cell = 4;
        p = &cell;
    }
    return p ? *p : 0;
}

int by_bits_of_flags(unsigned flags) {
    int x, y;
    if (flags & 1)
        x = 1;
    if (flags & 2)
        y = 2;
    int r = 0;
    if (flags & 1)
        r += x;
    if (flags & 2)
        r += y;
    return r;
}

int by_the_wrong_bit(unsigned flags) {
    int x;
    if (flags & 1)
        x = 1;
    if (flags & 2)
        return x;
    return 0;
}
// CHECK: :[[@LINE-3]]:16: warning: variable 'x' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-8]]:9: note: 'x' is declared here; nothing initializes it
// CHECK: :[[@LINE-8]]:9: note: this condition is false

int by_an_error_code(int n) {
    int error = 0, x;
    if (n < 0)
        error = -1;
    else
        x = n;
    if (error)
        return error;
    return x;
}

int by_what_a_pointer_shows(const int *n) {
    int x;
    if (*n == 4)
        x = 1;
    if (*n == 4)
        return x;
    return 0;
}

/* It might be changed in between, but nobody handed it over: silent on purpose (docs/limits.md). */
int by_what_another_function_might_change(int *n) {
    int x;
    if (*n == 4)
        x = 1;
    use(1);
    if (*n == 4)
        return x;
    return 0;
}

int by_a_product(int n, int m) {
    int x;
    if (n * m > 10)
        x = 1;
    if (n * m > 10)
        return x;
    return 0;
}

int by_a_sum(int n, int m) {
    int x;
    if (n + m == 10)
        x = 1;
    if (n == 10 - m)
        return x;
    return 0;
}

int by_a_ternary_flag(int n) {
    int x;
    _Bool have = n > 0 ? 1 : 0;
    if (have)
        x = 1;
    return n > 0 ? x : 0;
}

int by_float(double d) {
    int x;
    if (d > 1.0)
        x = 1;
    if (d > 1.0)
        return x;
    return 0;
}

int by_errno_style_goto(int n) {
    int x;
    if (n < 0)
        goto fail;
    x = n;
    if (x > 100)
        goto fail;
    return x;
fail:
    return n < 0 ? -1 : x;
}
