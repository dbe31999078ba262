/* GLib's memory functions, and those of its number readers that C has too.  An allocation that is not
 * a try ends the program when there is no memory: null comes of a size of 0 alone.
 *
 * g_new() and its like are macros over these.  Their prototypes stand here in C's own types, for GLib's
 * headers need not be installed. */
#include <stddef.h>
#include <stdint.h>

void *g_malloc(size_t size)
    UNSOWN_RESULT_IS(size == 0 || result != NULL) UNSOWN_RETURNS_UNINIT_SIZE(size);
void *g_malloc0(size_t size)
    UNSOWN_RESULT_IS(size == 0 || result != NULL) UNSOWN_RETURNS_ZEROED_SIZE(size);
void *g_realloc(void *p, size_t size)
    UNSOWN_RESULT_IS(size == 0 || result != NULL) UNSOWN_RESIZES(p, size) UNSOWN_FREES(p);
void *g_malloc_n(size_t n, size_t size)
    UNSOWN_RESULT_IS(n * size == 0 || result != NULL) UNSOWN_RETURNS_UNINIT_SIZE(n * size);
void *g_malloc0_n(size_t n, size_t size)
    UNSOWN_RESULT_IS(n * size == 0 || result != NULL) UNSOWN_RETURNS_ZEROED_SIZE(n * size);
void *g_realloc_n(void *p, size_t n, size_t size)
    UNSOWN_RESULT_IS(n * size == 0 || result != NULL) UNSOWN_RESIZES(p, n * size) UNSOWN_FREES(p);
void *g_try_malloc(size_t size) UNSOWN_RETURNS_UNINIT_SIZE(size);
void *g_try_malloc0(size_t size) UNSOWN_RETURNS_ZEROED_SIZE(size);
void *g_try_realloc(void *p, size_t size)
    UNSOWN_RESIZES(p, size) UNSOWN_FREES_IF(p, result != NULL || size == 0);
void *g_try_malloc_n(size_t n, size_t size) UNSOWN_RETURNS_UNINIT_SIZE(n * size);
void *g_try_malloc0_n(size_t n, size_t size) UNSOWN_RETURNS_ZEROED_SIZE(n * size);
void *g_try_realloc_n(void *p, size_t n, size_t size)
    UNSOWN_RESIZES(p, n * size) UNSOWN_FREES_IF(p, result != NULL || n * size == 0);
void g_free(void *p) UNSOWN_FREES(p);
void g_free_sized(void *p, size_t size) UNSOWN_FREES(p);

void *g_aligned_alloc(size_t n, size_t size, size_t alignment)
    UNSOWN_RESULT_IS(n * size == 0 || result != NULL) UNSOWN_RETURNS_UNINIT_SIZE(n * size);
void *g_aligned_alloc0(size_t n, size_t size, size_t alignment)
    UNSOWN_RESULT_IS(n * size == 0 || result != NULL) UNSOWN_RETURNS_ZEROED_SIZE(n * size);
void g_aligned_free(void *p) UNSOWN_FREES(p);
void g_aligned_free_sized(void *p, size_t alignment, size_t size) UNSOWN_FREES(p);

void *g_slice_alloc(size_t size)
    UNSOWN_RESULT_IS(size == 0 || result != NULL) UNSOWN_RETURNS_UNINIT_SIZE(size);
void *g_slice_alloc0(size_t size)
    UNSOWN_RESULT_IS(size == 0 || result != NULL) UNSOWN_RETURNS_ZEROED_SIZE(size);
void *g_slice_copy(size_t size, const void *p)
    UNSOWN_RESULT_IS(size == 0 || result != NULL) UNSOWN_RESIZES(p, size);
void g_slice_free1(size_t size, void *p) UNSOWN_FREES(p);

/* Null for null, and for no bytes. */
void *g_memdup(const void *p, unsigned size)
    UNSOWN_RESULT_IS(p == NULL || size == 0 || result != NULL) UNSOWN_RESIZES(p, size);
void *g_memdup2(const void *p, size_t size)
    UNSOWN_RESULT_IS(p == NULL || size == 0 || result != NULL) UNSOWN_RESIZES(p, size);

int64_t g_ascii_strtoll(const char *s, char **end, unsigned base)
    UNSOWN_READS_STRING(s) UNSOWN_WRITES_IF(end, sizeof *end, end != NULL);
uint64_t g_ascii_strtoull(const char *s, char **end, unsigned base)
    UNSOWN_READS_STRING(s) UNSOWN_WRITES_IF(end, sizeof *end, end != NULL);
double g_ascii_strtod(const char *s, char **end)
    UNSOWN_READS_STRING(s) UNSOWN_WRITES_IF(end, sizeof *end, end != NULL);
