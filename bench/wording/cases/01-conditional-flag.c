// A flag that is not always set
int parse(const char *s, int mode) {
    int negative;
    if (mode & 1)
        negative = *s == '-';
    if (mode & 3)
        return negative ? -1 : 1;
    return 0;
}
