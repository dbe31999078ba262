#include "thread.h"

#include <stdlib.h>
#include <string.h>

#define INSTS_MAX 16 /* of a block that is copied */
#define GROWTH 2     /* copies, in blocks of the function */

struct known { /* what the number in a slot is at the end of a block */
    prog_value slot; /* PROG_NONE: nothing is known */
    uint64_t number;
};

struct threader {
    struct prog_program *p;
    struct prog_function *f;
    uint8_t *elsewhere;  /* by value: used in another block than its own, or taken for more than a slot */
    struct known *known; /* by block: of copies */
    uint32_t n_values, room;
};

static void *zeroed(size_t n, size_t each)
{
    void *memory = calloc(n ? n : 1, each);
    if (!memory)
        prog_fatal("the blocks of a function");
    return memory;
}

/* A slot is a local of the compiler's that is only loaded and stored. */
static bool is_slot(const struct threader *t, prog_value v)
{
    const struct prog_inst *inst = &t->f->values[v];
    return inst->op == PROG_LOCAL && inst->object && inst->object->implicit &&
           inst->object->decl == PROG_NONE && v < t->n_values && !t->elsewhere[v];
}

static void find_uses(struct threader *t)
{
    struct prog_function *f = t->f;
    for (prog_block b = 0; b < f->n_blocks; b++)
        for (uint32_t k = 0; k < f->blocks[b].n_insts; k++) {
            const struct prog_inst *inst = &f->values[f->blocks[b].insts[k]];
            for (uint32_t i = 0; i < inst->n_args; i++) {
                const struct prog_inst *arg = &f->values[inst->args[i]];
                bool slot_use = arg->op == PROG_LOCAL &&
                                (inst->op == PROG_LOAD || (inst->op == PROG_STORE && i == 0));
                bool inside = arg->op != PROG_LOCAL && arg->block == b && inst->op != PROG_PHI;
                if (!slot_use && !inside)
                    t->elsewhere[inst->args[i]] = 1;
            }
        }
}

/* The slot whose number decides where the block goes on, PROG_NONE when it is no such block. */
static prog_value decided_by(const struct threader *t, prog_block b)
{
    const struct prog_function *f = t->f;
    const struct prog_bb *bb = &f->blocks[b];
    if (!b || bb->n_insts < 2 || bb->n_insts > INSTS_MAX)
        return PROG_NONE;
    const struct prog_inst *end = &f->values[bb->insts[bb->n_insts - 1]];
    if (end->op != PROG_SWITCH || f->values[end->args[0]].op != PROG_LOAD ||
        f->values[end->args[0]].block != b)
        return PROG_NONE;
    prog_value slot = f->values[end->args[0]].args[0];
    if (!is_slot(t, slot))
        return PROG_NONE;
    for (uint32_t k = 0; k + 1 < bb->n_insts; k++) {
        const struct prog_inst *inst = &f->values[bb->insts[k]];
        if (inst->op == PROG_PHI || inst->op == PROG_GIVEN || inst->op == PROG_LOCAL ||
            bb->insts[k] >= t->n_values || t->elsewhere[bb->insts[k]] ||
            (inst->op == PROG_STORE && inst->args[0] == slot))
            return PROG_NONE;
    }
    for (uint32_t s = 0; s < bb->n_succs; s++) {
        const struct prog_bb *to = &f->blocks[bb->succs[s]];
        if (to->n_insts && f->values[to->insts[0]].op == PROG_PHI)
            return PROG_NONE;
    }
    return slot;
}

/* Whether the number in the slot is known when control leaves the block. */
static bool number_after(const struct threader *t, prog_block b, prog_value slot, uint64_t *number)
{
    const struct prog_function *f = t->f;
    for (uint32_t k = f->blocks[b].n_insts; k-- > 0;) {
        const struct prog_inst *inst = &f->values[f->blocks[b].insts[k]];
        if (inst->op != PROG_STORE || inst->args[0] != slot)
            continue;
        const struct prog_inst *stored = &f->values[inst->args[1]];
        if (stored->op != PROG_CONST)
            return false;
        *number = stored->words[0];
        return true;
    }
    *number = t->known[b].number;
    return t->known[b].slot == slot;
}

/* The block the switch at the end of b leads to for that number. */
static prog_block target_for(const struct threader *t, prog_block b, uint64_t number)
{
    const struct prog_bb *bb = &t->f->blocks[b];
    const struct prog_inst *end = &t->f->values[bb->insts[bb->n_insts - 1]];
    for (uint32_t s = 1; s < bb->n_succs; s++)
        if (end->words[s - 1] == number)
            return bb->succs[s];
    return bb->succs[0];
}

static void remove_pred(struct prog_bb *bb, prog_block pred)
{
    for (uint32_t i = 0; i < bb->n_preds; i++)
        if (bb->preds[i] == pred) {
            memmove(&bb->preds[i], &bb->preds[i + 1], (bb->n_preds - i - 1) * sizeof *bb->preds);
            bb->n_preds--;
            return;
        }
}

static void make_room(struct threader *t)
{
    if (t->f->n_blocks <= t->room)
        return;
    struct known *more = realloc(t->known, t->f->n_blocks * 2 * sizeof *more);
    if (!more)
        prog_fatal("the blocks of a function");
    for (uint32_t b = t->room; b < t->f->n_blocks * 2; b++)
        more[b] = (struct known){PROG_NONE, 0};
    t->known = more;
    t->room = t->f->n_blocks * 2;
}

/* What the block does, with a jump in place of its switch. */
static prog_block copy_for(struct threader *t, prog_block b, prog_value slot, uint64_t number)
{
    struct prog_function *f = t->f;
    prog_block copy = prog_add_block(t->p, f);
    make_room(t);
    t->known[copy] = (struct known){slot, number};
    prog_value of[INSTS_MAX];
    uint32_t n = f->blocks[b].n_insts;
    for (uint32_t k = 0; k + 1 < n; k++) {
        prog_value old = f->blocks[b].insts[k];
        prog_value v = of[k] =
            prog_add_value(t->p, f, f->values[old].op, f->values[old].type, f->values[old].n_args);
        prog_value *args = f->values[v].args;
        f->values[v] = f->values[old];
        f->values[v].args = args;
        for (uint32_t i = 0; i < f->values[v].n_args; i++) {
            args[i] = f->values[old].args[i];
            for (uint32_t j = 0; j < k; j++)
                if (args[i] == f->blocks[b].insts[j])
                    args[i] = of[j];
        }
        prog_append(t->p, f, copy, v);
    }
    prog_value jump = prog_add_value(t->p, f, PROG_JUMP, (struct prog_type){0, PROG_VOID}, 0);
    f->values[jump].loc = f->values[f->blocks[b].insts[n - 1]].loc;
    prog_append(t->p, f, copy, jump);
    prog_add_edge(t->p, f, copy, target_for(t, b, number));
    return copy;
}

/* Leads the edges on which the number is known past the switch.  True if there were some. */
static bool thread_block(struct threader *t, prog_block b, prog_value slot)
{
    struct prog_function *f = t->f;
    bool any = false;
    for (uint32_t i = 0; i < f->blocks[b].n_preds;) {
        prog_block pred = f->blocks[b].preds[i];
        uint64_t number;
        if (pred == b || !number_after(t, pred, slot, &number)) {
            i++;
            continue;
        }
        prog_block copy = copy_for(t, b, slot, number);
        any = true;
        /* All other edges with that number too. */
        for (uint32_t k = i; k < f->blocks[b].n_preds;) {
            uint64_t other;
            pred = f->blocks[b].preds[k];
            if (pred == b || !number_after(t, pred, slot, &other) || other != number) {
                k++;
                continue;
            }
            for (uint32_t s = 0; s < f->blocks[pred].n_succs; s++)
                if (f->blocks[pred].succs[s] == b) {
                    remove_pred(&f->blocks[b], pred);
                    f->blocks[pred].succs[s] = copy;
                    struct prog_bb *to = &f->blocks[copy];
                    prog_block *preds = prog_alloc(t->p, (to->n_preds + 1) * sizeof *preds);
                    memcpy(preds, to->preds, to->n_preds * sizeof *preds);
                    preds[to->n_preds++] = pred;
                    to->preds = preds;
                }
        }
    }
    return any;
}

/* Drops the blocks that lost all their predecessors, and what only they led to. */
static void drop_unreached(struct threader *t, const uint8_t *had_preds)
{
    struct prog_function *f = t->f;
    uint8_t *gone = zeroed(f->n_blocks, 1);
    bool more = true;
    while (more) {
        more = false;
        for (prog_block b = 1; b < f->n_blocks; b++) {
            if (gone[b] || f->blocks[b].n_preds || !had_preds[b])
                continue;
            gone[b] = 1;
            more = true;
            for (uint32_t s = 0; s < f->blocks[b].n_succs; s++)
                remove_pred(&f->blocks[f->blocks[b].succs[s]], b);
        }
    }
    prog_block *number = zeroed(f->n_blocks, sizeof *number), kept = 0;
    for (prog_block b = 0; b < f->n_blocks; b++)
        if (!gone[b])
            number[b] = kept++;
    for (prog_block b = 0; b < f->n_blocks; b++) {
        struct prog_bb bb = f->blocks[b];
        /* Their values keep their numbers, and stand for nothing. */
        for (uint32_t i = 0; gone[b] && i < bb.n_insts; i++)
            f->values[bb.insts[i]] = (struct prog_inst){
                .op = PROG_UNDEF, .type = {1, PROG_INT}, .block = PROG_NONE};
        if (gone[b])
            continue;
        for (uint32_t i = 0; i < bb.n_preds; i++)
            bb.preds[i] = number[bb.preds[i]];
        for (uint32_t i = 0; i < bb.n_succs; i++)
            bb.succs[i] = number[bb.succs[i]];
        for (uint32_t i = 0; i < bb.n_insts; i++)
            f->values[bb.insts[i]].block = number[b];
        f->blocks[number[b]] = bb;
    }
    f->n_blocks = kept;
    free(gone);
    free(number);
}

void prog_thread_cleanups(struct prog_program *p, struct prog_function *f)
{
    bool any = false;
    for (prog_block b = 1; b < f->n_blocks && !any; b++) {
        const struct prog_bb *bb = &f->blocks[b];
        any = bb->n_insts && f->values[bb->insts[bb->n_insts - 1]].op == PROG_SWITCH;
    }
    if (!any)
        return;
    struct threader t = {.p = p, .f = f, .n_values = f->n_values};
    uint32_t limit = f->n_blocks * (1 + GROWTH);
    t.elsewhere = zeroed(f->n_values, 1);
    find_uses(&t);
    make_room(&t);
    bool changed = false;
    for (bool more = true; more && f->n_blocks < limit;) {
        more = false;
        for (prog_block b = 1; b < f->n_blocks && f->n_blocks < limit; b++) {
            prog_value slot = decided_by(&t, b);
            if (slot != PROG_NONE)
                more |= thread_block(&t, b, slot);
        }
        changed |= more;
    }
    if (changed) {
        uint8_t *had_preds = zeroed(f->n_blocks, 1);
        for (prog_block b = 0; b < f->n_blocks; b++) {
            const struct prog_bb *bb = &f->blocks[b];
            had_preds[b] = !(bb->n_insts && f->values[bb->insts[0]].op == PROG_GIVEN);
        }
        drop_unreached(&t, had_preds);
        free(had_preds);
    }
    free(t.elsewhere);
    free(t.known);
}
