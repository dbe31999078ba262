/* Guard bytes, the table of blocks, and what is said about faults (debugging.h). */
#include "debugging.h"

#include <assert.h>
#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "fault.h"
#include "lock.h"
#include "quarantine.h"
#include "release.h"
#include "system.h"
#include <unsown/alloc.h>

enum { GUARD = 16, FILLED_MOST = 256 };

enum state {
    VACANT,
    LIVE,
    HELD, /* freed, and not reused yet: its bytes are still ours */
    GONE  /* freed, and its memory is anyone's; kept so that a second free can be named */
};

struct record {
    unsigned char *block, *whole;
    size_t size;
    const void *allocated; /* the instruction behind the call */
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
    uint64_t first[2];
    if (n >= sizeof first) {
        memcpy(first, bytes, sizeof first);
        if (first[0] == first[1] && first[0] == byte * UINT64_C(0x0101010101010101) &&
            (n == sizeof first || !memcmp(bytes, bytes + 1, n - 1)))
            return n; /* each is like the one before */
    }
    size_t i = 0;
    while (i < n && bytes[i] == byte)
        i++;
    return i;
}

static struct unsown_fault_report about(enum unsown_fault fault, const struct record *record,
                                        ptrdiff_t offset)
{
    return (struct unsown_fault_report){
        .fault = fault,
        .address = record->block,
        .block = record->block,
        .size = record->size,
        .offset = offset,
        .allocated = record->allocated,
    };
}

/* How much of a freed block is filled, at either end: all of it; but in hardened mode no more than some, because
 * to touch all of a large block may cost more than the program's own use of it. */
static size_t filled(const struct record *record)
{
    return unsown_is_hardened() && record->size > FILLED_MOST ? FILLED_MOST : record->size;
}

/* What is wrong with the bytes of a record. */
static struct unsown_fault_report damage(const struct record *record)
{
    const unsigned char *block = record->block;
    size_t before = (size_t)(block - record->whole);
    size_t at = first_other(record->whole, before, UNSOWN_BYTE_GUARD);
    if (at < before)
        return about(UNSOWN_FAULT_UNDERRUN, record, (ptrdiff_t)at - (ptrdiff_t)before);
    at = first_other(block + record->size, GUARD, UNSOWN_BYTE_GUARD);
    if (at < GUARD)
        return about(UNSOWN_FAULT_OVERRUN, record, (ptrdiff_t)(record->size + at));
    if (record->state == HELD) {
        size_t n = filled(record);
        at = first_other(block, n, UNSOWN_BYTE_FREED);
        if (at == n)
            at = record->size - n + first_other(block + record->size - n, n, UNSOWN_BYTE_FREED);
        if (at < record->size)
            return about(UNSOWN_FAULT_USE_AFTER_FREE, record, (ptrdiff_t)at);
    }
    return about(UNSOWN_FAULT_NONE, record, 0);
}

/* An address at which no block begins. */
static struct unsown_fault_report bad_pointer(const void *address)
{
    uintptr_t at = (uintptr_t)address;
    struct unsown_fault_report report = {.fault = UNSOWN_FAULT_FOREIGN};
    for (size_t i = 0; i < table.capacity; i++) {
        const struct record *record = &table.records[i];
        if ((record->state == LIVE || record->state == HELD) && at >= (uintptr_t)record->whole &&
            at < (uintptr_t)record->block + record->size + GUARD)
            report = about(UNSOWN_FAULT_INTERIOR, record, (ptrdiff_t)(at - (uintptr_t)record->block));
    }
    return report;
}

/* The record of the live block that begins at address; if there is none, or it is damaged, NULL and
 * a report to be told when the lock is released. */
static struct record *live(const char *function, const void *address,
                           struct unsown_fault_report *report)
{
    struct record *record = table.capacity ? find(&table, address) : NULL;
    if (!record || record->state == VACANT)
        *report = bad_pointer(address);
    else if (record->state != LIVE)
        *report = about(UNSOWN_FAULT_DOUBLE_FREE, record, 0);
    else
        *report = damage(record);
    report->function = function;
    report->address = address;
    return report->fault ? NULL : record;
}

/* --- the functions --------------------------------------------------------------------------- */

/* The lock is held, in these two. */
static void *take(size_t alignment, size_t size, bool zeroed, const void *caller)
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
    if (zeroed || !unsown_is_hardened())
        memset(block, zeroed ? 0 : UNSOWN_BYTE_FRESH, size);
    memset(block + size, UNSOWN_BYTE_GUARD, GUARD);
    struct record *record = find(&table, block);
    if (record->state == VACANT)
        table.filled++;
    *record = (struct record){block, whole, size, caller, LIVE};
    return block;
}

/* In hardened mode a block may stay where it is, or go where the system's realloc moves it.  NULL: it did not,
 * and nothing was done. */
static void *stretch(struct record *record, size_t size, const void *caller)
{
    unsigned char *block = record->block, *whole = record->whole;
    if (!unsown_is_hardened() || block - whole != GUARD || size > (size_t)PTRDIFF_MAX - 2 * GUARD ||
        !make_room())
        return NULL;
    whole = unsown_system_realloc(whole, GUARD + size + GUARD);
    if (!whole)
        return NULL;
    find(&table, block)->state = GONE; /* make_room() may have moved the record */
    block = whole + GUARD;
    memset(block + size, UNSOWN_BYTE_GUARD, GUARD);
    record = find(&table, block);
    if (record->state == VACANT)
        table.filled++;
    *record = (struct record){block, whole, size, caller, LIVE};
    return block;
}

/* A freed block that was written to in the meantime is reported, and not used again. */
static void give(struct record *record, struct unsown_fault_report *report)
{
    size_t n = filled(record);
    memset(record->block, UNSOWN_BYTE_FREED, n);
    if (n < record->size)
        memset((char *)record->block + record->size - n, UNSOWN_BYTE_FREED, n);
    record->state = HELD;
    unsown_quarantine_enter(&quarantine, record->block, record->size);
    for (void *block; (block = unsown_quarantine_leave(&quarantine));) {
        struct record *oldest = find(&table, block);
        oldest->state = HELD;
        struct unsown_fault_report late = damage(oldest);
        oldest->state = GONE;
        if (late.fault)
            *report = late;
        else
            unsown_release_give(oldest->whole);
    }
}

static void tell(const struct unsown_fault_report *report)
{
    if (report->fault)
        unsown_fault(report);
}

void *unsown_debugging_take(size_t alignment, size_t size, bool zeroed, const void *caller)
{
    bool locked = unsown_lock(&unsown_debugging_lock);
    void *block = take(alignment, size, zeroed, caller);
    unsown_unlock(&unsown_debugging_lock, locked);
    return block;
}

void unsown_debugging_give(void *block, size_t size)
{
    struct unsown_fault_report report;
    bool locked = unsown_lock(&unsown_debugging_lock);
    struct record *record = live("free", block, &report);
    if (record && size != UNSOWN_ANY_SIZE && size != record->size) {
        report = about(UNSOWN_FAULT_WRONG_SIZE, record, (ptrdiff_t)size);
        report.function = "free_sized";
    } else if (record) {
        give(record, &report);
    }
    unsown_unlock(&unsown_debugging_lock, locked);
    tell(&report);
}

void *unsown_debugging_resize(void *block, size_t size, const void *caller)
{
    void *moved = NULL;
    struct unsown_fault_report report;
    bool locked = unsown_lock(&unsown_debugging_lock);
    struct record *record = live("realloc", block, &report);
    if (record && !(moved = stretch(record, size, caller))) {
        record = find(&table, block);
        size_t old = record->size;
        moved = take(UNSOWN_ALIGNMENT, size, false, caller);
        if (moved) {
            memcpy(moved, block, size < old ? size : old);
            give(find(&table, block), &report); /* take() may have moved the record */
        }
    }
    unsown_unlock(&unsown_debugging_lock, locked);
    tell(&report);
    return moved;
}

size_t unsown_debugging_size(const char *function, const void *block)
{
    struct unsown_fault_report report;
    bool locked = unsown_lock(&unsown_debugging_lock);
    const struct record *record = live(function, block, &report);
    size_t size = record ? record->size : SIZE_MAX;
    unsown_unlock(&unsown_debugging_lock, locked);
    tell(&report);
    return size;
}

size_t unsown_debugging_check(void)
{
    size_t faults = 0;
    bool locked = unsown_lock(&unsown_debugging_lock);
    for (size_t i = 0; i < table.capacity; i++) {
        const struct record *record = &table.records[i];
        struct unsown_fault_report report = {.fault = UNSOWN_FAULT_NONE};
        if (record->state == LIVE || record->state == HELD)
            report = damage(record);
        if (report.fault) {
            unsown_fault_words(&report);
            faults++;
        }
    }
    unsown_unlock(&unsown_debugging_lock, locked);
    return faults;
}
