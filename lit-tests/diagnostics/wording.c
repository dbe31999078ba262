// The full text of one diagnostic of each id that is produced: message, notes in order, map, fix-it.
// RUN: %unsown -Wno-everything -I%intent-include -fplugin-arg-unsown-remark=intent \
// RUN:     -fdiagnostics-parseable-fixits -c -o /dev/null %s 2>&1 \
// RUN:   | %filecheck %s

#include <stdint.h>
#include <stdlib.h>

#include <unsown/intent.h>

struct header { unsigned magic; unsigned char kind; int len; };
int use(int);

int uninit(void) {
    int x;
    return x;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-4]]:9: note: 'x' is declared here; nothing initializes it
// CHECK: fix-it:"{{.*}}":{[[@LINE-5]]:10-[[@LINE-5]]:10}:" = 0"

int sometimes(int kind) {
    struct header h;
    h.magic = 1;
    if (kind != 3)
        h.len = kind;
    return h.len;
}
// CHECK: :[[@LINE-2]]:14: warning: field 'len' of 'h' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-7]]:19: note: 'h' is declared here; nothing initializes it
// CHECK: fix-it:"{{.*}}":{[[@LINE-8]]:20-[[@LINE-8]]:20}:" = {0}"
// CHECK: :[[@LINE-7]]:9: note: this condition is false when 'kind' is 3
// CHECK: :[[@LINE-6]]:14: note: at this read 'h' holds: magic ■■■■ | kind □ | (padding) □□□ | len □□□□

int switched(int kind) {
    int x;
    switch (kind) {
    case 1: x = 4; break;
    case 2: break;
    default: return 0;
    }
    return x;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-9]]:9: note: 'x' is declared here; nothing initializes it
// CHECK: fix-it:"{{.*}}":{[[@LINE-10]]:10-[[@LINE-10]]:10}:" = 0"
// CHECK: :[[@LINE-10]]:5: note: this switch goes to the case of 2

int skipped(const int *from, int n) {
    int last;
    for (int i = 0; i < n; i++)
        last = from[i];
    return last;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'last' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-6]]:9: note: 'last' is declared here; nothing initializes it
// CHECK: fix-it:"{{.*}}":{[[@LINE-7]]:13-[[@LINE-7]]:13}:" = 0"
// CHECK: :[[@LINE-7]]:23: note: this loop is not entered when 'i' is 0

__attribute__((noinline)) static int get(int *to) {
    if (use(1) != 0)
        return -1;
    *to = 4;
    return 0;
}
int called(void) {
    int x;
    get(&x);
    return x;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-5]]:9: note: 'x' is declared here; nothing initializes it
// CHECK: fix-it:"{{.*}}":{[[@LINE-6]]:10-[[@LINE-6]]:10}:" = 0"
// CHECK: :[[@LINE-13]]:9: note: this condition is true

static int length(const struct header *h) { return h->len + 1; }
int argument(void) {
    struct header h;
    h.magic = 1;
    return length(&h);
}
// CHECK: :[[@LINE-2]]:19: warning: 'length' reads '*h', but this argument points to uninitialized memory [unsown-argument]
// CHECK: :[[@LINE-5]]:19: note: 'h' is declared here; nothing initializes it
// CHECK: fix-it:"{{.*}}":{[[@LINE-6]]:20-[[@LINE-6]]:20}:" = {0}"
// CHECK: :[[@LINE-9]]:55: note: it is read here
// CHECK: :[[@LINE-6]]:19: note: at this read 'h' holds: magic ■■■■ | kind □ | (padding) □□□ | len □□□□

int argument_of_the_library(void) {
    char *name = malloc(8);
    return name ? atoi(name) : 0;
}
// CHECK: :[[@LINE-2]]:24: warning: 'atoi' reads through its first argument, but this argument points to uninitialized memory [unsown-argument]
// CHECK: :[[@LINE-4]]:18: note: it is allocated here by {{.*}}, uninitialized

int probe(const void *p) {
    const struct header *h = (const struct header *)((uintptr_t)p & ~(uintptr_t)4095);
    return h->kind == 2;
}
// CHECK: :[[@LINE-2]]:15: warning: read through a pointer that was moved outside the object it was derived from; nothing says that this memory is initialized [unsown-probe]

int intent(void) {
    int x;
    return UNSOWN_READ(x, entropy, "any number will do");
}
// CHECK: :[[@LINE-2]]:{{[0-9]+}}: remark: intentional read, claimed 'entropy': any number will do (not proved: the first word of the reason names no parameter, function or variable that the entropy goes to) [unsown-intent]

int heap(void) {
    int *p = malloc(sizeof *p);
    return p ? *p : 0;
}
// CHECK: :[[@LINE-2]]:16: warning: '*p' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-4]]:14: note: it is allocated here by {{.*}}, uninitialized

void repaired_by_null(int **to) {
    int *p;
    *to = p;
}
// CHECK: :[[@LINE-2]]:11: warning: variable 'p' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-4]]:10: note: 'p' is declared here; nothing initializes it
// CHECK: fix-it:"{{.*}}":{[[@LINE-5]]:11-[[@LINE-5]]:11}:" = NULL"

float repaired_by_a_floating_zero(void) {
    float f;
    return f;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'f' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-4]]:11: note: 'f' is declared here; nothing initializes it
// CHECK: fix-it:"{{.*}}":{[[@LINE-5]]:12-[[@LINE-5]]:12}:" = 0.0"

int element(void) {
    int a[4];
    a[0] = 1;
    return a[3];
}
// CHECK: :[[@LINE-2]]:12: warning: element of 'a' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-5]]:9: note: 'a' is declared here; nothing initializes it
// CHECK: fix-it:"{{.*}}":{[[@LINE-6]]:13-[[@LINE-6]]:13}:" = {0}"
