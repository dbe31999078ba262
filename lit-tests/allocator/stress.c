// Threads that allocate, resize, hand over and free at random, come and go, and make and destroy heaps:
// every block keeps its contents, none is handed out twice, and at the end none is left. `stress
// OPERATIONS [THREADS]` for a campaign; the counts are printed.
//
// RUN: %program %s %libunsown -o %t
// RUN: %t 400000 | %FileCheck %s
// RUN: env UNSOWN_HARDENED=1 %t 100000 | %FileCheck %s
// RUN: %cc -fsanitize=thread -std=c11 -O1 -g -pthread -I%alloc-include -I%intent-include %s %library -o %t-tsan
// RUN: %t-tsan 40000 | %FileCheck %s
// CHECK: {{[1-9][0-9]+}} operations, {{[1-9][0-9]+}} blocks handed over, 0 lost, 0 doubly handed

#include "Inputs/expect.h"
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <unsown/alloc.h>

enum { MINE = 300, SLOTS = 512, MOST_THREADS = 64 };

/* The beginning of every block; the rest is filled with the low byte of the seal. */
struct head {
    uint64_t seal;
    size_t size;
};

static _Atomic(struct head *) slots[SLOTS];
static atomic_ullong operations, handed_over, damaged;
static long long limit;

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* Two owners of one block would write different seals. */
static void seal(struct head *block, size_t size, uint64_t with)
{
    block->size = size;
    block->seal = with;
    memset(block + 1, (int)(with & 0xff), size - sizeof *block);
}

static void expect_sealed(const struct head *block, size_t upto)
{
    const unsigned char *bytes = (const unsigned char *)(block + 1);
    for (size_t i = 0; i < upto - sizeof *block; i++)
        if (bytes[i] != (block->seal & 0xff)) {
            atomic_fetch_add(&damaged, 1);
            return;
        }
}

static size_t random_size(uint64_t r)
{
    return sizeof(struct head) + (r % 40 ? r % 500 : r % 4000);
}

static void release(struct head *block)
{
    if (!block)
        return;
    expect_sealed(block, block->size);
    block->seal = 0;
    unsown_free(block);
}

/* Puts the block into the slot and gives what was there.  A memory debugger does not see that what is handed over by
 * an atomic exchange is written before; that of a lock it does. */
static struct head *hand_over(unsigned slot, struct head *block)
{
#if UNSOWN_MEMORY_DEBUGGER
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&lock);
    block = atomic_exchange(&slots[slot], block);
    pthread_mutex_unlock(&lock);
    return block;
#else
    return atomic_exchange(&slots[slot], block);
#endif
}

static void *work(void *argument)
{
    uint64_t state = 88172645463325252u * ((uintptr_t)argument + 1);
    struct head *mine[MINE] = {NULL};
    struct unsown_heap *heap = NULL;
    for (long long n = 0; n < limit; n++) {
        uint64_t r = next_random(&state);
        struct head **slot = &mine[r % MINE];
        size_t size = random_size(r >> 20);
        switch (r >> 40 & 15) {
        case 0: case 1: case 2: /* hand it over; free what was there */
            if (*slot)
                atomic_fetch_add_explicit(&handed_over, 1, memory_order_relaxed);
            *slot = hand_over(r >> 12 & (SLOTS - 1), *slot);
            release(*slot);
            *slot = NULL;
            break;
        case 3: case 4:
            if (*slot) {
                size_t kept = size < (*slot)->size ? size : (*slot)->size;
                *slot = unsown_realloc(*slot, size);
                EXPECT(*slot);
                expect_sealed(*slot, kept);
                seal(*slot, size, next_random(&state));
            }
            break;
        case 5:
            if (r % 500 == 0) {
                unsown_heap_destroy(heap);
                heap = unsown_heap_create();
                EXPECT(heap);
            } else if (heap && r % 4 == 0) {
                struct head *block = unsown_heap_malloc(heap, size);
                EXPECT(block);
                seal(block, size, r);
                expect_sealed(block, size);
                if (r % 8 == 0)
                    unsown_free(block);
            }
            break;
        case 6:
            if (r % 3000 == 0)
                unsown_trim();
            break;
        default:
            release(*slot);
            *slot = unsown_malloc(size);
            EXPECT(*slot && unsown_owns(*slot) == (unsown_find(*slot).state != UNSOWN_STATE_FOREIGN));
            seal(*slot, size, r);
        }
    }
    unsown_heap_destroy(heap);
    for (int i = 0; i < MINE; i++)
        release(mine[i]);
    atomic_fetch_add(&operations, (unsigned long long)limit);
    return NULL;
}

int main(int argc, char **argv)
{
    long long all = argc > 1 ? atoll(argv[1]) : 100000;
    uintptr_t threads = argc > 2 ? (uintptr_t)atoi(argv[2]) : 4;
    EXPECT(threads > 0 && threads <= MOST_THREADS);
    enum { GENERATIONS = 4 };
    limit = all / (long long)threads / GENERATIONS;
    for (int generation = 0; generation < GENERATIONS; generation++) {
        pthread_t ids[MOST_THREADS];
        for (uintptr_t i = 0; i < threads; i++)
            EXPECT(!pthread_create(&ids[i], NULL, work, (void *)(i + 100 * (uintptr_t)generation)));
        for (uintptr_t i = 0; i < threads; i++)
            EXPECT(!pthread_join(ids[i], NULL));
        EXPECT(unsown_check() == 0);
    }
    for (int i = 0; i < SLOTS; i++)
        release(slots[i]);
    struct unsown_statistics s;
    unsown_statistics(&s);
    size_t lost = s.mode == UNSOWN_MODE_RELEASE ? s.blocks : 0;
    EXPECT(unsown_check() == 0);
    printf("%llu operations, %llu blocks handed over, %zu lost, %llu doubly handed\n",
           (unsigned long long)operations, (unsigned long long)handed_over, lost,
           (unsigned long long)damaged);
    return lost || damaged;
}
