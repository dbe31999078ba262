// unsown_owns() is right for every kind of address, whatever stands where it looks: any number in a
// page that is not ours, the number of an arena included; and memory that was an arena before.
//
// RUN: %program %s %library -o %t && %t
// RUN: %program -O2 -fno-sanitize=all -DUNSOWN_INTENT_OFF %s %library -o %t-plain && %t-plain
// RUN: %program -DUNSOWN_MEMORY_DEBUGGER=1 %s %library -o %t-tracked && %t-tracked

#define _GNU_SOURCE
#include "Inputs/expect.h"
#include "pool.h"
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
    char *pages = mmap(NULL, 32 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    EXPECT(pages != MAP_FAILED);
    for (uint32_t number = 0; number < ARENAS * 2; number++) {
        uint32_t values[] = {number, UINT32_MAX - number, number << 16, number << 24};
        for (size_t v = 0; v < 4; v++) {
            for (size_t i = 0; i < 32 * 4096; i += sizeof(uint32_t))
                memcpy(pages + i, &values[v], sizeof(uint32_t));
            for (size_t page = 0; page < 32; page++)
                EXPECT(!unsown_owns(pages + page * 4096 + number * 100));
        }
    }
    munmap(pages, 32 * 4096);
}

/* The addresses just before and behind an arena are not in it. */
static void neighbours_of_arenas_are_not_ours(void)
{
    for (uint32_t i = 0; i < unsown_arena_count(); i++) {
        uintptr_t base = unsown_arenas.bases[i];
        EXPECT(base && unsown_arena_contains(i, base));
        EXPECT(unsown_arena_contains(i, base + UNSOWN_ARENA_SIZE - 1));
        EXPECT(!unsown_arena_contains(i, base - 1));
        EXPECT(!unsown_arena_contains(i, base + UNSOWN_ARENA_SIZE));
        EXPECT(!unsown_arena_contains(i, 0));
    }
}

/* Someone else gets the addresses of an arena that was given back, and even writes its old number
 * in every place. */
static void a_former_arena_is_not_ours(void)
{
    uint32_t count = unsown_arena_count();
    uintptr_t bases[64];
    EXPECT(count <= 64);
    for (uint32_t i = 0; i < count; i++)
        bases[i] = unsown_arenas.bases[i];
    for (int i = 0; i < BLOCKS; i++)
        unsown_free(blocks[i]);
    unsown_trim();
    unsown_trim();
    uint32_t taken = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (unsown_arenas.bases[i])
            continue; /* a memory debugger's quarantine keeps some */
        char *memory = mmap((void *)bases[i], UNSOWN_ARENA_SIZE, PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
        if (memory == MAP_FAILED)
            continue;
        taken++;
        for (size_t at = 0; at < UNSOWN_ARENA_SIZE; at += sizeof(uint32_t)) {
            uint32_t number = i + 1;
            memcpy(memory + at, &number, sizeof number);
        }
        for (size_t at = 0; at < UNSOWN_ARENA_SIZE; at += 1000)
            EXPECT(!unsown_owns(memory + at));
        munmap(memory, UNSOWN_ARENA_SIZE);
    }
    EXPECT(taken > 0);
}

int main(void)
{
    memory_of_the_program_is_not(); /* no arena yet */
    EXPECT(!unsown_owns(in_bss));
    live_blocks_are_ours();
    memory_of_the_program_is_not();
    trash_is_not_believed();
    neighbours_of_arenas_are_not_ours();
    a_former_arena_is_not_ours();
    memory_of_the_program_is_not();
    EXPECT(unsown_check() == 0);
    return 0;
}
