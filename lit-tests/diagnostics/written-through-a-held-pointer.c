// A function that is too large to be looked into where it is called, and writes through a pointer that stands in
// what its parameter points to: the caller's buffer counts as written.

// RUN: %python %S/Inputs/held-pointer.py > %t.c
// RUN: %unsown -c -o /dev/null %t.c 2>&1 | %FileCheck %s --implicit-check-not=buffer
// RUN: %unsown -fplugin-arg-unsown-dump=summaries -c -o /dev/null %t.c | %FileCheck %s --check-prefix=SUMMARY

// CHECK: 'transmit' reads '*data', but this argument points to uninitialized memory [unsown-argument]
// CHECK: note: 'other' is declared here
// CHECK-NOT: warning:
// SUMMARY-LABEL: summary @format:
// SUMMARY: writes through what parameter 0 points to
