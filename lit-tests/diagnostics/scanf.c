// The result of scanf() counts what was stored: what is behind it was not, and a result that nobody
// looks at may be any.  %n is not counted; it is stored when all before it matched.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | grep warning: | %filecheck %s

#include <stdio.h>

int unchecked(const char *s) {
    int x;
    sscanf(s, "%d", &x);
    return x;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' may be read before it is initialized [unsown-sometimes]

int checked(const char *s) {
    int x;
    return sscanf(s, "%d", &x) == 1 ? x : 0; // no-warning
}

int one_is_not_two(const char *s) {
    int x, y;
    if (sscanf(s, "%d %d", &x, &y) < 1)
        return 0;
    return x + y;
}
// CHECK: :[[@LINE-2]]:16: warning: variable 'y' may be read before it is initialized [unsown-sometimes]

int suppressed_is_not_counted(const char *s) {
    int x, y;
    if (sscanf(s, "%*s %d %*[^]x] %d", &x, &y) != 2)
        return 0;
    return x + y; // no-warning
}

int place(const char *s) {
    int x, n;
    return sscanf(s, "%d%n", &x, &n) == 1 ? n : 0; // no-warning
}

int place_behind_text(const char *s) {
    int x, n;
    return sscanf(s, "%d apples%n", &x, &n) == 1 ? n : 0;
}
// CHECK: :[[@LINE-2]]:52: warning: variable 'n' may be read before it is initialized [unsown-sometimes]

int place_does_not_count(const char *s) {
    int x, n, y;
    if (sscanf(s, "%d%n%d", &x, &n, &y) < 2)
        return 0;
    return y; // no-warning
}

int count_before_a_conversion(const char *line) {
    int n;
    char type;
    if (sscanf(line, "%*s%n %c", &n, &type) < 1)
        return 0;
    return n; // no-warning
}
