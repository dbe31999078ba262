// The number of elements between two pointers, used as an index, is the place of the one that was looked at.

// RUN: %unsown -c -o /dev/null %s 2>&1 | %filecheck %s --allow-empty

void *malloc(unsigned long size);
extern const unsigned long limit;

static unsigned long find(const char **set, const char *name) {
    const char **p = set;
    for (; *p; p++)
        if (*p == name)
            break;
    return (unsigned long)(p - set);
}

static void include(const char **set, const char *name) {
    unsigned long n = find(set, name);
    if (!set[n]) { // no-warning
        set[n] = name;
        set[n + 1] = 0;
    }
}

const char **build(const char *const *names) {
    const char **set = malloc((limit + 1) * sizeof *set);
    if (!set)
        return 0;
    set[0] = 0;
    for (; *names; names++)
        include(set, *names); // no-warning
    return set;
}
