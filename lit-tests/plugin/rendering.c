// How findings look: what is read is named as the source names it, at the place where it stands,
// behind macros and #line too; fix-its only where the place for an initializer is plain.

// RUN: %unsown -fdiagnostics-parseable-fixits -c %s -o %t.o 2>&1 \
// RUN:     | %filecheck %s

int scalar(void)
{
    int x;
    return x;
}
// CHECK: rendering.c:[[@LINE-2]]:12: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
// CHECK: rendering.c:[[@LINE-4]]:9: note: 'x' is declared here; nothing initializes it
// CHECK: fix-it:"{{.*}}":{[[@LINE-5]]:10-[[@LINE-5]]:10}:" = 0"

struct header { int magic; int len; char flags; };
int field(int kind)
{
    struct header h;
    h.magic = 1;
    if (kind != 3)
        h.len = 4;
    h.flags = 0;
    return h.magic + h.len;
}
// CHECK: [[@LINE-2]]:24: warning: field 'len' of 'h' may be read before it is initialized [unsown-sometimes]
// CHECK: [[@LINE-8]]:19: note: 'h' is declared here; nothing initializes it
// CHECK: fix-it:"{{.*}}":{[[@LINE-9]]:20-[[@LINE-9]]:20}:" = {0}"
// CHECK: [[@LINE-8]]:9: note: this condition is false when 'kind' is 3
// CHECK: [[@LINE-6]]:24: note: at this read 'h' holds: magic ■■■■ | len □□□□ | flags ■ | (padding) □□□

void *malloc(__SIZE_TYPE__);
int heap(void)
{
    int *p = malloc(sizeof *p);
    return p ? *p : 0;
}
// CHECK: [[@LINE-2]]:16: warning: '*p' is uninitialized when it is read here [unsown-uninit]
// CHECK: [[@LINE-4]]:14: note: it is allocated here by {{.*}}, uninitialized

static int reads(const int *from) { return *from; }
int argument(void)
{
    int v;
    return reads(&v);
}
// CHECK: [[@LINE-2]]:18: warning: 'reads' reads '*from', but this argument points to uninitialized memory [unsown-argument]
// CHECK: [[@LINE-4]]:9: note: 'v' is declared here; nothing initializes it
// CHECK: fix-it
// CHECK: [[@LINE-9]]:44: note: it is read here

int *choice(int n, int *q)
{
    int *p;
    switch (n) {
    case 1: p = q; break;
    case 7: break;
    default: p = 0;
    }
    return p;
}
// CHECK: [[@LINE-2]]:12: warning: variable 'p' may be read before it is initialized [unsown-sometimes]
// CHECK: [[@LINE-9]]:10: note: 'p' is declared here; nothing initializes it
// CHECK: fix-it:"{{.*}}":{{.*}}:" = 0"
// CHECK: [[@LINE-10]]:5: note: this switch goes to the case of 7

int element(int i)
{
    int a[4];
    a[0] = 1;
    return a[i & 3];
}
// CHECK: [[@LINE-2]]:12: warning: element of 'a' may be read before it is initialized [unsown-sometimes]
// CHECK: [[@LINE-5]]:9: note: 'a' is declared here; nothing initializes it
// CHECK: fix-it:"{{.*}}":{{.*}}:" = {0}"

#define DECLARE(name) int name
#define TWICE(a) ((a) + 2)
#define READ_W (w + 1)
int macros(void)
{
    int w;
    DECLARE(y);
    return TWICE(y) + READ_W;
}
// CHECK: [[@LINE-2]]:18: warning: variable 'y' is uninitialized when it is read here [unsown-uninit]
// CHECK: [[@LINE-4]]:13: note: 'y' is declared here; nothing initializes it
// CHECK-NOT: fix-it
// CHECK: [[@LINE-5]]:23: warning: variable 'w' is uninitialized when it is read here [unsown-uninit]
// CHECK: note: expanded from macro 'READ_W'
// CHECK: [[@LINE-9]]:9: note: 'w' is declared here; nothing initializes it

#line 1000 "elsewhere.c"
int presumed(void)
{
    int z;
    return z;
}
// CHECK: elsewhere.c:1003:12: warning: variable 'z' is uninitialized when it is read here [unsown-uninit]
// CHECK: elsewhere.c:1002:9: note: 'z' is declared here; nothing initializes it
// CHECK: fix-it
