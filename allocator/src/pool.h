/* Pools: one page, cut into blocks of one size.
 *
 *     page, 4 KiB, aligned to 4 KiB
 *     +--------+--------+---+--------+--------+--------+--------+------+
 *     | block  | block  | . | header | block  | block  | block  | rest |
 *     +--------+--------+---+--------+--------+--------+--------+------+
 *                           ^ place of the header, from the address of the page alone
 *
 * The header does not stand at the start of the page: headers of all pools would then share a few
 * lines of the first-level cache, which holds 64 bytes of each of only eight pages at one offset.
 * It stands in one of 16 places, the first eight and the last eight lines, chosen by the page's
 * number, so that neighbours differ and the place is known before anyone knows whose page it is.
 * At these places blocks of 512 bytes lose nothing; of any size at most one block fits less.
 *
 * Blocks that were freed are a list through their first words; blocks never handed out begin at
 * `fresh`.  A block's address is a multiple of the largest power of two, up to 64, that divides its
 * size.
 */
#ifndef UNSOWN_SRC_POOL_H
#define UNSOWN_SRC_POOL_H

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>

#include "arena.h"
#include "hooks.h"
#include "size_class.h"

#define UNSOWN_HEADER_SIZE 64

struct unsown_free_block {
    struct unsown_free_block *next;
};

struct unsown_pool {
    uint32_t arena; /* its number; first, because the ownership check reads it in pages that may
                       not be pools: see ownership.h */
    uint16_t used;  /* blocks handed out */
    uint16_t fresh; /* where the next block begins that was never handed out, from the page's start;
                       UNSOWN_PAGE_SIZE when there is none */
    struct unsown_free_block *free;
    struct unsown_pool *next, *previous; /* in the heap's list of its class */
    uint8_t size_class;
    bool listed;    /* in that list: it may have room */
};
static_assert(sizeof(struct unsown_pool) <= UNSOWN_HEADER_SIZE, "the header fills one line");
static_assert(offsetof(struct unsown_pool, arena) == 0, "the ownership check reads 4 bytes there");
static_assert(UNSOWN_ALIGNMENT >= sizeof(struct unsown_free_block), "a block can hold a link");

/* Where in its page a pool's header stands: 0, 64, ... 448, 3584, ... 4032. */
static inline size_t unsown_header_offset(uintptr_t page)
{
    return ((page / 64 & 15 * 64) - 8 * 64) & (UNSOWN_PAGE_SIZE - 1);
}

/* The header that the page of this address has if it is a pool.  No memory is touched. */
static inline struct unsown_pool *unsown_pool_at(const void *address)
{
    uintptr_t page = (uintptr_t)address & ~(uintptr_t)(UNSOWN_PAGE_SIZE - 1);
    return (struct unsown_pool *)(page + unsown_header_offset(page));
}

static inline char *unsown_pool_page(const struct unsown_pool *pool)
{
    return (char *)((uintptr_t)pool & ~(uintptr_t)(UNSOWN_PAGE_SIZE - 1));
}

static inline size_t unsown_pool_block_size(const struct unsown_pool *pool)
{
    return unsown_class_size(pool->size_class);
}

/* Makes page, of the arena of that number, an empty pool, in no list. */
struct unsown_pool *unsown_pool_open(void *page, uint32_t arena, unsigned size_class);
/* The next block that was never handed out, counted as used; NULL when all were. */
void *unsown_pool_carve(struct unsown_pool *pool);
/* How many blocks of it were ever handed out. */
size_t unsown_pool_carved(const struct unsown_pool *pool);
/* Where the block begins that contains address; NULL when none does (the header, the rest, or
 * beyond `fresh`).  address is in the pool's page. */
void *unsown_pool_block_of(const struct unsown_pool *pool, const void *address);

/* A block that was freed before, counted as used; NULL when there is none. */
static inline void *unsown_pool_pop(struct unsown_pool *pool)
{
    struct unsown_free_block *block = pool->free;
    if (!UNSOWN_LIKELY(block != NULL))
        return NULL;
    unsown_hook_show(block, sizeof *block);
    pool->free = block->next;
    unsown_hook_hide(block, sizeof *block);
    pool->used++;
    return block;
}

static inline void unsown_pool_push(struct unsown_pool *pool, void *address)
{
    struct unsown_free_block *block = address;
    unsown_hook_show(block, sizeof *block);
    block->next = pool->free;
    unsown_hook_hide(block, sizeof *block);
    pool->free = block;
    pool->used--;
}

#endif
