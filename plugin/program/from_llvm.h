/* A program from LLVM IR, through the LLVM-C API.
 *
 * What it is for.  The only place where the program under analysis meets LLVM.  It takes what
 * clang 14 to 22 generate from C without optimising, every instruction of it, and is compiled once
 * for each LLVM release.
 *
 * How it works.  One value of the program for most instructions of the IR, in the same blocks;
 * address arithmetic becomes a chain of PROG_PTRADD, intrinsics become the operations they stand
 * for, vectors are taken apart lane by lane, constant expressions are computed in the entry block.
 * The IR says nothing of C declarations; who generated it puts what is known about them on the
 * module, in the form below, so that there is no second way in.
 *
 * String attributes of functions, of their results and of their parameters:
 *
 *     on          attribute           value
 *     ---------   -----------------   ------------------------------------------------------------
 *     function    unsown-decl         number of its declaration, decimal
 *     function    unsown-at           "line:column:file", as the preprocessor presents it
 *     function    unsown-contracts    annotations of intent.h, one a line: "writes(p, n)"
 *     function    unsown-intentional  "claim:why" (UNSOWN_INTENTIONAL)
 *     function    unsown-read         the loading function behind UNSOWN_READ: a call of it is a
 *                                     load through its first argument
 *     function    unsown-same         returns its argument, for intent.h: a call of it is the argument
 *     function    unsown-system       defined in a system header
 *     function    unsown-no-effect    writes no memory (attributes const and pure)
 *     function    unsown-malloc       attribute malloc
 *     result      unsown-pointee      size of what it points to, decimal
 *     result      unsown-record       number of the struct it points to, as prog_param.record
 *     parameter   unsown-name         its name
 *     parameter   unsown-decl         number of its declaration
 *     parameter   unsown-const        pointer to const
 *     parameter   unsown-pointee      size of what it points to, decimal
 *     parameter   unsown-record       number of the struct it points to
 *     parameter   unsown-scratch      UNSOWN_SCRATCH, its reason
 *     parameter   unsown-fields       of the struct it points to, as prog_param.fields
 *
 * Metadata "unsown.decl" of allocas and global variables:
 *
 *     !{i64 number of the declaration, !"name", !"file", i64 line, i64 column, i64 flags, !"why"}
 *
 * with flags from enum prog_decl_flag.  An alloca without it was made by the compiler.
 *
 * Metadata "unsown.unwritten" of loads and "unsown.whole" of calls (!{i32 N}): prog_inst.record.
 *
 * Metadata "unsown.covered" of switches (!{}): without default, and the cases name every value of the enum.
 *
 * What it gives up.  Functions that use scalable vectors become declarations.  Blocks that the
 * entry does not reach are left out.  Exceptions (C has none) are calls that go on anywhere.
 */
#ifndef UNSOWN_PROGRAM_FROM_LLVM_H
#define UNSOWN_PROGRAM_FROM_LLVM_H

#include <llvm-c/Core.h>

#include "program.h"

enum prog_decl_flag {
    PROG_DECL_SCRATCH = 1 << 0, /* UNSOWN_SCRATCH; the reason is the last operand */
    PROG_DECL_PARAM = 1 << 1,   /* a parameter: the alloca is where its value is kept */
};

struct prog_from_llvm_options {
    uint64_t va_list_size; /* bytes of a va_list; 0: three pointers */
    /* NULL, or called with each function whose body will not be looked at again: it may be deleted. */
    void (*done)(LLVMValueRef function);
};

/* The program in the module, for the caller to free.  The module is only read, but for what `done`
 * does to it.  It has to be valid IR; what no C compiler generates becomes a call or a PROG_OPAQUE named
 * after it.  NULL when the target's pointers are neither 32 nor 64 bits wide. */
struct prog_program *prog_from_llvm(LLVMModuleRef module,
                                    const struct prog_from_llvm_options *options);

#endif
