// What Memcheck says of the ownership check when nobody helps it: two kinds of complaint, each
// drawn here by a program without a fault, which gives pointers of the system's malloc to the
// allocator. A memory-debugger build draws none, and neither does a program that
// asks only about blocks of the allocator.
//
// REQUIRES: valgrind
// UNSUPPORTED: sanitize
// RUN: %program -O2 %s %library -o %t
// RUN: valgrind -q %t freed 2>&1 | %FileCheck %s --check-prefix=FREED
// RUN: valgrind -q %t undefined 2>&1 | %FileCheck %s --check-prefix=UNDEFINED
// RUN: valgrind -q %t index 2>&1 | %FileCheck %s --check-prefix=INDEX
// RUN: valgrind -q --error-exitcode=9 %t own 2>&1 | %FileCheck %s --check-prefix=QUIET --allow-empty
//
// RUN: %program -O2 -DUNSOWN_MEMORY_DEBUGGER=1 %s %library -o %t-tracked
// RUN: valgrind -q --error-exitcode=9 %t-tracked all 2>&1 | %FileCheck %s --check-prefix=QUIET --allow-empty
//
// The answers are right under every one of them, annotated or not, inlined or not.
// RUN: %t all
// RUN: %program -O2 -DUNSOWN_INTENT_OFF %s %library -o %t-plain
// RUN: valgrind -q %t-plain all 2>&1 | %FileCheck %s --check-prefixes=FREED,UNDEFINED,INDEX

// QUIET-NOT: {{.}}

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unsown/alloc.h>

static int wrong;

static void expect(bool answer, bool right)
{
    if (answer != right) {
        wrong = 1;
        fputs("wrong answer\n", stderr);
    }
}

/* The allocator compares addresses before it looks at any memory, so what draws a complaint has to lie
 * between two arenas: blocks of ours are allocated before and after it, until it does. */
static bool between_arenas(const void *block)
{
    static void *ours[20000];
    static int n;
    uintptr_t before = 0, after = 0;
    for (int i = 0; i < n; i++) {
        before |= (uintptr_t)ours[i] < (uintptr_t)block;
        after |= (uintptr_t)ours[i] > (uintptr_t)block;
    }
    for (; n < 20000 && !(before && after); n++) {
        ours[n] = unsown_malloc(512);
        before |= (uintptr_t)ours[n] < (uintptr_t)block;
        after |= (uintptr_t)ours[n] > (uintptr_t)block;
    }
    return before && after;
}

/* Blocks with something between them that is no block: where the header's word would stand in their
 * pages lies, for some, between two blocks or in none that is allocated.
 *
 * FREED: Invalid read of size 2
 * FREED: unsown_
 */
static void ask_about_small_foreign_blocks(void)
{
    enum { N = 20000 };
    static char *blocks[N];
    for (int i = 0; i < N; i++)
        blocks[i] = calloc(1, 24);
    between_arenas(blocks[N - 1]);
    for (int i = 0; i < N; i++)
        unsown_free(blocks[i]);
}

/* A block of many pages that nobody has written.
 *
 * UNDEFINED: Use of uninitialised value of size 8
 * UNDEFINED: unsown_
 */
static void ask_about_fresh_memory(void)
{
    char *block = malloc(1 << 20);
    between_arenas(block + 8192);
    expect(unsown_owns(block + 8192), false);
    unsown_free(block);
}

/* Undefined memory that holds the number of an arena.  The
 * numbers are left on the stack by an earlier call, and copied from there.
 *
 * INDEX: Use of uninitialised value of size 8
 * INDEX: unsown_
 */
enum { FRAME = 5 * 4096 };

__attribute__((noinline)) static void leave_numbers_behind(void)
{
    volatile uint16_t numbers[FRAME / sizeof(uint16_t)];
    for (size_t i = 0; i < FRAME / sizeof(uint16_t); i++)
        numbers[i] = 1;
    (void)numbers[0];
}

__attribute__((noinline)) static void ask_about_copied_numbers(char *block)
{
    volatile uint16_t numbers[FRAME / sizeof(uint16_t)];
    numbers[0] = 0;
    memcpy(block, (const void *)numbers, FRAME);
    expect(unsown_owns(block + FRAME / 2), false);
}

static void ask_about_own_blocks(void)
{
    for (size_t size = 0; size <= UNSOWN_SMALL_MAX; size++) {
        char *block = unsown_malloc(size);
        if (size)
            expect(unsown_owns(block + size - 1), unsown_owns(block));
        unsown_free(block);
    }
}

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "all";
    bool all = !strcmp(what, "all");
    void *block = unsown_malloc(1); /* so that there is an arena */
    if (all || !strcmp(what, "freed"))
        ask_about_small_foreign_blocks();
    if (all || !strcmp(what, "undefined"))
        ask_about_fresh_memory();
    if (all || !strcmp(what, "index")) {
        char *large = malloc(1 << 20);
        between_arenas(large);
        leave_numbers_behind();
        ask_about_copied_numbers(large);
        unsown_free(large);
    }
    if (all || !strcmp(what, "own"))
        ask_about_own_blocks();
    unsown_free(block);
    return wrong;
}
