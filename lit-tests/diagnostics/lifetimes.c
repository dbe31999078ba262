// A local declared in a loop, or passed again by goto, comes to life anew and is undefined again.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s

int use(int);
int next(void);

void read_before_it_is_written_in_each_turn(int n) {
    for (int i = 0; i < n; i++) {
        int x;
        use(x);
        x = i;
        use(x);
    }
}
// CHECK: :[[@LINE-5]]:13: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-7]]:13: note: 'x' is declared here; nothing initializes it

int undefined_again_after_goto(int turns) {
    int n = 0;
again: {
    int x;
    if (n == 0)
        x = 1;
    n++;
    if (n < turns) {
        use(n);
        goto again;
    }
    return x;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-11]]:9: note: 'x' is declared here; nothing initializes it
// CHECK: :[[@LINE-11]]:9: note: this condition is true
// CHECK: :[[@LINE-9]]:9: note: this condition is true when 'n' is {{-?[0-9]+}}
// CHECK: :[[@LINE-13]]:9: note: this condition is false when 'n' is {{-?[0-9]+}}
// CHECK: :[[@LINE-11]]:9: note: this condition is false when 'n' is {{-?[0-9]+}}
}

void declared_outside_the_loop(int n) {
    int x;
    for (int i = 0; i < n; i++) {
        if (i == 0)
            x = 1;
        use(x);
    }
}

void written_in_each_turn(int n) {
    for (int i = 0; i < n; i++) {
        int x = i;
        use(x);
    }
}

int outside_a_loop_by_goto(void) {
    int turn = 0;
    int x;
again:
    if (turn == 0)
        x = 1;
    else
        return x;
    turn = 1;
    goto again;
}

int jump_over_the_initializer(int n) {
    if (n)
        goto skip;
    int x = 1;
    use(x);
skip:
    return x;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-6]]:9: note: 'x' is declared here
// CHECK: :[[@LINE-9]]:9: note: this condition is true when 'n' is {{-?[0-9]+}}

int block_entered_again(int n) {
    int sum = 0;
    while (n-- > 0) {
        {
            int a[2];
            a[0] = n;
            sum += a[0];
        }
        {
            int a[2];
            a[1] = n;
            sum += a[0];
        }
    }
    return sum;
}
// CHECK: :[[@LINE-5]]:20: warning: element of 'a' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-8]]:17: note: 'a' is declared here; nothing initializes it

int pointer_to_a_dead_block_is_another_fault(void) {
    int sum = 0;
    for (int i = 0; i < 3; i++) {
        int cell;
        int *p = &cell;
        *p = i;
        sum += *p;
    }
    return sum;
}
