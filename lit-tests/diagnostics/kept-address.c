// A function of the file that keeps the address of an object has not written all of it; but what comes
// later, through the address that was kept, may write it.
// RUN: %unsown -Wno-everything -fsyntax-only %s 2>&1 | %filecheck %s

struct list {
    struct list *first, **last;
    int count, used;
};

void *outside(void);

static void list_init(struct list *l)
{
    l->first = 0;
    l->last = &l->first;
    l->count = 0;
}

static void append(struct list *l, struct list *entry)
{
    *l->last = entry;
}

int field_left_out(void)
{
    struct list l;
    list_init(&l);
    // CHECK: [[@LINE+1]]:14: warning: field 'used' of 'l' is uninitialized when it is read here [unsown-uninit]
    return l.used;
    // CHECK: note: 'l' is declared here
    // CHECK: note: at this read 'l' holds
}

int written_through_itself(void)
{
    struct list l;
    int x;
    list_init(&l);
    append(&l, outside());
    if (l.first)
        x = 1;
    return l.first ? x : 0; // no-warning
}
