/* Hardened mode: misuse of small blocks caught where it happens, at a price a program can pay.
 *
 * Each block carries a seal (seal.h) that only we can make for its address, its size and its state, and
 * guard bytes up to it.  So each free tells at once
 *
 *     a second free · an address in the middle of a block or in none · bytes written behind a block
 *     · another size than unsown_free_sized() is told
 *
 * and each allocation whether the first bytes of the block were written while it was free.  The free
 * blocks that a thread has at hand are noted apart from them, and come from the pools in an order that is partly
 * random (deck.h).
 *
 * Blocks of more than 512 bytes, and those with a larger alignment, are served as in debugging mode,
 * which knows every block by a table; foreign pointers are named by it.
 *
 * What it gives up: the middle of a freed block keeps what it held.  Two threads that free one block at
 * the very same moment are told when it would be handed out for the second time.
 */
#ifndef UNSOWN_SRC_HARDENED_H
#define UNSOWN_SRC_HARDENED_H

#include <stdbool.h>
#include <stddef.h>

/* For unsown_malloc(): as the next, with fewer questions. */
void *unsown_hardened_malloc(size_t size, const void *caller);
/* As in debugging.h. */
void *unsown_hardened_take(size_t alignment, size_t size, bool zeroed, const void *caller);
/* A block of a pool: one that is of no thread's goes its own way. */
void unsown_hardened_give(void *block, size_t code);
/* The same, if its code is a class.  size is what the program says, or UNSOWN_ANY_SIZE. */
void unsown_hardened_give_sized(void *block, size_t code, size_t size);
/* A block of any code. */
void *unsown_hardened_resize(void *block, size_t code, size_t size, const void *caller);
size_t unsown_hardened_size(const char *function, const void *block, unsigned code);
/* Looks at the seals and guards of all small blocks; tells each fault and returns their number.  No lock is
 * held, and other threads are at rest. */
size_t unsown_hardened_check(void);

#endif
