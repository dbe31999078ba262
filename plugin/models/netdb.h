/* Names and addresses of the network, users and groups, directories. */
#include <arpa/inet.h>
#include <dirent.h>
#include <ftw.h>
#include <grp.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netdb.h>
#include <pwd.h>

/* Of the hints only the first four members are looked at. */
int getaddrinfo(const char *restrict node, const char *restrict service,
                const struct addrinfo *restrict hints, struct addrinfo **restrict found)
    UNSOWN_READS_STRING_IF(node, node != NULL) UNSOWN_READS_STRING_IF(service, service != NULL)
    UNSOWN_READS_IF(hints, 16, hints != NULL)
    UNSOWN_READS_FIELD(hints, ai_flags) UNSOWN_READS_FIELD(hints, ai_family)
    UNSOWN_READS_FIELD(hints, ai_socktype) UNSOWN_READS_FIELD(hints, ai_protocol)
    UNSOWN_WRITES_IF(found, sizeof *found, result == 0);
void freeaddrinfo(struct addrinfo *found);
const char *gai_strerror(int code) UNSOWN_RESULT_IS(result != NULL);
int getnameinfo(const struct sockaddr *restrict address, socklen_t length, char *restrict host,
                socklen_t host_size, char *restrict service, socklen_t service_size, int flags)
    UNSOWN_READS(address, 2)
    UNSOWN_WRITES_IF(host, host_size, host != NULL && result == 0)
    UNSOWN_WRITES_IF(service, service_size, service != NULL && result == 0);
struct hostent *gethostbyname(const char *name) UNSOWN_READS_STRING(name);
struct hostent *gethostbyname2(const char *name, int family) UNSOWN_READS_STRING(name);
struct hostent *gethostbyaddr(const void *address, socklen_t length, int family)
    UNSOWN_READS(address, length);
int gethostbyname_r(const char *restrict name, struct hostent *restrict entry, char *restrict buf,
                    size_t n, struct hostent **restrict found, int *restrict error)
    UNSOWN_READS_STRING(name) UNSOWN_WRITES(found, sizeof *found)
    UNSOWN_WRITES_IF(entry, sizeof *entry, after(*found) != NULL)
    UNSOWN_WRITES_IF(buf, n, after(*found) != NULL)
    UNSOWN_WRITES_IF(error, sizeof *error, after(*found) == NULL);
struct servent *getservbyname(const char *name, const char *protocol)
    UNSOWN_READS_STRING(name) UNSOWN_READS_STRING_IF(protocol, protocol != NULL);
struct servent *getservbyport(int port, const char *protocol)
    UNSOWN_READS_STRING_IF(protocol, protocol != NULL);
struct protoent *getprotobyname(const char *name) UNSOWN_READS_STRING(name);
struct protoent *getprotobynumber(int number);
const char *hstrerror(int code);
void herror(const char *s) UNSOWN_READS_STRING_IF(s, s != NULL);

in_addr_t inet_addr(const char *s) UNSOWN_READS_STRING(s) UNSOWN_PURE;
int inet_aton(const char *s, struct in_addr *address)
    UNSOWN_READS_STRING(s) UNSOWN_WRITES_IF(address, sizeof *address, result != 0);
char *inet_ntoa(struct in_addr address) UNSOWN_RESULT_IS(result != NULL);
/* Families: 2 is AF_INET, 10 is AF_INET6. */
const char *inet_ntop(int family, const void *restrict from, char *restrict to, socklen_t n)
    UNSOWN_READS_IF(from, 4, family == 2) UNSOWN_READS_IF(from, 16, family == 10)
    UNSOWN_RESULT_IS(result != NULL || !(family == 2 && n >= 16 || family == 10 && n >= 46))
    UNSOWN_WRITES_IF(to, n, result != NULL) UNSOWN_TERMINATES_IF(to, n, result != NULL)
    UNSOWN_RETURNS_IF(to, result != NULL);
int inet_pton(int family, const char *restrict from, void *restrict to)
    UNSOWN_READS_STRING(from) /* -1: neither of the two families */
    UNSOWN_RESULT_IS(result >= -1 && result <= 1 && (result >= 0 || (family != 2 && family != 10)))
    UNSOWN_WRITES_IF(to, 4, result == 1 && family == 2)
    UNSOWN_WRITES_IF(to, 16, result == 1 && family == 10);
uint32_t htonl(uint32_t n) UNSOWN_PURE;
uint16_t htons(uint16_t n) UNSOWN_PURE;
uint32_t ntohl(uint32_t n) UNSOWN_PURE;
uint16_t ntohs(uint16_t n) UNSOWN_PURE;
unsigned if_nametoindex(const char *name) UNSOWN_READS_STRING(name);
char *if_indextoname(unsigned index, char *buf)
    UNSOWN_WRITES_IF(buf, 16, result != NULL) UNSOWN_RETURNS_IF(buf, result != NULL);
int getifaddrs(struct ifaddrs **list)
    UNSOWN_RESULT_IS(result == 0 || result == -1) UNSOWN_WRITES_IF(list, sizeof *list, result == 0);
void freeifaddrs(struct ifaddrs *list);

struct passwd *getpwnam(const char *name) UNSOWN_READS_STRING(name);
struct passwd *getpwuid(uid_t user);
/* *found is null when there is no such entry and when it fails. */
int getpwnam_r(const char *restrict name, struct passwd *restrict entry, char *restrict buf,
               size_t n, struct passwd **restrict found)
    UNSOWN_READS_STRING(name) UNSOWN_WRITES(found, sizeof *found)
    UNSOWN_WRITES_IF(entry, sizeof *entry, after(*found) != NULL)
    UNSOWN_WRITES_IF(buf, n, after(*found) != NULL);
int getpwuid_r(uid_t user, struct passwd *restrict entry, char *restrict buf, size_t n,
               struct passwd **restrict found)
    UNSOWN_WRITES(found, sizeof *found)
    UNSOWN_WRITES_IF(entry, sizeof *entry, after(*found) != NULL)
    UNSOWN_WRITES_IF(buf, n, after(*found) != NULL);
struct passwd *getpwent(void) UNSOWN_ENDS;
void setpwent(void);
void endpwent(void);
struct group *getgrnam(const char *name) UNSOWN_READS_STRING(name);
struct group *getgrgid(gid_t group);
int getgrnam_r(const char *restrict name, struct group *restrict entry, char *restrict buf,
               size_t n, struct group **restrict found)
    UNSOWN_READS_STRING(name) UNSOWN_WRITES(found, sizeof *found)
    UNSOWN_WRITES_IF(entry, sizeof *entry, after(*found) != NULL)
    UNSOWN_WRITES_IF(buf, n, after(*found) != NULL);
int getgrgid_r(gid_t group, struct group *restrict entry, char *restrict buf, size_t n,
               struct group **restrict found)
    UNSOWN_WRITES(found, sizeof *found)
    UNSOWN_WRITES_IF(entry, sizeof *entry, after(*found) != NULL)
    UNSOWN_WRITES_IF(buf, n, after(*found) != NULL);
struct group *getgrent(void) UNSOWN_ENDS;
void setgrent(void);
void endgrent(void);
/* *n is the room before, the count after; too little room gives -1. */
int getgrouplist(const char *user, gid_t group, gid_t *groups, int *n)
    UNSOWN_READS_STRING(user) UNSOWN_READS(n, sizeof *n) UNSOWN_WRITES(n, sizeof *n)
    UNSOWN_WRITES_IF(groups, (after(*n) < *n ? after(*n) : *n) * sizeof *groups, *n > 0);

DIR *opendir(const char *path) UNSOWN_READS_STRING(path);
DIR *fdopendir(int fd);
struct dirent *readdir(DIR *directory) UNSOWN_ENDS;
struct dirent64 *readdir64(DIR *directory) UNSOWN_ENDS;
int readdir_r(DIR *restrict directory, struct dirent *restrict entry,
              struct dirent **restrict found)
    UNSOWN_WRITES_IF(found, sizeof *found, result == 0)
    UNSOWN_WRITES_IF(entry, sizeof *entry, result == 0 && after(*found) != NULL);
int closedir(DIR *directory);
void rewinddir(DIR *directory);
long telldir(DIR *directory);
void seekdir(DIR *directory, long position);
int dirfd(DIR *directory) UNSOWN_SAME_RESULT;
int scandir(const char *restrict path, struct dirent ***restrict list,
            int (*filter)(const struct dirent *),
            int (*compare)(const struct dirent **, const struct dirent **))
    UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result >= -1)
    UNSOWN_WRITES_IF(list, sizeof *list, result >= 0)
    UNSOWN_CALLS(filter) UNSOWN_CALLS(compare);
int alphasort(const struct dirent **a, const struct dirent **b)
    UNSOWN_READS(a, sizeof *a) UNSOWN_READS(b, sizeof *b);
int ftw(const char *path, int (*visit)(const char *, const struct stat *, int), int depth)
    UNSOWN_READS_STRING(path) UNSOWN_CALLS(visit);
int nftw(const char *path, int (*visit)(const char *, const struct stat *, int, struct FTW *),
         int depth, int flags)
    UNSOWN_READS_STRING(path) UNSOWN_CALLS(visit);
