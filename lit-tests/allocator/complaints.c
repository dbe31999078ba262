// What Memcheck says of the ownership check when nobody helps it: three kinds of complaint, each
// drawn here by a program without a fault, which gives pointers of the system's malloc, and of its
// own stack, to the allocator. A memory-debugger build draws none, and neither does a program that
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

/* Blocks with something between them that is no block: where the header would stand in their pages
 * lies, for some, between two blocks or in none that is allocated.
 *
 * FREED: Invalid read of size 4
 * FREED: unsown_
 */
static void ask_about_small_foreign_blocks(void)
{
    enum { N = 2000 };
    static char *blocks[N];
    for (int i = 0; i < N; i++)
        blocks[i] = calloc(1, 24);
    for (int i = 0; i < N; i++)
        unsown_free(blocks[i]);
}

/* A block of many pages that nobody has written.
 *
 * UNDEFINED: Conditional jump or move depends on uninitialised value(s)
 * UNDEFINED: unsown_
 */
static void ask_about_fresh_memory(void)
{
    char *block = malloc(1 << 16);
    expect(unsown_owns(block + 8192), false);
    unsown_free(block);
}

/* Undefined memory that happens to hold the number of an arena, left there by an earlier call: only
 * then does the check look into its table.
 *
 * INDEX: Use of uninitialised value of size 8
 * INDEX: unsown_
 */
enum { FRAME = 5 * 4096 };

__attribute__((noinline)) static void leave_numbers_behind(void)
{
    volatile uint32_t numbers[FRAME / sizeof(uint32_t)];
    for (size_t i = 0; i < FRAME / sizeof(uint32_t); i++)
        numbers[i] = 1;
    (void)numbers[0];
}

__attribute__((noinline)) static void ask_about_a_used_stack(void)
{
    volatile uint32_t numbers[FRAME / sizeof(uint32_t)];
    numbers[0] = 0;
    expect(unsown_owns((const void *)&numbers[FRAME / sizeof(uint32_t) / 2]), false);
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
        leave_numbers_behind();
        ask_about_a_used_stack();
    }
    if (all || !strcmp(what, "own"))
        ask_about_own_blocks();
    unsown_free(block);
    return wrong;
}
