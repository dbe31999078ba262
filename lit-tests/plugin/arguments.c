// Good arguments choose what is warned about and how; bad ones are errors that name the good ones.

// RUN: %unsown -c %s -o %t.o 2>&1 | %filecheck --check-prefix=DEFAULT %s
// RUN: %unsown -fplugin-arg-unsown-no-warn=uninit -c %s -o %t.o 2>&1 \
// RUN:     | %filecheck --check-prefix=NO-UNINIT %s
// RUN: %unsown -fplugin-arg-unsown-no-warn=unsown-sometimes -c %s -o %t.o 2>&1 \
// RUN:     | %filecheck --check-prefix=NO-SOMETIMES %s
// RUN: not %unsown -fplugin-arg-unsown-error=uninit -c %s -o %t.error.o 2>&1 \
// RUN:     | %filecheck --check-prefix=ERROR %s
// RUN: not ls %t.error.o
// RUN: %unsown -fplugin-arg-unsown-no-warn=uninit -fplugin-arg-unsown-warn=uninit \
// RUN:     -fplugin-arg-unsown-budget=100000 -c %s -o %t.o 2>&1 \
// RUN:     | %filecheck --check-prefix=DEFAULT %s

// RUN: not %unsown -fplugin-arg-unsown-frobnicate -c %s -o %t.bad.o 2>&1 \
// RUN:     | %filecheck --check-prefix=UNKNOWN %s
// RUN: not %unsown -fplugin-arg-unsown-warn=everything -c %s -o %t.bad.o 2>&1 \
// RUN:     | %filecheck --check-prefix=BAD-ID %s
// RUN: not %unsown -fplugin-arg-unsown-dump=soup -c %s -o %t.bad.o 2>&1 \
// RUN:     | %filecheck --check-prefix=BAD-STAGE %s
// RUN: not %unsown -fplugin-arg-unsown-budget=much -c %s -o %t.bad.o 2>&1 \
// RUN:     | %filecheck --check-prefix=BAD-BUDGET %s
// RUN: not %unsown -fplugin-arg-unsown-remark=all -c %s -o %t.bad.o 2>&1 \
// RUN:     | %filecheck --check-prefix=BAD-REMARK %s
// RUN: not %unsown -fplugin-arg-unsown-stats=all -c %s -o %t.bad.o 2>&1 \
// RUN:     | %filecheck --check-prefix=BAD-STATS %s
// RUN: not %unsown -fplugin-arg-unsown-sarif= -c %s -o %t.bad.o 2>&1 \
// RUN:     | %filecheck --check-prefix=NO-FILE %s
// RUN: not %unsown -fplugin-arg-unsown-foo -fplugin-arg-unsown-bar -c %s -o %t.bad.o 2>&1 \
// RUN:     | %filecheck --check-prefix=TWO %s
// RUN: not ls %t.bad.o

int never(void)
{
    int x;
    return x;
}

int sometimes(int n)
{
    int y;
    if (n)
        y = 1;
    return y;
}

// DEFAULT: [[@LINE-11]]:12: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
// DEFAULT: note: 'x' is declared here; nothing initializes it
// DEFAULT: [[@LINE-5]]:12: warning: variable 'y' may be read before it is initialized [unsown-sometimes]
// DEFAULT: note: 'y' is declared here; nothing initializes it
// DEFAULT: note: this condition is false when 'n' is 0

// NO-UNINIT: warning: variable 'y' may be read before it is initialized [unsown-sometimes]
// NO-UNINIT: note: 'y' is declared here
// NO-UNINIT: note: this condition is false when 'n' is 0

// NO-SOMETIMES: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
// NO-SOMETIMES: note: 'x' is declared here

// ERROR: error: variable 'x' is uninitialized when it is read here [unsown-uninit]
// ERROR: note: 'x' is declared here
// ERROR: warning: variable 'y' may be read before it is initialized [unsown-sometimes]
// ERROR: note: 'y' is declared here
// ERROR: note: this condition is false when 'n' is 0

// UNKNOWN: error: unsown: there is no argument 'frobnicate'; there are warn=ID, no-warn=ID, error=ID, remark=ID, models=FILE, sarif=FILE, suppressions=FILE, ignorelist=FILE, audit=FILE, witness=DIR, dump=STAGE, stats, budget=N
// BAD-ID: error: unsown: no warning is called 'everything' in argument 'warn=everything'; there are uninit, sometimes, argument, probe, leak, maybe, claim, stale
// BAD-STAGE: error: unsown: no stage is called 'soup' in argument 'dump=soup'; there are ir, program, summaries, graph, candidates, feasibility, claims, findings
// BAD-BUDGET: error: unsown: argument 'budget' takes a positive number, not 'much'
// BAD-REMARK: error: unsown: no remark is called 'all' in argument 'remark=all'; there are intent, gave-up
// BAD-STATS: error: unsown: argument 'stats' takes no value
// NO-FILE: error: unsown: argument 'sarif' takes the name of a file: sarif=FILE
// TWO: error: unsown: there is no argument 'foo'
// TWO: error: unsown: there is no argument 'bar'
