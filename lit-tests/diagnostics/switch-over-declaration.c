// A jump into a block passes over the declarations there; what they declare is undefined.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s

int switch_jumps_over_a_declaration(int k) {
    switch (k) {
        int x;
    case 0: x = 1; return x; // no-warning
    case 1: return x;
    }
    return 0;
}
// CHECK: :[[@LINE-4]]:20: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-7]]:13: note: 'x' is declared here; nothing initializes it

int falls_through(int k) {
    switch (k) {
        int x;
    case 0: x = 1; /* fall through */
    case 1: return k ? 0 : x; // no-warning
    }
    return 0;
}
