// A struct that nothing was written to, on no path, is copied, passed or returned whole: there is nothing to copy. One field
// written, on one path, is enough for silence: what is missing is told where it is read.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | grep warning: | %filecheck %s

#include <string.h>

struct point { int x, y; };
struct big { int a[20]; long l; };
extern void use(struct point);
extern void use_big(struct big);
extern void fill(struct big *);

struct point returned(void) {
    struct point p;
    return p;
}
// CHECK: :[[@LINE-2]]:5: warning: variable 'p' is uninitialized when it is read here [unsown-uninit]

void passed(void) {
    struct point p;
    use(p);
    struct big b;
    use_big(b);
}
// CHECK: :[[@LINE-4]]:5: warning: variable 'p' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-3]]:5: warning: variable 'b' is uninitialized when it is read here [unsown-uninit]

void assigned(struct point *small, struct big *large) {
    struct point p;
    *small = p;
    struct big b;
    *large = b;
}
// CHECK: :[[@LINE-4]]:14: warning: variable 'p' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-3]]:14: warning: variable 'b' is uninitialized when it is read here [unsown-uninit]

void moved(struct big *to) {
    struct big b;
    memcpy(to, &b, sizeof b);
}
// CHECK: :[[@LINE-2]]:{{[0-9]+}}: warning: variable 'b' is uninitialized when it is read here [unsown-uninit]

void partly(struct point *to) {
    struct point p;
    p.x = 1;
    *to = p; // no-warning
}

void sometimes_partly(struct big *to, int c) {
    struct big b;
    if (c)
        b.l = 1;
    *to = b; // no-warning
}

void by_another(struct big *to) {
    struct big b;
    fill(&b);
    *to = b; // no-warning
}

void by_itself(struct big *to) {
    struct big b = b; // no-warning
    fill(&b);
    *to = b; // no-warning
}

struct empty {};
struct empty nothing(void) {
    struct empty e;
    return e; // no-warning
}

struct one { int x; };
int through_a_copy(int c) {
    struct one a, b;
    if (c)
        a.x = 1;
    b = a; // no-warning
    return c ? b.x : 0; // no-warning
}
