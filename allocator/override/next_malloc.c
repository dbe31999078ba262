/* Finding the next allocator, and what serves requests until then (next_malloc.h).  Takes the place
 * of src/system_malloc.c. */
#define _GNU_SOURCE
#include "next_malloc.h"

#include <dlfcn.h>
#include <errno.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <unsown/alloc.h>

#include "../src/system.h"

static struct {
    void *(*malloc)(size_t);
    void *(*calloc)(size_t, size_t);
    void *(*realloc)(void *, size_t);
    int (*posix_memalign)(void **, size_t, size_t);
    void (*free)(void *);
    size_t (*usable_size)(void *);
} next;

enum { UNKNOWN, SEARCHING, KNOWN };
static atomic_int search = UNKNOWN;

/* --- the buffer ------------------------------------------------------------------------------ */

/* Each block is preceded by 16 bytes, which hold its size. */
enum { LABEL = UNSOWN_ALIGNMENT };
static _Alignas(UNSOWN_ALIGNMENT) char buffer[64 * 1024];
static atomic_size_t buffer_used;

void *unsown_early_take(size_t size)
{
    if (size > sizeof buffer - LABEL - UNSOWN_ALIGNMENT) {
        errno = ENOMEM;
        return NULL;
    }
    size_t whole = LABEL + ((size + UNSOWN_ALIGNMENT - 1) & ~(size_t)(UNSOWN_ALIGNMENT - 1));
    size_t at = atomic_load(&buffer_used);
    do {
        if (at + whole > sizeof buffer) {
            errno = ENOMEM;
            return NULL;
        }
    } while (!atomic_compare_exchange_weak(&buffer_used, &at, at + whole));
    memcpy(buffer + at, &size, sizeof size);
    return buffer + at + LABEL;
}

bool unsown_is_early(const void *block)
{
    return (uintptr_t)block - (uintptr_t)buffer < sizeof buffer;
}

size_t unsown_early_size(const void *block)
{
    size_t size;
    memcpy(&size, (const char *)block - LABEL, sizeof size);
    return size;
}

void *unsown_early_move(const void *block, size_t size)
{
    void *moved = unsown_next_ready() ? unsown_malloc(size) : unsown_early_take(size);
    size_t old = unsown_early_size(block);
    return moved ? memcpy(moved, block, size < old ? size : old) : NULL;
}

/* --- the next allocator ---------------------------------------------------------------------- */

static void find(void *function, const char *name)
{
    void *found = dlsym(RTLD_NEXT, name);
    if (!found) {
        static const char message[] = "unsown: no allocator behind libunsown-malloc.so\n";
        (void)!write(STDERR_FILENO, message, sizeof message - 1);
        abort();
    }
    memcpy(function, &found, sizeof found); /* ISO C has no cast from void * to a function */
}

/* glibc's malloc gives the end of its heap back as soon as 128 KiB are free there, which is soon when
 * small blocks are not in its way: a program would ask the kernel for the same memory again and
 * again. */
static void tune(void)
{
    void *found = dlsym(RTLD_NEXT, "mallopt");
    int (*option)(int, int);
    memcpy(&option, &found, sizeof found);
    if (found)
        option(M_TRIM_THRESHOLD, 1 << 20);
}

bool unsown_next_ready(void)
{
    int state = atomic_load_explicit(&search, memory_order_acquire);
    if (__builtin_expect(state == KNOWN, 1))
        return true;
    /* The environment decides our mode; before it is there nothing may be decided. */
    if (state == SEARCHING || !environ)
        return false;
    if (!atomic_compare_exchange_strong(&search, &state, SEARCHING))
        return state == KNOWN;
    find(&next.malloc, "malloc");
    find(&next.calloc, "calloc");
    find(&next.realloc, "realloc");
    find(&next.posix_memalign, "posix_memalign");
    find(&next.free, "free");
    find(&next.usable_size, "malloc_usable_size");
    tune();
    atomic_store_explicit(&search, KNOWN, memory_order_release);
    return true;
}

/* --- what the allocator asks of the system --------------------------------------------------- */

void *unsown_system_malloc(size_t size)
{
    return next.malloc(size);
}

void *unsown_system_calloc(size_t size)
{
    return next.calloc(1, size);
}

void *unsown_system_realloc(void *block, size_t size)
{
    return next.realloc(block, size);
}

void *unsown_system_aligned(size_t alignment, size_t size)
{
    void *block = NULL;
    int error = next.posix_memalign(&block, alignment, size);
    if (!error)
        return block;
    errno = error;
    return NULL;
}

void unsown_system_free(void *block)
{
    if (next.free)
        next.free(block);
}

size_t unsown_system_usable_size(const void *block)
{
    return next.usable_size((void *)block);
}
