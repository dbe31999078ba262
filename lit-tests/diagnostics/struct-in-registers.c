// A struct returned by value carries definedness along, in registers too.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | grep warning: | %filecheck %s

struct pair { int a, b; };
int use(int);

struct pair half_built(void) {
    struct pair p;
    p.a = 1;
    return p;
}

struct pair built_if(int n) {
    struct pair p;
    p.a = 1;
    if (n)
        p.b = 2;
    return p;
}

int of_a_returned_struct(void) {
    struct pair p = half_built();
    use(p.a); // no-warning
    return p.b;
}
// CHECK: :[[@LINE-2]]:14: warning: field 'b' of 'p' is uninitialized when it is read here [unsown-uninit]

int guarded(int n) {
    struct pair p = built_if(n);
    return n ? p.b : 0; // no-warning
}

int unguarded(int n) {
    struct pair p = built_if(n);
    return p.b;
}
// CHECK: :[[@LINE-2]]:14: warning: field 'b' of 'p' may be read before it is initialized [unsown-sometimes]

// A field of what a call returned, without a variable.
static struct pair half(int a) {
    struct pair p;
    p.a = a;
    return p;
}
int field_of_a_call(int a) { return half(a).b; }
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: field 'b' of 'half(...)' is uninitialized when it is read here [unsown-uninit]
int other_field_of_a_call(int a) { return half(a).a; } // no-warning
