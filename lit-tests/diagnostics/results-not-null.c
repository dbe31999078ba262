// A pointer that was accessed through is not null, also where a function in between returns it and where it
// is one of several that a function may return.

// RUN: %unsown -c -o /dev/null %s 2>&1 | count 0
// RUN: %unsown -fplugin-arg-unsown-warn=unsown-maybe -c -o /dev/null %s 2>&1 | %filecheck %s

void *xmalloc(unsigned long size);
int scan(void);
struct list { struct list *next; } *parsed;

static struct list *fresh(void) {
    struct list *l = xmalloc(sizeof *l);
    l->next = l;
    return l;
}

static struct list *parse(char **cause) {
    if (scan()) {
        *cause = "syntax error";
        return 0;
    }
    if (!parsed)
        return fresh();
    return parsed;
}

char *guarded_by_result(void) {
    char *cause;
    struct list *l = parse(&cause);
    if (!l)
        return cause; // no-warning
    return 0;
}

static struct list *untouched(void) { return xmalloc(sizeof(struct list)); }

static struct list *parse_untouched(char **cause) {
    if (scan()) {
        *cause = "syntax error";
        return 0;
    }
    return untouched();
}

// That what is handed on is null, as the other return is, is a guess.
char *may_be_null(void) {
    char *cause;
    struct list *l = parse_untouched(&cause);
    if (!l)
        // CHECK: results-not-null.c:[[@LINE+1]]:16: warning: variable 'cause' is uninitialized here unless code that cannot be seen initializes it [unsown-maybe]
        return cause;
    // CHECK: note: 'cause' is declared here; nothing initializes it
    // CHECK: note: this condition is false
    return 0;
}
