// A function that is declared with types that are never completed, and of which the address is taken, is code that
// clang compiles: how it would be called cannot be asked for (this crashed).

// RUN: %unsown -c -o /dev/null %s 2>&1 | %filecheck %s

struct never;
void by_value(struct never n);
struct never by_result(int n);
void (*first)(struct never) = by_value;
struct never (*second)(int) = by_result;
void (*third)(int, struct never, struct never *) = 0;

int after(void) {
    int x;
    // CHECK: incomplete-types.c:[[@LINE+1]]:12: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
    return x;
    // CHECK: note: 'x' is declared here; nothing initializes it
}
