/* Cutting a page into blocks, and which of them are free (pool.h). */
#include "pool.h"

#include <string.h>

#include "hooks.h"

enum { HEADER = UNSOWN_ROWS * sizeof(struct unsown_row), GRANULE = UNSOWN_ALIGNMENT, BIT = 32 };

/* Two blocks of the smallest class may begin in the 32 bytes of one bit: the second has its bit in a
 * second line of words. */
static unsigned lines(unsigned size_class)
{
    return size_class == 1 ? 2 : 1;
}

static inline struct unsown_row *bits_of(const void *block, unsigned size_class)
{
    return unsown_row_of(block) + (size_class == 1 && (uintptr_t)block % BIT ? UNSOWN_ROWS : 0);
}

static inline unsigned mask_of(uintptr_t at)
{
    return 1u << at / BIT % 8;
}

/* Other threads' ownership checks may read the word at any time, though not this byte of it. */
static void set_free(struct unsown_row *row, unsigned bits)
{
    __atomic_store_n(&row->free, (uint8_t)bits, __ATOMIC_RELAXED);
}

const struct unsown_row *unsown_pool_row(const void *address)
{
    return unsown_row_of(address);
}

/* --- layout ---------------------------------------------------------------------------------- */

struct unsown_layout unsown_layout(const char *page, unsigned size_class)
{
    unsigned size = (unsigned)unsown_class_size(size_class);
    unsigned header = (unsigned)((char *)unsown_header(page) - page);
    struct unsown_layout layout = {.size = size, .size_class = size_class};
    unsigned begin = 0, limit = header;
    for (int i = 0; i < 2; i++) {
        unsigned count = (limit - begin) / size;
        unsigned end = begin + count * size;
        unsigned last = end - size; /* where the last block begins, if there is one */
        layout.part[i].begin = begin;
        layout.part[i].end = end;
        if (end < limit && (!count || last / UNSOWN_ROW_SIZE != end / UNSOWN_ROW_SIZE))
            layout.part[i].filler = (limit - end) / GRANULE;
        begin = header + HEADER * lines(size_class);
        limit = UNSOWN_PAGE_SIZE;
    }
    /* A filler before the header shares its row with a block behind it. */
    if (layout.part[0].end / UNSOWN_ROW_SIZE == layout.part[1].begin / UNSOWN_ROW_SIZE)
        layout.part[0].filler = 0;
    return layout;
}

unsigned unsown_layout_block_at(const struct unsown_layout *layout, unsigned offset,
                                unsigned *filler)
{
    *filler = 0;
    for (int i = 0; i < 2; i++) {
        unsigned begin = layout->part[i].begin, end = layout->part[i].end;
        if (offset >= begin && offset < end)
            return offset - (offset - begin) % layout->size;
        if (layout->part[i].filler && offset >= end &&
            offset < end + unsown_class_size(layout->part[i].filler)) {
            *filler = layout->part[i].filler;
            return end;
        }
    }
    return UNSOWN_PAGE_SIZE;
}

unsigned unsown_pool_capacity(const char *page, unsigned size_class)
{
    struct unsown_layout layout = unsown_layout(page, size_class);
    return (layout.part[0].end - layout.part[0].begin + layout.part[1].end -
            layout.part[1].begin) / layout.size;
}

/* --- blocks ---------------------------------------------------------------------------------- */

void unsown_pool_open(char *page, unsigned arena, unsigned size_class, unsigned code)
{
    struct unsown_row *header = unsown_header(page);
    struct unsown_layout layout = unsown_layout(page, size_class);
    unsown_hook_show(header, HEADER * lines(size_class));
    unsown_hook_atomic(header, HEADER);
    unsigned char free[2 * UNSOWN_ROWS] = {0}, codes[UNSOWN_ROWS];
    memset(codes, (int)code, sizeof codes);
    for (int i = 0; i < 2; i++) {
        unsigned end = layout.part[i].end;
        for (unsigned at = layout.part[i].begin; at < end; at += layout.size)
            free[at / UNSOWN_ROW_SIZE + (size_class == 1 && at % BIT ? UNSOWN_ROWS : 0)] |=
                (unsigned char)mask_of(at);
        if (layout.part[i].filler && code == size_class) {
            codes[end / UNSOWN_ROW_SIZE] = (unsigned char)layout.part[i].filler;
            free[end / UNSOWN_ROW_SIZE] |= (unsigned char)mask_of(end);
        }
    }
    for (unsigned i = 0; i < UNSOWN_ROWS * lines(size_class); i++) {
        /* Another thread's ownership check may look at these for an address that is not ours any
         * more or not ours yet; it must find the old value or the new one. */
        if (i < UNSOWN_ROWS) {
            __atomic_store_n(&header[i].arena, (uint16_t)arena, __ATOMIC_RELAXED);
            __atomic_store_n(&header[i].code, codes[i], __ATOMIC_RELAXED);
        }
        set_free(&header[i], free[i]);
    }
}

/* Takes blocks of one part, row by row.  The bits are in `header`; blocks are `step` apart. */
static unsigned take_part(char *page, struct unsown_row *header, unsigned at, unsigned end,
                          unsigned step, void **blocks, unsigned most)
{
    unsigned n = 0;
    while (at < end && n < most) {
        struct unsown_row *row = &header[at / UNSOWN_ROW_SIZE];
        unsigned next = (at / UNSOWN_ROW_SIZE + 1) * UNSOWN_ROW_SIZE;
        unsigned bits = row->free, from = mask_of(at);
        if (!bits) {
            at += (next - at + step - 1) / step * step;
            continue;
        }
        if (next > end)
            next = end;
        for (; at < next && n < most; at += step) {
            blocks[n] = page + at; /* stays if it is free */
            n += bits >> at / BIT % 8 & 1;
        }
        /* Of this part, all that are in the row before `at`. */
        unsigned to = at < next ? mask_of(at) : 2 * mask_of(next - 1);
        set_free(row, bits & ~(to - from));
    }
    return n;
}

unsigned unsown_pool_take(char *page, unsigned size_class, void **blocks, unsigned most)
{
    struct unsown_layout layout = unsown_layout(page, size_class);
    unsigned n = 0, step = layout.size * lines(size_class);
    for (unsigned line = 0; line < lines(size_class); line++)
        for (unsigned i = 0; i < 2; i++)
            n += take_part(page, unsown_header(page) + line * UNSOWN_ROWS,
                           layout.part[i].begin + line * GRANULE, layout.part[i].end, step,
                           blocks + n, most - n);
    return n;
}

bool unsown_pool_take_filler(char *page, const struct unsown_layout *layout, unsigned part,
                             void **block)
{
    unsigned at = layout->part[part].end;
    struct unsown_row *row = bits_of(page + at, layout->size_class);
    if (!(row->free & mask_of(at)))
        return false;
    set_free(row, row->free & ~mask_of(at));
    *block = page + at;
    return true;
}

bool unsown_pool_is_free(unsigned size_class, const void *block)
{
    return bits_of(block, size_class)->free & mask_of((uintptr_t)block);
}

unsigned unsown_pool_give(unsigned size_class, void *const *blocks, unsigned n)
{
    const char *page = unsown_page_of(blocks[0]);
    unsigned i = 0;
    for (; i < n && unsown_page_of(blocks[i]) == page; i++) {
        struct unsown_row *row = bits_of(blocks[i], size_class);
        unsigned mask = mask_of((uintptr_t)blocks[i]);
        if (row->free & mask)
            break;
        set_free(row, row->free | mask);
    }
    return i;
}

unsigned unsown_pool_count_free(const char *page, unsigned size_class)
{
    const struct unsown_row *header = unsown_header(page);
    unsigned n = 0;
    for (unsigned i = 0; i < UNSOWN_ROWS * lines(size_class); i++)
        n += (unsigned)__builtin_popcount(header[i].free);
    return n;
}
