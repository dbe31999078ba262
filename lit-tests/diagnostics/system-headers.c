// Nothing is told of code in system headers; the same code in the user's own header is told, with the
// place there.
// RUN: rm -rf %t && mkdir -p %t/system %t/own && cd %t
// RUN: printf 'static inline int in_a_header(void) {\n    int x;\n    return x;\n}\n' > system/header.h
// RUN: cp system/header.h own/header.h
// RUN: %unsown -Wno-everything -isystem system -c -o /dev/null %s 2>&1 \
// RUN:   | %filecheck %s --check-prefix=SYSTEM --allow-empty
// RUN: %unsown -Wno-everything -I own -c -o /dev/null %s 2>&1 | %filecheck %s --check-prefix=OWN

#include <header.h>

int caller(void) { return in_a_header(); }

// SYSTEM-NOT: unsown
// OWN: own/header.h:3:12: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
// OWN: own/header.h:2:9: note: 'x' is declared here; nothing initializes it
