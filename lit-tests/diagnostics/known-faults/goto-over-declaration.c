// A jump back over a declaration makes the variable undefined again.  The engine lets it keep its value
// when the declaration stands in the outermost block.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %FileCheck %s
// XFAIL: *

int declared_again_by_goto(void) {
    int turn = 0;
again:;
    int x;
    if (turn == 0)
        x = 1;
    else
        return x;
    turn = x;
    goto again;
}
// CHECK: :[[@LINE-4]]:{{[0-9]+}}: warning: variable 'x' {{.*}} [unsown-
