// MSan complains of scratch memory, and not with the list that the plugin writes from the annotation; a real fault
// in another function of the same file is still told.  (UNSOWN_READ needs no list: intent/sanitizers.test.)
//
// REQUIRES: x86_64
// RUN: echo 'int main(void) { return 0; }' > %t.c && %clang -fsanitize=memory %t.c -o %t.try || exit 0
// RUN: rm -f %t.list && %unsown -c -o %t.o -w -I%intent-include -fplugin-arg-unsown-ignorelist=%t.list %s
// RUN: %FileCheck %s --input-file=%t.list
// RUN: %clang -w -g -fsanitize=memory -I%intent-include %s -o %t.loud
// RUN: not %t.loud 2>&1 | %FileCheck %s --check-prefix=LOUD
// RUN: %clang -w -g -fsanitize=memory -fsanitize-ignorelist=%t.list -I%intent-include %s -o %t.quiet
// RUN: %t.quiet 2>&1 | %FileCheck %s --check-prefix=QUIET
// RUN: not %t.quiet fault 2>&1 | %FileCheck %s --check-prefix=FAULT
#include <stdio.h>
#include <stdlib.h>
#include <unsown/intent.h>

struct cache {
    UNSOWN_SCRATCH("a hint, checked wherever it is used") unsigned hint;
    unsigned used;
};

// CHECK:      [memory]
// CHECK-NEXT: # {{.*}}ignorelist.c:[[@LINE+4]]: a hint, checked wherever it is used
// CHECK-NEXT: fun:take_hint
__attribute__((noinline)) static int take_hint(const struct cache *c)
{
    if (c->hint < 4)
        return 1;
    return 0;
}
__attribute__((noinline)) static int fault(const struct cache *c)
{
    if (c->used < 4)
        return 1;
    return 0;
}

int main(int argc, char **argv)
{
    struct cache *c = malloc(sizeof *c);
    (void)argv;
    // LOUD: WARNING: MemorySanitizer: use-of-uninitialized-value
    // LOUD: in take_hint
    // QUIET: hint taken or not
    // QUIET-NOT: MemorySanitizer
    printf("hint taken or not%s", take_hint(c) ? "\n" : "\n");
    // FAULT-NOT: take_hint
    // FAULT: WARNING: MemorySanitizer: use-of-uninitialized-value
    // FAULT-NEXT: in fault
    return argc > 1 ? fault(c) : 0;
}
