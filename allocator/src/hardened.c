/* Seals, guards and decks put together (hardened.h). */
#include "hardened.h"

#include <stdatomic.h>
#include <stdint.h>
#include <string.h>

#include "cache.h"
#include "debugging.h"
#include "deck.h"
#include "fault.h"
#include "heap.h"
#include "locate.h"
#include "otherwise.h"
#include "seal.h"
#include "survey.h"

static_assert(UNSOWN_CLASS_LAST * UNSOWN_ALIGNMENT == UNSOWN_SMALL_MAX + UNSOWN_TRAILER,
              "each small request finds a class with its trailer");

/* --- what is right --------------------------------------------------------------------------- */

/* Whether a live block of a class of `whole` bytes begins there, with all about it as it should be.  Any
 * address will do, of which a block's trailer would be in the page. */
static inline bool is_sound(const void *block, size_t whole, struct unsown_trailer trailer)
{
    return unsown_seal_is_whole(block, trailer) && unsown_guard_is_whole(block, whole, trailer);
}

static inline bool has_trailer(const void *block, size_t whole)
{
    return (((uintptr_t)block + whole - UNSOWN_TRAILER) ^ (uintptr_t)block) < UNSOWN_PAGE_SIZE;
}

/* Its size; or SIZE_MAX, for any address. */
static inline size_t sound_size(const void *block, size_t whole)
{
    if (!UNSOWN_LIKELY(has_trailer(block, whole)))
        return SIZE_MAX;
    struct unsown_trailer trailer = unsown_trailer(block, whole);
    return UNSOWN_LIKELY(is_sound(block, whole, trailer)) ? unsown_seal_size(whole, trailer) : SIZE_MAX;
}

/* What says that it lives has its guard at any moment, also in the copy that fork() makes of it. */
static inline void make_live(void *block, size_t whole, size_t size, const void *caller)
{
    memset(unsown_seal_window(block, whole), UNSOWN_BYTE_GUARD, UNSOWN_SEAL_WINDOW);
    atomic_signal_fence(memory_order_seq_cst);
    unsown_seal_close(block, whole, size, caller);
}

static inline void make_freed(void *block, size_t whole)
{
    unsown_seal_turn(block, whole);
    atomic_signal_fence(memory_order_seq_cst);
    unsown_filling_make(block, whole);
}

/* --- what is wrong --------------------------------------------------------------------------- */

/* Where one of n bytes is another, from `at` on; n if none is. */
static size_t first_other(const void *block, size_t at, size_t n, unsigned char byte)
{
    const unsigned char *bytes = block;
    while (at < n && bytes[at] == byte)
        at++;
    return at;
}

enum state { LIVE, FREED };

/* What is wrong with a block that begins there, which should be live, or freed. */
static struct unsown_fault_report inspect(const void *block, size_t whole, enum state state)
{
    struct unsown_trailer trailer = unsown_trailer(block, whole);
    bool live = unsown_seal_is_whole(block, trailer);
    bool freed = unsown_seal_is_whole(block, unsown_seal_turned(trailer));
    size_t end = whole - UNSOWN_TRAILER, at = end;
    struct unsown_fault_report report = {.function = "free", .address = block, .block = block, .size = end};
    if (live || freed) {
        report.size = unsown_seal_size(whole, trailer);
        report.allocated = unsown_seal_caller(trailer);
    }
    if (!live && !freed) {
        report.fault = UNSOWN_FAULT_OVERRUN;
    } else if (freed != (state == FREED)) {
        report.fault = UNSOWN_FAULT_DOUBLE_FREE;
        at = 0;
    } else if (live) {
        at = first_other(block, report.size, end, UNSOWN_BYTE_GUARD);
        report.fault = at < end ? UNSOWN_FAULT_OVERRUN : UNSOWN_FAULT_NONE;
    } else {
        at = first_other(block, 0, UNSOWN_SEAL_WINDOW, UNSOWN_BYTE_FREED);
        if (at == UNSOWN_SEAL_WINDOW)
            at = first_other(block, end - UNSOWN_SEAL_WINDOW, end, UNSOWN_BYTE_FREED);
        report.fault = at < end ? UNSOWN_FAULT_USE_AFTER_FREE : UNSOWN_FAULT_NONE;
    }
    report.offset = (ptrdiff_t)at;
    return report;
}

/* The same for an address in a pool, at which a live block should begin. */
static struct unsown_fault_report inspect_address(const void *address)
{
    struct unsown_place place = unsown_find(address);
    struct unsown_fault_report report = {.address = address, .block = place.block,
                                         .size = place.size};
    if (!place.block) {
        report.fault = UNSOWN_FAULT_FOREIGN;
    } else if (place.block != address) {
        report.fault = UNSOWN_FAULT_INTERIOR;
        report.offset = (const char *)address - (const char *)place.block;
    } else {
        if (place.size >= UNSOWN_SEAL_LEAST)
            report = inspect(address, place.size, LIVE);
        if (place.state != UNSOWN_STATE_LIVE)
            report.fault = UNSOWN_FAULT_DOUBLE_FREE;
    }
    return report;
}

/* --- the functions --------------------------------------------------------------------------- */

/* block: taken for the request, and not as it should be; or NULL.  Tells what is wrong, and takes others until
 * one is nobody's. */
static UNSOWN_NOINLINE void *take_otherwise(void *block, size_t size, const void *caller)
{
    if (size > UNSOWN_SMALL_MAX)
        return unsown_debugging_take(UNSOWN_ALIGNMENT, size, false, caller);
    unsigned size_class = unsown_class_of(size ? size + UNSOWN_TRAILER : UNSOWN_SEAL_LEAST);
    size_t whole = unsown_class_size(size_class);
    for (;; block = NULL) {
        if (!block && !(block = unsown_lists_take(&unsown_deck->lists, size_class)) &&
            !(block = unsown_deck_refill(size_class)))
            return unsown_debugging_take(UNSOWN_ALIGNMENT, size, false, caller);
        struct unsown_fault_report report = inspect(block, whole, FREED);
        if (report.fault)
            unsown_fault(&report);
        if (report.fault == UNSOWN_FAULT_DOUBLE_FREE)
            continue;
        make_live(block, whole, size, caller);
        return block;
    }
}

UNSOWN_HOT void *unsown_hardened_malloc(size_t size, const void *caller)
{
    if (!UNSOWN_LIKELY(size <= UNSOWN_SMALL_MAX))
        return take_otherwise(NULL, size, caller);
    /* Size 0 comes to the deck of class 1, which is always empty. */
    size_t size_class = (size + UNSOWN_TRAILER + UNSOWN_ALIGNMENT - 1) / UNSOWN_ALIGNMENT;
    size_t whole = size_class * UNSOWN_ALIGNMENT;
    void *block = unsown_lists_take(&unsown_deck->lists, size_class);
    /* One that lives, because two threads freed it at once, has guard bytes there. */
    if (!UNSOWN_LIKELY(block && unsown_filling_begins(block)))
        return take_otherwise(block, size, caller);
    make_live(block, whole, size, caller);
    return block;
}

void *unsown_hardened_take(size_t alignment, size_t size, bool zeroed, const void *caller)
{
    if (alignment > UNSOWN_ALIGNMENT || size > UNSOWN_SMALL_MAX)
        return unsown_debugging_take(alignment, size, zeroed, caller);
    void *block = unsown_hardened_malloc(size, caller);
    return block && zeroed ? memset(block, 0, size) : block;
}

/* A block that cannot be given back. */
static UNSOWN_NOINLINE void refuse(const void *block, size_t size)
{
    struct unsown_fault_report report = inspect_address(block);
    report.function = "free";
    if (!report.fault) {
        report.fault = UNSOWN_FAULT_WRONG_SIZE;
        report.function = "free_sized";
        report.offset = (ptrdiff_t)size;
    }
    unsown_fault(&report);
}

static UNSOWN_NOINLINE void give_otherwise(void *block, size_t code)
{
    if (code == UNSOWN_CODE_APART)
        unsown_free_otherwise(block, code, UNSOWN_ANY_SIZE);
    else
        refuse(block, UNSOWN_ANY_SIZE);
}

/* Gives back a block that is as it should be. */
static inline void give(void *block, size_t code, size_t whole)
{
    make_freed(block, whole);
    if (!UNSOWN_LIKELY(unsown_lists_put(&unsown_deck->lists, code, block)))
        unsown_cache_flush(block, (unsigned)code);
}

UNSOWN_HOT void unsown_hardened_give(void *block, size_t code)
{
    size_t whole = code * UNSOWN_ALIGNMENT;
    if (!UNSOWN_LIKELY(has_trailer(block, whole)) ||
        !UNSOWN_LIKELY(is_sound(block, whole, unsown_trailer(block, whole)))) {
        give_otherwise(block, code);
        return;
    }
    give(block, code, whole);
}

void unsown_hardened_give_sized(void *block, size_t code, size_t size)
{
    size_t sound = sound_size(block, unsown_class_size((unsigned)code));
    if (size == UNSOWN_ANY_SIZE || size == sound || sound == SIZE_MAX)
        unsown_hardened_give(block, code);
    else
        refuse(block, size);
}

/* The size that was asked for; SIZE_MAX, and the fault told, if no live block begins there. */
static size_t live_size(const char *function, const void *block, unsigned code)
{
    size_t size = sound_size(block, unsown_class_size(code));
    if (UNSOWN_LIKELY(size != SIZE_MAX))
        return size;
    struct unsown_fault_report report = inspect_address(block);
    report.function = function;
    unsown_fault(&report);
    return SIZE_MAX;
}

/* A block that is no small one, or not as it should be. */
static UNSOWN_NOINLINE void *resize_otherwise(void *block, size_t code, size_t size, const void *caller)
{
    if (code == UNSOWN_CODE_APART)
        return unsown_resize_otherwise(block, UNSOWN_CODE_APART, size, caller);
    if (code == UNSOWN_CODE_NONE && size > UNSOWN_SMALL_MAX)
        return unsown_debugging_resize(block, size, caller);
    size_t old = unsown_hardened_size("realloc", block, (unsigned)code);
    void *moved = old == SIZE_MAX ? NULL : unsown_hardened_malloc(size, caller);
    if (moved) {
        memcpy(moved, block, size < old ? size : old);
        unsown_debugging_give(block, UNSOWN_ANY_SIZE);
    }
    return moved;
}

UNSOWN_HOT void *unsown_hardened_resize(void *block, size_t code, size_t size, const void *caller)
{
    size_t whole = code * UNSOWN_ALIGNMENT;
    if (code - UNSOWN_CLASS_FIRST >= UNSOWN_CLASS_LAST || !UNSOWN_LIKELY(has_trailer(block, whole)))
        return resize_otherwise(block, code, size, caller);
    struct unsown_trailer trailer = unsown_trailer(block, whole);
    if (!UNSOWN_LIKELY(is_sound(block, whole, trailer)))
        return resize_otherwise(block, code, size, caller);
    size_t old = unsown_seal_size(whole, trailer);
    if (whole - UNSOWN_TRAILER - size < UNSOWN_ALIGNMENT) { /* its class is the new one, too */
        if (size < old)
            memset((char *)block + size, UNSOWN_BYTE_GUARD, old - size);
        unsown_seal_close(block, whole, size, caller);
        return block;
    }
    void *moved = unsown_hardened_malloc(size, caller);
    if (moved) {
        memcpy(moved, block, size < old ? size : old);
        give(block, code, whole);
    }
    return moved;
}

size_t unsown_hardened_size(const char *function, const void *block, unsigned code)
{
    return code == UNSOWN_CODE_NONE ? unsown_debugging_size(function, block)
                                    : live_size(function, block, code);
}

static void check_pool(const struct unsown_arena *arena, unsigned index, void *context)
{
    size_t *faults = context;
    unsigned size_class = arena->pages[index].size_class;
    if (arena->heap->use == UNSOWN_HEAP_EXPLICIT || unsown_class_size(size_class) < UNSOWN_SEAL_LEAST)
        return;
    char *page = unsown_survey_page(arena, index);
    struct unsown_layout layout = unsown_layout(page, size_class);
    for (int i = 0; i < 2; i++)
        for (unsigned at = layout.part[i].begin; at < layout.part[i].end; at += layout.size) {
            const char *block = page + at;
            if (unsown_pool_is_free(size_class, block))
                continue;
            struct unsown_trailer trailer = unsown_trailer(block, layout.size);
            bool freed = unsown_seal_is_whole(block, unsown_seal_turned(trailer));
            if (!unsown_seal_is_whole(block, trailer) && unsown_deck_lost())
                continue; /* a thread that is gone may have been about to take it or to give it */
            struct unsown_fault_report report = inspect(block, layout.size, freed ? FREED : LIVE);
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
    unsown_survey_lock();
    unsown_survey(check_pool, &faults);
    unsown_survey_unlock();
    return faults;
}
