// Names for what is read, in the words of the source.
#ifndef UNSOWN_CLANG_NAMING_H
#define UNSOWN_CLANG_NAMING_H

#include <string>

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"

#include "c_headers.h"

// "variable 'x'", "field 'len' of 'h'", "element of 'a'": the bits [offset, offset + width) of a
// variable; width 0: a place in it that is not constant.
std::string nameOfBits(const clang::ASTContext &ast, const clang::VarDecl *variable,
                       uint64_t offset, uint64_t width);
// The same for an lvalue as it is written: "field 'len' of '*p'", "'*p'".  Empty when it has no
// short name.
std::string nameOfLvalue(const clang::Expr *lvalue);
// The variable that an lvalue is a part of, without going through pointers; NULL if none.
const clang::VarDecl *variableOf(const clang::Expr *lvalue);
// What each byte of a variable of several fields holds: "magic ■■■■ | len □□□□ | (padding) □□□".
// map has one entry for each byte as in engine_finding.  Empty when the type has no fields.
std::string mapOfBytes(const clang::ASTContext &ast, clang::QualType type, const uint8_t *map,
                       uint64_t size);

#endif
