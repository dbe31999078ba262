// A loop counts in a variable that any call may change: that a store did not hit the element that is read later is a
// guess, and the warning false.
// XFAIL: *
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s --allow-empty

extern int anybodys;
void anybody(void);
double by_anybodys_counter(void) {
    double m[3], sum = 0;
    for (anybodys = 0; anybodys < 2; anybodys++) {
        anybody();
        m[anybodys] = 1;
        anybody();
    }
    for (anybodys = 0; anybodys < 2; anybodys++)
        sum += m[anybodys] - m[0];
    return sum; // no-warning
}
