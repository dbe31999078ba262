// A pointer that is an argument or the address of a local: comparing it with the local's asks which way was taken.

// RUN: %unsown -c -o /dev/null %s 2>&1 | %filecheck %s

void use(int);

int which(int *p) {
    int s;
    if (!p) {
        s = 1;
        p = &s;
    }
    use(*p);
    if (p == &s)
        return s; // no-warning
    return 0;
}

void set_up(int *p);
void tear_down(int *p);

int which_is_told(int *p) {
    int s;
    if (!p) {
        set_up(&s);
        p = &s;
    }
    use(*p);
    if (p == &s)
        return s; // no-warning
    return 0;
}

int which_not(int *p) {
    int s;
    if (!p) {
        s = 1;
        p = &s;
    }
    use(*p);
    if (p != &s)
        // CHECK: which-pointer.c:[[@LINE+1]]:16: warning: variable 's' is uninitialized when it is read here [unsown-uninit]
        return s;
    // CHECK: note: 's' is declared here; nothing initializes it
    // CHECK: note: this condition is true when 'p' is not null
    return 0;
}
