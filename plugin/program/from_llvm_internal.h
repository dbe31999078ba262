/* What the files of the lowering share: its state, and how they call each other.  Nobody else
 * includes this. */
#ifndef UNSOWN_PROGRAM_FROM_LLVM_INTERNAL_H
#define UNSOWN_PROGRAM_FROM_LLVM_INTERNAL_H

#include <llvm-c/Core.h>
#include <llvm-c/Target.h>
#include <llvm/Config/llvm-config.h>

#include "from_llvm.h"

/* From pointers to numbers, open addressing; size is a power of two, an empty key is NULL. */
struct lower_map {
    const void **keys;
    uint32_t *numbers;
    uint32_t size, used;
};
/* The number of that key, PROG_NONE if it has none. */
uint32_t lower_map_get(const struct lower_map *map, const void *key);
void lower_map_put(struct lower_map *map, const void *key, uint32_t number);
void lower_map_clear(struct lower_map *map);
void lower_map_free(struct lower_map *map);

/* Enum attributes, looked up once. */
enum lower_attribute {
    LOWER_NORETURN, LOWER_RETURNS_TWICE, LOWER_READNONE, LOWER_READONLY, LOWER_MEMORY,
    LOWER_NOALIAS, LOWER_ALLOCSIZE, LOWER_SRET, LOWER_BYVAL, LOWER_ELEMENTTYPE,
    LOWER_ATTRIBUTE_COUNT
};

struct lower {
    struct prog_program *p;
    LLVMModuleRef module;
    LLVMTargetDataRef layout;
    struct prog_from_llvm_options options;
    unsigned attribute_kinds[LOWER_ATTRIBUTE_COUNT]; /* 0: this LLVM has no such attribute */
    unsigned md_tbaa, md_decl, md_covered, md_unwritten, md_whole;
    struct prog_type pointer, word; /* a pointer, and an integer of its width */

    struct lower_map globals, functions; /* to indices in the program */

    /* Of the function being lowered: */
    struct prog_function *f;
    struct lower_map values;    /* to prog_value */
    struct lower_map blocks;    /* to prog_block; reachable ones only */
    LLVMBasicBlockRef *llvm_blocks; /* by prog_block */
    struct lower_given *givens; /* the conditions of UNSOWN_GIVEN, in the order of the IR */
    uint32_t n_givens;
    prog_value given_from;      /* the address of an UNSOWN_GIVEN_DEFINED whose size comes next */
    prog_value given_valid;     /* the value of an UNSOWN_GIVEN_VALID whose condition comes next */
    prog_block at;              /* where instructions go */
    struct prog_loc loc;        /* and what place they get */

    const char *last_file;      /* the file name seen last, as LLVM holds it, ... */
    uint32_t last_file_index;   /* ... and its index */
};

static const struct prog_type lower_bit = {1, PROG_INT};
static const struct prog_type lower_byte = {8, PROG_INT};
static const struct prog_type lower_void = {0, PROG_VOID};

/* from_llvm_types.c: types, sizes, constants */

/* The type of values of an LLVM type.  Members of structs and elements of vectors lie one after
 * the other without padding. */
struct prog_type lower_type(const struct lower *l, LLVMTypeRef t);
/* The bit at which member or element `index` of an aggregate value begins. */
uint32_t lower_member_bit(const struct lower *l, LLVMTypeRef aggregate, unsigned index);
/* The type of that member, the number of them (0 when the type has none). */
LLVMTypeRef lower_member_type(LLVMTypeRef aggregate, unsigned index);
unsigned lower_member_count(LLVMTypeRef t);
/* Bytes in memory from one element of an array to the next; 0 for types without a fixed size. */
uint64_t lower_size(const struct lower *l, LLVMTypeRef t);
bool lower_is_fixed(LLVMTypeRef t); /* no scalable vector in it */
/* Element of a constant array, vector or struct. */
LLVMValueRef lower_element(LLVMValueRef constant, unsigned index);
/* Writes the bits of a constant to words from bit `at` on (words are zero there).  False when it
 * has a part that is not a number: an address, undef. */
bool lower_constant_bits(const struct lower *l, LLVMValueRef constant, uint64_t *words,
                         uint32_t at);
/* Fills bytes and known of a global from its initializer. */
void lower_initializer(struct lower *l, struct prog_global *g, LLVMValueRef initializer);
/* The leaves of an alloca's type. */
void lower_leaves(struct lower *l, LLVMTypeRef t, struct prog_object *object);

/* from_llvm_values.c: values, and what builds them */

/* The value of an operand, made when it is a constant seen for the first time. */
prog_value lower_operand(struct lower *l, LLVMValueRef v);
/* Makes the values of all constants an instruction uses, in the current block. */
void lower_constants_of(struct lower *l, LLVMValueRef inst);
/* Says that v is the value of an LLVM value. */
void lower_define(struct lower *l, LLVMValueRef llvm, prog_value v);
/* A new instruction at the end of the current block. */
prog_value lower_emit(struct lower *l, enum prog_op op, struct prog_type type, uint32_t n_args,
                      const prog_value *args);
prog_value lower_emit1(struct lower *l, enum prog_op op, struct prog_type type, prog_value a);
prog_value lower_emit2(struct lower *l, enum prog_op op, struct prog_type type, prog_value a,
                       prog_value b);
prog_value lower_select(struct lower *l, prog_value condition, prog_value a, prog_value b);
prog_value lower_extract(struct lower *l, prog_value whole, struct prog_type type, uint32_t bit);
prog_value lower_insert(struct lower *l, prog_value whole, prog_value part, uint32_t bit);
prog_value lower_opaque(struct lower *l, struct prog_type type, const char *name, uint32_t n_args,
                        const prog_value *args);
prog_value lower_number(struct lower *l, struct prog_type type, uint64_t number);
/* v as an integer of the same width. */
prog_value lower_as_int(struct lower *l, prog_value v);
/* v with another kind or, for integers, another width (zero or sign extended). */
prog_value lower_convert(struct lower *l, prog_value v, struct prog_type type, bool is_signed);
/* The offset `base + offset` in bytes; base itself for 0. */
prog_value lower_step(struct lower *l, prog_value base, uint64_t offset, uint32_t flags);
struct prog_type lower_type_of(const struct lower *l, prog_value v);
/* GEP, instruction or constant expression. */
prog_value lower_gep(struct lower *l, LLVMValueRef gep);
/* Casts, arithmetic and comparisons, instruction or constant expression, lane by lane for vectors.
 * PROG_NONE when the opcode is none of these. */
prog_value lower_computation(struct lower *l, LLVMValueRef v, LLVMOpcode opcode);

/* from_llvm_memory.c: loads, stores, atomics, locals */
void lower_alloca(struct lower *l, LLVMValueRef inst);
void lower_load(struct lower *l, LLVMValueRef inst);
void lower_store(struct lower *l, LLVMValueRef inst);
void lower_atomic_rmw(struct lower *l, LLVMValueRef inst);
void lower_cmpxchg(struct lower *l, LLVMValueRef inst);
/* The text of a string constant that v points to, without the NUL; NULL when it is none. */
const char *lower_text(LLVMValueRef v, size_t *length);

/* from_llvm_calls.c: calls, intrinsics, inline assembly */
void lower_call(struct lower *l, LLVMValueRef inst);
/* The function a callee operand names, through casts and aliases; NULL for a pointer. */
LLVMValueRef lower_callee(LLVMValueRef callee);
/* False for intrinsics that never become a call, so that the program need not list them. */
bool lower_is_callable(const struct lower *l, LLVMValueRef function);

/* from_llvm_given.c: the conditions of UNSOWN_GIVEN */

/* Blocks that no jump reaches and that compute what is given where `place` ends. */
struct lower_given {
    LLVMBasicBlockRef place, root, behind; /* behind: where both go on */
};
/* Finds the conditions of a function whose reachable blocks are in l->blocks, and adds their blocks
 * there.  Returns how many it added. */
uint32_t lower_find_givens(struct lower *l, LLVMValueRef function);
/* Emits the mark of a condition that is given where the block at hand ends or begins. */
void lower_given_mark(struct lower *l, LLVMBasicBlockRef bb, bool at_end);
/* True if the block ends a condition: then it has no successor. */
bool lower_ends_given(const struct lower *l, LLVMBasicBlockRef bb);
/* True when an annotation of that text is part of a condition; v becomes what it stands for. */
bool lower_given_part(struct lower *l, const char *text, size_t length, prog_value *v);

/* from_llvm.c */

/* An enum attribute of a function at an attribute index, or NULL. */
LLVMAttributeRef lower_attribute(const struct lower *l, LLVMValueRef function, unsigned index,
                                 enum lower_attribute which);
/* The same of a call, falling back to the function it calls (or NULL). */
LLVMAttributeRef lower_call_attribute(const struct lower *l, LLVMValueRef call,
                                      LLVMValueRef callee, unsigned index,
                                      enum lower_attribute which);
/* The value of a string attribute, NULL when absent; length may be NULL. */
const char *lower_fact(LLVMValueRef function, unsigned index, const char *name, size_t *length);
/* The declaration facts on an alloca or a global variable; false if it has none. */
struct lower_decl {
    uint32_t number;
    const char *name;
    struct prog_loc loc;
    uint64_t flags;
    const char *why;
};
bool lower_decl_of(struct lower *l, LLVMValueRef v, struct lower_decl *decl);
/* The number that the metadata of that kind holds; 0 when the instruction has none. */
uint32_t lower_record(LLVMValueRef inst, unsigned kind);
/* The index of a file name of `length` bytes that lives as long as the module. */
uint32_t lower_file(struct lower *l, const char *name, size_t length);
/* True if attributes say that the function or call writes no memory. */
bool lower_no_effect(const struct lower *l, LLVMValueRef call, LLVMValueRef function);

#endif
