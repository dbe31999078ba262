// Undefined memory is handed on
#include <stdlib.h>
struct pair { char *a, *b; };
static void release(struct pair *p) { free(p->a); free(p->b); free(p); }
struct pair *make(void) {
    struct pair *p = malloc(sizeof *p);
    if (!p)
        return NULL;
    p->a = malloc(8);
    if (!p->a) {
        release(p);
        return NULL;
    }
    p->b = malloc(8);
    return p;
}
