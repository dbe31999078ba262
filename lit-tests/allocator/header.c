// alloc.h stands alone, in C99 to C23 and in C++, without a warning; and the library defines no name
// that does not begin with unsown_.
//
// UNSUPPORTED: sanitize
// RUN: %program -x c -std=c99 -fsyntax-only %s
// RUN: %program -x c -std=c17 -fsyntax-only %s
// RUN: %program -x c -std=c2x -fsyntax-only %s
// RUN: %clang -x c++ -std=c++17 -Wall -Wextra -Wpedantic -Werror -I%alloc-include -I%intent-include -fsyntax-only %s
// RUN: %clang -x c -std=c99 -Wall -Wextra -Wpedantic -Werror -I%alloc-include -I%intent-include -fsyntax-only %s
// RUN: nm -g --defined-only %libunsown | grep ' [A-TV-Z] ' | %FileCheck %s
// RUN: nm -D --defined-only %libunsown-so | grep ' [A-Z] ' | %FileCheck %s
// RUN: nm -D --defined-only %libunsown-so | %FileCheck %s --check-prefix=EXPORTS

// CHECK-NOT: {{ [A-Z] (_*[a-tv-z_]|u[^n]|un[^s])}}
// EXPORTS-NOT: {{unsown_(arena|apart|cache|hardened|heap_(give|leave|open|take|trim)|pool|survey|system|debugging|tracked|config)}}

#include <unsown/alloc.h>

void *one(size_t n);
void *one(size_t n)
{
    return unsown_malloc(n);
}
