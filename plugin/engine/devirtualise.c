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
                if (program->functions[i].values[v].op == PROG_CALL)
                    resolve(program, constant, i, v);
            }
}
