/* What makes a small block of hardened mode tell what happened to it.
 *
 *     block                                            whole - 16
 *     | the program's bytes                   | guard | who allocated it | seal |
 *
 * The seal is made of the block's address, its size, whether it lives, who allocated it, and a secret of
 * the process.  Who overruns a block cannot know what it has to be; nor has it the right value at any
 * address but that of the block, so that it also tells pointers into the middle.
 *
 * Freed blocks have UNSOWN_BYTE_FREED in their first and last 16 bytes before the trailer: who writes there
 * is found when the block is used again.
 *
 * All of it is of constant size, without a loop: this is what every request pays.
 */
#ifndef UNSOWN_SRC_SEAL_H
#define UNSOWN_SRC_SEAL_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "pool.h"

/* The last bytes of a block.  Where a pointer is bad they are read at any address: never by name. */
struct unsown_trailer {
    uint64_t allocated; /* the instruction behind the call */
    uint64_t seal;
};
enum {
    UNSOWN_TRAILER = sizeof(struct unsown_trailer),
    UNSOWN_SEAL_WINDOW = 16, /* what is filled at either end of a freed block; the most that a guard has */
    UNSOWN_SEAL_LEAST = UNSOWN_SEAL_WINDOW + UNSOWN_TRAILER /* the size of a block that can be sealed */
};

/* Odd, to spread a difference in any byte over the word, and its inverse. */
#define UNSOWN_SPREAD UINT64_C(0x9e3779b97f4a7c15)
#define UNSOWN_GATHER UINT64_C(0xf1de83e19937733d)
static_assert((uint64_t)(UNSOWN_SPREAD * UNSOWN_GATHER) == 1, "each undoes the other");

extern uint64_t unsown_seal_secret; /* deck.c makes it, before the first block is sealed */

static inline uint64_t unsown_seal_key(const void *block, uint64_t allocated)
{
    return unsown_seal_secret ^ (uint64_t)(uintptr_t)block * UNSOWN_SPREAD ^ allocated;
}

static inline struct unsown_trailer unsown_trailer(const void *block, size_t whole)
{
    struct unsown_trailer trailer;
    memcpy(&trailer, (const char *)block + whole - UNSOWN_TRAILER, sizeof trailer);
    return trailer;
}

/* The block lives, and has that size. */
static inline void unsown_seal_close(void *block, size_t whole, size_t size, uint64_t allocated)
{
    struct unsown_trailer trailer = {allocated,
                                     size * UNSOWN_SPREAD ^ unsown_seal_key(block, allocated)};
    memcpy((char *)block + whole - UNSOWN_TRAILER, &trailer, sizeof trailer);
}

/* The size of the live block; if that is more than UNSOWN_SMALL_MAX, the trailer was written to, or no live block
 * begins there. */
static inline size_t unsown_seal_open(const void *block, struct unsown_trailer trailer)
{
    return (trailer.seal ^ unsown_seal_key(block, trailer.allocated)) * UNSOWN_GATHER;
}

/* The seal of a freed block is that of the live one, all bits turned. */
static inline struct unsown_trailer unsown_seal_turned(struct unsown_trailer trailer)
{
    trailer.seal = ~trailer.seal;
    return trailer;
}

static inline void unsown_seal_turn(void *block, size_t whole)
{
    struct unsown_trailer trailer = unsown_seal_turned(unsown_trailer(block, whole));
    memcpy((char *)block + whole - sizeof trailer.seal, &trailer.seal, sizeof trailer.seal);
}

/* --- guards and fillings ----------------------------------------------------------------------- */

#define UNSOWN_SEAL_WORD(byte) ((byte) * UINT64_C(0x0101010101010101))

static inline void *unsown_seal_window(const void *block, size_t whole)
{
    return (char *)block + whole - UNSOWN_TRAILER - UNSOWN_SEAL_WINDOW;
}

/* Which bits of the window are guard, for a block with so many guard bytes. */
static inline void unsown_seal_mask(size_t guards, uint64_t mask[2])
{
    static const unsigned char bytes[2 * UNSOWN_SEAL_WINDOW] = {
        [UNSOWN_SEAL_WINDOW] = 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff};
    memcpy(mask, bytes + guards, UNSOWN_SEAL_WINDOW);
}

/* Whether the guard of a block of that size is as it was made. */
static inline bool unsown_guard_is_whole(const void *block, size_t whole, size_t size)
{
    uint64_t words[2], mask[2];
    memcpy(words, unsown_seal_window(block, whole), sizeof words);
    unsown_seal_mask(whole - UNSOWN_TRAILER - size, mask);
    return !(((words[0] ^ UNSOWN_SEAL_WORD(UNSOWN_BYTE_GUARD)) & mask[0]) |
             ((words[1] ^ UNSOWN_SEAL_WORD(UNSOWN_BYTE_GUARD)) & mask[1]));
}

/* Makes it; the program's bytes stay. */
static inline void unsown_guard_make(void *block, size_t whole, size_t size)
{
    uint64_t words[2], mask[2];
    memcpy(words, unsown_seal_window(block, whole), sizeof words);
    unsown_seal_mask(whole - UNSOWN_TRAILER - size, mask);
    for (int i = 0; i < 2; i++)
        words[i] = (words[i] & ~mask[i]) | (UNSOWN_SEAL_WORD(UNSOWN_BYTE_GUARD) & mask[i]);
    memcpy(unsown_seal_window(block, whole), words, sizeof words);
}

static inline void unsown_filling_make(void *block, size_t whole)
{
    memset(block, UNSOWN_BYTE_FREED, UNSOWN_SEAL_WINDOW);
    memset(unsown_seal_window(block, whole), UNSOWN_BYTE_FREED, UNSOWN_SEAL_WINDOW);
}

static inline bool unsown_filling_is_at(const void *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word == UNSOWN_SEAL_WORD(UNSOWN_BYTE_FREED);
}

static inline bool unsown_filling_is_whole(const void *block, size_t whole)
{
    const char *first = block, *last = unsown_seal_window(block, whole);
    return unsown_filling_is_at(first) && unsown_filling_is_at(first + 8) &&
           unsown_filling_is_at(last) && unsown_filling_is_at(last + 8);
}

#endif
