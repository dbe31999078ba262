/* A stack machine: assembler with labels, interpreter with errors, a call stack. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum opcode { OP_PUSH, OP_ADD, OP_SUB, OP_MUL, OP_DUP, OP_SWAP, OP_JUMP_ZERO, OP_JUMP, OP_CALL, OP_RETURN, OP_PRINT, OP_HALT, N_OPS };

static const struct { const char *name; int has_operand; } ops[N_OPS] = {
    {"push", 1}, {"add", 0}, {"sub", 0}, {"mul", 0}, {"dup", 0}, {"swap", 0}, {"jz", 1}, {"jump", 1}, {"call", 1},
    {"ret", 0}, {"print", 0}, {"halt", 0},
};

struct instruction {
    enum opcode op;
    int32_t operand;
};

struct label {
    char name[8];
    int at;
};

struct program {
    struct instruction code[32];
    int n;
    struct label labels[8];
    int n_labels;
};

struct machine {
    int32_t stack[16];
    int depth;
    int calls[4];
    int n_calls;
    int at;
    long steps;
};

enum status { RUNNING, HALTED, UNDERFLOW, OVERFLOW, BAD_JUMP };

static int word(const char **text, char *to, size_t size)
{
    size_t n = 0;
    while (**text == ' ' || **text == '\n')
        ++*text;
    while (**text && **text != ' ' && **text != '\n' && n + 1 < size)
        to[n++] = *(*text)++;
    to[n] = '\0';
    return n > 0;
}

static int find_label(const struct program *p, const char *name, int *at)
{
    for (int i = 0; i < p->n_labels; i++)
        if (!strcmp(p->labels[i].name, name)) {
            *at = p->labels[i].at;
            return 1;
        }
    return 0;
}

static int number(const char *text, int32_t *value)
{
    int sign = 1;
    int32_t v = 0;
    if (*text == '-') {
        sign = -1;
        text++;
    }
    if (!*text)
        return 0;
    for (; *text; text++) {
        if (*text < '0' || *text > '9')
            return 0;
        v = v * 10 + (*text - '0');
    }
    *value = sign * v;
    return 1;
}

/* Two passes: labels first. */
static int assemble(const char *source, struct program *p)
{
    char w[16];
    p->n_labels = 0;
    for (int pass = 0; pass < 2; pass++) {
        const char *text = source;
        p->n = 0;
        while (word(&text, w, sizeof w)) {
            size_t length = strlen(w);
            if (w[length - 1] == ':') {
                if (pass == 0) {
                    struct label *l = &p->labels[p->n_labels++];
                    memcpy(l->name, w, length - 1);
                    l->name[length - 1] = '\0';
                    l->at = p->n;
                }
                continue;
            }
            int op = 0;
            while (op < N_OPS && strcmp(ops[op].name, w))
                op++;
            if (op == N_OPS)
                return -1;
            struct instruction *in = &p->code[p->n++];
            in->op = (enum opcode)op;
            in->operand = 0;
            if (ops[op].has_operand) {
                if (!word(&text, w, sizeof w))
                    return -2;
                int target;
                if (number(w, &in->operand))
                    continue;
                if (find_label(p, w, &target))
                    in->operand = target;
                else if (pass == 1)
                    return -3;
            }
        }
    }
    return p->n;
}

static int pop(struct machine *m, int32_t *value)
{
    if (m->depth == 0)
        return 0;
    *value = m->stack[--m->depth];
    return 1;
}

static int push(struct machine *m, int32_t value)
{
    if (m->depth == 16)
        return 0;
    m->stack[m->depth++] = value;
    return 1;
}

static enum status step(struct machine *m, const struct program *p)
{
    if (m->at < 0 || m->at >= p->n)
        return BAD_JUMP;
    const struct instruction *in = &p->code[m->at++];
    int32_t a, b;
    m->steps++;
    switch (in->op) {
    case OP_PUSH:
        return push(m, in->operand) ? RUNNING : OVERFLOW;
    case OP_ADD: case OP_SUB: case OP_MUL: {
        int32_t r;
        if (!pop(m, &b) || !pop(m, &a))
            return UNDERFLOW;
        if (in->op == OP_ADD)
            r = a + b;
        else if (in->op == OP_SUB)
            r = a - b;
        else
            r = a * b;
        push(m, r);
        return RUNNING;
    }
    case OP_DUP:
        if (!pop(m, &a))
            return UNDERFLOW;
        push(m, a);
        return push(m, a) ? RUNNING : OVERFLOW;
    case OP_SWAP:
        if (!pop(m, &b) || !pop(m, &a))
            return UNDERFLOW;
        push(m, b);
        push(m, a);
        return RUNNING;
    case OP_JUMP_ZERO:
        if (!pop(m, &a))
            return UNDERFLOW;
        if (a == 0)
            m->at = in->operand;
        return RUNNING;
    case OP_JUMP:
        m->at = in->operand;
        return RUNNING;
    case OP_CALL:
        if (m->n_calls == 4)
            return OVERFLOW;
        m->calls[m->n_calls++] = m->at;
        m->at = in->operand;
        return RUNNING;
    case OP_RETURN:
        if (m->n_calls == 0)
            return UNDERFLOW;
        m->at = m->calls[--m->n_calls];
        return RUNNING;
    case OP_PRINT:
        if (!pop(m, &a))
            return UNDERFLOW;
        printf("%d ", a);
        return RUNNING;
    default:
        return HALTED;
    }
}

static void run(const char *source)
{
    struct program p;
    int n = assemble(source, &p);
    if (n < 0) {
        printf("assembler: %d\n", n);
        return;
    }
    struct machine m;
    m.depth = 0;
    m.n_calls = 0;
    m.at = 0;
    m.steps = 0;
    enum status status;
    do
        status = step(&m, &p);
    while (status == RUNNING && m.steps < 1000);
    printf("-> status %d after %ld steps, depth %d\n", status, m.steps, m.depth);
}

int main(void)
{
    run("push 1 push 5 loop: dup jz end dup print push 1 sub jump loop end: halt");
    run("push 7 call square print halt square: dup mul ret");
    run("add");
    run("push 1 jump nowhere");
    run("f: call f");
    run("push x");
    run("push 2 push 3 swap sub print jump 99");
    return 0;
}
