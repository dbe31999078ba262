// Loops: the first iteration may initialize what later ones read, and may not run at all.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s

int use(int);
int next(void);
int read_into(int *);

int only_if_it_runs(int n) {
    int x;
    for (int i = 0; i < n; i++)
        x = i;
    return x;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-6]]:9: note: 'x' is declared here; nothing initializes it
// CHECK: :[[@LINE-6]]:23: note: this loop is not entered when 'i' is {{-?[0-9]+}}

int runs_at_least_once(int n) {
    int x;
    do {
        x = n;
    } while (--n > 0);
    return x;
}

int constant_bound(void) {
    int x;
    for (int i = 0; i < 4; i++)
        x = i;
    return x;
}

int array_filled_by_a_loop(void) {
    int a[8];
    for (int i = 0; i < 8; i++)
        a[i] = i;
    return a[5];
}

int array_filled_and_summed(void) {
    int a[8], sum = 0;
    for (int i = 0; i < 8; i++)
        a[i] = i;
    for (int i = 0; i < 8; i++)
        sum += a[i];
    return sum;
}

int array_filled_up_to_n(int n) {
    int a[8], sum = 0;
    for (int i = 0; i < n; i++)
        a[i] = i;
    for (int i = 0; i < n; i++)
        sum += a[i];
    return sum;
}

int array_filled_but_for_the_last(void) {
    int a[8];
    for (int i = 0; i < 7; i++)
        a[i] = i;
    return a[7];
}
// CHECK: :[[@LINE-2]]:12: warning: element of 'a' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-6]]:9: note: 'a' is declared here; nothing initializes it
// CHECK: :[[@LINE-6]]:21: note: this condition is true
// CHECK: :[[@LINE-7]]:21: note: this condition is false when 'i' is {{-?[0-9]+}}

int first_iteration_initializes(int n) {
    int x;
    for (int i = 0; i < n; i++) {
        if (i == 0)
            x = next();
        use(x);
    }
    return 0;
}

int previous_of_the_iteration_before(int n) {
    int previous, sum = 0;
    for (int i = 0; i < n; i++) {
        if (i > 0)
            sum += previous;
        previous = next();
    }
    return sum;
}

int first_flag(int n) {
    int first = 1, best;
    while (n--) {
        int v = next();
        if (first || v > best)
            best = v;
        first = 0;
    }
    return first ? 0 : best;
}

int first_flag_forgotten(int n) {
    int best;
    while (n--) {
        int v = next();
        if (v > best)
            best = v;
    }
    return 0;
}
// CHECK: :[[@LINE-5]]:17: warning: variable 'best' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-9]]:9: note: 'best' is declared here; nothing initializes it

int found_by_search(const int *a, int n) {
    int found;
    int i;
    for (i = 0; i < n; i++)
        if (a[i] > 3) {
            found = a[i];
            break;
        }
    if (i == n)
        return 0;
    return found;
}

int found_by_search_unchecked(const int *a, int n) {
    int found;
    if (n < 2)
        return 0;
    for (int i = 0; i < n; i++)
        if (a[i] > 3) {
            found = a[i];
            break;
        }
    return found;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'found' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-11]]:9: note: 'found' is declared here; nothing initializes it
// CHECK: :[[@LINE-11]]:9: note: this condition is false when 'n' is {{[0-9]+}}
// CHECK: :[[@LINE-10]]:21: note: this condition is true when 'i' is 0
// CHECK: :[[@LINE-10]]:13: note: this condition is false
// CHECK: :[[@LINE-12]]:21: note: this condition is false when 'i' is {{[0-9]+}}

int endless_until_written(void) {
    int x;
    for (;;) {
        if (read_into(&x))
            break;
    }
    return x;
}

int left_by_break_only(void) {
    int x;
    while (1) {
        int c = next();
        if (c < 0)
            continue;
        x = c;
        break;
    }
    return x;
}

int left_early(int n) {
    int x;
    while (n-- > 0) {
        if (next())
            break;
        x = n;
    }
    return x;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-9]]:9: note: 'x' is declared here; nothing initializes it
// CHECK: :[[@LINE-9]]:12: note: this condition is true
// CHECK: :[[@LINE-9]]:13: note: this condition is true

int nested_loops(void) {
    int a[3][3], sum = 0;
    for (int i = 0; i < 3; i++)
        for (int k = 0; k < 3; k++)
            a[i][k] = i;
    for (int i = 0; i < 3; i++)
        for (int k = 0; k < 3; k++)
            sum += a[i][k];
    return sum;
}

int filled_backwards(int n) {
    char buffer[16];
    int at = 16;
    do {
        buffer[--at] = (char)('0' + n % 10);
        n /= 10;
    } while (n && at);
    return buffer[at];
}

int counted_by_a_second_variable(const int *a, int n) {
    int kept[8], count = 0, sum = 0;
    for (int i = 0; i < n && count < 8; i++)
        if (a[i])
            kept[count++] = a[i];
    for (int i = 0; i < count; i++)
        sum += kept[i];
    return sum;
}
