// UNSOWN_RETURNS_ZEROED is checked where the body is seen: what is returned has to hold zeros, however it comes
// about.  What cannot be told (memory of others, a callee that is not seen) is silent.
//
// RUN: %unsown -fsyntax-only -I%intent-include %s 2>&1 | grep -v 'note: this condition' | %filecheck %s
#include <stdlib.h>
#include <string.h>
#include <unsown/intent.h>

#define SIZED(...) __attribute__((alloc_size(__VA_ARGS__)))
#define ZEROED(...) UNSOWN_RETURNS_ZEROED SIZED(__VA_ARGS__)
struct node {
    struct node *next;
    int key, value;
    char name[16];
};

// CHECK: zeroed.c:[[@LINE+2]]:{{[0-9]+}}: warning: the contract says that what is returned holds zeros; here it need not [unsown-claim]
// CHECK: zeroed.c:[[@LINE+1]]:{{[0-9]+}}: note: byte 0 of 1 need not be zero, where 'n' is 1
ZEROED(1) void *raw(size_t n) { return malloc(n); }
ZEROED(1) void *cleared_by_calloc(size_t n) { return calloc(1, n); }                  // no-warning
ZEROED(1, 2) void *product(size_t n, size_t each) { return calloc(n, each); }         // no-warning

ZEROED(1) void *cleared(size_t n) // no-warning
{
    void *p = malloc(n);
    return p ? memset(p, 0, n) : NULL;
}
// CHECK: zeroed.c:[[@LINE+2]]:{{[0-9]+}}: warning: the contract says that what is returned holds zeros
// CHECK: zeroed.c:[[@LINE+1]]:{{[0-9]+}}: note: byte {{[0-9]+}} of {{[0-9]+}} need not be zero, where 'n' is
ZEROED(1) void *all_but_one(size_t n)
{
    void *p = malloc(n);
    return p ? memset(p, 0, n - 1) : NULL;
}
// CHECK: zeroed.c:[[@LINE+2]]:{{[0-9]+}}: warning: the contract says that what is returned holds zeros
// CHECK: zeroed.c:[[@LINE+1]]:{{[0-9]+}}: note: byte {{[0-9]+}} of {{[0-9]+}} need not be zero, where 'n' is
ZEROED(1) void *size_of_the_pointer(size_t n)
{
    void *p = malloc(n);
    return p ? memset(p, 0, sizeof p) : NULL;
}
// CHECK: zeroed.c:[[@LINE+2]]:{{[0-9]+}}: warning: the contract says that what is returned holds zeros
// CHECK: zeroed.c:[[@LINE+1]]:{{[0-9]+}}: note: byte {{[0-9]+}} of {{[0-9]+}} need not be zero, where 'n' is
ZEROED(1) void *pattern(size_t n)
{
    void *p = malloc(n);
    return p ? memset(p, 0xcc, n) : NULL;
}

ZEROED(1) void *loop(size_t n) // no-warning
{
    char *p = malloc(n);
    for (size_t i = 0; p && i < n; i++)
        p[i] = 0;
    return p;
}
// CHECK: zeroed.c:[[@LINE+2]]:{{[0-9]+}}: warning: the contract says that what is returned holds zeros
// CHECK: zeroed.c:[[@LINE+1]]:{{[0-9]+}}: note: byte 0 of {{[0-9]+}} need not be zero, where 'n' is
ZEROED(1) void *loop_from_one(size_t n)
{
    char *p = malloc(n);
    for (size_t i = 1; p && i < n; i++)
        p[i] = 0;
    return p;
}

// Without alloc_size: what was made here.
UNSOWN_RETURNS_ZEROED struct node *whole(void) // no-warning
{
    struct node *n = malloc(sizeof *n);
    if (n)
        *n = (struct node){0};
    return n;
}
// CHECK: zeroed.c:[[@LINE+2]]:{{[0-9]+}}: warning: the contract says that what is returned holds zeros
// CHECK: zeroed.c:[[@LINE+1]]:{{[0-9]+}}: note: byte {{1[6-9]|2[0-9]|3[01]}} of 32 need not be zero
UNSOWN_RETURNS_ZEROED struct node *fields(void)
{
    struct node *n = malloc(sizeof *n);
    if (n) {
        n->next = NULL;
        n->key = n->value = 0;
    }
    return n;
}
// CHECK: zeroed.c:[[@LINE+2]]:{{[0-9]+}}: warning: the contract says that what is returned holds zeros
// CHECK: zeroed.c:[[@LINE+1]]:{{[0-9]+}}: note: byte {{[89]|1[01]}} of 32 need not be zero, where 'key' is
UNSOWN_RETURNS_ZEROED struct node *written(int key)
{
    struct node *n = calloc(1, sizeof *n);
    if (n)
        n->key = key;
    return n;
}

// What others put there is not known.
static char fixed[64], pool[4096];
static size_t used;
static struct node *spare;
UNSOWN_RETURNS_ZEROED void *the_array(void) { return fixed; } // no-warning
ZEROED(1) void *of_the_pool(size_t n)                         // no-warning
{
    if (n > sizeof pool - used)
        return NULL;
    used += n;
    return pool + used - n;
}
UNSOWN_RETURNS_ZEROED struct node *from_list(void) // no-warning
{
    struct node *n = spare;
    if (!n)
        return calloc(1, sizeof *n);
    spare = n->next;
    return memset(n, 0, sizeof *n);
}
// CHECK: zeroed.c:[[@LINE+2]]:{{[0-9]+}}: warning: the contract says that what is returned holds zeros
// CHECK: zeroed.c:[[@LINE+1]]:{{[0-9]+}}: note: byte {{[0-9]+}} of 32 need not be zero
UNSOWN_RETURNS_ZEROED struct node *from_list_or_raw(void)
{
    struct node *n = spare;
    if (!n)
        return malloc(sizeof *n);
    spare = n->next;
    return memset(n, 0, sizeof *n);
}

// A wrapper of a wrapper; what says the same of itself is believed, and told of where it stands.
ZEROED(1) void *larger(size_t n) { return cleared_by_calloc(n + 1); } // no-warning
ZEROED(1) void *larger_still(size_t n) { return larger(n + 1); }      // no-warning
ZEROED(1) void *told_there(size_t n) { return raw(n); }               // no-warning
static void *or_die(size_t n)
{
    void *p = malloc(n);
    if (!p)
        abort();
    return p;
}
static void *cleared_or_die(size_t n) { return memset(or_die(n), 0, n); }
ZEROED(1) void *by_two(size_t n) { return cleared_or_die(n); } // no-warning
// CHECK: zeroed.c:[[@LINE+2]]:{{[0-9]+}}: warning: the contract says that what is returned holds zeros
// CHECK: zeroed.c:[[@LINE+1]]:{{[0-9]+}}: note: byte 0 of 1 need not be zero, where 'n' is 1
ZEROED(1) void *by_one(size_t n) { return or_die(n); }

extern void *unseen(size_t);
extern void clear(void *, size_t);
UNSOWN_RETURNS_UNINIT SIZED(1) extern void *their_malloc(size_t);
UNSOWN_RETURNS_ZEROED SIZED(1) extern void *their_calloc(size_t);
ZEROED(1) void *of_others(size_t n) { return unseen(n); }        // no-warning
ZEROED(1) void *theirs(size_t n) { return their_calloc(n); }     // no-warning
ZEROED(1) void *resized(size_t n) { return realloc(NULL, n); }   // no-warning
ZEROED(1) void *cleared_by_others(size_t n)                      // no-warning
{
    void *p = malloc(n);
    clear(p, n);
    return p;
}
// CHECK: zeroed.c:[[@LINE+2]]:{{[0-9]+}}: warning: the contract says that what is returned holds zeros
// CHECK: zeroed.c:[[@LINE+1]]:{{[0-9]+}}: note: byte 0 of 1 need not be zero, where 'n' is 1
ZEROED(1) void *their_raw(size_t n) { return their_malloc(n); }

// Behind a header.
ZEROED(1) void *behind_header(size_t n) // no-warning
{
    size_t *p = malloc(n + sizeof *p);
    if (!p)
        return NULL;
    *p = n;
    return memset(p + 1, 0, n);
}
// CHECK: zeroed.c:[[@LINE+2]]:{{[0-9]+}}: warning: the contract says that what is returned holds zeros
// CHECK: zeroed.c:[[@LINE+1]]:{{[0-9]+}}: note: byte {{[0-9]+}} of {{[0-9]+}} need not be zero, where 'n' is
ZEROED(1) void *header_too(size_t n)
{
    size_t *p = malloc(n + sizeof *p);
    if (!p)
        return NULL;
    *p = n;
    memset(p, 0, n);
    return p + 1;
}
