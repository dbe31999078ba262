// What GLib and OpenSSL allocate is undefined, zeroed or a copy, as with malloc and its like, behind the
// macros through which code calls them too.  Their headers need not be there: the functions are known by name.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s

#include <stdint.h>
#include <stdlib.h>

void *g_malloc(size_t size);
void *g_malloc0(size_t size);
void *g_malloc_n(size_t n, size_t size);
void *g_realloc(void *p, size_t size);
void *g_try_malloc(size_t size);
void *g_slice_alloc(size_t size);
void *g_slice_copy(size_t size, const void *p);
void *g_memdup2(const void *p, size_t size);
void g_free(void *p);
uint64_t g_ascii_strtoull(const char *s, char **end, unsigned base);
void *CRYPTO_malloc(size_t size, const char *file, int line);
void *CRYPTO_zalloc(size_t size, const char *file, int line);
#define g_new(T, n) ((T *)g_malloc_n(n, sizeof(T)))
#define g_slice_new(T) ((T *)g_slice_alloc(sizeof(T)))
#define OPENSSL_malloc(size) CRYPTO_malloc(size, __FILE__, __LINE__)
#define OPENSSL_zalloc(size) CRYPTO_zalloc(size, __FILE__, __LINE__)

struct node { int key; struct node *next; };

int fresh(void) {
    int *p = g_malloc(sizeof *p);
    int v = *p;
    g_free(p);
    return v;
}
// CHECK: :[[@LINE-4]]:13: warning: '*p' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-6]]:14: note: it is allocated here by 'g_malloc', uninitialized

int zeroed(void) {
    int *p = g_malloc0(sizeof *p);
    int v = *p; // no-warning
    g_free(p);
    return v;
}

int fresh_through_macros(int which) {
    struct node *a = g_new(struct node, 1), *b = g_slice_new(struct node);
    a->key = b->key = 1;
    return which ? a->key : b->next != NULL;
}
// CHECK: :[[@LINE-2]]:32: warning: field 'next' of '*b' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-5]]:50: note: it is allocated here by 'g_slice_alloc', uninitialized
// CHECK: :21:24: note: expanded from macro 'g_slice_new'

int kept_and_grown(int n) {
    int *p = g_malloc(sizeof *p);
    p[0] = n;
    p = g_realloc(p, 2 * sizeof *p);
    return n ? p[0] : p[1];
}
// CHECK: :[[@LINE-2]]:23: warning: element of 'p' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-4]]:9: note: it is allocated here by 'g_realloc', uninitialized

int tried(void) {
    int *p = g_try_malloc(sizeof *p);
    return p ? *p : 0;
}
// CHECK: :[[@LINE-2]]:16: warning: '*p' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-4]]:14: note: it is allocated here by 'g_try_malloc', uninitialized

int copied(int n) {
    struct node a = {n, NULL};
    struct node *p = g_memdup2(&a, sizeof a), *q = g_slice_copy(sizeof a, &a);
    return p->key + q->key; // no-warning
}

uint64_t number(const char *s) {
    char *end;
    uint64_t n = g_ascii_strtoull(s, &end, 10);
    return *end ? 0 : n; // no-warning
}

int secret(int zero) {
    unsigned char *p = zero ? OPENSSL_zalloc(8) : OPENSSL_malloc(8);
    return p ? p[3] : 0;
}
// CHECK: :[[@LINE-2]]:16: warning: element of 'p' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-4]]:51: note: it is allocated here by 'CRYPTO_malloc', uninitialized
// CHECK: :22:30: note: expanded from macro 'OPENSSL_malloc'
// CHECK: :[[@LINE-6]]:24: note: this condition is false when 'zero' is 0
