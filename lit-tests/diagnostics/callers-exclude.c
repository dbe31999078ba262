// A static function that only the calls in this file reach: what it would read undefined for arguments that none of them
// gives is not told.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | grep warning: | %filecheck %s
// RUN: %unsown -Wno-everything -fplugin-arg-unsown-warn=unsown-maybe -c -o /dev/null %s 2>&1 \
// RUN:     | grep warning: | %filecheck --check-prefixes=CHECK,MAYBE %s

#include <stddef.h>
#include <stdio.h>
#include <string.h>

static size_t line_length(FILE *f, int number) {
    char line[1000];
    int i;
    for (i = 0; i < number; i++)
        if (!fgets(line, sizeof line, f))
            break;
    if (i == number)
        return strlen(line); // no-warning
    return 0;
}
// MAYBE: :[[@LINE-3]]:16: warning: {{.*}} [unsown-maybe]
size_t length_of(FILE *f, int number) { return number <= 0 ? 0 : line_length(f, number); }
size_t length_of_next(FILE *f, int number) {
    if (number < 0)
        return 0;
    return line_length(f, number + 1);
}

static int one_caller_does_not(int n) {
    int x;
    if (n > 0)
        x = n;
    return x;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' may be read before it is initialized [unsown-sometimes]
int asks(int n) { return n > 0 ? one_caller_does_not(n) : 0; }
int does_not_ask(int n) { return one_caller_does_not(n); }

static int with_pointer(int n, int *p) {
    int x;
    if (n > 0)
        x = n;
    return p ? x : 0; // no-warning
}
// MAYBE: :[[@LINE-2]]:16: warning: variable 'x' is uninitialized {{.*}} [unsown-maybe]
int without(int n) { return with_pointer(n, NULL); }
int with(int n) {
    int k;
    return n > 3 ? with_pointer(n, &k) : 0;
}

// Others may call it through the pointer.
static int taken(int n) {
    int x;
    if (n > 0)
        x = n;
    return x;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' may be read before it is initialized [unsown-sometimes]
int (*const table[])(int) = {taken};
int asks_too(int n) { return n > 0 ? taken(n) : 0; }

static int recursive(int n) {
    int x;
    if (n > 0)
        x = n;
    if (n > 9)
        recursive(n - 10);
    return x;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' may be read before it is initialized [unsown-sometimes]
int once(int n) { return n > 0 ? recursive(n) : 0; }
