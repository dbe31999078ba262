// Unions hold bytes: a member reads what any other wrote, and what none wrote is undefined.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s

union word { unsigned u; float f; unsigned char c[4]; unsigned short s[2]; };
struct variant { int kind; union { int i; double d; char *p; }; };
int use(int);

unsigned another_member(float f) {
    union word w;
    w.f = f;
    return w.u;
}

unsigned never_written(void) {
    union word w;
    return w.u;
}
// CHECK: :[[@LINE-2]]:14: warning: field 'u' of 'w' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-4]]:16: note: 'w' is declared here; nothing initializes it

unsigned first_half(void) {
    union word w;
    w.s[0] = 1;
    return w.s[0];
}

unsigned other_half(void) {
    union word w;
    w.s[0] = 1;
    return w.s[1];
}
// CHECK: :[[@LINE-2]]:12: warning: element of 'w.s' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-5]]:16: note: 'w' is declared here; nothing initializes it

unsigned by_bytes(void) {
    union word w;
    w.c[0] = w.c[1] = w.c[2] = w.c[3] = 0;
    return w.u;
}

int variant_by_its_tag(int kind) {
    struct variant v;
    v.kind = kind;
    if (kind == 1)
        v.i = 4;
    else if (kind == 2)
        v.d = 1.0;
    if (v.kind == 1)
        return v.i;
    return v.kind == 2 ? v.d > 0 : 0;
}

int variant_without_its_tag(int kind) {
    struct variant v;
    v.kind = kind;
    if (kind == 1)
        v.i = 4;
    return v.i;
}
// CHECK: :[[@LINE-2]]:14: warning: field 'i' of 'v' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-7]]:20: note: 'v' is declared here; nothing initializes it
// CHECK: :[[@LINE-6]]:9: note: this condition is false when 'kind' is {{-?[0-9]+}}
// CHECK: :[[@LINE-5]]:14: note: at this read 'v' holds: kind ■■■■ | (padding) □□□□ |  □□□□□□□□

unsigned half_of_it_decides_a_branch(void) {
    union word w;
    w.s[0] = 1;
    if (w.u > 3)
        return 1;
    return 0;
}
// CHECK: :[[@LINE-4]]:11: warning: part of field 'u' of 'w' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-7]]:16: note: 'w' is declared here; nothing initializes it

unsigned the_defined_half_decides_a_branch(void) {
    union word w;
    w.s[0] = 1;
    if ((w.u & 0xff) > 3)
        return 1;
    return 0;
}
