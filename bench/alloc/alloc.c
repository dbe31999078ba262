/* How fast is the allocator beside the system's malloc?
 *
 * What it is for.  One command, no dependency, a ratio for each pattern: below 1 we are faster.
 *
 * How it works.  Each pattern runs in short windows, ours and the system's in turn, so that a busy
 * machine disturbs both alike; the least CPU time of all windows counts.  Both are called through
 * pointers, so that neither is inlined.
 *
 *     cc -O2 -Iallocator/include -Iplugin/include bench/alloc/alloc.c build/lib/libunsown.a -pthread -o alloc
 *     ./alloc [WINDOWS]
 *
 * What it gives up.  Patterns are synthetic and have one thread, except the last; what a real
 * program gains, only that program can show (LD_PRELOAD=libunsown-malloc.so).
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unsown/alloc.h>

struct functions {
    void *(*malloc)(size_t);
    void *(*realloc)(void *, size_t);
    void (*free)(void *);
};

static struct functions volatile ours = {unsown_malloc, unsown_realloc, unsown_free};
static struct functions volatile systems = {malloc, realloc, free};

enum { LIVE = 20000, TABLE = 1 << 14 };
static void *live[LIVE];
static uint16_t sizes[TABLE];
static uint32_t places[TABLE];

static void fill_tables(void)
{
    uint64_t r = 0x9e3779b97f4a7c15u;
    for (int i = 0; i < TABLE; i++) {
        r ^= r << 13;
        r ^= r >> 7;
        r ^= r << 17;
        sizes[i] = (uint16_t)(1 + r % 512);
        places[i] = (uint32_t)(r >> 32) % LIVE;
    }
}

/* --- patterns: each returns how many pairs of malloc and free it did -------------------------- */

static long one_size(struct functions f)
{
    for (long i = 0; i < 200000; i++) {
        char *block = f.malloc(64);
        *block = (char)i;
        f.free(block);
    }
    return 200000;
}

static long all_sizes(struct functions f)
{
    for (long i = 0; i < 200000; i++) {
        char *block = f.malloc(sizes[i % TABLE]);
        *block = (char)i;
        f.free(block);
    }
    return 200000;
}

static long stack_like(struct functions f)
{
    for (long round = 0; round < 2000; round++) {
        for (int i = 0; i < 100; i++)
            *(char *)(live[i] = f.malloc(sizes[i])) = 1;
        for (int i = 99; i >= 0; i--)
            f.free(live[i]);
    }
    return 200000;
}

static long random_order(struct functions f)
{
    memset(live, 0, sizeof live);
    for (long i = 0; i < 200000; i++) {
        void **slot = &live[places[i * 7 % TABLE]];
        f.free(*slot);
        *(char *)(*slot = f.malloc(sizes[i % TABLE])) = 1;
    }
    for (int i = 0; i < LIVE; i++)
        f.free(live[i]);
    return 200000;
}

static long many_then_none(struct functions f)
{
    for (int i = 0; i < LIVE; i++)
        *(char *)(live[i] = f.malloc(48)) = 1;
    for (int i = 0; i < LIVE; i++)
        f.free(live[(i * 7919L) % LIVE]);
    return LIVE;
}

static long growing(struct functions f)
{
    for (long i = 0; i < 5000; i++) {
        char *block = NULL;
        for (size_t size = 16; size <= 4096; size *= 2)
            *(block = f.realloc(block, size)) = 1;
        f.free(block);
    }
    return 45000;
}

static void *in_a_thread(void *functions)
{
    all_sizes(*(struct functions *)functions);
    return NULL;
}

static long two_threads(struct functions f)
{
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, in_a_thread, &f);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    return 400000;
}

static const struct {
    const char *name;
    long (*run)(struct functions);
} patterns[] = {
    {"one-size", one_size},         {"all-sizes", all_sizes},           {"stack-like", stack_like},
    {"random-order", random_order}, {"many-then-none", many_then_none}, {"growing", growing},
    {"two-threads", two_threads},
};

static double nanoseconds(long (*run)(struct functions), struct functions f)
{
    struct timespec from, to;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    long n = run(f);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    return ((double)(to.tv_sec - from.tv_sec) * 1e9 + (double)(to.tv_nsec - from.tv_nsec)) /
           (double)n;
}

int main(int argc, char **argv)
{
    int windows = argc > 1 ? atoi(argv[1]) : 15;
    if (windows < 1) {
        fprintf(stderr, "usage: alloc [WINDOWS], a number from 1 on\n");
        return 2;
    }
    fill_tables();
    printf("%-16s %10s %10s %8s\n", "pattern", "ours ns", "system ns", "ratio");
    for (size_t p = 0; p < sizeof patterns / sizeof *patterns; p++) {
        double best_ours = 1e30, best_systems = 1e30;
        for (int w = 0; w < windows; w++) {
            double t = nanoseconds(patterns[p].run, ours);
            best_ours = t < best_ours ? t : best_ours;
            t = nanoseconds(patterns[p].run, systems);
            best_systems = t < best_systems ? t : best_systems;
        }
        printf("%-16s %10.2f %10.2f %8.2f\n", patterns[p].name, best_ours, best_systems,
               best_ours / best_systems);
    }
    return 0;
}
