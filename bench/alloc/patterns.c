/* Patterns of allocation, for any malloc: bench/alloc/peers.py runs them with one after the other.
 *
 *     patterns NAME...        prints "NAME VALUE UNIT" lines; without a name, all
 *
 * Times are the CPU time of the least of nine windows, in nanoseconds for a pair of malloc and free;
 * those of two threads count both.  Memory is what is resident beyond the start, over the bytes
 * requested; and in MiB after all was freed.
 *
 * What it gives up.  Patterns are synthetic; what a real program gains, only that program can show
 * (LD_PRELOAD=libunsown-malloc.so).
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

/* Through pointers, so that no compiler leaves a pair out. */
static struct {
    void *(*malloc)(size_t);
    void *(*realloc)(void *, size_t);
    void (*free)(void *);
} volatile f = {malloc, realloc, free};

enum { LIVE = 200000, TABLE = 1 << 14 };
static void **live; /* not from the malloc that is measured */
static uint16_t sizes[TABLE];
static uint32_t places[TABLE];

static void *raw(size_t size)
{
    void *memory =
        mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
    if (memory == MAP_FAILED) {
        perror("patterns: mmap");
        exit(2);
    }
    return memory;
}

static void fill_tables(void)
{
    uint64_t r = 0x9e3779b97f4a7c15u;
    live = raw(LIVE * sizeof *live);
    for (int i = 0; i < TABLE; i++) {
        r ^= r << 13;
        r ^= r >> 7;
        r ^= r << 17;
        sizes[i] = (uint16_t)(1 + r % 512);
        places[i] = (uint32_t)(r >> 32);
    }
}

static void *touched(size_t size)
{
    char *block = f.malloc(size);
    if (!block) {
        fprintf(stderr, "patterns: out of memory\n");
        exit(2);
    }
    *block = 1;
    return block;
}

/* --- patterns of time: each returns how many pairs it did ------------------------------------- */

static long one_size(void)
{
    for (long i = 0; i < 200000; i++)
        f.free(touched(64));
    return 200000;
}

static long all_sizes(void)
{
    for (long i = 0; i < 200000; i++)
        f.free(touched(sizes[i % TABLE]));
    return 200000;
}

static long stack_like(void)
{
    for (long round = 0; round < 2000; round++) {
        for (int i = 0; i < 100; i++)
            live[i] = touched(sizes[i]);
        for (int i = 99; i >= 0; i--)
            f.free(live[i]);
    }
    return 200000;
}

static long replace(uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        live[i] = touched(sizes[i % TABLE]);
    for (uint32_t i = 0; i < 400000; i++) {
        void **slot = &live[(uint64_t)(places[i % TABLE] ^ i * 2654435761u) * n >> 32];
        f.free(*slot);
        *slot = touched(sizes[i * 7 % TABLE]);
    }
    for (uint32_t i = 0; i < n; i++)
        f.free(live[i]);
    return 400000 + n;
}

static long replace_few(void)
{
    return replace(1000);
}

static long replace_many(void)
{
    return replace(LIVE);
}

static long many_then_none(void)
{
    for (int i = 0; i < LIVE; i++)
        live[i] = touched(48);
    for (int i = 0; i < LIVE; i++)
        f.free(live[i * 7919L % LIVE]);
    return LIVE;
}

static long growing(void)
{
    for (long i = 0; i < 5000; i++) {
        char *block = NULL;
        for (size_t size = 16; size <= 4096; size += size / 2)
            *(block = f.realloc(block, size)) = 1;
        f.free(block);
    }
    return 75000;
}

static long in_place(void)
{
    char *block = touched(100);
    for (long i = 0; i < 200000; i++)
        block = f.realloc(block, 97 + (size_t)i % 16);
    f.free(block);
    return 200000;
}

/* Each of two threads frees what the other allocated, a batch at a time. */
enum { BATCH = 4096, ROUNDS = 40 };
static void **batches[2];
static pthread_barrier_t barrier;

static void *swap_batches(void *which)
{
    uintptr_t me = (uintptr_t)which;
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < BATCH; i++)
            batches[me][i] = touched(sizes[(i + round * BATCH) % TABLE]);
        pthread_barrier_wait(&barrier);
        for (int i = 0; i < BATCH; i++)
            f.free(batches[!me][i]);
        pthread_barrier_wait(&barrier);
    }
    return NULL;
}

static long two_threads(void)
{
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        if (!batches[i])
            batches[i] = raw(BATCH * sizeof(void *));
    pthread_barrier_init(&barrier, NULL, 2);
    for (uintptr_t i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, swap_batches, (void *)i);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    pthread_barrier_destroy(&barrier);
    return 2L * BATCH * ROUNDS;
}

static void measure_time(const char *name, long (*run)(void))
{
    double best = 1e30;
    for (int window = 0; window < 9; window++) {
        struct timespec from, to;
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
        long n = run();
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
        double t = ((double)(to.tv_sec - from.tv_sec) * 1e9 + (double)(to.tv_nsec - from.tv_nsec)) /
                   (double)n;
        best = t < best ? t : best;
    }
    printf("%s %.3f ns\n", name, best);
}

/* --- patterns of memory ----------------------------------------------------------------------- */

static double resident(void)
{
    char text[256];
    unsigned long size = 0, pages = 0;
    int fd = open("/proc/self/statm", O_RDONLY);
    ssize_t n = read(fd, text, sizeof text - 1);
    close(fd);
    text[n > 0 ? n : 0] = 0;
    sscanf(text, "%lu %lu", &size, &pages);
    return (double)pages * 4096;
}

static void measure_memory(const char *name, size_t least, size_t most)
{
    enum { WANTED = 96 << 20 };
    size_t n = 0, bytes = 0;
    void **blocks = raw(WANTED / least * sizeof *blocks);
    f.free(touched(64));
    double before = resident();
    for (; bytes + most < WANTED; n++) {
        size_t size = least == most ? least : least + places[n % TABLE] % (most - least + 1);
        blocks[n] = touched(size);
        memset(blocks[n], 1, size);
        bytes += size;
    }
    double full = resident();
    for (size_t i = 0; i < n; i++)
        f.free(blocks[i * 7919 % n]);
    printf("%s-full %.4f x\n%s-after %.2f MiB\n", name, (full - before) / (double)bytes, name,
           (resident() - before) / (1 << 20));
}

static void memory_32(void)
{
    measure_memory("memory-32", 32, 32);
}

static void memory_mix(void)
{
    measure_memory("memory-mix", 16, 512);
}

static const struct {
    const char *name;
    long (*time)(void);
    void (*memory)(void);
} patterns[] = {
    {"one-size", one_size, NULL},
    {"all-sizes", all_sizes, NULL},
    {"stack-like", stack_like, NULL},
    {"replace-1000", replace_few, NULL},
    {"replace-200000", replace_many, NULL},
    {"many-then-none", many_then_none, NULL},
    {"growing", growing, NULL},
    {"in-place", in_place, NULL},
    {"two-threads", two_threads, NULL},
    {"memory-32", NULL, memory_32},
    {"memory-mix", NULL, memory_mix},
};

static void run(size_t i)
{
    if (patterns[i].time)
        measure_time(patterns[i].name, patterns[i].time);
    else
        patterns[i].memory();
    fflush(stdout);
}

int main(int argc, char **argv)
{
    size_t count = sizeof patterns / sizeof *patterns;
    setvbuf(stdout, raw(65536), _IOFBF, 65536);
    fill_tables();
    for (size_t i = 0; argc < 2 && i < count; i++)
        run(i);
    for (int a = 1; a < argc; a++) {
        size_t i = 0;
        while (i < count && strcmp(argv[a], patterns[i].name))
            i++;
        if (i == count) {
            fprintf(stderr, "patterns: %s is no pattern\n", argv[a]);
            return 2;
        }
        run(i);
    }
    return 0;
}
