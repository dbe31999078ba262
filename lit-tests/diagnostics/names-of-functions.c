// What the name of a function that cannot be seen says of it: that it ends the program, or that it takes
// down an object that has to be set up before.

// RUN: %unsown -c -o /dev/null %s 2>&1 | %filecheck %s

void fatal(const char *why);
void die_errno(const char *why);
void report(const char *why);
int fatal_count(void);
extern int size;
extern char *table;

int looked_up(int i) {
    int v;
    if (i < size)
        v = table[i];
    else
        fatal("no such entry");
    return v; // no-warning
}

int looked_up_too(int i) {
    int v;
    if (i < size)
        v = table[i];
    else
        die_errno("no such entry");
    return v; // no-warning
}

int looked_up_and_reported(int i) {
    int v;
    if (i < size)
        // CHECK: names-of-functions.c:[[@LINE+4]]:12: warning: variable 'v' may be read before it is initialized [unsown-sometimes]
        v = table[i];
    else
        report("no such entry");
    return v;
    // CHECK: note: 'v' is declared here; nothing initializes it
    // CHECK: note: this condition is false
}

struct buffer {
    char *data;
    unsigned long length;
};
int compute(void);
int receive(struct buffer *into);
void buffer_clear(struct buffer *b);
void buffer_print(struct buffer *b);

int received(void) {
    struct buffer b;
    int r = compute();
    if (r < 0)
        goto cleanup;
    r = receive(&b);
    if (r < 0)
        return r;
cleanup:
    // CHECK: names-of-functions.c:[[@LINE+1]]:18: warning: 'buffer_clear' reads {{.*}}, but this argument {{.*}} [unsown-argument]
    buffer_clear(&b);
    // CHECK: note: 'b' is declared here; nothing initializes it
    // CHECK: note: this condition is true when 'r' is
    // CHECK: note: at this read 'b' holds:
    return r;
}

int received_after_other_merges(int n) {
    struct buffer b;
    int r;
    if (n) {
        r = receive(&b);
        if (r < 0)
            goto cleanup;
    }
    r = compute();
    if (r < 0)
        goto cleanup;
    r = 1;
cleanup:
    // CHECK: names-of-functions.c:[[@LINE+1]]:18: warning: 'buffer_clear' reads {{.*}}, but this argument {{.*}} [unsown-argument]
    buffer_clear(&b);
    // CHECK: note: 'b' is declared here; nothing initializes it
    // CHECK: note: this condition is false when 'n' is 0
    // CHECK: note: this condition is true when 'r' is
    // CHECK: note: at this read 'b' holds:
    return r;
}

int printed(void) {
    struct buffer b;
    int r = compute();
    if (r >= 0)
        r = receive(&b);
    buffer_print(&b); // no-warning: it may be what sets it up
    return r;
}

int cleared_first(int n) {
    struct buffer b;
    int r = 0;
    buffer_clear(&b); // no-warning: how it is set up
    while (n-- && !r)
        r = receive(&b);
    buffer_clear(&b); // no-warning
    return r;
}

int cleared_each_time(int n) {
    struct buffer b;
    int r = 0;
    while (n-- && !r) {
        buffer_clear(&b); // no-warning
        r = receive(&b);
    }
    return r;
}
