/* Cutting a page into blocks, and which of them are free (pool.h). */
#include "pool.h"

#include <string.h>

#include "hooks.h"

enum { HEADER = UNSOWN_ROWS * sizeof(struct unsown_row), GRANULE = UNSOWN_ALIGNMENT };

static unsigned lines(unsigned size_class)
{
    return size_class == 1 ? 2 : 1;
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

/* Writes the header of a pool whose blocks are taken, but for the fillers. */
static void write_header(char *page, unsigned arena, const struct unsown_layout *layout, unsigned code)
{
    struct unsown_row *header = unsown_header(page);
    unsigned n = UNSOWN_ROWS * lines(layout->size_class);
    unsown_hook_show(header, n * sizeof *header);
    unsown_hook_atomic(header, HEADER);
    for (unsigned i = 0; i < n; i++) {
        /* Another thread's ownership check may look at these for an address that is not ours any
         * more or not ours yet; it must find the old value or the new one. */
        if (i < UNSOWN_ROWS) {
            __atomic_store_n(&header[i].arena, (uint16_t)arena, __ATOMIC_RELAXED);
            __atomic_store_n(&header[i].code, (uint8_t)code, __ATOMIC_RELAXED);
        }
        unsown_set_free(&header[i], 0);
    }
    for (int i = 0; i < 2; i++) {
        unsigned end = layout->part[i].end;
        if (!layout->part[i].filler || code != layout->size_class)
            continue;
        __atomic_store_n(&header[end / UNSOWN_ROW_SIZE].code, (uint8_t)layout->part[i].filler,
                         __ATOMIC_RELAXED);
        unsown_set_free(unsown_bits_of(page + end, layout->size_class), unsown_bit_of(end));
    }
}

void unsown_pool_open(char *page, unsigned arena, unsigned size_class, unsigned code)
{
    struct unsown_layout layout = unsown_layout(page, size_class);
    write_header(page, arena, &layout, code);
    for (int i = 0; i < 2; i++)
        for (unsigned at = layout.part[i].begin; at < layout.part[i].end; at += layout.size)
            unsown_pool_give(size_class, page + at);
}

unsigned unsown_pool_open_taken(char *page, unsigned arena, unsigned size_class, unsigned code,
                                void **end)
{
    struct unsown_layout layout = unsown_layout(page, size_class);
    write_header(page, arena, &layout, code);
    void **place = end;
    for (int i = 0; i < 2; i++)
        for (unsigned at = layout.part[i].begin; at < layout.part[i].end; at += layout.size)
            *--place = page + at;
    return (unsigned)(end - place);
}

/* Takes blocks of one part, row by row.  The bits are in `header`; blocks are `step` apart. */
static unsigned take_part(char *page, struct unsown_row *header, unsigned at, unsigned end,
                          unsigned step, void **places, unsigned most)
{
    void **place = places, **last = places - most;
    while (at < end && place != last) {
        struct unsown_row *row = &header[at / UNSOWN_ROW_SIZE];
        unsigned next = (at / UNSOWN_ROW_SIZE + 1) * UNSOWN_ROW_SIZE;
        unsigned bits = row->free, left = bits;
        if (!bits) {
            at += (next - at + step - 1) / step * step;
            continue;
        }
        for (next = next < end ? next : end; at < next && place != last; at += step)
            if (bits & unsown_bit_of(at)) {
                *--place = page + at;
                left &= ~unsown_bit_of(at);
            }
        unsown_set_free(row, left);
    }
    return (unsigned)(places - place);
}

unsigned unsown_pool_take(char *page, unsigned size_class, void **end, unsigned most)
{
    struct unsown_layout layout = unsown_layout(page, size_class);
    unsigned n = 0, step = layout.size * lines(size_class);
    for (unsigned line = 0; line < lines(size_class); line++)
        for (unsigned i = 0; i < 2; i++)
            n += take_part(page, unsown_header(page) + line * UNSOWN_ROWS,
                           layout.part[i].begin + line * GRANULE, layout.part[i].end, step, end - n,
                           most - n);
    return n;
}

bool unsown_pool_take_filler(char *page, const struct unsown_layout *layout, unsigned part,
                             void **block)
{
    unsigned at = layout->part[part].end;
    struct unsown_row *row = unsown_bits_of(page + at, layout->size_class);
    if (!(row->free & unsown_bit_of(at)))
        return false;
    unsown_set_free(row, row->free & ~unsown_bit_of(at));
    *block = page + at;
    return true;
}

bool unsown_pool_is_free(unsigned size_class, const void *block)
{
    return unsown_bits_of(block, size_class)->free & unsown_bit_of((uintptr_t)block);
}

unsigned unsown_pool_count_free(const char *page, unsigned size_class)
{
    const struct unsown_row *header = unsown_header(page);
    unsigned n = 0;
    for (unsigned i = 0; i < UNSOWN_ROWS * lines(size_class); i++)
        n += (unsigned)__builtin_popcount(header[i].free);
    return n;
}
