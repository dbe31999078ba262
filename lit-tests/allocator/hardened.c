// Hardened mode names each misuse on the spot, with the address, the class and the place of the
// allocation, and aborts; with a handler the program goes on, and the heap is sound. Each fault is
// tried on many blocks: every one is caught.
//
// RUN: %program %s %libunsown -o %t
// RUN: env UNSOWN_HARDENED=1 %t none 2>&1 | %FileCheck %s --check-prefix=NONE --allow-empty
// RUN: env UNSOWN_HARDENED=1 %fails %t double 2>&1 | %FileCheck %s --check-prefix=DOUBLE
// RUN: env UNSOWN_HARDENED=1 %fails %t interior 2>&1 | %FileCheck %s --check-prefix=INTERIOR
// RUN: env UNSOWN_HARDENED=1 %fails %t foreign 2>&1 | %FileCheck %s --check-prefix=FOREIGN
// RUN: env UNSOWN_HARDENED=1 %fails %t overrun 2>&1 | %FileCheck %s --check-prefix=BEHIND
// RUN: env UNSOWN_HARDENED=1 %fails %t size 2>&1 | %FileCheck %s --check-prefix=SIZE
// RUN: env UNSOWN_HARDENED=1 %t many > %t.out 2> %t.err
// RUN: %FileCheck %s --check-prefix=MANY --input-file=%t.out
// RUN: grep -c 'double free' %t.err | %FileCheck %s --check-prefix=THOUSAND
// THOUSAND: {{^}}1000{{$}}
// RUN: env UNSOWN_HARDENED=1 %t large 2>&1 | %FileCheck %s --check-prefix=LARGE
// RUN: env UNSOWN_HARDENED=1 %t each > %t.out 2> %t.err
// RUN: %FileCheck %s --check-prefix=EACH --input-file=%t.out

#include "Inputs/expect.h"
#include <string.h>
#include <unsown/alloc.h>

static void *hidden(void *pointer)
{
    void *volatile through = pointer;
    return through;
}

static unsigned caught[UNSOWN_FAULT_WRONG_SIZE + 1];

static void note(const struct unsown_fault_report *report)
{
    caught[report->fault]++;
    if (report->fault == UNSOWN_FAULT_DOUBLE_FREE)
        EXPECT(report->allocated && report->block && report->function);
}

/* A thousand blocks of all sizes for each fault. */
static void many(void)
{
    enum { N = 1000 };
    static char *blocks[N];
    static char foreign[N * 16];
    EXPECT(unsown_set_fault_handler(note) == NULL);
    for (int i = 0; i < N; i++)
        memset(blocks[i] = unsown_malloc((size_t)i % 700 + 1), i, (size_t)i % 700 + 1);
    for (int i = 0; i < N; i++) {
        size_t size = (size_t)i % 700 + 1;
        char saved = ((char *)hidden(blocks[i]))[size];
        ((char *)hidden(blocks[i]))[size] = (char)(saved + 1);
        unsown_free(hidden(blocks[i]));                 /* overrun by one */
        ((char *)hidden(blocks[i]))[size] = saved;      /* and mended */
        unsown_free(hidden(blocks[i] + 1 + size / 2));  /* interior */
        unsown_free(hidden(foreign + i * 16));          /* foreign */
        unsown_free_sized(hidden(blocks[i]), size + 1); /* wrong size */
        unsown_free(blocks[i]);
        unsown_free(hidden(blocks[i]));                 /* double */
    }
    EXPECT(unsown_check() == 0);
    printf("double %u interior %u foreign %u overrun %u size %u\n",
           caught[UNSOWN_FAULT_DOUBLE_FREE], caught[UNSOWN_FAULT_INTERIOR],
           caught[UNSOWN_FAULT_FOREIGN], caught[UNSOWN_FAULT_OVERRUN],
           caught[UNSOWN_FAULT_WRONG_SIZE]);
    // MANY: double 1000 interior 1000 foreign 1000 overrun 1000 size 1000
    char *block = unsown_malloc(100);
    unsown_free(block);
    memset(hidden(block), 1, 8);
    for (int i = 0; i < 100; i++) /* drawn sooner or later */
        unsown_free(unsown_malloc(100));
    printf("use after free %s\n", caught[UNSOWN_FAULT_USE_AFTER_FREE] ? "caught" : "missed");
    // MANY: use after free caught
}

/* A large block that was freed is filled at its ends; the rest of it is left alone, which would cost more than
 * the program's own use of it. */
static void large(void)
{
    enum { SIZE = 100000 };
    char *block = hidden(unsown_malloc(SIZE));
    block[SIZE / 2] = 7;
    unsown_free(block);
    for (size_t at = 0; at < SIZE; at += SIZE - 1) {
        char saved = block[at];
        EXPECT(unsown_check() == 0);
        block[at] = 1;
        EXPECT(unsown_check() == 1);
        block[at] = saved;
    }
    printf("middle %d\n", block[SIZE / 2]);
    // LARGE: unsown: use after free: byte 0 of the block of 100000 bytes
    // LARGE: unsown: use after free: byte 99999 of the block of 100000 bytes
    // LARGE: middle 7
}

/* A byte behind the end of a block, each up to the begin of the next, and each pointer into the middle; for
 * sizes with and without room to spare. */
static void each(void)
{
    static const size_t sizes[] = {0, 1, 15, 16, 17, 100, 240, 496, 497, 511, 512};
    unsigned overruns = 0, interior = 0, used = 0;
    unsown_set_fault_handler(note);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        char *block = unsown_malloc(sizes[i]);
        EXPECT(unsown_usable_size(block) == sizes[i]);
        size_t whole = unsown_find(block).size;
        EXPECT(whole >= sizes[i] + 16 && unsown_find(block).block == block);
        memset(block, 0x5a, sizes[i]);
        for (size_t at = sizes[i]; at < whole; at++, overruns++) {
            ((char *)hidden(block))[at] ^= 1;
            unsown_free(hidden(block));
            ((char *)hidden(block))[at] ^= 1;
        }
        for (size_t at = 1; at < whole; at++, interior++)
            unsown_free(hidden(block + at));
        for (size_t at = 0; at < sizes[i]; at++)
            EXPECT(block[at] == 0x5a);
        unsown_free(block);
        for (size_t at = 0; at < 16 && at < sizes[i]; at++, used++) {
            ((char *)hidden(block))[at] ^= 1;
            EXPECT(unsown_check() == 1);
            ((char *)hidden(block))[at] ^= 1;
        }
    }
    EXPECT(unsown_check() == 0);
    EXPECT(caught[UNSOWN_FAULT_OVERRUN] == overruns && caught[UNSOWN_FAULT_INTERIOR] == interior);
    printf("overrun %u interior %u used after free %u\n", overruns, interior, used);
    // EACH: overrun {{[1-9][0-9]*}} interior {{[1-9][0-9][0-9][0-9]}} used after free {{[1-9][0-9]*}}
}

int main(int argc, char **argv)
{
    const char *fault = argc > 1 ? argv[1] : "none";
    char *block = unsown_malloc(24);
    memset(block, 1, 24);
    // NONE-NOT: {{.}}
    if (!strcmp(fault, "double")) {
        // DOUBLE: unsown: free(0x{{[0-9a-f]+}}): double free: the block of 24 bytes there was freed before
        // DOUBLE-NEXT: unsown: 0x{{[0-9a-f]+}} lies in a pool of arena 0, class 48
        // DOUBLE-NEXT: unsown: the block was allocated by the call before 0x
        unsown_free(block);
        unsown_free(hidden(block));
    } else if (!strcmp(fault, "interior")) {
        // INTERIOR: unsown: free(0x{{[0-9a-f]+}}): pointer into the middle: 8 bytes from the begin of the block of
        unsown_free(hidden(block + 8));
    } else if (!strcmp(fault, "foreign")) {
        // FOREIGN: unsown: free(0x{{[0-9a-f]+}}): foreign pointer: no block of this allocator begins there
        char local[64] = "x";
        unsown_free(hidden(local));
    } else if (!strcmp(fault, "overrun")) {
        // BEHIND: unsown: overrun: the block of 24 bytes at 0x{{[0-9a-f]+}} was overwritten 3 bytes behind its end
        ((char *)hidden(block))[27] = 1;
        unsown_free(block);
    } else if (!strcmp(fault, "size")) {
        // SIZE: unsown: free_sized(0x{{[0-9a-f]+}}, 25): wrong size: the block there has 24 bytes
        unsown_free_sized(block, 25);
    } else if (!strcmp(fault, "each")) {
        each();
        unsown_free(block);
    } else if (!strcmp(fault, "large")) {
        large();
    } else if (!strcmp(fault, "many")) {
        many();
        unsown_free(block);
    } else {
        char *other = unsown_calloc(3, 5);
        for (int i = 0; i < 15; i++)
            EXPECT(!other[i]);
        other = unsown_realloc(other, 400);
        EXPECT(other && !other[14] && unsown_usable_size(other) == 400);
        other = unsown_realloc(other, 4000);
        EXPECT(other && !other[14]);
        other = unsown_realloc(other, 3);
        EXPECT(other && unsown_usable_size(other) == 3);
        unsown_free_sized(other, 3);
        unsown_free(block);
        EXPECT(unsown_check() == 0);
    }
    return 0;
}
