// Which constants a function can return is known where it is called, however deep.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | grep warning: | %filecheck %s

int lookup(const char *key, const char **value);
int say(const char *text);
void use(const char *);

static inline int failure(void) { return -1; }
#define say(text) (say(text), failure())

static int find(const char *key, const char **out) {
    const char *value;
    if (lookup(key, &value))
        return 1;
    if (!value)
        return say(key);
    *out = value;
    return 0;
}

static int find_or_say(const char *key, const char **out) {
    int result = find(key, out);
    if (result < 0)
        say("no value");
    return result;
}

static int find_below(const char *key, const char **out) { return find_or_say(key, out); }
static int find_further_below(const char *key, const char **out) { return find_below(key, out); }

void right(const char *key) {
    const char *value;
    if (find_further_below(key, &value))
        return;
    use(value); // no-warning
}

void wrong(const char *key) {
    const char *value;
    if (find_further_below(key, &value) < 0)
        return;
    // CHECK: :[[@LINE+1]]:9: warning: variable 'value' may be read before it is initialized [unsown-sometimes]
    use(value);
}

static int small(int n) {
    switch (n) {
    case 1: return 10;
    case 2: return 20;
    }
    return 30;
}

int one_of_three(int n) {
    int x;
    switch (small(n)) {
    case 10: x = 1; break;
    case 20: x = 2; break;
    case 30: x = 3; break;
    }
    return x; // no-warning
}

int one_of_two(int n) {
    int x;
    switch (small(n)) {
    case 10: x = 1; break;
    case 30: x = 3; break;
    }
    // CHECK: :[[@LINE+1]]:12: warning: variable 'x' may be read before it is initialized [unsown-sometimes]
    return x;
}
