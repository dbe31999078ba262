// Library functions read some fields of the structs they are handed, and nobody has to set the others.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | grep warning: | %filecheck %s

#define _GNU_SOURCE
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <time.h>

int handler_alone(void) {
    struct sigaction sa;
    sa.sa_handler = SIG_IGN;
    sa.sa_flags = 0;
    return sigaction(SIGPIPE, &sa, NULL);
}
// CHECK: :[[@LINE-2]]:31: warning: 'sigaction' reads field 'sa_mask' of its second argument, but that field is uninitialized [unsown-argument]

int all_but_the_restorer(void) {
    struct sigaction sa;
    sa.sa_handler = SIG_IGN;
    sa.sa_flags = 0;
    sigemptyset(&sa.sa_mask);
    return sigaction(SIGPIPE, &sa, NULL); // no-warning
}

int none_to_set(struct sigaction *old) {
    return sigaction(SIGPIPE, NULL, old); // no-warning
}

long parsed_time(const char *text) {
    struct tm tm;
    if (!strptime(text, "%Y-%m-%d %H:%M:%S", &tm))
        return 0;
    return mktime(&tm);
}
// CHECK: :[[@LINE-2]]:19: warning: 'mktime' reads field 'tm_isdst' of its first argument, but that field is uninitialized [unsown-argument]

long parsed_time_and_more(const char *text) {
    struct tm tm;
    if (!strptime(text, "%Y-%m-%d %H:%M:%S", &tm))
        return 0;
    tm.tm_isdst = -1;
    return mktime(&tm); // no-warning
}

int no_events(int fd) {
    struct pollfd p;
    p.fd = fd;
    return poll(&p, 1, -1);
}
// CHECK: :[[@LINE-2]]:17: warning: 'poll' reads field 'events' of its first argument, but that field is uninitialized [unsown-argument]

int no_revents(int fd) {
    struct pollfd p;
    p.fd = fd;
    p.events = POLLIN;
    return poll(&p, 1, -1); // no-warning
}

int hints(const char *name, struct addrinfo **found) {
    struct addrinfo hints;
    hints.ai_family = AF_INET;
    hints.ai_flags = 0;
    hints.ai_socktype = 0;
    return getaddrinfo(name, NULL, &hints, found);
}
// CHECK: :[[@LINE-2]]:36: warning: 'getaddrinfo' reads field 'ai_protocol' of its third argument, but that field is uninitialized [unsown-argument]

int whole_struct_at_once(int kind) {
    struct timespec ts;
    if (kind)
        memset(&ts, 0, sizeof ts);
    return nanosleep(&ts, NULL);
}
// CHECK: :[[@LINE-2]]:22: warning: 'nanosleep' reads through its first argument, but this argument points to uninitialized memory [unsown-argument]
