/* Calls: of functions, of intrinsics, of inline assembly.
 *
 * An intrinsic becomes the operations it stands for when it means anything to memory or when it is
 * easy; otherwise a PROG_OPAQUE if it touches no memory, and else a call of an unknown function. */
#include <stdlib.h>
#include <string.h>

#include "from_llvm_internal.h"

LLVMValueRef lower_callee(LLVMValueRef callee)
{
    while (!LLVMIsAFunction(callee)) {
        if (LLVMIsAGlobalAlias(callee))
            callee = LLVMAliasGetAliasee(callee);
        else if (LLVMIsAConstantExpr(callee) && LLVMGetConstOpcode(callee) == LLVMBitCast)
            callee = LLVMGetOperand(callee, 0);
        else
            return NULL;
    }
    return callee;
}

static prog_value argument(struct lower *l, LLVMValueRef call, unsigned i)
{
    return lower_operand(l, LLVMGetOperand(call, i));
}

static prog_value pointer_argument(struct lower *l, LLVMValueRef call, unsigned i)
{
    return lower_convert(l, argument(l, call, i), l->pointer, false);
}

/* The constant at an argument; 0 when it is none. */
static uint64_t immediate(LLVMValueRef call, unsigned i)
{
    LLVMValueRef v = LLVMGetOperand(call, i);
    return LLVMIsAConstantInt(v) ? LLVMConstIntGetZExtValue(v) : 0;
}

/* Ordinary calls */

static void emit_call(struct lower *l, LLVMValueRef call, LLVMValueRef callee, prog_value address)
{
    unsigned n = LLVMGetNumArgOperands(call), n_args = 1;
    prog_value *args = prog_alloc(l->p, (n + 1) * sizeof *args);
    args[0] = address;
    for (unsigned i = 0; i < n; i++)
        args[n_args++] = argument(l, call, i);
    struct prog_type type = lower_type(l, LLVMTypeOf(call));
    prog_value v = lower_emit(l, PROG_CALL, type, n_args, args);
    struct prog_inst *inst = &l->f->values[v];
    uint32_t fixed = LLVMCountParamTypes(LLVMGetCalledFunctionType(call));
    inst->fixed = fixed < n_args ? fixed : n_args - 1;
    inst->record = lower_record(call, l->md_whole);
    const unsigned function = (unsigned)LLVMAttributeFunctionIndex;
    if (lower_call_attribute(l, call, callee, function, LOWER_NORETURN))
        inst->flags |= PROG_NORETURN;
    if (lower_call_attribute(l, call, callee, function, LOWER_RETURNS_TWICE))
        inst->flags |= PROG_TWICE;
    lower_define(l, call, type.bits ? v : lower_number(l, lower_byte, 0));
}

/* A call of the function behind UNSOWN_READ. */
static void read_on_purpose(struct lower *l, LLVMValueRef call)
{
    prog_value v = lower_emit1(l, PROG_LOAD, lower_type(l, LLVMTypeOf(call)),
                               pointer_argument(l, call, 0));
    l->f->values[v].flags = PROG_READ_ON_PURPOSE | PROG_VOLATILE;
    lower_define(l, call, v);
}

/* Inline assembly */

/* The constraint string; its length in `length`.  Before LLVM 18 the C API does not show it, but
 * prints it, as the last string of the value. */
static const char *constraints(LLVMValueRef inline_asm, char **print, size_t *length)
{
#if LLVM_VERSION_MAJOR >= 18
    *print = NULL;
    return LLVMGetInlineAsmConstraintString(inline_asm, length);
#else
    *print = LLVMPrintValueToString(inline_asm);
    char *end = strrchr(*print, '"');
    if (!end)
        return *length = 0, "";
    char *begin = end;
    while (begin > *print && begin[-1] != '"')
        begin--;
    *length = (size_t)(end - begin);
    return begin;
#endif
}

/* What an indirect output operand points to, in bytes; 0 when unknown. */
static uint64_t pointed_to(struct lower *l, LLVMValueRef call, unsigned i)
{
    LLVMAttributeRef attribute = lower_call_attribute(l, call, NULL, i + 1, LOWER_ELEMENTTYPE);
    if (attribute)
        return lower_size(l, LLVMGetTypeAttributeValue(attribute));
#if LLVM_VERSION_MAJOR < 15
    LLVMTypeRef t = LLVMTypeOf(LLVMGetOperand(call, i));
    if (LLVMGetTypeKind(t) == LLVMPointerTypeKind)
        return lower_size(l, LLVMGetElementType(t));
#endif
    return 0;
}

static void emit_asm(struct lower *l, LLVMValueRef call)
{
    unsigned n = LLVMGetNumArgOperands(call), n_args = 0;
    prog_value *args = prog_alloc(l->p, (n + 1) * sizeof *args);
    for (unsigned i = 0; i < n; i++)
        if (lower_type(l, LLVMTypeOf(LLVMGetOperand(call, i))).bits)
            args[n_args++] = argument(l, call, i);
    struct prog_type type = lower_type(l, LLVMTypeOf(call));
    prog_value v = lower_emit(l, PROG_ASM, type, n_args, args);
    lower_define(l, call, type.bits ? v : lower_number(l, lower_byte, 0));

    /* Constraints stand in the order: outputs, inputs, labels, clobbers.  Outputs in registers take
     * no argument, those in memory and all inputs take one each. */
    size_t length;
    char *print;
    const char *text = constraints(LLVMGetCalledValue(call), &print, &length);
    const char *end = text + length;
    unsigned operand = 0;
    while (text < end && operand < n) {
        const char *comma = memchr(text, ',', (size_t)(end - text));
        const char *stop = comma ? comma : end;
        bool output = *text == '=';
        bool indirect = text + output < stop && (text[output] == '*' || /* "=&*m" */
                        (stop - text > 2 && output && text[1] == '&' && text[2] == '*'));
        if (*text == '~' || *text == '!')
            break;
        if (output && indirect) {
            uint64_t size = pointed_to(l, call, operand);
            if (size)
                lower_emit2(l, PROG_HAVOC, lower_void, pointer_argument(l, call, operand),
                            lower_number(l, l->word, size));
        }
        if (!output || indirect)
            operand++;
        text = comma ? comma + 1 : end;
    }
    LLVMDisposeMessage(print);
}

/* Intrinsics */

/* {result, overflow} of arithmetic that is exact in twice the width. */
static bool with_overflow(struct lower *l, LLVMValueRef call, const char *name)
{
    enum prog_op op;
    if (strncmp(name + 1, "add.", 4) == 0)
        op = PROG_ADD;
    else if (strncmp(name + 1, "sub.", 4) == 0)
        op = PROG_SUB;
    else if (strncmp(name + 1, "mul.", 4) == 0)
        op = PROG_MUL;
    else
        return false;
    prog_value a = argument(l, call, 0), b = argument(l, call, 1), overflow, result;
    struct prog_type type = lower_type_of(l, a), pair = lower_type(l, LLVMTypeOf(call));
    if (type.kind != PROG_INT || pair.bits != type.bits + 1)
        return false; /* vectors */
    bool is_signed = name[0] == 's';
    if (type.bits <= 64) {
        struct prog_type wide = {2 * type.bits, PROG_INT};
        prog_value exact = lower_emit2(l, op, wide, lower_convert(l, a, wide, is_signed),
                                       lower_convert(l, b, wide, is_signed));
        result = lower_convert(l, exact, type, false);
        overflow = lower_emit2(l, PROG_NE, lower_bit, exact,
                               lower_convert(l, result, wide, is_signed));
    } else {
        result = lower_emit2(l, op, type, a, b);
        overflow = lower_opaque(l, lower_bit, "overflow", 2, (prog_value[]){a, b});
    }
    prog_value both = lower_insert(l, lower_number(l, pair, 0), result, 0);
    lower_define(l, call, lower_insert(l, both, overflow, type.bits));
    return true;
}

static bool extreme(struct lower *l, LLVMValueRef call, enum prog_op op, bool greater)
{
    prog_value a = argument(l, call, 0), b = argument(l, call, 1);
    if (lower_type_of(l, a).kind != PROG_INT)
        return false;
    prog_value less = lower_emit2(l, op, lower_bit, a, b);
    lower_define(l, call, greater ? lower_select(l, less, b, a) : lower_select(l, less, a, b));
    return true;
}

static bool absolute(struct lower *l, LLVMValueRef call)
{
    prog_value a = argument(l, call, 0);
    struct prog_type type = lower_type_of(l, a);
    if (type.kind != PROG_INT)
        return false;
    prog_value zero = lower_number(l, type, 0);
    prog_value negative = lower_emit2(l, PROG_SLT, lower_bit, a, zero);
    lower_define(l, call,
                 lower_select(l, negative, lower_emit2(l, PROG_SUB, type, zero, a), a));
    return true;
}

static bool swap_bytes(struct lower *l, LLVMValueRef call)
{
    prog_value a = argument(l, call, 0);
    struct prog_type type = lower_type_of(l, a);
    if (type.kind != PROG_INT || type.bits > 128)
        return false;
    prog_value result = a;
    for (uint32_t bit = 0; bit < type.bits; bit += 8)
        result = lower_insert(l, result, lower_extract(l, a, lower_byte, bit),
                              type.bits - 8 - bit);
    lower_define(l, call, result);
    return true;
}

/* Rotations and double shifts by a constant. */
static bool funnel_shift(struct lower *l, LLVMValueRef call, bool left)
{
    prog_value high = argument(l, call, 0), low = argument(l, call, 1);
    struct prog_type type = lower_type_of(l, high);
    if (type.kind != PROG_INT || !LLVMIsAConstantInt(LLVMGetOperand(call, 2)) || type.bits > 64)
        return false;
    uint32_t by = (uint32_t)(immediate(call, 2) % type.bits);
    if (!left)
        by = (type.bits - by) % type.bits;
    if (!by) {
        lower_define(l, call, left ? high : low);
        return true;
    }
    prog_value a = lower_emit2(l, PROG_SHL, type, high, lower_number(l, type, by));
    prog_value b = lower_emit2(l, PROG_LSHR, type, low, lower_number(l, type, type.bits - by));
    lower_define(l, call, lower_emit2(l, PROG_OR, type, a, b));
    return true;
}

/* __builtin_annotation: the value, marked when the text is one of UNSOWN_READ's or UNSOWN_GIVEN's. */
static void annotation(struct lower *l, LLVMValueRef call)
{
    size_t length;
    const char *text = lower_text(LLVMGetOperand(call, 1), &length);
    prog_value v = argument(l, call, 0);
    if (text && lower_given_part(l, text, length, &v)) {
        lower_define(l, call, v);
        return;
    }
    if (text && length > 7 && memcmp(text, "unsown:", 7) == 0 &&
        memchr(text + 7, ':', length - 7)) {
        v = lower_emit1(l, PROG_INTENT, lower_type_of(l, v), v);
        l->f->values[v].name = prog_string(l->p, text + 7, length - 7);
    }
    lower_define(l, call, v);
}

static void move(struct lower *l, LLVMValueRef call, enum prog_op op)
{
    prog_value to = pointer_argument(l, call, 0);
    prog_value from = op == PROG_COPY ? pointer_argument(l, call, 1) : argument(l, call, 1);
    prog_value size = lower_convert(l, argument(l, call, 2), l->word, false);
    prog_value v = lower_emit(l, op, lower_void, 3, (prog_value[]){to, from, size});
    if (immediate(call, 3))
        l->f->values[v].flags = PROG_VOLATILE;
}

static void havoc(struct lower *l, LLVMValueRef call, uint64_t size)
{
    lower_emit2(l, PROG_HAVOC, lower_void, pointer_argument(l, call, 0),
                lower_number(l, l->word, size));
}

/* What is done with an intrinsic; a name stands for all that begin with it. */
enum intrinsic_action {
    DROP, BEGIN, END, COPY, FILL, FIRST, ASSUME, ANNOTATION, VA_LIST, OBJECT_SIZE, IS_CONSTANT,
    OVERFLOW, SMAX, SMIN, UMAX, UMIN, ABS, SWAP, SHIFT_LEFT, SHIFT_RIGHT, MASK, PREFETCH,
    OTHER
};
static const struct {
    const char *name;
    enum intrinsic_action action;
} intrinsics[] = {
    {"dbg.", DROP}, {"lifetime.start", BEGIN}, {"lifetime.end", END},
    {"memcpy", COPY}, {"memmove", COPY}, {"memset.pattern", OTHER},
    {"experimental.memset.pattern", OTHER}, {"memset", FILL},
    {"expect", FIRST}, {"ssa.copy", FIRST}, {"launder.invariant.group", FIRST},
    {"strip.invariant.group", FIRST}, {"threadlocal.address", FIRST}, {"ptr.annotation", FIRST},
    {"arithmetic.fence", FIRST},
    {"assume", ASSUME}, {"annotation", ANNOTATION}, {"var.annotation", DROP},
    {"va_start", VA_LIST}, {"va_copy", VA_LIST}, {"va_end", DROP},
    {"stackrestore", DROP}, {"prefetch", PREFETCH}, {"donothing", DROP}, {"sideeffect", DROP},
    {"invariant.end", DROP}, {"experimental.noalias.scope.decl", DROP}, {"fake.use", DROP},
    {"debugtrap", DROP}, {"pseudoprobe", DROP}, {"allow.", OTHER},
    {"objectsize", OBJECT_SIZE}, {"is.constant", IS_CONSTANT},
    {"sadd.with.overflow", OVERFLOW}, {"ssub.with.overflow", OVERFLOW},
    {"smul.with.overflow", OVERFLOW}, {"uadd.with.overflow", OVERFLOW},
    {"usub.with.overflow", OVERFLOW}, {"umul.with.overflow", OVERFLOW},
    {"smax.", SMAX}, {"smin.", SMIN}, {"umax.", UMAX}, {"umin.", UMIN}, {"abs.", ABS},
    {"bswap.", SWAP}, {"fshl.", SHIFT_LEFT}, {"fshr.", SHIFT_RIGHT}, {"ptrmask", MASK},
};

static enum intrinsic_action action_of(const char *name)
{
    for (size_t i = 0; i < sizeof intrinsics / sizeof *intrinsics; i++)
        if (strncmp(name, intrinsics[i].name, strlen(intrinsics[i].name)) == 0)
            return intrinsics[i].action;
    return OTHER;
}

/* True when done; false: it is to become an opaque value or a call. */
static bool lower_intrinsic(struct lower *l, LLVMValueRef call, const char *name)
{
    struct prog_type type = lower_type(l, LLVMTypeOf(call));
    unsigned n = LLVMGetNumArgOperands(call);
    switch (action_of(name)) {
    case OTHER: return false;
    case DROP: return true;
    case BEGIN:
    case END: /* the object is the last argument; until LLVM 21 its size stands before it */
        if (LLVMIsAConstant(LLVMGetOperand(call, n - 1)))
            return true; /* poison: the optimiser dropped the object */
        lower_emit1(l, action_of(name) == BEGIN ? PROG_BEGIN : PROG_END, lower_void,
                    pointer_argument(l, call, n - 1));
        return true;
    case COPY: move(l, call, PROG_COPY); return true;
    case FILL: move(l, call, PROG_FILL); return true;
    case FIRST: lower_define(l, call, argument(l, call, 0)); return true;
    case ASSUME: lower_emit1(l, PROG_ASSUME, lower_void, argument(l, call, 0)); return true;
    case ANNOTATION: annotation(l, call); return true;
    case VA_LIST: havoc(l, call, l->options.va_list_size); return true;
    case OBJECT_SIZE: /* the second argument asks for the least of possible sizes */
        lower_define(l, call, lower_number(l, type, immediate(call, 1) ? 0 : UINT64_MAX));
        return true;
    case IS_CONSTANT:
        lower_define(l, call, lower_number(l, type, LLVMIsConstant(LLVMGetOperand(call, 0)) != 0));
        return true;
    case OVERFLOW: return with_overflow(l, call, name);
    case SMAX: return extreme(l, call, PROG_SLT, true);
    case SMIN: return extreme(l, call, PROG_SLT, false);
    case UMAX: return extreme(l, call, PROG_ULT, true);
    case UMIN: return extreme(l, call, PROG_ULT, false);
    case ABS: return absolute(l, call);
    case SWAP: return swap_bytes(l, call);
    case SHIFT_LEFT: return funnel_shift(l, call, true);
    case SHIFT_RIGHT: return funnel_shift(l, call, false);
    case PREFETCH: { /* no read, but the address counts for the proof of a claim */
        prog_value address = pointer_argument(l, call, 0);
        lower_opaque(l, lower_byte, "prefetch", 1, &address);
        return true;
    }
    case MASK: {
        if (type.kind != PROG_PTR)
            return false;
        prog_value address = lower_as_int(l, argument(l, call, 0));
        prog_value mask = lower_convert(l, argument(l, call, 1), l->word, false);
        lower_define(l, call, lower_convert(l, lower_emit2(l, PROG_AND, l->word, address, mask),
                                            l->pointer, false));
        return true;
    }
    }
    return false;
}

/* True if the intrinsic is a function of its arguments alone. */
static bool is_pure(const struct lower *l, LLVMValueRef callee, const char *name)
{
    const unsigned function = (unsigned)LLVMAttributeFunctionIndex;
    LLVMAttributeRef memory = lower_attribute(l, callee, function, LOWER_MEMORY);
    return lower_attribute(l, callee, function, LOWER_READNONE) ||
           (memory && !LLVMGetEnumAttributeValue(memory)) ||
           strncmp(name, "experimental.constrained.", 25) == 0 || /* reads the rounding mode */
           strncmp(name, "stacksave", 9) == 0 || strncmp(name, "invariant.start", 15) == 0;
}

bool lower_is_callable(const struct lower *l, LLVMValueRef function)
{
    size_t length;
    const char *name = LLVMGetValueName2(function, &length);
    if (strncmp(name, "llvm.", 5) != 0)
        return true;
    LLVMTypeRef result = LLVMGetReturnType(LLVMGlobalGetValueType(function));
    return action_of(name + 5) == OTHER &&
           !(lower_type(l, result).bits && is_pure(l, function, name + 5));
}

/* What is left of an intrinsic that memory does not depend on. */
static void emit_opaque(struct lower *l, LLVMValueRef call, const char *name)
{
    struct prog_type type = lower_type(l, LLVMTypeOf(call));
    unsigned n = LLVMGetNumArgOperands(call);
    prog_value *args = prog_alloc(l->p, (n + 1) * sizeof *args);
    for (unsigned i = 0; i < n; i++)
        args[i] = argument(l, call, i);
    if (type.bits)
        lower_define(l, call, lower_opaque(l, type, name, n, args));
}

void lower_call(struct lower *l, LLVMValueRef call)
{
    LLVMValueRef operand = LLVMGetCalledValue(call);
    if (LLVMIsAInlineAsm(operand)) {
        emit_asm(l, call);
        return;
    }
    LLVMValueRef callee = lower_callee(operand);
    size_t length;
    const char *name = callee ? LLVMGetValueName2(callee, &length) : "";
    if (strncmp(name, "llvm.", 5) == 0) {
        if (lower_intrinsic(l, call, name + 5))
            return;
        if (!lower_is_callable(l, callee)) {
            emit_opaque(l, call, name + 5);
            return;
        }
    }
    if (callee && LLVMGetNumArgOperands(call) > 0 && lower_type(l, LLVMTypeOf(call)).bits &&
        lower_fact(callee, (unsigned)LLVMAttributeFunctionIndex, "unsown-read", NULL)) {
        read_on_purpose(l, call);
        return;
    }
    if (callee && LLVMGetNumArgOperands(call) == 1 &&
        lower_fact(callee, (unsigned)LLVMAttributeFunctionIndex, "unsown-same", NULL)) {
        lower_define(l, call, argument(l, call, 0));
        return;
    }
    emit_call(l, call, callee,
              callee ? lower_operand(l, callee)
                     : lower_convert(l, lower_operand(l, operand), l->pointer, false));
}
