// How a page is cut: for every class and every place of the header, blocks lie in the page and not
// in the header, are aligned, are found again from any address in them, and at most one fewer fits
// than would without a header in the middle.
//
// RUN: %program %s %library -o %t && %t

#include "Inputs/expect.h"
#include "pool.h"
#include <string.h>

enum { PLACES = 16 };
static _Alignas(64 * 1024) char pages[PLACES * 4096];

static void cut(char *page, unsigned size_class)
{
    memset(page, 0x77, 4096);
    struct unsown_pool *pool = unsown_pool_open(page, 5, size_class);
    size_t size = unsown_class_size(size_class);
    char *header = (char *)pool;
    EXPECT(pool == unsown_pool_at(page) && pool == unsown_pool_at(page + 4095));
    EXPECT(header >= page && header + UNSOWN_HEADER_SIZE <= page + 4096);
    EXPECT(unsown_pool_carved(pool) == 0);
    EXPECT(!unsown_pool_block_of(pool, page) && !unsown_pool_block_of(pool, page + 4095));

    size_t n = 0;
    char *last = NULL;
    for (char *block; (block = unsown_pool_carve(pool)); last = block) {
        n++;
        EXPECT(block >= page && block + size <= page + 4096);
        EXPECT(block + size <= header || block >= header + UNSOWN_HEADER_SIZE);
        EXPECT(!last || block >= last + size);
        EXPECT((uintptr_t)block % UNSOWN_ALIGNMENT == 0);
        for (size_t power = 64; power > 16; power /= 2)
            EXPECT(size % power || (uintptr_t)block % power == 0);
        EXPECT(unsown_pool_block_of(pool, block) == block);
        EXPECT(unsown_pool_block_of(pool, block + size - 1) == block);
        EXPECT(pool->used == n && unsown_pool_carved(pool) == n);
        memset(block, 0, size);
    }
    size_t most = (4096 - UNSOWN_HEADER_SIZE) / size;
    EXPECT(n <= most && n + 1 >= most);
    EXPECT(size != 512 || n == most);
    for (int i = 0; i < UNSOWN_HEADER_SIZE; i++)
        EXPECT(!unsown_pool_block_of(pool, header + i));
    EXPECT(pool->arena == 5 && pool->size_class == size_class);
}

static void classes_serve_their_sizes(void)
{
    EXPECT(unsown_class_of(0) == 0 && unsown_class_of(512) == UNSOWN_SIZE_CLASSES - 1);
    for (size_t size = 1; size <= UNSOWN_SMALL_MAX; size++) {
        size_t served = unsown_class_size(unsown_class_of(size));
        EXPECT(served >= size && served < size + UNSOWN_ALIGNMENT);
    }
}

static void headers_stand_in_16_places(void)
{
    unsigned seen = 0;
    for (int i = 0; i < PLACES; i++) {
        size_t at = unsown_header_offset((uintptr_t)pages + (size_t)i * 4096);
        EXPECT(at % 64 == 0 && (at < 512 || at >= 3584) && at < 4096);
        seen |= 1u << at / 64 % 16;
    }
    EXPECT(seen == 0xffff);
}

int main(void)
{
    classes_serve_their_sizes();
    headers_stand_in_16_places();
    for (int i = 0; i < PLACES; i++)
        for (unsigned c = 0; c < UNSOWN_SIZE_CLASSES; c++)
            cut(pages + i * 4096, c);
    return 0;
}
