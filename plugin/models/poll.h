/* Waiting for descriptors: poll, select, epoll, and the descriptors that stand for events. */
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/select.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>

/* Each entry's descriptor and events must be given; revents are stored unless it fails. */
int poll(struct pollfd *fds, nfds_t n, int timeout)
    UNSOWN_READS_IF(fds, 4, n > 0)
    UNSOWN_READS_FIELD_IF(fds, fd, n > 0) UNSOWN_READS_FIELD_IF(fds, events, n > 0)
    UNSOWN_RESULT_IS(result >= -1 && result <= n)
    UNSOWN_WRITES_IF(fds, n * sizeof *fds, result >= 0);
int ppoll(struct pollfd *fds, nfds_t n, const struct timespec *timeout, const sigset_t *mask)
    UNSOWN_READS_IF(fds, 4, n > 0)
    UNSOWN_READS_FIELD_IF(fds, fd, n > 0) UNSOWN_READS_FIELD_IF(fds, events, n > 0)
    UNSOWN_READS_IF(timeout, sizeof *timeout, timeout != NULL)
    UNSOWN_READS_IF(mask, 1, mask != NULL) UNSOWN_RESULT_IS(result >= -1 && result <= n)
    UNSOWN_WRITES_IF(fds, n * sizeof *fds, result >= 0);
/* A set that was never cleared is a frequent fault.  After a failure the sets are as they were. */
int select(int n, fd_set *restrict in, fd_set *restrict out, fd_set *restrict except,
           struct timeval *restrict timeout)
    UNSOWN_READS_IF(in, (n + 7) / 8, in != NULL && n > 0)
    UNSOWN_READS_IF(out, (n + 7) / 8, out != NULL && n > 0)
    UNSOWN_READS_IF(except, (n + 7) / 8, except != NULL && n > 0)
    UNSOWN_READS_IF(timeout, sizeof *timeout, timeout != NULL)
    UNSOWN_READS_FIELD(timeout, tv_sec) UNSOWN_READS_FIELD(timeout, tv_usec)
    UNSOWN_RESULT_IS(result >= -1);
int pselect(int n, fd_set *restrict in, fd_set *restrict out, fd_set *restrict except,
            const struct timespec *restrict timeout, const sigset_t *restrict mask)
    UNSOWN_READS_IF(in, (n + 7) / 8, in != NULL && n > 0)
    UNSOWN_READS_IF(out, (n + 7) / 8, out != NULL && n > 0)
    UNSOWN_READS_IF(except, (n + 7) / 8, except != NULL && n > 0)
    UNSOWN_READS_IF(timeout, sizeof *timeout, timeout != NULL)
    UNSOWN_READS_IF(mask, 1, mask != NULL) UNSOWN_RESULT_IS(result >= -1);

int epoll_create(int size) UNSOWN_RESULT_IS(result >= -1);
int epoll_create1(int flags) UNSOWN_RESULT_IS(result >= -1);
/* The data of the event comes back from epoll_wait(), and often is a pointer. */
int epoll_ctl(int set, int operation, int fd, struct epoll_event *event)
    UNSOWN_READS_IF(event, 4, event != NULL && operation != 2) UNSOWN_ESCAPES(event)
    UNSOWN_RESULT_IS(result == 0 || result == -1);
int epoll_wait(int set, struct epoll_event *events, int n, int timeout)
    UNSOWN_RESULT_IS(result >= -1 && result <= n)
    UNSOWN_WRITES_IF(events, result * sizeof *events, result > 0);
int epoll_pwait(int set, struct epoll_event *events, int n, int timeout, const sigset_t *mask)
    UNSOWN_READS_IF(mask, 1, mask != NULL) UNSOWN_RESULT_IS(result >= -1 && result <= n)
    UNSOWN_WRITES_IF(events, result * sizeof *events, result > 0);

int eventfd(unsigned count, int flags) UNSOWN_RESULT_IS(result >= -1);
int eventfd_read(int fd, eventfd_t *value)
    UNSOWN_RESULT_IS(result == 0 || result == -1)
    UNSOWN_WRITES_IF(value, sizeof *value, result == 0);
int eventfd_write(int fd, eventfd_t value) UNSOWN_RESULT_IS(result == 0 || result == -1);
int inotify_init(void) UNSOWN_RESULT_IS(result >= -1);
int inotify_init1(int flags) UNSOWN_RESULT_IS(result >= -1);
int inotify_add_watch(int fd, const char *path, uint32_t mask)
    UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result >= -1);
int inotify_rm_watch(int fd, int watch);
int signalfd(int fd, const sigset_t *mask, int flags)
    UNSOWN_READS(mask, 1) UNSOWN_RESULT_IS(result >= -1);
int timerfd_create(clockid_t clock, int flags) UNSOWN_RESULT_IS(result >= -1);
int timerfd_settime(int fd, int flags, const struct itimerspec *value, struct itimerspec *old)
    UNSOWN_READS(value, sizeof *value)
    UNSOWN_READS_FIELD(value, it_interval) UNSOWN_READS_FIELD(value, it_value)
    UNSOWN_RESULT_IS(result == 0 || result == -1)
    UNSOWN_WRITES_IF(old, sizeof *old, old != NULL && result == 0);
int timerfd_gettime(int fd, struct itimerspec *value)
    UNSOWN_RESULT_IS(result == 0 || result == -1)
    UNSOWN_WRITES_IF(value, sizeof *value, result == 0);
