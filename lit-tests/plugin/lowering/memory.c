// Address arithmetic becomes steps: constant ones into structs, indexed ones that know how long the
// array is.  Structs on the move through registers are marked as transfers; what the programmer
// reads is not, bit-fields by their unit.

// REQUIRES: x86_64
// RUN: %clang -fplugin=%plugin -fplugin-arg-unsown-dump=program -target x86_64-linux-gnu \
// RUN:     -ffreestanding -w -c %s -o %t.o | %FileCheck %s

struct inner { struct { short x; char y; } p; int q[2]; };

int steps(struct inner *s, int i, int a[3][5])
{
    return s->p.y + s->q[i] + a[i][2] + s[1].q[0];
}
// CHECK-LABEL: function @steps(ptr %0 "s" pointee 12 {{.*}}, i32 %1 "i" {{.*}}, ptr %2 "a" pointee 20
// CHECK: [[S:%[0-9]+]] = local 8 "s" {{.*}} leaves 0+8
// CHECK: [[P:%[0-9]+]] = load ptr [[S]]
// CHECK: [[Y:%[0-9]+]] = ptradd field ptr [[P]], i64 2
// CHECK: load i8 [[Y]]
// CHECK: [[Q:%[0-9]+]] = ptradd field ptr {{%[0-9]+}}, i64 4
// CHECK: [[I:%[0-9]+]] = sext i64
// CHECK: [[O:%[0-9]+]] = mul i64 [[I]], i64 4
// CHECK: ptradd ptr [[Q]], [[O]] extent 8
// CHECK: mul i64 {{%[0-9]+}}, i64 20
// CHECK: ptradd ptr {{%[0-9]+}}, i64 8 extent 20
// CHECK: [[N:%[0-9]+]] = ptradd ptr {{%[0-9]+}}, i64 12
// CHECK: ptradd field ptr [[N]], i64 4

struct flags { unsigned a : 3, b : 5; int c : 20; };

int bitfields(struct flags *s)
{
    s->b = 3;
    return s->c;
}
// CHECK-LABEL: function @bitfields(
// CHECK: load bitfield i32
// CHECK: store bitfield
// CHECK: load bitfield i32
// CHECK-NOT: transfer

struct pair { int a, b; };
struct mixed { long a; char b; };
void take(struct pair p, struct mixed m);

struct pair give(int n)
{
    struct pair p;
    p.a = n;
    return p;
}
// CHECK-LABEL: function @give(
// CHECK: local 8 "p" {{.*}} leaves 0+4, 4+4
// CHECK: [[N:%[0-9]+]] = load i32
// CHECK: store {{%[0-9]+}}, [[N]]
// CHECK: [[R:%[0-9]+]] = load transfer i64
// CHECK: return [[R]]

void pass(struct pair *p, struct mixed *m)
{
    struct pair local = give(1);
    take(*p, *m);
    take(local, *m);
}
// CHECK-LABEL: function @pass(
// CHECK: [[R:%[0-9]+]] = call i64 @give(i32 1)
// CHECK: store transfer {{%[0-9]+}}, [[R]]
// CHECK: load ptr
// CHECK: load transfer i64
// CHECK: load ptr
// CHECK: load transfer i64
// CHECK: ptradd field ptr {{%[0-9]+}}, i64 8
// CHECK: load transfer i{{8|64}}
// CHECK: call void @take(

// A read of a scalar is the programmer's, also where it goes straight into a call or a return, and
// where it puns.
int scalar(int *p, float *f)
{
    int x = *p;
    take((struct pair){x, *(int *)f}, (struct mixed){0});
    return x;
}
// CHECK-LABEL: function @scalar(
// CHECK: load i32
// CHECK: load i32
// CHECK: load i32
// CHECK: [[X:%[0-9]+]] = load i32
// CHECK: return [[X]]

_Complex float complex(_Complex float *z) { return *z; }
// CHECK-LABEL: function @complex(
// CHECK: load f32
// CHECK: load f32
// CHECK: load transfer a64

struct large { long a[4]; };
struct large by_memory(struct large x) { return x; }
// CHECK-LABEL: function @by_memory(ptr %0 {{.*}}sret pointee 32, ptr %1 "x" byval pointee 32
// CHECK: copy %0, %1, i64 32

union number { int i; float f; char c[8]; };
int unions(union number n) { return n.i; }
// CHECK-LABEL: function @unions(
// CHECK: local 8 "n" {{.*}} leaves 0+8
// CHECK: store transfer
// CHECK: load i32

int sizes(int n)
{
    int a[n];
    char *p = __builtin_alloca(n);
    char fixed[100];
    struct inner s[100];
    a[0] = fixed[1];
    return a[0] + p[1] + s[1].p.x;
}
// CHECK-LABEL: function @sizes(
// CHECK: local 100 "fixed" decl {{[0-9]+}} at {{[0-9:]+$}}
// CHECK: local 1200 "s" decl {{[0-9]+}} at {{[0-9:]+$}}
// CHECK: [[A:%[0-9]+]] = mul i64 {{%[0-9]+}}, i64 4
// CHECK: local ([[A]]) "a"
// CHECK: local ({{%[0-9]+}}) at

int blocks(char *d, const char *s, unsigned n)
{
    struct inner x = *(const struct inner *)s;
    __builtin_memcpy(d, s, n);
    __builtin_memset(d, 7, 4);
    return x.q[0];
}
// CHECK-LABEL: function @blocks(ptr %0 "d" pointee 1 {{.*}}, ptr %1 "s" const pointee 1
// CHECK: begin [[X:%[0-9]+]]
// CHECK: copy [[X]], {{%[0-9]+}}, i64 12
// CHECK: [[N:%[0-9]+]] = zext i64
// CHECK: copy {{%[0-9]+}}, {{%[0-9]+}}, [[N]]
// CHECK: fill {{%[0-9]+}}, i8 7, i64 4
// CHECK: end [[X]]

int atomics(int *p, _Atomic int *q, volatile int *v, int e)
{
    int x = __atomic_fetch_add(p, 1, 5);
    __atomic_compare_exchange_n(p, &e, 3, 0, 5, 5);
    return x + *q + *v;
}
// CHECK-LABEL: function @atomics(
// CHECK: [[OLD:%[0-9]+]] = load atomic i32 [[P:%[0-9]+]]
// CHECK: [[NEW:%[0-9]+]] = add i32 [[OLD]]
// CHECK: store atomic [[P]], [[NEW]]
// CHECK: [[OLD:%[0-9]+]] = load atomic i32 [[P:%[0-9]+]]
// CHECK: [[SAME:%[0-9]+]] = eq i1 [[OLD]], [[E:%[0-9]+]]
// CHECK: [[NEW:%[0-9]+]] = select i32 [[SAME]], {{%[0-9]+}}, [[OLD]]
// CHECK: store atomic [[P]], [[NEW]]
// CHECK: load atomic i32
// CHECK: load volatile i32
