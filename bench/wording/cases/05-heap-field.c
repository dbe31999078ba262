// A constructor forgets a field
#include <stdlib.h>
struct node { int key; struct node *next; };
static struct node *make(int key) {
    struct node *n = malloc(sizeof *n);
    if (n)
        n->key = key;
    return n;
}
int is_last(int key) {
    struct node *n = make(key);
    if (!n)
        return 1;
    int last = n->next == NULL;
    free(n);
    return last;
}
