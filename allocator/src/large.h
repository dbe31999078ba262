/* Which large blocks belong to an explicit heap, so that they end with it.
 *
 * A table of those blocks and no others: a program without explicit heaps pays one test for each
 * large block that it frees.
 */
#ifndef UNSOWN_SRC_LARGE_H
#define UNSOWN_SRC_LARGE_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

struct unsown_heap;

extern pthread_mutex_t unsown_large_lock;
extern atomic_size_t unsown_large_count;

/* Notes that block belongs to heap.  False with errno ENOMEM: there is no room for it. */
bool unsown_large_note(void *block, struct unsown_heap *heap);
/* Its heap; NULL if it belongs to none. */
struct unsown_heap *unsown_large_heap(const void *block);
/* Forgets it, and returns its heap; NULL if it belongs to none. */
struct unsown_heap *unsown_large_forget(void *block);
/* Forgets one of heap's blocks and returns it; NULL when there is none left. */
void *unsown_large_any(struct unsown_heap *heap);

#endif
