/* Sockets.
 *
 * An address that is received has the length that the family asks for, which the program knows and
 * the model does not: it counts as filled as far as the caller gave room.  Of an address that is
 * sent, the family must be defined; families differ in what else counts. */
#undef _GNU_SOURCE /* its prototypes take unions of pointers, for which no C prototype stands */
#define _DEFAULT_SOURCE
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
struct mmsghdr;

int socket(int domain, int type, int protocol) UNSOWN_RESULT_IS(result >= -1);
int socketpair(int domain, int type, int protocol, int fds[2])
    UNSOWN_RESULT_IS(result == 0 || result == -1)
    UNSOWN_WRITES_IF(fds, 2 * sizeof *fds, result == 0);
int bind(int fd, const struct sockaddr *address, socklen_t length)
    UNSOWN_READS_IF(address, 2, length > 1) UNSOWN_RESULT_IS(result == 0 || result == -1);
int connect(int fd, const struct sockaddr *address, socklen_t length)
    UNSOWN_READS_IF(address, 2, length > 1) UNSOWN_RESULT_IS(result == 0 || result == -1);
int listen(int fd, int backlog) UNSOWN_RESULT_IS(result == 0 || result == -1);
int accept(int fd, struct sockaddr *restrict address, socklen_t *restrict length)
    UNSOWN_READS_IF(length, sizeof *length, address != NULL) UNSOWN_RESULT_IS(result >= -1)
    UNSOWN_WRITES_IF(address, *length, address != NULL && result >= 0)
    UNSOWN_WRITES_IF(length, sizeof *length, address != NULL && result >= 0);
int accept4(int fd, struct sockaddr *restrict address, socklen_t *restrict length, int flags)
    UNSOWN_READS_IF(length, sizeof *length, address != NULL) UNSOWN_RESULT_IS(result >= -1)
    UNSOWN_WRITES_IF(address, *length, address != NULL && result >= 0)
    UNSOWN_WRITES_IF(length, sizeof *length, address != NULL && result >= 0);
int getsockname(int fd, struct sockaddr *restrict address, socklen_t *restrict length)
    UNSOWN_READS(length, sizeof *length) UNSOWN_RESULT_IS(result == 0 || result == -1)
    UNSOWN_WRITES_IF(address, *length, result == 0)
    UNSOWN_WRITES_IF(length, sizeof *length, result == 0);
int getpeername(int fd, struct sockaddr *restrict address, socklen_t *restrict length)
    UNSOWN_READS(length, sizeof *length) UNSOWN_RESULT_IS(result == 0 || result == -1)
    UNSOWN_WRITES_IF(address, *length, result == 0)
    UNSOWN_WRITES_IF(length, sizeof *length, result == 0);
int getsockopt(int fd, int level, int option, void *restrict value, socklen_t *restrict length)
    UNSOWN_READS(length, sizeof *length) UNSOWN_RESULT_IS(result == 0 || result == -1)
    UNSOWN_WRITES_IF(value, *length, result == 0)
    UNSOWN_WRITES_IF(length, sizeof *length, result == 0);
int setsockopt(int fd, int level, int option, const void *value, socklen_t length)
    UNSOWN_READS_IF(value, 1, length > 0) UNSOWN_LEAVES(value, length)
    UNSOWN_RESULT_IS(result == 0 || result == -1);
int shutdown(int fd, int how) UNSOWN_RESULT_IS(result == 0 || result == -1);
int sockatmark(int fd);

ssize_t send(int fd, const void *buf, size_t n, int flags)
    UNSOWN_READS_IF(buf, 1, n > 0) UNSOWN_LEAVES(buf, n)
    UNSOWN_RESULT_IS(result >= -1 && result <= n);
ssize_t sendto(int fd, const void *buf, size_t n, int flags, const struct sockaddr *address,
               socklen_t length)
    UNSOWN_READS_IF(buf, 1, n > 0) UNSOWN_LEAVES(buf, n)
    UNSOWN_READS_IF(address, 2, address != NULL && length > 1)
    UNSOWN_RESULT_IS(result >= -1 && result <= n);
ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
    UNSOWN_READS(message, 1) UNSOWN_RESULT_IS(result >= -1);
int sendmmsg(int fd, struct mmsghdr *messages, unsigned n, int flags)
    UNSOWN_ESCAPES(messages) UNSOWN_RESULT_IS(result >= -1);
/* MSG_TRUNC may give a result larger than n. */
ssize_t recv(int fd, void *buf, size_t n, int flags)
    UNSOWN_RESULT_IS(result >= -1) UNSOWN_WRITES_IF(buf, result < n ? result : n, result > 0);
ssize_t recvfrom(int fd, void *restrict buf, size_t n, int flags,
                 struct sockaddr *restrict address, socklen_t *restrict length)
    UNSOWN_READS_IF(length, sizeof *length, address != NULL)
    UNSOWN_RESULT_IS(result >= -1) UNSOWN_WRITES_IF(buf, result < n ? result : n, result > 0)
    UNSOWN_WRITES_IF(address, *length, address != NULL && result >= 0)
    UNSOWN_WRITES_IF(length, sizeof *length, address != NULL && result >= 0);
/* Where the data goes is written in the message. */
ssize_t recvmsg(int fd, struct msghdr *message, int flags)
    UNSOWN_READS(message, 1) UNSOWN_ESCAPES(message) UNSOWN_RESULT_IS(result >= -1);
int recvmmsg(int fd, struct mmsghdr *messages, unsigned n, int flags, struct timespec *timeout)
    UNSOWN_ESCAPES(messages) UNSOWN_RESULT_IS(result >= -1);
struct cmsghdr *__cmsg_nxthdr(struct msghdr *message, struct cmsghdr *header)
    UNSOWN_RETURNS_INTO(header);

ssize_t readv(int fd, const struct iovec *vector, int n)
    UNSOWN_READS(vector, n * sizeof *vector) UNSOWN_ESCAPES(vector) UNSOWN_RESULT_IS(result >= -1);
ssize_t writev(int fd, const struct iovec *vector, int n)
    UNSOWN_READS(vector, n * sizeof *vector) UNSOWN_RESULT_IS(result >= -1);
ssize_t preadv(int fd, const struct iovec *vector, int n, off_t offset)
    UNSOWN_READS(vector, n * sizeof *vector) UNSOWN_ESCAPES(vector) UNSOWN_RESULT_IS(result >= -1);
ssize_t pwritev(int fd, const struct iovec *vector, int n, off_t offset)
    UNSOWN_READS(vector, n * sizeof *vector) UNSOWN_RESULT_IS(result >= -1);
