#include "unwritten.h"

/* A field of a struct: what its loads have in common. */
struct field {
    uint32_t record;
    uint64_t offset; /* bytes */
    uint32_t function;
    prog_value first; /* its first load that can be told, PROG_NONE if there is none yet */
    bool told;        /* one of its loads is a finding already */
};

struct call {
    uint32_t record, function;
    prog_value inst;
};

struct work {
    const struct unwritten_env *env;
    const struct engine_finding *findings;
    uint32_t n_findings;
    ARRAY(struct field) fields;
    ARRAY(struct call) calls;
};

static bool is_told(const struct work *w, uint32_t function, prog_value load) {
    for (uint32_t i = 0; i < w->n_findings; i++)
        if (engine_tells(&w->findings[i], function,
                         w->env->program->functions[function].values[load].loc))
            return true;
    return false;
}

static void add_load(struct work *w, uint32_t function, prog_value load) {
    const struct prog_function *f = &w->env->program->functions[function];
    const struct prog_inst *in = &f->values[load], *step = &f->values[in->args[0]];
    struct field key = {in->record, 0, function, PROG_NONE, false};
    if (step->op == PROG_PTRADD && f->values[step->args[1]].op == PROG_CONST)
        key.offset = f->values[step->args[1]].words[0];
    struct field *field = NULL;
    for (uint32_t i = 0; i < w->fields.n && !field; i++)
        if (w->fields.at[i].record == key.record && w->fields.at[i].offset == key.offset)
            field = &w->fields.at[i];
    if (!field) {
        ARRAY_PUSH(&w->fields, key);
        field = &w->fields.at[w->fields.n - 1];
    }
    field->told |= is_told(w, function, load);
    if (field->first == PROG_NONE && !(in->flags & (PROG_READ_ON_PURPOSE | PROG_VOLATILE)) &&
        !(f->flags & (PROG_FN_SYSTEM | PROG_FN_INTENTIONAL))) {
        field->first = load;
        field->function = function;
    }
}

static void collect(struct work *w) {
    const struct prog_program *p = w->env->program;
    for (uint32_t i = 0; i < p->n_functions; i++)
        for (uint32_t b = 0; b < p->functions[i].n_blocks; b++)
            for (uint32_t k = 0; k < p->functions[i].blocks[b].n_insts; k++) {
                prog_value v = p->functions[i].blocks[b].insts[k];
                const struct prog_inst *in = &p->functions[i].values[v];
                if (in->record && in->op == PROG_LOAD)
                    add_load(w, i, v);
                else if (in->record && in->op == PROG_CALL)
                    ARRAY_PUSH(&w->calls, (struct call){in->record, i, v});
            }
}

enum effect {
    MAKES,    /* a new object, and leaves the field undefined */
    HARMLESS, /* writes to no object */
    UNKNOWN,
};

static enum effect effect_of_model(const struct contract *model) {
    enum effect effect = HARMLESS;
    for (uint32_t i = 0; i < model->n_effects; i++)
        switch (model->effects[i].kind) {
        case CONTRACT_ALLOCATES:
        case CONTRACT_RESIZES:
            if (model->effects[i].deref)
                return UNKNOWN;
            effect = MAKES;
            break;
        case CONTRACT_READS:
        case CONTRACT_LEAVES:
        case CONTRACT_RESULT_IS:
        case CONTRACT_FREES:
        case CONTRACT_IN_VARARGS:
        case CONTRACT_POINTS_INTO:
            break;
        default:
            return UNKNOWN;
        }
    return effect;
}

static enum effect effect_of_summary(const struct summary *s, uint64_t offset) {
    if (!s->returns_heap)
        return UNKNOWN;
    for (uint32_t i = 0; i < s->writes.n; i++) {
        const struct summary_write *w = &s->writes.at[i];
        if (w->param != SUMMARY_RESULT)
            return UNKNOWN;
        if (w->size == SUMMARY_WHOLE || (w->offset <= (int64_t)offset &&
                                         (int64_t)offset < w->offset + (int64_t)w->size))
            return UNKNOWN;
    }
    return MAKES;
}

static enum effect effect_of(const struct work *w, const struct call *call, uint64_t offset) {
    const struct prog_program *p = w->env->program;
    const struct prog_function *f = &p->functions[call->function];
    const struct prog_inst *callee = &f->values[f->values[call->inst].args[0]];
    if (callee->op != PROG_FUNC)
        return UNKNOWN;
    const struct prog_function *to = &p->functions[callee->imm];
    const struct summary *s = w->env->summaries[callee->imm];
    if (s)
        return effect_of_summary(s, offset);
    const struct contract *model =
        w->env->models && !to->n_contracts ? contract_find(w->env->models, to->name) : NULL;
    if (model)
        return effect_of_model(model);
    return to->flags & PROG_FN_MALLOC && to->alloc_size[0] >= 0 && to->alloc_size[1] < 0 ? MAKES
                                                                                      : UNKNOWN;
}

/* The first call that makes objects without the field; NULL when other ones may have it. */
static const struct call *maker_of(const struct work *w, const struct field *field) {
    const struct call *maker = NULL;
    for (uint32_t i = 0; i < w->calls.n; i++) {
        const struct call *call = &w->calls.at[i];
        if (call->record != field->record)
            continue;
        enum effect effect = effect_of(w, call, field->offset);
        if (effect == UNKNOWN)
            return NULL;
        if (effect == MAKES && !maker)
            maker = call;
    }
    return maker;
}

static struct engine_finding finding_of(const struct work *w, const struct field *field,
                                        const struct call *maker) {
    const struct prog_program *p = w->env->program;
    const struct prog_function *f = &p->functions[field->function];
    const struct prog_function *in = &p->functions[maker->function];
    const struct prog_inst *call = &in->values[maker->inst];
    struct engine_finding found = {.id = ENGINE_UNINIT, .function = field->function,
                                   .inst = field->first, .loc = f->values[field->first].loc,
                                   .claim = PROG_NONE, .unwritten = true};
    found.object = (struct engine_object_ref){
        .kind = ENGINE_OBJECT_HEAP, .decl = PROG_NONE, .loc = call->loc,
        .function = maker->function, .name = p->functions[in->values[call->args[0]].imm].name, .offset = field->offset * 8,
        .width = f->values[field->first].type.bits};
    return found;
}

void unwritten_find(const struct unwritten_env *env, struct engine_finding **findings, uint32_t *n,
                    uint32_t *cap) {
    struct work w = {.env = env, .findings = *findings, .n_findings = *n};
    collect(&w);
    for (uint32_t i = 0; i < w.fields.n; i++) {
        const struct field *field = &w.fields.at[i];
        const struct call *maker =
            field->told || field->first == PROG_NONE ? NULL : maker_of(&w, field);
        if (!maker)
            continue;
        if (*n == *cap)
            *findings = base_grow(*findings, cap, *n + 1, sizeof **findings);
        (*findings)[(*n)++] = finding_of(&w, field, maker);
    }
    ARRAY_FREE(&w.fields);
    ARRAY_FREE(&w.calls);
}
