// A store through a pointer that may point to one of several objects, by many ways to the same one,
// writes the local among them when it is that one (SQLite's merge of two sorted lists).

// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s --allow-empty

struct entry {
    long value;
    struct entry *next;
};

struct entry *merge(struct entry *a, struct entry *b) {
    struct entry head;
    struct entry *tail = &head;
    for (;;) {
        if (a->value <= b->value) {
            if (a->value < b->value)
                tail = tail->next = a;
            a = a->next;
            if (!a) {
                tail->next = b;
                break;
            }
        } else {
            tail = tail->next = b;
            b = b->next;
            if (!b) {
                tail->next = a;
                break;
            }
        }
    }
    return head.next; // no-warning
}

struct entry *merge_without_end(struct entry *a, struct entry *b) {
    struct entry head;
    struct entry *tail = &head;
    if (a && b)
        tail = tail->next = a;
    else if (a)
        tail = a;
    // CHECK: [[@LINE+1]]:17: warning: field 'next' of 'head' may be read before it is initialized [unsown-sometimes]
    return head.next;
    // CHECK: [[@LINE-8]]:18: note: 'head' is declared here; nothing initializes it
    // CHECK: note: this condition is false
    // CHECK: note: at this read 'head' holds
}
