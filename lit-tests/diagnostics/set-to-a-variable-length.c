// A block filled to its variable length is all written: n == 0 would be an access outside it, which
// is another fault.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s --allow-empty

#include <stdlib.h>
#include <string.h>

int set_as_a_whole(size_t n) {
    char *p = malloc(n);
    if (!p)
        return 0;
    memset(p, 0, n);
    int v = p[n - 1];
    free(p);
    return v;
}
