/* The functions of sites.c, each with one annotated read of the first bytes of the page; they return
 * 1 if all uses of the value agree. */
#define SITES(X)                                                                                   \
    X(unused) X(twice) X(across) X(decides) X(table) X(narrow) X(wide) X(truth) X(floating)        \
    X(pointer) X(dead_branch)
#define DECLARE(name) int name(char *page);
SITES(DECLARE)

/* Writes something else to the page, uncounted. */
void change(char *page);
