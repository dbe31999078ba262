#include "rendering.h"
void renderFindings(clang::CompilerInstance &, clang::ASTContext &, const prog_program &,
                    const engine_result &, const Declarations &, const Arguments &)
{
}
