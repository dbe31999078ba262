// Each sentence of alloc.h about sizes, NULL, errno, alignment and overflow, in all modes.
//
// RUN: %program %s %libunsown -o %t
// RUN: %t
// RUN: env UNSOWN_DEBUG=1 %t
// RUN: env UNSOWN_POOLS=0 %t
// RUN: env UNSOWN_HARDENED=1 %t
// RUN: %program -DUNSOWN_MEMORY_DEBUGGER=1 %s %library -o %t-tracked && %t-tracked
// RUN: %program %s %libunsown-so -Wl,-rpath,%build/lib -o %t-shared && %t-shared

#include "Inputs/expect.h"
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <unsown/alloc.h>

/* Sizes that the compiler must not see, or it warns that they are too large. */
static volatile size_t huge = (size_t)PTRDIFF_MAX + 1, largest = SIZE_MAX, half = SIZE_MAX / 2;

static struct unsown_statistics statistics(void)
{
    struct unsown_statistics s;
    unsown_statistics(&s);
    return s;
}

static void size_0_gives_a_block_of_its_own(void)
{
    enum { N = 600 };
    void *blocks[N];
    for (int i = 0; i < N; i++) {
        blocks[i] = i % 3 == 0   ? unsown_malloc(0)
                    : i % 3 == 1 ? unsown_calloc(i % 2 ? 0 : 7, i % 2 ? 7 : 0)
                                 : unsown_aligned_alloc(16, 0);
        EXPECT(blocks[i]);
        for (int j = 0; j < i; j++)
            EXPECT(blocks[i] != blocks[j]);
    }
    for (int i = 0; i < N; i++)
        unsown_free(blocks[i]);
}

static void null_is_accepted(void)
{
    unsown_free(NULL);
    EXPECT(unsown_usable_size(NULL) == 0);
    EXPECT(!unsown_owns(NULL));
    char *block = unsown_realloc(NULL, 10);
    EXPECT(block);
    unsown_free(block);
}

static void what_is_too_large_fails(void)
{
    for (int i = 0; i < 2; i++) {
        size_t size = i ? largest : huge;
        errno = 0;
        EXPECT(!unsown_malloc(size) && errno == ENOMEM);
        errno = 0;
        EXPECT(!unsown_calloc(1, size) && errno == ENOMEM);
        errno = 0;
        EXPECT(!unsown_aligned_alloc(64, size) && errno == ENOMEM);
        errno = 0;
        EXPECT(!unsown_realloc(NULL, size) && errno == ENOMEM);
    }
    errno = 0;
    EXPECT(!unsown_aligned_alloc(huge, 1) && errno == ENOMEM);
}

static void products_that_overflow_fail(void)
{
    errno = 0;
    EXPECT(!unsown_calloc(largest, 2) && errno == ENOMEM);
    errno = 0;
    EXPECT(!unsown_calloc(half + 2, 2) && errno == ENOMEM); /* 2, if it wrapped */
    errno = 0;
    EXPECT(!unsown_reallocarray(NULL, half + 2, 2) && errno == ENOMEM);
    char *block = unsown_reallocarray(NULL, 5, 7);
    memset(block, 3, 35);
    errno = 0;
    EXPECT(!unsown_reallocarray(block, largest, 16) && errno == ENOMEM);
    EXPECT(block[0] == 3 && block[34] == 3);
    block = unsown_reallocarray(block, 100, 10);
    EXPECT(block && block[34] == 3);
    unsown_free(block);
}

static void realloc_that_fails_changes_nothing(void)
{
    for (size_t size = 1; size < 3000; size += 499) {
        unsigned char *block = unsown_malloc(size);
        memset(block, 0x5a, size);
        errno = 0;
        EXPECT(!unsown_realloc(block, huge) && errno == ENOMEM);
        for (size_t i = 0; i < size; i++)
            EXPECT(block[i] == 0x5a);
        unsown_free(block);
    }
}

static void realloc_to_0_does_not_free(void)
{
    static const size_t sizes[] = {0, 1, 100, 512, 513, 100000};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        void *block = unsown_realloc(unsown_malloc(sizes[i]), 0);
        EXPECT(block);
        unsown_free(block);
    }
}

static void realloc_preserves(void)
{
    for (size_t from = 1; from < 1200; from += 13)
        for (size_t to = 1; to < 1200; to += 17) {
            unsigned char *block = unsown_malloc(from);
            for (size_t i = 0; i < from; i++)
                block[i] = (unsigned char)(i * 3 + 1);
            block = unsown_realloc(block, to);
            EXPECT(block);
            for (size_t i = 0; i < from && i < to; i++)
                EXPECT(block[i] == (unsigned char)(i * 3 + 1));
            unsown_free(block);
        }
}

static void every_block_is_aligned(void)
{
    for (size_t size = 0; size < 2000; size++) {
        void *block = unsown_malloc(size);
        EXPECT((uintptr_t)block % UNSOWN_ALIGNMENT == 0);
        unsown_free(block);
    }
    for (size_t alignment = 1; alignment <= 1 << 16; alignment *= 2)
        for (size_t size = 0; size < 1200; size += 37) {
            void *blocks[4];
            for (int i = 0; i < 4; i++) {
                blocks[i] = unsown_aligned_alloc(alignment, size);
                EXPECT(blocks[i] && (uintptr_t)blocks[i] % alignment == 0);
                memset(blocks[i], i, size);
            }
            for (int i = 0; i < 4; i++)
                unsown_free(blocks[i]);
        }
}

static void alignment_is_a_power_of_two(void)
{
    static const size_t bad[] = {0, 3, 6, 12, 24, 48, 65, 1000};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        errno = 0;
        EXPECT(!unsown_aligned_alloc(bad[i], 8) && errno == EINVAL);
    }
}

static void usable_bytes_may_be_used(void)
{
    for (size_t size = 0; size < 1500; size++) {
        unsigned char *block = unsown_malloc(size);
        size_t usable = unsown_usable_size(block);
        EXPECT(usable >= size);
        if (statistics().mode == UNSOWN_MODE_RELEASE && size <= UNSOWN_SMALL_MAX)
            EXPECT(usable == (size ? (size + 15) / 16 * 16 : 16));
        unsown_free(block);
    }
}

static void free_leaves_errno_alone(void)
{
    enum { N = 3000 };
    static void *blocks[N];
    for (int i = 0; i < N; i++)
        blocks[i] = unsown_malloc(i % 5 ? 500 : 200000);
    errno = 77;
    for (int i = 0; i < N; i++)
        unsown_free(blocks[i]);
    EXPECT(errno == 77);
}

/* In debugging mode a foreign pointer is a fault: debugging.c. */
static void blocks_of_malloc_are_taken(void)
{
    if (statistics().mode == UNSOWN_MODE_DEBUGGING || statistics().mode == UNSOWN_MODE_HARDENED)
        return;
    for (size_t size = 1; size < 100000; size = size * 3 + 1) {
        char *block = malloc(size);
        memset(block, 9, size);
        EXPECT(!unsown_owns(block));
        EXPECT(unsown_usable_size(block) >= size);
        block = unsown_realloc(block, size + 1000);
        EXPECT(block && block[0] == 9 && block[size - 1] == 9);
        block = unsown_realloc(block, 1);
        EXPECT(block && block[0] == 9);
        unsown_free(block);
        unsown_free(malloc(size));
    }
}

int main(void)
{
    size_0_gives_a_block_of_its_own();
    null_is_accepted();
    what_is_too_large_fails();
    products_that_overflow_fail();
    realloc_that_fails_changes_nothing();
    realloc_to_0_does_not_free();
    realloc_preserves();
    every_block_is_aligned();
    alignment_is_a_power_of_two();
    usable_bytes_may_be_used();
    free_leaves_errno_alone();
    blocks_of_malloc_are_taken();
    EXPECT(unsown_check() == 0);
    return 0;
}
