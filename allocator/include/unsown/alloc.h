/* <unsown/alloc.h>: an allocator for programs with many small objects.
 *
 * What it is for.  Requests of 0 to 512 bytes come from pools of one 4 KiB page, pools from arenas
 * of 1 MiB; both go back when they are empty.  Larger requests go to the system's malloc.  A
 * pointer of either kind, and any pointer that the system's malloc returned, may be given to
 * unsown_free() and unsown_realloc(): unsown_owns() tells them apart in constant time.
 *
 * What it promises about contents.  Three words, the same that <unsown/intent.h> uses:
 *     uninitialized  reading a byte before writing it is a fault of the program
 *     zeroed         every byte is 0
 *     preserved      the bytes are those that the old block had, up to the smaller of both sizes
 *
 * How it differs from malloc is in docs/allocator.md, with its layout and its modes.
 *
 * Threads.  Every function may be called by any number of threads at a time, and in the child after
 * fork().  None may be called from a signal handler.
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

/* Ends the life of block, which any function above or the system's malloc returned.  NULL is
 * ignored.  Every other address, and a block that was freed before, is a fault of the program:
 * undefined in general, named on standard error in debugging mode.  errno is left alone. */
UNSOWN_API void unsown_free(void *block);

/* How many bytes of block may be used: at least what was asked for.  The bytes beyond that are
 * uninitialized, and unsown_realloc() need not preserve them.  0 for NULL.  block as for
 * unsown_free(). */
UNSOWN_API UNSOWN_ADDRESS_ONLY size_t unsown_usable_size(const void *block);

/* Whether address lies in one of our pools.  True for every address in a live block that came from
 * a pool; false for every address outside our arenas, NULL included.  In an arena, outside live
 * blocks, the answer is true for a page that has been a pool since the arena was obtained and false
 * for one that has not.  The page of address (rounded down to 4 KiB) must be readable, unless it is
 * NULL; nothing else is asked of address: it need not point to anything, and what is stored there
 * does not matter.  Takes no lock and a few instructions, however many arenas there are. */
UNSOWN_API UNSOWN_ADDRESS_ONLY bool unsown_owns(const void *address);

/* Gives back to the system what is kept in reserve: empty pools, and the empty arena. */
UNSOWN_API void unsown_trim(void);

/* --- what happens inside -------------------------------------------------------------------- */

enum unsown_mode {
    UNSOWN_MODE_RELEASE,   /* pools, and no checks */
    UNSOWN_MODE_DEBUGGING, /* UNSOWN_DEBUG=1 in the environment, or a build with UNSOWN_DEBUG */
    UNSOWN_MODE_TRACKED,   /* a build with UNSOWN_MEMORY_DEBUGGER */
    UNSOWN_MODE_SYSTEM     /* UNSOWN_POOLS=0: every request goes to the system's malloc */
};

/* What fills memory in debugging mode, so that it is recognised in a debugger. */
#define UNSOWN_BYTE_FRESH 0xCB /* a new block, before the program writes it */
#define UNSOWN_BYTE_FREED 0xDB /* a freed block, as long as it is held back */
#define UNSOWN_BYTE_GUARD 0xFB /* 16 or more bytes before a block, 16 behind it */

#define UNSOWN_SIZE_CLASSES (UNSOWN_SMALL_MAX / UNSOWN_ALIGNMENT)

/* What unsown_statistics() found.  A pool counts as in use from its first block until it is given
 * back to its arena.  In debugging mode and in memory-debugger builds a block includes its guard
 * bytes, and freed blocks that are held back count as in use. */
struct unsown_statistics {
    enum unsown_mode mode;
    size_t arenas;          /* held now, 1 MiB each */
    size_t arenas_most;     /* the most there were at a time */
    uint64_t arenas_mapped; /* obtained from the system since the start ... */
    uint64_t arenas_unmapped; /* ... and given back */
    size_t pools;           /* in use now, 4 KiB each */
    size_t pools_empty;     /* of those, kept in reserve without any block */
    size_t blocks;          /* in use in pools now */
    size_t block_bytes;     /* their size, rounded up to the class */
    struct {
        size_t size;        /* of a block, in bytes */
        size_t pools, blocks;
    } classes[UNSOWN_SIZE_CLASSES];
};

/* Fills *statistics.  Takes the lock, and time proportional to the number of pools. */
UNSOWN_API void unsown_statistics(struct unsown_statistics *statistics);
/* Writes the same as text to the file descriptor fd. */
UNSOWN_API void unsown_print_statistics(int fd);

/* Walks all arenas, pools and free blocks, and in debugging mode all guard bytes; tells each fault
 * it finds on standard error and returns how many there were.  0: all is well. */
UNSOWN_API size_t unsown_check(void);

#ifdef __cplusplus
}
#endif

#endif
