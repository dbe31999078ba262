#include "globals.h"

/* Marks the globals whose address the function does anything with but load from. */
static void find_written(const struct prog_function *f, uint8_t *written) {
    /* value -> the global that it is an address in, plus one */
    uint32_t *in_global = base_calloc(f->n_values, sizeof *in_global);
    for (uint32_t v = 0; v < f->n_values; v++)
        if (f->values[v].op == PROG_GLOBAL)
            in_global[v] = (uint32_t)f->values[v].imm + 1;
    for (uint32_t b = 0; b < f->n_blocks; b++)
        for (uint32_t k = 0; k < f->blocks[b].n_insts; k++) {
            prog_value v = f->blocks[b].insts[k];
            const struct prog_inst *in = &f->values[v];
            for (uint32_t a = 0; a < in->n_args; a++) {
                uint32_t g = in_global[in->args[a]];
                if (!g)
                    continue;
                if (in->op == PROG_PTRADD && !a)
                    in_global[v] = g;
                else if (!(in->op == PROG_LOAD || (in->op == PROG_COPY && a == 1) ||
                           in->op == PROG_EQ || in->op == PROG_NE))
                    written[g - 1] = 1;
            }
        }
    free(in_global);
}

uint8_t *globals_constant(const struct prog_program *p) {
    uint8_t *constant = base_calloc(p->n_globals, 1), *written = base_calloc(p->n_globals, 1);
    for (uint32_t i = 0; i < p->n_functions; i++)
        find_written(&p->functions[i], written);
    for (uint32_t i = 0; i < p->n_globals; i++) {
        const struct prog_global *g = &p->globals[i];
        constant[i] = g->bytes && ((g->flags & PROG_GLOBAL_CONSTANT) ||
                                   ((g->flags & PROG_GLOBAL_INTERNAL) &&
                                    !(g->flags & PROG_GLOBAL_ADDRESS_TAKEN) && !written[i]));
    }
    free(written);
    return constant;
}
