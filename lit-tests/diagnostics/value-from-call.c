// What a call writes decides what another one reads: both are looked into (SQLite's Mem cells).

// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s

struct cell {
    char *text;
    int length, flags;
};

void begin(struct cell *c, int flags) { c->flags = flags; }

static void clear(struct cell *c) {
    // CHECK-DAG: [[@LINE+1]]:12: note: it is read here
    if (c->length > 3)
        c->text = 0;
}

void copy(struct cell *to, const struct cell *from) {
    if (to->flags & 2)
        clear(to);
    to->length = from->length;
}

int plain(const struct cell *from) {
    struct cell c;
    begin(&c, 1);
    copy(&c, from); // no-warning: flag 2 is not set
    return c.length;
}

int flagged(const struct cell *from) {
    struct cell c;
    begin(&c, 2);
    // CHECK-DAG: [[@LINE+1]]:10: warning: 'copy' reads '*to', but this argument points to uninitialized memory [unsown-argument]
    copy(&c, from);
    // CHECK-DAG: [[@LINE-4]]:17: note: 'c' is declared here; nothing initializes it
    // CHECK-DAG: note: at this read 'c' holds
    return c.length;
}
