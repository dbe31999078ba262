// A function that does not keep its own contract: callers believe it, so it is told where the function is.
// What keeps it, and what cannot be told, is silent.
//
// RUN: %unsown -fsyntax-only -I%intent-include %s 2>&1 | %filecheck %s
#include <stddef.h>
#include <string.h>
#include <unsown/intent.h>

struct pair {
    int first, second;
};
extern int fetch(struct pair *p);

// CHECK: contracts.c:[[@LINE+2]]:{{[56]}}: warning: the contract says that what 'p' points to is initialized on return; here it need not be [unsown-claim]
UNSOWN_WRITES(p, sizeof *p)
void half(struct pair *p)
{
    // CHECK: note: byte {{[4-7]}} of 8 is left as it was, where 'p' is 0x{{[0-9a-f]+}}
    p->first = 1;
}

// CHECK: contracts.c:[[@LINE+2]]:{{[56]}}: warning: the contract says that what 'p' points to is initialized on return
UNSOWN_WRITES(p, sizeof *p)
void on_one_path(struct pair *p, int n)
{
    // CHECK: contracts.c:[[@LINE+2]]:{{[0-9]+}}: note: this condition is false
    // CHECK: note: byte {{[0-7]}} of 8 is left as it was, where {{.*}}'n' is
    if (n > 3) {
        p->first = n;
        p->second = n;
    }
}

// The condition does not say what happens.
// CHECK: contracts.c:[[@LINE+2]]:{{[56]}}: warning: the contract says that what 'p' points to is initialized on return
UNSOWN_WRITES_IF(p, sizeof *p, result == 0)
int wrong_way(struct pair *p, int n)
{
    // CHECK: note: this condition is true
    // CHECK: note: byte {{[0-7]}} of 8 is left as it was
    if (n < 0)
        return 0;
    p->first = p->second = n;
    return 1;
}
UNSOWN_WRITES_IF(p, sizeof *p, result == 0)
int right_way(struct pair *p, int n) // no-warning
{
    if (n < 0)
        return -1;
    p->first = p->second = n;
    return 0;
}

// The last element.
// CHECK: contracts.c:[[@LINE+2]]:{{[56]}}: warning: the contract says that what 'to' points to is initialized on return
UNSOWN_WRITES(to, n * sizeof *to)
void all_but_one(short *to, unsigned n)
{
    // CHECK: note: this condition is
    // CHECK: note: byte
    for (unsigned i = 0; i + 1 < n; i++)
        to[i] = 0;
}
UNSOWN_WRITES(to, n * sizeof *to)
void all(short *to, unsigned n) // no-warning
{
    for (unsigned i = 0; i < n; i++)
        to[i] = 0;
}

static void set(int *to) { *to = 5; }
UNSOWN_WRITES(p, sizeof *p)
void by_others(struct pair *p) // no-warning
{
    set(&p->first);
    memset(&p->second, 0, sizeof p->second);
}

// Ranges of any length.
UNSOWN_WRITES(to, n * sizeof *to)
void cleared(short *to, size_t n) { memset(to, 0, n * sizeof *to); } // no-warning
// CHECK: contracts.c:[[@LINE+2]]:{{[56]}}: warning: the contract says that what 'to' points to is initialized on return
UNSOWN_WRITES(to, n * sizeof *to)
void half_cleared(short *to, size_t n)
{
    // CHECK: note: byte
    memset(to, 0, n);
}
UNSOWN_WRITES(to, n)
void moved(char *to, const char *from, size_t n) { memmove(to, from, n); } // no-warning
// CHECK: contracts.c:[[@LINE+2]]:{{[56]}}: warning: the contract says that what 'to' points to is initialized on return
UNSOWN_WRITES(to, n)
void first_left(char *to, const char *from, size_t n)
{
    // CHECK: note: byte 0 of
    memcpy(to + 1, from, n - 1);
}
// CHECK: contracts.c:[[@LINE+2]]:{{[56]}}: warning: the contract says that what 'p' points to is initialized on return
UNSOWN_WRITES(p, sizeof *p)
void nothing_to_copy(struct pair *p, const struct pair *from)
{
    // CHECK: contracts.c:[[@LINE+2]]:10: note: this condition is false
    // CHECK: note: byte
    if (!from)
        return;
    *p = *from;
}

UNSOWN_WRITES(p, sizeof *p)
void by_somebody(struct pair *p) { fetch(p); } // no-warning
UNSOWN_WRITES(p, sizeof *p)
void copied(struct pair *p, const struct pair *from) { *p = *from; } // no-warning
UNSOWN_WRITES(p, sizeof *p) UNSOWN_READS(p, sizeof *p)
void handed_over(struct pair *p) { p->first++; } // no-warning
UNSOWN_WRITES(p, sizeof *p)
_Noreturn void never(struct pair *p) { for (;;) fetch(p); } // no-warning
