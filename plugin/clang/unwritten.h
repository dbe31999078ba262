// Fields that nothing writes: a struct that only this file can take apart, one of whose fields it reads
// and never sets.
//
// What it is for.  An object travels through lists, tables and callers in other files before a function
// reads the field that its maker left unset; no path shows both.  But where the struct is defined in the
// file itself, nobody else can write the field either.
//
// How it works.  The AST is searched for everything that touches such a struct.  A field counts as unwritten if
// every mention of it is a read, or an update of its own value (`n->count++`).  Loads of it are marked in the module, and
// so are the calls that handle whole objects, by their size or as plain memory: if those really make uninitialized objects
// is for the engine to say, which knows the functions (engine/unwritten.h).
//
// What it gives up.  Structs with objects that are no heap objects of their own (variables, members,
// values), that are accessed through pointers to other types, or measured outside a call; bit-fields,
// volatile and atomic fields, arrays and structs as fields.
#ifndef UNSOWN_CLANG_UNWRITTEN_H
#define UNSOWN_CLANG_UNWRITTEN_H

#include "clang/AST/ASTContext.h"
#include "clang/CodeGen/ModuleBuilder.h"
#include "llvm/IR/Module.h"

#include "records.h"

// Puts the metadata "unsown.unwritten" and "unsown.whole" of from_llvm.h on loads and calls.
void markUnwritten(clang::ASTContext &ast, const PrivateRecords &records,
                   clang::CodeGenerator &generator, llvm::Module &module);

#endif
