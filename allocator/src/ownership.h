/* Is this address ours?  In constant time, by reading what may be trash.
 *
 * A pool is one page, and its header stands at a place that follows from the page's address.  So
 * take any address, go to that place in its page, and read the arena number that would stand there
 * if the page were a pool.  Three cases:
 *
 *     a pool of ours      the number was written when the page became a pool: it names the arena
 *                         that contains the page.  Answer: true.
 *     someone else's      the word is trash: user data, or memory that nobody ever wrote.  If it is
 *                         no arena's number, the answer is false.  If it happens to be one, that
 *                         arena does not contain the address, because no arena does.  False again.
 *     a page of an arena  that has not been a pool since: the word is 0 (fresh from the system),
 *                         no arena's number.  False.
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
#include "pool.h"

/* address is not NULL. */
static inline bool unsown_check_ownership(const void *address)
{
    const struct unsown_pool *pool = unsown_pool_at(address);
    unsown_hook_quiet();
    uint32_t number = UNSOWN_READ(pool->arena, independent,
                                  "a page that is no pool of ours lies in no arena: whatever number "
                                  "stands there, that arena does not contain the address");
    unsown_hook_speak();
    unsown_hook_trust(&number, sizeof number);
    UNSOWN_GIVEN_EACH(i, unsown_arena_count(), !unsown_arena_contains((uint32_t)i, (uintptr_t)address));
    uint32_t index = number - 1; /* 0, no arena's number, becomes the largest index */
    if (index >= unsown_arena_count())
        return false;
    /* Not by unsown_arena_contains(): all that the number decides stays in the function that has
     * the annotation, where the suppressions made from it apply even if nothing is inlined. */
    uintptr_t base = atomic_load_explicit(&unsown_arenas.bases[index], memory_order_relaxed);
    return unsown_arena_at_contains(base, (uintptr_t)address);
}

/* The same as a function of its own: in a memory-debugger build everything calls this one, so that
 * a suppression can name it. */
UNSOWN_ADDRESS_ONLY bool unsown_is_ours_out_of_line(const void *address);

static inline bool unsown_is_ours(const void *address)
{
#if UNSOWN_MEMORY_DEBUGGER
    return unsown_is_ours_out_of_line(address);
#else
    return unsown_check_ownership(address);
#endif
}

#endif
