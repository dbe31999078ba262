// A read that was short
#include <unistd.h>
int version(int fd) {
    char head[8];
    if (read(fd, head, sizeof head) <= 0)
        return -1;
    return head[7];
}
