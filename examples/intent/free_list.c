/* Popping from a lock-free list: the next pointer is read from a node that another thread may have
 * taken and overwritten meanwhile.  It is used only if the head is still that node.
 */
#include <stdbool.h>

#include <unsown/intent.h>

#include "trash.h"

struct node {
    uintptr_t next; /* of a node that was taken: whatever its owner wrote */
};
struct list {
    volatile uintptr_t head; /* with a version in its low bits, against reuse */
};

/* Whether the head was still `old`; then it is `next`.  (On one thread, to keep the example short.) */
uintptr_t pop(struct list *l, uintptr_t old);
uintptr_t pop(struct list *l, uintptr_t old)
{
    const struct node *node = (const struct node *)old;
    uintptr_t next = UNSOWN_READ(node->next, independent, "used only if the head did not change");
    uintptr_t now = l->head;
    UNSOWN_GIVEN_VALID(next, now == old);
#ifdef WRONG
    l->head = next;
#else
    if (now == old)
        l->head = next;
#endif
    return now;
}

static long outcome(unsigned filling)
{
    static struct node nodes[4];
    for (int i = 0; i < 4; i++)
        nodes[i].next = (uintptr_t)&nodes[pick(4)];
    struct node *old = &nodes[pick(4)], *head = &nodes[pick(4)];
    struct list l = {(uintptr_t)head};
    if (old != head) /* it was taken */
        trash_fill(old, sizeof *old, filling);
    uintptr_t now = pop(&l, (uintptr_t)old);
    return (long)((now - (uintptr_t)nodes) * 100 + (l.head - (uintptr_t)nodes));
}
