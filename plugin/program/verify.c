/* Checks tables, blocks, edges and single instructions; verify.h says what and in which order.
 * That definitions dominate uses is checked in verify_order.c. */
#include "verify.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"
#include "verify_internal.h"

/* Faults */

static void append(struct prog_verify_error *e, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static void append_list(struct prog_verify_error *e, const char *format, va_list args)
{
    size_t n = strlen(e->message);
    vsnprintf(e->message + n, sizeof e->message - n, format, args);
}

static void append(struct prog_verify_error *e, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    append_list(e, format, args);
    va_end(args);
}

bool prog_verify_fault(const struct verifier *vr, prog_block block, prog_value value,
                       const char *format, ...)
{
    struct prog_verify_error *e = vr->error;
    const struct prog_function *f = vr->f;
    *e = (struct prog_verify_error){.global = PROG_NONE,
                                    .function = vr->function,
                                    .block = block,
                                    .value = value,
                                    .loc = f->loc};
    append(e, "function '%.100s'", f->name);
    if (block != PROG_NONE)
        append(e, ", block b%" PRIu32, block);
    if (value < f->n_values) {
        uint32_t *numbers = prog_number_values(f);
        const struct prog_inst *inst = &f->values[value];
        if (inst->loc.line)
            e->loc = inst->loc;
        if (numbers[value] != PROG_NONE)
            append(e, ", '%%%" PRIu32 " = %s'", numbers[value], prog_op_name(inst->op));
        else
            append(e, ", '%s'", prog_op_name(inst->op));
        free(numbers);
    }
    append(e, ": ");
    va_list args;
    va_start(args, format);
    append_list(e, format, args);
    va_end(args);
    return false;
}

static bool fault_in_global(struct prog_verify_error *e, const struct prog_program *p,
                            uint32_t global, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
static bool fault_in_global(struct prog_verify_error *e, const struct prog_program *p,
                            uint32_t global, const char *format, ...)
{
    *e = (struct prog_verify_error){
        .global = global, .function = PROG_NONE, .block = PROG_NONE, .value = PROG_NONE};
    if (global < p->n_globals) {
        e->loc = p->globals[global].loc;
        append(e, "global '%.100s': ", p->globals[global].name);
    }
    va_list args;
    va_start(args, format);
    append_list(e, format, args);
    va_end(args);
    return false;
}

/* Small questions */

static bool type_is_well_formed(struct prog_type type)
{
    if (type.kind == PROG_VOID)
        return type.bits == 0;
    return (unsigned)type.kind <= PROG_AGGREGATE && type.bits > 0 && type.bits <= PROG_BITS_MAX;
}

static bool loc_is_well_formed(const struct prog_program *p, struct prog_loc loc)
{
    return loc.line == 0 || loc.file < p->n_files;
}

static int compare_words(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

/* Tables of the program */

static bool check_names(const struct prog_program *p, struct prog_verify_error *e)
{
    if (p->pointer_bits != 32 && p->pointer_bits != 64)
        return fault_in_global(e, p, PROG_NONE,
                               "the program: pointers have %" PRIu32 " bits, not 32 or 64",
                               p->pointer_bits);
    for (uint32_t i = 0; i < p->n_files; i++)
        if (!p->files[i])
            return fault_in_global(e, p, PROG_NONE, "file %" PRIu32 " has no name", i);
    /* The finders compare with all names, so these come before the first search. */
    for (uint32_t i = 0; i < p->n_globals; i++)
        if (!p->globals[i].name)
            return fault_in_global(e, p, PROG_NONE, "global %" PRIu32 " has no name", i);
    for (uint32_t i = 0; i < p->n_functions; i++)
        if (!p->functions[i].name)
            return fault_in_global(e, p, PROG_NONE, "function %" PRIu32 " has no name", i);
    return true;
}

static bool check_globals(const struct prog_program *p, struct prog_verify_error *e)
{
    const uint32_t all_flags = (PROG_GLOBAL_ADDRESS_TAKEN << 1) - 1;
    for (uint32_t i = 0; i < p->n_globals; i++) {
        const struct prog_global *g = &p->globals[i];
        if (prog_find_global(p, g->name) != i || prog_find_function(p, g->name) != PROG_NONE)
            return fault_in_global(e, p, i, "another global or function has the same name");
        if (g->flags & ~all_flags)
            return fault_in_global(e, p, i, "unknown flags 0x%" PRIx32, g->flags & ~all_flags);
        if (!loc_is_well_formed(p, g->loc))
            return fault_in_global(e, p, i, "its place is in file %" PRIu32 " of %" PRIu32,
                                   g->loc.file, p->n_files);
        if (g->bytes && (g->size == 0 || g->size > PROG_GLOBAL_BYTES_MAX))
            return fault_in_global(e, p, i, "contents of %" PRIu64 " bytes are kept, not 1 to %d",
                                   g->size, PROG_GLOBAL_BYTES_MAX);
        if (g->known && !g->bytes)
            return fault_in_global(e, p, i, "known bytes are marked, but there are no contents");
        for (uint32_t k = 0; k < g->n_refs; k++) {
            uint64_t at = g->refs[k].offset;
            if (!g->known || at > g->size || g->size - at < p->pointer_bits / 8 || g->known[at] ||
                (k && at <= g->refs[k - 1].offset))
                return fault_in_global(e, p, i, "the address of a function at byte %" PRIu64
                                       " does not stand in contents that are not known, or out "
                                       "of order", at);
        }
    }
    return true;
}

/* Heads of functions */

static bool check_param(const struct verifier *vr, uint32_t i)
{
    const struct prog_function *f = vr->f;
    const struct prog_param *param = &f->params[i];
    const uint32_t all_flags =
        PROG_PARAM_CONST | PROG_PARAM_BYVAL | PROG_PARAM_SRET | PROG_PARAM_SCRATCH |
        PROG_PARAM_UNSET;
    if (!type_is_well_formed(param->type) || param->type.kind == PROG_VOID)
        return prog_verify_fault(vr, PROG_NONE, PROG_NONE,
                                 "parameter %" PRIu32 " has kind %u and %" PRIu32
                                 " bits, not a type of 1 to %" PRIu32 " bits",
                                 i, (unsigned)param->type.kind, param->type.bits, PROG_BITS_MAX);
    if (!param->name)
        return prog_verify_fault(vr, PROG_NONE, PROG_NONE,
                                 "parameter %" PRIu32 " has a null name, not \"\"", i);
    if (param->flags & ~all_flags)
        return prog_verify_fault(vr, PROG_NONE, PROG_NONE,
                                 "parameter %" PRIu32 " has unknown flags 0x%" PRIx32, i,
                                 param->flags & ~all_flags);
    const uint32_t for_pointers = PROG_PARAM_CONST | PROG_PARAM_BYVAL | PROG_PARAM_SRET;
    if (((param->flags & for_pointers) || param->pointee || param->record) &&
        param->type.kind != PROG_PTR)
        return prog_verify_fault(
            vr, PROG_NONE, PROG_NONE,
            "parameter %" PRIu32 " is no pointer, but const, byval, sret, pointee or record is given", i);
    if (!f->n_blocks) {
        if (param->value != PROG_NONE)
            return prog_verify_fault(vr, PROG_NONE, PROG_NONE,
                                     "it is only declared, but parameter %" PRIu32 " has a value",
                                     i);
        return true;
    }
    if (param->value >= f->n_values || f->values[param->value].op != PROG_PARAM ||
        f->values[param->value].imm != i)
        return prog_verify_fault(vr, PROG_NONE, PROG_NONE,
                                 "the value of parameter %" PRIu32 " is not its leaf", i);
    return true;
}

static bool check_head(const struct verifier *vr)
{
    const struct prog_function *f = vr->f;
    const uint32_t all_flags = (PROG_FN_BEYOND << 1) - 1;
    if (prog_find_function(vr->p, f->name) != vr->function)
        return prog_verify_fault(vr, PROG_NONE, PROG_NONE, "another function has the same name");
    if (f->flags & ~all_flags)
        return prog_verify_fault(vr, PROG_NONE, PROG_NONE, "unknown flags 0x%" PRIx32,
                                 f->flags & ~all_flags);
    if (!type_is_well_formed(f->ret))
        return prog_verify_fault(vr, PROG_NONE, PROG_NONE,
                                 "the result has kind %u and %" PRIu32
                                 " bits, neither void nor a type of 1 to %" PRIu32 " bits",
                                 (unsigned)f->ret.kind, f->ret.bits, PROG_BITS_MAX);
    if ((f->ret_pointee || f->ret_record) && f->ret.kind != PROG_PTR)
        return prog_verify_fault(vr, PROG_NONE, PROG_NONE,
                                 "the result is no pointer, but its pointee or record is given");
    if (!f->intent != !(f->flags & PROG_FN_INTENTIONAL))
        return prog_verify_fault(vr, PROG_NONE, PROG_NONE,
                                 "intentional and intent must come together");
    for (int i = 0; i < 2; i++)
        if (f->alloc_size[i] < -1 ||
            (f->alloc_size[i] >= 0 && (uint32_t)f->alloc_size[i] >= f->n_params))
            return prog_verify_fault(vr, PROG_NONE, PROG_NONE,
                                     "alloc_size names parameter %" PRId32
                                     ", but there are %" PRIu32 ", from 0 on",
                                     f->alloc_size[i], f->n_params);
    if (f->alloc_size[0] == -1 && f->alloc_size[1] != -1)
        return prog_verify_fault(vr, PROG_NONE, PROG_NONE,
                                 "alloc_size has a second parameter but no first");
    for (uint32_t i = 0; i < f->n_contracts; i++)
        if (!f->contracts[i])
            return prog_verify_fault(vr, PROG_NONE, PROG_NONE, "contract %" PRIu32 " is null", i);
    if (!loc_is_well_formed(vr->p, f->loc))
        return prog_verify_fault(vr, PROG_NONE, PROG_NONE,
                                 "its place is in file %" PRIu32 " of %" PRIu32, f->loc.file,
                                 vr->p->n_files);
    for (uint32_t i = 0; i < f->n_params; i++)
        if (!check_param(vr, i))
            return false;
    return true;
}

/* Values by themselves */

/* Width of an argument; it exists, check_args() saw to that. */
static uint32_t arg_bits(const struct verifier *vr, const struct prog_inst *inst, uint32_t i)
{
    return vr->f->values[inst->args[i]].type.bits;
}

static bool check_args(const struct verifier *vr, prog_value v)
{
    const struct prog_inst *inst = &vr->f->values[v];
    if (inst->n_args && !inst->args)
        return prog_verify_fault(vr, inst->block, v, "%" PRIu32 " operands, but no list of them",
                                 inst->n_args);
    for (uint32_t i = 0; i < inst->n_args; i++) {
        if (inst->args[i] >= vr->f->n_values)
            return prog_verify_fault(vr, inst->block, v,
                                     "operand %" PRIu32 " is value %" PRIu32 " of %" PRIu32, i + 1,
                                     inst->args[i], vr->f->n_values);
        if (arg_bits(vr, inst, i) == 0)
            return prog_verify_fault(vr, inst->block, v, "operand %" PRIu32 " has no value (void)",
                                     i + 1);
    }
    return true;
}

static bool check_count(const struct verifier *vr, prog_value v, uint32_t least, uint32_t most)
{
    const struct prog_inst *inst = &vr->f->values[v];
    if (inst->n_args >= least && inst->n_args <= most)
        return true;
    if (least == most)
        return prog_verify_fault(vr, inst->block, v, "%" PRIu32 " operands, not %" PRIu32,
                                 inst->n_args, least);
    return prog_verify_fault(vr, inst->block, v, "%" PRIu32 " operands, not %s %" PRIu32,
                             inst->n_args, inst->n_args < least ? "at least" : "at most",
                             inst->n_args < least ? least : most);
}

static bool check_width(const struct verifier *vr, prog_value v, uint32_t i, uint32_t bits,
                        const char *why)
{
    const struct prog_inst *inst = &vr->f->values[v];
    if (arg_bits(vr, inst, i) == bits)
        return true;
    return prog_verify_fault(vr, inst->block, v,
                             "operand %" PRIu32 " has %" PRIu32 " bits, not %" PRIu32 " (%s)",
                             i + 1, arg_bits(vr, inst, i), bits, why);
}

static bool check_address(const struct verifier *vr, prog_value v, uint32_t i)
{
    return check_width(vr, v, i, vr->p->pointer_bits, "an address");
}

static bool check_size(const struct verifier *vr, prog_value v, uint32_t i)
{
    const struct prog_inst *inst = &vr->f->values[v];
    if (arg_bits(vr, inst, i) <= 64)
        return true;
    return prog_verify_fault(vr, inst->block, v,
                             "operand %" PRIu32 " has %" PRIu32 " bits, not at most 64 (a size)",
                             i + 1, arg_bits(vr, inst, i));
}

static bool check_result(const struct verifier *vr, prog_value v, uint32_t bits, const char *why)
{
    const struct prog_inst *inst = &vr->f->values[v];
    if (inst->type.bits == bits)
        return true;
    return prog_verify_fault(vr, inst->block, v,
                             "the result has %" PRIu32 " bits, not %" PRIu32 " (%s)",
                             inst->type.bits, bits, why);
}

static bool check_leaf(const struct verifier *vr, prog_value v)
{
    const struct prog_inst *leaf = &vr->f->values[v];
    if (leaf->block != PROG_NONE)
        return prog_verify_fault(vr, PROG_NONE, v,
                                 "value %" PRIu32
                                 " is a leaf, but says that it stands in block b%" PRIu32,
                                 v, leaf->block);
    if (leaf->type.bits == 0)
        return prog_verify_fault(vr, PROG_NONE, v, "value %" PRIu32 " is a leaf of type void", v);
    if (leaf->n_args)
        return prog_verify_fault(vr, PROG_NONE, v, "value %" PRIu32 " is a leaf with operands", v);
    switch (leaf->op) {
    case PROG_PARAM:
        if (leaf->imm >= vr->f->n_params || vr->f->params[leaf->imm].value != v)
            return prog_verify_fault(vr, PROG_NONE, v,
                                     "value %" PRIu32 " is for parameter %" PRIu64
                                     ", which does not name it",
                                     v, leaf->imm);
        return check_result(vr, v, vr->f->params[leaf->imm].type.bits, "as its parameter");
    case PROG_CONST:
        if (!leaf->words)
            return prog_verify_fault(vr, PROG_NONE, v,
                                     "value %" PRIu32 " is a constant without words", v);
        if (leaf->type.bits % 64 && leaf->words[leaf->type.bits / 64] >> leaf->type.bits % 64 != 0)
            return prog_verify_fault(vr, PROG_NONE, v,
                                     "value %" PRIu32 " is a constant of %" PRIu32
                                     " bits with higher bits set",
                                     v, leaf->type.bits);
        return true;
    case PROG_GLOBAL:
        if (leaf->imm >= vr->p->n_globals)
            return prog_verify_fault(vr, PROG_NONE, v,
                                     "value %" PRIu32 " is the address of global %" PRIu64
                                     " of %" PRIu32,
                                     v, leaf->imm, vr->p->n_globals);
        return true;
    case PROG_FUNC:
        if (leaf->imm >= vr->p->n_functions)
            return prog_verify_fault(vr, PROG_NONE, v,
                                     "value %" PRIu32 " is the address of function %" PRIu64
                                     " of %" PRIu32,
                                     v, leaf->imm, vr->p->n_functions);
        return true;
    default:
        return true;
    }
}

static bool check_flags(const struct verifier *vr, prog_value v)
{
    static const struct {
        uint32_t flag;
        enum prog_op ops[3];
        const char *rule;
    } rules[] = {
        {PROG_TRANSFER,
         {PROG_LOAD, PROG_STORE, PROG_COPY},
         "the flag transfer is for load, store and copy only"},
        {PROG_BITFIELD,
         {PROG_LOAD, PROG_STORE, PROG_STORE},
         "the flag bitfield is for load and store only"},
        {PROG_FIELD, {PROG_PTRADD, PROG_PTRADD, PROG_PTRADD}, "the flag field is for ptradd only"},
        {PROG_NORETURN, {PROG_CALL, PROG_CALL, PROG_CALL}, "the flag noreturn is for call only"},
        {PROG_TWICE, {PROG_CALL, PROG_CALL, PROG_CALL}, "the flag twice is for call only"},
        {PROG_READ_ON_PURPOSE,
         {PROG_LOAD, PROG_LOAD, PROG_LOAD},
         "the flag on_purpose is for load only"},
        {PROG_COVERED, {PROG_SWITCH, PROG_SWITCH, PROG_SWITCH}, "the flag covered is for switch only"},
    };
    const struct prog_inst *inst = &vr->f->values[v];
    if (inst->record && inst->op != PROG_LOAD && inst->op != PROG_CALL)
        return prog_verify_fault(vr, inst->block, v, "a struct's number is for load and call only");
    const uint32_t unknown = inst->flags & ~((PROG_COVERED << 1) - 1u);
    if (unknown)
        return prog_verify_fault(vr, inst->block, v, "unknown flags 0x%" PRIx32, unknown);
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        const enum prog_op *ops = rules[i].ops;
        if ((inst->flags & rules[i].flag) && inst->op != ops[0] && inst->op != ops[1] &&
            inst->op != ops[2])
            return prog_verify_fault(vr, inst->block, v, "%s", rules[i].rule);
    }
    return true;
}

static bool check_local(const struct verifier *vr, prog_value v)
{
    const struct prog_inst *inst = &vr->f->values[v];
    const struct prog_object *o = inst->object;
    if (!o)
        return prog_verify_fault(vr, inst->block, v, "it has no object");
    if (!o->name)
        return prog_verify_fault(vr, inst->block, v, "its object has a null name, not \"\"");
    if (!loc_is_well_formed(vr->p, o->loc))
        return prog_verify_fault(vr, inst->block, v,
                                 "its object's place is in file %" PRIu32 " of %" PRIu32,
                                 o->loc.file, vr->p->n_files);
    if (inst->n_args && inst->imm)
        return prog_verify_fault(
            vr, inst->block, v,
            "it has a constant size and a size that is a value, not one of them");
    if (inst->n_args && !check_size(vr, v, 0))
        return false;
    if (o->n_leaves && !o->leaves)
        return prog_verify_fault(vr, inst->block, v, "%" PRIu32 " leaves, but no list of them",
                                 o->n_leaves);
    uint64_t end = 0;
    for (uint32_t i = 0; i < o->n_leaves; i++) {
        const struct prog_leaf *leaf = &o->leaves[i];
        if (leaf->size == 0 || leaf->offset > UINT64_MAX - leaf->size)
            return prog_verify_fault(vr, inst->block, v,
                                     "leaf %" PRIu64 "+%" PRIu64
                                     " is empty or ends beyond all memory",
                                     leaf->offset, leaf->size);
        if (leaf->offset < end)
            return prog_verify_fault(vr, inst->block, v,
                                     "leaf %" PRIu64 "+%" PRIu64
                                     " begins before the end of the one before it, at %" PRIu64,
                                     leaf->offset, leaf->size, end);
        end = leaf->offset + leaf->size;
        if (!inst->n_args && end > inst->imm)
            return prog_verify_fault(vr, inst->block, v,
                                     "leaf %" PRIu64 "+%" PRIu64
                                     " ends behind the object of %" PRIu64 " bytes",
                                     leaf->offset, leaf->size, inst->imm);
    }
    return check_result(vr, v, vr->p->pointer_bits, "an address");
}

static bool check_phi(const struct verifier *vr, prog_value v)
{
    const struct prog_inst *inst = &vr->f->values[v];
    const struct prog_bb *bb = &vr->f->blocks[inst->block];
    if (inst->n_args != bb->n_preds)
        return prog_verify_fault(vr, inst->block, v,
                                 "%" PRIu32 " values, not one for each of the %" PRIu32
                                 " predecessors",
                                 inst->n_args, bb->n_preds);
    for (uint32_t i = 0; i < inst->n_args; i++)
        if (!check_width(vr, v, i, inst->type.bits, "as the result"))
            return false;
    return true;
}

/* How many successors the terminator wants, and its operands. */
static bool check_terminator(const struct verifier *vr, prog_value v)
{
    const struct prog_inst *inst = &vr->f->values[v];
    const struct prog_bb *bb = &vr->f->blocks[inst->block];
    uint32_t least = 0, most = 0;
    switch (inst->op) {
    case PROG_JUMP:
        least = most = 1;
        if (!check_count(vr, v, 0, 0))
            return false;
        break;
    case PROG_BRANCH:
        least = most = 2;
        if (!check_count(vr, v, 1, 1) || !check_width(vr, v, 0, 1, "a condition"))
            return false;
        break;
    case PROG_SWITCH:
        least = 1;
        most = UINT32_MAX;
        if (!check_count(vr, v, 1, 1))
            return false;
        break;
    case PROG_INDIRECT:
        most = UINT32_MAX;
        break;
    case PROG_RETURN:
        if (!vr->f->ret.bits) {
            if (!check_count(vr, v, 0, 0))
                return false;
        } else if (!check_count(vr, v, 1, 1) ||
                   !check_width(vr, v, 0, vr->f->ret.bits, "as the function's result")) {
            return false;
        }
        break;
    default:
        if (!check_count(vr, v, 0, 0))
            return false;
    }
    if (bb->n_succs < least || bb->n_succs > most)
        return prog_verify_fault(vr, inst->block, v,
                                 "the block has %" PRIu32 " successors, not %" PRIu32, bb->n_succs,
                                 least);
    return true;
}

static bool check_cases(const struct verifier *vr, prog_value v)
{
    const struct prog_inst *inst = &vr->f->values[v];
    const uint32_t n = vr->f->blocks[inst->block].n_succs - 1;
    const uint32_t bits = arg_bits(vr, inst, 0);
    if (bits > 64)
        return prog_verify_fault(vr, inst->block, v,
                                 "operand 1 has %" PRIu32 " bits, not at most 64", bits);
    if (n == 0)
        return true;
    if (!inst->words)
        return prog_verify_fault(vr, inst->block, v, "%" PRIu32 " successors, but no cases", n + 1);
    uint64_t *sorted = malloc(n * sizeof *sorted);
    if (!sorted)
        prog_fatal("cases of a switch");
    memcpy(sorted, inst->words, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, compare_words);
    uint64_t twice = 0, wide = sorted[n - 1];
    bool is_twice = false;
    for (uint32_t i = 1; i < n && !is_twice; i++) {
        twice = sorted[i];
        is_twice = sorted[i] == sorted[i - 1];
    }
    free(sorted);
    if (bits < 64 && wide >> bits)
        return prog_verify_fault(
            vr, inst->block, v,
            "case %" PRIu64 " does not fit into the %" PRIu32 " bits of operand 1", wide, bits);
    if (is_twice)
        return prog_verify_fault(vr, inst->block, v, "case %" PRIu64 " stands twice", twice);
    return true;
}

static bool check_operands(const struct verifier *vr, prog_value v)
{
    const struct prog_inst *inst = &vr->f->values[v];
    const uint32_t bits = inst->type.bits;
    switch (inst->op) {
    case PROG_ADD:
    case PROG_SUB:
    case PROG_MUL:
    case PROG_UDIV:
    case PROG_SDIV:
    case PROG_UREM:
    case PROG_SREM:
    case PROG_SHL:
    case PROG_LSHR:
    case PROG_ASHR:
    case PROG_AND:
    case PROG_OR:
    case PROG_XOR:
        return check_count(vr, v, 2, 2) && check_width(vr, v, 0, bits, "as the result") &&
               check_width(vr, v, 1, bits, "as the result");
    case PROG_FCMP:
        if (inst->imm > PROG_FCMP_TRUE)
            return prog_verify_fault(vr, inst->block, v,
                                     "comparison number %" PRIu64 ", not 0 to %d", inst->imm,
                                     PROG_FCMP_TRUE);
        /* fall through */
    case PROG_EQ:
    case PROG_NE:
    case PROG_ULT:
    case PROG_ULE:
    case PROG_SLT:
    case PROG_SLE:
        return check_count(vr, v, 2, 2) && check_result(vr, v, 1, "a comparison") &&
               check_width(vr, v, 1, arg_bits(vr, inst, 0), "as operand 1");
    case PROG_ZEXT:
    case PROG_SEXT:
        if (!check_count(vr, v, 1, 1))
            return false;
        if (arg_bits(vr, inst, 0) >= bits)
            return prog_verify_fault(vr, inst->block, v,
                                     "operand 1 has %" PRIu32 " bits, not fewer than the %" PRIu32
                                     " of the result",
                                     arg_bits(vr, inst, 0), bits);
        return true;
    case PROG_TRUNC:
        if (!check_count(vr, v, 1, 1))
            return false;
        if (arg_bits(vr, inst, 0) <= bits)
            return prog_verify_fault(vr, inst->block, v,
                                     "operand 1 has %" PRIu32 " bits, not more than the %" PRIu32
                                     " of the result",
                                     arg_bits(vr, inst, 0), bits);
        return true;
    case PROG_BITCAST:
        return check_count(vr, v, 1, 1) && check_width(vr, v, 0, bits, "as the result");
    case PROG_SELECT:
        return check_count(vr, v, 3, 3) && check_width(vr, v, 0, 1, "a condition") &&
               check_width(vr, v, 1, bits, "as the result") &&
               check_width(vr, v, 2, bits, "as the result");
    case PROG_EXTRACT:
        if (!check_count(vr, v, 1, 1))
            return false;
        if (bits > arg_bits(vr, inst, 0) || inst->imm > arg_bits(vr, inst, 0) - bits)
            return prog_verify_fault(vr, inst->block, v,
                                     "%" PRIu32 " bits from bit %" PRIu64
                                     " on are not all in the %" PRIu32 " bits of operand 1",
                                     bits, inst->imm, arg_bits(vr, inst, 0));
        return true;
    case PROG_INSERT:
        if (!check_count(vr, v, 2, 2) || !check_width(vr, v, 0, bits, "as the result"))
            return false;
        if (arg_bits(vr, inst, 1) > bits || inst->imm > bits - arg_bits(vr, inst, 1))
            return prog_verify_fault(vr, inst->block, v,
                                     "%" PRIu32 " bits from bit %" PRIu64
                                     " on are not all in the %" PRIu32 " bits of operand 1",
                                     arg_bits(vr, inst, 1), inst->imm, bits);
        return true;
    case PROG_OPAQUE:
        return inst->name || prog_verify_fault(vr, inst->block, v, "it has no name");
    case PROG_PTRADD:
        return check_count(vr, v, 2, 2) && check_address(vr, v, 0) &&
               check_width(vr, v, 1, vr->p->pointer_bits, "an offset") &&
               check_result(vr, v, vr->p->pointer_bits, "an address");
    case PROG_PHI:
        return check_phi(vr, v);
    case PROG_LOCAL:
        return check_count(vr, v, 0, 1) && check_local(vr, v);
    case PROG_BEGIN:
    case PROG_END:
    case PROG_LOAD:
        return check_count(vr, v, 1, 1) && check_address(vr, v, 0);
    case PROG_STORE:
        return check_count(vr, v, 2, 2) && check_address(vr, v, 0);
    case PROG_COPY:
        return check_count(vr, v, 3, 3) && check_address(vr, v, 0) && check_address(vr, v, 1) &&
               check_size(vr, v, 2);
    case PROG_FILL:
        return check_count(vr, v, 3, 3) && check_address(vr, v, 0) &&
               check_width(vr, v, 1, 8, "a byte") && check_size(vr, v, 2);
    case PROG_HAVOC:
        return check_count(vr, v, 2, 2) && check_address(vr, v, 0) && check_size(vr, v, 1);
    case PROG_CALL:
        if (!check_count(vr, v, 1, UINT32_MAX) || !check_address(vr, v, 0))
            return false;
        if (inst->fixed > inst->n_args - 1)
            return prog_verify_fault(vr, inst->block, v,
                                     "%" PRIu32
                                     " arguments are not variadic, but there are %" PRIu32,
                                     inst->fixed, inst->n_args - 1);
        return true;
    case PROG_INTENT:
        if (!inst->name)
            return prog_verify_fault(vr, inst->block, v, "it has no \"claim:why\"");
        return check_count(vr, v, 1, 1) && check_width(vr, v, 0, bits, "as the result");
    case PROG_ASSUME:
        return check_count(vr, v, 1, 1) && check_width(vr, v, 0, 1, "a condition");
    case PROG_GIVEN:
        return check_count(vr, v, 0, 0);
    case PROG_EACH:
        return check_count(vr, v, 1, 1) && check_width(vr, v, 0, bits, "as the result");
    case PROG_VALID:
        return check_count(vr, v, 2, 2) && check_width(vr, v, 1, 1, "a condition");
    case PROG_DEFINED:
        return check_count(vr, v, 2, 2) && check_address(vr, v, 0) && check_size(vr, v, 1);
    case PROG_SWITCH:
        return check_terminator(vr, v) && check_cases(vr, v);
    default:
        return !prog_is_terminator(inst->op) || check_terminator(vr, v);
    }
}

static bool check_inst(const struct verifier *vr, prog_value v)
{
    const struct prog_inst *inst = &vr->f->values[v];
    if (!loc_is_well_formed(vr->p, inst->loc))
        return prog_verify_fault(vr, inst->block, v, "its place is in file %" PRIu32 " of %" PRIu32,
                                 inst->loc.file, vr->p->n_files);
    bool may_be_void = inst->op == PROG_CALL || inst->op == PROG_ASM;
    bool is_void = (inst->op >= PROG_BEGIN && inst->op <= PROG_HAVOC && inst->op != PROG_LOAD) ||
                   inst->op == PROG_ASSUME || inst->op == PROG_GIVEN ||
                   inst->op == PROG_DEFINED || inst->op == PROG_VALID || prog_is_terminator(inst->op);
    if (is_void && inst->type.bits)
        return prog_verify_fault(vr, inst->block, v,
                                 "it has a result of %" PRIu32 " bits, not none", inst->type.bits);
    if (!is_void && !may_be_void && !inst->type.bits)
        return prog_verify_fault(vr, inst->block, v, "its result is void");
    return check_flags(vr, v) && check_operands(vr, v);
}

/* Every value has a possible operation, type and operands; instructions know their block. */
static bool check_values(const struct verifier *vr)
{
    const struct prog_function *f = vr->f;
    for (prog_value v = 0; v < f->n_values; v++) {
        const struct prog_inst *inst = &f->values[v];
        if ((unsigned)inst->op >= PROG_OP_COUNT)
            return prog_verify_fault(vr, PROG_NONE, v, "value %" PRIu32 " has operation %u of %u",
                                     v, (unsigned)inst->op, (unsigned)PROG_OP_COUNT);
        if (!type_is_well_formed(inst->type))
            return prog_verify_fault(vr, PROG_NONE, v,
                                     "value %" PRIu32 " has kind %u and %" PRIu32
                                     " bits, neither void nor a type of 1 to %" PRIu32 " bits",
                                     v, (unsigned)inst->type.kind, inst->type.bits, PROG_BITS_MAX);
        if (prog_is_leaf(inst->op)) {
            if (!check_leaf(vr, v))
                return false;
        } else if (inst->block >= f->n_blocks) {
            return prog_verify_fault(vr, PROG_NONE, v, "value %" PRIu32 " stands in no block", v);
        }
    }
    for (prog_value v = 0; v < f->n_values; v++)
        if (!check_args(vr, v))
            return false;
    return true;
}

/* Blocks and edges */

/* The block's list against the values' own idea of where they stand; fills vr->positions. */
static bool check_list(const struct verifier *vr, prog_block b)
{
    const struct prog_function *f = vr->f;
    const struct prog_bb *bb = &f->blocks[b];
    if (bb->n_insts == 0)
        return prog_verify_fault(vr, b, PROG_NONE, "it is empty; a block ends with a terminator");
    bool phis = true;
    for (uint32_t i = 0; i < bb->n_insts; i++) {
        prog_value v = bb->insts[i];
        if (v >= f->n_values)
            return prog_verify_fault(vr, b, PROG_NONE,
                                     "instruction %" PRIu32 " is value %" PRIu32 " of %" PRIu32, i,
                                     v, f->n_values);
        const struct prog_inst *inst = &f->values[v];
        if (prog_is_leaf(inst->op))
            return prog_verify_fault(vr, b, v, "a leaf stands in a block");
        if (inst->block != b)
            return prog_verify_fault(vr, b, v, "it says that it stands in block b%" PRIu32,
                                     inst->block);
        if (vr->positions[v] != PROG_NONE)
            return prog_verify_fault(vr, b, v, "it stands twice in the block");
        vr->positions[v] = i;
        bool last = i + 1 == bb->n_insts;
        if (prog_is_terminator(inst->op) && !last)
            return prog_verify_fault(vr, b, v, "a terminator before the end of its block");
        if (!prog_is_terminator(inst->op) && last)
            return prog_verify_fault(vr, b, v, "the block ends with it and not with a terminator");
        if (inst->op == PROG_PHI && !phis)
            return prog_verify_fault(vr, b, v, "a phi behind another instruction; phis come first");
        phis = phis && inst->op == PROG_PHI;
    }
    return true;
}

/* Both lists of edges hold the same edges, each as often. */
static bool check_edges(const struct verifier *vr)
{
    const struct prog_function *f = vr->f;
    size_t n_out = 0, n_in = 0;
    for (prog_block b = 0; b < f->n_blocks; b++) {
        const struct prog_bb *bb = &f->blocks[b];
        n_out += bb->n_succs;
        n_in += bb->n_preds;
        for (uint32_t i = 0; i < bb->n_succs; i++)
            if (bb->succs[i] >= f->n_blocks)
                return prog_verify_fault(vr, b, PROG_NONE,
                                         "successor %" PRIu32 " is block %" PRIu32 " of %" PRIu32,
                                         i, bb->succs[i], f->n_blocks);
        for (uint32_t i = 0; i < bb->n_preds; i++)
            if (bb->preds[i] >= f->n_blocks)
                return prog_verify_fault(vr, b, PROG_NONE,
                                         "predecessor %" PRIu32 " is block %" PRIu32 " of %" PRIu32,
                                         i, bb->preds[i], f->n_blocks);
    }
    if (f->blocks[0].n_preds)
        return prog_verify_fault(
            vr, 0, PROG_NONE, "the entry has a predecessor, b%" PRIu32 "; nothing may lead to it",
            f->blocks[0].preds[0]);
    uint64_t *out = malloc((n_out + 1) * sizeof *out), *in = malloc((n_in + 1) * sizeof *in);
    if (!out || !in)
        prog_fatal("edges of a function");
    size_t o = 0, k = 0;
    for (prog_block b = 0; b < f->n_blocks; b++) {
        for (uint32_t i = 0; i < f->blocks[b].n_succs; i++)
            out[o++] = (uint64_t)b << 32 | f->blocks[b].succs[i];
        for (uint32_t i = 0; i < f->blocks[b].n_preds; i++)
            in[k++] = (uint64_t)f->blocks[b].preds[i] << 32 | b;
    }
    qsort(out, n_out, sizeof *out, compare_words);
    qsort(in, n_in, sizeof *in, compare_words);
    out[n_out] = in[n_in] = UINT64_MAX;
    bool right = true;
    for (o = k = 0; right && (o < n_out || k < n_in); o++, k++) {
        if (out[o] == in[k])
            continue;
        bool unnamed = out[o] < in[k];
        uint64_t edge = unnamed ? out[o] : in[k];
        prog_block from = (prog_block)(edge >> 32), to = (prog_block)edge;
        right = unnamed ? prog_verify_fault(vr, from, PROG_NONE,
                                            "it leads to b%" PRIu32
                                            ", which does not list it as a predecessor as often",
                                            to)
                        : prog_verify_fault(vr, to, PROG_NONE,
                                            "it lists b%" PRIu32
                                            " as a predecessor, which does not lead here as often",
                                            from);
    }
    free(out);
    free(in);
    return right;
}

static bool check_body(const struct verifier *vr)
{
    const struct prog_function *f = vr->f;
    if (!check_values(vr))
        return false;
    for (prog_block b = 0; b < f->n_blocks; b++)
        if (!check_list(vr, b))
            return false;
    for (prog_value v = 0; v < f->n_values; v++)
        if (!prog_is_leaf(f->values[v].op) && vr->positions[v] == PROG_NONE)
            return prog_verify_fault(vr, f->values[v].block, v, "the block does not list it");
    if (!check_edges(vr))
        return false;
    for (prog_block b = 0; b < f->n_blocks; b++)
        for (uint32_t i = 0; i < f->blocks[b].n_insts; i++)
            if (!check_inst(vr, f->blocks[b].insts[i]))
                return false;
    return prog_verify_order(vr);
}

static bool check_function(const struct prog_program *p, uint32_t index,
                           struct prog_verify_error *e)
{
    const struct prog_function *f = &p->functions[index];
    struct verifier vr = {.p = p, .function = index, .f = f, .error = e};
    if (!check_head(&vr))
        return false;
    if (!f->n_blocks)
        return true;
    vr.positions = malloc((f->n_values + (size_t)1) * sizeof *vr.positions);
    if (!vr.positions)
        prog_fatal("positions of instructions");
    for (prog_value v = 0; v < f->n_values; v++)
        vr.positions[v] = PROG_NONE;
    bool right = check_body(&vr);
    free(vr.positions);
    return right;
}

bool prog_verify(const struct prog_program *p, struct prog_verify_error *e)
{
    if (!check_names(p, e) || !check_globals(p, e))
        return false;
    for (uint32_t i = 0; i < p->n_functions; i++)
        if (!check_function(p, i, e))
            return false;
    return true;
}
