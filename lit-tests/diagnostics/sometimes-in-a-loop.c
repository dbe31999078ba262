// A read that sees a defined value in the first iteration and an undefined one later is undefined
// on some paths only.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %FileCheck %s

int use(int);

void declared_in_a_loop(int n) {
    for (int i = 0; i < n; i++) {
        int x;
        if (i == 0)
            x = 1;
        use(x);
    }
}
// CHECK: :[[@LINE-3]]:{{[0-9]+}}: warning: {{.*}} [unsown-sometimes]

// The first iteration does not come there: what reads, reads what an earlier one wrote, or did not.
int next(void);
int by_state(void) {
    int state = 0, id;
    for (;;) {
        int k = next();
        if (state == 0 && k == 3) {
            id = k;
            state = 1;
        } else if (state == 1) {
            if (id == k) // no-warning
                return 1;
            state = 2;
        } else if (state == 2) {
            return id; // no-warning
        }
    }
}

// A break out of a block with a variable: the counter counts all the same.
int filled_until_the_end(void) {
    unsigned char header[100];
    unsigned length = 0;
    for (;;) {
        int c = next();
        if (c < 0)
            break;
        if (length < sizeof header)
            header[length] = (unsigned char)c;
        ++length;
    }
    if (length > 90)
        return header[84]; // no-warning
    return header[3];
}
// CHECK: :[[@LINE-2]]:12: warning: element of 'header' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-15]]:19: note: 'header' is declared here; nothing initializes it
// CHECK: :[[@LINE-12]]:{{[0-9]+}}: note: this {{condition is true|loop is not entered}} when 'c' is -{{[0-9]+}}

// Every run that comes to a later iteration has been in the first one.
int sum_of(const unsigned char *bytes, int n) {
    int sum;
    for (int i = 0; i < n; i++)
        sum += bytes[i];
    return n > 0 ? sum : 0;
}
// CHECK: :[[@LINE-3]]:9: warning: variable 'sum' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-6]]:9: note: 'sum' is declared here; nothing initializes it
