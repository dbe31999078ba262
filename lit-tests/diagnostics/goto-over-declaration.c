// A jump back over a declaration makes the variable undefined again.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s

int produce(int);

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
// CHECK: :[[@LINE-4]]:16: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-9]]:9: note: 'x' is declared here; nothing initializes it

int initialized_again(int n) {
again:;
    int x = produce(n);
    if (x > 3) {
        n--;
        goto again;
    }
    return x; // no-warning
}

int declared_before_the_label(int n) {
    int x;
    x = n;
again:
    if (n > 3) {
        n--;
        goto again;
    }
    return x; // no-warning
}
