// The address of a variable goes into a struct, and the struct to a function that is not seen: it may write the variable.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | grep warning: | %filecheck %s

struct options { int flags; int *invoked; };
extern int run(const char *name, struct options *options);

static int start(int *invoked) {
    struct options options = {0};
    options.invoked = invoked;
    options.flags = 2;
    return run("hook", &options);
}
int told(void) {
    int invoked;
    int result = start(&invoked);
    return invoked ? result : 0; // no-warning
}

static int forgets(int *invoked) {
    struct options options = {0};
    (void)invoked;
    return run("hook", &options);
}
int not_told(void) {
    int invoked;
    int result = forgets(&invoked);
    return invoked ? result : 0;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'invoked' is uninitialized when it is read here [unsown-uninit]
