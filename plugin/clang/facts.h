// What clang knows about declarations, put on the private module in the form of from_llvm.h.
#ifndef UNSOWN_CLANG_FACTS_H
#define UNSOWN_CLANG_FACTS_H

#include <cstdint>
#include <vector>

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/CodeGen/ModuleBuilder.h"
#include "llvm/ADT/DenseMap.h"

#include "records.h"

// The declarations that the program refers to by number.
class Declarations {
  public:
    uint32_t number(const clang::NamedDecl *decl);
    // NULL when there is none of that number.
    const clang::NamedDecl *find(uint32_t number) const;

  private:
    std::vector<const clang::NamedDecl *> byNumber;
    llvm::DenseMap<const clang::NamedDecl *, uint32_t> numbers;
};

// Annotates the functions, parameters, locals and globals of the generator's module.
void addFacts(clang::ASTContext &ast, clang::CodeGenerator &generator, llvm::Module &module,
              const PrivateRecords &records, Declarations &declarations);

#endif
