// A run that passes by the write because of one member of an object, or bit of a word, and reads because of another
// is a guess: which of their values go together is decided elsewhere.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | grep warning: | %filecheck %s
// RUN: %unsown -Wno-everything -fplugin-arg-unsown-warn=unsown-maybe -c -o /dev/null %s 2>&1 \
// RUN:     | grep warning: | %filecheck --check-prefixes=CHECK,MAYBE %s

#include <sys/stat.h>

struct rule { int major, by_name; unsigned flags; int count, list[8]; };
extern unsigned options;
void use(int);
int lookup(const char *);

void members(const struct rule *r) {
    int x;
    if (r->major)
        x = 1;
    if (r->by_name)
        use(x);
}
// MAYBE: :[[@LINE-2]]:13: warning: variable 'x' {{.*}} [unsown-maybe]

void array_in_struct(const struct rule *r) {
    int x;
    for (int i = 0; i < 8; i++)
        if (r->list[i])
            x = i;
    if (r->count)
        use(x);
}
// MAYBE: :[[@LINE-2]]:13: warning: variable 'x' {{.*}} [unsown-maybe]

void bits(void) {
    int x;
    if (options & 1)
        x = 1;
    if (options & 4)
        use(x);
}
// MAYBE: :[[@LINE-2]]:13: warning: variable 'x' {{.*}} [unsown-maybe]

// The same member or bit decides both: what can be known is known.
void same_member(const struct rule *r) {
    int x;
    if (r->count > 2)
        x = 1;
    if (r->count > 1)
        use(x);
}
// CHECK: :[[@LINE-2]]:13: warning: variable 'x' may be read before it is initialized [unsown-sometimes]

void same_bit(void) {
    int x;
    if (options & 4)
        x = 1;
    if (!(options & 4))
        use(x);
}
// CHECK: :[[@LINE-2]]:13: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]

// Nothing guards the read.
void not_guarded(const struct rule *r) {
    int x;
    if (r->major)
        x = 1;
    use(x);
}
// CHECK: :[[@LINE-2]]:9: warning: variable 'x' may be read before it is initialized [unsown-sometimes]

// Elements of an array, and what comes by two ways, have nothing to do with each other.
void elements(const int *a) {
    int x;
    if (a[0])
        x = 1;
    if (a[1])
        use(x);
}
// CHECK: :[[@LINE-2]]:13: warning: variable 'x' may be read before it is initialized [unsown-sometimes]

void two_objects(const struct rule *r, const struct rule *s) {
    int x;
    if (r->major)
        x = 1;
    if (s->by_name)
        use(x);
}
// CHECK: :[[@LINE-2]]:13: warning: variable 'x' may be read before it is initialized [unsown-sometimes]

// That the call fails is no matter of the members.
int fails(const struct rule *r, const char *name) {
    struct stat s;
    if (r->major && !r->flags)
        stat(name, &s);
    else
        return 0;
    if (r->by_name)
        return s.st_mode;
    return 0;
}
// CHECK: :[[@LINE-3]]:18: warning: field 'st_mode' of 's' may be read before it is initialized [unsown-sometimes]

// What wraps the function that does not write does not make a guess of it.
static int innermost(const char *name, int *out) {
    int n = lookup(name);
    if (n < 10)
        return 1;
    *out = n;
    return 0;
}

static int inner(const char *name, int *out) {
    if (innermost(name, out) && lookup("a") != 3)
        return 2;
    return 0;
}

int wrapped_once(const char *name) {
    int x;
    if (inner(name, &x))
        return 0;
    return x;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' may be read before it is initialized [unsown-sometimes]

static int outer(const char *name, int *out) {
    if (inner(name, out) && lookup("b") != 4)
        return 3;
    return 0;
}

int wrapped_twice(const char *name) {
    int x;
    if (outer(name, &x))
        return 0;
    return x;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' may be read before it is initialized [unsown-sometimes]

// What is undefined because of what each of four functions decides is a guess; of three it is not.
static void first(const char *name, int *out) {
    if (lookup(name) > 1)
        *out = 1;
}
static void second(const char *name, int *out) {
    if (lookup(name) > 2)
        *out = 2;
}
static void third(const char *name, int *out) {
    if (lookup(name) > 3)
        *out = 3;
}
static void fourth(const char *name, int *out) {
    if (lookup(name) > 4)
        *out = 4;
}

int three_of_them(const char *name) {
    int x;
    first(name, &x);
    second(name, &x);
    third(name, &x);
    return x;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' may be read before it is initialized [unsown-sometimes]

int four_of_them(const char *name) {
    int x;
    first(name, &x);
    second(name, &x);
    third(name, &x);
    fourth(name, &x);
    return x;
}
// MAYBE: :[[@LINE-2]]:12: warning: variable 'x' {{.*}} [unsown-maybe]

// So it is of how often each of two loops turns.
int two_loops(const char *const *names, int n) {
    int x, y = 0;
    for (int i = 0; i < n; i++)
        if (lookup(names[i]))
            x = i;
    for (int i = 0; i < n; i++)
        if (lookup(names[i]))
            x = i, y++;
    return y + x;
}
// MAYBE: :[[@LINE-2]]:16: warning: variable 'x' {{.*}} [unsown-maybe]

int one_loop(const char *const *names, int n) {
    int x, y = 0;
    for (int i = 0; i < n; i++)
        if (lookup(names[i]))
            x = i;
    for (int i = 0; i < n; i++)
        y += lookup(names[i]);
    return y + x;
}
// CHECK: :[[@LINE-2]]:16: warning: variable 'x' may be read before it is initialized [unsown-sometimes]

// That a pointer from outside points just there is a guess; an argument may be any.
extern const char nothing[];
void sentinel(const char **names) {
    int x;
    if (names[0] != nothing)
        x = 1;
    use(x);
}
// MAYBE: :[[@LINE-2]]:9: warning: variable 'x' {{.*}} [unsown-maybe]

void sentinel_handed_over(const char *name) {
    int x;
    if (name != nothing)
        x = 1;
    use(x);
}
// CHECK: :[[@LINE-2]]:9: warning: variable 'x' may be read before it is initialized [unsown-sometimes]

// In a loop, too, and behind calls that may have changed it.
int say(int);
void sentinel_in_a_loop(const char **names) {
    int x;
    do {
        if (names[0][0] == '-') {
            *names = nothing;
            x = 1;
        }
        say(1);
        if (*names == nothing)
            use(x);
    } while (*++names);
}
// MAYBE: :[[@LINE-3]]:17: warning: variable 'x' {{.*}} [unsown-maybe]

// CHECK-NOT: warning:
