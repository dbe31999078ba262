// The headers of the C libraries, as C++ has to read them.
#ifndef UNSOWN_CLANG_C_HEADERS_H
#define UNSOWN_CLANG_C_HEADERS_H

#include <cstdbool>
#include <cstddef>
#include <cstdint>
#include <cstdio>

#include <llvm-c/Core.h> // has its own extern "C", and C++ in its includes

#define _Noreturn [[noreturn]]
extern "C" {
#include "../engine/contract.h"
#include "../engine/engine.h"
#include "../program/from_llvm.h"
#include "../program/program.h"
#include "../program/verify.h"
}
#undef _Noreturn

#endif
