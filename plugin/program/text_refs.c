/* Names of the text form: the lists that keep their uses, and what resolves these at the end of a
 * function.
 *
 * Edges are added when the labels are known, in the order of the text; that gives predecessors
 * their order.  Only then can the values of a phi be put in that order, and only when arguments
 * are known has a switch a width to cut its cases to.  resolve_ functions stand in the order in
 * which they must run.
 */
#include "text_parse_internal.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Lists that grow */

void *prog_grow_list(void *items, uint32_t needed, uint32_t *cap, size_t size)
{
    if (needed <= *cap)
        return items;
    uint32_t larger = *cap ? *cap : 16;
    while (larger < needed)
        larger *= 2;
    void *copy = realloc(items, larger * size);
    if (!copy)
        prog_fatal("a program text");
    memset((char *)copy + *cap * size, 0, (larger - *cap) * size);
    *cap = larger;
    return copy;
}

struct ref *prog_add_ref(struct refs *refs, uint32_t owner, uint32_t index, struct prog_token name)
{
    refs->items = prog_grow_list(refs->items, refs->n + 1, &refs->cap, sizeof *refs->items);
    refs->items[refs->n] = (struct ref){.owner = owner, .index = index, .name = name};
    return &refs->items[refs->n++];
}

void prog_set_place(struct places *places, uint32_t index, const struct prog_token *t)
{
    places->items = prog_grow_list(places->items, index + 1, &places->cap, sizeof *places->items);
    places->items[index] = (struct prog_text_place){t->line, t->column};
}

struct prog_text_place *prog_keep_places(struct parser *ps, struct places *places, uint32_t n)
{
    struct prog_text_place *kept = prog_alloc(ps->p, n * sizeof *kept);
    uint32_t known = n < places->cap ? n : places->cap;
    if (known)
        memcpy(kept, places->items, known * sizeof *kept);
    if (places->cap)
        memset(places->items, 0, places->cap * sizeof *places->items);
    return kept;
}

/* Names of a function */

static struct name *find_slot(const struct names *names, const struct prog_token *token)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < token->length; i++)
        h = (h ^ (unsigned char)token->text[i]) * 16777619u;
    uint32_t mask = names->size - 1;
    for (uint32_t i = h & mask;; i = (i + 1) & mask) {
        struct name *slot = &names->slots[i];
        if (!slot->token.length || (slot->token.length == token->length &&
                                    memcmp(slot->token.text, token->text, token->length) == 0))
            return slot;
    }
}

static uint32_t find_name(const struct names *names, const struct prog_token *token)
{
    if (!names->size)
        return PROG_NONE;
    const struct name *slot = find_slot(names, token);
    return slot->token.length ? slot->value : PROG_NONE;
}

void prog_define_name(struct parser *ps, struct names *names, struct prog_token token,
                      uint32_t value, const char *sign)
{
    if (names->used >= names->size / 2) {
        struct names larger = {.size = names->size ? names->size * 2 : 64, .used = names->used};
        larger.slots = calloc(larger.size, sizeof *larger.slots);
        if (!larger.slots)
            prog_fatal("names of a program text");
        for (uint32_t i = 0; i < names->size; i++)
            if (names->slots[i].token.length)
                *find_slot(&larger, &names->slots[i].token) = names->slots[i];
        free(names->slots);
        *names = larger;
    }
    struct name *slot = find_slot(names, &token);
    if (slot->token.length) {
        prog_lex_fail_at(&ps->lex, token.line, token.column,
                         "expected a new name, '%s%.*s' is defined on line %" PRIu32 " already",
                         sign, token.length > 40 ? 40 : (int)token.length, token.text,
                         slot->token.line);
        return;
    }
    slot->token = token;
    slot->value = value;
    names->used++;
}

void prog_forget_names(struct names *names)
{
    if (names->size)
        memset(names->slots, 0, names->size * sizeof *names->slots);
    names->used = 0;
}

static void fail_ref(struct parser *ps, const struct prog_token *name, const char *before,
                     const char *after)
{
    prog_lex_fail_at(&ps->lex, name->line, name->column, "%s%.*s%s", before,
                     name->length > 40 ? 40 : (int)name->length, name->text, after);
}

/* References of one function */

static void resolve_args(struct parser *ps)
{
    for (uint32_t i = 0; i < ps->args.n; i++) {
        const struct ref *ref = &ps->args.items[i];
        prog_value v = find_name(&ps->value_names, &ref->name);
        if (v == PROG_NONE) {
            fail_ref(ps, &ref->name, "expected the name of a value of this function, found '%",
                     "'");
            return;
        }
        ps->f->values[ref->owner].args[ref->index] = v;
    }
}

/* The block of that label, PROG_NONE after a failure. */
static prog_block resolve_label(struct parser *ps, const struct ref *ref)
{
    prog_block b = find_name(&ps->label_names, &ref->name);
    if (b == PROG_NONE)
        fail_ref(ps, &ref->name, "expected the label of a block of this function, found '", "'");
    return b;
}

static void resolve_edges(struct parser *ps)
{
    for (uint32_t i = 0; i < ps->labels.n; i++) {
        prog_block to = resolve_label(ps, &ps->labels.items[i]);
        if (to == PROG_NONE)
            return;
        prog_add_edge(ps->p, ps->f, ps->labels.items[i].owner, to);
    }
}

/* The first position from `from` on at which list holds entry; n when there is none. */
static uint32_t position(const uint32_t *list, uint32_t n, uint32_t from, uint32_t entry)
{
    while (from < n && list[from] != entry)
        from++;
    return from < n ? from : n;
}

/* Puts predecessors into the order written.  What is placed grows from the front, so that an
 * order that is right already costs one step an entry. */
static void resolve_preds(struct parser *ps)
{
    for (uint32_t i = 0, placed = 0; i < ps->preds.n; i++) {
        const struct ref *ref = &ps->preds.items[i];
        placed = i && ps->preds.items[i - 1].owner == ref->owner ? placed : 0;
        struct prog_bb *bb = &ps->f->blocks[ref->owner];
        prog_block from = resolve_label(ps, ref);
        if (from == PROG_NONE)
            return;
        uint32_t at = position(bb->preds, bb->n_preds, placed, from);
        if (at == bb->n_preds) {
            fail_ref(ps, &ref->name, "expected a predecessor that is not named yet, found '",
                     "': no further edge from it leads here");
            return;
        }
        bb->preds[at] = bb->preds[placed];
        bb->preds[placed++] = from;
        bool last = i + 1 == ps->preds.n || ps->preds.items[i + 1].owner != ref->owner;
        if (last && placed != bb->n_preds) {
            prog_lex_fail_at(&ps->lex, ref->name.line, ref->name.column,
                             "expected all %" PRIu32 " predecessors of the block, found %" PRIu32,
                             bb->n_preds, placed);
            return;
        }
    }
}

/* Puts the values of each phi into the order of the predecessors, in the same manner. */
static void resolve_phis(struct parser *ps)
{
    for (uint32_t i = 0; i < ps->phis.n;) {
        const prog_value v = ps->phis.items[i].owner;
        struct prog_inst *inst = &ps->f->values[v];
        const struct prog_bb *bb = &ps->f->blocks[inst->block];
        const uint32_t n = inst->n_args;
        if (n != bb->n_preds) {
            const struct prog_token *t = &ps->phis.items[i].name;
            prog_lex_fail_at(&ps->lex, t->line, t->column,
                             "expected one value for each of the %" PRIu32
                             " edges into the block, found %" PRIu32,
                             bb->n_preds, n);
            return;
        }
        prog_block *from = prog_alloc(ps->p, n * sizeof *from);
        for (uint32_t k = 0; k < n; k++) {
            from[k] = resolve_label(ps, &ps->phis.items[i + k]);
            if (from[k] == PROG_NONE)
                return;
        }
        for (uint32_t k = 0; k < n; k++) {
            uint32_t at = position(from, n, k, bb->preds[k]);
            if (at == n) {
                prog_lex_fail_at(&ps->lex, ps->phis.items[i].name.line,
                                 ps->phis.items[i].name.column,
                                 "expected one value for each edge into the block, found none for "
                                 "an edge from block number %" PRIu32,
                                 bb->preds[k]);
                return;
            }
            /* Rotated and not swapped: two values with one label keep their order. */
            prog_value arg = inst->args[at];
            memmove(&inst->args[k + 1], &inst->args[k], (at - k) * sizeof *inst->args);
            memmove(&from[k + 1], &from[k], (at - k) * sizeof *from);
            inst->args[k] = arg;
            from[k] = bb->preds[k];
        }
        i += n;
    }
}

/* Cuts cases to the width of what is switched on, which is known only now. */
static void resolve_cases(struct parser *ps)
{
    for (uint32_t i = 0; i < ps->cases.n; i++) {
        const struct ref *ref = &ps->cases.items[i];
        const struct prog_inst *inst = &ps->f->values[ref->owner];
        uint32_t bits = ps->f->values[inst->args[0]].type.bits;
        uint64_t magnitude;
        bool negative;
        if (!prog_lex_read_number(&ref->name, &magnitude, &negative) ||
            !prog_number_fits(magnitude, negative, bits)) {
            prog_lex_fail_at(&ps->lex, ref->name.line, ref->name.column,
                             "expected a case that fits into %" PRIu32 " bits, found '%.*s'", bits,
                             ref->name.length > 40 ? 40 : (int)ref->name.length, ref->name.text);
            return;
        }
        if (bits < 64)
            inst->words[ref->index] &= (UINT64_C(1) << bits) - 1;
    }
}

void prog_resolve_references(struct parser *ps)
{
    static void (*const steps[])(struct parser *) = {resolve_args, resolve_edges, resolve_preds,
                                                     resolve_phis, resolve_cases};
    for (size_t i = 0; i < sizeof steps / sizeof *steps && !ps->lex.failed; i++)
        steps[i](ps);
}
