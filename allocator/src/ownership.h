/* Is this address ours?  In constant time, by reading what may be trash.
 *
 * Addresses outside the range of all arenas are told by comparing: no memory of theirs is touched.
 * In between there may be memory of others.  A pool is one page, and its header stands at a place
 * that follows from the page's address.  So go to that place and read the arena's number that would
 * stand there if the page were a pool.  Three cases:
 *
 *     a pool of ours      the number was written when the page became a pool: it names the arena
 *                         that contains the page.  Answer: what the header says.
 *     someone else's      the number is trash: user data, or memory that nobody ever wrote.  It
 *                         names an arena or none, but no arena contains the address.  Answer: none.
 *     a page of an arena  that has not been a pool since the system gave its memory: everything
 *                         there is 0, also the code of its rows.  Answer: none.
 *
 * Whatever the trash is, the answer is the same: that is the claim `independent`, and what it
 * assumes is the line with UNSOWN_GIVEN_EACH.  docs/allocator.md has the argument in full, races
 * with arenas that come and go included.
 *
 * The read touches the page of the address, so that page must be readable; for anything that
 * points to an object it is.  With UNSOWN_INTENT_OFF defined UNSOWN_READ is a plain read: that
 * build shows what every tool thinks of the check without the annotation.
 */
#ifndef UNSOWN_SRC_OWNERSHIP_H
#define UNSOWN_SRC_OWNERSHIP_H

#include "arena.h"
#include "hooks.h"

/* No arena begins below lowest or ends at lowest + span or above. */
struct unsown_range {
    uintptr_t lowest, span;
};

static inline struct unsown_range unsown_arenas_range(void)
{
    /* In this order: who sees a new lowest sees a span that belongs to it, or a later one. */
    uintptr_t lowest = atomic_load_explicit(&unsown_arenas.lowest, memory_order_acquire);
    uintptr_t span = atomic_load_explicit(&unsown_arenas.span, memory_order_relaxed);
    return (struct unsown_range){lowest, span};
}

/* The code of the blocks that begin in the address's row, if the address lies in the range, and in a pool
 * of ours; else UNSOWN_CODE_NONE.  A size_t, because it becomes an index without another instruction. */
static inline size_t unsown_check_ownership(const void *address, struct unsown_range range)
{
    uintptr_t at = (uintptr_t)address, offset = at - range.lowest;
    if (!UNSOWN_LIKELY(offset < range.span))
        return UNSOWN_CODE_NONE;

    /* unsown_row_of(), in one instruction less: the low bits of `offset` are those of the address, because
     * arenas begin at multiples of their size. */
    const struct unsown_row *page = (const struct unsown_row *)unsown_page_of(address);
    size_t row = offset / UNSOWN_ROW_SIZE & 0xff;
    uint16_t number = UNSOWN_READ(page[row].arena, independent,
                                  "a page that is no pool of ours lies in no arena: whatever number "
                                  "stands there, that arena does not contain the address");
    UNSOWN_GIVEN_EACH(i, UNSOWN_ARENAS_MOST,
                      (unsown_arena_base((uint32_t)i) ^ at) >= UNSOWN_ARENA_SIZE);
    if (!UNSOWN_LIKELY((unsown_arena_base(number) ^ at) < UNSOWN_ARENA_SIZE))
        return UNSOWN_CODE_NONE;
    /* The page is ours: this byte was written by us, or is 0; though tools think that nobody may look at
     * a page that is no pool. */
    unsown_hook_quiet();
    uint8_t code = __atomic_load_n(&page[UNSOWN_AS_NEW(row)].code, __ATOMIC_RELAXED);
    unsown_hook_speak();
    unsown_hook_trust(&code, sizeof code);
    return code;
}

/* The same as a function of its own: in a memory-debugger build everything calls this one, so that
 * a suppression can name it. */
UNSOWN_ADDRESS_ONLY size_t unsown_code_out_of_line(const void *address);

static inline size_t unsown_code_of(const void *address)
{
#if UNSOWN_MEMORY_DEBUGGER
    return unsown_code_out_of_line(address);
#else
    return unsown_check_ownership(address, unsown_arenas_range());
#endif
}

static inline bool unsown_is_ours(const void *address)
{
    return unsown_code_of(address) != UNSOWN_CODE_NONE;
}

#endif
