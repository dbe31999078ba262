/* Pointers of two allocators in one list.
 *
 * Some strings come from unsown_malloc(), others from a library that used malloc(), and the list
 * does not remember which.  unsown_free() takes both: it asks the page of each pointer whether it
 * is one of the pools, and that page may be memory nobody ever wrote.  Link with libunsown.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unsown/alloc.h>

int main(void)
{
    void *blocks[64];
    for (int i = 0; i < 64; i++) {
        size_t size = 100 + 200 * (size_t)i;
        blocks[i] = i % 2 ? malloc(size) : unsown_malloc(size);
        if (!blocks[i])
            return 1;
    }
    int ours = 0;
    for (int i = 0; i < 64; i++)
        ours += unsown_owns(blocks[i]);
    for (int i = 0; i < 64; i++)
        unsown_free(blocks[i]);
    printf("%d of 64 blocks lay in pools\n", ours);
    return ours == 2 ? 0 : 1; /* sizes 100 and 500 of the even ones */
}
