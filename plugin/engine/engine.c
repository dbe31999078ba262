/* The pipeline: callees first, each function once.
 *
 * Stage one builds a function's graph with calls seen through summaries, computes its own summary
 * and sweeps for candidates; most functions end here.  Where candidates are left and the function
 * calls small functions of the program that these hang on, the graph is built again with those spliced
 * in, until no more of them matter.  What is left then goes to the solver.
 *
 * The work runs on a thread of its own with a large stack: memory.c and encode.c recurse as deep as
 * the code they read, and the stack of the compiler around us is not ours to use up.
 */
#define _POSIX_C_SOURCE 200809L /* clock_gettime, in strict C11 */

#include "engine.h"

#include <pthread.h>
#include <time.h>

#include "../program/text.h"
#include "callgraph.h"
#include "devirtualise.h"
#include "feasibility.h"
#include "globals.h"
#include "habits.h"
#include "lifecycle.h"
#include "relevance.h"
#include "summary.h"
#include "unwritten.h"

#define STACK_BYTES ((size_t)1 << 29) /* reserved, not used: pages come as they are touched */
#define FLOW_NODES 4000               /* for one function, callees included */
#define SPLICE_INSTRUCTIONS 250
#define SPLICE_DEPTH 3
#define RECURSION_FUNCTIONS 32 /* in a longer circle the callee counts as a function that cannot be seen */
#define RECURSION_ROUNDS 4
#define SPLICE_ROUNDS 3 /* what one call does may show that another one matters */

struct run {
    struct prog_program *program;
    const struct engine_options *options;
    struct engine_result *result;
    struct cfg **cfgs;
    struct summary **summaries;
    const struct contract **annotated;
    struct contract_set *annotations;
    uint8_t *constants;
    struct graph_env env;
    const uint8_t *unfolding; /* by function: for now calls of it do not come back; NULL */
    uint32_t deeper;     /* how much deeper than usual calls are spliced in, for now */
    struct map relevant; /* calls of the function at hand that are worth splicing in */
    struct feasibility feasibility;
};

static const char *const id_names[ENGINE_ID_COUNT] = {
    "uninit", "sometimes", "argument", "probe", "leak", "maybe", "claim", "stale", "intent",
    "gave-up"};
static const char *const stage_names[ENGINE_STAGE_COUNT] = {
    "program", "summaries", "graph", "candidates", "feasibility", "claims", "findings"};

const char *engine_id_name(enum engine_id id) { return id_names[id]; }
const char *engine_stage_name(enum engine_stage stage) { return stage_names[stage]; }

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static FILE *dump_of(const struct run *r, enum engine_stage stage) {
    return r->options->dump_stages >> stage & 1 ? r->options->dump : NULL;
}

/* --- Questions of the flow ------------------------------------------------------------------------ */

static bool never_splice(void *data, const struct flow *flow, uint32_t context, prog_value call) {
    (void)data;
    (void)flow;
    (void)context;
    (void)call;
    return false;
}

static bool splice_small(void *data, const struct flow *flow, uint32_t context, prog_value call) {
    const struct run *r = data;
    const struct prog_function *f = flow->contexts.at[context].function;
    const struct prog_inst *in = &f->values[call];
    uint32_t callee = (uint32_t)f->values[in->args[0]].imm, depth = 0;
    if (!context && map_get(&r->relevant, call, 0, 0) == NONE)
        return false;
    for (uint32_t c = context; c != NONE; c = flow->contexts.at[c].parent)
        depth++;
    const struct summary *s = r->summaries[callee];
    return s && s->size <= SPLICE_INSTRUCTIONS && depth <= SPLICE_DEPTH + r->deeper &&
           !(r->program->functions[callee].flags & PROG_FN_VARIADIC);
}

static bool call_ends(void *data, const struct prog_function *f, prog_value call) {
    const struct run *r = data;
    const struct prog_inst *callee = &f->values[f->values[call].args[0]];
    if (callee->op != PROG_FUNC)
        return false;
    const struct prog_function *to = &r->program->functions[callee->imm];
    if ((to->flags & PROG_FN_NORETURN) || (r->unfolding && r->unfolding[callee->imm]))
        return true;
    const struct summary *s = r->summaries[callee->imm];
    if (s || to->n_blocks)
        return s && s->noreturn;
    const struct contract *k =
        r->options->models ? contract_find(r->options->models, to->name) : NULL;
    return k ? (k->flags & CONTRACT_NORETURN) != 0 : !to->ret.bits && habit_ends(to->name);
}

/* A table of `to` entries that begins as the one of `from`; the rest is zero. */
static void *grown(void *table, uint32_t from, uint32_t to, size_t each) {
    char *bigger = base_calloc(to, each);
    memcpy(bigger, table, from * each);
    free(table);
    return bigger;
}

/* --- One function --------------------------------------------------------------------------------- */

static bool has_calls_to_splice(struct run *r, const struct flow *flow) {
    const struct prog_function *f = flow->contexts.at[0].function;
    for (uint32_t b = 0; b < f->n_blocks; b++)
        for (uint32_t k = 0; k < f->blocks[b].n_insts; k++) {
            prog_value v = f->blocks[b].insts[k];
            const struct prog_inst *in = &f->values[v];
            if (in->op == PROG_CALL && f->values[in->args[0]].op == PROG_FUNC &&
                splice_small(r, flow, 0, v))
                return true;
        }
    return false;
}

static void dump_graph(struct run *r, const struct graph *g) {
    FILE *to = dump_of(r, ENGINE_STAGE_GRAPH);
    if (to)
        graph_print(to, g);
}

static void dump_candidates(struct run *r, const struct graph *g, const struct candidates *c) {
    FILE *to = dump_of(r, ENGINE_STAGE_CANDIDATES);
    if (!to || !c->events.n)
        return;
    fprintf(to, "candidates @%s\n", g->flow->contexts.at[0].function->name);
    candidates_print(to, g, c);
}

static bool is_reported(const struct prog_function *f) { return !(f->flags & PROG_FN_SYSTEM); }

/* Counts a function that was not followed to its end, and says so if that is wanted. */
static void note_excess(struct run *r, uint32_t index, enum engine_excess excess) {
    const struct prog_function *f = &r->program->functions[index];
    struct engine_finding found = {.id = ENGINE_GAVE_UP, .function = index, .inst = PROG_NONE,
                                   .loc = f->loc, .excess = excess};
    found.object.decl = PROG_NONE;
    found.object.name = "";
    r->result->stats.partial++;
    if (is_reported(f) && r->options->wanted >> ENGINE_GAVE_UP & 1)
        ARRAY_PUSH(&r->feasibility.findings, found);
}

static enum engine_excess excess_of(const struct graph *g) {
    return g->flow->truncated ? ENGINE_EXCESS_PATHS
           : g->gave_up       ? ENGINE_EXCESS_MEMORY
                              : ENGINE_EXCESS_NONE;
}

/* What functions that call each other in a circle do without coming round: what they then see of such a call.  One that
 * always comes round, as far as is known of the others, is left without. */
static void without_recursion(struct run *r, uint32_t n, const uint32_t *group) {
    struct flow_env env = {r->program, r->cfgs, r, never_splice, call_ends};
    uint8_t *unfolding = base_calloc(r->program->n_functions, 1);
    for (uint32_t i = 0; i < n; i++) {
        unfolding[group[i]] = 1;
        r->summaries[group[i]] = summary_blank(&r->program->functions[group[i]]);
    }
    r->unfolding = unfolding;
    bool more = true;
    for (uint32_t round = 0; more && round < RECURSION_ROUNDS; round++) {
        more = false;
        for (uint32_t i = 0; i < n; i++) {
            if (!unfolding[group[i]])
                continue;
            struct flow *flow = flow_new(&env, group[i], FLOW_NODES);
            struct graph *g = graph_new(&r->env, flow);
            struct summary *s = summary_new(g);
            graph_free(g);
            flow_free(flow);
            if (!s->noreturn) {
                summary_free(r->summaries[group[i]]);
                r->summaries[group[i]] = s;
                unfolding[group[i]] = 0;
                more = true;
            } else {
                summary_free(s);
            }
        }
    }
    for (uint32_t i = 0; i < n; i++)
        if (unfolding[group[i]]) {
            summary_free(r->summaries[group[i]]);
            r->summaries[group[i]] = NULL;
        }
    r->unfolding = NULL;
    free(unfolding);
}

static void analyse(struct run *r, uint32_t index) {
    const struct prog_function *f = &r->program->functions[index];
    struct engine_stats *stats = &r->result->stats;
    struct flow_env env = {r->program, r->cfgs, r, never_splice, call_ends};
    struct summary *outer = r->summaries[index]; /* without recursion */
    double t0 = now();
    struct flow *flow = flow_new(&env, index, FLOW_NODES);
    struct graph *g = graph_new(&r->env, flow);
    double t1 = now();
    stats->functions++;
    stats->objects += g->objects.n;
    struct candidates *c = candidates_new(g);
    struct summary *whole = summary_new(g);
    if (outer)
        whole->size += outer->size; /* not to be spliced in too easily */
    summary_free(outer);
    r->summaries[index] = whole;
    if (dump_of(r, ENGINE_STAGE_SUMMARIES))
        summary_print(dump_of(r, ENGINE_STAGE_SUMMARIES), f, r->summaries[index]);
    stats->instructions += r->summaries[index]->size;
    stats->seconds_graph += t1 - t0;
    stats->seconds_candidates += now() - t1;
    if (is_reported(f) && (c->events.n || c->follow)) {
        double t2 = now();
        env.splice = splice_small;
        for (uint32_t round = 0; round < SPLICE_ROUNDS; round++) {
            uint32_t known = r->relevant.n;
            relevance_find(g, c, &r->relevant);
            if (r->relevant.n == known || !has_calls_to_splice(r, flow) ||
                (round && flow->nodes.n > FLOW_NODES / 4))
                break;
            candidates_free(c);
            graph_free(g);
            flow_free(flow);
            flow = flow_new(&env, index, FLOW_NODES);
            g = graph_new(&r->env, flow);
            c = candidates_new(g);
        }
        dump_graph(r, g);
        dump_candidates(r, g, c);
        if (dump_of(r, ENGINE_STAGE_FEASIBILITY) && c->events.n)
            fprintf(r->options->dump, "feasibility @%s\n", f->name);
        feasibility_decide(&r->feasibility, g, c);
        map_free(&r->relevant);
        stats->seconds_feasibility += now() - t2;
    } else {
        dump_graph(r, g);
    }
    if (excess_of(g))
        note_excess(r, index, excess_of(g));
    stats->nodes += g->nodes.n;
    candidates_free(c);
    graph_free(g);
    flow_free(flow);
}

/* --- What callers exclude --------------------------------------------------------------------------- */

#define CALLERS_MAX 8 /* call sites of a function that are looked at */

struct site {
    uint32_t caller;
    prog_block block;
    prog_value call;
};

/* The calls of a function that nobody else can call; false when there are others, or too many. */
static bool find_sites(const struct prog_program *p, uint32_t function, struct site *sites,
                       uint32_t *n) {
    const struct prog_function *f = &p->functions[function];
    *n = 0;
    if (!(f->flags & PROG_FN_INTERNAL) || (f->flags & PROG_FN_ADDRESS_TAKEN))
        return false;
    for (uint32_t i = 0; i < p->n_functions; i++)
        for (uint32_t b = 0; b < p->functions[i].n_blocks; b++)
            for (uint32_t k = 0; k < p->functions[i].blocks[b].n_insts; k++) {
                prog_value v = p->functions[i].blocks[b].insts[k];
                const struct prog_inst *in = &p->functions[i].values[v];
                if (in->op != PROG_CALL || p->functions[i].values[in->args[0]].op != PROG_FUNC ||
                    p->functions[i].values[in->args[0]].imm != function)
                    continue;
                if (i == function || *n == CALLERS_MAX)
                    return false;
                sites[(*n)++] = (struct site){i, b, v};
            }
    return true;
}

/* Whether what the function leaves in memory is what a later call of it at the site finds: only the first two iterations
 * of a loop are followed, and what it takes more of cannot be excluded. */
static bool hands_on(const struct run *r, uint32_t function, struct site site) {
    const struct summary *s = r->summaries[function];
    bool writes = false;
    for (uint32_t i = 0; s && i < s->writes.n; i++)
        writes |= s->writes.at[i].param != SUMMARY_RESULT;
    return writes && r->cfgs[site.caller]->loop_of[site.block] != NONE;
}

/* Whether the finding can happen when the function is called from there.  What cannot be spliced in is taken to. */
static bool happens_at(struct run *r, const struct engine_finding *finding, struct site site) {
    if (hands_on(r, finding->function, site))
        return true;
    struct flow_env env = {r->program, r->cfgs, r, splice_small, call_ends};
    map_set(&r->relevant, site.call, 0, 0, 1);
    r->deeper = 1; /* what is seen of the function alone is seen of it there */
    bool happens = true;
    for (int round = 0; round < 2 && happens; round++) {
        struct flow *flow = flow_new(&env, site.caller, FLOW_NODES);
        struct graph *g = graph_new(&r->env, flow);
        struct candidates *c = candidates_new(g);
        bool found = false, possible = false;
        for (uint32_t i = 1; i < flow->contexts.n && !possible; i++)
            if (flow->contexts.at[i].parent == 0 && flow->contexts.at[i].call == site.call) {
                found = true;
                possible = feasibility_in_context(&r->feasibility, g, c, i, finding->inst);
            }
        happens = !found || possible || flow->truncated || g->gave_up;
        relevance_find(g, c, &r->relevant);
        candidates_free(c);
        graph_free(g);
        flow_free(flow);
    }
    map_free(&r->relevant);
    r->deeper = 0;
    return happens;
}

/* What a static function reads undefined for some arguments only is a maybe if no call of it gives such ones. */
static void ask_callers(struct run *r) {
    struct engine_finding *at = r->feasibility.findings.at;
    uint32_t n = r->feasibility.findings.n, kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        struct engine_finding f = at[i];
        struct site sites[CALLERS_MAX];
        uint32_t n_sites = 0;
        bool happens = (f.id != ENGINE_SOMETIMES && f.id != ENGINE_ARGUMENT) || f.is_new ||
                       !f.n_steps || !find_sites(r->program, f.function, sites, &n_sites) || !n_sites;
        for (uint32_t k = 0; k < n_sites && !happens; k++)
            happens = happens_at(r, &f, sites[k]);
        if (!happens)
            f.id = ENGINE_MAYBE;
        if (happens || (r->options->wanted >> ENGINE_MAYBE & 1))
            at[kept++] = f;
    }
    r->feasibility.findings.n = kept;
}

/* --- From maker to release ------------------------------------------------------------------------- */

static bool is_told(const struct run *r, uint32_t n, uint32_t function, struct prog_loc loc) {
    for (uint32_t i = 0; i < n; i++)
        if (engine_tells(&r->feasibility.findings.at[i], function, loc))
            return true;
    return false;
}

/* What was found in a caller that nobody wrote is told of the read in the function it calls.  Steps in
 * that caller are nobody's. */
static bool tell_of_reader(struct run *r, const struct lifecycle *l, struct engine_finding *f) {
    if (f->id != ENGINE_ARGUMENT || !f->callee_read.line)
        return false;
    f->id = l->releases ? ENGINE_SOMETIMES : ENGINE_MAYBE;
    f->function = f->callee_read_in;
    f->inst = PROG_NONE;
    f->loc = f->callee_read;
    f->is_new = true;
    f->maker = l->maker;
    f->inputs = NULL;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < f->n_steps; i++)
        if (f->steps[i].function != l->function)
            f->steps[kept++] = f->steps[i];
    f->n_steps = kept;
    return r->options->wanted >> f->id & 1 && is_reported(&r->program->functions[f->function]);
}

static void analyse_lifecycle(struct run *r, const struct lifecycle *l) {
    struct flow_env env = {r->program, r->cfgs, r, splice_small, call_ends};
    uint32_t before = r->feasibility.findings.n, kept = before;
    for (int i = 0; i < 2; i++)
        map_set(&r->relevant, l->calls[i], 0, 0, 1);
    struct flow *flow = flow_new(&env, l->function, FLOW_NODES);
    struct graph *g = graph_new(&r->env, flow);
    struct candidates *c = candidates_new(g);
    feasibility_decide(&r->feasibility, g, c);
    for (uint32_t i = before; i < r->feasibility.findings.n; i++) {
        struct engine_finding f = r->feasibility.findings.at[i];
        if (tell_of_reader(r, l, &f) && !is_told(r, before, f.function, f.loc))
            r->feasibility.findings.at[kept++] = f;
    }
    r->feasibility.findings.n = kept;
    map_free(&r->relevant);
    candidates_free(c);
    graph_free(g);
    flow_free(flow);
}

static void follow_lifecycles(struct run *r) {
    struct prog_program *p = r->program;
    struct lifecycle_env env = {p, r->options->models,
                                (const struct summary *const *)r->summaries, SPLICE_INSTRUCTIONS,
                                r->options->wanted >> ENGINE_MAYBE & 1};
    struct lifecycle *pairs;
    uint32_t old = p->n_functions, n = lifecycle_add(&env, &pairs);
    if (n) {
        r->cfgs = grown(r->cfgs, old, p->n_functions, sizeof *r->cfgs);
        r->summaries = grown(r->summaries, old, p->n_functions, sizeof *r->summaries);
        r->annotated = grown(r->annotated, old, p->n_functions, sizeof *r->annotated);
        r->env.summaries = (const struct summary *const *)r->summaries;
        r->env.annotated = r->annotated;
    }
    for (uint32_t i = old; i < p->n_functions; i++)
        r->cfgs[i] = cfg_new(&p->functions[i]);
    for (uint32_t i = 0; i < n; i++)
        analyse_lifecycle(r, &pairs[i]);
    free(pairs);
}

/* --- Claims --------------------------------------------------------------------------------------- */

static void add_finding(struct run *r, enum engine_id id, uint32_t claim) {
    const struct claim_result *c = &r->result->claims[claim];
    struct engine_finding f = {.id = id, .function = c->function, .inst = c->inst, .loc = c->loc,
                               .intent = c->intent, .claim = claim};
    f.object = (struct engine_object_ref){.kind = ENGINE_OBJECT_OTHER, .decl = PROG_NONE,
                                          .name = ""};
    if (r->options->wanted >> id & 1)
        ARRAY_PUSH(&r->feasibility.findings, f);
}

/* The finding of an annotated read that the sweep noted belongs to the claim about it. */
static void link_findings(struct run *r) {
    for (uint32_t i = 0; i < r->feasibility.findings.n; i++) {
        struct engine_finding *f = &r->feasibility.findings.at[i];
        f->claim = PROG_NONE;
        for (uint32_t k = 0; f->id == ENGINE_INTENT && k < r->result->n_claims; k++) {
            const struct claim_result *c = &r->result->claims[k];
            if (c->function == f->function && !claim_is_contract(c) &&
                (c->inst == f->inst || c->inst == PROG_NONE))
                f->claim = k;
        }
    }
}

static void check_claims(struct run *r) {
    struct engine_stats *stats = &r->result->stats;
    struct claim_env env = {r->program, r->options->models, r->annotated, r->constants, r->cfgs,
                            r->options->budget};
    double begin = now();
    for (uint32_t i = 0; i < r->program->n_functions; i++)
        if (r->cfgs[i] && is_reported(&r->program->functions[i]))
            claims_check(&env, i, &r->result->claims, &r->result->n_claims);
    link_findings(r);
    for (uint32_t i = 0; i < r->result->n_claims; i++) {
        const struct claim_result *c = &r->result->claims[i];
        bool contract = claim_is_contract(c);
        stats->claims += !contract;
        stats->claims_proved += c->verdict == CLAIM_PROVED;
        stats->claims_failed += !contract && c->verdict == CLAIM_FAILED;
        if (c->verdict == CLAIM_FAILED)
            add_finding(r, ENGINE_CLAIM, i);
        if (c->stale)
            add_finding(r, ENGINE_STALE, i);
    }
    stats->seconds_claims = now() - begin;
    if (dump_of(r, ENGINE_STAGE_CLAIMS))
        claims_print(r->options->dump, r->program, r->result->claims, r->result->n_claims);
}

/* --- The program ---------------------------------------------------------------------------------- */

static int by_place(const void *a, const void *b) {
    const struct engine_finding *x = a, *y = b;
    if (x->loc.file != y->loc.file)
        return x->loc.file < y->loc.file ? -1 : 1;
    if (x->loc.line != y->loc.line)
        return x->loc.line < y->loc.line ? -1 : 1;
    if (x->loc.column != y->loc.column)
        return x->loc.column < y->loc.column ? -1 : 1;
    if (x->id != y->id)
        return x->id < y->id ? -1 : 1;
    if (x->object.loc.line != y->object.loc.line)
        return x->object.loc.line < y->object.loc.line ? -1 : 1;
    return strcmp(x->object.name, y->object.name);
}

/* In order of place, one of those that would say the same. */
static void take_findings(struct run *r) {
    struct engine_finding *at = r->feasibility.findings.at;
    uint32_t n = r->feasibility.findings.n, kept = 0;
    if (n)
        qsort(at, n, sizeof *at, by_place);
    for (uint32_t i = 0; i < n; i++)
        if (!kept || by_place(&at[kept - 1], &at[i]))
            at[kept++] = at[i];
    r->result->findings = at;
    r->result->n_findings = kept;
}

static void find_unwritten(struct run *r) {
    struct unwritten_env env = {r->program, r->options->models,
                                (const struct summary *const *)r->summaries};
    if (r->options->wanted >> ENGINE_UNINIT & 1)
        unwritten_find(&env, &r->feasibility.findings.at, &r->feasibility.findings.n,
                       &r->feasibility.findings.cap);
}

static void read_annotations(struct run *r) {
    for (uint32_t i = 0; i < r->program->n_functions; i++) {
        struct contract_error error;
        const struct prog_function *f = &r->program->functions[i];
        if (f->n_contracts)
            r->annotated[i] = contract_from_annotations(r->annotations, f, &error);
    }
}

static void *run_all(void *data) {
    struct run *r = data;
    struct prog_program *p = r->program;
    r->cfgs = base_calloc(p->n_functions, sizeof *r->cfgs);
    r->summaries = base_calloc(p->n_functions, sizeof *r->summaries);
    r->annotated = base_calloc(p->n_functions, sizeof *r->annotated);
    r->annotations = contract_set_new();
    r->constants = globals_constant(p);
    devirtualise(p, r->constants);
    read_annotations(r);
    for (uint32_t i = 0; i < p->n_functions; i++)
        if (p->functions[i].n_blocks)
            r->cfgs[i] = cfg_new(&p->functions[i]);
    r->env = (struct graph_env){p, r->options->models,
                                (const struct summary *const *)r->summaries, r->annotated,
                                r->constants, r->options->wanted >> ENGINE_LEAK & 1};
    r->feasibility = (struct feasibility){.program = p, .options = r->options,
                                          .stats = &r->result->stats};
    if (dump_of(r, ENGINE_STAGE_PROGRAM))
        prog_print(r->options->dump, p);
    for (uint32_t i = 0; i < p->n_functions; i++)
        if (p->functions[i].flags & PROG_FN_BEYOND)
            note_excess(r, i, ENGINE_EXCESS_TYPES);
    struct callgraph *calls = callgraph_new(p);
    for (uint32_t i = 0; i < calls->n; i++) {
        bool first = !i || calls->group_end[i - 1] == i;
        if (first && calls->recursive[i] && calls->group_end[i] - i <= RECURSION_FUNCTIONS)
            without_recursion(r, calls->group_end[i] - i, calls->order + i);
        analyse(r, calls->order[i]);
    }
    callgraph_free(calls);
    ask_callers(r);
    follow_lifecycles(r);
    feasibility_close(&r->feasibility);
    find_unwritten(r);
    check_claims(r);
    take_findings(r);
    for (uint32_t i = 0; i < p->n_functions; i++) {
        cfg_free(r->cfgs[i]);
        summary_free(r->summaries[i]);
    }
    contract_set_free(r->annotations);
    free(r->cfgs);
    free(r->summaries);
    free(r->annotated);
    free(r->constants);
    if (dump_of(r, ENGINE_STAGE_FINDINGS))
        engine_print_findings(r->options->dump, p, r->result);
    return NULL;
}

struct engine_result *engine_run(struct prog_program *program,
                                 const struct engine_options *options) {
    struct run r = {.program = program, .options = options,
                    .result = base_calloc(1, sizeof *r.result)};
    pthread_attr_t attributes;
    pthread_t thread;
    pthread_attr_init(&attributes);
    /* Where so much address space is not to be had, a smaller stack or our own must do. */
    bool started = false;
    for (size_t size = STACK_BYTES; !started && size >= STACK_BYTES / 64; size /= 4)
        started = !pthread_attr_setstacksize(&attributes, size) &&
                  !pthread_create(&thread, &attributes, run_all, &r);
    if (started)
        pthread_join(thread, NULL);
    else
        run_all(&r);
    pthread_attr_destroy(&attributes);
    return r.result;
}

void engine_result_free(struct engine_result *result) {
    if (!result)
        return;
    free(result->findings);
    claims_free(result->claims, result->n_claims);
    free(result);
}
