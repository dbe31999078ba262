// Explicit heaps: blocks of all sizes live in their heap and end with it or before, freed by any
// thread, also one that never allocated; other heaps keep what they have; what a heap had goes back to
// the system. unsown_find() and unsown_walk() tell the heaps apart.
//
// RUN: %program %s %libunsown -o %t && %t
// RUN: env UNSOWN_DEBUG=1 %t
// RUN: env UNSOWN_HARDENED=1 %t
// RUN: env UNSOWN_POOLS=0 %t
// RUN: %program -DUNSOWN_MEMORY_DEBUGGER=1 %s %library -o %t-tracked && %t-tracked

#include "Inputs/expect.h"
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <unsown/alloc.h>

enum { N = 5000 };
static unsigned char *blocks[2][N];

static struct unsown_statistics statistics(void)
{
    struct unsown_statistics s;
    unsown_statistics(&s);
    return s;
}

static size_t size_of(int i)
{
    return (size_t)(i * 37 % 700);
}

static void fill(struct unsown_heap *heap, unsigned char **into, int seed)
{
    for (int i = 0; i < N; i++) {
        size_t size = size_of(i);
        into[i] = i % 3 == 0   ? unsown_heap_malloc(heap, size)
                  : i % 3 == 1 ? unsown_heap_calloc(heap, 1, size)
                               : unsown_heap_aligned_alloc(heap, (size_t)1 << i % 10, size);
        EXPECT(into[i]);
        EXPECT(i % 3 != 2 || (uintptr_t)into[i] % ((size_t)1 << i % 10) == 0);
        for (size_t k = 0; k < size && i % 3 == 1; k++)
            EXPECT(into[i][k] == 0);
        EXPECT(unsown_usable_size(into[i]) >= size);
        memset(into[i], seed + i, size);
    }
}

static void expect_contents(unsigned char **from, int seed)
{
    for (int i = 0; i < N; i++)
        for (size_t k = 0; from[i] && k < size_of(i); k++)
            EXPECT(from[i][k] == (unsigned char)(seed + i));
}

static void *free_half(void *from)
{
    unsigned char **mine = from;
    for (int i = 0; i < N; i += 2) {
        unsown_free(mine[i]);
        mine[i] = NULL;
    }
    return NULL;
}

struct seen {
    struct unsown_heap *heap;
    size_t blocks;
};

static bool see(void *block, size_t size, void *context)
{
    struct seen *seen = context;
    EXPECT(size >= 16 && unsown_owns(block));
    seen->blocks++;
    return true;
}

static size_t walked(struct unsown_heap *heap)
{
    struct seen seen = {heap, 0};
    EXPECT(unsown_walk(heap, see, &seen));
    return seen.blocks;
}

static void two_heaps(void)
{
    struct unsown_heap *one = unsown_heap_create(), *two = unsown_heap_create();
    EXPECT(one && two && one != two);
    fill(one, blocks[0], 1);
    fill(two, blocks[1], 2);
    EXPECT(unsown_check() == 0);
    if (statistics().mode != UNSOWN_MODE_SYSTEM) {
        struct unsown_place place = unsown_find(blocks[1][10] + 3);
        EXPECT(place.state == UNSOWN_STATE_LIVE && place.heap == two);
        EXPECT(place.block == blocks[1][10] && place.size >= size_of(10));
        EXPECT(walked(one) == walked(two) && walked(one) > N / 2);
    }

    pthread_t thread;
    EXPECT(!pthread_create(&thread, NULL, free_half, blocks[0]));
    EXPECT(!pthread_join(thread, NULL));
    expect_contents(blocks[0], 1);
    for (int i = 1; i < N; i += 4) {
        unsigned char *moved = unsown_realloc(blocks[0][i], size_of(i) + 300);
        EXPECT(moved);
        blocks[0][i] = moved;
        if (unsown_owns(moved))
            EXPECT(unsown_find(moved).heap == one);
    }
    expect_contents(blocks[0], 1);
    unsown_heap_destroy(one);
    expect_contents(blocks[1], 2);
    EXPECT(unsown_check() == 0);
    EXPECT(walked(NULL) == walked(two));
    unsown_heap_destroy(two);
    EXPECT(walked(NULL) == 0);
    EXPECT(unsown_check() == 0);
}

/* A heap that is made and destroyed many times takes the same addresses again. */
static void heaps_are_used_again(void)
{
    unsown_heap_destroy(NULL);
    uint32_t arenas = 0;
    for (int round = 0; round < 300; round++) {
        struct unsown_heap *heap = unsown_heap_create();
        EXPECT(heap);
        for (int i = 0; i < 100; i++)
            EXPECT(unsown_heap_malloc(heap, 200));
        EXPECT(unsown_heap_malloc(heap, 100000));
        unsown_heap_destroy(heap);
        struct unsown_statistics s = statistics();
        if (round == 10)
            arenas = (uint32_t)(s.arenas + s.arenas_kept);
        EXPECT(round < 10 || s.arenas + s.arenas_kept == arenas);
    }
}

static void errors_are_those_of_malloc(void)
{
    static volatile size_t huge = (size_t)PTRDIFF_MAX + 1;
    struct unsown_heap *heap = unsown_heap_create();
    errno = 0;
    EXPECT(!unsown_heap_malloc(heap, huge) && errno == ENOMEM);
    errno = 0;
    EXPECT(!unsown_heap_calloc(heap, huge, 2) && errno == ENOMEM);
    errno = 0;
    EXPECT(!unsown_heap_aligned_alloc(heap, 3, 8) && errno == EINVAL);
    errno = 0;
    EXPECT(!unsown_heap_aligned_alloc(heap, huge, 8) && errno == ENOMEM);
    EXPECT(unsown_heap_malloc(heap, 0) != unsown_heap_malloc(heap, 0));
    unsown_heap_destroy(heap);
}

int main(void)
{
    two_heaps();
    heaps_are_used_again();
    errors_are_those_of_malloc();
    return 0;
}
