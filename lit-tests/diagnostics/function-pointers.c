// A function pointer that nothing ever changes is the function.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | grep warning: | %filecheck %s

#include <stdlib.h>

static int get(int k, int *to) {
    if (k < 0)
        return -1;
    *to = k;
    return 0;
}

struct ops {
    const char *name;
    int (*get)(int, int *);
};
static const struct ops constant = {"constant", get};
static struct ops changed = {"changed", get};
static void *(*allocate)(size_t) = malloc;

int through_a_constant_struct(int k) {
    int v;
    constant.get(k, &v);
    return v;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'v' may be read before it is initialized [unsown-sometimes]

int and_asked(int k) {
    int v;
    return constant.get(k, &v) ? 0 : v; // no-warning
}

void change(int (*to)(int, int *)) { changed.get = to; }

int through_one_that_changes(int k) {
    int v;
    changed.get(k, &v);
    return v; // no-warning
}

int allocator_in_a_variable(void) {
    int *p = allocate(4);
    return p ? *p : 0;
}
// CHECK: :[[@LINE-2]]:16: warning: '*p' is uninitialized when it is read here [unsown-uninit]

int through_a_local(int k) {
    int (*f)(int, int *) = get;
    int v;
    f(k, &v);
    return v;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'v' may be read before it is initialized [unsown-sometimes]

// --- Elements of a table -----------------------------------------------------------------------------

static int writes(int a, int *out) {
    *out = a;
    return 0;
}
static int may_fail(int a, int *out) {
    if (a > 3)
        return -1;
    *out = a;
    return 0;
}
typedef int operation(int, int *);
static operation *const sure[] = {writes, writes}, *const unsure[] = {writes, may_fail};

int by_number(unsigned k, int a) {
    int o;
    sure[k % 2](a, &o);
    return o; // no-warning
}
int by_number_and_asked(unsigned k, int a) {
    int o;
    if (unsure[k % 2](a, &o))
        return 0;
    return o; // no-warning
}
int by_number_and_not_asked(unsigned k, int a) {
    int o;
    unsure[k % 2](a, &o);
    return o;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'o' may be read before it is initialized [unsown-sometimes]
