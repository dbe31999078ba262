// A value put together from several writes, one of which is missing: told where all of it is used, and not
// where only its defined part is taken out, or it is copied.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | grep warning: | %filecheck %s

union word { unsigned u; unsigned short s[2]; };
int use(unsigned);

int address(const int *a) {
    union word w;
    w.s[0] = 1;
    return a[w.u];
}
// CHECK: :[[@LINE-2]]:16: warning: part of field 'u' of 'w' is uninitialized when it is read here [unsown-uninit]

int argument(void) {
    union word w;
    w.s[0] = 1;
    return use(w.u);
}
// CHECK: :[[@LINE-2]]:18: warning: part of field 'u' of 'w' is uninitialized when it is read here [unsown-uninit]

int result(int n) {
    union word w;
    w.s[0] = 1;
    if (n)
        w.s[1] = 1;
    return w.u + 3;
}
// CHECK: :[[@LINE-2]]:14: warning: part of field 'u' of 'w' may be read before it is initialized [unsown-sometimes]

int whole(void) {
    union word w;
    w.s[0] = w.s[1] = 1;
    return use(w.u); // no-warning
}

int taken_out(void) {
    union word w;
    w.s[0] = 1;
    return w.u & 0xff; // no-warning
}

void copied(union word *to) {
    union word w;
    w.s[0] = 1;
    to->u = w.u; // no-warning
}
