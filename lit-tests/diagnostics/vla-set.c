// A variable-length array filled to its length is all written: a length that is not positive is
// another fault.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s --allow-empty

#include <string.h>

int vla_set(int n) {
    char a[n];
    memset(a, 0, n);
    return a[n - 1];
}
