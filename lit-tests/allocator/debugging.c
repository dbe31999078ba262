// Debugging mode names each fault with the address and the size of the allocation, and aborts; a
// program without a fault runs through.
//
// RUN: %program %s %libunsown -o %t
// RUN: env UNSOWN_DEBUG=1 %t none 2>&1 | %FileCheck %s --check-prefix=NONE --allow-empty
// RUN: env UNSOWN_DEBUG=1 %fails %t double 2>&1 | %FileCheck %s --check-prefix=DOUBLE
// RUN: env UNSOWN_DEBUG=1 %fails %t double-large 2>&1 | %FileCheck %s --check-prefix=DOUBLE-LARGE
// RUN: env UNSOWN_DEBUG=1 %fails %t middle 2>&1 | %FileCheck %s --check-prefix=MIDDLE
// RUN: env UNSOWN_DEBUG=1 %fails %t foreign 2>&1 | %FileCheck %s --check-prefix=FOREIGN
// RUN: env UNSOWN_DEBUG=1 %fails %t stack 2>&1 | %FileCheck %s --check-prefix=FOREIGN
// RUN: env UNSOWN_DEBUG=1 %fails %t overrun 2>&1 | %FileCheck %s --check-prefix=BEHIND
// RUN: env UNSOWN_DEBUG=1 %fails %t underrun 2>&1 | %FileCheck %s --check-prefix=BEFORE
// RUN: env UNSOWN_DEBUG=1 %fails %t realloc 2>&1 | %FileCheck %s --check-prefix=REALLOC
// RUN: env UNSOWN_DEBUG=1 %fails %t after 2>&1 | %FileCheck %s --check-prefix=AFTER
// RUN: env UNSOWN_DEBUG=1 %t check 2>&1 | %FileCheck %s --check-prefix=CHECK-ONLY
// RUN: env UNSOWN_DEBUG=1 UNSOWN_POOLS=0 %fails %t overrun 2>&1 | %FileCheck %s --check-prefix=BEHIND

#include "Inputs/expect.h"
#include <string.h>
#include <unsown/alloc.h>

/* The compilers see these faults, too; through this they do not. */
static void *hidden(void *pointer)
{
    void *volatile through = pointer;
    return through;
}

int main(int argc, char **argv)
{
    const char *fault = argc > 1 ? argv[1] : "none";
    char *block = unsown_calloc(1, 24);
    char *stale = hidden(block);
    char *large = unsown_malloc(5000);
    char *stale_large = hidden(large);

    // NONE-NOT: {{.}}

    if (!strcmp(fault, "double")) {
        // DOUBLE: unsown: free(0x{{[0-9a-f]+}}): double free: the block of 24 bytes there was freed before
        unsown_free(block);
        unsown_free(stale);
    } else if (!strcmp(fault, "double-large")) {
        // DOUBLE-LARGE: unsown: free(0x{{[0-9a-f]+}}): double free: the block of 5000 bytes
        unsown_free(large);
        unsown_free(stale_large);
    } else if (!strcmp(fault, "middle")) {
        // MIDDLE: unsown: free(0x{{[0-9a-f]+}}): pointer into the middle: 8 bytes from the begin of the block of 24 bytes at 0x
        unsown_free(hidden(block + 8));
    } else if (!strcmp(fault, "foreign")) {
        // FOREIGN: unsown: free(0x{{[0-9a-f]+}}): foreign pointer: no block of this allocator begins there
        unsown_free(hidden(malloc(24)));
    } else if (!strcmp(fault, "stack")) {
        char local[24] = "x";
        unsown_free(hidden(local));
    } else if (!strcmp(fault, "overrun")) {
        // BEHIND: unsown: overrun: the block of 24 bytes at 0x{{[0-9a-f]+}} was overwritten 3 bytes behind its end
        stale[24 + 3] = 1;
        unsown_free(block);
    } else if (!strcmp(fault, "underrun")) {
        // BEFORE: unsown: underrun: the block of 5000 bytes at 0x{{[0-9a-f]+}} was overwritten 1 bytes before its begin
        stale_large[-1] = 1;
        unsown_free(large);
    } else if (!strcmp(fault, "realloc")) {
        // REALLOC: unsown: realloc(0x{{[0-9a-f]+}}): double free: the block of 24 bytes
        unsown_free(block);
        block = unsown_realloc(stale, 48);
    } else if (!strcmp(fault, "after")) {
        // AFTER: unsown: use after free: byte 5 of the block of 24 bytes at 0x{{[0-9a-f]+}} was written after it was freed
        unsown_free(block);
        stale[5] = 1;
        for (int i = 0; i < 5000; i++)
            unsown_free(unsown_malloc(24));
    } else if (!strcmp(fault, "check")) {
        // CHECK-ONLY-DAG: unsown: overrun: the block of 24 bytes
        // CHECK-ONLY-DAG: unsown: underrun: the block of 5000 bytes
        // CHECK-ONLY: faults: 2
        EXPECT(unsown_check() == 0);
        stale[24] = 1;
        stale_large[-1] = 1;
        fflush(stdout);
        size_t faults = unsown_check();
        fprintf(stderr, "faults: %zu\n", faults);
        _Exit(0); /* the damaged blocks cannot be freed, and are no leak */
    } else {
        unsown_free(block);
        unsown_free(large);
        EXPECT(unsown_check() == 0);
    }
    return 0;
}
