// Many threads on one heap: blocks handed from one to another keep their contents, ownership checks
// run while arenas come and go, and a child after fork() can allocate. ThreadSanitizer finds no race.
//
// RUN: %program %s %libunsown -o %t && %t
// RUN: env UNSOWN_DEBUG=1 %t
// RUN: env UNSOWN_HARDENED=1 %t
// RUN: %cc -fsanitize=thread -std=c11 -O1 -g -pthread -I%alloc-include -I%intent-include %s %library -o %t-tsan
// RUN: %t-tsan
// RUN: env UNSOWN_DEBUG=1 %t-tsan
// RUN: env UNSOWN_HARDENED=1 %t-tsan

#include "Inputs/expect.h"
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <unsown/alloc.h>

enum { THREADS = 4, ROUNDS = 150, BATCH = 200, SLOTS = 1024 };

/* Where threads leave blocks for others. */
static _Atomic(unsigned char *) slots[SLOTS];
static unsigned char foreign[4096 * 3];

static unsigned next_random(unsigned *state)
{
    *state = *state * 1103515245u + 12345u;
    return *state >> 8;
}

static void check_and_free(unsigned char *block)
{
    if (!block)
        return;
    EXPECT(unsown_usable_size(block) >= 20);
    for (int i = 1; i < 20; i++)
        EXPECT(block[i] == block[0]);
    unsown_free(block);
}

static void *work(void *argument)
{
    unsigned state = (unsigned)(uintptr_t)argument + 1;
    unsigned char *batch[BATCH];
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < BATCH; i++) {
            batch[i] = unsown_malloc(20 + next_random(&state) % 700);
            EXPECT(batch[i]);
            memset(batch[i], (int)next_random(&state), 20);
            EXPECT(!unsown_owns(foreign + next_random(&state) % sizeof foreign));
        }
        for (int i = 0; i < BATCH; i++)
            check_and_free(atomic_exchange(&slots[next_random(&state) % SLOTS], batch[i]));
    }
    return NULL;
}

int main(void)
{
    pthread_t threads[THREADS];
    for (uintptr_t i = 0; i < THREADS; i++)
        EXPECT(!pthread_create(&threads[i], NULL, work, (void *)i));
    for (int i = 0; i < 10; i++) {
        pid_t child = fork();
        EXPECT(child >= 0);
        if (!child) {
            /* Small ones only: AddressSanitizer's own malloc may hang after fork(). */
            for (size_t size = 0; size <= 240; size++)
                unsown_free(unsown_realloc(unsown_malloc(size), size * 2));
            _exit(unsown_check() != 0);
        }
        int status;
        EXPECT(waitpid(child, &status, 0) == child && status == 0);
    }
    for (int i = 0; i < THREADS; i++)
        EXPECT(!pthread_join(threads[i], NULL));
    for (int i = 0; i < SLOTS; i++)
        check_and_free(slots[i]);
    EXPECT(unsown_check() == 0);
    return 0;
}
