// The attribute 'access' of GCC: which of a function's pointer arguments it reads and writes.
//
// clang ignores it with a warning; with the plugin it is known as __attribute__((access(...))), though
// __has_attribute(access) says so only from clang 19 on.  What it says becomes contracts
// (engine/contract.h):
//
//   read_only    the memory must be initialized, and is not written
//   read_write   it must be initialized, and is written
//   write_only   it need not be initialized: to the function's own body it is not
//   none         it is not touched
//
// A second number names the argument that holds how many elements there are.
#ifndef UNSOWN_CLANG_ACCESS_H
#define UNSOWN_CLANG_ACCESS_H

#include <string>

#include "clang/AST/Decl.h"

// What was said of earlier files of this process is forgotten.
void forgetAccess();
// The contracts of all declarations of the function, in the words of intent.h, one a line; "" if none.
std::string accessContracts(const clang::FunctionDecl *function);
// Whether the function finds the memory behind that parameter uninitialized.
bool findsUninitialized(const clang::FunctionDecl *function, unsigned param);

#endif
