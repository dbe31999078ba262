// A function that cannot be seen and gets a pointer to const into an object beside one that is not: it may
// write the object by the one before it looks through the other.

// RUN: %unsown -c -o /dev/null %s 2>&1 | %filecheck %s

char *format_backwards(const char *begin, char *end, int value);
int compare(const char *begin, const char *end);

int both_kinds(int value) {
    char text[16];
    return *format_backwards(text, text + sizeof text, value); // no-warning
}

int two_objects(int value) {
    char text[16], other[16];
    // CHECK: const-and-writable.c:[[@LINE+1]]:30: warning: 'format_backwards' reads '*begin', but this argument points to uninitialized memory [unsown-argument]
    return *format_backwards(text, other + sizeof other, value);
    // CHECK: note: 'text' is declared here; nothing initializes it
}

int const_only(void) {
    char text[16];
    // CHECK: const-and-writable.c:[[@LINE+1]]:20: warning: 'compare' reads '*begin', but this argument points to uninitialized memory [unsown-argument]
    return compare(text, text + sizeof text);
    // CHECK: note: 'text' is declared here; nothing initializes it
}
