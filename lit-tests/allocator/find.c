// unsown_find() for every byte of a pool and for addresses of others; unsown_walk() visits each live
// block once, in order, until it is told to stop, and no block that is free in a pool or at hand.
//
// RUN: %program %s %libunsown -o %t && %t

#include "Inputs/expect.h"
#include <stdint.h>
#include <string.h>
#include <unsown/alloc.h>

enum { N = 3000 };
static char *blocks[N];

static size_t size_of(int i)
{
    return 1 + (size_t)(i * 131 % 512);
}

static bool count(void *block, size_t size, void *context)
{
    static char *last;
    char **at = context;
    EXPECT(unsown_usable_size(block) == size);
    EXPECT((char *)block > last || !*at);
    last = block;
    ++*(size_t *)context;
    return true;
}

static bool stop(void *block, size_t size, void *context)
{
    (void)block, (void)size;
    return ++*(int *)context < 5;
}

static void every_byte_of_a_page(const char *block)
{
    const char *page = block - (uintptr_t)block % 4096;
    size_t live = 0, unused = 0;
    for (size_t i = 0; i < 4096; i++) {
        struct unsown_place place = unsown_find(page + i);
        EXPECT(place.state != UNSOWN_STATE_FOREIGN);
        unused += place.state == UNSOWN_STATE_UNUSED;
        live += place.state == UNSOWN_STATE_LIVE;
        if (place.state != UNSOWN_STATE_UNUSED)
            EXPECT((char *)place.block <= page + i && page + i < (char *)place.block + place.size &&
                   place.size == place.size_class * 16);
    }
    EXPECT(unused >= 64 && unused < 600 && live >= 16);
}

int main(void)
{
    char on_stack[100] = {1};
    EXPECT(unsown_find(on_stack).state == UNSOWN_STATE_FOREIGN);
    EXPECT(unsown_find(NULL).state == UNSOWN_STATE_FOREIGN);
    for (int i = 0; i < N; i++) {
        blocks[i] = unsown_malloc(size_of(i));
        memset(blocks[i], 1, size_of(i));
    }
    for (int i = 0; i < N; i++) {
        struct unsown_place place = unsown_find(blocks[i] + size_of(i) - 1);
        EXPECT(place.state == UNSOWN_STATE_LIVE && place.block == blocks[i] && !place.heap);
        EXPECT(place.size == (size_of(i) + 15) / 16 * 16);
    }
    for (int i = 0; i < N; i += 100)
        every_byte_of_a_page(blocks[i]);
    char *end = unsown_malloc(5000);
    EXPECT(unsown_find(end).state == UNSOWN_STATE_FOREIGN);
    unsown_free(end);

    size_t seen = 0;
    EXPECT(unsown_walk(NULL, count, &seen) && seen == N);
    int some = 0;
    EXPECT(!unsown_walk(NULL, stop, &some) && some == 5);
    for (int i = 0; i < N; i += 3)
        unsown_free(blocks[i]);
    seen = 0;
    EXPECT(unsown_walk(NULL, count, &seen) && seen == N - N / 3);
    struct unsown_statistics s;
    unsown_statistics(&s);
    EXPECT(s.blocks == N - N / 3);
    for (int i = 0; i < N; i++)
        if (i % 3)
            unsown_free(blocks[i]);
    unsown_trim();
    EXPECT(unsown_find(blocks[0]).state == UNSOWN_STATE_FOREIGN);
    seen = 0;
    EXPECT(unsown_walk(NULL, count, &seen) && seen == 0);
    return 0;
}
