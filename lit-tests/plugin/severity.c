// -Werror and -w apply to our warnings as to clang's own, and other errors do not hide them.

// RUN: not %unsown -Werror -c %s -o %t.o 2>&1 | %filecheck --check-prefix=ERROR %s
// RUN: not ls %t.o
// RUN: %unsown -w -c %s -o %t.o 2>&1 | %filecheck --allow-empty --check-prefix=SILENT %s
// RUN: ls %t.o
// RUN: %unsown -Werror -Wno-error -c %s -o %t.o 2>&1 | %filecheck --check-prefix=WARNING %s
// RUN: not %unsown -w -fplugin-arg-unsown-error=uninit -c %s -o %t.o 2>&1 \
// RUN:     | %filecheck --check-prefix=ERROR %s

int never(void)
{
    int x;
    return x;
}

// ERROR: error: variable 'x' is uninitialized when it is read here [unsown-uninit]
// ERROR: note: 'x' is declared here
// WARNING: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
// WARNING: note: 'x' is declared here
// SILENT-NOT: {{.}}
