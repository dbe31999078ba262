// What belongs before a function, before a variable.  (clang 14 does not compile this: the sanitizers'
// attribute in it applies to functions alone.)
//
// REQUIRES: llvm-16-or-later
// RUN: %unsown -Wno-ignored-attributes -fsyntax-only -I%intent-include %s 2>&1 | %filecheck %s
#include <unsown/intent.h>

// CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: UNSOWN_INTENTIONAL stands before a function; reads of a variable, field or parameter are annotated with UNSOWN_SCRATCH before it [unsown-claim]
UNSOWN_INTENTIONAL(contained, "x") int variable;

int uses(void) { return variable; }
