// A pointer that leads to a variable on one path and is null on the other one: where it is null, the variable is not read.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | grep warning: | %filecheck %s

#include <stddef.h>
#include <sys/select.h>

int waits(int timeout) {
    struct timeval tv, *tvp = NULL;
    fd_set set;
    FD_ZERO(&set);
    if (timeout >= 0) {
        tv.tv_sec = timeout / 1000;
        tv.tv_usec = 0;
        tvp = &tv;
    }
    return select(1, &set, NULL, NULL, tvp); // no-warning
}

int waits_again(int timeout) {
    struct timeval tv, *tvp = NULL;
    fd_set set;
again:
    if (timeout >= 0) {
        tv.tv_sec = timeout / 1000;
        tv.tv_usec = 0;
        tvp = &tv;
    }
    FD_ZERO(&set);
    if (select(1, &set, NULL, NULL, tvp) < 0) // no-warning
        goto again;
    return 1;
}

int forgets_the_microseconds(int timeout) {
    struct timeval tv, *tvp = NULL;
    fd_set set;
    FD_ZERO(&set);
    if (timeout >= 0) {
        tv.tv_sec = timeout / 1000;
        tvp = &tv;
    }
    return select(1, &set, NULL, NULL, tvp);
}
// CHECK: :[[@LINE-2]]:{{[0-9]+}}: warning: 'select' reads field 'tv_usec' of its fifth argument, but {{.*}} [unsown-argument]

int points_first(int c) {
    int x, *p = NULL;
    if (c)
        p = &x;
    if (c > 5)
        x = 1;
    return p ? *p : 0;
}
// CHECK: :[[@LINE-2]]:16: warning: variable 'x' may be read before it is initialized [unsown-sometimes]
