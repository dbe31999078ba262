// A loop that is left from its middle: that some iteration gets there does not say that each one does.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | grep warning: | %filecheck %s

#include <sys/stat.h>
#include <unistd.h>

extern void step(void);

int returns(const char *path, int n) {
    struct stat st;
    for (int i = 0; i < n; i++) {
        step();
        if (stat(path, &st))
            continue;
        if (S_ISDIR(st.st_mode)) // no-warning
            return 1;
    }
    return 0;
}

int never_ends_otherwise(void) {
    int fd[2];
    for (;;) {
        step();
        if (pipe(fd))
            continue;
        if (fd[0] > 2) // no-warning
            break;
    }
    return fd[1]; // no-warning
}

int tests_after(const char *path, int n) {
    struct stat st;
    for (int i = 0; i < n; i++) {
        step();
        if (stat(path, &st) && n < 7)
            continue;
        if (S_ISDIR(st.st_mode))
            return 1;
    }
    return 0;
}
// CHECK: :[[@LINE-5]]:24: warning: field 'st_mode' of 'st' may be read before it is initialized [unsown-sometimes]

int behind(int n) {
    int x;
    for (int i = 0; i < n; i++) {
        step();
        if (i == 5)
            x = 1;
        if (i > 7)
            break;
    }
    return x;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' may be read before it is initialized [unsown-sometimes]

int inner(const char *const *paths, int n, int m) {
    struct stat st;
    for (int k = 0; k < m; k++)
        for (int i = 0; i < n; i++) {
            step();
            if (stat(paths[k], &st))
                continue;
            if (S_ISREG(st.st_mode)) // no-warning
                break;
        }
    return 0;
}
