// One function makes an object and leaves a field unset, another one releases it and reads the field: whoever uses this file
// may call one right after the other.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s
// RUN: %unsown -Wno-everything -fplugin-arg-unsown-warn=unsown-maybe -c -o /dev/null %s 2>&1 \
// RUN:     | grep warning: | %filecheck --check-prefix=MAYBE %s

#include <stdlib.h>
#include <string.h>

struct doc { char *title, *body; int has_body; int *more; };

struct doc *doc_new(const char *title) {
    struct doc *d = malloc(sizeof *d);
    if (!d)
        return NULL;
    d->title = strdup(title);
    d->has_body = 0;
    return d;
}
void doc_set_body(struct doc *d, const char *body) {
    d->body = strdup(body);
    d->has_body = 1;
}
void doc_set_more(struct doc *d) { d->more = malloc(4); }
int doc_more(const struct doc *d) { return *d->more; }
// MAYBE: :[[@LINE-1]]:48: warning: field 'more' of '*d' is uninitialized here unless {{.*}} [unsown-maybe]
void doc_free(struct doc *d) {
    if (!d)
        return;
    free(d->title);
    if (d->has_body)
        free(d->body); // no-warning
    free(d->more);
    free(d);
}
// CHECK: :[[@LINE-3]]:13: warning: field 'more' of '*d' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-24]]:21: note: it is allocated here by 'malloc', uninitialized
// CHECK: :[[@LINE-26]]:13: note: 'doc_free' can be called with what 'doc_new' returns
// MAYBE: :[[@LINE-6]]:13: warning: field 'more' of '*d' may be read {{.*}} [unsown-sometimes]

// Set on some paths only, and released through another function.
struct list { int n; int *at; };
static void drop(int *at) { free(at); }
struct list *list_new(int n) {
    struct list *l = malloc(sizeof *l);
    if (!l)
        return NULL;
    l->n = n;
    if (n > 0)
        l->at = calloc((size_t)n, sizeof *l->at);
    return l;
}
void list_free(int log, struct list *l) {
    (void)log;
    drop(l->at);
    free(l);
}
// CHECK: :[[@LINE-3]]:13: warning: field 'at' of '*l' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-14]]:22: note: it is allocated here by 'malloc', uninitialized
// CHECK: :[[@LINE-16]]:14: note: 'list_free' can be called with what 'list_new' returns
// CHECK: :[[@LINE-15]]:10: note: this condition is true when 'l' is not null
// CHECK: :[[@LINE-13]]:9: note: this condition is false
// MAYBE: :[[@LINE-8]]:13: warning: field 'at' of '*l' may be read {{.*}} [unsown-sometimes]

// The release tells by what the maker set.
struct guarded { int n; int *at; };
struct guarded *guarded_new(int n) {
    struct guarded *g = malloc(sizeof *g);
    if (!g)
        return NULL;
    g->n = n;
    if (n > 0)
        g->at = calloc((size_t)n, sizeof *g->at);
    return g;
}
void guarded_free(struct guarded *g) {
    if (g->n > 0)
        free(g->at); // no-warning
    free(g);
}

// A helper of the file alone: its callers complete what it makes.
struct node { struct node *left; int key; };
static struct node *node_raw(void) { return malloc(sizeof(struct node)); }
struct node *node_new(int key) {
    struct node *n = node_raw();
    if (n) {
        n->key = key;
        n->left = NULL;
    }
    return n;
}
void node_free(struct node *n) {
    if (n->left) // no-warning
        node_free(n->left);
    free(n);
}

// The maker hands it to somebody who may have set it.
struct passed { int *at; };
extern void complete(struct passed *);
struct passed *passed_new(void) {
    struct passed *p = malloc(sizeof *p);
    if (p)
        complete(p);
    return p;
}
void passed_free(struct passed *p) {
    free(p->at); // no-warning
    free(p);
}

// What stands for a caller that nobody wrote has no name that the file could use.
struct pair { int a, b; };
__attribute__((noinline)) static int caller(const struct pair *what) { return what->a; }
int hands_over(void) {
    struct pair p;
    return caller(&p);
}
// CHECK: :[[@LINE-2]]:19: warning: 'caller' reads '*what', but this argument points to uninitialized memory [unsown-argument]
// CHECK: :[[@LINE-4]]:17: note: 'p' is declared here; nothing initializes it
// CHECK: :[[@LINE-7]]:{{[0-9]+}}: note: it is read here
// CHECK: :[[@LINE-5]]:19: note: at this read 'p' holds: a {{.*}}
// MAYBE: :[[@LINE-6]]:19: warning: 'caller' reads '*what', {{.*}} [unsown-argument]
