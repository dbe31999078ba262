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
    struct node nodes[3] = {{(uintptr_t)&nodes[1]}, {(uintptr_t)&nodes[2]}, {0}};
    struct list l = {(uintptr_t)&nodes[1]};
    trash_fill(&nodes[0], sizeof nodes[0], filling); /* it was taken */
    pop(&l, (uintptr_t)&nodes[0]);
    return (long)(l.head - (uintptr_t)&nodes[1]);
}
