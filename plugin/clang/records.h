// The structs that a source file defines for itself: what their members mean is known to nobody else.
#ifndef UNSOWN_CLANG_RECORDS_H
#define UNSOWN_CLANG_RECORDS_H

#include <cstdint>
#include <vector>

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "llvm/ADT/DenseMap.h"

// The struct that a type is, or is an array of; nullptr when it is none.
const clang::RecordDecl *recordOf(const clang::ASTContext &ast, clang::QualType type);

class PrivateRecords {
  public:
    explicit PrivateRecords(const clang::ASTContext &ast);
    // From 1, in the order of the source; 0: none of them, or nullptr.
    uint32_t number(const clang::RecordDecl *record) const;
    const std::vector<const clang::RecordDecl *> &all() const { return records; }

  private:
    std::vector<const clang::RecordDecl *> records;
    llvm::DenseMap<const clang::RecordDecl *, uint32_t> numbers;
};

#endif
