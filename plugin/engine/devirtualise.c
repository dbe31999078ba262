#include "devirtualise.h"

/* The global and the constant offset that an address names; false when it names none. */
static bool constant_place(const struct prog_function *f, prog_value v, uint32_t *global,
                           uint64_t *offset) {
    *offset = 0;
    for (;;) {
        const struct prog_inst *in = &f->values[v];
        if (in->op == PROG_GLOBAL) {
            *global = (uint32_t)in->imm;
            return true;
        }
        if (in->op == PROG_PTRADD && f->values[in->args[1]].op == PROG_CONST)
            *offset += f->values[in->args[1]].words[0];
        else if (in->op != PROG_BITCAST)
            return false;
        v = in->args[0];
    }
}

static const char *function_at(const struct prog_global *g, uint64_t offset) {
    for (uint32_t i = 0; i < g->n_refs; i++)
        if (g->refs[i].offset == offset)
            return g->refs[i].function;
    return NULL;
}

/* The call passes what the function takes. */
static bool fits(const struct prog_function *caller, const struct prog_inst *call,
                 const struct prog_function *callee) {
    uint32_t n = call->n_args - 1;
    if (call->type.bits != callee->ret.bits || n < callee->n_params ||
        (n > callee->n_params && !(callee->flags & PROG_FN_VARIADIC)))
        return false;
    for (uint32_t i = 0; i < callee->n_params; i++)
        if (caller->values[call->args[i + 1]].type.bits != callee->params[i].type.bits)
            return false;
    return true;
}

/* --- Tables ----------------------------------------------------------------------------------------- */

#define CHOICES_MAX 4 /* functions that one call may be of */

/* The constant global into which an address leads at a place that is not constant, PROG_NONE. */
static uint32_t table_of(const struct prog_function *f, prog_value v, const uint8_t *constant) {
    while (f->values[v].op == PROG_PTRADD || f->values[v].op == PROG_BITCAST)
        v = f->values[v].args[0];
    return f->values[v].op == PROG_GLOBAL && constant[f->values[v].imm] ? (uint32_t)f->values[v].imm
                                                                       : PROG_NONE;
}

/* The functions in the table that the call could be of; 0 when there are too many, or none that can be seen. */
static uint32_t find_choices(const struct prog_program *p, const struct prog_function *f,
                             const struct prog_inst *call, const struct prog_global *table,
                             uint32_t *choices) {
    uint32_t n = 0;
    bool seen = false;
    for (uint32_t i = 0; i < table->n_refs; i++) {
        uint32_t to = prog_find_function(p, table->refs[i].function), k = 0;
        if (to == PROG_NONE || !fits(f, call, &p->functions[to]))
            continue;
        while (k < n && choices[k] != to)
            k++;
        if (k < n)
            continue;
        if (n == CHOICES_MAX)
            return 0;
        choices[n++] = to;
        seen |= p->functions[to].n_blocks > 0;
    }
    return seen ? n : 0;
}

static prog_value function_leaf(struct prog_program *p, struct prog_function *f, prog_value like,
                                uint32_t function) {
    prog_value leaf = prog_add_value(p, f, PROG_FUNC, f->values[like].type, 0);
    f->values[leaf].imm = function;
    return leaf;
}

/* A new block with what stands behind the call, and the way on from there. */
static prog_block split_behind(struct prog_program *p, struct prog_function *f, prog_block b,
                               uint32_t at) {
    prog_block rest = prog_add_block(p, f);
    struct prog_bb *from = &f->blocks[b];
    for (uint32_t k = at + 1; k < from->n_insts; k++)
        prog_append(p, f, rest, f->blocks[b].insts[k]);
    f->blocks[b].n_insts = at;
    f->blocks[rest].succs = f->blocks[b].succs;
    f->blocks[rest].n_succs = f->blocks[b].n_succs;
    f->blocks[b].succs = NULL;
    f->blocks[b].n_succs = 0;
    for (uint32_t s = 0; s < f->blocks[rest].n_succs; s++) {
        struct prog_bb *to = &f->blocks[f->blocks[rest].succs[s]];
        for (uint32_t i = 0; i < to->n_preds; i++)
            if (to->preds[i] == b)
                to->preds[i] = rest;
    }
    return rest;
}

/* The call at that place of the block becomes one of the function that the pointer is; that it is one of them is
 * taken for granted.  The value of the call becomes that of whichever was called. */
static void choose(struct prog_program *p, struct prog_function *f, prog_block b, uint32_t at,
                   const uint32_t *choices, uint32_t n) {
    prog_value call = f->blocks[b].insts[at], pointer = f->values[call].args[0];
    prog_value calls[CHOICES_MAX];
    prog_block rest = split_behind(p, f, b, at), test = b;
    for (uint32_t i = 0; i < n; i++) {
        prog_block block = prog_add_block(p, f);
        if (i + 1 < n) {
            prog_value is = prog_emit(p, f, test, PROG_EQ, (struct prog_type){1, PROG_INT}, 2);
            f->values[is].args[0] = pointer;
            f->values[is].args[1] = function_leaf(p, f, pointer, choices[i]);
            prog_value branch = prog_emit(p, f, test, PROG_BRANCH, (struct prog_type){0, PROG_VOID}, 1);
            f->values[branch].args[0] = is;
            prog_block next = prog_add_block(p, f);
            prog_add_edge(p, f, test, block);
            prog_add_edge(p, f, test, next);
            test = next;
        } else {
            prog_emit(p, f, test, PROG_JUMP, (struct prog_type){0, PROG_VOID}, 0);
            prog_add_edge(p, f, test, block);
        }
        calls[i] = prog_emit(p, f, block, PROG_CALL, f->values[call].type, f->values[call].n_args);
        prog_value *args = f->values[calls[i]].args;
        f->values[calls[i]] = f->values[call];
        f->values[calls[i]].args = args;
        f->values[calls[i]].block = block;
        memcpy(args, f->values[call].args, f->values[call].n_args * sizeof *args);
        args[0] = function_leaf(p, f, pointer, choices[i]);
        prog_emit(p, f, block, PROG_JUMP, (struct prog_type){0, PROG_VOID}, 0);
        prog_add_edge(p, f, block, rest);
    }
    struct prog_inst whole = {.op = PROG_UNDEF, .type = {1, PROG_INT}, .block = PROG_NONE};
    if (f->values[call].type.bits) {
        whole = (struct prog_inst){.op = PROG_PHI, .type = f->values[call].type, .n_args = n,
                                   .args = prog_alloc(p, n * sizeof *calls), .block = rest};
        memcpy(whole.args, calls, n * sizeof *calls);
        prog_append(p, f, rest, call);
        memmove(f->blocks[rest].insts + 1, f->blocks[rest].insts,
                (f->blocks[rest].n_insts - 1) * sizeof *calls);
        f->blocks[rest].insts[0] = call;
    }
    f->values[call] = whole;
}

/* Whether the call was one through a table: the block then ends before it. */
static bool resolve_table(struct prog_program *p, const uint8_t *constant, uint32_t caller,
                          prog_block b, uint32_t at) {
    struct prog_function *f = &p->functions[caller];
    const struct prog_inst *call = &f->values[f->blocks[b].insts[at]];
    prog_value callee = call->args[0];
    while (f->values[callee].op == PROG_BITCAST)
        callee = f->values[callee].args[0];
    uint32_t table = f->values[callee].op == PROG_LOAD
                         ? table_of(f, f->values[callee].args[0], constant) : PROG_NONE;
    uint32_t choices[CHOICES_MAX];
    uint32_t n = table == PROG_NONE ? 0 : find_choices(p, f, call, &p->globals[table], choices);
    if (n)
        choose(p, f, b, at, choices, n);
    return n > 0;
}

/* --- One call --------------------------------------------------------------------------------------- */

static void resolve(struct prog_program *program, const uint8_t *constant, uint32_t caller,
                    prog_value call) {
    struct prog_function *f = &program->functions[caller];
    prog_value callee = f->values[call].args[0];
    while (f->values[callee].op == PROG_BITCAST)
        callee = f->values[callee].args[0];
    if (f->values[callee].op != PROG_LOAD)
        return;
    uint32_t global;
    uint64_t offset;
    if (!constant_place(f, f->values[callee].args[0], &global, &offset) || !constant[global])
        return;
    const char *name = function_at(&program->globals[global], offset);
    uint32_t to = name ? prog_find_function(program, name) : PROG_NONE;
    if (to == PROG_NONE || !fits(f, &f->values[call], &program->functions[to]))
        return;
    prog_value leaf = prog_add_value(program, f, PROG_FUNC, f->values[callee].type, 0);
    f->values[leaf].imm = to;
    f->values[call].args[0] = leaf;
}

void devirtualise(struct prog_program *program, const uint8_t *constant) {
    for (uint32_t i = 0; i < program->n_functions; i++)
        for (uint32_t b = 0; b < program->functions[i].n_blocks; b++)
            for (uint32_t k = 0; k < program->functions[i].blocks[b].n_insts; k++) {
                prog_value v = program->functions[i].blocks[b].insts[k];
                if (program->functions[i].values[v].op != PROG_CALL)
                    continue;
                resolve(program, constant, i, v);
                if (program->functions[i].values[v].op == PROG_CALL &&
                    resolve_table(program, constant, i, b, k))
                    break; /* what is behind the call stands in a block of its own now */
            }
}
