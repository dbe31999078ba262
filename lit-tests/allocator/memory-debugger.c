// In a memory-debugger build Memcheck and AddressSanitizer see the blocks of pools as they see
// malloc's: a leak, an overrun, a use after free, an uninitialized read and a bad free are reported
// with the place of the allocation, and a program without a fault draws nothing.
//
// REQUIRES: valgrind
// UNSUPPORTED: sanitize
// RUN: %program -DUNSOWN_MEMORY_DEBUGGER=1 %s %library -o %t
// RUN: valgrind -q --leak-check=full %t none 2>&1 | %FileCheck %s --check-prefix=NONE --allow-empty
// RUN: valgrind -q --leak-check=full %t leak 2>&1 | %FileCheck %s --check-prefix=LEAK
// RUN: valgrind -q %t overrun 2>&1 | %FileCheck %s --check-prefix=BEHIND
// RUN: valgrind -q %t underrun 2>&1 | %FileCheck %s --check-prefix=BEFORE
// RUN: valgrind -q %t after 2>&1 | %FileCheck %s --check-prefix=AFTER
// RUN: valgrind -q %t uninitialized 2>&1 | %FileCheck %s --check-prefix=UNINIT
// RUN: valgrind -q %t realloc 2>&1 | %FileCheck %s --check-prefix=REALLOC
// RUN: valgrind -q %t double 2>&1 | %FileCheck %s --check-prefix=DOUBLE
// RUN: valgrind -q %t middle 2>&1 | %FileCheck %s --check-prefix=MIDDLE
//
// RUN: %program -fsanitize=address -DUNSOWN_MEMORY_DEBUGGER=1 %s %library -o %t-asan
// RUN: %t-asan none 2>&1 | %FileCheck %s --check-prefix=NONE --allow-empty
// RUN: %fails %t-asan overrun 2>&1 | %FileCheck %s --check-prefix=ASAN
// RUN: %fails %t-asan underrun 2>&1 | %FileCheck %s --check-prefix=ASAN
// RUN: %fails %t-asan after 2>&1 | %FileCheck %s --check-prefix=ASAN
// RUN: %fails %t-asan double 2>&1 | %FileCheck %s --check-prefix=ASAN
// ASAN: ERROR: AddressSanitizer: use-after-poison

#include "Inputs/expect.h"
#include <string.h>
#include <unsown/alloc.h>

static void *hidden(void *pointer)
{
    void *volatile through = pointer;
    return through;
}

static volatile int sink;

int main(int argc, char **argv)
{
    const char *fault = argc > 1 ? argv[1] : "none";
    char *block = unsown_malloc(24);
    char *neighbour = unsown_malloc(24);
    volatile char *stale = hidden(block);
    memset(block, 1, 24);

    // NONE-NOT: {{.}}

    if (!strcmp(fault, "leak")) {
        // LEAK: 40 bytes in 1 blocks are definitely lost
        // LEAK-NEXT: {{at|by}} 0x{{[0-9A-F]+}}: unsown_
        // LEAK: by 0x{{[0-9A-F]+}}: main (memory-debugger.c
        void *volatile leaked = unsown_malloc(40);
        sink = leaked != NULL;
        leaked = NULL;
    } else if (!strcmp(fault, "overrun")) {
        // BEHIND: Invalid write of size 1
        // BEHIND: main (memory-debugger.c
        // BEHIND: is 0 bytes after a block of size 24 alloc'd
        // BEHIND: main (memory-debugger.c
        stale[24] = 1;
    } else if (!strcmp(fault, "underrun")) {
        // BEFORE: Invalid read of size 1
        // BEFORE: is 1 bytes before a block of size 24 alloc'd
        sink = stale[-1];
    } else if (!strcmp(fault, "after")) {
        // AFTER: Invalid read of size 1
        // AFTER: is 3 bytes inside a block of size 24 free'd
        // AFTER: main (memory-debugger.c
        // AFTER: Block was alloc'd at
        unsown_free(block);
        unsown_free(unsown_malloc(24)); /* and it is not reused at once */
        sink = stale[3];
        block = NULL;
    } else if (!strcmp(fault, "uninitialized")) {
        // UNINIT: Conditional jump or move depends on uninitialised value(s)
        // UNINIT-NEXT: main (memory-debugger.c
        if (((volatile char *)neighbour)[5] > 3)
            sink = 1;
    } else if (!strcmp(fault, "realloc")) {
        // REALLOC: Conditional jump or move depends on uninitialised value(s)
        // REALLOC-NEXT: main (memory-debugger.c
        // REALLOC-NOT: Conditional jump
        block = unsown_realloc(block, 48);
        if (((volatile char *)block)[23] > 3)
            sink = 1;
        if (((volatile char *)block)[24] > 3)
            sink = 2;
    } else if (!strcmp(fault, "double")) {
        // DOUBLE: Invalid free()
        // DOUBLE: is 0 bytes inside a block of size 24 free'd
        unsown_free(block);
        block = NULL;
        unsown_free((void *)stale);
    } else if (!strcmp(fault, "middle")) {
        // MIDDLE: Invalid free()
        // MIDDLE: is 8 bytes inside a block of size 24 alloc'd
        unsown_free(hidden(block + 8));
    } else {
        char *zeroed = unsown_calloc(3, 8);
        for (int i = 0; i < 24; i++)
            EXPECT(!zeroed[i]);
        for (int i = 0; i < 5000; i++) { /* more than are held back */
            char *passing = unsown_malloc(24);
            memset(passing, i, 24);
            EXPECT(unsown_owns(passing));
            unsown_free(passing);
        }
        unsown_free(zeroed);
        unsown_free(strcpy(malloc(1000), "foreign"));
        EXPECT(unsown_check() == 0);
    }
    unsown_free(block);
    unsown_free(neighbour);
    return 0;
}
