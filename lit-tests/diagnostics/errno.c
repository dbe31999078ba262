// A program looks at errno when something has failed: -errno is an error, but where the end of the input
// is no failure, it may be 0.

// RUN: %unsown -c -o /dev/null %s 2>&1 | %filecheck %s

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

void report(const char *what);

static int status(int fd, struct stat *s) {
    if (fstat(fd, s) < 0)
        return -errno;
    return 0;
}

int mode(int fd) {
    struct stat s;
    int r = status(fd, &s);
    if (r < 0)
        return r;
    return (int)s.st_mode; // no-warning
}

int mode_positive(int fd) {
    struct stat s;
    int r = fstat(fd, &s) < 0 ? errno : 0;
    if (r > 0)
        return -r;
    return (int)s.st_mode; // no-warning
}

int mode_of_wrong_test(int fd) {
    struct stat s;
    int r = status(fd, &s);
    if (r > 0)
        return r;
    // CHECK: errno.c:[[@LINE+1]]:19: warning: field 'st_mode' of 's' may be read before it is initialized [unsown-sometimes]
    return (int)s.st_mode;
    // CHECK: note: 's' is declared here; nothing initializes it
    // CHECK: note: this call of 'fstat' leaves 's' uninitialized and returns -1
    // CHECK: note: this condition is true
    // CHECK: note: this condition is false
    // CHECK: note: at this read 's' holds:
}

static int first_line(FILE *from, char *line, int size) {
    if (!fgets(line, size, from))
        return -errno;
    return 0;
}

int first_character(FILE *from) {
    char line[80];
    int r = first_line(from, line, sizeof line);
    if (r < 0)
        return r;
    // CHECK: errno.c:[[@LINE+1]]:12: warning: element of 'line' may be read before it is initialized [unsown-sometimes]
    return line[0];
    // CHECK: note: 'line' is declared here; nothing initializes it
    // CHECK: note: this call of 'fgets' leaves 'line' uninitialized
    // CHECK: note: this condition is false
    // CHECK: note: this condition is false when 'r' is 0
}

int cleared(int fd) {
    struct stat s;
    errno = 0;
    fstat(fd, &s);
    int r = -errno;
    if (r < 0)
        return r;
    return (int)s.st_mode; // known limit: that errno is 0 after a failure is a guess
}
