/* Prints a program in its text form (text.h).
 *
 * How it works.  One pass over the tables.  Values are numbered anew by prog_number_values(), so
 * that two programs that differ only in unused or shared leaves print alike.  Nothing is printed
 * that the parser takes for granted: an unknown place, a void result type, the order of
 * predecessors that the terminators give.
 *
 * A broken program must print too, because that is when one wants to see it: every index is
 * checked before it is followed.
 */
#include "text.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "text_words.h"

struct printer {
    FILE *to;
    const struct prog_program *p;
    const struct prog_function *f;
    const uint32_t *numbers; /* of f's values */
};

uint32_t *prog_number_values(const struct prog_function *f)
{
    uint32_t *numbers = malloc((f->n_values + (size_t)1) * sizeof *numbers);
    if (!numbers)
        prog_fatal("numbers of values");
    for (uint32_t v = 0; v < f->n_values; v++)
        numbers[v] = PROG_NONE;
    uint32_t next = 0;
    for (uint32_t i = 0; i < f->n_params; i++)
        if (f->params[i].value < f->n_values && numbers[f->params[i].value] == PROG_NONE)
            numbers[f->params[i].value] = next++;
    for (prog_block b = 0; b < f->n_blocks; b++) {
        for (uint32_t i = 0; i < f->blocks[b].n_insts; i++) {
            prog_value v = f->blocks[b].insts[i];
            if (v < f->n_values && f->values[v].type.bits && numbers[v] == PROG_NONE)
                numbers[v] = next++;
        }
    }
    return numbers;
}

/* Words and strings */

/* n bytes in quotes.  Bytes from 0x80 on are escaped too when `ascii` is set; otherwise they
 * stand for themselves, as in a name in UTF-8. */
static void print_quoted(FILE *to, const char *s, size_t n, bool ascii)
{
    fputc('"', to);
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c == '"' || c == '\\')
            fprintf(to, "\\%c", c);
        else if (c == '\n')
            fputs("\\n", to);
        else if (c == '\t')
            fputs("\\t", to);
        else if (c < 0x20 || c == 0x7f || (ascii && c >= 0x80))
            fprintf(to, "\\x%02x", c);
        else
            fputc(c, to);
    }
    fputc('"', to);
}

static void print_string(FILE *to, const char *s)
{
    if (!s)
        s = "";
    print_quoted(to, s, strlen(s), false);
}

static bool is_word(const char *s)
{
    if (!*s)
        return false;
    for (; *s; s++)
        if (!isalnum((unsigned char)*s) && *s != '_' && *s != '.' && *s != '$')
            return false;
    return true;
}

static void print_symbol(FILE *to, const char *name)
{
    fputc('@', to);
    if (name && is_word(name))
        fputs(name, to);
    else
        print_string(to, name);
}

static void print_flags(FILE *to, const struct prog_flag_word *words, uint32_t flags)
{
    for (; words->word; words++)
        if (flags & words->bit)
            fprintf(to, " %s", words->word);
}

static void print_loc(FILE *to, const char *before, struct prog_loc loc)
{
    if (loc.line)
        fprintf(to, "%s%" PRIu32 ":%" PRIu32 ":%" PRIu32, before, loc.file, loc.line, loc.column);
}

static void print_decl(FILE *to, uint32_t decl)
{
    if (decl != PROG_NONE)
        fprintf(to, " decl %" PRIu32, decl);
}

/* Types and operands */

static bool is_plain_pointer(const struct prog_program *p, struct prog_type type)
{
    return type.kind == PROG_PTR && type.bits == p->pointer_bits;
}

static void print_type(FILE *to, const struct prog_program *p, struct prog_type type)
{
    static const char letters[] = {
        [PROG_INT] = 'i', [PROG_FLOAT] = 'f', [PROG_PTR] = 'p', [PROG_AGGREGATE] = 'a'};
    if (type.kind == PROG_VOID)
        fputs("void", to);
    else if (is_plain_pointer(p, type))
        fputs("ptr", to);
    else
        fprintf(to, "%c%" PRIu32, (size_t)type.kind < sizeof letters ? letters[type.kind] : '?',
                type.bits);
}

static void print_const(const struct printer *pr, const struct prog_inst *c)
{
    uint32_t bits = c->type.bits;
    if (!c->words || !bits) {
        fputs("?", pr->to);
        return;
    }
    if (is_plain_pointer(pr->p, c->type) && c->words[0] == 0) {
        fputs("null", pr->to);
        return;
    }
    print_type(pr->to, pr->p, c->type);
    if (c->type.kind == PROG_INT && bits == 1) {
        fprintf(pr->to, " %u", (unsigned)(c->words[0] & 1));
    } else if (c->type.kind == PROG_INT && bits <= 64) {
        uint64_t sign = UINT64_C(1) << (bits - 1);
        uint64_t low = c->words[0] & (sign | (sign - 1));
        if (low & sign)
            fprintf(pr->to, " -%" PRIu64, sign - (low - sign));
        else
            fprintf(pr->to, " %" PRIu64, low);
    } else {
        uint32_t n = (bits + 63) / 64;
        while (n > 1 && c->words[n - 1] == 0)
            n--;
        if (n == 1 && c->type.kind == PROG_INT) {
            fprintf(pr->to, " %" PRIu64, c->words[0]);
            return;
        }
        fprintf(pr->to, " 0x%" PRIx64, c->words[n - 1]);
        while (--n)
            fprintf(pr->to, "%016" PRIx64, c->words[n - 1]);
    }
}

static void print_operand(const struct printer *pr, prog_value v)
{
    if (v >= pr->f->n_values) {
        fputs("%?", pr->to);
        return;
    }
    const struct prog_inst *inst = &pr->f->values[v];
    switch (inst->op) {
    case PROG_CONST:
        print_const(pr, inst);
        return;
    case PROG_UNDEF:
        print_type(pr->to, pr->p, inst->type);
        fputs(" undef", pr->to);
        return;
    case PROG_GLOBAL:
    case PROG_FUNC:
        if (!is_plain_pointer(pr->p, inst->type)) {
            print_type(pr->to, pr->p, inst->type);
            fputc(' ', pr->to);
        }
        if (inst->op == PROG_GLOBAL && inst->imm < pr->p->n_globals)
            print_symbol(pr->to, pr->p->globals[inst->imm].name);
        else if (inst->op == PROG_FUNC && inst->imm < pr->p->n_functions)
            print_symbol(pr->to, pr->p->functions[inst->imm].name);
        else
            fputs("@?", pr->to);
        return;
    default:
        if (pr->numbers[v] == PROG_NONE)
            fputs("%?", pr->to);
        else
            fprintf(pr->to, "%%%" PRIu32, pr->numbers[v]);
    }
}

static prog_value arg_of(const struct prog_inst *inst, uint32_t i)
{
    return inst->args && i < inst->n_args ? inst->args[i] : PROG_NONE;
}

/* Those from operand `first` on. */
static void print_operands(const struct printer *pr, const struct prog_inst *inst, uint32_t first)
{
    for (uint32_t i = first; i < inst->n_args; i++) {
        if (i > first)
            fputs(", ", pr->to);
        print_operand(pr, arg_of(inst, i));
    }
}

static void print_block_name(const struct printer *pr, prog_block b)
{
    if (b < pr->f->n_blocks)
        fprintf(pr->to, "b%" PRIu32, b);
    else
        fputs("b?", pr->to);
}

/* Instructions with a form of their own */

static void print_local(const struct printer *pr, const struct prog_inst *inst)
{
    FILE *to = pr->to;
    if (!is_plain_pointer(pr->p, inst->type)) {
        fputc(' ', to);
        print_type(to, pr->p, inst->type);
    }
    if (inst->n_args) {
        fputs(" (", to);
        print_operands(pr, inst, 0);
        fputc(')', to);
    } else {
        fprintf(to, " %" PRIu64, inst->imm);
    }
    const struct prog_object *o = inst->object;
    if (!o)
        return;
    if (o->name && *o->name) {
        fputc(' ', to);
        print_string(to, o->name);
    }
    if (o->implicit)
        fputs(" implicit", to);
    if (o->scratch)
        fputs(" scratch", to);
    if (o->why) {
        fputs(" why ", to);
        print_string(to, o->why);
    }
    print_decl(to, o->decl);
    print_loc(to, " at ", o->loc);
    for (uint32_t i = 0; o->leaves && i < o->n_leaves; i++)
        fprintf(to, "%s%" PRIu64 "+%" PRIu64, i ? ", " : " leaves ", o->leaves[i].offset,
                o->leaves[i].size);
}

static void print_phi(const struct printer *pr, const struct prog_inst *inst)
{
    const struct prog_bb *bb = inst->block < pr->f->n_blocks ? &pr->f->blocks[inst->block] : NULL;
    for (uint32_t i = 0; i < inst->n_args; i++) {
        fputs(i ? ", [" : " [", pr->to);
        print_block_name(pr, bb && i < bb->n_preds ? bb->preds[i] : PROG_NONE);
        fputs(": ", pr->to);
        print_operand(pr, arg_of(inst, i));
        fputc(']', pr->to);
    }
}

static void print_call(const struct printer *pr, const struct prog_inst *inst)
{
    fputc(' ', pr->to);
    print_operand(pr, arg_of(inst, 0));
    fputc('(', pr->to);
    print_operands(pr, inst, 1);
    fputc(')', pr->to);
    if (inst->fixed + 1 != inst->n_args)
        fprintf(pr->to, " fixed %" PRIu32, inst->fixed);
    if (inst->record)
        fprintf(pr->to, " whole %" PRIu32, inst->record);
}

/* The case's word as a signed number of the width that is switched on. */
static void print_case(const struct printer *pr, const struct prog_inst *inst, uint32_t i)
{
    if (!inst->words) {
        fputs("?", pr->to);
        return;
    }
    uint64_t word = inst->words[i];
    uint32_t bits = 64;
    if (arg_of(inst, 0) < pr->f->n_values)
        bits = pr->f->values[arg_of(inst, 0)].type.bits;
    if (bits > 1 && bits <= 64 && (word >> (bits - 1)) == 1)
        fprintf(pr->to, "-%" PRIu64,
                (UINT64_C(1) << (bits - 1)) - (word - (UINT64_C(1) << (bits - 1))));
    else
        fprintf(pr->to, "%" PRIu64, word);
}

static void print_targets(const struct printer *pr, const struct prog_inst *inst)
{
    FILE *to = pr->to;
    if (inst->block >= pr->f->n_blocks)
        return;
    const struct prog_bb *bb = &pr->f->blocks[inst->block];
    if (inst->op == PROG_INDIRECT) {
        fputs(" (", to);
        print_operands(pr, inst, 0);
        fputs(") [", to);
    } else {
        if (inst->n_args)
            fputc(' ', to);
        print_operands(pr, inst, 0);
    }
    for (uint32_t i = 0; i < bb->n_succs; i++) {
        if (inst->op == PROG_INDIRECT) {
            fputs(i ? ", " : "", to);
        } else if (inst->op == PROG_SWITCH && i) {
            fputs(i > 1 ? ", " : " [", to);
            print_case(pr, inst, i - 1);
            fputs(": ", to);
        } else {
            fputs(i || inst->n_args ? ", " : " ", to);
        }
        print_block_name(pr, bb->succs[i]);
    }
    if (inst->op == PROG_INDIRECT || (inst->op == PROG_SWITCH && bb->n_succs > 1))
        fputc(']', to);
}

void prog_print_inst(FILE *to, const struct prog_program *p, const struct prog_function *f,
                     prog_value v, const uint32_t *numbers)
{
    const struct printer pr = {to, p, f, numbers};
    if (v >= f->n_values || (unsigned)f->values[v].op >= PROG_OP_COUNT) {
        fputs("?", to);
        return;
    }
    const struct prog_inst *inst = &f->values[v];
    const struct prog_op_word *form = &prog_op_words[inst->op];
    if (inst->type.bits && numbers[v] != PROG_NONE)
        fprintf(to, "%%%" PRIu32 " = ", numbers[v]);
    fputs(form->word, to);
    print_flags(to, prog_inst_words, inst->flags);
    if (inst->op == PROG_FCMP)
        fprintf(to, " %s", inst->imm <= PROG_FCMP_TRUE ? prog_fcmp_words[inst->imm] : "?");
    if (form->typed) {
        fputc(' ', to);
        print_type(to, p, inst->type);
    }
    if (form->operands >= 0) {
        if (inst->n_args)
            fputc(' ', to);
        print_operands(&pr, inst, 0);
    }
    switch (inst->op) {
    case PROG_EXTRACT:
    case PROG_INSERT:
        fprintf(to, " bit %" PRIu64, inst->imm);
        break;
    case PROG_PTRADD:
        if (inst->extent)
            fprintf(to, " extent %" PRIu64, inst->extent);
        break;
    case PROG_LOAD:
        if (inst->record)
            fprintf(to, " unwritten %" PRIu32, inst->record);
        break;
    case PROG_GIVEN:
        fprintf(to, " %" PRIu64, inst->imm);
        break;
    case PROG_INTENT:
        fputc(' ', to);
        print_string(to, inst->name);
        break;
    case PROG_OPAQUE:
        fputc(' ', to);
        print_string(to, inst->name);
        fputs(" (", to);
        print_operands(&pr, inst, 0);
        fputc(')', to);
        break;
    case PROG_ASM:
        fputs(" (", to);
        print_operands(&pr, inst, 0);
        fputc(')', to);
        break;
    case PROG_LOCAL:
        print_local(&pr, inst);
        break;
    case PROG_PHI:
        print_phi(&pr, inst);
        break;
    case PROG_CALL:
        print_call(&pr, inst);
        break;
    default:
        if (prog_is_terminator(inst->op))
            print_targets(&pr, inst);
    }
    print_loc(to, " !", inst->loc);
}

/* Functions */

/* For each block, whether its predecessors stand in another order than the one in which the
 * terminators name them, block by block.  The caller frees it. */
static bool *find_reordered(const struct prog_function *f)
{
    bool *reordered = calloc(f->n_blocks + (size_t)1, sizeof *reordered);
    uint32_t *seen = calloc(f->n_blocks + (size_t)1, sizeof *seen);
    if (!reordered || !seen)
        prog_fatal("order of predecessors");
    for (prog_block b = 0; b < f->n_blocks; b++) {
        for (uint32_t i = 0; i < f->blocks[b].n_succs; i++) {
            prog_block to = f->blocks[b].succs[i];
            if (to >= f->n_blocks)
                continue;
            const struct prog_bb *bb = &f->blocks[to];
            if (seen[to] >= bb->n_preds || bb->preds[seen[to]] != b)
                reordered[to] = true;
            seen[to]++;
        }
    }
    for (prog_block b = 0; b < f->n_blocks; b++)
        if (seen[b] != f->blocks[b].n_preds)
            reordered[b] = true;
    free(seen);
    return reordered;
}

static void print_param(const struct printer *pr, const struct prog_param *param)
{
    FILE *to = pr->to;
    print_type(to, pr->p, param->type);
    if (param->value < pr->f->n_values && pr->numbers[param->value] != PROG_NONE)
        fprintf(to, " %%%" PRIu32, pr->numbers[param->value]);
    if (param->name && *param->name) {
        fputc(' ', to);
        print_string(to, param->name);
    }
    print_flags(to, prog_param_words, param->flags);
    if (param->pointee)
        fprintf(to, " pointee %" PRIu64, param->pointee);
    if (param->record)
        fprintf(to, " record %" PRIu32, param->record);
    if (param->fields) {
        fputs(" fields ", to);
        print_string(to, param->fields);
    }
    print_decl(to, param->decl);
}

static void print_head(const struct printer *pr)
{
    FILE *to = pr->to;
    const struct prog_function *f = pr->f;
    fputs(f->n_blocks ? "function " : "declare ", to);
    print_symbol(to, f->name);
    fputc('(', to);
    for (uint32_t i = 0; i < f->n_params; i++) {
        if (i)
            fputs(", ", to);
        print_param(pr, &f->params[i]);
    }
    if (f->flags & PROG_FN_VARIADIC)
        fputs(f->n_params ? ", ..." : "...", to);
    fputc(')', to);
    if (f->ret.kind != PROG_VOID) {
        fputs(" -> ", to);
        print_type(to, pr->p, f->ret);
    }
    if (f->ret_pointee)
        fprintf(to, " pointee %" PRIu64, f->ret_pointee);
    if (f->ret_record)
        fprintf(to, " record %" PRIu32, f->ret_record);
    print_flags(to, prog_function_words, f->flags);
    if (f->alloc_size[0] != -1 || f->alloc_size[1] != -1) {
        fprintf(to, " alloc_size %" PRId32, f->alloc_size[0]);
        if (f->alloc_size[1] != -1)
            fprintf(to, ", %" PRId32, f->alloc_size[1]);
    }
    if (f->intent) {
        fputs(" intent ", to);
        print_string(to, f->intent);
    }
    for (uint32_t i = 0; i < f->n_contracts; i++) {
        fputs(" contract ", to);
        print_string(to, f->contracts[i]);
    }
    print_decl(to, f->decl);
    print_loc(to, " at ", f->loc);
}

void prog_print_function(FILE *to, const struct prog_program *p, const struct prog_function *f)
{
    uint32_t *numbers = prog_number_values(f);
    const struct printer pr = {to, p, f, numbers};
    print_head(&pr);
    if (!f->n_blocks) {
        fputc('\n', to);
        free(numbers);
        return;
    }
    fputs(" {\n", to);
    bool *reordered = find_reordered(f);
    for (prog_block b = 0; b < f->n_blocks; b++) {
        const struct prog_bb *bb = &f->blocks[b];
        fprintf(to, "b%" PRIu32 ":", b);
        for (uint32_t i = 0; reordered[b] && i < bb->n_preds; i++) {
            fputs(i ? ", " : " preds ", to);
            print_block_name(&pr, bb->preds[i]);
        }
        fputc('\n', to);
        for (uint32_t i = 0; i < bb->n_insts; i++) {
            fputs("  ", to);
            prog_print_inst(to, p, f, bb->insts[i], numbers);
            fputc('\n', to);
        }
    }
    fputs("}\n", to);
    free(reordered);
    free(numbers);
}

/* Globals and the whole */

static void print_bytes(FILE *to, const struct prog_global *g)
{
    uint64_t zeros = 0;
    while (zeros < g->size && g->bytes[zeros] == 0 && (!g->known || g->known[zeros]))
        zeros++;
    bool all_known = !g->known || !memchr(g->known, 0, g->size);
    fputs(" = ", to);
    if (zeros == g->size) {
        fputs("zero", to);
    } else if ((g->flags & PROG_GLOBAL_STRING) && all_known) {
        print_quoted(to, (const char *)g->bytes, g->size, true);
    } else {
        for (uint64_t i = 0; i < g->size; i++) {
            if (g->known && !g->known[i])
                fputs("??", to);
            else
                fprintf(to, "%02x", g->bytes[i]);
        }
    }
}

static void print_global(FILE *to, const struct prog_global *g)
{
    fputs("global ", to);
    print_symbol(to, g->name);
    fprintf(to, " : %" PRIu64, g->size);
    print_flags(to, prog_global_words, g->flags);
    print_decl(to, g->decl);
    print_loc(to, " at ", g->loc);
    if (g->bytes && g->size && g->size <= PROG_GLOBAL_BYTES_MAX)
        print_bytes(to, g);
    for (uint32_t i = 0; i < g->n_refs; i++) {
        fprintf(to, "%s %" PRIu64 " ", i ? "," : " functions", g->refs[i].offset);
        print_symbol(to, g->refs[i].function);
    }
    fputc('\n', to);
}

void prog_print(FILE *to, const struct prog_program *p)
{
    fprintf(to, "program %" PRIu32 " %s\n", p->pointer_bits, p->big_endian ? "big" : "little");
    for (uint32_t i = 0; i < p->n_files; i++) {
        fprintf(to, "file %" PRIu32 " ", i);
        print_string(to, p->files[i]);
        fputc('\n', to);
    }
    for (uint32_t i = 0; i < p->n_globals; i++)
        print_global(to, &p->globals[i]);
    for (uint32_t i = 0; i < p->n_functions; i++)
        prog_print_function(to, p, &p->functions[i]);
}
