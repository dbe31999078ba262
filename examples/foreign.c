/* Pointers of two allocators in one list.
 *
 * Some strings come from unsown_malloc(), others from a library that used malloc(), and the list
 * does not remember which.  unsown_free() takes both: where a pointer lies between two arenas it asks
 * the page of the pointer whether it is one of the pools, and that page may be memory nobody ever
 * wrote.  Link with libunsown.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unsown/alloc.h>

enum { N = 60000 };

int main(void)
{
    static void *blocks[N];
    for (int i = 0; i < N; i++) {
        size_t size = 100 + 200 * (size_t)(i % 16);
        blocks[i] = i % 2 ? malloc(size) : unsown_malloc(size);
        if (!blocks[i])
            return 1;
    }
    int ours = 0;
    for (int i = 0; i < N; i++)
        ours += unsown_owns(blocks[i]);
    for (int i = 0; i < N; i++)
        unsown_free(blocks[i]);
    printf("%d of %d blocks lay in pools\n", ours, N);
    return ours == N / 8 ? 0 : 1; /* sizes 100 and 500 of the even ones */
}
