/* Four faults of a program that also gives the allocator memory which is not the allocator's.
 * Compile it without optimisation, which would make use of what is undefined. */
#include <stdlib.h>
#include <unsown/alloc.h>

static volatile int sink;
static int table[256];

static void branch_on_undefined(const int *p)
{
    if (p[2] > 3)
        sink = 1;
}

static void index_by_undefined(const unsigned char *p)
{
    sink = table[p[12]];
}

static void read_after_free(const int *p)
{
    sink = p[1];
}

static void write_behind_the_end(int *p)
{
    p[4] = 1;
}

int main(void)
{
    void *ours = unsown_malloc(1);
    char *large = malloc(1 << 16);
    if (!ours || !large)
        return 1;
    sink = unsown_owns(large + 8192);
    int *block = malloc(4 * sizeof *block);
    if (!block)
        return 1;
    branch_on_undefined(block);
    index_by_undefined((const unsigned char *)block);
    unsown_free(block);
    read_after_free(block);
    block = malloc(4 * sizeof *block);
    if (!block)
        return 1;
    write_behind_the_end(block);
    unsown_free(block);
    unsown_free(large);
    unsown_free(ours);
    return 0;
}
