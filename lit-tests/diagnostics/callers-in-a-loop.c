// What a function leaves in memory is what its next call in a loop finds: two turns of the loop, which is what is
// followed, do not exclude what needs a third.
// RUN: %unsown -c -o /dev/null %s 2>&1 | grep warning: | %filecheck %s

struct code { int op, operand; };
struct machine { int stack[16], depth, at; };

static int pop(struct machine *m, int *value) {
    if (m->depth == 0)
        return 0;
    *value = m->stack[--m->depth];
    return 1;
}

static int push(struct machine *m, int value) {
    if (m->depth == 16)
        return 0;
    m->stack[m->depth++] = value;
    return 1;
}

static int step(struct machine *m, const struct code *code, int n) {
    if (m->at < 0 || m->at >= n)
        return 0;
    const struct code *in = &code[m->at++];
    int a, b, r;
    switch (in->op) {
    case 0:
        return push(m, in->operand);
    case 1:
    case 2:
        if (!pop(m, &b) || !pop(m, &a))
            return 0;
        if (in->op == 1)
            r = a + b;
        m->at = r;
        return 1;
    default:
        return 0;
    }
}

// CHECK: callers-in-a-loop.c:[[@LINE-7]]:17: warning: variable 'r' may be read before it is initialized [unsown-sometimes]

int run(const struct code *code, int n) {
    struct machine m;
    m.depth = m.at = 0;
    int going;
    do
        going = step(&m, code, n);
    while (going);
    return m.depth;
}

// Nothing is handed on: no turn of the loop differs from another.
static int of(int kind, int n) {
    int r;
    if (kind == 1)
        r = n;
    return kind ? r : 0; // no-warning
}

int sum(int n) {
    int all = 0;
    for (int i = 0; i < n; i++)
        all += of(1, i) + of(0, i);
    return all;
}
