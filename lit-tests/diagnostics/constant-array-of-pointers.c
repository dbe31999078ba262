// The first element of a constant array holds the address of a string, so the loop runs.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s --allow-empty

static const char *const names[] = {"a", "b", 0};

int last_name(void) {
    int at;
    for (int i = 0; names[i]; i++)
        at = i;
    return at;
}
