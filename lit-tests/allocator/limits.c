// Under RLIMIT_AS memory runs out as it does in life: every request gets a block or NULL with ENOMEM,
// what was allocated keeps its contents, the heap stays sound, and after a part is freed requests
// succeed again. In each mode.
//
// UNSUPPORTED: sanitize
// RUN: %program %s %libunsown -o %t
// RUN: %t | %FileCheck %s
// RUN: env UNSOWN_DEBUG=1 %t | %FileCheck %s
// RUN: env UNSOWN_HARDENED=1 %t | %FileCheck %s
// RUN: env UNSOWN_POOLS=0 %t | %FileCheck %s
// CHECK: blocks: {{[1-9][0-9]+}}, refused: {{[1-9]}}

#define _GNU_SOURCE
#include "Inputs/expect.h"
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unsown/alloc.h>

enum { ROOM = 48 << 20, SLOTS = ROOM / 16 };
struct slot {
    unsigned char *bytes;
    size_t size;
};
static struct slot *slots;

static size_t address_space(void)
{
    unsigned long pages;
    FILE *f = fopen("/proc/self/statm", "r");
    EXPECT(f && fscanf(f, "%lu", &pages) == 1);
    fclose(f);
    return pages * 4096;
}

static unsigned char pattern(size_t i)
{
    return (unsigned char)(i * 31 + 7);
}

/* Allocates until nothing is to be had; returns how many slots are taken. */
static size_t fill(size_t from, size_t size)
{
    size_t n = from;
    for (; n < SLOTS; n++) {
        errno = 0;
        slots[n].size = size ? size : n * 37 % 700;
        slots[n].bytes = n % 3 == 0 ? unsown_calloc(1, slots[n].size) : unsown_malloc(slots[n].size);
        if (!slots[n].bytes) {
            EXPECT(errno == ENOMEM);
            return n;
        }
        memset(slots[n].bytes, pattern(n), slots[n].size);
    }
    EXPECT(!"the limit is not reached");
    return n;
}

static void expect_contents(size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; slots[i].bytes && k < slots[i].size; k++)
            EXPECT(slots[i].bytes[k] == pattern(i));
}

int main(void)
{
    slots = mmap(NULL, SLOTS * sizeof *slots, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    EXPECT(slots != MAP_FAILED);
    unsown_free(unsown_malloc(1));
    struct rlimit limit = {.rlim_cur = address_space() + ROOM, .rlim_max = RLIM_INFINITY};
    EXPECT(!setrlimit(RLIMIT_AS, &limit));

    size_t n = fill(0, 0);
    int refused = 0;
    for (size_t size = 16; size <= 1 << 20; size *= 4) { /* the small ones take what is left */
        n = fill(n, size);
        refused++;
    }
    EXPECT(!unsown_malloc((size_t)ROOM) && errno == ENOMEM);
    EXPECT(!unsown_realloc(slots[1].bytes, (size_t)ROOM) && errno == ENOMEM);
    EXPECT(!unsown_aligned_alloc(64, (size_t)ROOM) && errno == ENOMEM);
    void *untouched = slots;
    EXPECT(unsown_posix_memalign(&untouched, 64, (size_t)ROOM) == ENOMEM && untouched == slots);
    struct unsown_heap *heap = unsown_heap_create();
    void *in_heap = heap ? unsown_heap_malloc(heap, (size_t)ROOM) : NULL;
    EXPECT(!in_heap);
    EXPECT(unsown_check() == 0);
    expect_contents(n);

    for (size_t i = 0; i < n; i += 2) {
        unsown_free(slots[i].bytes);
        slots[i].bytes = NULL;
    }
    EXPECT(unsown_check() == 0);
    for (size_t i = 0; i < n / 4; i++) {
        void *block = unsown_malloc(40);
        EXPECT(block);
        unsown_free(block);
    }
    expect_contents(n);
    printf("blocks: %zu, refused: %d\n", n, refused);
    for (size_t i = 1; i < n; i += 2)
        unsown_free(slots[i].bytes);
    unsown_heap_destroy(heap);
    EXPECT(unsown_check() == 0);
    return 0;
}
