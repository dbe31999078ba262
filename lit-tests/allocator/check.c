// unsown_check() tells damage to the allocator's own state, and where.
//
// RUN: %program %s %library -o %t
// RUN: %t none 2>&1 | %FileCheck %s --check-prefix=NONE
// RUN: %t link 2>&1 | %FileCheck %s --check-prefix=LINK
// RUN: %t ring 2>&1 | %FileCheck %s --check-prefix=RING
// RUN: %t header 2>&1 | %FileCheck %s --check-prefix=HEADER
// RUN: %t count 2>&1 | %FileCheck %s --check-prefix=COUNT
// RUN: %t list 2>&1 | %FileCheck %s --check-prefix=LIST
// RUN: %t arena 2>&1 | %FileCheck %s --check-prefix=ARENA

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
    void **freed = blocks[4];
    struct unsown_pool *pool = unsown_pool_at(freed);
    unsown_free(blocks[3]);
    unsown_free(blocks[4]);

    // NONE-NOT: unsown:
    // NONE: faults 0
    if (!strcmp(damage, "link")) {
        // LINK: unsown: pool 0x{{[0-9a-f]+}}000: its free list leads to 0x{{[0-9a-f]+}}, where no block begins
        // LINK-NEXT: faults 1
        *freed = (char *)blocks[5] + 8;
    } else if (!strcmp(damage, "ring")) {
        // RING: its free list is a ring
        *freed = freed;
    } else if (!strcmp(damage, "header")) {
        // HEADER: its header names arena 9, but it lies in 1
        pool->arena = 9;
    } else if (!strcmp(damage, "count")) {
        // COUNT: 7 blocks in use and 2 free, but 10 were handed out
        pool->used--;
    } else if (!strcmp(damage, "list")) {
        // LIST: 1 pools say that a list holds them, and lists hold 0
        unsown_heap.open[pool->size_class] = NULL;
    } else if (!strcmp(damage, "arena")) {
        // ARENA: arena 1: counts 255 free pages, has 254
        unsown_arenas.records[0].free_pages[1] &= ~(uint64_t)1;
    }
    fprintf(stderr, "faults %zu\n", unsown_check());
    _Exit(0); /* the blocks of a damaged heap cannot be freed */
}
