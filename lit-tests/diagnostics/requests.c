// Library functions whose result decides: a failure that their arguments exclude, and requests that point to what
// the kernel fills in.

// RUN: %unsown -c -o /dev/null %s 2>&1 | %filecheck %s

#include <arpa/inet.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/ipc.h>
#include <sys/shm.h>

int family_is_known(const char *text) {
    unsigned char address[16];
    if (inet_pton(AF_INET6, text, address))
        return address[15]; // no-warning: -1 is for other families
    return 0;
}

int family_is_not_known(int family, const char *text) {
    unsigned char address[16];
    if (inet_pton(family, text, address))
        // CHECK: requests.c:[[@LINE+1]]:16: warning: element of 'address' may be read before it is initialized [unsown-sometimes]
        return address[15];
    // CHECK: note: 'address' is declared here; nothing initializes it
    // CHECK: note: this call of 'inet_pton' leaves 'address' uninitialized and returns -1
    // CHECK: note: this condition is true
    return 0;
}

struct request { unsigned char command; unsigned size; uint8_t *data; };

int through_a_request(int fd, unsigned char command) {
    uint8_t byte;
    struct request r;
    r.command = command;
    r.size = 1;
    r.data = &byte;
    if (ioctl(fd, 0x720, &r) < 0)
        return -1;
    return byte; // no-warning
}

int segment(int id) {
    struct shmid_ds s;
    if (shmctl(id, IPC_STAT, &s) == -1)
        return -1;
    return (int)s.shm_segsz; // no-warning
}
