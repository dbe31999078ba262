/* The table of arenas and their free pages (arena.h). */
#include "arena.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

#include "hooks.h"
#include "system.h"

/* Slots become usable in steps, so that both parts of a step are whole pages. */
enum { STEP = 4096, SLOTS_MOST = sizeof(void *) > 4 ? 1 << 20 : 1 << 12 };
static_assert(STEP * sizeof(struct unsown_arena) % 4096 == 0, "a step is whole pages");
static_assert(STEP * sizeof(atomic_uintptr_t) % 4096 == 0, "a step is whole pages");

struct unsown_arenas unsown_arenas;

static struct unsown_arena *record(uint32_t number)
{
    return &unsown_arenas.records[number - 1];
}

/* --- arenas by their number of free pages ---------------------------------------------------- */

static void unlink_arena(uint32_t number)
{
    struct unsown_arena *arena = record(number);
    uint32_t n = arena->n_free;
    if (arena->next)
        record(arena->next)->previous = arena->previous;
    if (arena->previous)
        record(arena->previous)->next = arena->next;
    else
        unsown_arenas.by_free[n] = arena->next;
    if (!unsown_arenas.by_free[n])
        unsown_arenas.some_free[n / 64] &= ~((uint64_t)1 << n % 64);
}

static void link_arena(uint32_t number)
{
    struct unsown_arena *arena = record(number);
    uint32_t n = arena->n_free;
    arena->previous = 0;
    arena->next = unsown_arenas.by_free[n];
    if (arena->next)
        record(arena->next)->previous = number;
    unsown_arenas.by_free[n] = number;
    unsown_arenas.some_free[n / 64] |= (uint64_t)1 << n % 64;
}

/* The arena with the fewest free pages, but at least one; 0 if there is none. */
static uint32_t fullest(void)
{
    uint64_t word = unsown_arenas.some_free[0] & ~(uint64_t)1;
    for (unsigned i = 0;;) {
        if (word)
            return unsown_arenas.by_free[i * 64 + (unsigned)__builtin_ctzll(word)];
        if (++i > UNSOWN_ARENA_PAGES / 64)
            return 0;
        word = unsown_arenas.some_free[i];
    }
}

/* --- the table ------------------------------------------------------------------------------- */

/* Address space for as many slots as can be had; a limit on it may be in force. */
static bool reserve_table(void)
{
    for (uint32_t slots = SLOTS_MOST; slots >= STEP; slots /= 2) {
        size_t bases = slots * sizeof(*unsown_arenas.bases);
        char *table = unsown_system_reserve(bases + slots * sizeof(struct unsown_arena));
        if (table) {
            unsown_arenas.bases = (atomic_uintptr_t *)table;
            unsown_arenas.records = (struct unsown_arena *)(table + bases);
            unsown_arenas.capacity = slots;
            return true;
        }
    }
    return false;
}

/* The number of a slot without an arena, not yet taken; 0 with errno ENOMEM when there is none. */
static uint32_t vacant_slot(void)
{
    if (unsown_arenas.vacant)
        return unsown_arenas.vacant;
    if (!unsown_arenas.capacity && !reserve_table())
        return 0;
    uint32_t count = unsown_arena_count();
    if (count == unsown_arenas.committed) {
        if (count == unsown_arenas.capacity) {
            errno = ENOMEM;
            return 0;
        }
        if (!unsown_system_commit((void *)(unsown_arenas.bases + count),
                                  STEP * sizeof(*unsown_arenas.bases)) ||
            !unsown_system_commit(unsown_arenas.records + count,
                                  STEP * sizeof(struct unsown_arena)))
            return 0;
        unsown_arenas.committed += STEP;
    }
    return count + 1;
}

static uint32_t new_arena(void)
{
    uint32_t number = vacant_slot();
    if (!number)
        return 0;
    void *base = unsown_system_map(UNSOWN_ARENA_SIZE);
    if (!base)
        return 0;

    /* Nothing can fail from here on. */
    struct unsown_arena *arena = record(number);
    bool reused = number == unsown_arenas.vacant;
    if (reused)
        unsown_arenas.vacant = arena->next;
    memset(arena->free_pages, 0xff, sizeof arena->free_pages);
    arena->n_free = UNSOWN_ARENA_PAGES;
    link_arena(number);
    unsown_hook_root(base, UNSOWN_ARENA_SIZE);
    unsown_hook_hide(base, UNSOWN_ARENA_SIZE);
    atomic_store_explicit(&unsown_arenas.bases[number - 1], (uintptr_t)base, memory_order_relaxed);
    /* Who reads the new count finds the base that belongs to it. */
    if (!reused)
        atomic_store_explicit(&unsown_arenas.count, number, memory_order_release);
    unsown_arenas.mapped++;
    if (++unsown_arenas.held > unsown_arenas.held_most)
        unsown_arenas.held_most = unsown_arenas.held;
    return number;
}

static void drop_arena(uint32_t number)
{
    struct unsown_arena *arena = record(number);
    atomic_uintptr_t *slot = &unsown_arenas.bases[number - 1];
    uintptr_t base = atomic_load_explicit(slot, memory_order_relaxed);
    /* The slot is vacated first: once the memory is gone, its addresses may be anyone's. */
    atomic_store_explicit(slot, 0, memory_order_release);
    unsown_hook_unroot((void *)base, UNSOWN_ARENA_SIZE);
    if (!unsown_system_unmap((void *)base, UNSOWN_ARENA_SIZE)) {
        unsown_hook_root((void *)base, UNSOWN_ARENA_SIZE);
        unsown_hook_hide((void *)base, UNSOWN_ARENA_SIZE);
        atomic_store_explicit(slot, base, memory_order_release);
        return;
    }
    unlink_arena(number);
    arena->next = unsown_arenas.vacant;
    unsown_arenas.vacant = number;
    unsown_arenas.unmapped++;
    unsown_arenas.held--;
}

/* --- pages ----------------------------------------------------------------------------------- */

void *unsown_arena_take_page(uint32_t *number)
{
    uint32_t from = fullest();
    if (!from && !(from = new_arena()))
        return NULL;
    struct unsown_arena *arena = record(from);
    unsigned word = 0;
    while (!arena->free_pages[word])
        word++;
    unsigned page = word * 64 + (unsigned)__builtin_ctzll(arena->free_pages[word]);
    arena->free_pages[word] &= arena->free_pages[word] - 1;
    unlink_arena(from);
    arena->n_free--;
    link_arena(from);
    *number = from;
    return (char *)atomic_load_explicit(&unsown_arenas.bases[from - 1], memory_order_relaxed) +
           page * UNSOWN_PAGE_SIZE;
}

void unsown_arena_give_page(uint32_t number, void *page)
{
    struct unsown_arena *arena = record(number);
    uintptr_t base =
        atomic_load_explicit(&unsown_arenas.bases[number - 1], memory_order_relaxed);
    size_t i = ((uintptr_t)page - base) / UNSOWN_PAGE_SIZE;
    arena->free_pages[i / 64] |= (uint64_t)1 << i % 64;
    unlink_arena(number);
    arena->n_free++;
    uint32_t empty = unsown_arenas.by_free[UNSOWN_ARENA_PAGES];
    link_arena(number);
    if (arena->n_free == UNSOWN_ARENA_PAGES && empty)
        drop_arena(number);
}

void unsown_arena_trim(void)
{
    uint32_t number = unsown_arenas.by_free[UNSOWN_ARENA_PAGES];
    /* There may be more than one when the system refused to take one back. */
    while (number) {
        uint32_t next = record(number)->next;
        drop_arena(number);
        number = next;
    }
}
