// Which mode is chosen by the environment and by the build, and what the statistics say of it: with
// pools off no request makes an arena.
//
// RUN: %program %s %libunsown -o %t
// RUN: %t 2>&1 | %FileCheck %s --check-prefix=RELEASE
// RUN: env UNSOWN_POOLS=1 UNSOWN_DEBUG=0 %t 2>&1 | %FileCheck %s --check-prefix=RELEASE
// RUN: env UNSOWN_POOLS= UNSOWN_DEBUG= %t 2>&1 | %FileCheck %s --check-prefix=RELEASE
// RUN: env UNSOWN_POOLS=0 %t 2>&1 | %FileCheck %s --check-prefix=SYSTEM
// RUN: env UNSOWN_DEBUG=1 %t 2>&1 | %FileCheck %s --check-prefix=DEBUGGING
// RUN: env UNSOWN_DEBUG=1 UNSOWN_POOLS=0 %t 2>&1 | %FileCheck %s --check-prefix=DEBUGGING-SYSTEM
// RUN: %program -DUNSOWN_POOLS=0 %s %library -o %t-off
// RUN: env UNSOWN_POOLS=1 %t-off 2>&1 | %FileCheck %s --check-prefix=SYSTEM
// RUN: %program -DUNSOWN_MEMORY_DEBUGGER=1 %s %library -o %t-tracked
// RUN: env UNSOWN_DEBUG=1 %t-tracked 2>&1 | %FileCheck %s --check-prefix=TRACKED
// RUN: env UNSOWN_POOLS=0 %t-tracked 2>&1 | %FileCheck %s --check-prefix=SYSTEM

// RELEASE: mode    release
// RELEASE-NEXT: arenas  1 held, 1 at most, 1 mapped, 0 unmapped
// RELEASE-NEXT: pools   2, 1 of them empty
// RELEASE-NEXT: blocks  40, 1280 bytes
// RELEASE-NEXT: size  32: 40 blocks in 1 pools
// RELEASE-NEXT: size 512: 0 blocks in 1 pools
// RELEASE-NEXT: owned yes, large no

// SYSTEM: mode    system
// SYSTEM-NEXT: arenas  0 held, 0 at most, 0 mapped, 0 unmapped
// SYSTEM-NEXT: pools   0, 0 of them empty
// SYSTEM-NEXT: blocks  0, 0 bytes
// SYSTEM-NEXT: owned no, large no

// DEBUGGING: mode    debugging
// DEBUGGING-NEXT: arenas  1 held
// DEBUGGING: owned yes, large no

// DEBUGGING-SYSTEM: mode    debugging
// DEBUGGING-SYSTEM-NEXT: arenas  0 held
// DEBUGGING-SYSTEM: owned no, large no

// TRACKED: mode    tracked
// TRACKED-NEXT: arenas  1 held
// TRACKED: owned yes, large no

#include <stdio.h>
#include <unistd.h>
#include <unsown/alloc.h>

int main(void)
{
    enum { N = 40 };
    void *blocks[N];
    for (int i = 0; i < N; i++)
        blocks[i] = unsown_malloc(17 + (size_t)i % 16);
    unsown_free(unsown_malloc(512));
    void *large = unsown_malloc(513);
    unsown_print_statistics(STDERR_FILENO);
    fprintf(stderr, "owned %s, large %s\n", unsown_owns(blocks[0]) ? "yes" : "no",
            unsown_owns(large) ? "yes" : "no");
    for (int i = 0; i < N; i++)
        unsown_free(blocks[i]);
    unsown_free(large);
    return 0;
}
