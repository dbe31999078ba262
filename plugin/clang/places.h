// From places as the preprocessor presents them back to the source and its AST.
//
// The program names a place by file, line and column behind all macros and #line directives.  Those
// cannot be turned back by arithmetic: so for a function in which something was found, the places
// of all its expressions, statements and declarations are computed once, and looked up.
#ifndef UNSOWN_CLANG_PLACES_H
#define UNSOWN_CLANG_PLACES_H

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/DenseMap.h"

#include "c_headers.h"

// What stands at one place of a function.
struct PlaceNode {
    clang::SourceLocation location;
    const clang::Stmt *statement; // NULL for a declaration
};

class Places {
  public:
    Places(clang::ASTContext &ast, const prog_program &program) : ast(ast), program(program) {}

    // The source location of a place in that function; the nearest node before it on its line if
    // nothing stands exactly there, and the function's name if the line has none.  Invalid for
    // a place that is not known, or without a function.
    clang::SourceLocation find(const clang::FunctionDecl *function, prog_loc place);
    // The nodes that stand exactly there, outer ones first.
    std::vector<PlaceNode> nodes(const clang::FunctionDecl *function, prog_loc place);

  private:
    using Line = std::map<unsigned, std::vector<PlaceNode>>; // by column
    using Map = std::map<std::pair<std::string, unsigned>, Line>;

    clang::ASTContext &ast;
    const prog_program &program;
    llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<Map>> maps;

    const Line *line(const clang::FunctionDecl *function, prog_loc place);
};

#endif
