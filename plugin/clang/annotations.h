// Annotations of intent.h that say nothing, or stand where they can say nothing.
#ifndef UNSOWN_CLANG_ANNOTATIONS_H
#define UNSOWN_CLANG_ANNOTATIONS_H

#include "clang/Frontend/CompilerInstance.h"

#include "arguments.h"
#include "facts.h"

// Reports them, as unsown-claim.  Functions are judged by their contracts if they are in the program: used
// or defined in this file.
void checkAnnotations(clang::CompilerInstance &ci, clang::ASTContext &ast,
                      const prog_program &program, const Declarations &declarations,
                      const Arguments &arguments);

#endif
