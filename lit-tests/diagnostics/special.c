// setjmp, inline assembly, functions that do not return, assert, volatile, atomics and va_list.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s

#include <assert.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>

int use(int);
int ready(void);
_Noreturn void die(void);

static jmp_buf place;
int after_setjmp(void) {
    int x;
    if (setjmp(place) == 0) {
        x = 1;
        use(x);
    }
    return 0;
}
int after_setjmp_never_written(void) {
    int x;
    if (setjmp(place))
        return x;
    return 0;
}
// CHECK: :[[@LINE-3]]:16: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-6]]:9: note: 'x' is declared here; nothing initializes it

extern int start(jmp_buf *, int *);
int written_before_the_jump(void) {
    jmp_buf env;
    int x, result = setjmp(env);
    if (result == 0)
        result = start(&env, &x);
    return result + x; // no-warning
}
int written_before_the_jump_by_itself(void) {
    jmp_buf env;
    int x;
    if (setjmp(env))
        return x; // no-warning
    x = 1;
    use(x);
    return start(&env, NULL);
}

unsigned written_by_assembly(void) {
    unsigned x;
    __asm__("" : "=r"(x));
    return x;
}
unsigned memory_written_by_assembly(void) {
    unsigned x;
    __asm__("" : "=m"(x));
    return x;
}
unsigned assembly_with_memory_clobber(void) {
    unsigned x;
    __asm__ volatile("" : : "r"(&x) : "memory");
    return x;
}
unsigned handed_to_assembly(void) {
    unsigned x, y;
    __asm__("" : "=r"(y) : "r"(x));
    return y;
}
// CHECK: :[[@LINE-3]]:32: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-5]]:14: note: 'x' is declared here; nothing initializes it
unsigned in_and_out_of_assembly(void) {
    unsigned x;
    __asm__("" : "+r"(x));
    return x;
}
// CHECK: :[[@LINE-3]]:5: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-5]]:14: note: 'x' is declared here; nothing initializes it

int other_way_does_not_return(int n) {
    int x;
    if (n > 3)
        x = 1;
    else
        die();
    return x;
}
int other_way_aborts(int n) {
    int x;
    switch (n) {
    case 1: x = 1; break;
    default: abort();
    }
    return x;
}
static void fail(void) { exit(1); }
int other_way_exits_in_a_callee(int n) {
    int x;
    if (n)
        x = 1;
    else
        fail();
    return x;
}
int other_way_is_unreachable(int n) {
    int x;
    if (n)
        x = 1;
    else
        __builtin_unreachable();
    return x;
}
int asserted(int n) {
    int x;
    if (n == 1)
        x = 1;
    assert(n == 1);
    return x;
}
int assumed(int n) {
    int x;
    if (n == 1)
        x = 1;
    __builtin_assume(n == 1);
    return x;
}
int asserted_something_else(int n) {
    int x;
    if (n == 1)
        x = 1;
    assert(n > 0);
    return x;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-7]]:9: note: 'x' is declared here; nothing initializes it
// CHECK: :[[@LINE-7]]:9: note: this condition is false when 'n' is {{-?[0-9]+}}

int volatile_local_written(void) {
    volatile int x;
    x = 1;
    return x;
}
int volatile_local(void) {
    volatile int x;
    return x;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-4]]:18: note: 'x' is declared here; nothing initializes it
int volatile_flag_may_change(volatile int *flag) {
    int x;
    if (*flag)
        x = 1;
    if (*flag)
        return x;
    return 0;
}
// CHECK: :[[@LINE-3]]:16: warning: variable 'x' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-8]]:9: note: 'x' is declared here; nothing initializes it
// CHECK: :[[@LINE-8]]:9: note: this condition is false

int atomic_written(void) {
    _Atomic int x;
    atomic_store(&x, 1);
    return atomic_load(&x);
}
int atomic_never_written(void) {
    _Atomic int x;
    return __c11_atomic_load(&x, __ATOMIC_SEQ_CST);
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-4]]:17: note: 'x' is declared here; nothing initializes it
int atomic_initialized(void) {
    atomic_int x;
    atomic_init(&x, 3);
    return atomic_fetch_add(&x, 1);
}
int atomic_added_to_nothing(void) {
    atomic_int x;
    return __c11_atomic_fetch_add(&x, 1, __ATOMIC_SEQ_CST);
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-4]]:16: note: 'x' is declared here; nothing initializes it
int compare_and_swap(atomic_int *with) {
    int expected = 0;
    while (!atomic_compare_exchange_weak(with, &expected, expected + 1))
        ;
    return expected;
}
int swapped_with_builtin(int *with) {
    int x;
    __atomic_load(with, &x, __ATOMIC_SEQ_CST);
    return x;
}

int sum_of(int n, ...) {
    va_list ap;
    int sum = 0;
    va_start(ap, n);
    while (n--)
        sum += va_arg(ap, int);
    va_end(ap);
    return sum;
}
int copied_list(int n, ...) {
    va_list ap, other;
    va_start(ap, n);
    va_copy(other, ap);
    int v = va_arg(other, int);
    va_end(other);
    va_end(ap);
    return v;
}
int overflow_builtin(int a, int b) {
    int r;
    if (__builtin_add_overflow(a, b, &r))
        return 0;
    return r;
}
static void release(int *p) { use(*p); }
int cleaned_up(void) {
    __attribute__((cleanup(release))) int x = 1;
    return 0;
}
