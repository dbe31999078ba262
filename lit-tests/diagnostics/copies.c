// memcpy, memmove, memset and struct copies carry definedness along; copying is no use.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s

#include <string.h>

struct pair { int a, b; };
struct packet { unsigned char bytes[8]; };
int use(int);

int copied_undefined_then_read(void) {
    struct pair p, q;
    p.a = 1;
    memcpy(&q, &p, sizeof q);
    use(q.a);
    return q.b;
}
// CHECK: :[[@LINE-2]]:14: warning: field 'b' of 'q' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-7]]:20: note: 'q' is declared here; nothing initializes it
// CHECK: :[[@LINE-4]]:14: note: at this read 'q' holds: a ■■■■ | b □□□□

int copied_defined(void) {
    struct pair p = {1, 2}, q;
    memcpy(&q, &p, sizeof q);
    return q.b;
}

int copied_in_part(void) {
    struct pair p = {1, 2}, q;
    memcpy(&q, &p, sizeof q.a);
    use(q.a);
    return q.b;
}
// CHECK: :[[@LINE-2]]:14: warning: field 'b' of 'q' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-6]]:29: note: 'q' is declared here; nothing initializes it
// CHECK: :[[@LINE-4]]:14: note: at this read 'q' holds: a ■■■■ | b □□□□

int copied_to_a_field(void) {
    struct pair p;
    int v = 4;
    memcpy(&p.b, &v, sizeof v);
    use(p.b);
    return p.a;
}
// CHECK: :[[@LINE-2]]:14: warning: field 'a' of 'p' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-7]]:17: note: 'p' is declared here; nothing initializes it
// CHECK: :[[@LINE-4]]:14: note: at this read 'p' holds: a □□□□ | b ■■■■

int moved_within(void) {
    int a[4];
    a[0] = a[1] = 1;
    memmove(a + 1, a, 2 * sizeof *a);
    use(a[2]);
    return a[3];
}
// CHECK: :[[@LINE-2]]:12: warning: element of 'a' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-7]]:9: note: 'a' is declared here; nothing initializes it

int overlapping_move_takes_the_hole_along(void) {
    int a[3];
    a[0] = 1;
    a[2] = 3;
    memmove(a, a + 1, 2 * sizeof *a);
    use(a[1]);
    return a[0];
}
// CHECK: :[[@LINE-2]]:12: warning: element of 'a' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-8]]:9: note: 'a' is declared here; nothing initializes it

int set(void) {
    struct pair p;
    memset(&p, 0, sizeof p);
    return p.a + p.b;
}

int set_in_part(void) {
    int a[4];
    memset(a, 0, 3 * sizeof *a);
    use(a[2]);
    return a[3];
}
// CHECK: :[[@LINE-2]]:12: warning: element of 'a' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-6]]:9: note: 'a' is declared here; nothing initializes it

int set_to_the_size_of_the_pointer(struct pair *other) {
    int a[8];
    int *p = a;
    memset(p, 0, sizeof p);
    return p[5];
}
// CHECK: :[[@LINE-2]]:12: warning: element of 'a' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-6]]:9: note: 'a' is declared here; nothing initializes it

int length_unknown(unsigned n) {
    char a[16], b[16] = {0};
    memcpy(a, b, n);
    return n > 3 ? a[3] : 0;
}

int length_unknown_and_unasked(unsigned n) {
    char a[16], b[16] = {0};
    memcpy(a, b, n);
    return a[3];
}
// CHECK: :[[@LINE-2]]:12: warning: element of 'a' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-5]]:10: note: 'a' is declared here; nothing initializes it

struct packet struct_of_bytes(void) {
    struct packet p, q;
    p.bytes[0] = 1;
    q = p;
    return q;
}

int result_is_the_target(void) {
    char a[8], b[8] = "text";
    char *p = memcpy(a, b, sizeof a);
    return p[2];
}

int string_copied(const char *s) {
    char a[32];
    strcpy(a, s);
    return a[0];
}
