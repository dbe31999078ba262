// A callee that fails writes nothing
static int find(const int *a, int n, int what, int *place) {
    for (int i = 0; i < n; i++)
        if (a[i] == what) {
            *place = i;
            return 0;
        }
    return -1;
}
int next_to(const int *a, int n, int what) {
    int place;
    find(a, n, what, &place);
    return a[place + 1];
}
