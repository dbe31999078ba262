/* Locals, loads, stores and atomics.
 *
 * What takes thought here is telling apart what the programmer reads and what the compiler moves.
 * A struct passed by value travels in registers whose width fits the machine and not the struct;
 * the loads and stores that put it there would look like reads of fields nobody named.  Three signs
 * give them away: a value of first-class struct or array type, an alloca that belongs to no
 * declaration, and, for the rest, that clang puts a type (!tbaa) on every access of an lvalue, but
 * none on those it makes for itself. */
#include <string.h>

#include "from_llvm_internal.h"

/* The address without casts and steps. */
static LLVMValueRef base_of(LLVMValueRef address)
{
    for (;;) {
        LLVMOpcode opcode;
        if (LLVMIsAInstruction(address))
            opcode = LLVMGetInstructionOpcode(address);
        else if (LLVMIsAConstantExpr(address))
            opcode = LLVMGetConstOpcode(address);
        else
            return address;
        if (opcode != LLVMGetElementPtr && opcode != LLVMBitCast && opcode != LLVMAddrSpaceCast)
            return address;
        address = LLVMGetOperand(address, 0);
    }
}

static bool has_prefix(LLVMValueRef v, const char *prefix)
{
    size_t length;
    const char *name = LLVMGetValueName2(v, &length);
    return length >= strlen(prefix) && memcmp(name, prefix, strlen(prefix)) == 0;
}

static bool has_name_part(LLVMValueRef v, const char *part)
{
    size_t length, n = strlen(part);
    const char *name = LLVMGetValueName2(v, &length);
    for (size_t i = 0; i + n <= length; i++)
        if (memcmp(name + i, part, n) == 0)
            return true;
    return false;
}

/* True for storage that the compiler made for itself.  A compound literal is the programmer's, and
 * so is what alloca() returns, the only one that clang leaves without a name. */
static bool is_compiler_made(struct lower *l, LLVMValueRef base)
{
    size_t length;
    return LLVMIsAAllocaInst(base) && !LLVMGetMetadata(base, l->md_decl) &&
           (LLVMGetValueName2(base, &length), length) && !has_prefix(base, ".compoundliteral");
}

static bool is_cast(LLVMOpcode opcode)
{
    return opcode == LLVMTrunc || opcode == LLVMZExt || opcode == LLVMSExt ||
           opcode == LLVMPtrToInt || opcode == LLVMIntToPtr || opcode == LLVMBitCast ||
           opcode == LLVMShl || opcode == LLVMLShr;
}

/* True if all that becomes of v is to be an argument, a result, or a member of a struct value on
 * its way there. */
static bool only_moves_out(LLVMValueRef v, unsigned depth)
{
    if (!LLVMGetFirstUse(v) || depth > 4)
        return false;
    for (LLVMUseRef use = LLVMGetFirstUse(v); use; use = LLVMGetNextUse(use)) {
        LLVMValueRef user = LLVMGetUser(use);
        if (!LLVMIsAInstruction(user))
            return false;
        LLVMOpcode opcode = LLVMGetInstructionOpcode(user);
        if (opcode == LLVMCall ? LLVMGetCalledValue(user) == v || LLVMIsAIntrinsicInst(user)
                               : opcode != LLVMRet && opcode != LLVMInsertValue &&
                                     !(is_cast(opcode) && only_moves_out(user, depth + 1)))
            return false;
    }
    return true;
}

/* True if v comes straight out of a parameter or a call. */
static bool moves_in(LLVMValueRef v)
{
    for (unsigned depth = 0; depth <= 4; depth++) {
        if (LLVMIsAArgument(v))
            return true;
        if (!LLVMIsAInstruction(v))
            return false;
        LLVMOpcode opcode = LLVMGetInstructionOpcode(v);
        if (opcode == LLVMCall)
            return !LLVMIsAIntrinsicInst(v);
        if (!is_cast(opcode) && opcode != LLVMExtractValue)
            return false;
        v = LLVMGetOperand(v, 0);
    }
    return false;
}

/* `int x = x;`: says that the compilers are wrong about x, and looks at nothing.  It stays undefined. */
static bool is_self_assigned(LLVMValueRef load, LLVMValueRef address)
{
    LLVMUseRef use = LLVMGetFirstUse(load);
    LLVMValueRef user = use && !LLVMGetNextUse(use) ? LLVMGetUser(use) : NULL;
    return user && LLVMIsAStoreInst(user) && LLVMGetOperand(user, 0) == load &&
           LLVMGetOperand(user, 1) == address && !LLVMGetVolatile(load) && !LLVMGetVolatile(user);
}

static bool is_transfer(struct lower *l, LLVMValueRef inst, LLVMValueRef address, LLVMTypeRef t,
                        LLVMValueRef stored)
{
    if (LLVMIsALoadInst(inst) && is_self_assigned(inst, address))
        return true;
    LLVMTypeKind kind = LLVMGetTypeKind(t);
    bool aggregate = kind == LLVMStructTypeKind || kind == LLVMArrayTypeKind;
    /* `f().x`: the programmer's, though the compiler made the place. */
    if (LLVMIsALoadInst(inst) && !aggregate && LLVMGetMetadata(inst, l->md_tbaa) &&
        LLVMIsAGetElementPtrInst(address))
        return false;
    if (aggregate || is_compiler_made(l, base_of(address)))
        return true;
    if (LLVMGetMetadata(inst, l->md_tbaa) || LLVMGetVolatile(inst))
        return false;
    if (stored)
        return moves_in(stored);
    /* The parts of a complex number carry no type either. */
    return !has_prefix(inst, "bf.") && !has_name_part(address, "realp") &&
           !has_name_part(address, "imagp") && only_moves_out(inst, 0);
}

#define BITFIELD_STEPS 16 /* instructions between the load of a bit-field's unit and the store to it */

/* A bit-field's unit is loaded as bf.load; a store to one has such a load shortly before it.  (Not looked for
 * among all uses of the address: a local has one for each access.) */
static bool is_bitfield_store(LLVMValueRef store, LLVMValueRef address, LLVMValueRef value)
{
    if (has_prefix(value, "bf."))
        return true;
    LLVMValueRef before = LLVMGetPreviousInstruction(store);
    for (int i = 0; before && i < BITFIELD_STEPS; i++, before = LLVMGetPreviousInstruction(before))
        if (LLVMIsALoadInst(before) && LLVMGetOperand(before, 0) == address &&
            has_prefix(before, "bf.load"))
            return true;
    return false;
}

const char *lower_text(LLVMValueRef v, size_t *length)
{
    v = base_of(v);
    if (!LLVMIsAGlobalVariable(v) || !LLVMGetInitializer(v))
        return NULL;
    LLVMValueRef text = LLVMGetInitializer(v);
    if (!LLVMIsAConstantDataSequential(text) || !LLVMIsConstantString(text))
        return NULL;
    const char *s = LLVMGetAsString(text, length);
    while (*length && !s[*length - 1])
        --*length;
    return s;
}

/* True if the address is that of a field with UNSOWN_SCRATCH. */
static bool is_scratch_field(LLVMValueRef address)
{
    address = base_of(address);
    if (!LLVMIsACallInst(address) || LLVMGetNumArgOperands(address) < 2)
        return false;
    LLVMValueRef callee = LLVMGetCalledValue(address);
    size_t length;
    const char *text;
    return has_prefix(callee, "llvm.ptr.annotation") &&
           (text = lower_text(LLVMGetOperand(address, 1), &length)) && length >= 14 &&
           memcmp(text, "unsown:scratch", 14) == 0;
}

static uint32_t access_flags(LLVMValueRef inst)
{
    uint32_t flags = LLVMGetVolatile(inst) ? PROG_VOLATILE : 0;
    return LLVMGetOrdering(inst) != LLVMAtomicOrderingNotAtomic ? flags | PROG_ATOMIC : flags;
}

static prog_value address_of(struct lower *l, LLVMValueRef address)
{
    return lower_convert(l, lower_operand(l, address), l->pointer, false);
}

void lower_alloca(struct lower *l, LLVMValueRef inst)
{
    LLVMTypeRef t = LLVMGetAllocatedType(inst);
    LLVMValueRef count = LLVMGetOperand(inst, 0);
    uint64_t size = lower_size(l, t);
    prog_value v;
    bool is_constant = LLVMIsAConstantInt(count);
    if (is_constant) {
        v = lower_emit(l, PROG_LOCAL, l->pointer, 0, NULL);
        l->f->values[v].imm = size * LLVMConstIntGetZExtValue(count);
    } else {
        prog_value bytes = lower_convert(l, lower_operand(l, count), l->word, false);
        if (size != 1)
            bytes = lower_emit2(l, PROG_MUL, l->word, bytes, lower_number(l, l->word, size));
        v = lower_emit1(l, PROG_LOCAL, l->pointer, bytes);
    }
    struct prog_object *object = prog_alloc(l->p, sizeof *object);
    struct lower_decl decl;
    object->name = "";
    object->decl = PROG_NONE;
    if (lower_decl_of(l, inst, &decl)) {
        object->name = decl.name;
        object->decl = decl.number;
        object->loc = decl.loc;
        object->scratch = decl.flags & PROG_DECL_SCRATCH;
        object->why = object->scratch ? decl.why : NULL;
    } else {
        object->implicit = is_compiler_made(l, inst);
        object->loc = l->loc;
    }
    if (is_constant && LLVMConstIntGetZExtValue(count) == 1)
        lower_leaves(l, t, object);
    l->f->values[v].object = object;
    lower_define(l, inst, v);
}

/* A load of a first-class aggregate: each member from its place in memory. */
static prog_value load_members(struct lower *l, LLVMTypeRef t, prog_value address, uint32_t flags)
{
    LLVMTypeKind kind = LLVMGetTypeKind(t);
    struct prog_type type = lower_type(l, t);
    if (!type.bits)
        return lower_number(l, lower_byte, 0);
    if (kind != LLVMStructTypeKind && kind != LLVMArrayTypeKind) {
        prog_value v = lower_emit1(l, PROG_LOAD, type, address);
        l->f->values[v].flags = flags;
        return v;
    }
    prog_value whole = lower_number(l, type, 0);
    for (unsigned i = 0, n = lower_member_count(t); i < n; i++) {
        LLVMTypeRef member = lower_member_type(t, i);
        uint64_t offset = kind == LLVMStructTypeKind ? LLVMOffsetOfElement(l->layout, t, i)
                                                     : i * lower_size(l, member);
        prog_value part =
            load_members(l, member, lower_step(l, address, offset, PROG_FIELD), flags);
        if (lower_type(l, member).bits)
            whole = lower_insert(l, whole, part, lower_member_bit(l, t, i));
    }
    return whole;
}

static void store_members(struct lower *l, LLVMTypeRef t, prog_value address, prog_value value,
                          uint32_t flags)
{
    LLVMTypeKind kind = LLVMGetTypeKind(t);
    struct prog_type type = lower_type(l, t);
    if (!type.bits)
        return;
    if (kind != LLVMStructTypeKind && kind != LLVMArrayTypeKind) {
        prog_value v = lower_emit2(l, PROG_STORE, lower_void, address, value);
        l->f->values[v].flags = flags;
        return;
    }
    for (unsigned i = 0, n = lower_member_count(t); i < n; i++) {
        LLVMTypeRef member = lower_member_type(t, i);
        struct prog_type part = lower_type(l, member);
        uint64_t offset = kind == LLVMStructTypeKind ? LLVMOffsetOfElement(l->layout, t, i)
                                                     : i * lower_size(l, member);
        if (part.bits)
            store_members(l, member, lower_step(l, address, offset, PROG_FIELD),
                          lower_extract(l, value, part, lower_member_bit(l, t, i)), flags);
    }
}

void lower_load(struct lower *l, LLVMValueRef inst)
{
    LLVMValueRef address = LLVMGetOperand(inst, 0);
    LLVMTypeRef t = LLVMTypeOf(inst);
    uint32_t flags = access_flags(inst);
    if (!(flags & PROG_ATOMIC) && is_transfer(l, inst, address, t, NULL))
        flags |= PROG_TRANSFER;
    if (has_prefix(inst, "bf.load"))
        flags |= PROG_BITFIELD;
    if (is_scratch_field(address))
        flags |= PROG_READ_ON_PURPOSE;
    prog_value v = load_members(l, t, address_of(l, address), flags);
    if (l->f->values[v].op == PROG_LOAD)
        l->f->values[v].record = lower_record(inst, l->md_unwritten);
    lower_define(l, inst, v);
}

void lower_store(struct lower *l, LLVMValueRef inst)
{
    LLVMValueRef value = LLVMGetOperand(inst, 0), address = LLVMGetOperand(inst, 1);
    LLVMTypeRef t = LLVMTypeOf(value);
    uint32_t flags = access_flags(inst);
    if (!(flags & PROG_ATOMIC) && is_transfer(l, inst, address, t, value))
        flags |= PROG_TRANSFER;
    if (is_bitfield_store(inst, address, value))
        flags |= PROG_BITFIELD;
    store_members(l, t, address_of(l, address), lower_operand(l, value), flags);
}

static prog_value extreme(struct lower *l, enum prog_op op, bool greater, prog_value a,
                          prog_value b)
{
    prog_value less = lower_emit2(l, op, lower_bit, a, b);
    return greater ? lower_select(l, less, b, a) : lower_select(l, less, a, b);
}

void lower_atomic_rmw(struct lower *l, LLVMValueRef inst)
{
    struct prog_type type = lower_type(l, LLVMTypeOf(inst));
    prog_value address = address_of(l, LLVMGetOperand(inst, 0));
    prog_value operand = lower_operand(l, LLVMGetOperand(inst, 1)), result;
    uint32_t flags = PROG_ATOMIC | (LLVMGetVolatile(inst) ? PROG_VOLATILE : 0);
    prog_value old = lower_emit1(l, PROG_LOAD, type, address);
    l->f->values[old].flags = flags;
    LLVMAtomicRMWBinOp op = LLVMGetAtomicRMWBinOp(inst);
    switch ((int)op) {
    case LLVMAtomicRMWBinOpXchg: result = operand; break;
    case LLVMAtomicRMWBinOpAdd: result = lower_emit2(l, PROG_ADD, type, old, operand); break;
    case LLVMAtomicRMWBinOpSub: result = lower_emit2(l, PROG_SUB, type, old, operand); break;
    case LLVMAtomicRMWBinOpAnd: result = lower_emit2(l, PROG_AND, type, old, operand); break;
    case LLVMAtomicRMWBinOpOr: result = lower_emit2(l, PROG_OR, type, old, operand); break;
    case LLVMAtomicRMWBinOpXor: result = lower_emit2(l, PROG_XOR, type, old, operand); break;
    case LLVMAtomicRMWBinOpNand: {
        prog_value both = lower_emit2(l, PROG_AND, type, old, operand);
        result = lower_emit2(l, PROG_XOR, type, both, lower_number(l, type, UINT64_MAX));
        break;
    }
    case LLVMAtomicRMWBinOpMax: result = extreme(l, PROG_SLT, true, old, operand); break;
    case LLVMAtomicRMWBinOpMin: result = extreme(l, PROG_SLT, false, old, operand); break;
    case LLVMAtomicRMWBinOpUMax: result = extreme(l, PROG_ULT, true, old, operand); break;
    case LLVMAtomicRMWBinOpUMin: result = extreme(l, PROG_ULT, false, old, operand); break;
    default:
        result = lower_opaque(l, type, "atomicrmw", 2, (prog_value[]){old, operand});
        break;
    }
    prog_value store = lower_emit2(l, PROG_STORE, lower_void, address, result);
    l->f->values[store].flags = flags;
    lower_define(l, inst, old);
}

void lower_cmpxchg(struct lower *l, LLVMValueRef inst)
{
    prog_value address = address_of(l, LLVMGetOperand(inst, 0));
    prog_value expected = lower_operand(l, LLVMGetOperand(inst, 1));
    prog_value desired = lower_operand(l, LLVMGetOperand(inst, 2));
    struct prog_type type = lower_type_of(l, expected);
    uint32_t flags = PROG_ATOMIC | (LLVMGetVolatile(inst) ? PROG_VOLATILE : 0);
    prog_value old = lower_emit1(l, PROG_LOAD, type, address);
    l->f->values[old].flags = flags;
    prog_value equal = lower_emit2(l, PROG_EQ, lower_bit, old, expected);
    prog_value store = lower_emit2(l, PROG_STORE, lower_void, address,
                                   lower_select(l, equal, desired, old));
    l->f->values[store].flags = flags;
    prog_value both = lower_number(l, lower_type(l, LLVMTypeOf(inst)), 0);
    both = lower_insert(l, both, old, 0);
    lower_define(l, inst, lower_insert(l, both, equal, type.bits));
}
