// Reads of locals that nothing initialized: scalars, pointers, elements of arrays.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s

int use(int);

int scalar_never_written(void) {
    int x;
    return x;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-4]]:9: note: 'x' is declared here; nothing initializes it

int scalar_written(void) {
    int x = 3;
    return x;
}

int scalar_written_later(int a) {
    int x;
    x = a;
    return x;
}

int scalar_on_one_path(int n) {
    int x;
    if (n > 3)
        x = 1;
    return x;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-6]]:9: note: 'x' is declared here; nothing initializes it
// CHECK: :[[@LINE-6]]:9: note: this condition is false

int scalar_on_both_paths(int n) {
    int x;
    if (n > 3)
        x = 1;
    else
        x = 2;
    return x;
}

int only_the_first_use_is_told(void) {
    int x;
    use(x);
    use(x);
    return x + 1;
}
// CHECK: :[[@LINE-4]]:9: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-6]]:9: note: 'x' is declared here; nothing initializes it

int two_variables_two_causes(void) {
    int x, y;
    use(x);
    return y;
}
// CHECK: :[[@LINE-3]]:9: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-5]]:9: note: 'x' is declared here; nothing initializes it
// CHECK: :[[@LINE-4]]:12: warning: variable 'y' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-7]]:12: note: 'y' is declared here; nothing initializes it

int pointer_never_written(void) {
    int *p;
    return *p;
}
// CHECK: :[[@LINE-2]]:13: warning: variable 'p' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-4]]:10: note: 'p' is declared here; nothing initializes it

int pointer_on_one_path(int n, int *from) {
    int *p;
    if (n)
        p = from;
    return *p;
}
// CHECK: :[[@LINE-2]]:13: warning: variable 'p' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-6]]:10: note: 'p' is declared here; nothing initializes it
// CHECK: :[[@LINE-6]]:9: note: this condition is false when 'n' is {{-?[0-9]+}}

int pointer_written(int *from) {
    int *p = from;
    return *p;
}

int element_never_written(void) {
    int a[4];
    a[0] = 1;
    return a[1];
}
// CHECK: :[[@LINE-2]]:12: warning: element of 'a' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-5]]:9: note: 'a' is declared here; nothing initializes it

int element_written(void) {
    int a[4];
    a[0] = 1;
    a[3] = 2;
    return a[0] + a[3];
}

int element_of_an_initialized_array(unsigned i) {
    int a[4] = {1};
    return a[i & 3];
}

int element_at_the_same_unknown_place(unsigned i) {
    int a[4];
    a[i & 3] = 1;
    return a[i & 3];
}

int element_of_rows(void) {
    int a[2][3];
    a[0][2] = 5;
    a[1][0] = 6;
    return a[0][2] + a[1][0] + a[1][2];
}
// CHECK: :[[@LINE-2]]:32: warning: element of 'a[...]' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-6]]:9: note: 'a' is declared here; nothing initializes it

int compound_assignment(void) {
    int n;
    n += 2;
    return n;
}
// CHECK: :[[@LINE-3]]:5: warning: variable 'n' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-5]]:9: note: 'n' is declared here; nothing initializes it

int increment(void) {
    int n;
    n++;
    return n;
}
// CHECK: :[[@LINE-3]]:5: warning: variable 'n' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-5]]:9: note: 'n' is declared here; nothing initializes it

float of_floating_type(void) {
    float f;
    return f * 2;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'f' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-4]]:11: note: 'f' is declared here; nothing initializes it

_Bool of_boolean_type(void) {
    _Bool b;
    return b;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'b' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-4]]:11: note: 'b' is declared here; nothing initializes it

int copied_to_another_scalar(void) {
    int x, y;
    y = x;
    return y;
}
// CHECK: :[[@LINE-3]]:9: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-5]]:9: note: 'x' is declared here; nothing initializes it

int size_is_not_a_read(void) {
    int x;
    return (int)sizeof x;
}

int *address_is_not_a_read(int **keep) {
    static int dummy;
    int x;
    int *p = &x;
    *keep = &dummy;
    return p == *keep ? *keep : 0;
}

int written_through_a_pointer(void) {
    int x;
    int *p = &x;
    *p = 4;
    return x;
}

int written_through_one_of_two_pointers(int n) {
    int x, y;
    int *p = n ? &x : &y;
    *p = 4;
    return n ? x : y;
}

int the_other_of_two_targets(int n) {
    int x, y;
    int *p = n ? &x : &y;
    *p = 4;
    return n ? y : x;
}
// CHECK: :[[@LINE-2]]:16: warning: variable 'y' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-6]]:12: note: 'y' is declared here; nothing initializes it
// CHECK: :[[@LINE-6]]:14: note: this condition is true when 'n' is {{-?[0-9]+}}
// CHECK: :[[@LINE-5]]:20: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-9]]:9: note: 'x' is declared here; nothing initializes it
// CHECK: :[[@LINE-9]]:14: note: this condition is false when 'n' is {{-?[0-9]+}}

void discarded_without_looking(void) {
    int x;
    (void)x;
}

int initialized_with_itself_stays_undefined(void) {
    int x = x; // no-warning
    return x;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-4]]:9: note: 'x' is declared here

int initialized_with_itself_and_more(int n) {
    int x = x; // no-warning
    if (n > 3)
        x = n;
    return x;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-6]]:9: note: 'x' is declared here
// CHECK: :[[@LINE-6]]:{{[0-9]+}}: note: this condition is false

int chosen(void);
int initialized_with_itself_for_a_reason(void) {
    int x = x; // no-warning
    if (chosen() > 3)
        x = 1;
    return x; // no-warning: a maybe, see maybe.c
}
