// Control flow and calls: switch, computed goto, calls that do not come back or come back twice,
// variadic arguments, inline assembly, assumptions.

// REQUIRES: x86_64
// RUN: %clang -fplugin=%plugin -fplugin-arg-unsown-dump=program -target x86_64-linux-gnu \
// RUN:     -ffreestanding -w -c %s -o %t.o | %FileCheck %s

int cases(int n)
{
    switch (n) {
    case 3: return 1;
    case -1: return 2;
    default: return 0;
    }
}
// CHECK-LABEL: function @cases(
// CHECK: switch {{%[0-9]+}}, b3 [3: b1, -1: b2]

void *labels(int n)
{
    static void *const table[] = {&&one, &&two};
    goto *table[n];
one:
    return 0;
two:
    return &n;
}
// CHECK-LABEL: function @labels(
// CHECK: indirect ({{%[0-9]+}}) [b1, b2]

_Noreturn void die(int);
int _setjmp(long *) __attribute__((returns_twice));
int calls(long *env, int (*through)(int, ...))
{
    if (_setjmp(env))
        die(1);
    return through(1, 2);
}
// CHECK-LABEL: function @calls(
// CHECK: call twice i32 @_setjmp(
// CHECK: call noreturn void @die(i32 1)
// CHECK-NEXT: unreachable
// CHECK: [[F:%[0-9]+]] = load ptr
// CHECK: call i32 [[F]](i32 1{{.*}}i32 2)

int variadic(int n, ...)
{
    __builtin_va_list list;
    __builtin_va_start(list, n);
    int r = __builtin_va_arg(list, int);
    __builtin_va_end(list);
    return r;
}
// CHECK-LABEL: function @variadic(i32 %0 "n" {{.*}}, ...) -> i32
// CHECK: [[L:%[0-9]+]] = local 24 "list"
// CHECK: havoc [[L]], i64 24

int assembly(int *p)
{
    int a, b;
    __asm__ volatile("" : "=r"(a), "=&r"(b), "=m"(*p) : "r"(3) : "memory");
    return a + b;
}
// CHECK-LABEL: function @assembly(
// CHECK: [[O:%[0-9]+]] = asm a64 ([[P:%[0-9]+]], i32 3)
// CHECK: havoc [[P]], i64 4
// CHECK: extract i32 [[O]] bit 0
// CHECK: extract i32 [[O]] bit 32

int jumping_assembly(int n)
{
    __asm__ goto("" : : "r"(n) : : out);
    return 1;
out:
    return 2;
}
// CHECK-LABEL: function @jumping_assembly(
// CHECK: asm void (
// CHECK-NEXT: indirect () [b{{[0-9]+}}, b{{[0-9]+}}]

int assumptions(int n)
{
    __builtin_assume(n > 3);
    if (__builtin_expect(n == 4, 0))
        __builtin_trap();
    return __builtin_constant_p(n) + (int)__builtin_object_size(&n, 0);
}
// CHECK-LABEL: function @assumptions(
// CHECK: assume
// CHECK: call noreturn void @llvm.trap()

// Code that nothing reaches is left out, and the phi that it would have fed with it.
int unreachable(int n)
{
    return n;
    while (n)
        n--;
}
// CHECK-LABEL: function @unreachable(
// CHECK-NOT: sub i32
// CHECK: return
