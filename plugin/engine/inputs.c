/* What a run has to be given so that it takes the witness path, read off the solver's model.
 *
 * Everything that the question was made of and that comes from outside has a node: parameters, what
 * memory held on entry, results of calls that were not followed.  Their values in the model are the
 * inputs.  Memory is named by the pointer that leads there: a block is what a parameter, a result or a
 * pointer in another block points to, or a global.
 *
 * What it gives up.  Values wider than 64 bits; memory that hangs on a pointer which was computed; what
 * calls that are not followed write behind pointers.
 */
#include "decision.h"

#define VALUES_MAX 256
#define BLOCKS_MAX 64

struct collector {
    struct decision *d;
    Z3_model model;
    struct engine_block blocks[BLOCKS_MAX];
    uint32_t n_blocks;
    struct engine_value values[VALUES_MAX];
    uint32_t n_values;
    struct map block_of; /* object -> block */
};

static bool bits_in(struct collector *c, node_id n, uint64_t *bits) {
    Z3_context z = c->d->z3;
    Z3_ast v;
    uint32_t w = graph_node(c->d->g, n)->width;
    if (!c->model || !w || w > 64 || !encode_is_known(c->d->encoder, n) ||
        !Z3_model_eval(z, c->model, encode_value(c->d->encoder, n), true, &v))
        return false;
    if (w > 1)
        return Z3_is_numeral_ast(z, v) && Z3_get_numeral_uint64(z, v, bits);
    Z3_lbool b = Z3_get_bool_value(z, v);
    *bits = b == Z3_L_TRUE;
    return b != Z3_L_UNDEF;
}

static bool is_call(const struct node *n) {
    return n->op == NODE_PURE && n->prog == PROG_CALL && n->imm != UINT32_MAX;
}

/* The calls of the function before this one, in the order of the flow, of those that the question was
 * made of. */
static uint32_t calls_before(struct collector *c, node_id call) {
    const struct graph *g = c->d->g;
    uint32_t before = 0;
    for (node_id i = 0; i < call; i++)
        before += is_call(graph_node(g, i)) && graph_node(g, i)->imm == graph_node(g, call)->imm &&
                  encode_is_known(c->d->encoder, i);
    return before;
}

static uint32_t find_block(struct collector *c, uint32_t object);

/* Where the value of the node stands before the run; false where that has no name. */
static bool spot_of(struct collector *c, node_id id, struct engine_spot *out) {
    const struct graph *g = c->d->g;
    const struct node *n = graph_node(g, id);
    uint32_t param = graph_param_of(g, id);
    uint64_t variable = 0;
    if (param != NONE) {
        *out = (struct engine_spot){ENGINE_AT_PARAM, param, 0};
        return true;
    }
    if (is_call(n)) {
        *out = (struct engine_spot){ENGINE_AT_RESULT, (uint32_t)n->imm, calls_before(c, id)};
        return true;
    }
    if (n->op != NODE_ENTRY)
        return false;
    node_id offset = graph_arg(g, id, 1);
    if (offset != NONE && !node_is_const(g, offset, &variable) && !bits_in(c, offset, &variable))
        return false;
    struct node entry = *n;
    uint32_t block = find_block(c, entry.object);
    *out = (struct engine_spot){ENGINE_AT_MEMORY, block, entry.offset + (int64_t)variable};
    return block != NONE;
}

static uint32_t find_block(struct collector *c, uint32_t object) {
    uint32_t known = map_get(&c->block_of, object, 0, 0);
    if (known != NONE)
        return known;
    const struct object *o = &c->d->g->objects.at[object];
    struct engine_block block = {.global = PROG_NONE};
    if (o->kind == OBJECT_GLOBAL)
        block.global = o->global;
    else if (o->kind != OBJECT_FOREIGN || !spot_of(c, o->root, &block.pointer))
        return NONE;
    if (c->n_blocks == BLOCKS_MAX)
        return NONE;
    if (o->kind == OBJECT_FOREIGN && block.pointer.where == ENGINE_AT_PARAM) {
        const struct prog_function *f = c->d->g->flow->contexts.at[0].function;
        if (f->params[block.pointer.number].type.kind != PROG_PTR)
            return NONE;
    }
    if (o->kind == OBJECT_FOREIGN) {
        uint64_t address;
        block.is_null = bits_in(c, o->root, &address) && !address;
    }
    map_set(&c->block_of, object, 0, 0, c->n_blocks);
    c->blocks[c->n_blocks] = block;
    return c->n_blocks++;
}

/* model NULL: any run may do, none was found in time. */
void inputs_find(struct decision *d, Z3_model model, struct engine_finding *out) {
    struct graph *g = d->g;
    struct collector *c = base_calloc(1, sizeof *c);
    c->d = d;
    c->model = model;
    for (uint32_t i = 0; i < g->objects.n; i++)
        if (g->objects.at[i].kind == OBJECT_FOREIGN)
            find_block(c, i);
    for (node_id i = 0; i < g->nodes.n && c->n_values < VALUES_MAX; i++) {
        struct engine_value v = {.width = graph_node(g, i)->width};
        if (encode_is_known(d->encoder, i) && bits_in(c, i, &v.bits) && spot_of(c, i, &v.spot))
            c->values[c->n_values++] = v;
    }
    struct engine_inputs *inputs = prog_alloc(d->f->program, sizeof *inputs);
    *inputs = (struct engine_inputs){.n_blocks = c->n_blocks, .n_values = c->n_values};
    inputs->blocks = prog_alloc(d->f->program, c->n_blocks * sizeof *inputs->blocks);
    memcpy(inputs->blocks, c->blocks, c->n_blocks * sizeof *inputs->blocks);
    inputs->values = prog_alloc(d->f->program, c->n_values * sizeof *inputs->values);
    memcpy(inputs->values, c->values, c->n_values * sizeof *inputs->values);
    out->inputs = inputs;
    map_free(&c->block_of);
    free(c);
}
