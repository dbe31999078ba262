// Each stage of the pipeline can be printed, on standard output, and `stats` counts what was done.

// RUN: %unsown -fplugin-arg-unsown-dump=ir -w -c %s -o %t.o | %FileCheck --check-prefix=IR %s
// RUN: %unsown -fplugin-arg-unsown-dump=program -w -c %s -o %t.o | %FileCheck --check-prefix=PROGRAM %s
// RUN: %unsown -fplugin-arg-unsown-dump=findings -w -c %s -o %t.o | %FileCheck --check-prefix=FINDINGS %s
// RUN: for stage in summaries graph candidates feasibility; do \
// RUN:     %unsown -fplugin-arg-unsown-dump=$stage -w -c %s -o %t.o > %t.$stage && \
// RUN:     test -s %t.$stage || exit 1; \
// RUN: done
// RUN: %unsown -fplugin-arg-unsown-stats -w -c %s -o %t.o 2>&1 | %FileCheck --check-prefix=STATS %s
// RUN: %unsown -fplugin-arg-unsown-dump=ir -fplugin-arg-unsown-dump=program -w -c %s -o %t.o \
// RUN:     | %FileCheck --check-prefix=BOTH %s

int never(int n)
{
    int x;
    return n ? x : 0;
}

// The private module is not optimised, has lifetimes, and carries the facts of from_llvm.h.
// IR: define {{.*}} @never(i32 {{.*}}"unsown-name"="n"
// IR: %x = alloca i32{{.*}}!unsown.decl
// IR: llvm.lifetime.start

// PROGRAM: program {{32|64}} {{little|big}}
// PROGRAM: function @never(i32 %0 "n" {{.*}}) -> i32
// PROGRAM: local 4 "x"

// FINDINGS: uninit
// STATS: functions 1

// BOTH: define
// BOTH: function @never
