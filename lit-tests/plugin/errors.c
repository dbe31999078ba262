// A translation unit with errors gets clang's errors and nothing from us: no warnings, no dumps.

// RUN: not %unsown -fplugin-arg-unsown-dump=program -fplugin-arg-unsown-stats -c %s -o %t.o 2>&1 \
// RUN:     | %filecheck %s
// RUN: not ls %t.o

int never(void)
{
    int x;
    return x;
}

int wrong(void) { return undeclared_name; }

// CHECK-NOT: program 64
// CHECK: error: use of undeclared identifier 'undeclared_name'
// CHECK-NOT: {{candidates|unsown}}
