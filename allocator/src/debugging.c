/* Guard bytes, the table of blocks, and what is said about faults (debugging.h). */
#include "debugging.h"

#include <assert.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lock.h"
#include "quarantine.h"
#include "release.h"
#include "say.h"
#include "system.h"
#include <unsown/alloc.h>

enum { GUARD = 16 };

enum state {
    VACANT,
    LIVE,
    HELD, /* freed, and not reused yet: its bytes are still ours */
    GONE  /* freed, and its memory is anyone's; kept so that a second free can be named */
};

struct record {
    unsigned char *block, *whole;
    size_t size;
    enum state state;
};

pthread_mutex_t unsown_debugging_lock = PTHREAD_MUTEX_INITIALIZER;
static struct unsown_quarantine quarantine;

/* Open addressing with linear probing over a power of two of records; no record is removed, except
 * when the table is built anew. */
static struct table {
    struct record *records;
    size_t capacity, filled;
} table;
enum { FIRST_CAPACITY = 4096 };
static_assert(FIRST_CAPACITY * sizeof(struct record) % 4096 == 0, "the table is whole pages");

/* --- the table ------------------------------------------------------------------------------- */

/* The record for that address, or the vacant one where it belongs. */
static struct record *find(const struct table *in, const void *block)
{
    uint64_t hash = (uint64_t)(uintptr_t)block / UNSOWN_ALIGNMENT * UINT64_C(0x9e3779b97f4a7c15);
    for (size_t i = (size_t)(hash >> 24);; i++) {
        struct record *record = &in->records[i & (in->capacity - 1)];
        if (record->state == VACANT || record->block == block)
            return record;
    }
}

/* Room for one more record.  False with errno ENOMEM when there is none. */
static bool make_room(void)
{
    if (table.filled < table.capacity / 2)
        return true;
    size_t kept = 0;
    for (size_t i = 0; i < table.capacity; i++)
        kept += table.records[i].state == LIVE || table.records[i].state == HELD;
    struct table larger = {.capacity = table.capacity ? table.capacity : FIRST_CAPACITY};
    while (kept >= larger.capacity / 4)
        larger.capacity *= 2;
    larger.records = unsown_system_map(larger.capacity * sizeof(struct record));
    if (!larger.records)
        return false;
    for (size_t i = 0; i < table.capacity; i++) {
        const struct record *record = &table.records[i];
        if (record->state == LIVE || record->state == HELD) {
            *find(&larger, record->block) = *record;
            larger.filled++;
        }
    }
    /* A table that the system does not take back is lost; that happens at most once a doubling. */
    if (table.records)
        unsown_system_unmap(table.records, table.capacity * sizeof(struct record));
    table = larger;
    return true;
}

/* --- faults ---------------------------------------------------------------------------------- */

/* The first of n bytes that is not `byte`, or n. */
static size_t first_other(const unsigned char *bytes, size_t n, unsigned char byte)
{
    size_t i = 0;
    while (i < n && bytes[i] == byte)
        i++;
    return i;
}

/* Tells what is wrong with the bytes of a record, if anything is, and returns whether it is. */
static bool told_damage(const struct record *record)
{
    const unsigned char *block = record->block;
    size_t before = (size_t)(block - record->whole);
    size_t at = first_other(record->whole, before, UNSOWN_BYTE_GUARD);
    if (at < before) {
        unsown_say(STDERR_FILENO,
                   "unsown: underrun: the block of %zu bytes at %p was overwritten %zu bytes before "
                   "its begin\n",
                   record->size, (const void *)block, before - at);
        return true;
    }
    at = first_other(block + record->size, GUARD, UNSOWN_BYTE_GUARD);
    if (at < GUARD) {
        unsown_say(STDERR_FILENO,
                   "unsown: overrun: the block of %zu bytes at %p was overwritten %zu bytes behind "
                   "its end\n",
                   record->size, (const void *)block, at);
        return true;
    }
    if (record->state == HELD) {
        at = first_other(block, record->size, UNSOWN_BYTE_FREED);
        if (at < record->size) {
            unsown_say(STDERR_FILENO,
                       "unsown: use after free: byte %zu of the block of %zu bytes at %p was "
                       "written after it was freed\n",
                       at, record->size, (const void *)block);
            return true;
        }
    }
    return false;
}

static _Noreturn void told_bad_pointer(const char *function, const void *address)
{
    uintptr_t at = (uintptr_t)address;
    const struct record *near = NULL;
    for (size_t i = 0; i < table.capacity; i++) {
        const struct record *record = &table.records[i];
        if ((record->state == LIVE || record->state == HELD) && at >= (uintptr_t)record->whole &&
            at < (uintptr_t)record->block + record->size + GUARD)
            near = record;
    }
    if (!near)
        unsown_say(STDERR_FILENO,
                   "unsown: %s(%p): foreign pointer: no block of this allocator begins there\n",
                   function, address);
    else
        unsown_say(STDERR_FILENO,
                   "unsown: %s(%p): pointer into the middle: %td bytes from the begin of the %sblock "
                   "of %zu bytes at %p\n",
                   function, address, (ptrdiff_t)(at - (uintptr_t)near->block),
                   near->state == HELD ? "freed " : "", near->size, (const void *)near->block);
    abort();
}

/* The record of the live block that begins at address; if there is none, says so and aborts. */
static struct record *live(const char *function, const void *address)
{
    struct record *record = table.capacity ? find(&table, address) : NULL;
    if (!record || record->state == VACANT)
        told_bad_pointer(function, address);
    if (record->state != LIVE) {
        unsown_say(STDERR_FILENO,
                   "unsown: %s(%p): double free: the block of %zu bytes there was freed before\n",
                   function, address, record->size);
        abort();
    }
    if (told_damage(record))
        abort();
    return record;
}

/* --- the functions --------------------------------------------------------------------------- */

/* The lock is held, in these two. */
static void *take(size_t alignment, size_t size, bool zeroed)
{
    size_t before = alignment > GUARD ? alignment : GUARD;
    if (size > (size_t)PTRDIFF_MAX - before - GUARD) {
        errno = ENOMEM;
        return NULL;
    }
    if (!make_room())
        return NULL;
    unsigned char *whole = unsown_release_take_aligned(alignment, before + size + GUARD);
    if (!whole)
        return NULL;
    unsigned char *block = whole + before;
    memset(whole, UNSOWN_BYTE_GUARD, before);
    memset(block, zeroed ? 0 : UNSOWN_BYTE_FRESH, size);
    memset(block + size, UNSOWN_BYTE_GUARD, GUARD);
    struct record *record = find(&table, block);
    if (record->state == VACANT)
        table.filled++;
    *record = (struct record){block, whole, size, LIVE};
    return block;
}

static void give(struct record *record)
{
    memset(record->block, UNSOWN_BYTE_FREED, record->size);
    record->state = HELD;
    unsown_quarantine_enter(&quarantine, record->block, record->size);
    for (void *block; (block = unsown_quarantine_leave(&quarantine));) {
        struct record *oldest = find(&table, block);
        if (told_damage(oldest))
            abort();
        oldest->state = GONE;
        unsown_release_give(oldest->whole);
    }
}

void *unsown_debugging_take(size_t alignment, size_t size, bool zeroed)
{
    bool locked = unsown_lock(&unsown_debugging_lock);
    void *block = take(alignment, size, zeroed);
    unsown_unlock(&unsown_debugging_lock, locked);
    return block;
}

void unsown_debugging_give(void *block)
{
    bool locked = unsown_lock(&unsown_debugging_lock);
    give(live("free", block));
    unsown_unlock(&unsown_debugging_lock, locked);
}

void *unsown_debugging_resize(void *block, size_t size)
{
    bool locked = unsown_lock(&unsown_debugging_lock);
    size_t old = live("realloc", block)->size;
    void *moved = take(UNSOWN_ALIGNMENT, size, false);
    if (moved) {
        memcpy(moved, block, size < old ? size : old);
        give(find(&table, block)); /* take() may have moved the record */
    }
    unsown_unlock(&unsown_debugging_lock, locked);
    return moved;
}

size_t unsown_debugging_size(const void *block)
{
    bool locked = unsown_lock(&unsown_debugging_lock);
    size_t size = live("usable_size", block)->size;
    unsown_unlock(&unsown_debugging_lock, locked);
    return size;
}

size_t unsown_debugging_check(void)
{
    bool locked = unsown_lock(&unsown_debugging_lock);
    size_t faults = 0;
    for (size_t i = 0; i < table.capacity; i++) {
        const struct record *record = &table.records[i];
        if (record->state == LIVE || record->state == HELD)
            faults += told_damage(record);
    }
    unsown_unlock(&unsown_debugging_lock, locked);
    return faults;
}
