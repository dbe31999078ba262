// A remainder is below what was divided by, which is not zero where a branch hangs on the remainder.
// RUN: %unsown -Wno-everything -fsyntax-only %s 2>&1 | %filecheck %s

unsigned hash(const char *key);
void *malloc(unsigned long);

int filled_up_to_the_divisor(unsigned n, const char *key)
{
    int *buckets = malloc(n * sizeof *buckets);
    if (!buckets)
        return 0;
    for (unsigned i = 0; i < n; i++)
        buckets[i] = -1;
    return buckets[hash(key) % n]; // no-warning
}

int divisor_is_not_zero(int a, int b)
{
    int x;
    if (b)
        x = a;
    return a % b == 2 ? x : 0; // no-warning
}

int another_divisor(int n, const char *key)
{
    int x;
    unsigned r = hash(key) % 7;
    if (r < 6)
        x = n;
    // CHECK: [[@LINE+1]]:12: warning: variable 'x' may be read before it is initialized [unsown-sometimes]
    return x;
    // CHECK: note: 'x' is declared here
    // CHECK: note: this condition is false when 'r' is 6
}
