/* What makes a small block of hardened mode tell what happened to it.
 *
 *     block                                            whole - 16
 *     | the program's bytes                   | guard | origin | seal |
 *
 * The origin is who allocated the block, and how long the guard is, 0 to 16 bytes.  The seal is what makes
 *
 *     origin ^ seal == address of the block ^ secret of the process       while the block lives
 *
 * and has all bits turned when it is free.  So a byte of the two that was written to is always seen; who
 * writes more would have to know the secret; and at any other address than that of the block two words of
 * memory are as likely to fit as two to be drawn at random, which tells pointers into the middle.
 *
 * Freed blocks have UNSOWN_BYTE_FREED in their first and last 16 bytes before the origin: who writes to the
 * first is found when the block is used again, who writes to the last by unsown_check().
 *
 * All of it is of constant size, without a loop: this is what every request pays.
 */
#ifndef UNSOWN_SRC_SEAL_H
#define UNSOWN_SRC_SEAL_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "config.h"
#include "pool.h"

/* The last bytes of a block.  Where a pointer is bad they are read at any address: never by name. */
struct unsown_trailer {
    uint64_t origin; /* the instruction behind the call, times 256; and the length of the guard */
    uint64_t seal;
};
enum {
    UNSOWN_TRAILER = sizeof(struct unsown_trailer),
    UNSOWN_SEAL_WINDOW = 16, /* what is filled at either end of a freed block; the most that a guard has */
    UNSOWN_SEAL_LEAST = UNSOWN_SEAL_WINDOW + UNSOWN_TRAILER /* the size of a block that can be sealed */
};

UNSOWN_HIDDEN extern uint64_t unsown_seal_secret; /* deck.c makes it, before the first block is sealed */

static inline struct unsown_trailer unsown_trailer(const void *block, size_t whole)
{
    struct unsown_trailer trailer;
    memcpy(&trailer, (const char *)block + whole - UNSOWN_TRAILER, sizeof trailer);
    return trailer;
}

/* The block lives, and has that size.  The secret is read anew: a compiler that knows what the last seal was found
 * to fit would take it from there, and wait for that. */
static inline void unsown_seal_close(void *block, size_t whole, size_t size, const void *caller)
{
    uint64_t secret = __atomic_load_n(&unsown_seal_secret, __ATOMIC_RELAXED);
    uint64_t origin = (uint64_t)(uintptr_t)caller << 8 | (whole - UNSOWN_TRAILER - size);
    struct unsown_trailer trailer = {origin, origin ^ (uintptr_t)block ^ secret};
    memcpy((char *)block + whole - UNSOWN_TRAILER, &trailer, sizeof trailer);
}

/* Whether a live block begins there whose trailer that is. */
static inline bool unsown_seal_is_whole(const void *block, struct unsown_trailer trailer)
{
    return (trailer.origin ^ trailer.seal ^ (uintptr_t)block) == unsown_seal_secret;
}

/* Of a trailer that is whole. */
static inline size_t unsown_seal_size(size_t whole, struct unsown_trailer trailer)
{
    return whole - UNSOWN_TRAILER - (uint8_t)trailer.origin;
}

static inline const void *unsown_seal_caller(struct unsown_trailer trailer)
{
    return (const void *)(uintptr_t)(trailer.origin >> 8);
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

/* Which bits of the window are guard, if the guard has so many bytes. */
static inline void unsown_seal_mask(size_t guards, uint64_t mask[2])
{
    static const unsigned char bytes[2 * UNSOWN_SEAL_WINDOW] = {
        [UNSOWN_SEAL_WINDOW] = 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff};
    memcpy(mask, bytes + guards, UNSOWN_SEAL_WINDOW);
}

/* Whether the guard of a block with that trailer, which is whole, is as it was made. */
static inline bool unsown_guard_is_whole(const void *block, size_t whole, struct unsown_trailer trailer)
{
    uint64_t words[2], mask[2];
    memcpy(words, unsown_seal_window(block, whole), sizeof words);
    unsown_seal_mask((uint8_t)trailer.origin, mask);
    return !(((words[0] ^ UNSOWN_SEAL_WORD(UNSOWN_BYTE_GUARD)) & mask[0]) |
             ((words[1] ^ UNSOWN_SEAL_WORD(UNSOWN_BYTE_GUARD)) & mask[1]));
}

static inline void unsown_filling_make(void *block, size_t whole)
{
    memset(block, UNSOWN_BYTE_FREED, UNSOWN_SEAL_WINDOW);
    memset(unsown_seal_window(block, whole), UNSOWN_BYTE_FREED, UNSOWN_SEAL_WINDOW);
}

/* Whether the first bytes are as they were made. */
static inline bool unsown_filling_begins(const void *block)
{
    uint64_t words[2];
    memcpy(words, block, sizeof words);
    return words[0] == UNSOWN_SEAL_WORD(UNSOWN_BYTE_FREED) && words[1] == words[0];
}

#endif
