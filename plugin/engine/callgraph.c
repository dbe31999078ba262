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

static bool has(const list *l, uint32_t wanted) {
    for (uint32_t i = 0; i < l->n; i++)
        if (l->at[i] == wanted)
            return true;
    return false;
}

/* Tarjan's: a function is met, and done with its callees; the lowest that it leads back to, by when it was met, is the
 * first of its group. */
struct search {
    uint32_t *met, *lowest, *next; /* by function; met: 0 not yet */
    uint8_t *open;                 /* by function: its group is not complete */
    uint32_t n_met;
    list path, waiting;
};

static void meet(struct search *s, uint32_t f) {
    s->met[f] = s->lowest[f] = ++s->n_met;
    s->open[f] = 1;
    ARRAY_PUSH(&s->path, f);
    ARRAY_PUSH(&s->waiting, f);
}

/* All that was met since the function, and is open, is its group.  What waits longest calls the others. */
static void close_group(struct search *s, uint32_t f, const list *callees, struct callgraph *c) {
    uint32_t begin = c->n, last;
    do {
        last = s->waiting.at[--s->waiting.n];
        s->open[last] = 0;
        c->order[c->n++] = last;
    } while (last != f);
    for (uint32_t i = begin; i < c->n; i++) {
        c->group_end[i] = c->n;
        c->recursive[i] = c->n - begin > 1 || has(&callees[f], f);
    }
}

struct callgraph *callgraph_new(const struct prog_program *p) {
    struct callgraph *c = base_calloc(1, sizeof *c);
    uint32_t n = p->n_functions;
    list *callees = base_calloc(n, sizeof *callees);
    uint32_t *seen = base_calloc(n, sizeof *seen);
    struct search s = {base_calloc(n, sizeof *s.met), base_calloc(n, sizeof *s.lowest),
                       base_calloc(n, sizeof *s.next), base_calloc(n, 1), 0, {0}, {0}};
    c->order = base_calloc(n, sizeof *c->order);
    c->group_end = base_calloc(n, sizeof *c->group_end);
    c->recursive = base_calloc(n, 1);
    for (uint32_t i = 0; i < n; i++)
        find_callees(p, &p->functions[i], seen, i + 1, &callees[i]);
    for (uint32_t i = 0; i < n; i++) {
        if (s.met[i] || !p->functions[i].n_blocks)
            continue;
        meet(&s, i);
        while (s.path.n) {
            uint32_t f = s.path.at[s.path.n - 1];
            if (s.next[f] < callees[f].n) {
                uint32_t callee = callees[f].at[s.next[f]++];
                if (!s.met[callee])
                    meet(&s, callee);
                else if (s.open[callee] && s.met[callee] < s.lowest[f])
                    s.lowest[f] = s.met[callee];
                continue;
            }
            s.path.n--;
            uint32_t caller = s.path.n ? s.path.at[s.path.n - 1] : f;
            if (s.lowest[f] < s.lowest[caller])
                s.lowest[caller] = s.lowest[f];
            if (s.lowest[f] == s.met[f])
                close_group(&s, f, callees, c);
        }
    }
    for (uint32_t i = 0; i < n; i++)
        ARRAY_FREE(&callees[i]);
    ARRAY_FREE(&s.path);
    ARRAY_FREE(&s.waiting);
    free(callees);
    free(seen);
    free(s.met);
    free(s.lowest);
    free(s.next);
    free(s.open);
    return c;
}

void callgraph_free(struct callgraph *c) {
    if (!c)
        return;
    free(c->order);
    free(c->group_end);
    free(c->recursive);
    free(c);
}
