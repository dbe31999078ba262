// Rounding down by subtracting the remainder is rounding down.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %FileCheck %s

#include <stdint.h>

struct header { unsigned index; };

int header_of_the_page_by_remainder(const char *p) {
    const struct header *h = (const struct header *)(p - ((uintptr_t)p % 4096));
    return h->index == 7;
}
// CHECK: :[[@LINE-2]]:{{[0-9]+}}: warning: {{.*}} [unsown-probe]
