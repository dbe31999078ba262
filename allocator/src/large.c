/* A hash table with linear probing (large.h). */
#include "large.h"

#include <stdint.h>

#include "lock.h"
#include "system.h"

pthread_mutex_t unsown_large_lock = PTHREAD_MUTEX_INITIALIZER;
atomic_size_t unsown_large_count;

struct entry {
    void *block;
    struct unsown_heap *heap;
};
static struct entry *entries;
static size_t capacity; /* a power of two, or 0; at most half is in use */

static size_t home(const void *block)
{
    uint64_t hash = (uint64_t)(uintptr_t)block / 16 * UINT64_C(0x9e3779b97f4a7c15);
    return (size_t)(hash >> 24) & (capacity - 1);
}

static struct entry *find(const void *block)
{
    size_t i = home(block);
    while (entries[i].block && entries[i].block != block)
        i = (i + 1) & (capacity - 1);
    return &entries[i];
}

static bool grow(void)
{
    size_t old_capacity = capacity, size = capacity ? capacity * 2 : 256;
    struct entry *old = entries, *larger = unsown_system_map(size * sizeof *larger);
    if (!larger)
        return false;
    entries = larger;
    capacity = size;
    for (size_t i = 0; i < old_capacity; i++)
        if (old[i].block)
            *find(old[i].block) = old[i];
    if (old)
        unsown_system_unmap(old, old_capacity * sizeof *old);
    return true;
}

/* Closes the gap: who was pushed away by the entry that goes moves up. */
static void take_out(struct entry *entry)
{
    size_t gap = (size_t)(entry - entries);
    for (size_t i = (gap + 1) & (capacity - 1); entries[i].block; i = (i + 1) & (capacity - 1)) {
        size_t from = home(entries[i].block);
        if (((i - from) & (capacity - 1)) >= ((i - gap) & (capacity - 1))) {
            entries[gap] = entries[i];
            gap = i;
        }
    }
    entries[gap] = (struct entry){NULL, NULL};
    atomic_fetch_sub_explicit(&unsown_large_count, 1, memory_order_relaxed);
}

bool unsown_large_note(void *block, struct unsown_heap *heap)
{
    bool locked = unsown_lock(&unsown_large_lock);
    bool room = atomic_load(&unsown_large_count) < capacity / 2 || grow();
    if (room) {
        *find(block) = (struct entry){block, heap};
        atomic_fetch_add_explicit(&unsown_large_count, 1, memory_order_relaxed);
    }
    unsown_unlock(&unsown_large_lock, locked);
    return room;
}

struct unsown_heap *unsown_large_heap(const void *block)
{
    if (!atomic_load_explicit(&unsown_large_count, memory_order_relaxed))
        return NULL;
    bool locked = unsown_lock(&unsown_large_lock);
    struct unsown_heap *heap = find(block)->heap;
    unsown_unlock(&unsown_large_lock, locked);
    return heap;
}

struct unsown_heap *unsown_large_forget(void *block)
{
    /* Who frees a block was given it after it was noted, and sees that there is one. */
    if (!atomic_load_explicit(&unsown_large_count, memory_order_relaxed))
        return NULL;
    bool locked = unsown_lock(&unsown_large_lock);
    struct entry *entry = find(block);
    struct unsown_heap *heap = entry->heap;
    if (entry->block)
        take_out(entry);
    unsown_unlock(&unsown_large_lock, locked);
    return heap;
}

void *unsown_large_any(struct unsown_heap *heap)
{
    void *block = NULL;
    bool locked = unsown_lock(&unsown_large_lock);
    for (size_t i = 0; i < capacity && !block; i++)
        if (entries[i].heap == heap) {
            block = entries[i].block;
            take_out(&entries[i]);
        }
    unsown_unlock(&unsown_large_lock, locked);
    return block;
}
