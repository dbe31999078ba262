// switch, short circuits and ?: : what is read depends on which way was taken.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s

int use(int);

int switch_with_all_cases(unsigned k) {
    int x;
    switch (k & 3) {
    case 0: x = 1; break;
    case 1: x = 2; break;
    case 2: x = 3; break;
    case 3: x = 4; break;
    }
    return x;
}

int switch_without_default(int k) {
    int x;
    switch (k) {
    case 0: x = 1; break;
    case 1: x = 2; break;
    }
    return x;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-8]]:9: note: 'x' is declared here; nothing initializes it
// CHECK: :[[@LINE-8]]:5: note: no case of this switch matches

int switch_with_default(int k) {
    int x;
    switch (k) {
    case 0: x = 1; break;
    default: x = 2;
    }
    return x;
}

int switch_one_case_forgets(int k) {
    int x;
    switch (k) {
    case 0: x = 1; break;
    case 7: break;
    default: x = 2;
    }
    return x;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-9]]:9: note: 'x' is declared here; nothing initializes it
// CHECK: :[[@LINE-9]]:5: note: this switch goes to the case of 7

int switch_falls_through(int k) {
    int x;
    switch (k) {
    case 0: x = 1; /* fall through */
    case 1: return k ? 0 : x;
    default: return 0;
    }
}

int switch_asked_again(int k) {
    int x;
    switch (k) {
    case 3: x = 1; break;
    case 5: x = 2; break;
    }
    switch (k) {
    case 3:
    case 5: return x;
    }
    return 0;
}

int switch_of_an_enumeration(void) {
    enum colour { RED, GREEN } c;
    switch (c) {
    case RED: return 1;
    case GREEN: return 2;
    }
    return 0;
}
// CHECK: :[[@LINE-6]]:13: warning: variable 'c' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-8]]:32: note: 'c' is declared here; nothing initializes it

int range_of_cases(int k) {
    int x;
    switch (k) {
    case 1 ... 5: x = 1;
    }
    return k >= 1 && k <= 5 ? x : 0;
}

int and_guards_its_right_side(int n, int m) {
    int x;
    if (n && (x = m) > 3)
        return x;
    return 0;
}

int or_does_not(int n, int m) {
    int x;
    if (n || (x = m) > 3)
        return x;
    return 0;
}
// CHECK: :[[@LINE-3]]:16: warning: variable 'x' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-6]]:9: note: 'x' is declared here; nothing initializes it
// CHECK: :[[@LINE-6]]:9: note: this condition is true when 'n' is {{-?[0-9]+}}

int left_of_or_failed(int n, int m) {
    int x;
    if (n || (x = m) > 3)
        return 0;
    return x;
}

int asked_in_a_condition(void) {
    int x;
    if (x)
        return 1;
    return 0;
}
// CHECK: :[[@LINE-4]]:9: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-6]]:9: note: 'x' is declared here; nothing initializes it

int asked_on_the_right_of_and(int n) {
    int x;
    return n && x;
}
// CHECK: :[[@LINE-2]]:17: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-4]]:9: note: 'x' is declared here; nothing initializes it

int conditional_operator(int n) {
    int x;
    if (n)
        x = 4;
    return n ? x : 0;
}

int conditional_operator_wrong_way(int n) {
    int x;
    if (n)
        x = 4;
    return n ? 0 : x;
}
// CHECK: :[[@LINE-2]]:20: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-6]]:9: note: 'x' is declared here; nothing initializes it
// CHECK: :[[@LINE-6]]:9: note: this condition is false when 'n' is {{-?[0-9]+}}

int condition_negated(int n) {
    int x;
    if (!n)
        x = 4;
    return n ? 0 : x;
}

int chain_of_else(int n) {
    int x;
    if (n < 0)
        x = -1;
    else if (n == 0)
        x = 0;
    else if (n > 0)
        x = 1;
    return x;
}

int chain_with_a_gap(int n) {
    int x;
    if (n < 0)
        x = -1;
    else if (n > 0)
        x = 1;
    return x;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-8]]:9: note: 'x' is declared here; nothing initializes it
// CHECK: :[[@LINE-8]]:9: note: this condition is false when 'n' is {{-?[0-9]+}}
// CHECK: :[[@LINE-7]]:14: note: this condition is false

int statement_expression(int n) {
    return ({ int x; if (n) x = 2; x; });
}
// CHECK: :[[@LINE-2]]:36: warning: variable 'x' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-3]]:19: note: 'x' is declared here; nothing initializes it
// CHECK: :[[@LINE-4]]:26: note: this condition is false when 'n' is {{-?[0-9]+}}

int computed_goto(int n) {
    static void *const to[] = {&&one, &&two};
    int x;
    goto *to[n & 1];
one:
    x = 1;
    return x;
two:
    return x;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-9]]:9: note: 'x' is declared here; nothing initializes it
