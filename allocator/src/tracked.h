/* Small blocks as memory debuggers want them: each one announced, apart from its neighbours, and
 * not used again at once.
 *
 *     | redzone 16: its size | block ... | redzone, at least 16 |
 *
 * The mode of a build with UNSOWN_MEMORY_DEBUGGER, and of no other.  Requests that do
 * not fit a pool with their redzones go to the system's malloc, which the tool watches itself.  A
 * pointer that is no live block is shown to the tool as freed again, and is then ignored: the tool
 * complains and the heap stays intact.
 */
#ifndef UNSOWN_SRC_TRACKED_H
#define UNSOWN_SRC_TRACKED_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

extern pthread_mutex_t unsown_tracked_lock;

/* As unsown_malloc() and unsown_calloc(); size is at most PTRDIFF_MAX. */
void *unsown_tracked_take(size_t size, bool zeroed);
/* block is ours, in these. */
void unsown_tracked_give(void *block);
void *unsown_tracked_resize(void *block, size_t size);
size_t unsown_tracked_size(const void *block);

#endif
