/* Is this address mine?  An allocator's probe of a page header that may be trash.
 *
 * A page of ours keeps the number of its arena in its header.  Of any other page the number is
 * trash; but then no arena contains the address, so whatever the number is, the answer is no.
 */
#include <stdbool.h>

#include <unsown/intent.h>

#include "trash.h"

#define PAGE 4096u
#define ARENA (16 * PAGE)

struct page {
    uint32_t arena;
};

static uintptr_t bases[8];
static uint32_t count;

static bool in_arena(uintptr_t base, uintptr_t address) { return address - base < ARENA; }

bool owns(const void *p);
bool owns(const void *p)
{
    uintptr_t address = (uintptr_t)p;
    const struct page *page = (const struct page *)(address & ~(uintptr_t)(PAGE - 1));
    UNSOWN_GIVEN(count <= 8);
    UNSOWN_GIVEN_EACH(i, count, !in_arena(bases[i], address));
    uint32_t arena = UNSOWN_READ(page->arena, independent,
                                 "no arena contains the address, whichever one is named");
#ifdef WRONG
    return arena < count;
#else
    return arena < count && in_arena(bases[arena], address);
#endif
}

/* Foreign pages stand between arenas. */
static long outcome(unsigned filling)
{
    static _Alignas(4096) struct {
        unsigned char before[PAGE], arena[ARENA], after[PAGE];
    } memory[8];
    count = pick(9);
    for (unsigned i = 0; i < 8; i++)
        bases[i] = (uintptr_t)memory[(i * 3 + 1) % 8].arena;
    unsigned place = pick(8);
    unsigned char *foreign = pick(2) ? memory[place].before : memory[place].after;
    if (pick(2)) /* an arena may be anywhere */
        bases[pick(8)] = 64 - (uintptr_t)foreign;
    trash_fill(foreign, PAGE, filling);
    return owns(foreign + pick(2) * pick(PAGE));
}
