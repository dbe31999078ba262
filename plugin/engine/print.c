/* The engine's own output: findings, statistics and the graph, for dumps and tests. */
#include <inttypes.h>

#include "engine.h"
#include "graph.h"

static const char *const node_names[] = {
    "const", "fresh", "undef", "address", "entry", "pure", "phi", "choose", "later", "kept",
    "swept", "begin", "entry-memory", "store", "fill", "copy", "memory-phi", "memory-later"};

static const char *const pure_names[] = {
    [PROG_ADD] = "add", [PROG_SUB] = "sub", [PROG_MUL] = "mul", [PROG_UDIV] = "udiv",
    [PROG_SDIV] = "sdiv", [PROG_UREM] = "urem", [PROG_SREM] = "srem", [PROG_SHL] = "shl",
    [PROG_LSHR] = "lshr", [PROG_ASHR] = "ashr", [PROG_AND] = "and", [PROG_OR] = "or",
    [PROG_XOR] = "xor", [PROG_EQ] = "eq", [PROG_NE] = "ne", [PROG_ULT] = "ult",
    [PROG_ULE] = "ule", [PROG_SLT] = "slt", [PROG_SLE] = "sle", [PROG_ZEXT] = "zext",
    [PROG_SEXT] = "sext", [PROG_TRUNC] = "trunc", [PROG_SELECT] = "select",
    [PROG_EXTRACT] = "extract", [PROG_INSERT] = "insert", [PROG_FCMP] = "fcmp",
    [PROG_OPAQUE] = "opaque", [PROG_PTRADD] = "ptradd", [PROG_CALL] = "call"};

static void print_node(FILE *to, const struct graph *g, node_id id) {
    const struct node *n = graph_node(g, id);
    fprintf(to, "  n%" PRIu32 " = %s", id,
            n->op == NODE_PURE ? pure_names[n->prog] : node_names[n->op]);
    if (n->width)
        fprintf(to, " i%" PRIu32, n->width);
    if (n->op >= MEM_BEGIN)
        fprintf(to, " o%" PRIu32, n->object);
    if (n->op == NODE_CONST)
        fprintf(to, " %" PRIu64, n->imm);
    if (n->op == NODE_ADDRESS)
        fprintf(to, " o%" PRIu64, n->imm);
    if (n->op != NODE_FRESH && n->offset)
        fprintf(to, " %+" PRId64, n->offset);
    for (uint32_t i = 0; i < n->n_args; i++) {
        node_id a = graph_arg(g, id, i);
        if (a == NONE)
            fprintf(to, " -");
        else
            fprintf(to, " n%" PRIu32, a);
    }
    fprintf(to, " @f%" PRIu32 "\n", n->flow);
}

void graph_print(FILE *to, const struct graph *g) {
    static const char *const kinds[] = {"local", "heap", "global", "foreign"};
    fprintf(to, "graph @%s\n", g->flow->contexts.at[0].function->name);
    for (uint32_t i = 0; i < g->flow->nodes.n; i++) {
        const struct flow_node *n = &g->flow->nodes.at[i];
        fprintf(to, "  f%" PRIu32 ": b%" PRIu32 "[%" PRIu32 ",%" PRIu32 ")", i, n->block, n->first,
                n->last);
        if (n->context)
            fprintf(to, " in call %" PRIu32 " of @%s", n->context,
                    g->flow->contexts.at[n->context].function->name);
        if (n->copies)
            fprintf(to, " later %" PRIx32, n->copies);
        for (uint32_t k = 0; k < n->succs.n; k++)
            fprintf(to, "%s f%" PRIu32, k ? "," : " ->", n->succs.at[k].node);
        fprintf(to, "%s\n", n->cut ? " cut" : "");
    }
    for (uint32_t i = 0; i < g->objects.n; i++) {
        const struct object *o = &g->objects.at[i];
        fprintf(to, "  o%" PRIu32 ": %s", i, kinds[o->kind]);
        if (o->facts)
            fprintf(to, " '%s'", o->facts->name);
        if (o->kind == OBJECT_GLOBAL)
            fprintf(to, " '%s'", g->env->program->globals[o->global].name);
        if (o->kind == OBJECT_FOREIGN)
            fprintf(to, " at n%" PRIu32, o->root);
        if (o->size)
            fprintf(to, ", %" PRIu64 " bytes", o->size);
        fprintf(to, "\n");
    }
    for (node_id i = 0; i < g->nodes.n; i++)
        print_node(to, g, i);
}

static void print_loc(FILE *to, const struct prog_program *p, struct prog_loc l) {
    if (l.line)
        fprintf(to, "%s:%" PRIu32 ":%" PRIu32, p->files[l.file], l.line, l.column);
    else
        fprintf(to, "?");
}

static void print_step(FILE *to, const struct prog_program *p, const struct engine_step *s) {
    static const char *const kinds[] = {"true", "false", "case", "default", "call", "begin",
                                        "loop not entered"};
    fprintf(to, "  step ");
    print_loc(to, p, s->loc);
    fprintf(to, " %s", kinds[s->kind]);
    if (s->kind == ENGINE_STEP_CASE)
        fprintf(to, " %" PRId64, s->value);
    if (s->subject) {
        fprintf(to, " '%s'", s->subject);
        if (s->has_value)
            fprintf(to, " is %" PRId64, s->value);
    }
    fprintf(to, "\n");
}

void engine_print_findings(FILE *to, const struct prog_program *program,
                           const struct engine_result *result) {
    static const char *const kinds[] = {"local", "heap", "other", "pointee"};
    static const char *const excesses[] = {"", "steps", "memory", "paths", "types"};
    for (uint32_t i = 0; i < result->n_findings; i++) {
        const struct engine_finding *f = &result->findings[i];
        print_loc(to, program, f->loc);
        fprintf(to, ": %s in @%s", engine_id_name(f->id), program->functions[f->function].name);
        if (f->intent)
            fprintf(to, " '%s'", f->intent);
        else if (f->id == ENGINE_GAVE_UP)
            fprintf(to, ": %s", excesses[f->excess]);
        else
            fprintf(to, ": %s '%s'", kinds[f->object.kind], f->object.name);
        if (f->object.width)
            fprintf(to, " bits %" PRIu64 "+%" PRIu64, f->object.offset, f->object.width);
        if (f->callee)
            fprintf(to, ", argument %" PRIu32 " of @%s", f->argument, f->callee);
        if (f->is_new)
            fprintf(to, ", new from @%s", program->functions[f->maker].name);
        if (f->unwritten)
            fprintf(to, ", unwritten");
        fprintf(to, "\n");
        for (uint32_t k = 0; k < f->n_steps; k++)
            print_step(to, program, &f->steps[k]);
        if (f->map) {
            fprintf(to, "  map ");
            for (uint64_t b = 0; b < f->map_size; b++)
                fputc(f->map[b] ? '?' : '#', to);
            fprintf(to, "\n");
        }
    }
}

void engine_print_stats(FILE *to, const struct engine_stats *s) {
    fprintf(to,
            "functions %" PRIu64 ", instructions %" PRIu64 ", objects %" PRIu64 ", nodes %" PRIu64
            "\ncandidates %" PRIu64 ", queries %" PRIu64 ", feasible %" PRIu64 ", infeasible %"
            PRIu64 ", gave up %" PRIu64 "\nfunctions followed in part %" PRIu64 ", solver steps %" PRIu64
            "\nclaims %" PRIu64 ", proved %" PRIu64 ", failed %" PRIu64
            "\nseconds: graph %.3f, candidates %.3f, feasibility %.3f, claims %.6f\n",
            s->functions, s->instructions, s->objects, s->nodes, s->candidates, s->queries,
            s->feasible, s->infeasible, s->gave_up, s->partial, s->solver_steps, s->claims,
            s->claims_proved, s->claims_failed, s->seconds_graph, s->seconds_candidates,
            s->seconds_feasibility, s->seconds_claims);
}
