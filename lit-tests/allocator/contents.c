// The bytes themselves. Zeroed is zeroed, though the memory held something else before; debugging
// mode fills what is fresh and what was freed, so that nobody mistakes it for data, and keeps guard
// bytes around every block.
//
// RUN: %program %s %libunsown -o %t && %t
// RUN: env UNSOWN_DEBUG=1 %t
// RUN: env UNSOWN_POOLS=0 UNSOWN_DEBUG=1 %t
// RUN: %program -DUNSOWN_DEBUG=1 %s %library -o %t-debug && %t-debug debugging
// RUN: env UNSOWN_DEBUG=0 %t-debug release
// RUN: env UNSOWN_POOLS=0 %t

#include "Inputs/expect.h"
#include <string.h>
#include <unsown/alloc.h>

static bool debugging;

static void expect_bytes(const unsigned char *bytes, size_t n, unsigned char value)
{
    /* Compilers take fresh memory for something they may answer for; here its bytes are meant. */
    const volatile unsigned char *look = bytes;
    for (size_t i = 0; i < n; i++)
        EXPECT(look[i] == value);
}

static void calloc_zeroes_used_memory(void)
{
    for (size_t size = 1; size < 2000; size += 3) {
        unsigned char *block = unsown_malloc(size);
        memset(block, 0xee, size);
        unsown_free(block);
        block = unsown_calloc(1, size);
        expect_bytes(block, size, 0);
        unsown_free(block);
    }
}

static void debugging_fills_fresh_memory(void)
{
    for (size_t size = 1; size < 2000; size += 3) {
        unsigned char *block = unsown_malloc(size);
        expect_bytes(block, size, UNSOWN_BYTE_FRESH);
        memset(block, 1, size);
        block = unsown_realloc(block, size + 100);
        expect_bytes(block, size, 1);
        expect_bytes(block + size, 100, UNSOWN_BYTE_FRESH);
        EXPECT(unsown_usable_size(block) == size + 100);
        unsown_free(block);
        block = unsown_aligned_alloc(64, size);
        expect_bytes(block, size, UNSOWN_BYTE_FRESH);
        unsown_free(block);
    }
}

static void debugging_fills_freed_memory(void)
{
    for (size_t size = 1; size < 2000; size += 3) {
        unsigned char *volatile block = unsown_malloc(size);
        memset(block, 1, size);
        unsigned char *volatile stale = block;
        unsown_free(block);
        expect_bytes(stale, size, UNSOWN_BYTE_FREED);
    }
}

static void debugging_guards_blocks(void)
{
    for (size_t size = 0; size < 2000; size += 3) {
        unsigned char *block = unsown_malloc(size);
        unsigned char *volatile beyond = block;
        expect_bytes(beyond - 16, 16, UNSOWN_BYTE_GUARD);
        expect_bytes(beyond + size, 16, UNSOWN_BYTE_GUARD);
        unsown_free(block);
    }
}

int main(int argc, char **argv)
{
    struct unsown_statistics s;
    unsown_statistics(&s);
    debugging = s.mode == UNSOWN_MODE_DEBUGGING;
    if (argc > 1)
        EXPECT(debugging == !strcmp(argv[1], "debugging"));
    calloc_zeroes_used_memory();
    if (debugging) {
        debugging_fills_fresh_memory();
        debugging_guards_blocks();
        debugging_fills_freed_memory();
    }
    return 0;
}
