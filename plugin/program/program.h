/* The program under analysis: SSA over bit vectors with explicit memory.
 *
 * What it is for.  Everything behind the lowering reads this and nothing of LLVM or clang: the
 * engine, the summaries, the findings.  It can be built from LLVM IR (from_llvm.h), printed and
 * parsed (text.h) and verified (verify.h), so that the engine can be driven and tested without a
 * compiler.
 *
 * How it works.  A program owns its files, globals and functions.  A function owns a table of
 * values; a value is named by its index there.  Leaves (parameters, constants, addresses of
 * globals) stand in no block; every other value is an instruction and stands in one block, in the
 * order of the block's list.  Every value is a bit vector: integers, pointers, floats, vectors and
 * first-class structs differ only in `kind`, which is a hint for messages and for comparing floats.
 * Memory is explicit: locals, loads, stores, copies, fills and calls.
 *
 * What it gives up.  Types of memory (only sizes and the leaf layout of locals are kept), exception
 * edges (C has none), and the exact semantics of floating-point arithmetic (an opaque function).
 *
 * Ownership: all storage of a program comes from its own arena and lives until prog_free().
 * A failed allocation ends the process through prog_fatal(): the compiler around us does the same.
 */
#ifndef UNSOWN_PROGRAM_PROGRAM_H
#define UNSOWN_PROGRAM_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint32_t prog_value; /* index into prog_function.values */
typedef uint32_t prog_block; /* index into prog_function.blocks */
#define PROG_NONE UINT32_MAX

enum prog_kind { PROG_VOID, PROG_INT, PROG_FLOAT, PROG_PTR, PROG_AGGREGATE };

/* The type of a value.  bits is 0 for PROG_VOID only. */
struct prog_type {
    uint32_t bits;
    enum prog_kind kind;
};

/* A place in the source as the preprocessor presents it.  line 0: no place is known. */
struct prog_loc {
    uint32_t file; /* index into prog_program.files */
    uint32_t line, column;
};

enum prog_op {
    /* Leaves */
    PROG_PARAM,  /* imm: parameter number */
    PROG_CONST,  /* words: the bits, least significant word first */
    PROG_UNDEF,  /* a value the compiler itself calls undefined or poison */
    PROG_GLOBAL, /* imm: index into prog_program.globals; its address */
    PROG_FUNC,   /* imm: index into prog_program.functions; its address */

    /* Bit vectors.  Both operands and the result of a binary operation have one width. */
    PROG_ADD, PROG_SUB, PROG_MUL, PROG_UDIV, PROG_SDIV, PROG_UREM, PROG_SREM,
    PROG_SHL, PROG_LSHR, PROG_ASHR, PROG_AND, PROG_OR, PROG_XOR,
    PROG_EQ, PROG_NE, PROG_ULT, PROG_ULE, PROG_SLT, PROG_SLE, /* result: 1 bit */
    PROG_ZEXT, PROG_SEXT, PROG_TRUNC,
    PROG_BITCAST, /* same width, another kind (pointer to integer and back included) */
    PROG_SELECT,  /* args: condition (1 bit), if true, if false */
    PROG_EXTRACT, /* args: whole; imm: lowest bit; the result's width bits from there */
    PROG_INSERT,  /* args: whole, part; imm: lowest bit replaced */
    PROG_FCMP,    /* args: two floats; imm: enum prog_fcmp; result: 1 bit */
    PROG_OPAQUE,  /* a pure function of args that the engine need not understand; name: which */

    /* args: base address, offset in bytes (pointer width).  extent: the array indexed is that many
     * bytes long from base on, 0 when unknown.  field: true for a constant step into a struct. */
    PROG_PTRADD,

    PROG_PHI, /* args: one value for each entry of the block's preds, in that order */

    /* Memory.  Sizes are in bytes. */
    PROG_LOCAL, /* an object on the stack; result: its address; imm: its size, or args: one, the
                   size as a value (VLA, alloca).  object: facts about it */
    PROG_BEGIN, /* args: address; the object comes to life, its bytes are undefined */
    PROG_END,   /* args: address; the object dies */
    PROG_LOAD,  /* args: address */
    PROG_STORE, /* args: address, value */
    PROG_COPY,  /* args: to, from, size: memcpy, memmove, struct assignment */
    PROG_FILL,  /* args: to, byte (8 bits), size: memset */
    PROG_HAVOC, /* args: to, size: written with unknown but defined bytes (asm outputs, va_start) */
    PROG_CALL,  /* args: callee address, then the arguments; fixed: how many are not variadic */
    PROG_ASM,   /* args: inputs; result: outputs, defined */
    PROG_INTENT, /* args: a value read on purpose; name: "claim:why" (intent.h); result: the value */
    PROG_ASSUME, /* args: condition (1 bit) that holds from here on */
    /* UNSOWN_GIVEN: what claims take for granted at this place.  The condition is computed by blocks
     * that no jump leads to, so that nothing but the proof of a claim sees them: the first one begins
     * with a PROG_GIVEN of the same imm, and the last one ends with PROG_ASSUME, PROG_VALID or PROG_DEFINED and
     * PROG_UNREACHABLE. */
    PROG_GIVEN,   /* imm: its number in the function, from 1 */
    PROG_EACH,    /* args: n; result: any value below n (UNSOWN_GIVEN_EACH) */
    PROG_VALID,   /* args: value, condition: where it holds the value is no trash
                     (UNSOWN_GIVEN_VALID) */
    PROG_DEFINED, /* args: address, size in bytes: these are no trash (UNSOWN_GIVEN_DEFINED) */

    /* Terminators: exactly one, at the end of each block.  Targets stand in the block's succs. */
    PROG_JUMP,
    PROG_BRANCH,   /* args: condition (1 bit); succs: if true, if false */
    PROG_SWITCH,   /* args: value; succs: default, then one for each of cases */
    PROG_INDIRECT, /* computed goto, asm goto; args: as they come; succs: any of them */
    PROG_RETURN,   /* args: none or one */
    PROG_UNREACHABLE,
    PROG_OP_COUNT
};

enum prog_fcmp { /* ordered comparisons are false, unordered ones true, on a NaN */
    PROG_FCMP_FALSE, PROG_FCMP_OEQ, PROG_FCMP_OGT, PROG_FCMP_OGE, PROG_FCMP_OLT, PROG_FCMP_OLE,
    PROG_FCMP_ONE, PROG_FCMP_ORD, PROG_FCMP_UNO, PROG_FCMP_UEQ, PROG_FCMP_UGT, PROG_FCMP_UGE,
    PROG_FCMP_ULT, PROG_FCMP_ULE, PROG_FCMP_UNE, PROG_FCMP_TRUE
};

enum prog_inst_flag {
    PROG_VOLATILE = 1 << 0,
    PROG_ATOMIC = 1 << 1,
    /* A load or store that the compiler made to move a struct as a whole (by value through
     * registers, its return slot): carries definedness, is not a read of the programmer's. */
    PROG_TRANSFER = 1 << 2,
    PROG_BITFIELD = 1 << 3, /* load or store of the storage unit of a bit-field */
    PROG_FIELD = 1 << 4,    /* PTRADD into a struct by a constant */
    PROG_NORETURN = 1 << 5, /* call that does not come back */
    PROG_TWICE = 1 << 6,    /* call that may return twice (setjmp) */
    PROG_READ_ON_PURPOSE = 1 << 7, /* load made by UNSOWN_READ: never a finding by itself */
    PROG_COVERED = 1 << 8, /* switch without default whose cases name every value of its enum: that
                              another one comes is a guess */
};

/* A scalar leaf of an object's type, for cutting the object into cells. */
struct prog_leaf {
    uint64_t offset, size; /* bytes */
};

/* What is known about a local beyond its size. */
struct prog_object {
    const char *name;          /* as written; "" for what the compiler made */
    uint32_t decl;             /* the lowering's number for its declaration, PROG_NONE if none */
    struct prog_loc loc;       /* its declaration */
    bool implicit;             /* made by the compiler: return slot, temporary, parameter copy */
    bool scratch;              /* UNSOWN_SCRATCH: reads of it are on purpose */
    const char *why;           /* the reason given with scratch, or NULL */
    struct prog_leaf *leaves;  /* ascending, not overlapping; NULL when it is one array or unknown */
    uint32_t n_leaves;
};

struct prog_inst {
    enum prog_op op : 16;
    uint32_t flags : 16;   /* enum prog_inst_flag */
    uint32_t n_args;
    struct prog_type type; /* of the result */
    prog_value *args;
    struct prog_loc loc;
    prog_block block;      /* PROG_NONE for leaves */
    uint64_t imm;
    uint64_t *words;       /* PROG_CONST: (bits + 63) / 64 of them; PROG_SWITCH: the cases */
    union { /* by op; zero for all others */
        uint64_t extent;            /* PROG_PTRADD, see there */
        const char *name;           /* PROG_OPAQUE, PROG_INTENT */
        struct prog_object *object; /* PROG_LOCAL */
    };
    uint32_t fixed;        /* PROG_CALL, see there */
    /* 0 or the number of a struct that the source file defines for itself.  PROG_LOAD: of a field of it
     * that nothing in the file writes.  PROG_CALL: makes, clears, or hands on whole objects of it. */
    uint32_t record;
};

struct prog_bb {
    prog_value *insts; /* in order, the terminator last, phis first */
    uint32_t n_insts;
    prog_block *preds, *succs; /* an edge that exists twice stands twice in both */
    uint32_t n_preds, n_succs;
};

enum prog_param_flag {
    PROG_PARAM_CONST = 1 << 0, /* pointer to const: the callee does not write through it */
    PROG_PARAM_BYVAL = 1 << 1, /* points to a copy made for the call, size bytes */
    PROG_PARAM_SRET = 1 << 2,  /* where the callee puts its result */
    PROG_PARAM_SCRATCH = 1 << 3, /* UNSOWN_SCRATCH on the parameter */
    PROG_PARAM_UNSET = 1 << 4,   /* the caller hands over memory that it has not initialized */
};

struct prog_param {
    prog_value value;     /* its PROG_PARAM leaf; PROG_NONE in a declaration */
    struct prog_type type;
    const char *name;     /* "" if it has none */
    uint32_t flags;       /* enum prog_param_flag */
    uint64_t pointee;     /* size of what it points to, 0 when not a pointer, incomplete, or void */
    uint32_t record;      /* number of the struct that it points to, as prog_inst.record; 0: none */
    uint32_t decl;        /* as prog_object.decl */
    const char *fields;   /* of the struct it points to, "name:offset:size " for each that is no
                             bit-field, offset and size in bytes; NULL when it points to none, or
                             the function is defined here */
};

enum prog_function_flag {
    PROG_FN_INTERNAL = 1 << 0,    /* static: every caller is in this program */
    PROG_FN_NORETURN = 1 << 1,
    PROG_FN_TWICE = 1 << 2,
    PROG_FN_VARIADIC = 1 << 3,
    PROG_FN_NO_EFFECT = 1 << 4,   /* attribute const or pure: writes no memory */
    PROG_FN_MALLOC = 1 << 5,      /* attribute malloc: returns a fresh object */
    PROG_FN_SYSTEM = 1 << 6,      /* defined in a system header: nothing is reported there */
    PROG_FN_INTENTIONAL = 1 << 7, /* UNSOWN_INTENTIONAL: all its reads are on purpose */
    PROG_FN_ADDRESS_TAKEN = 1 << 8,
    PROG_FN_BEYOND = 1 << 9,      /* its body uses types that have no form here: only declared */
};

struct prog_function {
    const char *name;
    struct prog_type ret;
    uint32_t flags; /* enum prog_function_flag */
    struct prog_param *params;
    uint32_t n_params;
    uint64_t ret_pointee;          /* as prog_param.pointee, for the result */
    uint32_t ret_record;           /* as prog_param.record */
    int32_t alloc_size[2];         /* attribute alloc_size: parameter numbers, -1 when absent */
    const char **contracts;        /* annotations of intent.h, as written there; contract.h parses them */
    uint32_t n_contracts;
    const char *intent;            /* "claim:why" with PROG_FN_INTENTIONAL, else NULL */
    struct prog_loc loc;
    uint32_t decl;
    struct prog_inst *values;
    uint32_t n_values, cap_values;
    struct prog_bb *blocks;        /* blocks[0] is the entry; none: only declared here */
    uint32_t n_blocks, cap_blocks;
};

enum prog_global_flag {
    PROG_GLOBAL_INTERNAL = 1 << 0,
    PROG_GLOBAL_CONSTANT = 1 << 1,  /* in read-only memory */
    PROG_GLOBAL_STRING = 1 << 2,    /* a string literal */
    PROG_GLOBAL_THREAD = 1 << 3,
    PROG_GLOBAL_ADDRESS_TAKEN = 1 << 4, /* its address stands in the initialiser of another global */
};

/* Where the address of a function stands in the initial contents. */
struct prog_ref {
    uint64_t offset; /* bytes */
    const char *function;
};

struct prog_global {
    const char *name;
    uint64_t size;       /* bytes; 0 when unknown */
    uint32_t flags;      /* enum prog_global_flag */
    uint8_t *bytes;      /* the initial contents (size of them), NULL when not known or larger than
                            PROG_GLOBAL_BYTES_MAX; addresses in it count as unknown */
    uint8_t *known;      /* beside bytes: 0 where the byte is part of an address; NULL: all known */
    struct prog_ref *refs; /* ascending offsets, each where known is 0 */
    uint32_t n_refs;
    struct prog_loc loc;
    uint32_t decl;
};
#define PROG_GLOBAL_BYTES_MAX 4096

struct prog_program {
    uint32_t pointer_bits;    /* 32 or 64 */
    bool big_endian;
    const char **files;
    uint32_t n_files, cap_files;
    struct prog_global *globals;
    uint32_t n_globals, cap_globals;
    struct prog_function *functions;
    uint32_t n_functions, cap_functions;
    struct prog_arena *arena;
};

/* Creates an empty program; pointer_bits is 32 or 64. */
struct prog_program *prog_new(uint32_t pointer_bits, bool big_endian);
void prog_free(struct prog_program *p);

/* size bytes of zeroed memory that live as long as the program, aligned for any object. */
void *prog_alloc(struct prog_program *p, size_t size);
/* A copy of the n bytes at s, with a terminating NUL, that lives as long as the program. */
const char *prog_string(struct prog_program *p, const char *s, size_t n);
/* Says that memory ran out, on standard error, and aborts. */
_Noreturn void prog_fatal(const char *what);

/* Each returns the new entry's index.  Entries move when their table grows: hold indices. */
uint32_t prog_add_file(struct prog_program *p, const char *name); /* reuses an equal name */
uint32_t prog_add_global(struct prog_program *p, const char *name);
uint32_t prog_add_function(struct prog_program *p, const char *name);
prog_block prog_add_block(struct prog_program *p, struct prog_function *f);
/* A new value with room for n_args arguments (set to PROG_NONE).  Not put in a block: */
prog_value prog_add_value(struct prog_program *p, struct prog_function *f, enum prog_op op,
                          struct prog_type type, uint32_t n_args);
/* ... this appends it to one. */
void prog_append(struct prog_program *p, struct prog_function *f, prog_block b, prog_value v);
/* Both. */
prog_value prog_emit(struct prog_program *p, struct prog_function *f, prog_block b, enum prog_op op,
                     struct prog_type type, uint32_t n_args);
/* Gives back what the function's tables have room for and do not use; it can still grow. */
void prog_trim(struct prog_function *f);
/* A constant of at most 64 bits; equal ones need not share a value. */
prog_value prog_const(struct prog_program *p, struct prog_function *f, struct prog_type type,
                      uint64_t bits);
/* Adds the edge to from's succs and to to's preds, each at the end. */
void prog_add_edge(struct prog_program *p, struct prog_function *f, prog_block from, prog_block to);

/* Index of the function or global of that name, PROG_NONE if there is none. */
uint32_t prog_find_function(const struct prog_program *p, const char *name);
uint32_t prog_find_global(const struct prog_program *p, const char *name);

static inline bool prog_is_terminator(enum prog_op op) { return op >= PROG_JUMP && op < PROG_OP_COUNT; }
static inline bool prog_is_leaf(enum prog_op op) { return op <= PROG_FUNC; }

#endif
