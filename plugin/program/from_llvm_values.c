/* Values: operands, address arithmetic, arithmetic and casts.
 *
 * Everything here works alike for instructions and for constant expressions, which LLVM lets stand
 * wherever a constant may.  lower_constants_of() is called for all instructions of a function
 * before the first is lowered, with the entry block as the current one: so a constant's value
 * dominates all its uses, those in phis included. */
#include <stdlib.h>
#include <string.h>

#include "from_llvm_internal.h"

enum { LANES_MAX = 16 };

/* Building */

struct prog_type lower_type_of(const struct lower *l, prog_value v) { return l->f->values[v].type; }

prog_value lower_emit(struct lower *l, enum prog_op op, struct prog_type type, uint32_t n_args,
                      const prog_value *args)
{
    prog_value v = prog_add_value(l->p, l->f, op, type, n_args);
    struct prog_inst *inst = &l->f->values[v];
    if (n_args)
        memcpy(inst->args, args, n_args * sizeof *args);
    inst->loc = l->loc;
    prog_append(l->p, l->f, l->at, v);
    return v;
}

prog_value lower_emit1(struct lower *l, enum prog_op op, struct prog_type type, prog_value a)
{
    return lower_emit(l, op, type, 1, &a);
}

prog_value lower_emit2(struct lower *l, enum prog_op op, struct prog_type type, prog_value a,
                       prog_value b)
{
    return lower_emit(l, op, type, 2, (prog_value[]){a, b});
}

prog_value lower_select(struct lower *l, prog_value condition, prog_value a, prog_value b)
{
    return lower_emit(l, PROG_SELECT, lower_type_of(l, a), 3, (prog_value[]){condition, a, b});
}

prog_value lower_extract(struct lower *l, prog_value whole, struct prog_type type, uint32_t bit)
{
    if (!bit && type.bits == lower_type_of(l, whole).bits)
        return lower_convert(l, whole, type, false);
    prog_value v = lower_emit1(l, PROG_EXTRACT, type, whole);
    l->f->values[v].imm = bit;
    return v;
}

prog_value lower_insert(struct lower *l, prog_value whole, prog_value part, uint32_t bit)
{
    struct prog_type type = lower_type_of(l, whole);
    if (!bit && type.bits == lower_type_of(l, part).bits)
        return lower_convert(l, part, type, false);
    prog_value v = lower_emit2(l, PROG_INSERT, type, whole, part);
    l->f->values[v].imm = bit;
    return v;
}

prog_value lower_opaque(struct lower *l, struct prog_type type, const char *name, uint32_t n_args,
                        const prog_value *args)
{
    prog_value v = lower_emit(l, PROG_OPAQUE, type, n_args, args);
    l->f->values[v].name = prog_string(l->p, name, strlen(name));
    return v;
}

prog_value lower_number(struct lower *l, struct prog_type type, uint64_t number)
{
    return prog_const(l->p, l->f, type, number);
}

prog_value lower_as_int(struct lower *l, prog_value v)
{
    struct prog_type type = lower_type_of(l, v);
    return lower_convert(l, v, (struct prog_type){type.bits, PROG_INT}, false);
}

prog_value lower_convert(struct lower *l, prog_value v, struct prog_type type, bool is_signed)
{
    struct prog_type from = lower_type_of(l, v);
    if (from.bits != type.bits) {
        v = lower_as_int(l, v);
        enum prog_op op = type.bits < from.bits ? PROG_TRUNC : is_signed ? PROG_SEXT : PROG_ZEXT;
        from = (struct prog_type){type.bits, PROG_INT};
        v = lower_emit1(l, op, from, v);
    }
    return from.kind == type.kind ? v : lower_emit1(l, PROG_BITCAST, type, v);
}

prog_value lower_step(struct lower *l, prog_value base, uint64_t offset, uint32_t flags)
{
    if (!offset)
        return base;
    prog_value v =
        lower_emit2(l, PROG_PTRADD, l->pointer, base, lower_number(l, l->word, offset));
    l->f->values[v].flags = flags;
    return v;
}

/* Operands */

void lower_define(struct lower *l, LLVMValueRef llvm, prog_value v)
{
    lower_map_put(&l->values, llvm, v);
}

/* An aggregate constant with parts that are no numbers: those are inserted one by one. */
static prog_value mixed_constant(struct lower *l, LLVMValueRef c)
{
    LLVMTypeRef t = LLVMTypeOf(c);
    prog_value whole = lower_number(l, lower_type(l, t), 0);
    for (unsigned i = 0, n = lower_member_count(t); i < n; i++) {
        LLVMValueRef element = lower_element(c, i);
        if (element && lower_type(l, LLVMTypeOf(element)).bits)
            whole = lower_insert(l, whole, lower_operand(l, element), lower_member_bit(l, t, i));
    }
    return whole;
}

static prog_value symbol(struct lower *l, LLVMValueRef v)
{
    uint32_t index = lower_map_get(&l->functions, v);
    enum prog_op op = PROG_FUNC;
    if (index == PROG_NONE) {
        op = PROG_GLOBAL;
        index = lower_map_get(&l->globals, v);
    }
    prog_value leaf = prog_add_value(l->p, l->f, op, l->pointer, 0);
    l->f->values[leaf].imm = index;
    return leaf;
}

static prog_value constant(struct lower *l, LLVMValueRef c)
{
    struct prog_type type = lower_type(l, LLVMTypeOf(c));
    if (!type.bits)
        return lower_number(l, lower_byte, 0); /* no bits: nothing can be read from it */
    if (LLVMIsAGlobalAlias(c))
        return lower_operand(l, LLVMAliasGetAliasee(c));
    if (LLVMIsAGlobalValue(c))
        return symbol(l, c);
    if (LLVMIsUndef(c) || LLVMIsPoison(c))
        return prog_add_value(l->p, l->f, PROG_UNDEF, type, 0);
    if (LLVMIsAConstantExpr(c)) {
        LLVMOpcode opcode = LLVMGetConstOpcode(c);
        prog_value v =
            opcode == LLVMGetElementPtr ? lower_gep(l, c) : lower_computation(l, c, opcode);
        return v == PROG_NONE ? lower_opaque(l, type, "constant", 0, NULL) : v;
    }
    prog_value number = lower_number(l, type, 0);
    uint32_t words = (type.bits + 63) / 64;
    if (lower_constant_bits(l, c, l->f->values[number].words, 0))
        return number;
    memset(l->f->values[number].words, 0, words * sizeof(uint64_t));
    if (lower_member_count(LLVMTypeOf(c)))
        return mixed_constant(l, c);
    return lower_opaque(l, type, LLVMIsABlockAddress(c) ? "blockaddress" : "constant", 0, NULL);
}

prog_value lower_operand(struct lower *l, LLVMValueRef v)
{
    prog_value known = lower_map_get(&l->values, v);
    if (known != PROG_NONE)
        return known;
    if (!LLVMIsConstant(v)) /* metadata as a value; no type of ours */
        return lower_number(l, lower_byte, 0);
    prog_value value = constant(l, v);
    lower_define(l, v, value);
    return value;
}

void lower_constants_of(struct lower *l, LLVMValueRef inst)
{
    for (int i = 0, n = LLVMGetNumOperands(inst); i < n; i++) {
        LLVMValueRef operand = LLVMGetOperand(inst, (unsigned)i);
        if (!operand || !LLVMIsConstant(operand) || LLVMIsAInlineAsm(operand))
            continue;
        if (LLVMIsAFunction(operand) && lower_map_get(&l->functions, operand) == PROG_NONE)
            continue; /* an intrinsic that the program does not list */
        lower_operand(l, operand);
    }
}

/* Address arithmetic */

/* base + sext(index) * size */
static prog_value indexed(struct lower *l, prog_value base, LLVMValueRef index, uint64_t size,
                          uint64_t extent)
{
    if (!size)
        return base;
    prog_value offset;
    if (LLVMIsAConstantInt(index) && LLVMGetIntTypeWidth(LLVMTypeOf(index)) <= 64) {
        offset = lower_number(l, l->word, (uint64_t)LLVMConstIntGetSExtValue(index) * size);
    } else {
        offset = lower_convert(l, lower_operand(l, index), l->word, true);
        if (size != 1)
            offset = lower_emit2(l, PROG_MUL, l->word, offset, lower_number(l, l->word, size));
    }
    prog_value v = lower_emit2(l, PROG_PTRADD, l->pointer, base, offset);
    l->f->values[v].extent = extent;
    return v;
}

prog_value lower_gep(struct lower *l, LLVMValueRef gep)
{
    LLVMTypeRef t = LLVMGetGEPSourceElementType(gep);
    prog_value at = lower_operand(l, LLVMGetOperand(gep, 0));
    struct prog_type result = lower_type(l, LLVMTypeOf(gep));
    if (result.kind != PROG_PTR) { /* a vector of pointers */
        prog_value args[LANES_MAX];
        uint32_t n = 0;
        for (int i = 0, ops = LLVMGetNumOperands(gep); i < ops && n < LANES_MAX; i++)
            args[n++] = lower_operand(l, LLVMGetOperand(gep, (unsigned)i));
        return lower_opaque(l, result, "getelementptr", n, args);
    }
    at = lower_convert(l, at, l->pointer, false);
    /* The size of a large struct takes time to find: it is asked for only where it matters. */
    LLVMValueRef first = LLVMGetOperand(gep, 1);
    if (!LLVMIsNull(first))
        at = indexed(l, at, first, lower_size(l, t), 0);
    uint64_t fields = 0; /* constant steps into structs not made yet */
    for (int i = 2, n = LLVMGetNumOperands(gep); i < n; i++) {
        LLVMValueRef index = LLVMGetOperand(gep, (unsigned)i);
        if (LLVMGetTypeKind(t) == LLVMStructTypeKind) {
            unsigned field = (unsigned)LLVMConstIntGetZExtValue(index);
            fields += LLVMOffsetOfElement(l->layout, t, field);
            t = LLVMStructGetTypeAtIndex(t, field);
            continue;
        }
        if (!LLVMIsNull(index)) {
            uint64_t length = lower_member_count(t), size = lower_size(l, lower_member_type(t, 0));
            at = lower_step(l, at, fields, PROG_FIELD);
            fields = 0;
            /* [1 x T] at the end of a struct is how arrays without a length were written. */
            at = indexed(l, at, index, size, length > 1 ? length * size : 0);
        }
        t = lower_member_type(t, 0);
    }
    return lower_step(l, at, fields, PROG_FIELD);
}

/* Computations */

static const char *opcode_name(LLVMOpcode opcode)
{
    switch (opcode) {
    case LLVMFAdd: return "fadd";
    case LLVMFSub: return "fsub";
    case LLVMFMul: return "fmul";
    case LLVMFDiv: return "fdiv";
    case LLVMFRem: return "frem";
    case LLVMFNeg: return "fneg";
    case LLVMFPToUI: return "fptoui";
    case LLVMFPToSI: return "fptosi";
    case LLVMUIToFP: return "uitofp";
    case LLVMSIToFP: return "sitofp";
    case LLVMFPTrunc: return "fptrunc";
    case LLVMFPExt: return "fpext";
    default: return NULL;
    }
}

static bool binary_op(LLVMOpcode opcode, enum prog_op *op)
{
    switch (opcode) {
    case LLVMAdd: *op = PROG_ADD; return true;
    case LLVMSub: *op = PROG_SUB; return true;
    case LLVMMul: *op = PROG_MUL; return true;
    case LLVMUDiv: *op = PROG_UDIV; return true;
    case LLVMSDiv: *op = PROG_SDIV; return true;
    case LLVMURem: *op = PROG_UREM; return true;
    case LLVMSRem: *op = PROG_SREM; return true;
    case LLVMShl: *op = PROG_SHL; return true;
    case LLVMLShr: *op = PROG_LSHR; return true;
    case LLVMAShr: *op = PROG_ASHR; return true;
    case LLVMAnd: *op = PROG_AND; return true;
    case LLVMOr: *op = PROG_OR; return true;
    case LLVMXor: *op = PROG_XOR; return true;
    default: return false;
    }
}

static prog_value integer_compare(struct lower *l, LLVMIntPredicate predicate, prog_value a,
                                  prog_value b)
{
    enum prog_op op = PROG_EQ;
    bool swap = false;
    switch (predicate) {
    case LLVMIntEQ: op = PROG_EQ; break;
    case LLVMIntNE: op = PROG_NE; break;
    case LLVMIntULT: op = PROG_ULT; break;
    case LLVMIntULE: op = PROG_ULE; break;
    case LLVMIntSLT: op = PROG_SLT; break;
    case LLVMIntSLE: op = PROG_SLE; break;
    case LLVMIntUGT: op = PROG_ULT, swap = true; break;
    case LLVMIntUGE: op = PROG_ULE, swap = true; break;
    case LLVMIntSGT: op = PROG_SLT, swap = true; break;
    case LLVMIntSGE: op = PROG_SLE, swap = true; break;
    }
    return swap ? lower_emit2(l, op, lower_bit, b, a) : lower_emit2(l, op, lower_bit, a, b);
}

static enum prog_fcmp float_predicate(LLVMRealPredicate predicate)
{
    switch (predicate) {
    case LLVMRealPredicateFalse: return PROG_FCMP_FALSE;
    case LLVMRealOEQ: return PROG_FCMP_OEQ;
    case LLVMRealOGT: return PROG_FCMP_OGT;
    case LLVMRealOGE: return PROG_FCMP_OGE;
    case LLVMRealOLT: return PROG_FCMP_OLT;
    case LLVMRealOLE: return PROG_FCMP_OLE;
    case LLVMRealONE: return PROG_FCMP_ONE;
    case LLVMRealORD: return PROG_FCMP_ORD;
    case LLVMRealUNO: return PROG_FCMP_UNO;
    case LLVMRealUEQ: return PROG_FCMP_UEQ;
    case LLVMRealUGT: return PROG_FCMP_UGT;
    case LLVMRealUGE: return PROG_FCMP_UGE;
    case LLVMRealULT: return PROG_FCMP_ULT;
    case LLVMRealULE: return PROG_FCMP_ULE;
    case LLVMRealUNE: return PROG_FCMP_UNE;
    case LLVMRealPredicateTrue: return PROG_FCMP_TRUE;
    }
    return PROG_FCMP_TRUE;
}

/* One lane of a computation, or all of a scalar one. */
static prog_value scalar(struct lower *l, LLVMValueRef v, LLVMOpcode opcode, struct prog_type type,
                         const prog_value *args)
{
    enum prog_op op;
    if (binary_op(opcode, &op))
        return lower_emit2(l, op, type, args[0], args[1]);
    const char *name = opcode_name(opcode);
    if (name)
        return lower_opaque(l, type, name, opcode >= LLVMFAdd && opcode <= LLVMFRem ? 2 : 1, args);
    switch (opcode) {
    case LLVMTrunc:
    case LLVMZExt:
    case LLVMPtrToInt:
    case LLVMIntToPtr:
    case LLVMAddrSpaceCast: return lower_convert(l, args[0], type, false);
    case LLVMSExt: return lower_convert(l, args[0], type, true);
    case LLVMSelect: return lower_select(l, args[0], args[1], args[2]);
    case LLVMICmp: return integer_compare(l, LLVMGetICmpPredicate(v), args[0], args[1]);
    case LLVMFCmp: {
        prog_value result = lower_emit2(l, PROG_FCMP, lower_bit, args[0], args[1]);
        l->f->values[result].imm = float_predicate(LLVMGetFCmpPredicate(v));
        return result;
    }
    default: return PROG_NONE;
    }
}

static bool is_computation(LLVMOpcode opcode)
{
    enum prog_op op;
    return binary_op(opcode, &op) || opcode_name(opcode) || opcode == LLVMTrunc ||
           opcode == LLVMZExt || opcode == LLVMSExt || opcode == LLVMPtrToInt ||
           opcode == LLVMIntToPtr || opcode == LLVMAddrSpaceCast || opcode == LLVMSelect ||
           opcode == LLVMICmp || opcode == LLVMFCmp || opcode == LLVMBitCast;
}

/* A vector computation: each lane by itself, so that undefined lanes stay apart. */
static prog_value by_lanes(struct lower *l, LLVMValueRef v, LLVMOpcode opcode,
                           struct prog_type type, uint32_t n_args, const prog_value *args,
                           unsigned lanes)
{
    struct prog_type lane = lower_type(l, LLVMGetElementType(LLVMTypeOf(v)));
    prog_value whole = lower_number(l, type, 0);
    for (unsigned i = 0; i < lanes; i++) {
        prog_value parts[3];
        for (uint32_t k = 0; k < n_args; k++) {
            LLVMTypeRef t = LLVMTypeOf(LLVMGetOperand(v, k));
            bool is_vector = LLVMGetTypeKind(t) == LLVMVectorTypeKind; /* select: maybe not */
            struct prog_type part = lower_type(l, is_vector ? LLVMGetElementType(t) : t);
            parts[k] = is_vector ? lower_extract(l, args[k], part, i * part.bits) : args[k];
        }
        whole = lower_insert(l, whole, scalar(l, v, opcode, lane, parts), i * lane.bits);
    }
    return whole;
}

prog_value lower_computation(struct lower *l, LLVMValueRef v, LLVMOpcode opcode)
{
    if (!is_computation(opcode))
        return PROG_NONE;
    LLVMTypeRef t = LLVMTypeOf(v);
    struct prog_type type = lower_type(l, t);
    prog_value args[3];
    uint32_t n_args = 0;
    for (int i = 0, n = LLVMGetNumOperands(v); i < n && i < 3; i++)
        args[n_args++] = lower_operand(l, LLVMGetOperand(v, (unsigned)i));
    if (opcode == LLVMBitCast)
        return lower_convert(l, args[0], type, false);
    if (LLVMGetTypeKind(t) != LLVMVectorTypeKind)
        return scalar(l, v, opcode, type, args);
    unsigned lanes = LLVMGetVectorSize(t);
    if (lanes <= LANES_MAX)
        return by_lanes(l, v, opcode, type, n_args, args, lanes);
    const char *name = opcode_name(opcode);
    return lower_opaque(l, type, name ? name : "vector", n_args, args);
}
