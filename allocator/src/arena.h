/* Arenas: 1 MiB of pages, obtained from the system and given back.
 *
 * What it is for.  Pools want pages of 4 KiB one at a time; the system is asked for 256 at once.
 *
 * How it works.  Every arena has a slot in a table, and the slot's number (counted from 1) is what
 * its pools keep in their headers.  The table is address space reserved once, of which as much is
 * made usable as there are arenas; it never moves, so the ownership check reads it without a lock.
 * It has two parts: the addresses of the arenas, packed, which is all that the check reads, and the
 * records about their free pages.
 *
 *     bases    [ a1 | a2 | 0  | a4 | .......... ]   0: the slot is vacant
 *     records  [ r1 | r2 | r3 | r4 | .......... ]
 *
 * A page is taken from the arena that has the fewest free pages, so that nearly empty arenas drain
 * and can be given back.  One arena that is entirely empty is kept: a program that moves across the
 * boundary does not map and unmap each time.
 *
 * What it gives up.  Slots of the table are reused but never returned; at most 2^20 arenas (1 TiB)
 * exist at a time, fewer where so much address space cannot be reserved.
 *
 * All functions that change arenas want the heap's lock held; the ownership check wants nothing.
 */
#ifndef UNSOWN_SRC_ARENA_H
#define UNSOWN_SRC_ARENA_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UNSOWN_PAGE_SIZE ((size_t)4096)
#define UNSOWN_ARENA_PAGES 256
#define UNSOWN_ARENA_SIZE (UNSOWN_ARENA_PAGES * UNSOWN_PAGE_SIZE)

struct unsown_arena {
    uint64_t free_pages[UNSOWN_ARENA_PAGES / 64]; /* a bit for each page */
    uint32_t n_free;
    uint32_t next, previous; /* numbers of arenas with as many free pages, or 0; of a vacant slot,
                                next is the next vacant one */
};

struct unsown_arenas {
    atomic_uintptr_t *bases;   /* where the arena of number i + 1 begins, 0 when there is none */
    atomic_uint_least32_t count; /* slots that have ever been used */
    struct unsown_arena *records;
    uint32_t capacity;         /* slots reserved; 0: nothing is reserved yet */
    uint32_t committed;        /* slots that may be touched */
    uint32_t vacant;           /* number of the first vacant slot below count, or 0 */
    uint32_t held, held_most;  /* arenas that exist, and the most there were */
    uint64_t mapped, unmapped; /* since the start */
    /* Arenas by their number of free pages, and a bit for each list that is not empty. */
    uint32_t by_free[UNSOWN_ARENA_PAGES + 1];
    uint64_t some_free[UNSOWN_ARENA_PAGES / 64 + 1];
};
extern struct unsown_arenas unsown_arenas;

/* A page for the caller to use as a pool, and its arena's number.  NULL with errno ENOMEM when the
 * system gives none.  What the page holds is zero or left over from its last use. */
void *unsown_arena_take_page(uint32_t *number);
/* Takes it back; the arena goes back to the system if it is empty now and another one is, too. */
void unsown_arena_give_page(uint32_t number, void *page);
/* Gives the empty arena back, if there is one. */
void unsown_arena_trim(void);

/* Whether the arena that begins at base contains address; none does where base is 0. */
static inline bool unsown_arena_at_contains(uintptr_t base, uintptr_t address)
{
    return (base != 0) & (address - base < UNSOWN_ARENA_SIZE);
}

/* Whether arena `index` (its number less 1) exists and contains address.  index is below count. */
static inline bool unsown_arena_contains(uint32_t index, uintptr_t address)
{
    uintptr_t base = atomic_load_explicit(&unsown_arenas.bases[index], memory_order_relaxed);
    return unsown_arena_at_contains(base, address);
}

static inline uint32_t unsown_arena_count(void)
{
    return (uint32_t)atomic_load_explicit(&unsown_arenas.count, memory_order_acquire);
}

#endif
