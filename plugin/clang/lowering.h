// The private module: the translation unit, compiled once more for our eyes alone.
#ifndef UNSOWN_CLANG_LOWERING_H
#define UNSOWN_CLANG_LOWERING_H

#include <memory>
#include <vector>

#include "clang/AST/ASTContext.h"
#include "clang/CodeGen/ModuleBuilder.h"
#include "clang/Frontend/CompilerInstance.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"

#include "compat.h"
#include "facts.h"

class PrivateModule {
  public:
    // Compiles the translation unit; `tentative` are its tentative definitions.  Afterwards nothing
    // of the compilation around us has changed.
    PrivateModule(clang::CompilerInstance &ci, clang::ASTContext &ast,
                  const std::vector<clang::VarDecl *> &tentative);

    // The module, with the facts of from_llvm.h on it; NULL if code generation failed.
    llvm::Module *module() { return generator->GetModule(); }
    const Declarations &declarations() const { return decls; }
    // Frees the module and all that belongs to it; the declarations stay.
    void dropModule()
    {
        generator.reset();
        context.reset();
    }

  private:
    std::unique_ptr<llvm::LLVMContext> context;
    compat::SilentDiagnostics diagnostics;
    clang::CodeGenOptions options; // the generator keeps a reference
    std::unique_ptr<clang::CodeGenerator> generator;
    Declarations decls;
};

#endif
