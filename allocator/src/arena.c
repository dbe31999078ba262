/* The table of arenas, their free pages, and what goes back to the system (arena.h). */
#include "arena.h"

#include <errno.h>
#include <string.h>

#include "hooks.h"
#include "lock.h"
#include "metadata.h"
#include "system.h"

struct unsown_arenas unsown_arenas = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* Free pages of a heap that are kept as they are: as many as the allowance, which is between these, and
 * in arenas that are not empty also as many as are in use. */
enum { ALLOWANCE_LEAST = 64, ALLOWANCE_MOST = 32768 };
/* Stale pages in a run of free ones that are worth a request of their own, and how many more must be
 * free before the next search for such. */
enum { RUN_LEAST = 16, SEARCH_AFTER = 32 };
/* Pages that get their memory at once, when one is needed. */
enum { POPULATE_MOST = UNSOWN_GROUP_PAGES / 2, POPULATE_SHARE = 256 };
/* Arenas that the system is asked for at once. */
enum { REGION_MOST = 64 };

/* --- a heap's arenas by their number of free pages ------------------------------------------- */

static void take_off(struct unsown_shelf *shelf, struct unsown_arena *arena)
{
    uint32_t n = arena->n_free;
    if (arena->next)
        arena->next->previous = arena->previous;
    if (arena->previous)
        arena->previous->next = arena->next;
    else
        shelf->by_free[n] = arena->next;
    if (!shelf->by_free[n])
        shelf->some_free[n / 64] &= ~((uint64_t)1 << n % 64);
}

static void put_on(struct unsown_shelf *shelf, struct unsown_arena *arena)
{
    uint32_t n = arena->n_free;
    arena->previous = NULL;
    arena->next = shelf->by_free[n];
    if (arena->next)
        arena->next->previous = arena;
    shelf->by_free[n] = arena;
    shelf->some_free[n / 64] |= (uint64_t)1 << n % 64;
}

/* The arena with the fewest free pages, but at least one; NULL if there is none. */
static struct unsown_arena *fullest(const struct unsown_shelf *shelf)
{
    uint64_t word = shelf->some_free[0] & ~(uint64_t)1;
    for (unsigned i = 0;;) {
        if (word)
            return shelf->by_free[i * 64 + (unsigned)__builtin_ctzll(word)];
        if (++i > UNSOWN_ARENA_PAGES / 64)
            return NULL;
        word = shelf->some_free[i];
    }
}

/* --- address space --------------------------------------------------------------------------- */

/* What is left of the addresses that the system gave last. */
static char *region, *region_end;

/* size bytes at a multiple of the size of an arena. */
static char *map_aligned(size_t size)
{
    char *memory = unsown_system_map(size);
    if (!memory || (uintptr_t)memory % UNSOWN_ARENA_SIZE == 0)
        return memory;
    unsown_system_unmap(memory, size);
    memory = unsown_system_map(size + UNSOWN_ARENA_SIZE);
    if (!memory)
        return NULL;
    size_t before = -(uintptr_t)memory % UNSOWN_ARENA_SIZE;
    if (before)
        unsown_system_unmap(memory, before);
    unsown_system_unmap(memory + before + size, UNSOWN_ARENA_SIZE - before);
    return memory + before;
}

/* Asks for a quarter of what there is, so that the number of requests grows slowly. */
static bool more_addresses(uint32_t count)
{
    uint32_t arenas = count / 4 + 1;
    if (arenas > REGION_MOST)
        arenas = REGION_MOST;
    for (; arenas; arenas /= 2) {
        region = map_aligned(arenas * UNSOWN_ARENA_SIZE);
        if (region) {
            region_end = region + arenas * UNSOWN_ARENA_SIZE;
            return true;
        }
    }
    region_end = NULL;
    return false;
}

/* Widens the range of the ownership check.  Who reads the new `lowest` finds the new `span`; who
 * reads the old one with the new span covers more than there is, which costs a probe at most. */
static void widen_range(uintptr_t base)
{
    unsown_hook_atomic(&unsown_arenas, offsetof(struct unsown_arenas, lock));
    uintptr_t lowest = atomic_load_explicit(&unsown_arenas.lowest, memory_order_relaxed);
    uintptr_t end = lowest + atomic_load_explicit(&unsown_arenas.span, memory_order_relaxed);
    if (!lowest || base < lowest)
        lowest = base;
    if (base + UNSOWN_ARENA_SIZE > end)
        end = base + UNSOWN_ARENA_SIZE;
    atomic_store_explicit(&unsown_arenas.span, end - lowest, memory_order_release);
    atomic_store_explicit(&unsown_arenas.lowest, lowest, memory_order_release);
}

/* The lock of the arenas is held, in the functions from here on to the next heading. */
static struct unsown_arena *new_arena(void)
{
    uint32_t number = unsown_arena_count();
    if (number == UNSOWN_ARENAS_MOST) {
        errno = ENOMEM;
        return NULL;
    }
    struct unsown_arena *arena = unsown_metadata_take(sizeof *arena);
    if (!arena)
        return NULL;
    if (region == region_end && !more_addresses(number)) {
        unsown_metadata_give(arena, sizeof *arena);
        return NULL;
    }

    /* Nothing can fail from here on. */
    arena->base = region;
    region += UNSOWN_ARENA_SIZE;
    arena->number = number;
    unsown_arenas.records[number] = arena;
    unsown_hook_root(arena->base, UNSOWN_ARENA_SIZE);
    unsown_hook_hide(arena->base, UNSOWN_ARENA_SIZE);
    atomic_store_explicit(&unsown_arenas.bases[number], (uintptr_t)arena->base,
                          memory_order_relaxed);
    widen_range((uintptr_t)arena->base);
    /* Who reads the new count finds the entries that belong to it. */
    atomic_store_explicit(&unsown_arenas.count, number + 1, memory_order_release);
    return arena;
}

static struct unsown_arena *vacant_or_new(void)
{
    struct unsown_arena *arena = unsown_arenas.vacant;
    if (arena)
        unsown_arenas.vacant = arena->next;
    else if (!(arena = new_arena()))
        return NULL;
    unsown_arenas.taken++;
    if (++unsown_arenas.held > unsown_arenas.held_most)
        unsown_arenas.held_most = unsown_arenas.held;
    return arena;
}

/* --- giving memory back ---------------------------------------------------------------------- */

static bool has(const uint64_t *bits, unsigned page)
{
    return bits[page / 64] >> page % 64 & 1;
}

/* Gives back the memory of the stale pages, of those runs of free pages in which `least` or more of them
 * are: each run is one request, and what was given back before does not divide it. */
static void purge(struct unsown_shelf *shelf, struct unsown_arena *arena, unsigned least)
{
    for (unsigned page = 0; page < UNSOWN_ARENA_PAGES; page++) {
        unsigned first = page, n = 0;
        for (; page < UNSOWN_ARENA_PAGES && has(arena->free_pages, page); page++)
            n += has(arena->stale, page);
        if (n < least)
            continue;
        char *run = arena->base + first * UNSOWN_PAGE_SIZE;
        unsown_hook_show(run, (page - first) * UNSOWN_PAGE_SIZE);
        unsown_system_discard(run, (page - first) * UNSOWN_PAGE_SIZE);
        unsown_hook_hide(run, (page - first) * UNSOWN_PAGE_SIZE);
        shelf->pages_stale -= n;
        for (unsigned i = first; i < page; i++)
            arena->stale[i / 64] &= ~((uint64_t)1 << i % 64);
    }
}

/* The arena is empty: gives back its memory, and leaves it to any heap. */
static void release(struct unsown_shelf *shelf, struct unsown_arena *arena)
{
    purge(shelf, arena, 1);
    take_off(shelf, arena);
    bool locked = unsown_lock(&unsown_arenas.lock);
    arena->heap = NULL;
    arena->next = unsown_arenas.vacant;
    unsown_arenas.vacant = arena;
    unsown_arenas.held--;
    unsown_arenas.released++;
    unsown_unlock(&unsown_arenas.lock, locked);
}

static void all_pages_free(struct unsown_arena *arena)
{
    memset(arena->free_pages, 0xff, sizeof arena->free_pages);
    arena->n_free = UNSOWN_ARENA_PAGES;
    if (arena->number == UNSOWN_ARENAS_MOST - 1) { /* its last page's id means none */
        arena->free_pages[UNSOWN_ARENA_PAGES / 64 - 1] &= ~((uint64_t)1 << 63);
        arena->n_free--;
    }
}

/* Releases empty arenas until there are at most `most` stale pages. */
static void release_down_to(struct unsown_shelf *shelf, size_t most)
{
    while (shelf->pages_stale > most && shelf->by_free[UNSOWN_ARENA_PAGES])
        release(shelf, shelf->by_free[UNSOWN_ARENA_PAGES]);
}

/* The same for the pages of arenas that are in use, the emptiest first. */
static void purge_down_to(struct unsown_shelf *shelf, size_t most, unsigned least)
{
    for (unsigned n = UNSOWN_ARENA_PAGES - 1; n && shelf->pages_stale > most; n--)
        for (struct unsown_arena *arena = shelf->by_free[n]; arena; arena = arena->next)
            purge(shelf, arena, least);
}

/* A page is wanted that has no memory.  As long as others were given back and not wanted since, it
 * would have been better kept: the allowance grows by it. */
static void note_growth(struct unsown_shelf *shelf)
{
    if (!shelf->pages_owed)
        return;
    shelf->pages_owed--;
    if (shelf->allowance < ALLOWANCE_MOST)
        shelf->allowance++;
}

static void purge_if_too_many(struct unsown_shelf *shelf)
{
    if (shelf->allowance < ALLOWANCE_LEAST)
        shelf->allowance = ALLOWANCE_LEAST;
    size_t before = shelf->pages_stale;
    if (before <= shelf->allowance) {
        shelf->search_at = 0;
        return;
    }
    release_down_to(shelf, shelf->allowance / 2);
    if (shelf->search_at > shelf->pages_stale + SEARCH_AFTER)
        shelf->search_at = shelf->pages_stale + SEARCH_AFTER;
    if (shelf->pages_stale > shelf->allowance + shelf->pages_used &&
        shelf->pages_stale >= shelf->search_at) {
        purge_down_to(shelf, shelf->allowance / 2, RUN_LEAST);
        /* Where that was not enough, the runs are short: arenas with a pool here and there. */
        purge_down_to(shelf, shelf->allowance / 2 + shelf->pages_used, 1);
        shelf->search_at = shelf->pages_stale + SEARCH_AFTER;
    }
    shelf->pages_owed += before - shelf->pages_stale;
    if (shelf->pages_owed > 4 * shelf->allowance + ALLOWANCE_MOST) {
        shelf->pages_owed = 0; /* so much was not missed */
        shelf->allowance -= shelf->allowance / 4;
    }
}

void unsown_arena_trim(struct unsown_shelf *shelf)
{
    while (shelf->by_free[UNSOWN_ARENA_PAGES])
        release(shelf, shelf->by_free[UNSOWN_ARENA_PAGES]);
    purge_down_to(shelf, 0, 1);
    shelf->allowance = shelf->pages_owed = 0; /* and what was learnt is forgotten */
}

void unsown_arena_drop_all(struct unsown_shelf *shelf)
{
    for (unsigned n = 0; n <= UNSOWN_ARENA_PAGES; n++)
        for (struct unsown_arena *arena; (arena = shelf->by_free[n]);) {
            take_off(shelf, arena);
            for (unsigned w = 0; w < UNSOWN_ARENA_PAGES / 64; w++) {
                uint64_t used = ~arena->free_pages[w];
                arena->stale[w] |= used;
                shelf->pages_stale += (unsigned)__builtin_popcountll(used);
                shelf->pages_used -= (unsigned)__builtin_popcountll(used);
            }
            memset(arena->pages, 0, sizeof arena->pages);
            all_pages_free(arena);
            put_on(shelf, arena);
            release(shelf, arena);
        }
}

/* --- pages ----------------------------------------------------------------------------------- */

/* Where groups of pages begin in an arena.  Not each arena's first page first: the headers of pages that
 * have one number in their arenas share a set of the first-level cache. */
static unsigned first_page(const struct unsown_arena *arena)
{
    return arena->number % UNSOWN_ROWS;
}

/* A free page of the arena, which has one: the first of a group that is free as a whole, or any; if there
 * is such a one, one whose memory is there. */
static unsigned choose_page(const struct unsown_arena *arena)
{
    unsigned first = first_page(arena);
    static_assert(UNSOWN_GROUP_PAGES == 8, "as the shifts and every eighth bit");
    for (bool groups = true;; groups = false)
        for (int with_memory = 1; with_memory >= 0; with_memory--)
            for (unsigned w = 0; w < UNSOWN_ARENA_PAGES / 64; w++) {
                uint64_t free = arena->free_pages[w], pages = with_memory ? arena->stale[w] : free;
                free &= free >> 1;
                free &= free >> 2;
                if (groups)
                    pages &= free & free >> 4 & UINT64_C(0x0101010101010101) << first % 8;
                uint64_t behind = pages >> first << first;
                if (pages)
                    return w * 64 + (unsigned)__builtin_ctzll(behind ? behind : pages);
            }
}

/* Gets memory for the free page and some behind it with one request; they are stale then.  How many
 * follows the size of the heap. */
static void populate(struct unsown_shelf *shelf, struct unsown_arena *arena, unsigned first)
{
    size_t most = shelf->pages_used / POPULATE_SHARE;
    unsigned n = 0;
    for (unsigned i = first; i < UNSOWN_ARENA_PAGES && n < POPULATE_MOST && n < most; i++, n++)
        if (!has(arena->free_pages, i))
            break;
    if (n < 2 || !unsown_system_populate(arena->base + first * UNSOWN_PAGE_SIZE,
                                         n * UNSOWN_PAGE_SIZE))
        return;
    for (unsigned i = first; i < first + n; i++) {
        arena->stale[i / 64] |= (uint64_t)1 << i % 64;
        note_growth(shelf);
    }
    shelf->pages_stale += n;
}

/* The page behind the last one, if it belongs to the same group and is free. */
static struct unsown_arena *next_page(const struct unsown_heap *heap, uint32_t after, unsigned *page)
{
    struct unsown_arena *arena = unsown_arena(after / UNSOWN_ARENA_PAGES);
    *page = after % UNSOWN_ARENA_PAGES + 1;
    return arena && arena->heap == heap && (*page - first_page(arena)) % UNSOWN_GROUP_PAGES &&
                   *page < UNSOWN_ARENA_PAGES && has(arena->free_pages, *page)
               ? arena
               : NULL;
}

struct unsown_arena *unsown_arena_take_page(struct unsown_heap *heap, struct unsown_shelf *shelf,
                                            uint32_t after, unsigned *index)
{
    unsigned page;
    struct unsown_arena *arena = next_page(heap, after, &page);
    if (!arena) {
        arena = fullest(shelf);
        if (!arena) {
            bool locked = unsown_lock(&unsown_arenas.lock);
            arena = vacant_or_new();
            if (arena)
                arena->heap = heap;
            unsown_unlock(&unsown_arenas.lock, locked);
            if (!arena)
                return NULL;
            all_pages_free(arena);
            put_on(shelf, arena);
        }
        page = choose_page(arena);
    }
    take_off(shelf, arena);
    if (!has(arena->stale, page))
        populate(shelf, arena, page);
    if (has(arena->stale, page))
        shelf->pages_stale--;
    else
        note_growth(shelf);
    shelf->pages_used++;
    arena->stale[page / 64] &= ~((uint64_t)1 << page % 64);
    arena->free_pages[page / 64] &= ~((uint64_t)1 << page % 64);
    arena->n_free--;
    put_on(shelf, arena);
    *index = page;
    return arena;
}

void unsown_arena_give_page(struct unsown_shelf *shelf, struct unsown_arena *arena, unsigned index)
{
    take_off(shelf, arena);
    arena->free_pages[index / 64] |= (uint64_t)1 << index % 64;
    arena->stale[index / 64] |= (uint64_t)1 << index % 64;
    arena->n_free++;
    shelf->pages_used--;
    shelf->pages_stale++;
    put_on(shelf, arena);
    purge_if_too_many(shelf);
}
