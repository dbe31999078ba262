// What only an iteration between the first and the last writes is written: a counter that must have met
// the iteration says so, and a condition on what each iteration looks up anew may have.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | grep warning: | %filecheck %s

int ask(int);

int in_the_sixth_of_more(int n) {
    int x;
    for (int i = 0; i < n; i++)
        if (i == 5)
            x = 1;
    if (n > 5)
        return x; // no-warning
    return 0;
}

int in_the_sixth_of_ten(void) {
    int x;
    for (int i = 0; i < 10; i++)
        if (i == 5)
            x = 1;
    return x; // no-warning
}

int until_it_was_written(void) {
    int x, i = 0;
    for (;;) {
        if (i == 3)
            x = 1;
        if (i > 3)
            break;
        i++;
    }
    return x; // no-warning
}

int in_the_last(int n) {
    int x;
    for (int i = n; i > 0; i--)
        if (i == 1)
            x = 1;
    if (n >= 1)
        return x; // no-warning
    return 0;
}

int in_a_range(int n) {
    int x;
    for (int i = 0; i < n; i++)
        if (i > 3 && i < 8)
            x = 1;
    if (n > 10)
        return x; // no-warning
    return 0;
}

int when_found(const int *a, int n) {
    int x, found = 0;
    for (int i = 0; i < n; i++)
        if (i && a[i] > 3) {
            x = a[i];
            found = 1;
        }
    return found ? x : 0; // no-warning
}

int pointer_that_meets(int *a, int *end) {
    int x;
    for (int *p = a; p < end; p++)
        if (p == a + 3)
            x = *p;
    if (a + 3 < end)
        return x; // no-warning
    return 0;
}

int when_found_or_not(const int *a, int n) {
    int x;
    for (int i = 0; i < n; i++)
        if (i && a[i] > 3)
            x = a[i];
    return x;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' may be read before it is initialized [unsown-sometimes]

int in_an_iteration_that_may_not_come(int n) {
    int x;
    for (int i = 0; i < n; i++)
        if (i == 5)
            x = 1;
    return x;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' may be read before it is initialized [unsown-sometimes]

int in_none(int n) {
    int x;
    for (int i = 0; i < n; i++)
        if (i == -3)
            x = 1;
    return x;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' {{.*}}
