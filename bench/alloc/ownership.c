/* What it costs to ask whose an address is: unsown_owns() beside an empty function, and beside one that
 * only reads the line of the page that the check has to read.
 *
 *     cc -O2 -Iallocator/include -Iplugin/include bench/alloc/ownership.c build/lib/libunsown.a \
 *         -pthread -o ownership && ./ownership [ARENAS ...]       (1 64 4096 65536)
 *
 * Arenas are made by explicit heaps, which have one each, with a pool on each of four pages.  The three
 * functions are called in turn for the same 16,384 random addresses; printed are nanoseconds of CPU time
 * for a call beyond those of the empty one, of the fastest of 15 rounds, and, where the line is not in the
 * caches, what the check costs over what the line costs.  A wrong answer ends it with status 1.
 *
 * What it gives up.  Calls follow each other, so that the processor waits for several lines at a time; a
 * program that asks about one address and needs the answer at once waits longer, for the line as well.
 */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unsown/alloc.h>

enum { QUERIES = 1 << 14, ROUNDS = 15, REPEAT = 20, PAGES = 4, ARENAS_MOST = 65536, FOREIGN = 1 << 20 };

static const void *queries[QUERIES];
static char *blocks[ARENAS_MOST][PAGES];
static char static_memory[FOREIGN];

static uint64_t next_random(void)
{
    static uint64_t r = 0x9e3779b97f4a7c15u;
    r ^= r << 13;
    r ^= r >> 7;
    r ^= r << 17;
    return r;
}

static __attribute__((__noinline__)) bool nothing(const void *address)
{
    __asm__("" : : "r"(address));
    return false;
}

/* The same line as the check: docs/allocator.md says where it is. */
static __attribute__((__noinline__)) bool line(const void *address)
{
    uintptr_t at = (uintptr_t)address;
    return *(const volatile uint16_t *)((at & ~(uintptr_t)4095) + 4 * (at >> 8 & 255)) & 1;
}

static bool (*const functions[])(const void *) = {nothing, line, unsown_owns};
enum { NOTHING, LINE, OWNS, FUNCTIONS };

static double window(bool (*function)(const void *), unsigned *yes)
{
    struct timespec from, to;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    for (int k = 0; k < REPEAT; k++)
        for (int i = 0; i < QUERIES; i++)
            *yes += function(queries[i]);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    return ((double)(to.tv_sec - from.tv_sec) * 1e9 + (double)(to.tv_nsec - from.tv_nsec)) /
           ((double)REPEAT * QUERIES);
}

static void measure(unsigned arenas, const char *where, bool ours)
{
    double best[FUNCTIONS] = {1e9, 1e9, 1e9};
    for (int round = 0; round < ROUNDS; round++)
        for (int f = 0; f < FUNCTIONS; f++) {
            unsigned yes = 0;
            double t = window(functions[f], &yes);
            best[f] = t < best[f] ? t : best[f];
            if (f == OWNS && yes != (ours ? (unsigned)REPEAT * QUERIES : 0)) {
                fprintf(stderr, "ownership: wrong answers for %s\n", where);
                exit(1);
            }
        }
    double check = best[OWNS] - best[NOTHING], read = best[LINE] - best[NOTHING];
    printf("| %u | %s | %.2f | %.2f |", arenas, where, check, read);
    if (ours && read >= .5) /* below that, the quotient is noise */
        printf(" %.2f", check / read);
    printf(" |\n");
    fflush(stdout);
}

static void make_arenas(unsigned from, unsigned to)
{
    for (unsigned i = from; i < to; i++) {
        struct unsown_heap *heap = unsown_heap_create();
        for (int page = 0; page < PAGES; page++) {
            blocks[i][page] = heap ? unsown_heap_malloc(heap, 64 + (size_t)page * 16) : NULL;
            if (!blocks[i][page]) {
                fprintf(stderr, "ownership: no memory for %u arenas\n", to);
                exit(2);
            }
        }
    }
}

int main(int argc, char **argv)
{
    static const char *standard[] = {"1", "64", "4096", "65536"};
    const char **numbers = argc > 1 ? (const char **)argv + 1 : standard;
    int n = argc > 1 ? argc - 1 : 4;
    static char *foreign[4096];
    char stack[65536];
    for (int i = 0; i < 4096; i++)
        *(foreign[i] = malloc(1000)) = 1;
    for (int i = 0; i < FOREIGN; i += 64)
        static_memory[i] = stack[i % 65536] = 1;

    printf("| arenas | address | check, ns | line, ns | check / line |\n|---|---|---|---|---|\n");
    unsigned arenas = 0;
    for (int a = 0; a < n; a++) {
        unsigned long wanted = strtoul(numbers[a], NULL, 10);
        if (wanted <= arenas || wanted > ARENAS_MOST) {
            fprintf(stderr, "ownership: %s: numbers rise, up to %d\n", numbers[a], ARENAS_MOST);
            return 2;
        }
        make_arenas(arenas, (unsigned)wanted);
        arenas = (unsigned)wanted;
        /* A block begins somewhere in its page; any address of the page will do that is no header. */
        for (int i = 0; i < QUERIES; i++)
            queries[i] = blocks[next_random() % arenas][next_random() % PAGES] + next_random() % 64;
        measure(arenas, "in a block", true);
        for (int i = 0; i < QUERIES; i++)
            queries[i] = stack + next_random() % sizeof stack;
        measure(arenas, "stack", false);
        for (int i = 0; i < QUERIES; i++)
            queries[i] = static_memory + next_random() % sizeof static_memory;
        measure(arenas, "static", false);
        for (int i = 0; i < QUERIES; i++)
            queries[i] = foreign[next_random() % 4096] + next_random() % 1000;
        measure(arenas, "the system's malloc", false);
    }
    return 0;
}
