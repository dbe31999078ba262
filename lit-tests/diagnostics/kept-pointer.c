// A pointer that an earlier iteration may have left, loaded from memory and moved by a constant, is followed
// no further than it goes.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | grep warning: | %filecheck %s

struct node { struct node *next; int value, other; };
int ask(void);

int walk(struct node *list, int n) {
    struct node *last;
    struct node *kept[2];
    for (int i = 0; i < n; i++) {
        if (ask())
            last = list->next;
        else if (ask())
            last = list;
        kept[i & 1] = (struct node *)&last->value;
        last->other = 1;
        list = list->next;
    }
    return kept[0] != kept[1];
}
// CHECK: :[[@LINE-6]]:39: warning: variable 'last' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-3]]:12: warning: element of 'kept'
// CHECK-NOT: warning:
