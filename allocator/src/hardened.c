/* Seals, guards and random places (hardened.h). */
#define _GNU_SOURCE
#include "hardened.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#include "apart.h"
#include "debugging.h"
#include "fault.h"
#include "locate.h"
#include "ownership.h"
#include "survey.h"

pthread_mutex_t unsown_hardened_lock = PTHREAD_MUTEX_INITIALIZER;

struct trailer {
    uint64_t allocated; /* the caller, mixed with the seal */
    uint64_t seal;
};
enum {
    TRAILER = sizeof(struct trailer),
    SMALL_MOST = UNSOWN_SMALL_MAX - TRAILER,
    LOOKED_AT = 32, /* first bytes of a free block that are compared when it is used again */
    DECK = 32
};
/* The upper part of an opened seal; the lower 16 bits are the size. */
#define LIVE UINT64_C(0x11fe)
#define FREED UINT64_C(0xdead)
/* An odd number, to spread a difference in any byte over the word. */
#define SPREAD UINT64_C(0x9e3779b97f4a7c15)

/* Free blocks at hand, apart from them. */
static struct deck {
    unsigned n;
    void *blocks[DECK];
} decks[UNSOWN_CLASS_LAST + 1];

static uint64_t secret, random_state;

static uint64_t next_random(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state;
}

/* The lock is held. */
static void make_secret(void)
{
    if (secret)
        return;
    uint64_t words[2] = {0, 0};
    if (getrandom(words, sizeof words, GRND_NONBLOCK) != sizeof words) {
        /* Early at boot: better a guessable secret than to wait. */
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        words[0] ^= (uint64_t)now.tv_nsec << 32 ^ (uintptr_t)&now;
        words[1] ^= (uint64_t)now.tv_sec ^ (uintptr_t)&make_secret;
    }
    random_state = words[1] | 1;
    secret = words[0] | 1;
}

/* --- seals ----------------------------------------------------------------------------------- */

static struct trailer *trailer_of(const void *block, size_t whole)
{
    return (struct trailer *)((char *)block + whole - TRAILER);
}

/* To open and to close are the same. */
static uint64_t mixed(const void *block, uint64_t value)
{
    return value ^ secret ^ (uint64_t)(uintptr_t)block * SPREAD;
}

static void close_seal(void *block, size_t whole, uint64_t state, size_t size, const void *caller)
{
    struct trailer *trailer = trailer_of(block, whole);
    trailer->allocated = mixed(block, (uintptr_t)caller);
    trailer->seal = mixed(block, state << 16 | size) ^ trailer->allocated * SPREAD;
}

/* The state and the size that the seal stands for; nothing sensible, if the trailer was written to. */
static uint64_t open_seal(const void *block, const struct trailer *trailer)
{
    return mixed(block, trailer->seal ^ trailer->allocated * SPREAD);
}

/* What is wrong with a block that begins there, which should be live, or freed. */
static struct unsown_fault_report inspect(const void *block, size_t whole, uint64_t state)
{
    struct unsown_fault_report report = {.block = block, .address = block, .size = whole};
    const struct trailer *trailer = trailer_of(block, whole);
    uint64_t opened = open_seal(block, trailer);
    size_t size = opened & 0xffff;
    if (opened >> 16 == LIVE || opened >> 16 == FREED) {
        report.size = size;
        report.allocated = (const void *)(uintptr_t)mixed(block, trailer->allocated);
    }
    if (opened >> 16 != LIVE && opened >> 16 != FREED) {
        report.fault = UNSOWN_FAULT_OVERRUN;
        report.size = whole - TRAILER;
        report.offset = (ptrdiff_t)(whole - TRAILER);
    } else if (state == LIVE && opened >> 16 == FREED) {
        report.fault = UNSOWN_FAULT_DOUBLE_FREE;
    } else {
        const unsigned char *bytes = block;
        for (size_t i = size; i < whole - TRAILER && state == LIVE; i++)
            if (bytes[i] != UNSOWN_BYTE_GUARD) {
                report.fault = UNSOWN_FAULT_OVERRUN;
                report.offset = (ptrdiff_t)i;
                break;
            }
        for (size_t i = 0; i < whole - TRAILER && i < LOOKED_AT && state == FREED; i++)
            if (bytes[i] != UNSOWN_BYTE_FREED) {
                report.fault = UNSOWN_FAULT_USE_AFTER_FREE;
                report.offset = (ptrdiff_t)i;
                break;
            }
    }
    return report;
}

/* The size of the block that begins at address, which lies in a pool; 0 if none does, and a report
 * of that. */
static size_t whole_block(const void *address, struct unsown_fault_report *report)
{
    struct unsown_place place = unsown_locate(address);
    *report = (struct unsown_fault_report){.address = address, .block = place.block,
                                           .size = place.size};
    if (place.block == address && place.state == UNSOWN_STATE_LIVE)
        return place.size;
    if (place.block == address)
        report->fault = UNSOWN_FAULT_DOUBLE_FREE;
    else if (!place.block)
        report->fault = UNSOWN_FAULT_FOREIGN;
    else {
        report->fault = UNSOWN_FAULT_INTERIOR;
        report->offset = (const char *)address - (const char *)place.block;
    }
    return 0;
}

/* --- free blocks at hand --------------------------------------------------------------------- */

static void fill_deck(struct deck *deck, unsigned size_class)
{
    struct unsown_batch batch;
    batch.most = DECK / 2;
    batch.wanted = NULL;
    batch.n = batch.n_fillers = 0;
    bool locked = unsown_lock(&unsown_heaps.common.lock);
    unsown_heap_take(&unsown_heaps.common, size_class, &batch);
    unsown_unlock(&unsown_heaps.common.lock, locked);
    for (unsigned i = 0; i < batch.n; i++) {
        size_t whole = unsown_class_size(size_class);
        memset(batch.blocks[i], UNSOWN_BYTE_FREED, whole - TRAILER < LOOKED_AT ? whole - TRAILER
                                                                               : LOOKED_AT);
        close_seal(batch.blocks[i], whole, FREED, 0, NULL);
        deck->blocks[deck->n++] = batch.blocks[i];
    }
}

/* Any block of the deck, which has one. */
static void *draw(struct deck *deck)
{
    unsigned i = (unsigned)(next_random() >> 32) % deck->n;
    void *block = deck->blocks[i];
    deck->blocks[i] = deck->blocks[--deck->n];
    return block;
}

static void discard(struct deck *deck, void *block)
{
    if (deck->n == DECK)
        while (deck->n > DECK / 2)
            unsown_apart_give(draw(deck));
    deck->blocks[deck->n++] = block;
}

/* --- the functions --------------------------------------------------------------------------- */

void *unsown_hardened_take(size_t alignment, size_t size, bool zeroed, const void *caller)
{
    if (alignment > UNSOWN_ALIGNMENT || size > SMALL_MOST ||
        !atomic_load_explicit(&unsown_config.pools, memory_order_relaxed))
        return unsown_debugging_take(alignment, size, zeroed, caller);
    unsigned size_class = unsown_class_of(size + TRAILER);
    size_t whole = unsown_class_size(size_class);
    struct unsown_fault_report report = {.fault = UNSOWN_FAULT_NONE};
    bool locked = unsown_lock(&unsown_hardened_lock);
    make_secret();
    struct deck *deck = &decks[size_class];
    if (!deck->n)
        fill_deck(deck, size_class);
    unsigned char *block = deck->n ? draw(deck) : NULL;
    if (block) {
        report = inspect(block, whole, FREED);
        memset(block + size, UNSOWN_BYTE_GUARD, whole - TRAILER - size);
        close_seal(block, whole, LIVE, size, caller);
    }
    unsown_unlock(&unsown_hardened_lock, locked);
    if (report.fault)
        unsown_fault(&report);
    if (!block)
        return unsown_debugging_take(alignment, size, zeroed, caller);
    return zeroed ? memset(block, 0, size) : block;
}

void unsown_hardened_give(void *block, unsigned code, size_t size)
{
    if (code != UNSOWN_CODE_APART) {
        unsown_debugging_give(block, size);
        return;
    }
    struct unsown_fault_report report;
    bool locked = unsown_lock(&unsown_hardened_lock);
    size_t whole = whole_block(block, &report);
    if (whole)
        report = inspect(block, whole, LIVE);
    report.function = "free";
    if (!report.fault && size != UNSOWN_ANY_SIZE && size != report.size) {
        report.fault = UNSOWN_FAULT_WRONG_SIZE;
        report.function = "free_sized";
        report.offset = (ptrdiff_t)size;
    }
    if (!report.fault) {
        memset(block, UNSOWN_BYTE_FREED, whole - TRAILER);
        close_seal(block, whole, FREED, report.size, report.allocated);
        discard(&decks[whole / UNSOWN_ALIGNMENT], block);
    }
    unsown_unlock(&unsown_hardened_lock, locked);
    if (report.fault)
        unsown_fault(&report);
}

/* The size that was asked for; SIZE_MAX, and the fault told, if no live block begins there. */
static size_t live_size(const char *function, const void *block)
{
    struct unsown_fault_report report;
    bool locked = unsown_lock(&unsown_hardened_lock);
    size_t whole = whole_block(block, &report);
    if (whole)
        report = inspect(block, whole, LIVE);
    unsown_unlock(&unsown_hardened_lock, locked);
    if (!report.fault)
        return report.size;
    report.function = function;
    unsown_fault(&report);
    return SIZE_MAX;
}

void *unsown_hardened_resize(void *block, unsigned code, size_t size, const void *caller)
{
    if (code != UNSOWN_CODE_APART && size > SMALL_MOST)
        return unsown_debugging_resize(block, size, caller);
    bool small = code == UNSOWN_CODE_APART;
    size_t old = small ? live_size("realloc", block) : unsown_debugging_size(block);
    if (old == SIZE_MAX)
        return NULL;
    void *moved = unsown_hardened_take(UNSOWN_ALIGNMENT, size, false, caller);
    if (!moved)
        return NULL;
    memcpy(moved, block, size < old ? size : old);
    unsown_hardened_give(block, code, UNSOWN_ANY_SIZE);
    return moved;
}

size_t unsown_hardened_size(const void *block, unsigned code)
{
    if (code != UNSOWN_CODE_APART)
        return unsown_debugging_size(block);
    return live_size("usable_size", block);
}

static void check_pool(const struct unsown_arena *arena, unsigned index, void *context)
{
    size_t *faults = context;
    if (arena->heap != &unsown_heaps.common)
        return;
    char *page = unsown_survey_page(arena, index);
    unsigned size_class = arena->pages[index].size_class;
    struct unsown_layout layout = unsown_layout(page, size_class);
    for (int i = 0; i < 2; i++)
        for (unsigned at = layout.part[i].begin; at < layout.part[i].end; at += layout.size) {
            if (unsown_pool_is_free(size_class, page + at))
                continue;
            uint64_t opened = open_seal(page + at, trailer_of(page + at, layout.size));
            struct unsown_fault_report report =
                inspect(page + at, layout.size, opened >> 16 == FREED ? FREED : LIVE);
            if (report.fault) {
                unsown_fault_words(&report);
                ++*faults;
            }
        }
}

size_t unsown_hardened_check(void)
{
    size_t faults = 0;
    if (unsown_config_mode() != UNSOWN_MODE_HARDENED)
        return 0;
    bool locked = unsown_lock(&unsown_hardened_lock);
    unsown_survey_lock();
    unsown_survey(check_pool, &faults);
    unsown_survey_unlock();
    unsown_unlock(&unsown_hardened_lock, locked);
    return faults;
}
