/* The header probe of an allocator, among functions named as Inputs/driver.c names them.  With a
 * second argument, two faults that no suppression may hide. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unsown/intent.h>

struct arena {
    uintptr_t address;
};
struct pool {
    uint32_t arena;
};
static struct arena *arenas;
static uint32_t n_arenas;

#ifdef OUT_OF_LINE
__attribute__((noinline))
#endif
static int owns(const void *p)
{
    const struct pool *pool = (const struct pool *)((uintptr_t)p & ~(uintptr_t)4095);
    uint32_t i = UNSOWN_READ(pool->arena, independent, "the bounds decide");
    return i < n_arenas && arenas[i].address && (uintptr_t)p - arenas[i].address < 1048576;
}

__attribute__((noinline)) static void my_free(void *p)
{
    if (owns(p))
        puts("ours");
    else
        free(p);
}

static void *my_realloc(void *p, size_t n)
{
    return owns(p) || !n ? NULL : realloc(p, n);
}

__attribute__((noinline)) static void *try_realloc(void *p, size_t n)
{
    void *q = my_realloc(p, n);
    return q ? q : p;
}

__attribute__((noinline)) static void faulty(int *p)
{
    if (p[2] > 3) /* uninitialized */
        puts("many");
    p[4] = 1; /* behind the block */
}

int main(int argc, char **argv)
{
    void *blocks[400];
    (void)argv;
    n_arenas = 1000;
    arenas = calloc(n_arenas, sizeof *arenas);
    for (int i = 0; i < 400; i++)
        blocks[i] = malloc(100 + 40 * (i % 50));
    for (int i = 0; i < 400; i++)
        blocks[i] = try_realloc(blocks[i], 200);
    for (int i = 0; i < 400; i++)
        my_free(blocks[i]);
    /* Here the header is inside a block, where nobody wrote it. */
    char *large = malloc(1 << 16);
    try_realloc((char *)(((uintptr_t)large + 8191) & ~(uintptr_t)4095) + 16, 0);
    if (argc > 1) {
        int *p = malloc(16);
        faulty(p);
        free(p);
    }
    free(large);
    free(arenas);
    return 0;
}
