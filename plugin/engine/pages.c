/* Touching a new page costs a fault, some microseconds on a virtual machine, and a solver's context touches
 * thousands: more than all else that is done for most files.  Linux gives pages of two megabytes to who asks.
 *
 * malloc() cannot be told to.  But a large block that is freed raises the size from which blocks have mappings of
 * their own (mallopt(3), M_MMAP_THRESHOLD); another one then comes from the end of the heap, and stays there when it
 * is freed in turn, for whoever asks next.  It is only a hint: where it fails, nothing is lost.
 */
#define _DEFAULT_SOURCE /* madvise */

#include "pages.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

#define LARGE ((uintptr_t)2 << 20)

void pages_expect(size_t bytes) {
#if defined __GLIBC__ && defined MADV_HUGEPAGE
    /* volatile: or the compiler would see that nobody uses them. */
    void *volatile first = malloc(bytes);
    free(first);
    void *volatile second = malloc(bytes);
    uintptr_t begin = ((uintptr_t)second + LARGE - 1) & ~(LARGE - 1);
    uintptr_t end = ((uintptr_t)second + bytes) & ~(LARGE - 1);
    if (second && begin < end)
        madvise((void *)begin, end - begin, MADV_HUGEPAGE);
    free(second);
#else
    (void)bytes;
#endif
}
