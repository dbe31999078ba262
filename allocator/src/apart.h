/* Blocks one at a time, under the lock of their heap: for explicit heaps, and for the modes that look
 * at every request.
 */
#ifndef UNSOWN_SRC_APART_H
#define UNSOWN_SRC_APART_H

#include "heap.h"

/* NULL with errno ENOMEM when no pool can be had. */
void *unsown_apart_take(struct unsown_heap *heap, unsigned size_class);
/* Takes back a block of a pool with UNSOWN_CODE_APART; what is no live block is told. */
void unsown_apart_give(void *block);

#endif
