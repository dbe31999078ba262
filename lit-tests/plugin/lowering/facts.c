// What C declares reaches the program: names as written, places, parameters, attributes,
// annotations; and what the compiler made is told from what the programmer wrote.

// REQUIRES: x86_64
// RUN: %clang -fplugin=%plugin -fplugin-arg-unsown-dump=program -target x86_64-linux-gnu \
// RUN:     -ffreestanding -I%intent-include -w -c %s -o %t.o | %FileCheck %s

#include <unsown/intent.h>

# 100 "other.c"
int shadow(int n)
{
    for (int i = 0; i < n; i++) {
        int n = i;
        if (n)
            return n;
    }
    return 0;
}
// CHECK: file [[F:[0-9]+]] "other.c"
// CHECK: function @shadow(i32 %0 "n" decl {{[0-9]+}}) -> i32 decl {{[0-9]+}} at [[F]]:100:5
// CHECK: local 4 implicit
// CHECK: local 4 "n" decl {{[0-9]+}} at [[F]]:100:16
// CHECK: local 4 "i" decl {{[0-9]+}} at [[F]]:102:14
// CHECK: local 4 "n" decl {{[0-9]+}} at [[F]]:103:13

UNSOWN_INTENTIONAL(independent, "a reason") int on_purpose(int n)
{
    UNSOWN_SCRATCH("spare") int s;
    return s & n & 0;
}
// CHECK-LABEL: function @on_purpose(i32 %0 "n"
// CHECK-SAME: -> i32 intentional intent "independent:a reason"
// CHECK-NOT: address_taken
// CHECK: local 4 "s" scratch why "spare"

struct sparse { UNSOWN_SCRATCH("any") int index; int n; };
int field(struct sparse *s) { return s->index + s->n; }
// CHECK-LABEL: function @field(
// CHECK: load on_purpose i32
// CHECK: load i32

int read(int *p) { return UNSOWN_READ(*p, contained, "a probe"); }
// CHECK-LABEL: function @read(
// CHECK: [[V:%[0-9]+]] = load volatile on_purpose i32
// CHECK: intent i32 [[V]] "contained:a probe"

UNSOWN_WRITES(p, 4) int declared(int *p, const char *s, void *v);
void *allocate(int n, long size) __attribute__((malloc, alloc_size(1, 2)));
int pure(int n) __attribute__((pure));
static int counter;
extern int *other;
int uses(void)
{
    static int *calls = &counter;
    int x;
    declared(&x, "text", allocate(1, 2));
    return pure(x) + ++*calls + *other;
}
// CHECK-LABEL: function @uses()
// CHECK: declare @declared(ptr "p" pointee 4 decl {{[0-9]+}}, ptr "s" const pointee 1 decl {{[0-9]+}}, ptr "v" decl {{[0-9]+}}) -> i32
// CHECK-SAME: "writes(p, 4)"
// CHECK: declare @allocate(i32 "n" decl {{[0-9]+}}, i64 "size" decl {{[0-9]+}}) -> ptr {{.*}}malloc
// CHECK: declare @pure(i32 "n" decl {{[0-9]+}}) -> i32 {{.*}}no_effect

// Nobody calls the first, and it is analysed all the same.
static inline int uncalled(int n) { return n; }
# 1 "system.h" 1 3
static inline int in_system_header(int n) { return n; }
# 200 "other.c" 2
int calls_it(void) { return in_system_header(1); }
// CHECK-LABEL: function @calls_it(
// CHECK-DAG: function @uncalled(
// CHECK-DAG: function @in_system_header({{.*}}) -> i32 internal system
