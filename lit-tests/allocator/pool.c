// How a page is cut: for every class and every place of the header, blocks lie in the page and not
// in the header, do not overlap, are aligned, and are found again from any address in them; each is
// taken once, and can be given back once. What is left over becomes a block of its own: at most a
// fortieth of the memory is lost to headers and rests.
//
// RUN: %program %s %library -o %t && %t

#include "Inputs/expect.h"
#include "pool.h"
#include <stdlib.h>
#include <string.h>

enum { PLACES = 16, MOST = 256 };
static _Alignas(64 * 1024) char pages[PLACES * 4096];
static size_t bytes_served, bytes_in_all;

static int by_address(const void *a, const void *b)
{
    const char *const *first = a, *const *second = b;
    return (*first > *second) - (*first < *second);
}

/* Claims the bytes of a block in a map of the page. */
static void claim(unsigned char *map, const char *page, const char *block, size_t size)
{
    EXPECT(block >= page && block + size <= page + 4096);
    EXPECT((uintptr_t)block % UNSOWN_ALIGNMENT == 0);
    for (size_t power = 64; power > 16; power /= 2)
        EXPECT(size % power || (uintptr_t)block % power == 0);
    for (size_t i = 0; i < size; i++)
        EXPECT(!map[block - page + (ptrdiff_t)i]++);
}

static void expect_found(const char *page, unsigned size_class, const char *block, size_t size,
                         unsigned filler)
{
    struct unsown_layout layout = unsown_layout(page, size_class);
    for (size_t i = 0; i < size; i += size - 1) {
        unsigned of;
        unsigned at = (unsigned)(block - page);
        EXPECT(unsown_layout_block_at(&layout, at + (unsigned)i, &of) == at && of == filler);
    }
    const struct unsown_row *row = unsown_row_of(block);
    EXPECT(row->arena == 5 && row->code == (filler ? filler : size_class));
    EXPECT((const char *)row >= page && (const char *)row < page + 4096);
}

static void cut(char *page, unsigned size_class)
{
    static unsigned char map[4096];
    void *blocks[MOST], *filler[2];
    size_t size = unsown_class_size(size_class);
    memset(page, 0x77, 4096);
    memset(map, 0, sizeof map);
    unsown_pool_open(page, 5, size_class, size_class);
    char *header = (char *)unsown_header(page);
    claim(map, page, header, size_class == 1 ? 128 : 64);

    struct unsown_layout layout = unsown_layout(page, size_class);
    unsigned all = unsown_pool_count_free(page, size_class);
    void *places[MOST], **end = places + MOST;
    unsigned n = unsown_pool_take(page, size_class, end, 3);
    n += unsown_pool_take(page, size_class, end - n, MOST - n);
    EXPECT(n == unsown_pool_capacity(page, size_class));
    EXPECT(unsown_pool_take(page, size_class, end - n, 1) == 0);
    for (unsigned i = 0; i < n; i++)
        blocks[i] = end[-1 - (ptrdiff_t)i];
    for (unsigned i = 0; i < n; i++) {
        EXPECT(!i || (char *)blocks[i] > (char *)blocks[i - 1] || size_class == 1);
        claim(map, page, blocks[i], size);
        expect_found(page, size_class, blocks[i], size, 0);
        bytes_served += size;
    }
    for (unsigned part = 0; part < 2; part++) {
        unsigned code = layout.part[part].filler;
        if (!code)
            continue;
        EXPECT(unsown_pool_take_filler(page, &layout, part, &filler[part]));
        EXPECT(!unsown_pool_take_filler(page, &layout, part, &filler[part]));
        claim(map, page, filler[part], unsown_class_size(code));
        expect_found(page, size_class, filler[part], unsown_class_size(code), code);
        bytes_served += unsown_class_size(code);
        n++;
    }
    EXPECT(n == all && unsown_pool_count_free(page, size_class) == 0);
    bytes_in_all += 4096;

    for (unsigned i = 0; i < unsown_pool_capacity(page, size_class); i++) {
        EXPECT(!unsown_pool_is_free(size_class, blocks[i]));
        EXPECT(unsown_pool_give(size_class, blocks[i]));
        EXPECT(unsown_pool_is_free(size_class, blocks[i]));
        EXPECT(!unsown_pool_give(size_class, blocks[i]));
    }
    for (unsigned part = 0; part < 2; part++)
        if (layout.part[part].filler)
            EXPECT(unsown_pool_give(size_class, filler[part]));
    EXPECT(unsown_pool_count_free(page, size_class) == all);
}

/* A pool that is opened with all its blocks taken is one from which they were taken. */
static void opened_taken(char *page, unsigned size_class)
{
    static char header[128];
    void *places[MOST], *taken[MOST], **end = places + MOST, **taken_end = taken + MOST;
    size_t bytes = size_class == 1 ? 128 : 64;
    unsown_pool_open(page, 5, size_class, size_class);
    unsigned n = unsown_pool_take(page, size_class, end, MOST);
    memcpy(header, unsown_header(page), bytes);
    memset(page, 0x77, 4096);
    EXPECT(unsown_pool_open_taken(page, 5, size_class, size_class, taken_end) == n);
    EXPECT(!memcmp(unsown_header(page), header, bytes));
    qsort(end - n, n, sizeof *end, by_address);
    qsort(taken_end - n, n, sizeof *end, by_address);
    EXPECT(!memcmp(end - n, taken_end - n, n * sizeof *end));
}

static void apart_from_threads_there_are_no_fillers(char *page, unsigned size_class)
{
    memset(page, 0x77, 4096);
    unsown_pool_open(page, 5, size_class, UNSOWN_CODE_APART);
    EXPECT(unsown_pool_count_free(page, size_class) == unsown_pool_capacity(page, size_class));
    for (unsigned row = 0; row < UNSOWN_ROWS; row++)
        EXPECT(unsown_header(page)[row].code == UNSOWN_CODE_APART);
}

static void classes_serve_their_sizes(void)
{
    EXPECT(unsown_class_of(0) == 1 && unsown_class_of(512) == UNSOWN_CLASS_LAST - 1);
    for (size_t size = 1; size <= UNSOWN_SMALL_MAX; size++) {
        size_t served = unsown_class_size(unsown_class_of(size));
        EXPECT(served >= size && served < size + UNSOWN_ALIGNMENT);
    }
}

static void headers_stand_in_16_places(void)
{
    unsigned seen = 0;
    for (int i = 0; i < PLACES; i++) {
        size_t at = (size_t)((char *)unsown_header(pages + i * 4096) - (pages + i * 4096));
        EXPECT(at % 64 == 0 && at < 1024);
        seen |= 1u << at / 64;
    }
    EXPECT(seen == 0xffff);
}

int main(void)
{
    classes_serve_their_sizes();
    headers_stand_in_16_places();
    for (int i = 0; i < PLACES; i++)
        for (unsigned c = UNSOWN_CLASS_FIRST; c <= UNSOWN_CLASS_LAST; c++) {
            cut(pages + i * 4096, c);
            opened_taken(pages + i * 4096, c);
            apart_from_threads_there_are_no_fillers(pages + i * 4096, c);
        }
    EXPECT(bytes_served > bytes_in_all - bytes_in_all / 40);
    return 0;
}
