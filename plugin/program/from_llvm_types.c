/* Types, sizes and constants of LLVM as bit vectors and bytes.
 *
 * First-class aggregates have no memory layout: a struct value is its members' bits one after the
 * other, the first one lowest.  Memory layout is asked of LLVM's own data layout. */
#include <stdlib.h>
#include <string.h>

#include "from_llvm_internal.h"

LLVMTypeRef lower_member_type(LLVMTypeRef t, unsigned index)
{
    if (LLVMGetTypeKind(t) == LLVMStructTypeKind)
        return LLVMStructGetTypeAtIndex(t, index);
    return LLVMGetElementType(t);
}

unsigned lower_member_count(LLVMTypeRef t)
{
    switch (LLVMGetTypeKind(t)) {
    case LLVMStructTypeKind: return LLVMCountStructElementTypes(t);
    case LLVMArrayTypeKind: return LLVMGetArrayLength(t);
    case LLVMVectorTypeKind: return LLVMGetVectorSize(t);
    default: return 0;
    }
}

bool lower_is_fixed(LLVMTypeRef t)
{
    switch (LLVMGetTypeKind(t)) {
    case LLVMScalableVectorTypeKind: return false;
    case LLVMArrayTypeKind:
    case LLVMVectorTypeKind: return lower_is_fixed(LLVMGetElementType(t));
    case LLVMStructTypeKind:
        for (unsigned i = 0, n = LLVMCountStructElementTypes(t); i < n; i++)
            if (!lower_is_fixed(LLVMStructGetTypeAtIndex(t, i)))
                return false;
        return true;
#if LLVM_VERSION_MAJOR >= 16
    case LLVMTargetExtTypeKind: return false;
#endif
    default: return true;
    }
}

struct prog_type lower_type(const struct lower *l, LLVMTypeRef t)
{
    switch (LLVMGetTypeKind(t)) {
    case LLVMIntegerTypeKind: return (struct prog_type){LLVMGetIntTypeWidth(t), PROG_INT};
    case LLVMHalfTypeKind:
    case LLVMBFloatTypeKind: return (struct prog_type){16, PROG_FLOAT};
    case LLVMFloatTypeKind: return (struct prog_type){32, PROG_FLOAT};
    case LLVMDoubleTypeKind: return (struct prog_type){64, PROG_FLOAT};
    case LLVMX86_FP80TypeKind: return (struct prog_type){80, PROG_FLOAT};
    case LLVMFP128TypeKind:
    case LLVMPPC_FP128TypeKind: return (struct prog_type){128, PROG_FLOAT};
    case LLVMPointerTypeKind: {
        /* Pointers of another width (x86 __ptr32) are numbers until they are used as addresses. */
        uint32_t bits = (uint32_t)(8 * LLVMABISizeOfType(l->layout, t));
        return bits == l->pointer.bits ? l->pointer : (struct prog_type){bits, PROG_INT};
    }
    case LLVMStructTypeKind:
    case LLVMArrayTypeKind:
    case LLVMVectorTypeKind: {
        unsigned n = lower_member_count(t);
        uint32_t bits = n ? lower_member_bit(l, t, n) : 0;
        return (struct prog_type){bits, bits ? PROG_AGGREGATE : PROG_VOID};
    }
#if LLVM_VERSION_MAJOR < 20
    case LLVMX86_MMXTypeKind: return (struct prog_type){64, PROG_AGGREGATE};
#endif
    case LLVMX86_AMXTypeKind: return (struct prog_type){8192, PROG_AGGREGATE};
    default: return lower_void; /* void, label, metadata, token, function */
    }
}

uint32_t lower_member_bit(const struct lower *l, LLVMTypeRef t, unsigned index)
{
    if (LLVMGetTypeKind(t) != LLVMStructTypeKind)
        return index * lower_type(l, LLVMGetElementType(t)).bits;
    uint32_t bit = 0;
    for (unsigned i = 0; i < index; i++)
        bit += lower_type(l, LLVMStructGetTypeAtIndex(t, i)).bits;
    return bit;
}

uint64_t lower_size(const struct lower *l, LLVMTypeRef t)
{
    LLVMTypeKind kind = LLVMGetTypeKind(t);
    if (kind == LLVMFunctionTypeKind || kind == LLVMVoidTypeKind)
        return 1; /* arithmetic on pointers to these is GNU C's, in bytes */
    if (!LLVMTypeIsSized(t) || !lower_is_fixed(t))
        return 0;
    return LLVMABISizeOfType(l->layout, t);
}

LLVMValueRef lower_element(LLVMValueRef constant, unsigned index)
{
#if LLVM_VERSION_MAJOR >= 15
    return LLVMGetAggregateElement(constant, index);
#else
    if (LLVMIsAConstantDataSequential(constant))
        return LLVMGetElementAsConstant(constant, index);
    return (unsigned)LLVMGetNumOperands(constant) > index ? LLVMGetOperand(constant, index) : NULL;
#endif
}

static void put_bits(uint64_t *words, uint32_t at, uint64_t bits, uint32_t n)
{
    if (n < 64)
        bits &= (UINT64_C(1) << n) - 1;
    words[at / 64] |= bits << at % 64;
    if (at % 64 && at % 64 + n > 64)
        words[at / 64 + 1] |= bits >> (64 - at % 64);
}

/* An integer of more than 64 bits: the C API shows no more than its text, "i128 -5". */
static void wide_integer(LLVMValueRef constant, uint64_t *words, uint32_t at, uint32_t bits)
{
    uint32_t n = (bits + 63) / 64;
    uint64_t *number = calloc(n, sizeof *number);
    char *text = LLVMPrintValueToString(constant);
    if (!number)
        prog_fatal("a wide constant");
    const char *digit = strrchr(text, ' ');
    digit = digit ? digit + 1 : text;
    bool negative = *digit == '-';
    for (digit += negative; *digit >= '0' && *digit <= '9'; digit++) {
        uint64_t carry = (uint64_t)(*digit - '0');
        for (uint32_t i = 0; i < n; i++) {
            /* 64 by 4 bits, in halves */
            uint64_t low = (number[i] & UINT32_MAX) * 10 + carry;
            uint64_t high = (number[i] >> 32) * 10 + (low >> 32);
            number[i] = high << 32 | (low & UINT32_MAX);
            carry = high >> 32;
        }
    }
    for (uint32_t i = 0, carry = 1; negative && i < n; i++) {
        number[i] = ~number[i] + carry;
        carry = carry && !number[i];
    }
    for (uint32_t i = 0; i < n; i++)
        put_bits(words, at + 64 * i, number[i], bits - 64 * i < 64 ? bits - 64 * i : 64);
    LLVMDisposeMessage(text);
    free(number);
}

bool lower_constant_bits(const struct lower *l, LLVMValueRef c, uint64_t *words, uint32_t at)
{
    LLVMTypeRef t = LLVMTypeOf(c);
    struct prog_type type = lower_type(l, t);
    if (LLVMIsNull(c))
        return true; /* null pointers are zero on every target we know */
    if (LLVMIsUndef(c) || LLVMIsPoison(c))
        return false;
    unsigned members = lower_member_count(t);
    if (members) {
        for (unsigned i = 0; i < members; i++) {
            LLVMValueRef element = lower_element(c, i);
            if (!element || !lower_constant_bits(l, element, words, at + lower_member_bit(l, t, i)))
                return false;
        }
        return true;
    }
    if (LLVMIsAConstantFP(c)) {
        LLVMTypeRef integer = LLVMIntTypeInContext(LLVMGetTypeContext(t), type.bits);
        c = LLVMConstBitCast(c, integer);
    }
    if (!LLVMIsAConstantInt(c))
        return false;
    if (type.bits <= 64)
        put_bits(words, at, LLVMConstIntGetZExtValue(c), type.bits);
    else
        wide_integer(c, words, at, type.bits);
    return true;
}

/* The list grows by doubling; its length says when. */
static void add_function(struct lower *l, struct prog_global *g, uint64_t offset, LLVMValueRef c)
{
    size_t length;
    const char *name = LLVMGetValueName2(c, &length);
    if (!(g->n_refs & (g->n_refs - 1))) {
        struct prog_ref *larger = prog_alloc(l->p, (g->n_refs ? g->n_refs * (size_t)2 : 1) *
                                                       sizeof *larger);
        if (g->n_refs)
            memcpy(larger, g->refs, g->n_refs * sizeof *larger);
        g->refs = larger;
    }
    g->refs[g->n_refs++] = (struct prog_ref){offset, prog_string(l->p, name, length)};
}

/* Writes the constant at `offset` into bytes; known stays 0 where that fails. */
static void fill_bytes(struct lower *l, struct prog_global *g, uint64_t offset, LLVMValueRef c)
{
    LLVMTypeRef t = LLVMTypeOf(c);
    LLVMTypeKind kind = LLVMGetTypeKind(t);
    uint64_t size = lower_size(l, t);
    if (offset > g->size || size > g->size - offset || LLVMIsUndef(c) || LLVMIsPoison(c))
        return;
    if (LLVMIsNull(c)) {
        memset(g->known + offset, 1, size);
        return;
    }
    unsigned members = lower_member_count(t);
    if (kind == LLVMStructTypeKind || kind == LLVMArrayTypeKind) {
        for (unsigned i = 0; i < members; i++) {
            LLVMValueRef element = lower_element(c, i);
            uint64_t place = kind == LLVMStructTypeKind ? LLVMOffsetOfElement(l->layout, t, i)
                                                        : i * lower_size(l, lower_member_type(t, 0));
            if (element)
                fill_bytes(l, g, offset + place, element);
        }
        return;
    }
    if (LLVMIsAFunction(c)) {
        add_function(l, g, offset, c);
        return;
    }
    uint32_t bits = lower_type(l, t).bits;
    if (members && bits % (8 * members))
        return; /* vectors of bits */
    uint64_t *words = calloc(bits / 64 + 2, sizeof *words);
    if (!words)
        prog_fatal("an initializer");
    if (lower_constant_bits(l, c, words, 0)) {
        /* Bytes are swapped within a lane only. */
        uint32_t lane = members ? bits / 8 / members : (bits + 7) / 8;
        for (uint32_t i = 0; i < (bits + 7) / 8; i++) {
            uint32_t at = l->p->big_endian ? i / lane * lane + lane - 1 - i % lane : i;
            g->bytes[offset + at] = (uint8_t)(words[i / 8] >> i % 8 * 8);
        }
        memset(g->known + offset, 1, size);
    }
    free(words);
}

void lower_initializer(struct lower *l, struct prog_global *g, LLVMValueRef initializer)
{
    if (!g->size || g->size > PROG_GLOBAL_BYTES_MAX)
        return;
    g->bytes = prog_alloc(l->p, g->size);
    g->known = prog_alloc(l->p, g->size);
    fill_bytes(l, g, 0, initializer);
    if (!memchr(g->known, 0, g->size))
        g->known = NULL;
}

enum { LEAVES_MAX = 64 };

/* Appends the leaves of t at offset; false when there are too many. */
static bool add_leaves(struct lower *l, LLVMTypeRef t, uint64_t offset, struct prog_leaf *leaves,
                       uint32_t *n)
{
    LLVMTypeKind kind = LLVMGetTypeKind(t);
    bool is_union = kind == LLVMStructTypeKind && LLVMGetStructName(t) &&
                    strncmp(LLVMGetStructName(t), "union.", 6) == 0;
    if (!is_union && (kind == LLVMStructTypeKind || kind == LLVMArrayTypeKind)) {
        unsigned members = lower_member_count(t);
        if (members > LEAVES_MAX && kind == LLVMArrayTypeKind)
            return false;
        for (unsigned i = 0; i < members; i++) {
            uint64_t place = kind == LLVMStructTypeKind ? LLVMOffsetOfElement(l->layout, t, i)
                                                        : i * lower_size(l, lower_member_type(t, 0));
            if (!add_leaves(l, lower_member_type(t, i), offset + place, leaves, n))
                return false;
        }
        return true;
    }
    uint64_t size = LLVMStoreSizeOfType(l->layout, t);
    if (!size)
        return true;
    if (*n == LEAVES_MAX)
        return false;
    leaves[(*n)++] = (struct prog_leaf){offset, size};
    return true;
}

void lower_leaves(struct lower *l, LLVMTypeRef t, struct prog_object *object)
{
    struct prog_leaf leaves[LEAVES_MAX];
    uint32_t n = 0;
    if (LLVMGetTypeKind(t) == LLVMArrayTypeKind || !lower_size(l, t) ||
        !add_leaves(l, t, 0, leaves, &n) || !n)
        return;
    object->leaves = prog_alloc(l->p, n * sizeof *leaves);
    memcpy(object->leaves, leaves, n * sizeof *leaves);
    object->n_leaves = n;
}
