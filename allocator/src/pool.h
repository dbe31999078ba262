/* Pools: one page, cut into blocks of one size, with a header that can be found from any address.
 *
 *     page, 4 KiB, aligned to 4 KiB
 *     +--------+--------+------+--------+--------+--------+--------+--------+------+
 *     | block  | block  | fill | header | block  | block  | block  | block  | fill |
 *     +--------+--------+------+--------+--------+--------+--------+--------+------+
 *                              ^ place of the header, from the address of the page alone
 *
 * The header stands in one of 16 places, the first 16 lines of 64 bytes, chosen by the page's number.
 * At one place for all, the headers of all pools would share one set of the first-level cache, which
 * holds eight lines.
 *
 * It has a word for each row of 256 bytes of its page.  The word says which arena the page is in and
 * what the blocks are that begin in the row; it is found from an address with one shift, because the
 * bits above the row's number are the header's place:
 *
 *     address   ... pppp rrrr ........     p: low bits of the page's number, r: row in the page
 *     word at   page + 4 * pppprrrr
 *
 * What is left over before the header and at the end, less than a block, is a block of a smaller
 * class, its filler, if no other block begins in its row.  Fillers make up for the place that the
 * header takes wherever it falls: without them a sixteenth of the memory would be lost.
 *
 * Which blocks are free stands in the header, too, a bit for each 32 bytes of the row; nothing is
 * written into a free block.  (Blocks of 16 bytes need two bits there: their header has a second
 * line.)  Blocks begin at a multiple of the largest power of two, up to 64, that divides their size.
 */
#ifndef UNSOWN_SRC_POOL_H
#define UNSOWN_SRC_POOL_H

#include <assert.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "size_class.h"

#define UNSOWN_PAGE_SIZE ((size_t)4096)
enum { UNSOWN_ROWS = 16, UNSOWN_ROW_SIZE = 256, UNSOWN_BLOCK_ALIGNMENT_MOST = 64 };

/* The words of a header.  `arena` and `code` are constant as long as a block of the row lives. */
struct unsown_row {
    uint16_t arena;      /* its number (arena.h) */
    uint8_t code;        /* of the blocks that begin here (size_class.h) */
    uint8_t free;        /* bit i: a free block begins in the bytes from 32 * i on */
};
static_assert(sizeof(struct unsown_row) == 4, "the header's words are addressed by hand");

/* The word for the row of that address, in the header that its page has if it is a pool.  No memory
 * is touched. */
static inline struct unsown_row *unsown_row_of(const void *address)
{
    uintptr_t at = (uintptr_t)address;
    uintptr_t page = at & ~(uintptr_t)(UNSOWN_PAGE_SIZE - 1);
    return (struct unsown_row *)(page + (at / UNSOWN_ROW_SIZE & 0xff) * sizeof(struct unsown_row));
}

/* The same for an address that is known to lie in a pool of ours: it is a header's word. */
UNSOWN_ADDRESS_ONLY const struct unsown_row *unsown_pool_row(const void *address);

static inline char *unsown_page_of(const void *address)
{
    return (char *)((uintptr_t)address & ~(uintptr_t)(UNSOWN_PAGE_SIZE - 1));
}

static inline struct unsown_row *unsown_header(const char *page)
{
    return unsown_row_of(page);
}

/* How pages are cut for a class; all in bytes from the page's start. */
struct unsown_layout {
    unsigned size, size_class;
    struct {
        unsigned begin, end; /* of the blocks of the class; before the header and behind it */
        unsigned filler;     /* class of the block that begins at end, or 0 */
    } part[2];
};
struct unsown_layout unsown_layout(const char *page, unsigned size_class);
/* Where the block begins that contains the byte `offset`: one of the class, or, if *filler is not
 * 0 afterwards, a filler of that class.  UNSOWN_PAGE_SIZE: no block does. */
unsigned unsown_layout_block_at(const struct unsown_layout *layout, unsigned offset,
                                unsigned *filler);

/* Makes page, of the arena of that number, a pool of free blocks.  Its rows get the code `code`,
 * which is the class or UNSOWN_CODE_APART; only in the first case there are fillers. */
void unsown_pool_open(char *page, unsigned arena, unsigned size_class, unsigned code);
/* The same, but all blocks of the class are taken, which go to the places before `end`, the one with the
 * lowest address to the last; returns how many.  Fillers are free. */
unsigned unsown_pool_open_taken(char *page, unsigned arena, unsigned size_class, unsigned code,
                                void **end);
/* Takes up to `most` free blocks of the class, those of the lowest addresses, and returns how many.  They go
 * to the places before `end`, the one with the lowest address to the last.  (Of the smallest class, those
 * at odd multiples of 16 are the last to be taken.) */
unsigned unsown_pool_take(char *page, unsigned size_class, void **end, unsigned most);
/* Takes the filler of part 0 or 1, which exists, if it is free. */
bool unsown_pool_take_filler(char *page, const struct unsown_layout *layout, unsigned part,
                             void **block);
/* Makes a block of a pool of that class free, or a filler there.  False: it is free already. */
static inline bool unsown_pool_give(unsigned size_class, void *block);
bool unsown_pool_is_free(unsigned size_class, const void *block);
/* How many free blocks there are, fillers included. */
unsigned unsown_pool_count_free(const char *page, unsigned size_class);
/* How many blocks of the class the page holds in all, fillers not included. */
unsigned unsown_pool_capacity(const char *page, unsigned size_class);

/* --- the bits ---------------------------------------------------------------------------------- */

enum { UNSOWN_BIT_SIZE = 32 };

/* The word that has the bit for a block.  Two blocks of the smallest class may begin in the 32 bytes of one
 * bit: the second has its bit in a second line of words. */
static inline struct unsown_row *unsown_bits_of(const void *block, unsigned size_class)
{
    return unsown_row_of(block) +
           (size_class == 1 && (uintptr_t)block % UNSOWN_BIT_SIZE ? UNSOWN_ROWS : 0);
}

static inline unsigned unsown_bit_of(uintptr_t at)
{
    return 1u << at / UNSOWN_BIT_SIZE % 8;
}

/* Other threads' ownership checks may read the word at any time, though not this byte of it. */
static inline void unsown_set_free(struct unsown_row *row, unsigned bits)
{
    __atomic_store_n(&row->free, (uint8_t)bits, __ATOMIC_RELAXED);
}

static inline bool unsown_pool_give(unsigned size_class, void *block)
{
    struct unsown_row *row = unsown_bits_of(block, size_class);
    unsigned bit = unsown_bit_of((uintptr_t)block);
    if (row->free & bit)
        return false;
    unsown_set_free(row, row->free | bit);
    return true;
}

#endif
