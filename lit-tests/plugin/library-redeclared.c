// A library function that the file declares with other types than the library's.
// RUN: %unsown -w -c -o /dev/null %s 2>&1 | %filecheck %s --allow-empty

__SIZE_TYPE__ strchr(const char *, int);
void *strlen(int);
int memcpy(long, long, int);

char *found(char *x) { return !!strchr(x, 0) ? "0" : "1"; }
void *length(void) { return strlen(3); }
int copied(void) { return memcpy(1, 2, 3); }
