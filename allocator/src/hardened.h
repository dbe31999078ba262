/* Hardened mode: misuse of small blocks caught where it happens, at a price a program can pay.
 *
 *     block                                   trailer, the last 16 bytes of the block
 *     | the program's bytes | guard, 0 to 15 | who allocated it, seal |
 *
 * The seal is a word made of the block's address, its size, whether it lives, and a secret of the
 * process.  Whoever overruns a block, or frees it twice, cannot know what it has to be; whoever frees
 * an address at which no block begins is caught by the layout of the page.  So each free tells at once
 *
 *     a second free · an address in the middle of a block or in none · bytes written behind a block
 *     · another size than unsown_free_sized() is told
 *
 * and each allocation whether the first bytes of the block were written while it was free: freed
 * blocks are filled.  Nothing that the allocator follows stands in a free block: its lists of free
 * blocks are elsewhere, and blocks are taken from them at random, so that neither the neighbour of a
 * block nor its next owner can be foretold.
 *
 * Blocks of more than 496 bytes, and those with a larger alignment, are served as in debugging mode,
 * which knows every block by a table; foreign pointers are named by it.
 */
#ifndef UNSOWN_SRC_HARDENED_H
#define UNSOWN_SRC_HARDENED_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

extern pthread_mutex_t unsown_hardened_lock;

/* As in debugging.h. */
void *unsown_hardened_take(size_t alignment, size_t size, bool zeroed, const void *caller);
void unsown_hardened_give(void *block, unsigned code, size_t size);
void *unsown_hardened_resize(void *block, unsigned code, size_t size, const void *caller);
size_t unsown_hardened_size(const void *block, unsigned code); /* SIZE_MAX: no live block */
/* Looks at the guards of all small blocks; tells each fault and returns their number.  No lock is
 * held. */
size_t unsown_hardened_check(void);

#endif
