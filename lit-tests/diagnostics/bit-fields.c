// Bit-fields are told apart bit by bit: writing one reads the storage unit, which is no use.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s

struct bits { unsigned a : 3, b : 5, c : 1; };
struct wide { unsigned long a : 40, b : 20; };
struct mixed { unsigned char kind; unsigned flag : 1, rest : 31; };
int use(unsigned);

int neighbour_written(void) {
    struct bits s;
    s.a = 1;
    return s.b;
}
// CHECK: :[[@LINE-2]]:5: warning: part of 's' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-5]]:17: note: 's' is declared here; nothing initializes it

int itself_written(void) {
    struct bits s;
    s.b = 1;
    return s.b;
}

int one_after_the_other(void) {
    struct bits s;
    s.a = 1;
    s.b = 2;
    s.c = 0;
    return s.a + s.b + s.c;
}

int on_one_path(int n) {
    struct bits s;
    s.a = 1;
    if (n)
        s.c = 1;
    return s.c;
}
// CHECK: :[[@LINE-2]]:5: warning: part of 's' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-7]]:17: note: 's' is declared here; nothing initializes it
// CHECK: :[[@LINE-6]]:9: note: this condition is false when 'n' is {{-?[0-9]+}}

int guarded_by_the_neighbour(int n) {
    struct bits s;
    s.a = 0;
    if (n) {
        s.a = 1;
        s.c = 1;
    }
    return s.a == 1 ? s.c : 0;
}

unsigned long wide_ones(void) {
    struct wide s;
    s.a = 1;
    use((unsigned)s.a);
    return s.b;
}
// CHECK: :[[@LINE-2]]:5: warning: part of 's' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-6]]:17: note: 's' is declared here; nothing initializes it

int mixed_with_bytes(void) {
    struct mixed s;
    s.kind = 1;
    s.flag = 1;
    use(s.flag);
    return s.kind + s.rest;
}
// CHECK: :[[@LINE-2]]:19: warning: part of 's' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-7]]:18: note: 's' is declared here; nothing initializes it

int copied_with_the_struct(void) {
    struct bits s, t;
    s.a = 1;
    t = s;
    use(t.a);
    return t.b;
}
// CHECK: :[[@LINE-2]]:5: warning: part of 's' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-7]]:17: note: 's' is declared here; nothing initializes it

int masked_out_by_hand(void) {
    unsigned char x;
    unsigned char y = (x & 0) | 5;
    return y;
}
// CHECK: :[[@LINE-3]]:24: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-5]]:19: note: 'x' is declared here; nothing initializes it
