// A block that is written to a length which is not constant: what is read at that length or behind it was not written.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | grep warning: | %filecheck %s

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int behind(size_t n) {
    char *p = malloc(n + 8);
    if (!p)
        return 0;
    memset(p, 0, n);
    int c = p[n + 1];
    free(p);
    return c;
}
// CHECK: :[[@LINE-4]]:13: warning: element of 'p' is uninitialized when it is read here [unsown-uninit]

int inside(size_t n) {
    char *p = malloc(n + 8);
    if (!p)
        return 0;
    memset(p, 0, n);
    int c = p[n - 1]; // no-warning
    free(p);
    return c;
}

int grown(int n) {
    int *p = malloc(n * sizeof *p);
    if (!p)
        return 0;
    memset(p, 0, n * sizeof *p);
    int *q = realloc(p, (n + 5) * sizeof *q);
    if (!q)
        return 0;
    return q[n + 2];
}
// CHECK: :[[@LINE-2]]:12: warning: element of 'q' is uninitialized when it is read here [unsown-uninit]

int grown_and_filled(int n) {
    int *p = calloc(n, sizeof *p);
    if (!p)
        return 0;
    int *q = realloc(p, (n + 5) * sizeof *q);
    if (!q)
        return 0;
    memset(q + n, 0, 5 * sizeof *q);
    return q[n + 2]; // no-warning
}

int one_too_many(int fd) {
    char line[64];
    ssize_t n = read(fd, line, sizeof line - 1);
    if (n <= 0)
        return 0;
    return line[n - 1] == '\n' && line[n];
}
// CHECK: :[[@LINE-2]]:35: warning: element of 'line' {{.*}} [unsown-{{uninit|sometimes}}]
