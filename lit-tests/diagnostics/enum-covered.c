// A switch without default whose cases name every value of the enum: that another value comes is a guess.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | grep warning: | %filecheck %s
// RUN: %unsown -Wno-everything -fplugin-arg-unsown-warn=unsown-maybe -c -o /dev/null %s 2>&1 \
// RUN:     | grep warning: | %filecheck --check-prefixes=CHECK,MAYBE %s

enum color { RED, GREEN, BLUE };

int covered(enum color c) {
    int x;
    switch (c) {
    case RED: x = 1; break;
    case GREEN: x = 2; break;
    case BLUE: x = 3; break;
    }
    return x; // no-warning
}
// MAYBE: :[[@LINE-2]]:12: warning: variable 'x' is uninitialized {{.*}} [unsown-maybe]

int one_forgotten(enum color c) {
    int x;
    switch (c) {
    case RED: x = 1; break;
    case GREEN: x = 2; break;
    }
    return x;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' may be read before it is initialized [unsown-sometimes]

int default_forgets(enum color c) {
    int x;
    switch (c) {
    case RED: x = 1; break;
    default: break;
    }
    return x;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' may be read before it is initialized [unsown-sometimes]

int covered_but_one_forgets(enum color c) {
    int x;
    switch (c) {
    case RED: x = 1; break;
    case GREEN: x = 2; break;
    case BLUE: break;
    }
    return x;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' may be read before it is initialized [unsown-sometimes]

static int value_of(enum color c, int *to) {
    switch (c) {
    case RED: *to = 1; return 0;
    case GREEN: *to = 2; return 0;
    case BLUE: *to = 3; return 0;
    }
    return -1;
}

int covered_in_a_callee(enum color c) {
    int x;
    value_of(c, &x);
    return x; // no-warning
}
// MAYBE: :[[@LINE-2]]:12: warning: variable 'x' is uninitialized {{.*}} [unsown-maybe]
