// A function of the file that writes through a pointer which stands in what it got has written what that
// pointer leads to, however large it is; what it could not reach is as undefined as before.
// RUN: %unsown -Wno-everything -fsyntax-only %s 2>&1 | %filecheck %s

int next(int);

struct context {
    int *out;
    int n;
};

#define STEP(k)                                                                                     \
    for (int i = 0; i < c->n; i++) {                                                                \
        if (next(i) > k)                                                                            \
            s += next(i + k) * 3;                                                                   \
        else                                                                                        \
            s -= next(k);                                                                           \
        if (next(s) == 4)                                                                           \
            s ^= next(7);                                                                           \
    }

static int fill(struct context *c)
{
    int s = 0;
    STEP(1) STEP(2) STEP(3) STEP(4) STEP(5) STEP(6) STEP(7) STEP(8) STEP(9) STEP(10)
    *c->out = s;
    return 0;
}

static int fill_through(struct context *c)
{
    int s = 0;
    STEP(1) STEP(2) STEP(3) STEP(4) STEP(5) STEP(6) STEP(7) STEP(8) STEP(9) STEP(10)
    return fill(c) + s;
}

int written(void)
{
    int x;
    struct context c = {&x, 3};
    fill(&c);
    return x; // no-warning
}

int written_by_a_callee_of_the_callee(void)
{
    int x;
    struct context c = {&x, 3};
    fill_through(&c);
    return x; // no-warning
}

int out_of_reach(void)
{
    int x, y;
    struct context c = {&x, 3};
    fill(&c);
    // CHECK: [[@LINE+1]]:16: warning: variable 'y' is uninitialized when it is read here [unsown-uninit]
    return x + y;
    // CHECK: note: 'y' is declared here
}
