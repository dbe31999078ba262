/* The heap: for each size class the pools that may have room.
 *
 * Blocks come from the first pool of their class's list.  A pool that turns out to be full leaves
 * the list; the first block freed in it brings it back, behind the first pool.  A pool that becomes
 * empty goes back to its arena unless it is the first: so each class keeps at most one empty pool,
 * and a program that allocates and frees one object again and again never cuts a page anew.
 *
 * One lock guards the heap and the arenas below it.
 */
#ifndef UNSOWN_SRC_HEAP_H
#define UNSOWN_SRC_HEAP_H

#include "lock.h"
#include "pool.h"

struct unsown_heap {
    struct unsown_pool *open[UNSOWN_SIZE_CLASSES];
    pthread_mutex_t lock;
};
extern struct unsown_heap unsown_heap;

/* The rare cases of the two below; the lock is held. */
void *unsown_heap_take_slowly(unsigned size_class);
void unsown_heap_pool_changed(struct unsown_pool *pool);

/* A block of that class; NULL with errno ENOMEM when no pool can be had. */
static inline void *unsown_heap_take(unsigned size_class)
{
    bool locked = unsown_lock(&unsown_heap.lock);
    struct unsown_pool *pool = unsown_heap.open[size_class];
    void *block = UNSOWN_LIKELY(pool != NULL) ? unsown_pool_pop(pool) : NULL;
    if (!UNSOWN_LIKELY(block != NULL))
        block = unsown_heap_take_slowly(size_class);
    unsown_unlock(&unsown_heap.lock, locked);
    return block;
}

/* Takes back a block of that pool.  errno is left alone. */
static inline void unsown_heap_give(struct unsown_pool *pool, void *block)
{
    bool locked = unsown_lock(&unsown_heap.lock);
    unsown_pool_push(pool, block);
    if (!UNSOWN_LIKELY(pool->listed) ||
        (!pool->used && unsown_heap.open[pool->size_class] != pool))
        unsown_heap_pool_changed(pool);
    unsown_unlock(&unsown_heap.lock, locked);
}

/* Gives back empty pools and the empty arena. */
void unsown_heap_trim(void);

#endif
