// Bytes that nobody wrote and that leave the program: off by default.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck --allow-empty --check-prefix=QUIET %s
// RUN: %unsown -Wno-everything -fplugin-arg-unsown-warn=unsown-leak -c -o /dev/null %s 2>&1 \
// RUN:     | grep -v "is declared here" | %filecheck %s
// QUIET-NOT: {{.}}

#include <string.h>
#include <unistd.h>

struct record { char kind; int value; };

long padding(int fd) {
    struct record r;
    r.kind = 1;
    r.value = 2;
    return write(fd, &r, sizeof r);
}
// CHECK: :[[@LINE-2]]:12: warning: uninitialized bytes of variable 'r' leave the program here [unsown-leak]
// CHECK: :[[@LINE-3]]:12: note: at this read 'r' holds: kind ■ | (padding) □□□ | value ■■■■

long cleared(int fd) {
    struct record r;
    memset(&r, 0, sizeof r);
    r.kind = 1;
    return write(fd, &r, sizeof r); // no-warning
}

long behind_the_text(int fd) {
    char text[16];
    memcpy(text, "name", 5);
    return write(fd, text, sizeof text);
}
// CHECK: :[[@LINE-2]]:12: warning: uninitialized bytes of {{.*}}'text' leave the program here [unsown-leak]

long the_text_alone(int fd) {
    char text[16];
    memcpy(text, "name", 5);
    return write(fd, text, 5); // no-warning
}

int compared(const struct record *with) {
    struct record r;
    r.kind = 1;
    r.value = 2;
    return memcmp(&r, with, sizeof r);
}
// CHECK: :[[@LINE-2]]:12: warning: uninitialized bytes of variable 'r' leave the program here [unsown-leak]
// CHECK: note: at this read 'r' holds: kind ■ | (padding) □□□ | value ■■■■
