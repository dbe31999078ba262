/* Arenas: 1 MiB of pages, obtained from the system, owned by one heap at a time.
 *
 * What it is for.  Pools want pages of 4 KiB one at a time; the system is asked for many at once.
 *
 * How it works.  Every arena has a number, which its pools keep in their headers, and two entries
 * under that number in tables that never move:
 *
 *     bases    [ b0 | b1 | b2 | ....... ]   its address: all that the ownership check reads
 *     records  [ r0 | r1 | r2 | ....... ]   which of its pages are free, and a word for each page
 *
 * The address range of an arena is kept for good: its number always means the same addresses, so the
 * check needs no lock.  The memory behind it goes back to the system: page by page while the arena
 * is in use, as a whole when it is empty; then any heap may take the arena over.
 *
 * A page is taken from the heap's arena that has the fewest free pages, so that nearly empty arenas
 * drain, and in each arena from another page on, so that headers do not meet in the caches.  A class gets the
 * pages of a group, 32 KiB, one after the other if they are free: who goes through its blocks in the order in
 * which they were allocated then goes through memory, which caches know in advance.  Pages that
 * were freed are kept as they are as long as they are few.  How few follows demand:
 * a program that wants back what was just given back is allowed more, so that it does not ask the
 * system each time.
 *
 * What it gives up.  At most 65,536 arenas exist at a time, 64 GiB; beyond that small requests go to
 * the system's malloc.  Address space, once obtained, serves small blocks only.
 *
 * Functions that take a shelf want the lock of the heap that it belongs to.
 */
#ifndef UNSOWN_SRC_ARENA_H
#define UNSOWN_SRC_ARENA_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pool.h"

enum { UNSOWN_ARENA_PAGES = 256, UNSOWN_GROUP_PAGES = 8, UNSOWN_ARENAS_MOST = 1 << 16 };
#define UNSOWN_ARENA_SIZE (UNSOWN_ARENA_PAGES * UNSOWN_PAGE_SIZE)

struct unsown_heap;

/* What the owner knows of a page, apart from it.  Pages are linked by their ids: the arena's number
 * times 256 and the page's; the very last page is never used, so that its id can mean none. */
struct unsown_page {
    uint32_t next : 24, used : 8;     /* in the heap's list of its class; blocks handed out */
    uint32_t previous : 24, size_class : 6, listed : 1, open : 1; /* open: it is a pool */
};
#define UNSOWN_NO_PAGE 0xffffffu
static_assert(sizeof(struct unsown_page) == 8, "records are small");

struct unsown_arena {
    char *base;
    struct unsown_heap *_Atomic heap;      /* the owner, or NULL */
    struct unsown_arena *next, *previous;  /* on the shelf, or among those without an owner */
    uint32_t number, n_free;
    uint64_t free_pages[UNSOWN_ARENA_PAGES / 64]; /* a bit for each page that is no pool */
    uint64_t stale[UNSOWN_ARENA_PAGES / 64];      /* ... whose memory was not given back since */
    struct unsown_page pages[UNSOWN_ARENA_PAGES];
};

/* The arenas of a heap by their number of free pages, and a bit for each list that is not empty. */
struct unsown_shelf {
    struct unsown_arena *by_free[UNSOWN_ARENA_PAGES + 1];
    uint64_t some_free[UNSOWN_ARENA_PAGES / 64 + 1];
    atomic_size_t pages_used;          /* read by others without the lock */
    size_t pages_stale;
    size_t allowance;                  /* how many may be stale; follows demand */
    size_t pages_owed;                 /* given back and not wanted since */
    size_t search_at;                  /* stale pages at which runs of them are looked for next */
};

struct unsown_arenas {
    /* Read by every ownership check; written when arenas are made. */
    atomic_uintptr_t bases[UNSOWN_ARENAS_MOST];
    atomic_uintptr_t lowest, span; /* no arena begins below lowest or ends behind lowest + span */
    /* The rest is for the owners. */
    _Alignas(64) pthread_mutex_t lock; /* guards all below, and the growth of the tables */
    struct unsown_arena *records[UNSOWN_ARENAS_MOST];
    atomic_uint_least32_t count;       /* arenas that exist; their numbers are below it */
    struct unsown_arena *vacant;       /* those without an owner */
    size_t held, held_most;            /* those with one, and the most there were */
    uint64_t taken, released;          /* by heaps, since the start */
};
extern struct unsown_arenas unsown_arenas;

/* A page for the caller to use as a pool, with arena->pages[index] for its record, unlisted.  NULL
 * with errno ENOMEM when the system gives none.  What the page holds is zero or left over from its
 * last use.  `after`: the id of the last page that was taken for the same purpose, or of any other. */
struct unsown_arena *unsown_arena_take_page(struct unsown_heap *heap, struct unsown_shelf *shelf,
                                            uint32_t after, unsigned *index);
/* Takes it back.  What is behind it may go back to the system, and the arena with it. */
void unsown_arena_give_page(struct unsown_shelf *shelf, struct unsown_arena *arena, unsigned index);
/* Gives all free pages and empty arenas back. */
void unsown_arena_trim(struct unsown_shelf *shelf);
/* Gives all arenas back, whatever lives there. */
void unsown_arena_drop_all(struct unsown_shelf *shelf);

static inline uint32_t unsown_arena_count(void)
{
    return (uint32_t)atomic_load_explicit(&unsown_arenas.count, memory_order_acquire);
}

/* Its address, a multiple of its size; 0 if there is no arena of that number. */
static inline uintptr_t unsown_arena_base(uint32_t number)
{
    return atomic_load_explicit(&unsown_arenas.bases[number], memory_order_relaxed);
}

/* The record of the arena of that number, which exists. */
static inline struct unsown_arena *unsown_arena(uint32_t number)
{
    return unsown_arenas.records[number];
}

static inline uint32_t unsown_page_id(const struct unsown_arena *arena, unsigned index)
{
    return arena->number * UNSOWN_ARENA_PAGES + index;
}

static inline char *unsown_page_address(uint32_t id)
{
    return unsown_arena(id / UNSOWN_ARENA_PAGES)->base +
           id % UNSOWN_ARENA_PAGES * UNSOWN_PAGE_SIZE;
}

static inline struct unsown_page *unsown_page_record(uint32_t id)
{
    return &unsown_arena(id / UNSOWN_ARENA_PAGES)->pages[id % UNSOWN_ARENA_PAGES];
}

#endif
