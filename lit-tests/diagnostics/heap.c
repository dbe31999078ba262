// The heap: what malloc and realloc give is undefined, what calloc and strdup give is defined, and
// wrappers are like what they call.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s

#include <stdlib.h>
#include <string.h>
#include <stdint.h>

struct node { int key; struct node *next; };
int use(int);

int fresh_from_malloc(void) {
    int *p = malloc(sizeof *p);
    if (!p)
        return 0;
    int v = *p;
    free(p);
    return v;
}
// CHECK: :[[@LINE-4]]:13: warning: '*p' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-8]]:14: note: it is allocated here by {{.*}}, uninitialized

int written_first(void) {
    int *p = malloc(sizeof *p);
    if (!p)
        return 0;
    *p = 1;
    int v = *p;
    free(p);
    return v;
}

int zeroed_by_calloc(void) {
    int *p = calloc(4, sizeof *p);
    if (!p)
        return 0;
    int v = p[3];
    free(p);
    return v;
}

int field_left_out(void) {
    struct node *n = malloc(sizeof *n);
    if (!n)
        return 0;
    n->key = 1;
    int v = n->key + (n->next != 0);
    free(n);
    return v;
}
// CHECK: :[[@LINE-4]]:26: warning: field 'next' of '*n' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-9]]:22: note: it is allocated here by {{.*}}, uninitialized

int grown_by_realloc(int *p) {
    int *q = malloc(2 * sizeof *q);
    if (!q)
        return 0;
    q[0] = q[1] = 1;
    int *r = realloc(q, 4 * sizeof *r);
    if (!r) {
        free(q);
        return 0;
    }
    use(r[1]);
    int v = r[3];
    free(r);
    return v;
}
// CHECK: :[[@LINE-4]]:13: warning: element of 'r' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-11]]:14: note: it is allocated here by {{.*}}, uninitialized

int shrunk_by_realloc(void) {
    char *q = malloc(8);
    if (!q)
        return 0;
    memset(q, 1, 8);
    char *r = realloc(q, 4);
    if (!r) {
        free(q);
        return 0;
    }
    int v = r[3];
    free(r);
    return v;
}

int aligned(void) {
    int *p = aligned_alloc(64, 64);
    if (!p)
        return 0;
    int v = p[2];
    free(p);
    return v;
}
// CHECK: :[[@LINE-4]]:13: warning: element of 'p' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-8]]:14: note: it is allocated here by {{.*}}, uninitialized

int by_an_out_parameter(void) {
    void *m;
    if (posix_memalign(&m, 64, 64))
        return 0;
    int *p = m;
    int v = *p;
    free(p);
    return v;
}
// CHECK: :[[@LINE-4]]:13: warning: '*p' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-8]]:9: note: it is allocated here by {{.*}}, uninitialized
// CHECK: :[[@LINE-9]]:9: note: this condition is false

int duplicated(const char *s) {
    char *p = strdup(s);
    if (!p)
        return 0;
    int v = p[0];
    free(p);
    return v;
}

int duplicated_in_part(const char *s) {
    char *p = strndup(s, 4);
    if (!p)
        return 0;
    int v = p[0];
    free(p);
    return v;
}

int array_of_variable_size(unsigned n) {
    int *p = malloc(n * sizeof *p), sum = 0;
    if (!p)
        return 0;
    for (unsigned i = 0; i < n; i++)
        p[i] = 1;
    for (unsigned i = 0; i < n; i++)
        sum += p[i];
    free(p);
    return sum;
}

int list_node_linked(struct node **head) {
    struct node *n = malloc(sizeof *n);
    if (!n)
        return 0;
    n->key = 1;
    n->next = *head;
    *head = n;
    return (*head)->key;
}

static void *xmalloc(size_t n) {
    void *p = malloc(n);
    if (!p)
        abort();
    return p;
}

int from_a_wrapper(void) {
    int *p = xmalloc(sizeof *p);
    int v = *p;
    free(p);
    return v;
}
// CHECK: :[[@LINE-4]]:13: warning: '*p' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-6]]:14: note: it is allocated here by {{.*}}, uninitialized

static void *xzalloc(size_t n) {
    void *p = xmalloc(n);
    memset(p, 0, n);
    return p;
}

int from_a_zeroing_wrapper(void) {
    int *p = xzalloc(sizeof *p);
    int v = *p;
    free(p);
    return v;
}

void *pool_get(size_t n) __attribute__((malloc, alloc_size(1)));
void *pool_get_pair(size_t n, size_t m) __attribute__((malloc, alloc_size(1, 2)));
void *somewhere(size_t n);

int from_a_declared_allocator(void) {
    int *p = pool_get(sizeof *p);
    return *p;
}
// CHECK: :[[@LINE-2]]:12: warning: '*p' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-4]]:14: note: it is allocated here by {{.*}}, uninitialized

int from_a_function_that_says_nothing(void) {
    int *p = somewhere(sizeof *p);
    return *p;
}

static struct node *new_node(int key) {
    struct node *n = malloc(sizeof *n);
    if (n)
        n->key = key;
    return n;
}

int half_built_by_a_constructor(void) {
    struct node *n = new_node(4);
    if (!n)
        return 0;
    use(n->key);
    struct node *after = n->next;
    free(n);
    return after != 0;
}
// CHECK: :[[@LINE-4]]:29: warning: field 'next' of '*n' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-16]]:22: note: it is allocated here by {{.*}}, uninitialized
