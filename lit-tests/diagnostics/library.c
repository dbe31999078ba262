// Models of the C library: what a call leaves undefined when its result says that it failed.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#include <pthread.h>

int use(int);

int scanned_and_checked(const char *s) {
    int x;
    if (sscanf(s, "%d", &x) != 1)
        return 0;
    return x;
}
int second_of_two_scanned(const char *s) {
    int x, y;
    if (sscanf(s, "%d %d", &x, &y) < 1)
        return 0;
    use(x);
    return y;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'y' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-7]]:12: note: 'y' is declared here; nothing initializes it
// CHECK: :[[@LINE-7]]:9: note: this call of 'sscanf' leaves 'y' uninitialized and returns 1
// CHECK: :[[@LINE-8]]:9: note: this condition is false
long status_checked(const char *name) {
    struct stat s;
    if (stat(name, &s) < 0)
        return 0;
    return s.st_size;
}
long status_unchecked(const char *name) {
    struct stat s;
    stat(name, &s);
    return s.st_size;
}
// CHECK: :[[@LINE-2]]:14: warning: field 'st_size' of 's' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-5]]:17: note: 's' is declared here; nothing initializes it
// CHECK: :[[@LINE-5]]:5: note: this call of 'stat' leaves 's' uninitialized and returns -1
// CHECK: :[[@LINE-5]]:14: note: at this read 's' holds: st_dev □□□□□□□□ | st_ino □□□□□□□□ | st_nlink □□□□□□□□ | st_mode □□□□ | st_uid □□□□ | st_gid □□□□ | __pad0 □□□□ | st_rdev □□□□□□□□ | st_size □□□□□□□□ | st_blksize □□□□□□□□ | st_blocks □□□□□□□□ | st_atim.tv_sec □□□□□□□□ | st_atim.tv_nsec □□□□□□□□ | st_mtim.tv_sec □□□□□□□□ | st_mtim.tv_nsec □□□□□□□□ | st_ctim.tv_sec □□□□□□□□ | st_ctim.tv_nsec □□□□□□□□ | __glibc_reserved □×24
int read_and_checked(int fd) {
    char b[4];
    if (read(fd, b, sizeof b) != (ssize_t)sizeof b)
        return 0;
    return b[3];
}
int read_in_part(int fd) {
    char b[4];
    if (read(fd, b, sizeof b) <= 0)
        return 0;
    use(b[0]);
    return b[3];
}
// CHECK: :[[@LINE-2]]:12: warning: element of 'b' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-7]]:10: note: 'b' is declared here; nothing initializes it
// CHECK: :[[@LINE-7]]:9: note: this condition is false
int line_checked(FILE *f) {
    char b[16];
    if (!fgets(b, sizeof b, f))
        return 0;
    return b[0];
}
int line_unchecked(FILE *f) {
    char b[16];
    fgets(b, sizeof b, f);
    return b[0];
}
// CHECK: :[[@LINE-2]]:12: warning: element of 'b' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-5]]:10: note: 'b' is declared here; nothing initializes it
// CHECK: :[[@LINE-5]]:5: note: this call of 'fgets' leaves 'b' uninitialized
int items_read(FILE *f) {
    int a[4];
    if (fread(a, sizeof *a, 4, f) != 4)
        return 0;
    return a[3];
}
long number_end(const char *s) {
    char *end;
    long v = strtol(s, &end, 10);
    return *end ? 0 : v;
}
int printed_into(int n) {
    char b[16];
    snprintf(b, sizeof b, "%d", n);
    return b[0];
}
int made_by_pipe(void) {
    int fd[2];
    if (pipe(fd))
        return -1;
    return fd[0];
}
int made_by_pipe_unchecked(void) {
    int fd[2];
    pipe(fd);
    return fd[0];
}
// CHECK: :[[@LINE-2]]:12: warning: element of 'fd' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-5]]:9: note: 'fd' is declared here; nothing initializes it
// CHECK: :[[@LINE-5]]:5: note: this call of 'pipe' leaves 'fd' uninitialized and returns -1
int time_of_day(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec > 0;
}
int thread_joined(pthread_t t) {
    void *result;
    if (pthread_join(t, &result))
        return 0;
    return result != 0;
}
int option(int s) {
    int v;
    socklen_t n = sizeof v;
    if (getsockopt(s, SOL_SOCKET, SO_ERROR, &v, &n))
        return -1;
    return v;
}
static int by_value(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }
int sorted(void) {
    int a[3] = {3, 1, 2};
    qsort(a, 3, sizeof *a, by_value);
    return a[0];
}

// mbstowcs fills no more than it is given room for, and says how much.
int count_wide(const char *text) {
    wchar_t wide[64];
    size_t n = mbstowcs(wide, text, 64);
    int letters = 0;
    if (n == (size_t)-1)
        return -1;
    for (size_t i = 0; i < n; i++)
        letters += wide[i] != L' '; // no-warning
    return letters;
}

int count_wide_unchecked(const char *text) {
    wchar_t wide[64];
    mbstowcs(wide, text, 64);
    return wide[0] == L' ';
}
// CHECK: :[[@LINE-2]]:12: warning: element of 'wide' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-5]]:13: note: 'wide' is declared here; nothing initializes it
// CHECK: :[[@LINE-5]]:5: note: this call of 'mbstowcs' leaves 'wide' uninitialized and returns -1
