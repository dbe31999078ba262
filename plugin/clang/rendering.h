// Findings as clang diagnostics.
#ifndef UNSOWN_CLANG_RENDERING_H
#define UNSOWN_CLANG_RENDERING_H

#include <string>
#include <vector>

#include "clang/AST/ASTContext.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Frontend/CompilerInstance.h"

#include "arguments.h"
#include "facts.h"
#include "pragmas.h"

struct RenderedNote {
    clang::SourceLocation location;
    std::string text;
    std::string insertion; // a fix-it: text to insert at insertionPlace; empty: none
    clang::SourceLocation insertionPlace;
    bool isStep; // of the path to the read
};

// A finding in words.
struct Rendered {
    const engine_finding *finding;
    clang::DiagnosticsEngine::Level level; // Ignored under -w
    clang::SourceLocation location;
    clang::SourceRange range;
    std::string text; // without the id
    std::vector<RenderedNote> notes;
};

// The findings in words, in the order of their places; those in system headers are left out.
std::vector<Rendered> renderFindings(clang::CompilerInstance &ci, clang::ASTContext &ast,
                                     const prog_program &program, const engine_result &result,
                                     const Declarations &declarations,
                                     const Arguments &arguments, const Pragmas &pragmas);
// Emits them, with the id in brackets at the end.
void emitFindings(clang::DiagnosticsEngine &diagnostics, const std::vector<Rendered> &rendered);

#endif
