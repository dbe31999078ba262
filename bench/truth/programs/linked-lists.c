/* Lists: a doubly linked one with a sentinel, a sorted singly linked one, merge sort, removal by a predicate. */
#include <stdio.h>
#include <stdlib.h>

struct link {
    struct link *next, *previous;
};

struct item {
    struct link link;
    int key;
    const char *label;
};

struct cell {
    int value;
    struct cell *next;
};

static void list_init(struct link *head)
{
    head->next = head;
    head->previous = head;
}

static void insert_after(struct link *place, struct link *new)
{
    new->previous = place;
    new->next = place->next;
    place->next->previous = new;
    place->next = new;
}

static void unlink_item(struct link *link)
{
    link->previous->next = link->next;
    link->next->previous = link->previous;
    link->next = link->previous = NULL;
}

static struct item *new_item(int key, const char *label)
{
    struct item *item = malloc(sizeof(struct item));
    if (item) {
        item->key = key;
        item->label = label;
        list_init(&item->link);
    }
    return item;
}

static int remove_if(struct link *head, int (*test)(const struct item *))
{
    int removed = 0;
    struct link *at = head->next;
    while (at != head) {
        struct link *next = at->next;
        struct item *item = (struct item *)at;
        if (test(item)) {
            unlink_item(at);
            free(item);
            removed++;
        }
        at = next;
    }
    return removed;
}

static int is_odd(const struct item *item)
{
    return item->key % 2;
}

static struct cell *prepend(struct cell *list, int value)
{
    struct cell *c = malloc(sizeof *c);
    if (!c)
        return list;
    c->value = value;
    c->next = list;
    return c;
}

static struct cell *merge(struct cell *a, struct cell *b)
{
    struct cell first, *last = &first;
    first.next = NULL;
    while (a && b) {
        struct cell **smaller = a->value <= b->value ? &a : &b;
        last->next = *smaller;
        last = last->next;
        *smaller = (*smaller)->next;
    }
    last->next = a ? a : b;
    return first.next;
}

static struct cell *sort(struct cell *list)
{
    if (!list || !list->next)
        return list;
    struct cell *slow = list, *fast = list->next;
    while (fast && fast->next) {
        slow = slow->next;
        fast = fast->next->next;
    }
    struct cell *half = slow->next;
    slow->next = NULL;
    return merge(sort(list), sort(half));
}

static struct cell *reversed(struct cell *list)
{
    struct cell *result = NULL;
    while (list) {
        struct cell *next = list->next;
        list->next = result;
        result = list;
        list = next;
    }
    return result;
}

static void insert_sorted(struct cell **list, struct cell *new)
{
    while (*list && (*list)->value < new->value)
        list = &(*list)->next;
    new->next = *list;
    *list = new;
}

static int find_extremes(const struct cell *list, int *low, int *high)
{
    if (!list)
        return -1;
    *low = *high = list->value;
    for (list = list->next; list; list = list->next) {
        if (list->value < *low)
            *low = list->value;
        if (list->value > *high)
            *high = list->value;
    }
    return 0;
}

int main(void)
{
    static const char *const labels[] = {"zero", "one", "two", "three", "four", "five"};
    struct link head;
    list_init(&head);
    for (int i = 0; i < 6; i++) {
        struct item *item = new_item(i, labels[i]);
        if (item)
            insert_after(i % 3 ? &head : head.previous, &item->link);
    }
    printf("removed %d\n", remove_if(&head, is_odd));
    for (struct link *at = head.next; at != &head; at = at->next)
        printf("%d=%s ", ((struct item *)at)->key, ((struct item *)at)->label);
    while (head.next != &head) {
        struct item *item = (struct item *)head.next;
        unlink_item(&item->link);
        free(item);
    }

    struct cell *list = NULL;
    static const int values[] = {5, 2, 9, 1, 7, 3};
    for (unsigned i = 0; i < sizeof values / sizeof *values; i++)
        list = prepend(list, values[i]);
    list = sort(list);
    struct cell *extra = prepend(NULL, 6);
    if (extra)
        insert_sorted(&list, extra);
    int low, high;
    if (find_extremes(list, &low, &high) == 0)
        printf("\nfrom %d to %d:", low, high);
    list = reversed(list);
    while (list) {
        struct cell *next = list->next;
        printf(" %d", list->value);
        free(list);
        list = next;
    }
    printf("\n");
    return 0;
}
