// Everything that differs between the clang releases we build for: 14, 16, 19 and 22.
//
// The rest of the adapter reads as if one release existed.  To add a release, go through the groups
// below; a test of CLANG_VERSION_MAJOR anywhere else is a mistake.
#ifndef UNSOWN_CLANG_COMPAT_H
#define UNSOWN_CLANG_COMPAT_H

#include <memory>

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/CodeGenOptions.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/Version.h"
#include "clang/CodeGen/ModuleBuilder.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Sema/ParsedAttr.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#if CLANG_VERSION_MAJOR >= 19
#include "llvm/IR/DebugProgramInstruction.h"
#endif

namespace compat {

inline bool startsWith(llvm::StringRef text, llvm::StringRef prefix)
{
    return text.substr(0, prefix.size()) == prefix; // starts_with since 16, startswith until 18
}

// --- 15: the code generator asks for a file system ------------------------------------------------
// --- 21: it comes as a unique_ptr

inline std::unique_ptr<clang::CodeGenerator>
createCodeGenerator(clang::CompilerInstance &ci, clang::DiagnosticsEngine &diagnostics,
                    llvm::StringRef name, const clang::CodeGenOptions &options,
                    llvm::LLVMContext &context)
{
#if CLANG_VERSION_MAJOR >= 15
    return std::unique_ptr<clang::CodeGenerator>(clang::CreateLLVMCodeGen(
        diagnostics, name, ci.getFileManager().getVirtualFileSystemPtr(), ci.getHeaderSearchOpts(),
        ci.getPreprocessorOpts(), options, context));
#else
    return std::unique_ptr<clang::CodeGenerator>(
        clang::CreateLLVMCodeGen(diagnostics, name, ci.getHeaderSearchOpts(),
                                 ci.getPreprocessorOpts(), options, context));
#endif
}

// --- 15: diagnostics print UTF-8; before, only in the text of the diagnostic itself ---------------

// The number of a custom diagnostic that says `text`.
inline unsigned customDiagnostic(clang::DiagnosticsEngine &diagnostics,
                                 clang::DiagnosticsEngine::Level level, const std::string &text)
{
    std::string format;
    for (char c : text)
        format += c == '%' ? "%%" : std::string(1, c);
    return diagnostics.getDiagnosticIDs()->getCustomDiagID(
        clang::DiagnosticIDs::Level(level), format);
}

// --- 21: identifiers are reached by a function -----------------------------------------------------

inline const clang::IdentifierInfo *identifier(const clang::IdentifierLoc *word)
{
#if CLANG_VERSION_MAJOR >= 21
    return word->getIdentifierInfo();
#else
    return word->Ident;
#endif
}

// --- 17: debug options moved to LLVM; 19: they got a base class; 22: profiling options moved, and
// places in macro arguments became those of the argument unless asked otherwise -------------------

inline void setFullDebugInfo(clang::CodeGenOptions &options)
{
#if CLANG_VERSION_MAJOR >= 17
    options.setDebugInfo(llvm::codegenoptions::FullDebugInfo);
#else
    options.setDebugInfo(clang::codegenoptions::FullDebugInfo);
#endif
#if CLANG_VERSION_MAJOR >= 22
    options.DebugInfoMacroExpansionLoc = 1;
#endif
}

inline void disableProfiling(clang::CodeGenOptions &options)
{
#if CLANG_VERSION_MAJOR >= 21
    options.setProfileInstr(llvm::driver::ProfileInstrKind::ProfileNone);
    options.setProfileUse(llvm::driver::ProfileInstrKind::ProfileNone);
#else
    options.setProfileInstr(clang::CodeGenOptions::ProfileNone);
    options.setProfileUse(clang::CodeGenOptions::ProfileNone);
#endif
}

// --- 19: debug records instead of intrinsics ------------------------------------------------------

// Calls visit(storage, variable, place, inst) for each variable declared in the function; the
// declaration stands right before inst.
template <class Visit> void forEachDeclare(llvm::Function &function, Visit visit)
{
    for (llvm::Instruction &inst : llvm::instructions(function)) {
#if CLANG_VERSION_MAJOR >= 19
        for (llvm::DbgVariableRecord &record : llvm::filterDbgVars(inst.getDbgRecordRange()))
            if (record.isDbgDeclare() && record.getAddress())
                visit(record.getAddress(), record.getVariable(), record.getDebugLoc(), inst);
#endif
        if (auto *declare = llvm::dyn_cast<llvm::DbgDeclareInst>(&inst))
            if (declare->getAddress())
                visit(declare->getAddress(), declare->getVariable(), declare->getDebugLoc(),
                      inst);
    }
}

// --- 20: the width of a bit-field is kept ---------------------------------------------------------

inline unsigned bitWidth(const clang::ASTContext &ast, const clang::FieldDecl *field)
{
#if CLANG_VERSION_MAJOR >= 20
    (void)ast;
    return field->getBitWidthValue();
#else
    return field->getBitWidthValue(ast);
#endif
}

// --- 22: the type of a declaration is asked for by a function of its own ---------------------------

inline clang::QualType recordType(const clang::ASTContext &ast, const clang::RecordDecl *record)
{
#if CLANG_VERSION_MAJOR >= 22
    return ast.getCanonicalTagType(record);
#else
    return ast.getRecordType(record);
#endif
}

// --- 21: diagnostic options are held by reference -----------------------------------------------------

// Diagnostics that go nowhere and leave those of the compilation alone.
class SilentDiagnostics {
  public:
    explicit SilentDiagnostics(clang::SourceManager &sources)
#if CLANG_VERSION_MAJOR >= 21
        : engine(clang::DiagnosticIDs::create(), options, new clang::IgnoringDiagConsumer)
#else
        : engine(new clang::DiagnosticIDs, new clang::DiagnosticOptions,
                 new clang::IgnoringDiagConsumer)
#endif
    {
        engine.setSourceManager(&sources);
    }
    clang::DiagnosticsEngine &get() { return engine; }

  private:
#if CLANG_VERSION_MAJOR >= 21
    clang::DiagnosticOptions options;
#endif
    clang::DiagnosticsEngine engine;
};

} // namespace compat

#endif
