// A function that is declared not to return, for analysers alone, ends the path for this one too.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s

void give_up(void) __attribute__((analyzer_noreturn));
void go_on(void);

int after_giving_up(int c) {
    int x;
    if (c)
        give_up();
    else
        x = 1;
    return x;
}

int after_going_on(int c) {
    int x;
    if (c)
        go_on();
    else
        x = 1;
    return x;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-8]]:9: note: 'x' is declared here; nothing initializes it
// CHECK: :[[@LINE-8]]:9: note: this condition is true
