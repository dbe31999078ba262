// Our warnings are the compiler's: -Werror makes them errors, which fail the compilation; -w, #pragma
// and system headers silence them; arguments choose among them.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s --check-prefix=WARNING
// RUN: not %unsown -Wno-everything -Werror -c -o /dev/null %s 2>&1 \
// RUN:   | %filecheck %s --check-prefix=ERROR
// RUN: %unsown -w -c -o /dev/null %s 2>&1 | %filecheck %s --check-prefix=NONE --allow-empty
// RUN: %unsown -Wno-everything -fplugin-arg-unsown-no-warn=uninit -c -o /dev/null %s 2>&1 \
// RUN:   | %filecheck %s --check-prefix=NONE --allow-empty
// RUN: not %unsown -Wno-everything -fplugin-arg-unsown-error=uninit -c -o /dev/null %s 2>&1 \
// RUN:   | %filecheck %s --check-prefix=ERROR
// RUN: %unsown -Wno-everything -Werror -fplugin-arg-unsown-no-warn=uninit -c -o /dev/null %s

int never_written(void) {
    int x;
    return x;
}
// WARNING: :[[@LINE-2]]:12: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
// WARNING: :[[@LINE-4]]:9: note: 'x' is declared here
// ERROR: :[[@LINE-4]]:12: error: variable 'x' is uninitialized when it is read here [{{.*}}unsown-uninit{{.*}}]
// ERROR: :[[@LINE-6]]:9: note: 'x' is declared here
// NONE-NOT: unsown
