// Findings as clang diagnostics.
#ifndef UNSOWN_CLANG_RENDERING_H
#define UNSOWN_CLANG_RENDERING_H

#include "clang/AST/ASTContext.h"
#include "clang/Frontend/CompilerInstance.h"

#include "arguments.h"
#include "facts.h"

// Emits a warning (or error, or remark) with its notes for each finding, in the order given.
void renderFindings(clang::CompilerInstance &ci, clang::ASTContext &ast,
                    const prog_program &program, const engine_result &result,
                    const Declarations &declarations, const Arguments &arguments);

#endif
