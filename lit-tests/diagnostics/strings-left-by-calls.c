// What fgets(), snprintf() and their like leave is a string that ends inside what they wrote: up to its length it can be read.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | grep warning: | %filecheck %s

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int strips(void) {
    char line[100];
    while (1) {
        if (!fgets(line, sizeof line - 1, stdin))
            exit(0);
        size_t n = strlen(line);
        while (n > 0 && isspace((unsigned char)line[n - 1])) // no-warning
            line[--n] = 0;
        if (n)
            return 1;
    }
}

int last_of_format(int i) {
    char text[32];
    snprintf(text, 20, "%d", i);
    size_t n = strlen(text);
    return n ? text[n - 1] : 0; // no-warning
}

int last_of_directory(void) {
    char path[4096];
    if (!getcwd(path, sizeof path - 2))
        return 0;
    size_t n = strlen(path);
    return n && path[n - 1] == '/'; // no-warning
}

// Where fgets() failed there is no string.
int failed(void) {
    char line[100];
    fgets(line, sizeof line, stdin);
    return strlen(line) > 5;
}
// CHECK: :[[@LINE-2]]:{{[0-9]+}}: warning: 'strlen' reads through its first argument, {{.*}} [unsown-argument]

// A size to which something is added is at least that much, and one of them is all of it.
extern unsigned long extra(void);
unsigned first_of_record(FILE *f) {
    unsigned record[10];
    unsigned long more = extra();
    if (fread(record, 4 + more, 1, f) != 1)
        return 0;
    return record[0]; // no-warning
}
unsigned second_of_record(FILE *f) {
    unsigned record[10];
    unsigned long more = extra();
    if (fread(record, 4 + more, 1, f) != 1)
        return 0;
    return record[1];
}
// CHECK: :[[@LINE-2]]:12: warning: element of 'record' may be read before it is initialized [unsown-sometimes]

#include <time.h>

void clock_face(const struct tm *tm) {
    char text[16];
    strftime(text, sizeof text, "%H:%M", tm);
    puts(text); // no-warning
    char small[4];
    strftime(small, sizeof small, "%H:%M", tm);
    puts(small);
    char named[16];
    strftime(named, sizeof named, "%A", tm);
    puts(named);
}
// CHECK: :[[@LINE-5]]:{{[0-9]+}}: warning: {{.*}} [unsown-argument]
// CHECK: :[[@LINE-3]]:{{[0-9]+}}: warning: {{.*}} [unsown-argument]
