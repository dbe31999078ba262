// A field that nothing in the file writes, of a struct that nobody else can take apart: whoever reads it reads what
// its maker left there, however the object came to him.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// --- told -----------------------------------------------------------------------------------------

struct conn { int fd; int flags; struct conn *next; };
static struct conn *connections;

struct conn *conn_new(int fd) {
    struct conn *c = malloc(sizeof *c);
    if (!c)
        return NULL;
    c->fd = fd;
    c->next = connections;
    connections = c;
    return c;
}
int conn_flags(const struct conn *c) { return c->flags; }
int conn_sum(void) { // the same cause: told once
    int sum = 0;
    for (struct conn *c = connections; c; c = c->next)
        sum += c->fd + c->flags;
    return sum;
}
// CHECK: :[[@LINE-7]]:50: warning: field 'flags' of '*c' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-16]]:22: note: such objects are allocated here by 'malloc', uninitialized
// CHECK: :[[@LINE-21]]:27: note: nothing in this file initializes field 'flags'

// Only ever changed by itself.
struct counter { int id; long hits; };
struct counter *counter_new(int id) {
    struct counter *c = malloc(sizeof(struct counter));
    if (c)
        c->id = id;
    return c;
}
void count(struct counter *c) { c->hits++; }
void count_twice(struct counter *c) { c->hits += 2; }
int counter_id(struct counter *c) { return c->id; }
// CHECK: :[[@LINE-3]]:36: warning: field 'hits' of '*c' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-9]]:25: note: such objects are allocated here by 'malloc', uninitialized
// CHECK: :[[@LINE-12]]:31: note: nothing in this file initializes field 'hits'

// Through a wrapper of the file's own, and in arrays.
static void *checked(size_t size) {
    void *p = malloc(size);
    if (!p)
        abort();
    return p;
}
struct slot { int key; int used; };
struct slot *slots_new(size_t n) {
    struct slot *s = checked(n * sizeof *s);
    for (size_t i = 0; i < n; i++)
        s[i].key = 0;
    return s;
}
int slot_used(struct slot *s, size_t i) { return s[i].used; }
void slots_print(struct slot *s) { printf("%p\n", (void *)s); }
// CHECK: :[[@LINE-2]]:55: warning: field 'used' of 's[...]' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-8]]:22: note: such objects are allocated here by 'checked', uninitialized
// CHECK: :[[@LINE-11]]:28: note: nothing in this file initializes field 'used'

// Handed to functions behind a pointer, which can only be of this file, if they look into it.
struct job { int id; int (*work)(struct job *); void *context; };
int job_with_context(struct job *j) { return j->context != NULL; }
struct job *job_new(int id) {
    struct job *j = malloc(sizeof *j);
    if (!j)
        abort();
    j->id = id;
    j->work = job_with_context;
    return j;
}
int job_run(struct job *j) { return j->work(j); }
// CHECK: :[[@LINE-10]]:49: warning: field 'context' of '*j' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-9]]:21: note: such objects are allocated here by 'malloc', uninitialized
// CHECK: :[[@LINE-13]]:55: note: nothing in this file initializes field 'context'

// --- not told -------------------------------------------------------------------------------------

struct zeroed { int a, b; };
struct zeroed *zeroed_new(void) { return calloc(1, sizeof(struct zeroed)); }
int zeroed_b(struct zeroed *z) { return z->b; } // no-warning

struct cleared { int a, b; };
struct cleared *cleared_new(void) {
    struct cleared *c = malloc(sizeof *c);
    if (c)
        memset(c, 0, sizeof *c);
    return c;
}
int cleared_b(struct cleared *c) { return c->b; } // no-warning

struct copied { int a, b; };
struct copied *copied_new(const struct copied *from) {
    struct copied *c = malloc(sizeof *c);
    if (c)
        *c = *from;
    return c;
}
int copied_b(struct copied *c) { return c->b; } // no-warning

struct loaded { int a, b; };
struct loaded *loaded_new(FILE *f) {
    struct loaded *l = malloc(sizeof *l);
    if (l && fread(l, sizeof *l, 1, f) != 1) {
        free(l);
        return NULL;
    }
    return l;
}
int loaded_b(struct loaded *l) { return l->b; } // no-warning

struct set_elsewhere { int a, b; };
struct set_elsewhere *elsewhere_new(void) {
    struct set_elsewhere *e = malloc(sizeof *e);
    if (e)
        e->a = 1;
    return e;
}
void elsewhere_set(struct set_elsewhere *e, int b) { e->b = b; }
int elsewhere_b(struct set_elsewhere *e) { return e->b; } // no-warning

struct given_out { int a, b; };
extern void fill(int *);
struct given_out *given_new(void) {
    struct given_out *g = malloc(sizeof *g);
    if (g)
        fill(&g->b);
    return g;
}
int given_b(struct given_out *g) { return g->b; } // no-warning

struct handed_over { int a, b; };
extern void fill_object(void *);
struct handed_over *handed_new(void) {
    struct handed_over *h = malloc(sizeof *h);
    if (h)
        fill_object(h);
    return h;
}
int handed_b(struct handed_over *h) { return h->b; } // no-warning

// One of its objects is a variable, which begins with zeros.
struct also_static { int a, b; };
static struct also_static first;
struct also_static *static_new(int other) {
    struct also_static *s = other ? malloc(sizeof *s) : &first;
    if (s)
        s->a = 1;
    return s;
}
int static_b(struct also_static *s) { return s->b; } // no-warning

// A base that others know.
struct base { int kind; };
struct derived { int kind, b; };
struct base *derived_new(void) {
    struct derived *d = malloc(sizeof *d);
    if (d)
        ((struct base *)d)->kind = 1;
    return (struct base *)d;
}
int derived_kind(struct base *b) { return ((struct derived *)b)->kind; } // no-warning

// By an allocator that nobody knows.
extern void *pool_get(size_t);
struct pooled { int a, b; };
struct pooled *pooled_new(void) {
    struct pooled *p = pool_get(sizeof *p);
    p->a = 1;
    return p;
}
int pooled_b(struct pooled *p) { return p->b; } // no-warning

// The other half of a union is written.
struct tagged { int tag; union { int i; float f; } u; };
struct tagged *tagged_new(int i) {
    struct tagged *t = malloc(sizeof *t);
    if (t)
        t->u.i = i;
    return t;
}
float tagged_f(struct tagged *t) { return t->u.f; } // no-warning
