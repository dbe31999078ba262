// unsown_check() tells damage to the allocator's own state, and where.
//
// RUN: %program %s %library -o %t
// RUN: %t none 2>&1 | %FileCheck %s --check-prefix=NONE
// RUN: %t place 2>&1 | %FileCheck %s --check-prefix=PLACE
// RUN: %t top 2>&1 | %FileCheck %s --check-prefix=TOP
// RUN: %t twice 2>&1 | %FileCheck %s --check-prefix=TWICE
// RUN: %t arena-word 2>&1 | %FileCheck %s --check-prefix=ARENA-WORD
// RUN: %t code 2>&1 | %FileCheck %s --check-prefix=CODE
// RUN: %t bit 2>&1 | %FileCheck %s --check-prefix=BIT
// RUN: %t count 2>&1 | %FileCheck %s --check-prefix=COUNT
// RUN: %t list 2>&1 | %FileCheck %s --check-prefix=LIST
// RUN: %t arena 2>&1 | %FileCheck %s --check-prefix=ARENA
// RUN: %t unit 2>&1 | %FileCheck %s --check-prefix=UNIT

#include "cache.h"
#include "heap.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
    const char *damage = argc > 1 ? argv[1] : "none";
    void *blocks[10];
    for (int i = 0; i < 10; i++)
        blocks[i] = unsown_malloc(100);
    void *freed = blocks[4];
    struct unsown_arena *arena = unsown_arena_of(freed);
    struct unsown_page *pool = &arena->pages[unsown_page_index(freed)];
    char *page = unsown_page_of(freed);
    unsown_free(blocks[3]);
    unsown_free(blocks[4]);

    // NONE-NOT: unsown:
    // NONE: faults 0
    if (!strcmp(damage, "place")) {
        // PLACE: unsown: the list of free blocks of 112 bytes has 0x{{[0-9a-f]+}}, where none begins
        // PLACE-NEXT: faults 1
        ((void **)unsown_cache.lists.top[7])[-1] = (char *)blocks[5] + 8;
    } else if (!strcmp(damage, "top")) {
        // TOP: unsown: the list of free blocks of 112 bytes ends where it may not
        // TOP-NEXT: faults 1
        unsown_cache.lists.top[7] = (void **)unsown_cache.lists.end[7] + 1;
    } else if (!strcmp(damage, "twice")) {
        // TWICE: unsown: the block 0x{{[0-9a-f]+}} of 112 bytes is free twice
        unsown_pool_give(7, freed);
        pool->used--;
    } else if (!strcmp(damage, "arena-word")) {
        // ARENA-WORD: row 3 names arena 9, but it lies in 0
        unsown_header(page)[3].arena = 9;
    } else if (!strcmp(damage, "code")) {
        // CODE: row 5 has the code 8 and not 7
        unsown_header(page)[5].code = 8;
    } else if (!strcmp(damage, "bit")) {
        // BIT: a block is free where none begins
        unsown_row_of(blocks[5])->free = 0xff;
    } else if (!strcmp(damage, "count")) {
        // COUNT: {{[0-9]+}} blocks in use and {{[0-9]+}} free, but there are 36
        pool->used--;
    } else if (!strcmp(damage, "list")) {
        // LIST: pools say that a list holds them, and lists hold
        unsown_trim(); /* the pool of free blocks is in a list */
        arena->heap->open[7] = UNSOWN_NO_PAGE;
    } else if (!strcmp(damage, "arena")) {
        // ARENA: arena 0: counts 255 free pages, has 254
        arena->free_pages[1] &= ~(uint64_t)1;
    } else if (!strcmp(damage, "unit")) {
        // UNIT: arena 0: its entries in the tables differ
        arena->base += UNSOWN_ARENA_SIZE;
    }
    fprintf(stderr, "faults %zu\n", unsown_check());
    _Exit(0); /* the blocks of a damaged heap cannot be freed */
}
