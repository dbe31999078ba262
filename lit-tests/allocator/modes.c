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
// RUN: env UNSOWN_HARDENED=1 %t 2>&1 | %FileCheck %s --check-prefix=HARDENED
// RUN: env UNSOWN_HARDENED=1 UNSOWN_DEBUG=1 %t 2>&1 | %FileCheck %s --check-prefix=DEBUGGING
// RUN: env UNSOWN_HARDENED=yes UNSOWN_POOLS=2 UNSOWN_DEBUG=01 %t 2>&1 | %FileCheck %s --check-prefixes=BAD,RELEASE
// RUN: %program -DUNSOWN_HARDENED=1 %s %library -o %t-hardened
// RUN: %t-hardened 2>&1 | %FileCheck %s --check-prefix=HARDENED
// RUN: env UNSOWN_HARDENED=0 %t-hardened 2>&1 | %FileCheck %s --check-prefix=RELEASE
// RUN: %program -DUNSOWN_POOLS=0 %s %library -o %t-off
// RUN: env UNSOWN_POOLS=1 %t-off 2>&1 | %FileCheck %s --check-prefix=SYSTEM
// RUN: %program -DUNSOWN_MEMORY_DEBUGGER=1 %s %library -o %t-tracked
// RUN: env UNSOWN_DEBUG=1 %t-tracked 2>&1 | %FileCheck %s --check-prefix=TRACKED
// RUN: env UNSOWN_POOLS=0 %t-tracked 2>&1 | %FileCheck %s --check-prefix=SYSTEM

// BAD-DAG: unsown: UNSOWN_HARDENED=yes is ignored: it may be 0 or 1
// BAD-DAG: unsown: UNSOWN_POOLS=2 is ignored: it may be 0 or 1
// BAD-DAG: unsown: UNSOWN_DEBUG=01 is ignored: it may be 0 or 1
// RELEASE: mode    release
// RELEASE-NEXT: arenas  1 held, 1 at most, 1 taken, 0 released
// RELEASE-NEXT: pools   2, 0 of them empty; 0 stale pages
// RELEASE-NEXT: blocks  40, 1280 bytes; {{[0-9]+}} free at hand
// RELEASE: size  32: 40 blocks, 1 pools
// RELEASE: size 512: 0 blocks, 1 pools
// RELEASE-NEXT: owned yes, large no

// SYSTEM: mode    system
// SYSTEM-NEXT: arenas  0 held, 0 at most, 0 taken, 0 released
// SYSTEM-NEXT: pools   0, 0 of them empty; 0 stale pages
// SYSTEM-NEXT: blocks  0, 0 bytes; 0 free at hand
// SYSTEM-NEXT: owned no, large no

// DEBUGGING: mode    debugging
// DEBUGGING-NEXT: arenas  1 held
// DEBUGGING: owned yes, large no

// HARDENED: mode    hardened
// HARDENED-NEXT: arenas  1 held
// HARDENED: owned yes, large no

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
