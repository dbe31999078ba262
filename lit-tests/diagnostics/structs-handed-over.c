// A function that cannot be seen may read any part of a struct that it gets as pointer to const: told only if
// all of it is undefined.

// RUN: %unsown -c -o /dev/null %s 2>&1 | %filecheck %s

struct object { const char *name, *long_name; int id, length; const unsigned char *data; };
int find(const struct object *o);

int as_a_key(const unsigned char *data, int length) {
    struct object key;
    key.data = data;
    key.length = length;
    return find(&key); // no-warning
}

int nothing_set(void) {
    struct object key;
    // CHECK: structs-handed-over.c:[[@LINE+1]]:17: warning: 'find' reads '*o', but this argument points to uninitialized memory [unsown-argument]
    return find(&key);
    // CHECK: note: 'key' is declared here; nothing initializes it
    // CHECK: note: at this read 'key' holds:
}
