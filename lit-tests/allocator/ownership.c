// unsown_owns() is right for every kind of address, whatever stands where it looks: any number in a
// page that is not ours, the number of an arena included; and memory that was an arena before.
//
// RUN: %program %s %library -o %t && %t
// RUN: %program -O2 -fno-sanitize=all -DUNSOWN_INTENT_OFF %s %library -o %t-plain && %t-plain
// RUN: %program -DUNSOWN_MEMORY_DEBUGGER=1 %s %library -o %t-tracked && %t-tracked

#define _GNU_SOURCE
#include "Inputs/expect.h"
#include "arena.h"
#include "ownership.h"
#include <string.h>
#include <sys/mman.h>
#include <unsown/alloc.h>

enum { ARENAS = 20, BLOCKS = ARENAS * UNSOWN_ARENA_PAGES * 8 };
static void *blocks[BLOCKS];
static char in_bss[3 * 4096];
static char in_data[3 * 4096] = {1};
static const char in_rodata[3 * 4096] = {1};

static void expect_none(const char *from, size_t size)
{
    for (size_t i = 0; i < size; i += 13)
        EXPECT(!unsown_owns(from + i));
    EXPECT(!unsown_owns(from + size - 1));
}

static void live_blocks_are_ours(void)
{
    for (int i = 0; i < BLOCKS; i++) {
        blocks[i] = unsown_malloc(480);
        EXPECT(blocks[i]);
    }
    struct unsown_statistics s;
    unsown_statistics(&s);
    EXPECT(s.arenas >= ARENAS);
    for (int i = 0; i < BLOCKS; i++)
        for (size_t at = 0; at < 480; at += 479)
            EXPECT(unsown_owns((char *)blocks[i] + at));
}

static void memory_of_the_program_is_not(void)
{
    char on_stack[3 * 4096];
    memset(on_stack, 1, sizeof on_stack);
    expect_none(on_stack, sizeof on_stack);
    expect_none(in_bss, sizeof in_bss);
    expect_none(in_data, sizeof in_data);
    expect_none(in_rodata, sizeof in_rodata);
    expect_none("text", 5);
    EXPECT(!unsown_owns((const void *)(uintptr_t)&expect_none));
    for (size_t size = 1; size < 1 << 20; size = size * 5 / 2 + 1) {
        char *block = calloc(1, size);
        expect_none(block, size);
        free(block);
    }
}

/* Each number from 0 to more than there are arenas, and what overflows when 1 is taken away. */
static void trash_is_not_believed(void)
{
    /* The range of arenas is made to include it. */
    char *pages = mmap(NULL, 32 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    uintptr_t lowest = unsown_arenas.lowest, span = unsown_arenas.span;
    unsown_arenas.lowest = 4096;
    unsown_arenas.span = UINTPTR_MAX / 2;
    EXPECT(pages != MAP_FAILED);
    EXPECT(unsown_arenas.lowest <= (uintptr_t)pages); /* so that the probe is made */
    for (uint32_t number = 0; number < ARENAS * 2; number++) {
        uint32_t values[] = {number | 5 << 16, UINT32_MAX - number, number << 16 | number, number << 24};
        for (size_t v = 0; v < 4; v++) {
            for (size_t i = 0; i < 32 * 4096; i += sizeof(uint32_t))
                memcpy(pages + i, &values[v], sizeof(uint32_t));
            for (size_t page = 0; page < 32; page++)
                EXPECT(!unsown_owns(pages + page * 4096 + number * 100));
        }
    }
    unsown_arenas.lowest = lowest;
    unsown_arenas.span = span;
    munmap(pages, 32 * 4096);
}

/* The addresses just before and behind the arenas are not in one, whatever they hold; the first and
 * the last byte of a page are. */
static void neighbours_of_arenas_are_not_ours(void)
{
    for (uint32_t i = 0; i < unsown_arena_count(); i++) {
        char *base = unsown_arena(i)->base;
        EXPECT(unsown_arena_base(i) == (uintptr_t)base);
        if (i == 0)
            EXPECT(unsown_owns(base) && unsown_owns(base + 4095));
    }
    EXPECT(!unsown_owns((char *)unsown_arenas.lowest - 1));
    EXPECT(!unsown_owns((char *)unsown_arenas.lowest + unsown_arenas.span));
}

/* Values that are no address of the program; none is touched. */
static void any_value_may_be_asked_about(void)
{
    static const uintptr_t values[] = {0, 1, 4095, 4096, UINTPTR_MAX, UINTPTR_MAX - 4095,
                                       UINTPTR_MAX / 2, UINTPTR_MAX / 2 + 1, UINTPTR_MAX / 3};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        EXPECT(!unsown_owns((const void *)values[i]));
    for (int bit = 0; bit < (int)sizeof(uintptr_t) * 8; bit++) {
        uintptr_t value = (uintptr_t)1 << bit;
        if (value - unsown_arenas.lowest >= unsown_arenas.span)
            EXPECT(!unsown_owns((const void *)value));
    }
}

/* The program's own pages, if the system puts them between two arenas. */
static void memory_between_arenas_is_not_ours(void)
{
    enum { MAPPINGS = 200 };
    static char *mappings[MAPPINGS];
    unsigned between = 0;
    void *more[MAPPINGS][64];
    for (int i = 0; i < MAPPINGS; i++) {
        mappings[i] = mmap(NULL, (1 + (size_t)i % 3) << 20, PROT_READ | PROT_WRITE,
                           MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        EXPECT(mappings[i] != MAP_FAILED);
        memset(mappings[i], i, 8192);
        for (int k = 0; k < 64; k++)
            more[i][k] = unsown_malloc(512);
    }
    for (int i = 0; i < MAPPINGS; i++) {
        between += (uintptr_t)mappings[i] - unsown_arenas.lowest < unsown_arenas.span;
        expect_none(mappings[i], (1 + (size_t)i % 3) << 20);
        munmap(mappings[i], (1 + (size_t)i % 3) << 20);
        for (int k = 0; k < 64; k++)
            unsown_free(more[i][k]);
    }
    EXPECT(between > 0 || sizeof(void *) < 8);
}

/* The addresses of an arena that was given back stay ours to read, and are no pool's. */
static void a_former_arena_is_not_ours(void)
{
    for (int i = 0; i < BLOCKS; i++)
        unsown_free(blocks[i]);
    unsown_trim();
    unsown_trim();
    uint32_t given_back = 0;
    for (uint32_t i = 0; i < unsown_arena_count(); i++) {
        if (unsown_arena(i)->heap)
            continue; /* a memory debugger's quarantine keeps some */
        given_back++;
        for (size_t at = 0; at < UNSOWN_ARENA_SIZE; at += 1000)
            EXPECT(!unsown_owns(unsown_arena(i)->base + at));
    }
    EXPECT(given_back > 0);
}

int main(void)
{
    memory_of_the_program_is_not(); /* no arena yet */
    EXPECT(!unsown_owns(in_bss));
    live_blocks_are_ours();
    memory_of_the_program_is_not();
    trash_is_not_believed();
    neighbours_of_arenas_are_not_ours();
    any_value_may_be_asked_about();
    memory_between_arenas_is_not_ours();
    a_former_arena_is_not_ours();
    memory_of_the_program_is_not();
    EXPECT(unsown_check() == 0);
    return 0;
}
