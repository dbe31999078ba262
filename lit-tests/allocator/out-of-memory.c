// When memory runs out: the Nth request to the system fails, N rising until nothing fails any more;
// once only that one, once that and all later ones. Each time the program gets either a block or
// NULL with ENOMEM, the heap stays intact, what was allocated keeps its contents, and when memory is
// back everything works.
//
// RUN: %program %s %library-without-system -o %t && %t
// RUN: env UNSOWN_DEBUG=1 %t
// RUN: env UNSOWN_HARDENED=1 %t
// RUN: env UNSOWN_POOLS=0 %t
// RUN: %program -DUNSOWN_MEMORY_DEBUGGER=1 %s %library-without-system -o %t-tracked && %t-tracked

#define _GNU_SOURCE
#include "Inputs/expect.h"
#include "system.h"
#include <errno.h>
#include <malloc.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unsown/alloc.h>

/* --- a system that fails on demand ----------------------------------------------------------- */

static long requests, fail_first = -1, fail_last = -1;

static bool fails(void)
{
    long n = requests++;
    if (n < fail_first || n > fail_last)
        return false;
    errno = ENOMEM;
    return true;
}

void *unsown_system_map(size_t size)
{
    if (fails())
        return NULL;
    return mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

bool unsown_system_unmap(void *memory, size_t size)
{
    int saved = errno;
    bool done = !fails() && munmap(memory, size) == 0;
    errno = saved;
    return done;
}

void unsown_system_discard(void *part, size_t size)
{
    if (!fails())
        madvise(part, size, MADV_DONTNEED);
}

bool unsown_system_populate(void *part, size_t size)
{
    (void)part, (void)size;
    return !fails();
}

void *unsown_system_malloc(size_t size)
{
    return fails() ? NULL : malloc(size);
}

void *unsown_system_calloc(size_t size)
{
    return fails() ? NULL : calloc(1, size);
}

void *unsown_system_realloc(void *block, size_t size)
{
    return fails() ? NULL : realloc(block, size);
}

void *unsown_system_aligned(size_t alignment, size_t size)
{
    void *block = NULL;
    return fails() || posix_memalign(&block, alignment, size) ? NULL : block;
}

void unsown_system_free(void *block)
{
    free(block);
}

size_t unsown_system_usable_size(const void *block)
{
    return malloc_usable_size((void *)block);
}

/* --- a program that expects it --------------------------------------------------------------- */

enum { N = 4000 };
static struct {
    unsigned char *bytes;
    size_t size;
} blocks[N];
static int failures;

static void note(const void *block)
{
    if (!block) {
        failures++;
        EXPECT(errno == ENOMEM);
    }
    errno = 0;
}

static void keep(int i, void *bytes, size_t size)
{
    note(bytes);
    blocks[i].bytes = bytes;
    blocks[i].size = bytes ? size : 0;
    if (bytes)
        memset(bytes, i & 0x7f, size);
}

static void expect_contents(int i, size_t n)
{
    for (size_t at = 0; at < n; at++)
        EXPECT(blocks[i].bytes[at] == (i & 0x7f));
}

static struct unsown_heap *heap;

/* By one function after the other. */
static void *allocate(int i, size_t size)
{
    size_t alignment = (size_t)8 << i % 6;
    void *block = NULL;
    int error;
    switch (i % 9) {
    case 0: case 1:
        return unsown_malloc(size);
    case 2:
        return unsown_calloc(1, size);
    case 3:
        return unsown_aligned_alloc(alignment, size);
    case 4:
        return unsown_memalign(alignment, size);
    case 5:
        error = unsown_posix_memalign(&block, alignment, size);
        EXPECT(block ? error == 0 : error == ENOMEM && errno == 0);
        errno = error;
        return block;
    case 6:
        return heap ? unsown_heap_malloc(heap, size) : unsown_malloc(size);
    case 7:
        return heap ? unsown_heap_calloc(heap, 1, size) : unsown_malloc(size);
    default:
        return heap ? unsown_heap_aligned_alloc(heap, alignment, size) : unsown_malloc(size);
    }
}

static bool count(void *block, size_t size, void *context)
{
    (void)block, (void)size;
    ++*(size_t *)context;
    return true;
}

static void run(void)
{
    heap = unsown_heap_create();
    note(heap);
    for (int i = 0; i < N; i++) {
        size_t size = i % 50 ? (size_t)(i * 37 % 513) : (size_t)(i * 11 % 9000) + 513;
        keep(i, allocate(i, size), size);
    }
    size_t walked = 0;
    if (!unsown_walk(NULL, count, &walked))
        note(NULL);
    EXPECT(unsown_check() == 0);
    for (int i = 0; i < N; i += 7) {
        if (!blocks[i].bytes)
            continue;
        size_t size = (size_t)(i * 31 % 1400);
        size_t kept = size < blocks[i].size ? size : blocks[i].size;
        unsigned char *moved = i % 2 ? unsown_realloc(blocks[i].bytes, size)
                                     : unsown_reallocarray(blocks[i].bytes, size, 1);
        note(moved);
        if (moved) {
            blocks[i].bytes = moved;
            expect_contents(i, kept);
            keep(i, moved, size);
        }
    }
    EXPECT(unsown_check() == 0);
    for (int i = 0; i < N; i++) {
        expect_contents(i, blocks[i].size);
        unsown_free(blocks[i].bytes);
        blocks[i].bytes = NULL;
    }
    unsown_heap_destroy(heap);
    EXPECT(unsown_check() == 0);
    unsown_trim();
    EXPECT(unsown_check() == 0);
}

int main(void)
{
    int saw_failure = 0;
    for (int forever = 0; forever < 2; forever++) {
        long n = 0;
        do {
            failures = 0;
            requests = 0;
            fail_first = n;
            fail_last = forever ? INT32_MAX : n;
            run();
            saw_failure += failures > 0;
            bool over = requests <= n;
            fail_first = fail_last = -1;
            failures = 0;
            run();
            EXPECT(!failures);
            if (over)
                break;
            n += n < 40 ? 1 : 13;
        } while (n < 400);
        EXPECT(n > 0);
    }
    EXPECT(saw_failure);
    return 0;
}
