// Random requests against a model that remembers every block: contents are preserved, blocks do not
// overlap, addresses are aligned, calloc zeroes, and the allocator's own check finds nothing. In all
// modes that the environment can choose.
//
// RUN: %program %s %libunsown -o %t
// RUN: %t 1 && %t 2 && %t 3
// RUN: env UNSOWN_DEBUG=1 %t 4
// RUN: env UNSOWN_HARDENED=1 %t 8
// RUN: env UNSOWN_POOLS=0 %t 5
// RUN: env UNSOWN_POOLS=0 UNSOWN_DEBUG=1 %t 6
// RUN: %program -DUNSOWN_MEMORY_DEBUGGER=1 %s %library -o %t-tracked && %t-tracked 7

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unsown/alloc.h>

enum { BLOCKS = 3000, STEPS = 300000 };

static struct block {
    unsigned char *bytes;
    size_t size;
    unsigned char seed;
} blocks[BLOCKS];

static uint64_t state;

static uint64_t random64(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static void fail(const char *what)
{
    fprintf(stderr, "model: %s\n", what);
    exit(1);
}

static size_t random_size(void)
{
    uint64_t r = random64();
    switch (r % 16) {
    case 0:
        return 0;
    case 1:
        return (size_t)(r >> 8) % 20000;
    case 2:
        return 480 + (size_t)(r >> 8) % 64;
    default:
        return (size_t)(r >> 8) % 513;
    }
}

static unsigned char expected(const struct block *block, size_t i)
{
    return (unsigned char)(block->seed + i * 7);
}

static void write_all(struct block *block)
{
    block->seed = (unsigned char)random64();
    for (size_t i = 0; i < block->size; i++)
        block->bytes[i] = expected(block, i);
}

static void compare(const struct block *block, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (block->bytes[i] != expected(block, i))
            fail("contents were lost");
}

static void accept(struct block *block, size_t alignment)
{
    if (!block->bytes)
        fail("out of memory");
    if ((uintptr_t)block->bytes % alignment)
        fail("misaligned");
    if (unsown_usable_size(block->bytes) < block->size)
        fail("usable size too small");
}

/* Every byte of a block has its own content, so that two blocks that overlap destroy each other;
 * this looks for overlaps directly, and for blocks that are equal though empty. */
static int by_address(const void *a, const void *b)
{
    const struct block *x = a, *y = b;
    return x->bytes < y->bytes ? -1 : x->bytes > y->bytes;
}

static void look_for_overlap(void)
{
    static struct block sorted[BLOCKS];
    memcpy(sorted, blocks, sizeof sorted);
    qsort(sorted, BLOCKS, sizeof *sorted, by_address);
    for (size_t i = 1; i < BLOCKS; i++)
        if (sorted[i - 1].bytes &&
            sorted[i].bytes < sorted[i - 1].bytes + (sorted[i - 1].size ? sorted[i - 1].size : 1))
            fail("blocks overlap");
}

static void step(struct block *block)
{
    size_t size = random_size();
    if (!block->bytes) {
        size_t alignment = UNSOWN_ALIGNMENT;
        switch (random64() % 4) {
        case 0:
            block->bytes = unsown_calloc(1, size);
            for (size_t i = 0; block->bytes && i < size; i++)
                if (block->bytes[i])
                    fail("calloc did not zero");
            break;
        case 1:
            alignment = (size_t)1 << random64() % 13;
            block->bytes = unsown_aligned_alloc(alignment, size);
            break;
        default:
            block->bytes = unsown_malloc(size);
        }
        block->size = size;
        accept(block, alignment);
        write_all(block);
        return;
    }
    compare(block, block->size);
    if (random64() % 3 == 0) {
        unsigned char *moved = unsown_realloc(block->bytes, size);
        size_t kept = size < block->size ? size : block->size;
        block->bytes = moved;
        block->size = size;
        accept(block, UNSOWN_ALIGNMENT);
        compare(block, kept);
        write_all(block);
    } else {
        unsown_free(block->bytes);
        block->bytes = NULL;
        block->size = 0;
    }
}

int main(int argc, char **argv)
{
    state = 88172645463325252u + (argc > 1 ? strtoull(argv[1], NULL, 10) : 0);
    for (long i = 0; i < STEPS; i++) {
        step(&blocks[random64() % BLOCKS]);
        if (i % 20000 == 0) {
            look_for_overlap();
            if (unsown_check())
                fail("the allocator finds its own state damaged");
        }
    }
    for (size_t i = 0; i < BLOCKS; i++)
        if (blocks[i].bytes) {
            compare(&blocks[i], blocks[i].size);
            unsown_free(blocks[i].bytes);
        }
    if (unsown_check())
        fail("the allocator finds its own state damaged at the end");
    struct unsown_statistics statistics;
    unsown_statistics(&statistics);
    if (statistics.mode == UNSOWN_MODE_RELEASE && statistics.blocks)
        fail("blocks are left");
    return 0;
}
