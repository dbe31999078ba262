// Drivers: small C programs that call the function of a finding with the values of its witness path.
#ifndef UNSOWN_CLANG_DRIVERS_H
#define UNSOWN_CLANG_DRIVERS_H

#include <string>
#include <vector>

#include "rendering.h"

// Writes one driver for each finding that has inputs and whose function can be called, as
// DIRECTORY/NAME-LINE-COLUMN.c, NAME being the main file's without its ending.  The directory is made when it is not
// there.  False after reporting what could not be written.
bool writeDrivers(clang::CompilerInstance &ci, clang::ASTContext &ast, const prog_program &program,
                  const Declarations &declarations, const std::vector<Rendered> &rendered,
                  const std::string &directory);

#endif
