// strlen() has looked at all bytes before the terminator: a read of those is not what uninitialized bytes matter to
// first.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | grep warning: | %filecheck %s

#include <string.h>

int before_the_end(const char *s) {
    char name[272];
    strncpy(name, s, 255);
    name[256] = 0;
    int n = (int)strlen(name), dots = 0;
    for (int i = 0; i < n; i++)
        dots += name[i] == '.'; // no-warning
    return dots;
}

int behind_the_end(const char *s) {
    char name[272];
    strncpy(name, s, 255);
    name[256] = 0;
    size_t n = strlen(name);
    // CHECK: :[[@LINE+1]]:12: warning: element of 'name' may be read before it is initialized [unsown-sometimes]
    return name[n + 1];
}

int another_string(const char *s, int i) {
    char name[64], other[64];
    strncpy(name, s, 64);
    strncpy(other, s, 4);
    size_t n = strlen(name);
    // CHECK: :[[@LINE+1]]:35: warning: element of 'other' may be read before it is initialized [unsown-sometimes]
    return i >= 0 && i < (int)n ? other[i] : 0;
}

// CHECK-NOT: warning:
