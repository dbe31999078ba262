/* <unsown/alloc.h>: an allocator for programs with many small objects.
 *
 * What it is for.  Requests of 0 to 512 bytes come from pools of one 4 KiB page, pools from arenas
 * of 1 MiB; their memory goes back when they are empty.  Larger requests go to the system's malloc.
 * A pointer of either kind, and any pointer that the system's malloc returned, may be given to
 * unsown_free() and unsown_realloc(): unsown_owns() tells them apart in constant time.
 *
 * What it promises about contents.  Three words, the same that <unsown/intent.h> uses:
 *     uninitialized  reading a byte before writing it is a fault of the program
 *     zeroed         every byte is 0
 *     preserved      the bytes are those that the old block had, up to the smaller of both sizes
 *
 * How it differs from malloc is in docs/allocator.md, with its layout and its modes.
 *
 * Threads.  Every function may be called by any number of threads at a time, before main() and after
 * it, in destructors of threads, and in the child after fork(); what the parent's other threads had
 * at hand at that moment, freed and not given back yet, is lost to the child.  A block may be freed
 * by any thread, also after the thread that allocated it has ended.  None may be called from a
 * signal handler, not even to free.
 *
 * Errors.  An allocation that fails returns NULL, sets errno as said below, and changes nothing
 * else: what was allocated stays valid, and a later request may succeed.  When an allocation
 * succeeds errno is unspecified; unsown_free() leaves it alone.
 *
 * Sizes are in bytes.  No object may be larger than PTRDIFF_MAX bytes.  Every block is aligned to
 * 16 bytes.
 */
#ifndef UNSOWN_ALLOC_H
#define UNSOWN_ALLOC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <unsown/intent.h>

#if defined(__GNUC__)
#define UNSOWN_API __attribute__((__visibility__("default")))
#define UNSOWN_FRESH __attribute__((__malloc__, __warn_unused_result__))
#define UNSOWN_SIZED(...) __attribute__((__alloc_size__(__VA_ARGS__)))
#else
#define UNSOWN_API
#define UNSOWN_FRESH
#define UNSOWN_SIZED(...)
#endif

/* The address is looked at, the object there is not: gcc need not see it initialized. */
#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ >= 11
#define UNSOWN_ADDRESS_ONLY __attribute__((__access__(__none__, 1)))
#else
#define UNSOWN_ADDRESS_ONLY
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* The largest request that is served from a pool, in bytes, and the alignment of every block. */
#define UNSOWN_SMALL_MAX 512
#define UNSOWN_ALIGNMENT 16

/* A new block of size bytes, uninitialized; the caller owns it until he gives it to unsown_free()
 * or unsown_realloc().  size 0 gives a block of its own, which must be freed and has no byte that
 * may be used.  ENOMEM: no memory, or size above PTRDIFF_MAX. */
UNSOWN_API UNSOWN_RETURNS_UNINIT UNSOWN_FRESH UNSOWN_SIZED(1) void *unsown_malloc(size_t size);

/* A new block for count objects of size bytes each, zeroed; else as unsown_malloc().  ENOMEM also
 * when count * size is more than a size_t holds. */
UNSOWN_API UNSOWN_RETURNS_ZEROED UNSOWN_FRESH UNSOWN_SIZED(1, 2) void *unsown_calloc(size_t count,
                                                                                    size_t size);

/* Makes the block at block size bytes long and returns its address, which may be the old one:
 * contents preserved, the bytes beyond the old size uninitialized.  block is then no longer valid,
 * even when the address is equal.  NULL for block: as unsown_malloc(size).  size 0: the block
 * becomes one of 0 bytes, as unsown_malloc(0) gives it; it is not freed, so that NULL always means
 * failure.  block may come from the system's malloc.  ENOMEM: as unsown_malloc(); block is then
 * still valid and unchanged.  Making a block of a pool smaller never fails. */
UNSOWN_API UNSOWN_SIZED(2) void *unsown_realloc(void *block, size_t size);

/* The same for count objects of size bytes each.  ENOMEM also when the product overflows. */
UNSOWN_API UNSOWN_SIZED(2, 3) void *unsown_reallocarray(void *block, size_t count, size_t size);

/* A new block of size bytes whose address is a multiple of alignment, uninitialized; to be freed
 * with unsown_free().  size need not be a multiple of alignment.  EINVAL: alignment is not a power
 * of two.  ENOMEM: as unsown_malloc(). */
UNSOWN_API UNSOWN_RETURNS_UNINIT UNSOWN_FRESH UNSOWN_SIZED(2) void *
unsown_aligned_alloc(size_t alignment, size_t size);

/* The same as POSIX has it: returns 0 and puts the block into *block, or returns EINVAL (alignment
 * is not a power of two and a multiple of sizeof(void *)) or ENOMEM, and leaves *block alone.  errno
 * is left alone. */
UNSOWN_API int unsown_posix_memalign(void **block, size_t alignment, size_t size);

/* The same as unsown_aligned_alloc(), for programs that know it by the older name.  Any alignment is
 * taken: the next power of two is what serves. */
UNSOWN_API UNSOWN_RETURNS_UNINIT UNSOWN_FRESH UNSOWN_SIZED(2) void *
unsown_memalign(size_t alignment, size_t size);

/* Ends the life of block, which any function above or the system's malloc returned.  NULL is
 * ignored.  Every other address, and a block that was freed before, is a fault of the program:
 * undefined in general, named on standard error in debugging mode.  errno is left alone. */
UNSOWN_API void unsown_free(void *block);

/* The same, of C23, for a block that was allocated with this size (and this alignment).  Another size
 * is a fault of the program, which debugging and hardened mode name. */
UNSOWN_API void unsown_free_sized(void *block, size_t size);
UNSOWN_API void unsown_free_aligned_sized(void *block, size_t alignment, size_t size);

/* How many bytes of block may be used: at least what was asked for.  The bytes beyond that are
 * uninitialized, and unsown_realloc() need not preserve them.  0 for NULL.  block as for
 * unsown_free(). */
UNSOWN_API UNSOWN_ADDRESS_ONLY size_t unsown_usable_size(const void *block);

/* Whether address lies in one of our pools.  True for every address in a live block that came from
 * a pool; false for every address outside our arenas, NULL included.  In an arena, outside live
 * blocks, the answer is true for a page that has been a pool since the system gave its memory and
 * false for one that has not.  Any value may be asked about.  The page of an address between the
 * lowest and the highest arena (rounded down to 4 KiB) must be readable: it need not point to
 * anything, and what is stored there does not matter.  Nothing is asked of others, and no memory of
 * theirs is touched.  Takes no lock and a few instructions, however many arenas there are. */
UNSOWN_API UNSOWN_ADDRESS_ONLY bool unsown_owns(const void *address);

/* Gives back to the system what is kept in reserve: the free blocks that the calling thread has at
 * hand go to their pools, empty pools to their arenas, and the memory of free pages to the system. */
UNSOWN_API void unsown_trim(void);

/* --- heaps of one's own ---------------------------------------------------------------------- */

/* A set of blocks that can be freed all at once.  Blocks of a heap are freed and resized with
 * unsown_free() and unsown_realloc() by any thread, and stay in their heap when they are resized. */
struct unsown_heap;

/* A new, empty heap, or NULL with errno ENOMEM.  It takes an arena of address space at its first
 * small block, and memory page by page. */
UNSOWN_API struct unsown_heap *unsown_heap_create(void);
/* As the functions without a heap in their names. */
UNSOWN_API UNSOWN_RETURNS_UNINIT UNSOWN_FRESH UNSOWN_SIZED(2) void *
unsown_heap_malloc(struct unsown_heap *heap, size_t size);
UNSOWN_API UNSOWN_RETURNS_ZEROED UNSOWN_FRESH UNSOWN_SIZED(2, 3) void *
unsown_heap_calloc(struct unsown_heap *heap, size_t count, size_t size);
UNSOWN_API UNSOWN_RETURNS_UNINIT UNSOWN_FRESH UNSOWN_SIZED(3) void *
unsown_heap_aligned_alloc(struct unsown_heap *heap, size_t alignment, size_t size);
/* Ends the heap and the life of every block in it.  NULL is ignored.  No other thread may use the
 * heap or its blocks meanwhile, or any more. */
UNSOWN_API void unsown_heap_destroy(struct unsown_heap *heap);

/* --- what is at an address ------------------------------------------------------------------- */

enum unsown_state {
    UNSOWN_STATE_FOREIGN, /* in no pool of ours; the other fields are 0 */
    UNSOWN_STATE_UNUSED,  /* in a pool, but in no block: its header, or what is left over */
    UNSOWN_STATE_FREE,    /* in a block that is free; one that a thread has at hand looks live */
    UNSOWN_STATE_LIVE
};

struct unsown_place {
    enum unsown_state state;
    void *block;              /* where the block begins that contains the address */
    size_t size;              /* of that block, a multiple of 16 */
    unsigned size_class;      /* size / 16 */
    struct unsown_heap *heap; /* the heap of the program that it belongs to, or NULL: none */
    uint32_t arena;           /* number of the arena */
};

/* What is at address; the same is asked of address as unsown_owns() asks.  Takes the lock of the
 * heap for a moment.  Large blocks are the system's, and foreign here.  In modes that put guards
 * around blocks, a block includes them. */
UNSOWN_API UNSOWN_ADDRESS_ONLY struct unsown_place unsown_find(const void *address);

/* Calls visit for every live block that came from a pool, in the order of arenas and addresses,
 * until visit returns false; returns whether it never did.  heap: only the blocks of that heap; NULL:
 * of all.  Other threads must not use the allocator meanwhile, and visit must not, either; ENOMEM as
 * errno and false when there is no memory for the walk itself. */
UNSOWN_API bool unsown_walk(struct unsown_heap *heap,
                            bool (*visit)(void *block, size_t size, void *context), void *context);

/* --- misuse ---------------------------------------------------------------------------------- */

enum unsown_fault {
    UNSOWN_FAULT_NONE,
    UNSOWN_FAULT_DOUBLE_FREE,    /* a block that was freed before */
    UNSOWN_FAULT_INTERIOR,       /* an address in a block, but not its begin */
    UNSOWN_FAULT_FOREIGN,        /* an address where no block ever began */
    UNSOWN_FAULT_OVERRUN,        /* bytes behind a block were written */
    UNSOWN_FAULT_UNDERRUN,       /* bytes before it */
    UNSOWN_FAULT_USE_AFTER_FREE, /* bytes of a freed block were written */
    UNSOWN_FAULT_WRONG_SIZE      /* unsown_free_sized() with a size that the block has not */
};

struct unsown_fault_report {
    enum unsown_fault fault;
    const char *function;   /* which was called: "free", "realloc", ... */
    const void *address;    /* what it was given */
    const void *block;      /* the block concerned, or NULL */
    size_t size;            /* that was asked for, or the class's size where that is not known */
    ptrdiff_t offset;       /* of the byte concerned, from the begin of the block */
    const void *allocated;  /* the instruction behind the call that allocated it, or NULL */
};

/* Has handler called when misuse is found, after it was told on standard error; NULL: the program is
 * aborted, as it is by default.  When the handler returns the request is ignored: what was to be
 * freed is not, and a realloc returns NULL.  It may be called by any thread, with no lock held.
 * Returns the handler there was. */
typedef void unsown_fault_handler(const struct unsown_fault_report *report);
UNSOWN_API unsown_fault_handler *unsown_set_fault_handler(unsown_fault_handler *handler);

/* --- what happens inside -------------------------------------------------------------------- */

enum unsown_mode {
    UNSOWN_MODE_RELEASE,   /* pools, and no checks */
    UNSOWN_MODE_DEBUGGING, /* UNSOWN_DEBUG=1 in the environment, or a build with UNSOWN_DEBUG */
    UNSOWN_MODE_TRACKED,   /* a build with UNSOWN_MEMORY_DEBUGGER */
    UNSOWN_MODE_SYSTEM,    /* UNSOWN_POOLS=0: every request goes to the system's malloc */
    UNSOWN_MODE_HARDENED   /* UNSOWN_HARDENED=1, or a build with UNSOWN_HARDENED */
};

/* What fills memory in debugging mode, so that it is recognised in a debugger.  In hardened
 * mode the ends of freed blocks are filled, too, and what is left behind a block is guard. */
#define UNSOWN_BYTE_FRESH 0xCB /* a new block, before the program writes it */
#define UNSOWN_BYTE_FREED 0xDB /* a freed block, as long as it is held back */
#define UNSOWN_BYTE_GUARD 0xFB /* 16 or more bytes before a block, 16 behind it */

#define UNSOWN_SIZE_CLASSES (UNSOWN_SMALL_MAX / UNSOWN_ALIGNMENT + 1) /* the last for hardened mode */

/* What unsown_statistics() found.  A pool counts as in use from its first block until it is given
 * back to its arena.  In debugging and hardened mode and in memory-debugger builds a block includes
 * its guards, and freed blocks that are held back count as in use. */
struct unsown_statistics {
    enum unsown_mode mode;
    size_t heaps;           /* of threads, and those that the program made and has not destroyed */
    size_t arenas;          /* held by heaps now, 1 MiB each */
    size_t arenas_most;     /* the most there were at a time */
    size_t arenas_kept;     /* addresses without memory, for later */
    uint64_t arenas_taken;  /* by heaps since the start ... */
    uint64_t arenas_released; /* ... and given back */
    size_t pools;           /* in use now, 4 KiB each */
    size_t pools_empty;     /* of those, kept in reserve without any block */
    size_t pages_stale;     /* free pages whose memory was not given back */
    size_t blocks;          /* in use in pools now */
    size_t block_bytes;     /* their size, rounded up to the class */
    size_t blocks_at_hand;  /* free blocks that threads have at hand; close, while others run */
    struct {
        size_t size;        /* of a block, in bytes */
        size_t pools, blocks; /* blocks of other pools' fillers included */
    } classes[UNSOWN_SIZE_CLASSES];
};

/* Fills *statistics.  Takes the locks, and time proportional to the number of pools. */
UNSOWN_API void unsown_statistics(struct unsown_statistics *statistics);
/* Writes the same as text to the file descriptor fd; as one JSON object. */
UNSOWN_API void unsown_print_statistics(int fd);
UNSOWN_API void unsown_print_json(int fd);

/* Draws the heap to the file descriptor fd: all arenas, their pools by class, and how full they are.
 * For a terminal each page is a character; SVG is for a browser.  Takes the locks. */
UNSOWN_API void unsown_draw_text(int fd);
UNSOWN_API void unsown_draw_svg(int fd);

/* Walks all arenas, pools and free blocks, and all guards; tells each fault it finds on standard
 * error and returns how many there were.  0: all is well. */
UNSOWN_API size_t unsown_check(void);

#ifdef __cplusplus
}
#endif

#endif
