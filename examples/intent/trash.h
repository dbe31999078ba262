/* What the examples share: memory that is really trash, and a main() that tries many fillings of it.
 *
 * An example defines `static long outcome(unsigned filling)`, which builds what it needs in memory
 * that trash_fill() filled, does its work once and returns what it came to, the sink of an `entropy`
 * claim left out.  What is no trash it chooses with pick(), which gives the same choices for all
 * fillings of one scene.  main() compares a thousand fillings in each of sixteen scenes and says
 * whether the outcome was always the same; of a claim that lets the outcome vary (contained) it shows
 * that it came back at all.
 *
 *     ./example                 all of it
 *     ./example SCENE           one scene, all fillings
 *     ./example SCENE FILLING   one outcome
 *
 * MSan takes what trash_fill() wrote for uninitialized all the same; Memcheck does with -DTRASH_MEMCHECK.
 */
#ifndef TRASH_H
#define TRASH_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__has_feature)
#if __has_feature(memory_sanitizer)
#include <sanitizer/msan_interface.h>
#define TRASH_UNDEFINED(at, n) __msan_allocated_memory(at, n)
#endif
#endif
#ifdef TRASH_MEMCHECK
#include <valgrind/memcheck.h>
#define TRASH_UNDEFINED(at, n) ((void)VALGRIND_MAKE_MEM_UNDEFINED(at, n))
#endif
#ifndef TRASH_UNDEFINED
#define TRASH_UNDEFINED(at, n) ((void)0)
#endif

#define SCENES 16
#ifndef FILLINGS
#define FILLINGS 1000
#endif

static uint64_t scene_state;

static inline uint64_t trash_next(uint64_t *x)
{
    *x ^= *x << 13, *x ^= *x >> 7, *x ^= *x << 17;
    return *x * 0x2545f4914f6cdd1du >> 16;
}

/* A number below n. */
static inline unsigned pick(unsigned n) { return (unsigned)(trash_next(&scene_state) % n); }

/* Trash may happen to be an address close to this one. */
static uintptr_t trash_near;

/* Some fillings are noise; others are words of one size that all lie below some power of two, as
 * counters, indices and lengths left there by someone else do. */
static void trash_fill(void *at, size_t n, unsigned filling)
{
    unsigned char *bytes = at;
    uint64_t x = filling * 0x9e3779b97f4a7c15u + 1;
    size_t word = (size_t)1 << filling / 8 % 4;
    uint64_t below = (uint64_t)1 << filling / 32 % 10;
    for (size_t i = 0; i < n; i += word) {
        uint64_t v = trash_next(&x);
        switch (filling % 8) {
        case 0: v ^= v << 32; break;
        case 1: v = ~(uint64_t)0; break;
        case 2: v = 0; break;
        case 3: v = v % 3 ? 0 : (uint64_t)1 << v / 3 % (8 * word); break;
        case 4: word = 8, v = trash_near + v % 64 - 32; break;
        default: v %= below; break;
        }
        memcpy(bytes + i, &v, n - i < word ? n - i : word);
    }
    TRASH_UNDEFINED(at, n);
}

static long outcome(unsigned filling);

static inline long outcome_of(unsigned scene, unsigned filling)
{
    scene_state = (scene + 1) * 0xd1342543de82ef95u;
    return outcome(filling);
}

int main(int argc, char **argv)
{
    unsigned from = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : 0;
    unsigned to = argc > 1 ? from + 1 : SCENES;
    if (argc > 2) {
        printf("%ld\n", outcome_of(from, (unsigned)strtoul(argv[2], NULL, 10)));
        return 0;
    }
    for (unsigned scene = from; scene < to; scene++) {
        long first = outcome_of(scene, 0);
        for (unsigned filling = 1; filling < FILLINGS; filling++) {
            long now = outcome_of(scene, filling);
            if (now != first) {
                printf("varies: in scene %u filling 0 gives %ld, filling %u gives %ld\n", scene,
                       first, filling, now);
                return 1;
            }
        }
    }
    printf("the same for %d fillings in each of %u scenes\n", FILLINGS, to - from);
    return 0;
}

#endif
