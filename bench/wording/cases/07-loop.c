// A loop that may not run
int largest(const int *a, int n) {
    int best;
    for (int i = 0; i < n; i++)
        if (i == 0 || a[i] > best)
            best = a[i];
    return best;
}
