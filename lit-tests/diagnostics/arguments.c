// A pointer to undefined memory is handed to a function that reads it before writing.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s

#include <string.h>
#include <stdio.h>
#include <unistd.h>

struct pair { int a, b; };
int use(int);

__attribute__((noinline)) static int sum(const struct pair *p) { return p->a + p->b; }
int nothing_written(void) {
    struct pair p;
    return sum(&p);
}
// CHECK: :[[@LINE-2]]:16: warning: 'sum' reads '*p', but this argument points to uninitialized memory [unsown-argument]
// CHECK: :[[@LINE-4]]:17: note: 'p' is declared here; nothing initializes it
// CHECK: :[[@LINE-7]]:76: note: it is read here
// CHECK: :[[@LINE-5]]:16: note: at this read 'p' holds: a □□□□ | b □□□□
int all_written(void) {
    struct pair p = {1, 2};
    return sum(&p);
}

__attribute__((noinline)) static int first(const struct pair *p) { return p->a; }
int what_it_reads_is_written(void) {
    struct pair p;
    p.a = 1;
    return first(&p);
}
int what_it_reads_is_not(void) {
    struct pair p;
    p.b = 1;
    return first(&p);
}
// CHECK: :[[@LINE-2]]:18: warning: 'first' reads '*p', but this argument points to uninitialized memory [unsown-argument]
// CHECK: :[[@LINE-5]]:17: note: 'p' is declared here; nothing initializes it
// CHECK: :[[@LINE-13]]:78: note: it is read here
// CHECK: :[[@LINE-5]]:18: note: at this read 'p' holds: a □□□□ | b ■■■■

static int writes_then_reads(int *p) {
    *p = 1;
    return *p;
}
int written_by_the_callee_first(void) {
    int x;
    return writes_then_reads(&x);
}

static int reads_sometimes(int n, const int *p) { return n ? *p : 0; }
int not_read_this_time(void) {
    int x;
    return reads_sometimes(0, &x);
}
int read_this_time(void) {
    int x;
    return reads_sometimes(1, &x);
}
// CHECK: :[[@LINE-2]]:31: warning: 'reads_sometimes' reads '*p', but this argument points to uninitialized memory [unsown-argument]
// CHECK: :[[@LINE-4]]:9: note: 'x' is declared here; nothing initializes it
// CHECK: :[[@LINE-11]]:62: note: it is read here

size_t string_length_of_nothing(void) {
    char s[8];
    return strlen(s);
}
// CHECK: :[[@LINE-2]]:19: warning: 'strlen' reads through its first argument, but this argument points to uninitialized memory [unsown-argument]
// CHECK: :[[@LINE-4]]:10: note: 's' is declared here; nothing initializes it
size_t string_length(void) {
    char s[8] = "abc";
    return strlen(s);
}
int string_printed(void) {
    char s[8];
    return puts(s);
}
// CHECK: :[[@LINE-2]]:17: warning: 'puts' reads through its first argument, but this argument points to uninitialized memory [unsown-argument]
// CHECK: :[[@LINE-4]]:10: note: 's' is declared here; nothing initializes it
int value_printed(void) {
    int x;
    return printf("%d\n", x);
}
// CHECK: :[[@LINE-2]]:27: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-4]]:9: note: 'x' is declared here; nothing initializes it
int compared(const char *with) {
    char s[8];
    return strcmp(s, with);
}
// CHECK: :[[@LINE-2]]:19: warning: 'strcmp' reads through its first argument, but this argument points to uninitialized memory [unsown-argument]
// CHECK: :[[@LINE-4]]:10: note: 's' is declared here; nothing initializes it
int compared_after_copy(const char *with) {
    char s[8];
    strncpy(s, with, sizeof s);
    return strncmp(s, with, sizeof s);
}

int opened_by_a_name_nobody_wrote(void) {
    char name[16];
    return access(name, F_OK);
}
// CHECK: :[[@LINE-2]]:19: warning: 'access' reads through its first argument, but this argument points to uninitialized memory [unsown-argument]
// CHECK: :[[@LINE-4]]:10: note: 'name' is declared here; nothing initializes it

int unseen_pointer_to_const(const struct pair *);
int unseen_function_can_only_read(void) {
    struct pair p;
    return unseen_pointer_to_const(&p);
}
// CHECK: :[[@LINE-2]]:36: warning: 'unseen_pointer_to_const' reads through its first argument, but this argument points to uninitialized memory [unsown-argument]
// CHECK: :[[@LINE-4]]:17: note: 'p' is declared here; nothing initializes it
// CHECK: :[[@LINE-4]]:36: note: at this read 'p' holds: a □□□□ | b □□□□

extern long write_all(int fd, const void *from, unsigned long size);
long writes_nothing(int fd) {
    char block[64];
    return write_all(fd, block, 0); // no-warning
}

// What reads its argument behind a call that may have written it needs nothing of it.
extern void read_into(void *to, int n);
__attribute__((noinline)) static void fill_from(void *to, int n) { read_into(to, n); }
__attribute__((noinline)) static int header_version(struct pair *p) {
    fill_from(&p->a, (int)((char *)&p->b - (char *)&p->a));
    return p->a < 3 ? 0 : p->b;
}
int version(void) {
    struct pair p;
    return header_version(&p); // no-warning
}
