// A library function may fail
#include <sys/stat.h>
long size_of(const char *path) {
    struct stat st;
    stat(path, &st);
    return st.st_size;
}
