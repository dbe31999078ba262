// A function hands on what another one, which is not seen, returned: that this is what its own success looks like is a guess.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | grep warning: | %filecheck %s
// RUN: %unsown -Wno-everything -fplugin-arg-unsown-warn=unsown-maybe -c -o /dev/null %s 2>&1 \
// RUN:     | grep warning: | %filecheck --check-prefixes=CHECK,MAYBE %s

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern int failed(const char *message);
extern int try_other(void);

static int find(const char *name, int *out) {
    if (!name)
        return failed("no name");
    if (strcmp(name, "one")) {
        *out = 1;
        return 0;
    }
    return failed("unknown name");
}

int guarded(const char *name) {
    int n;
    if (find(name, &n))
        return -1;
    return n; // no-warning
}
// MAYBE: :[[@LINE-2]]:12: warning: variable 'n' is uninitialized {{.*}} [unsown-maybe]

int exits(const char *name) {
    int n, code = find(name, &n);
    if (code)
        exit(code);
    return n; // no-warning
}
// MAYBE: :[[@LINE-2]]:12: warning: variable 'n' is uninitialized {{.*}} [unsown-maybe]

int not_asked(const char *name) {
    int n;
    find(name, &n);
    return n;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'n' may be read before it is initialized [unsown-sometimes]

int asked_the_wrong_way(const char *name) {
    int n;
    if (!find(name, &n))
        return 0;
    return n;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'n' is uninitialized when it is read here [unsown-uninit]

// It was asked in the function itself: both answers come.
static int find_or_try(const char *name, int *out) {
    int other;
    if (name) {
        *out = 1;
        return 0;
    }
    other = try_other();
    if (other)
        return -1;
    return 0;
}
int tried(const char *name) {
    int n;
    if (find_or_try(name, &n))
        return -1;
    return n;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'n' may be read before it is initialized [unsown-sometimes]

// A library function, of which it is known what it gives.
static int get(int fd, char *out, int wanted) {
    if (!wanted)
        return 0;
    return (int)read(fd, out, 1);
}
int read_one(int fd) {
    char c;
    if (get(fd, &c, 1) < 0)
        return -1;
    return c;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'c' may be read before it is initialized [unsown-sometimes]
