// The files that the arguments ask for: SARIF, suppressions, the ignore list, the audit list.
#ifndef UNSOWN_CLANG_REPORTS_H
#define UNSOWN_CLANG_REPORTS_H

#include <vector>

#include "clang/AST/ASTContext.h"
#include "clang/Frontend/CompilerInstance.h"

#include "arguments.h"
#include "facts.h"
#include "rendering.h"

// Writes each file asked for; an error of the compilation for each that cannot be written.
void writeReports(clang::CompilerInstance &ci, clang::ASTContext &ast,
                  const prog_program &program, const engine_result &result,
                  const Declarations &declarations,
                  const Arguments &arguments, const std::vector<Rendered> &rendered);

#endif
