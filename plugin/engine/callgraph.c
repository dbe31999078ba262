#include "callgraph.h"

typedef ARRAY(uint32_t) list;

static void find_callees(const struct prog_program *p, const struct prog_function *f,
                         uint32_t *seen, uint32_t mark, list *out) {
    for (uint32_t b = 0; b < f->n_blocks; b++)
        for (uint32_t k = 0; k < f->blocks[b].n_insts; k++) {
            const struct prog_inst *in = &f->values[f->blocks[b].insts[k]];
            if (in->op != PROG_CALL || f->values[in->args[0]].op != PROG_FUNC)
                continue;
            uint32_t callee = (uint32_t)f->values[in->args[0]].imm;
            if (p->functions[callee].n_blocks && seen[callee] != mark) {
                seen[callee] = mark;
                ARRAY_PUSH(out, callee);
            }
        }
}

struct callgraph *callgraph_new(const struct prog_program *p) {
    struct callgraph *c = base_calloc(1, sizeof *c);
    uint32_t n = p->n_functions;
    list *callees = base_calloc(n, sizeof *callees);
    uint32_t *seen = base_calloc(n, sizeof *seen), *next = base_calloc(n, sizeof *next);
    uint8_t *state = base_calloc(n, 1); /* 0 not met, 1 open, 2 done */
    c->order = base_calloc(n, sizeof *c->order);
    for (uint32_t i = 0; i < n; i++)
        find_callees(p, &p->functions[i], seen, i + 1, &callees[i]);
    /* Postorder is enough: within a cycle any order has a callee that is not summarised yet. */
    list stack = {0};
    for (uint32_t i = 0; i < n; i++) {
        if (state[i] || !p->functions[i].n_blocks)
            continue;
        ARRAY_PUSH(&stack, i);
        state[i] = 1;
        while (stack.n) {
            uint32_t f = stack.at[stack.n - 1];
            if (next[f] < callees[f].n) {
                uint32_t callee = callees[f].at[next[f]++];
                if (!state[callee]) {
                    state[callee] = 1;
                    ARRAY_PUSH(&stack, callee);
                }
            } else {
                state[f] = 2;
                c->order[c->n++] = f;
                stack.n--;
            }
        }
    }
    for (uint32_t i = 0; i < n; i++)
        ARRAY_FREE(&callees[i]);
    ARRAY_FREE(&stack);
    free(callees);
    free(seen);
    free(next);
    free(state);
    return c;
}

void callgraph_free(struct callgraph *c) {
    if (!c)
        return;
    free(c->order);
    free(c);
}
