// Any sequence of calls, decoded from bytes, beside a model that knows each block: sizes, alignment,
// contents, ownership, heaps, walks. The program makes its own random inputs: `fuzz COUNT SEED`; built
// with -DFUZZER and clang's -fsanitize=fuzzer it is a target for libFuzzer (fuzz.test):
//     clang -g -O1 -DFUZZER -fsanitize=fuzzer,undefined -pthread -Iallocator/include -Iplugin/include
//         lit-tests/allocator/fuzz.c allocator/src/*.c -o fuzz && ./fuzz -max_len=4096
//
// RUN: %program %s %libunsown -o %t
// RUN: %t 600 1 | %FileCheck %s
// RUN: env UNSOWN_HARDENED=1 %t 300 2 | %FileCheck %s
// RUN: env UNSOWN_DEBUG=1 %t 200 3 | %FileCheck %s
// CHECK: {{[1-9][0-9]+}} inputs, {{[1-9][0-9]+}} calls, 0 faults

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unsown/alloc.h>

enum { SLOTS = 256, HEAPS = 3 };
static struct slot {
    unsigned char *bytes;
    size_t size;
    unsigned char seed;
    int heap; /* 0: none */
} slots[SLOTS];
static struct unsown_heap *heaps[HEAPS + 1];
static unsigned long long calls;

static void require(bool what, const char *words)
{
    if (what)
        return;
    fprintf(stderr, "fuzz: %s\n", words);
    abort();
}

static void write_all(struct slot *slot, unsigned char seed)
{
    slot->seed = seed;
    for (size_t i = 0; i < slot->size; i++)
        slot->bytes[i] = (unsigned char)(seed + i * 11);
}

static void compare(const struct slot *slot, size_t n)
{
    for (size_t i = 0; i < n; i++)
        require(slot->bytes[i] == (unsigned char)(slot->seed + i * 11), "contents were lost");
}

/* What is decoded: an operation, a slot, a size of 12 bits. */
static size_t size_from(uint8_t a, uint8_t b)
{
    size_t size = a | (size_t)(b & 15) << 8;
    return b & 128 ? size : size % 530;
}

static void fill(struct slot *slot, unsigned char *bytes, size_t size, size_t alignment, uint8_t seed)
{
    require(bytes != NULL, "out of memory");
    require((uintptr_t)bytes % alignment == 0, "misaligned");
    slot->bytes = bytes;
    slot->size = size;
    require(unsown_usable_size(bytes) >= size, "usable size too small");
    write_all(slot, seed);
}

static bool count(void *block, size_t size, void *context)
{
    (void)block, (void)size;
    ++*(size_t *)context;
    return true;
}

static void drop_heap(int h)
{
    for (int i = 0; i < SLOTS; i++)
        if (slots[i].bytes && slots[i].heap == h) {
            compare(&slots[i], slots[i].size);
            slots[i].bytes = NULL;
        }
    unsown_heap_destroy(heaps[h]);
    heaps[h] = NULL;
}

static void release(struct slot *slot, uint8_t how)
{
    compare(slot, slot->size);
    if (how % 3 == 0)
        unsown_free(slot->bytes);
    else if (how % 3 == 1)
        unsown_free_sized(slot->bytes, slot->size);
    else
        unsown_free_aligned_sized(slot->bytes, 16, slot->size);
    slot->bytes = NULL;
}

static unsigned char *zeroed(unsigned char *bytes, size_t size)
{
    for (size_t i = 0; bytes && i < size; i++)
        require(!bytes[i], "calloc did not zero");
    return bytes;
}

static void resized(struct slot *slot, unsigned char *bytes, size_t size, uint8_t seed)
{
    size_t kept = size < slot->size ? size : slot->size;
    require(bytes != NULL, "out of memory");
    slot->bytes = bytes;
    compare(slot, kept);
    fill(slot, bytes, size, 16, seed);
}

/* The model's live blocks are those that a walk finds. */
static void expect_walk_to_find_all(void)
{
    struct unsown_statistics s;
    unsown_statistics(&s);
    if (s.mode != UNSOWN_MODE_RELEASE)
        return; /* blocks have guards, and some are held back */
    size_t found = 0, expected = 0;
    require(unsown_walk(NULL, count, &found), "the walk gave up");
    for (int i = 0; i < SLOTS; i++)
        expected += slots[i].bytes && unsown_owns(slots[i].bytes);
    require(found == expected, "a walk finds other blocks than there are");
    require(s.blocks == expected, "the statistics count other blocks than there are");
}

static void expect_found(const struct slot *slot, size_t offset)
{
    struct unsown_place place = unsown_find(slot->bytes + offset % slot->size);
    require(place.state == UNSOWN_STATE_LIVE, "a live block is said to be none");
    require(place.heap == (slot->heap ? heaps[slot->heap] : NULL), "in the wrong heap");
    require((unsigned char *)place.block <= slot->bytes &&
                slot->bytes + slot->size <= (unsigned char *)place.block + place.size,
            "found in the wrong place");
}

enum { NEED_VACANT = 9 }; /* the first operations free what the slot has */

static void step(uint8_t op, struct slot *slot, size_t size, uint8_t seed)
{
    size_t alignment = (size_t)1 << seed % 9;
    int h = 1 + seed % HEAPS;
    void *block;
    calls++;
    op %= 16;
    if (op < NEED_VACANT && slot->bytes)
        release(slot, seed);
    if (op < NEED_VACANT)
        slot->heap = op >= 6 ? h : 0;
    if (op >= 6 && op < NEED_VACANT && !heaps[h])
        require((heaps[h] = unsown_heap_create()) != NULL, "no heap");
    switch (op) {
    case 0: case 1:
        fill(slot, unsown_malloc(size), size, 16, seed);
        break;
    case 2:
        fill(slot, zeroed(unsown_calloc(size, 1), size), size, 16, seed);
        break;
    case 3:
        fill(slot, unsown_aligned_alloc(alignment, size), size, alignment, seed);
        break;
    case 4:
        if (alignment < sizeof(void *))
            alignment = sizeof(void *);
        require(unsown_posix_memalign(&block, alignment, size) == 0, "out of memory");
        fill(slot, block, size, alignment, seed);
        break;
    case 5:
        fill(slot, unsown_memalign(alignment, size), size, alignment, seed);
        break;
    case 6:
        fill(slot, unsown_heap_malloc(heaps[h], size), size, 16, seed);
        break;
    case 7:
        fill(slot, zeroed(unsown_heap_calloc(heaps[h], 1, size), size), size, 16, seed);
        break;
    case 8:
        fill(slot, unsown_heap_aligned_alloc(heaps[h], alignment, size), size, alignment, seed);
        break;
    case 9: case 10:
        if (slot->bytes)
            resized(slot, unsown_realloc(slot->bytes, size), size, seed);
        break;
    case 11:
        if (slot->bytes)
            resized(slot, unsown_reallocarray(slot->bytes, size / 3, 3), size / 3 * 3, seed);
        break;
    case 12:
        if (seed % 16 == 0 && heaps[h])
            drop_heap(h);
        else if (seed % 16 == 1)
            unsown_trim();
        else if (seed % 16 == 2)
            require(unsown_check() == 0, "the allocator finds its state damaged");
        else if (seed % 16 == 3)
            expect_walk_to_find_all();
        break;
    case 13:
        if (slot->bytes && slot->size && unsown_owns(slot->bytes))
            expect_found(slot, size);
        break;
    case 14: /* memory that never was ours, and what is no memory at all */
        require(!unsown_owns((const char *)slots + size) && !unsown_owns((char *)&block + size % 8),
                "memory of the program is said to be ours");
        require(!unsown_owns((const void *)size) && !unsown_owns((const void *)~size),
                "what is no address is said to be ours");
        break;
    default:
        if (slot->bytes)
            release(slot, seed);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    for (size_t i = 0; i + 5 <= size; i += 5)
        step(data[i], &slots[data[i + 1]], size_from(data[i + 2], data[i + 3]), data[i + 4]);
    for (int h = 1; h <= HEAPS; h++)
        if (heaps[h])
            drop_heap(h);
    for (int i = 0; i < SLOTS; i++)
        if (slots[i].bytes) {
            compare(&slots[i], slots[i].size);
            unsown_free(slots[i].bytes);
            slots[i].bytes = NULL;
        }
    require(unsown_check() == 0, "the allocator finds its state damaged at the end");
    expect_walk_to_find_all();
    return 0;
}

#ifndef FUZZER
int main(int argc, char **argv)
{
    long inputs = argc > 1 ? atol(argv[1]) : 1;
    uint64_t state = 88172645463325252u + (argc > 2 ? strtoull(argv[2], NULL, 10) * 7919 : 0);
    static uint8_t data[5 * 2000];
    for (long n = 0; n < inputs; n++) {
        for (size_t i = 0; i < sizeof data; i++) {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            data[i] = (uint8_t)(state >> 20);
        }
        LLVMFuzzerTestOneInput(data, sizeof data - (size_t)(state % 5000));
    }
    printf("%ld inputs, %llu calls, 0 faults\n", inputs, calls);
    return 0;
}
#endif
