// A read through a pointer that was rounded down to a place outside any object it came from is
// told; not where the pointer was asked about, and not for the small masks of tagged pointers.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s

#include <stdint.h>

struct header { unsigned index; unsigned size; };
struct arena { uintptr_t begin, end; };
extern struct arena arenas[];
extern unsigned n_arenas;
int known(const void *);

int header_of_the_page(const void *p) {
    const struct header *h = (const struct header *)((uintptr_t)p & ~(uintptr_t)4095);
    return h->index < n_arenas;
}
// CHECK: :[[@LINE-2]]:15: warning: read through a pointer that was moved outside the object it was derived from; nothing says that this memory is initialized [unsown-probe]

int asked_about_before(const void *p) {
    if (!known(p))
        return 0;
    const struct header *h = (const struct header *)((uintptr_t)p & ~(uintptr_t)4095);
    return h->index < n_arenas;
}

int tag_of_three_bits(const void *p) {
    const struct header *h = (const struct header *)((uintptr_t)p & ~(uintptr_t)7);
    return h->index < n_arenas;
}

int rounded_up_within_a_buffer(void) {
    char buffer[64] = {0};
    int *p = (int *)(((uintptr_t)buffer + 15) & ~(uintptr_t)15);
    return *p;
}

int plain_parameter(const struct header *h) { return h->index < n_arenas; }
