// Arenas' memory comes from the system and goes back: by the allocator's count and by the memory that
// the process really has. A little stays, so that a program at the boundary does not ask the system
// each time; unsown_trim() gives that back, too. Pages go back while their arena is in use.
//
// RUN: %program %s %libunsown -o %t && %t

#include "Inputs/expect.h"
#include <string.h>
#include <unistd.h>
#include <unsown/alloc.h>

static struct unsown_statistics statistics(void)
{
    struct unsown_statistics s;
    unsown_statistics(&s);
    return s;
}

static size_t resident_bytes(void)
{
    unsigned long size, resident;
    FILE *f = fopen("/proc/self/statm", "r");
    EXPECT(f && fscanf(f, "%lu %lu", &size, &resident) == 2);
    fclose(f);
    return resident * (size_t)sysconf(_SC_PAGESIZE);
}

enum { N = 200000 };
static void *blocks[N];

static void take_all(size_t size)
{
    for (int i = 0; i < N; i++) {
        blocks[i] = unsown_malloc(size);
        EXPECT(blocks[i]);
        memset(blocks[i], 1, size);
    }
}

static void free_all_shuffled(void)
{
    unsigned r = 12345;
    for (int i = N - 1; i > 0; i--) {
        r = r * 1103515245u + 12345u;
        int j = (int)(r % (unsigned)(i + 1));
        void *t = blocks[i];
        blocks[i] = blocks[j];
        blocks[j] = t;
    }
    for (int i = 0; i < N; i++)
        unsown_free(blocks[i]);
}

static void memory_goes_back(void)
{
    EXPECT(statistics().arenas == 0);
    size_t before = resident_bytes();
    take_all(200);
    size_t full = resident_bytes();
    EXPECT(statistics().blocks == N && statistics().block_bytes == (size_t)N * 208);
    EXPECT(statistics().arenas >= (size_t)N * 208 >> 20);
    EXPECT(full > before + (size_t)N * 200);

    free_all_shuffled();
    EXPECT(statistics().blocks == 0);
    EXPECT(statistics().pools <= 100 && statistics().pages_stale <= 400);
    size_t after = resident_bytes();
    /* A sanitizer's own memory stays. */
    EXPECT(after < before + ((size_t)2 << 20) || full - after > (size_t)N * 180);

    unsown_trim();
    struct unsown_statistics s = statistics();
    EXPECT(s.arenas == 0 && s.pools == 0 && s.pages_stale == 0);
    EXPECT(s.arenas_taken == s.arenas_released && s.arenas_most > 30 && s.arenas_kept > 30);
}

/* Every 32nd block stays: pools cannot go, but where a run of 300 blocks goes, its pages do. */
static void pages_go_back(void)
{
    take_all(500);
    size_t full = resident_bytes();
    for (int i = 0; i < N; i++)
        if (i % 600 < 590) {
            unsown_free(blocks[i]);
            blocks[i] = NULL;
        }
    struct unsown_statistics s = statistics();
    EXPECT(s.arenas > 50 && s.arenas_released < 10 + s.arenas_taken / 2);
    EXPECT(s.pages_stale <= s.pools + 400);
    EXPECT(full - resident_bytes() > (size_t)N * 400);
    for (int i = 0; i < N; i++)
        unsown_free(blocks[i]);
    unsown_trim();
    EXPECT(unsown_check() == 0);
}

/* Blocks of all sizes, freed all over the place.  At the end each arena has a pool or two from which
 * a thread has a block at hand, and the pages between them became free one by one. */
static void scattered_pages_go_back(void)
{
    for (int i = 0; i < N; i++) {
        blocks[i] = unsown_malloc(16 + (size_t)i * 7919 % 497);
        EXPECT(blocks[i]);
    }
    EXPECT(statistics().arenas > 40);
    for (int i = 0; i < N; i++)
        unsown_free(blocks[(size_t)i * 7919 % N]);
    struct unsown_statistics s = statistics();
    EXPECT(s.blocks == 0 && s.arenas > 10);
    EXPECT(s.pages_stale <= s.pools + 400);
    unsown_trim();
}

/* Where the header stands in a page follows from the page's number: heaps with few pools each do not
 * have all of their headers at the same place. */
static void arenas_begin_with_different_pages(void)
{
    struct unsown_heap *heaps[64];
    unsigned places = 0;
    for (int i = 0; i < 64; i++) {
        heaps[i] = unsown_heap_create();
        uintptr_t block = (uintptr_t)unsown_heap_malloc(heaps[i], 100);
        EXPECT(block);
        places |= 1u << block / 4096 % 16;
    }
    EXPECT(__builtin_popcount(places) >= 12);
    for (int i = 0; i < 64; i++)
        unsown_heap_destroy(heaps[i]);
}

static void arenas_are_used_again(void)
{
    for (int round = 0; round < 5; round++) {
        take_all(16 * (size_t)(round + 1));
        EXPECT(unsown_check() == 0);
        free_all_shuffled();
    }
    EXPECT(unsown_check() == 0);
    unsown_trim();
}

/* One object of each class, again and again; and one that is just too many for the pools there
 * are. */
static void the_boundary_is_quiet(void)
{
    for (size_t size = 16; size <= 512; size += 16)
        unsown_free(unsown_malloc(size));
    uint64_t taken = statistics().arenas_taken;
    for (int round = 0; round < 1000; round++)
        for (size_t size = 16; size <= 512; size += 16)
            unsown_free(unsown_malloc(size));
    EXPECT(statistics().arenas_taken == taken);

    int n = 0;
    while (statistics().arenas_taken == taken)
        blocks[n++] = unsown_malloc(512);
    taken = statistics().arenas_taken;
    for (int round = 0; round < 1000; round++) {
        for (int i = 0; i < 20; i++)
            unsown_free(blocks[--n]);
        for (int i = 0; i < 20; i++)
            blocks[n++] = unsown_malloc(512);
    }
    EXPECT(statistics().arenas_taken <= taken + 1);
    while (n)
        unsown_free(blocks[--n]);
    unsown_trim();
    EXPECT(statistics().arenas == 0);
}

int main(void)
{
    memory_goes_back();
    pages_go_back();
    scattered_pages_go_back();
    arenas_begin_with_different_pages();
    arenas_are_used_again();
    the_boundary_is_quiet();
    return 0;
}
