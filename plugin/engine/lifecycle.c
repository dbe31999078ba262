#include "lifecycle.h"

#define PAIRS_MAX 64

/* The parameter whose value v is: itself, or loaded from the variable that it is kept in. */
static uint32_t param_behind(const struct prog_function *f, prog_value v) {
    while (f->values[v].op == PROG_BITCAST)
        v = f->values[v].args[0];
    if (f->values[v].op == PROG_PARAM)
        return (uint32_t)f->values[v].imm;
    if (f->values[v].op != PROG_LOAD)
        return PROG_NONE;
    prog_value local = f->values[v].args[0];
    for (uint32_t k = 0; k < f->blocks[0].n_insts; k++) {
        const struct prog_inst *in = &f->values[f->blocks[0].insts[k]];
        if (in->op == PROG_STORE && in->args[0] == local && f->values[in->args[1]].op == PROG_PARAM)
            return (uint32_t)f->values[in->args[1]].imm;
    }
    return PROG_NONE;
}

/* Whether the function frees what its parameter points to, on some path. */
static bool releases(const struct lifecycle_env *env, const struct prog_function *f,
                     uint32_t param) {
    for (uint32_t b = 0; b < f->n_blocks && env->models; b++)
        for (uint32_t k = 0; k < f->blocks[b].n_insts; k++) {
            const struct prog_inst *in = &f->values[f->blocks[b].insts[k]];
            if (in->op != PROG_CALL || f->values[in->args[0]].op != PROG_FUNC)
                continue;
            const struct prog_function *callee = &env->program->functions[f->values[in->args[0]].imm];
            const struct contract *model =
                callee->n_blocks ? NULL : contract_find(env->models, callee->name);
            for (uint32_t i = 0; model && i < model->n_effects; i++)
                if (model->effects[i].kind == CONTRACT_FREES && !model->effects[i].deref &&
                    model->effects[i].param + 1 < in->n_args &&
                    param_behind(f, in->args[model->effects[i].param + 1]) == param)
                    return true;
        }
    return false;
}

static bool can_be_called(const struct lifecycle_env *env, uint32_t i) {
    const struct prog_function *f = &env->program->functions[i];
    const struct summary *s = env->summaries[i];
    if (!s || s->size > env->size_max ||
        (f->flags & (PROG_FN_INTERNAL | PROG_FN_VARIADIC | PROG_FN_SYSTEM | PROG_FN_NORETURN)))
        return false;
    for (uint32_t k = 0; k < f->n_params; k++)
        if (f->params[k].flags & (PROG_PARAM_BYVAL | PROG_PARAM_SRET))
            return false;
    return true;
}

static bool makes(const struct lifecycle_env *env, uint32_t i) {
    const struct summary *s = env->summaries[i];
    if (!env->program->functions[i].ret_record || !can_be_called(env, i) || !s->returns_heap)
        return false;
    for (uint32_t k = 0; k < s->writes.n; k++)
        if (s->writes.at[k].param == SUMMARY_RESULT && s->writes.at[k].size == SUMMARY_WHOLE)
            return false; /* zeroed, or nobody knows */
    return true;
}

static bool reads(const struct summary *s, uint32_t param) {
    for (uint32_t i = 0; i < s->needs.n; i++)
        if (s->needs.at[i].param == param)
            return true;
    return s->may_read[param];
}

/* A call of a function with what parameters of f give it, from number `next` on; one of them is the object. */
static prog_value emit_call(struct prog_program *p, struct prog_function *f, prog_block b,
                            uint32_t callee, uint32_t *next, uint32_t object_param,
                            prog_value object) {
    const struct prog_function *to = &p->functions[callee];
    prog_value address = prog_add_value(p, f, PROG_FUNC,
                                        (struct prog_type){p->pointer_bits, PROG_PTR}, 0);
    f->values[address].imm = callee;
    prog_value call = prog_emit(p, f, b, PROG_CALL, to->ret, to->n_params + 1);
    f->values[call].args[0] = address;
    f->values[call].fixed = to->n_params;
    f->values[call].loc = to->loc;
    for (uint32_t i = 0; i < to->n_params; i++)
        f->values[call].args[i + 1] = i == object_param ? object : f->params[(*next)++].value;
    return call;
}

static struct lifecycle add(struct prog_program *p, uint32_t maker, uint32_t reader,
                            uint32_t param) {
    /* No function of the source can have this name. */
    struct lifecycle l = {.function = prog_add_function(p, "(a caller)"), .maker = maker,
                          .reader = reader};
    struct prog_function *f = &p->functions[l.function];
    const struct prog_function *m = &p->functions[maker], *r = &p->functions[reader];
    f->loc = r->loc;
    f->n_params = m->n_params + r->n_params - 1;
    f->params = prog_alloc(p, (f->n_params + 1) * sizeof *f->params);
    uint32_t n = 0;
    for (uint32_t i = 0; i < m->n_params; i++)
        f->params[n++] = m->params[i];
    for (uint32_t i = 0; i < r->n_params; i++)
        if (i != param)
            f->params[n++] = r->params[i];
    for (uint32_t i = 0; i < n; i++) {
        f->params[i].value = prog_add_value(p, f, PROG_PARAM, f->params[i].type, 0);
        f->values[f->params[i].value].imm = i;
    }
    prog_block make = prog_add_block(p, f), use = prog_add_block(p, f), end = prog_add_block(p, f);
    uint32_t next = 0;
    prog_value object = emit_call(p, f, make, maker, &next, PROG_NONE, PROG_NONE);
    prog_value null = prog_const(p, f, m->ret, 0);
    prog_value made = prog_emit(p, f, make, PROG_NE, (struct prog_type){1, PROG_INT}, 2);
    f->values[made].args[0] = object;
    f->values[made].args[1] = null;
    prog_value branch = prog_emit(p, f, make, PROG_BRANCH, (struct prog_type){0, PROG_VOID}, 1);
    f->values[branch].args[0] = made;
    prog_add_edge(p, f, make, use);
    prog_add_edge(p, f, make, end);
    l.calls[0] = object;
    l.calls[1] = emit_call(p, f, use, reader, &next, param, object);
    prog_emit(p, f, use, PROG_JUMP, (struct prog_type){0, PROG_VOID}, 0);
    prog_add_edge(p, f, use, end);
    prog_emit(p, f, end, PROG_RETURN, (struct prog_type){0, PROG_VOID}, 0);
    return l;
}

uint32_t lifecycle_add(const struct lifecycle_env *env, struct lifecycle **out) {
    struct prog_program *p = env->program;
    ARRAY(struct lifecycle) pairs = {0};
    uint32_t n = p->n_functions;
    for (uint32_t m = 0; m < n; m++) {
        if (!makes(env, m))
            continue;
        for (uint32_t r = 0; r < n && pairs.n < PAIRS_MAX; r++)
            for (uint32_t i = 0; r != m && i < p->functions[r].n_params; i++) {
                if (p->functions[r].params[i].record != p->functions[m].ret_record ||
                    !can_be_called(env, r) || !reads(env->summaries[r], i))
                    continue;
                bool ends = releases(env, &p->functions[r], i);
                if (!ends && !env->readers)
                    continue;
                struct lifecycle l = add(p, m, r, i);
                l.releases = ends;
                ARRAY_PUSH(&pairs, l);
                break;
            }
    }
    *out = pairs.at;
    return pairs.n;
}
