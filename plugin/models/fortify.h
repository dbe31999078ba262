/* What _FORTIFY_SOURCE turns calls into: the function with one argument more, the room there is.
 *
 * They do what the plain function does or end the process, so each repeats its model. */
#include <poll.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <syslog.h>
#include <wchar.h>

void *__memcpy_chk(void *restrict to, const void *restrict from, size_t n, size_t room)
    UNSOWN_COPIES(to, from, n) UNSOWN_RETURNS(to);
void *__mempcpy_chk(void *restrict to, const void *restrict from, size_t n, size_t room)
    UNSOWN_COPIES(to, from, n) UNSOWN_RETURNS_AT(to, n);
void *__memmove_chk(void *to, const void *from, size_t n, size_t room)
    UNSOWN_COPIES(to, from, n) UNSOWN_RETURNS(to);
void *__memset_chk(void *s, int c, size_t n, size_t room) UNSOWN_FILLS(s, n) UNSOWN_RETURNS(s);
void __explicit_bzero_chk(void *s, size_t n, size_t room) UNSOWN_ZEROES(s, n);
char *__strcpy_chk(char *restrict to, const char *restrict from, size_t room)
    UNSOWN_READS_STRING(from) UNSOWN_COPIES(to, from, strlen(from) + 1) UNSOWN_RETURNS(to);
char *__stpcpy_chk(char *restrict to, const char *restrict from, size_t room)
    UNSOWN_READS_STRING(from) UNSOWN_COPIES(to, from, strlen(from) + 1)
    UNSOWN_RETURNS_AT(to, strlen(from));
char *__strncpy_chk(char *restrict to, const char *restrict from, size_t n, size_t room)
    UNSOWN_READS_IF(from, 1, n > 0) UNSOWN_WRITES(to, n) UNSOWN_RETURNS(to);
char *__stpncpy_chk(char *restrict to, const char *restrict from, size_t n, size_t room)
    UNSOWN_READS_IF(from, 1, n > 0) UNSOWN_WRITES(to, n) UNSOWN_RETURNS_INTO(to)
    UNSOWN_RESULT_IS(result != NULL);
char *__strcat_chk(char *restrict to, const char *restrict from, size_t room)
    UNSOWN_READS_STRING(to) UNSOWN_READS_STRING(from)
    UNSOWN_WRITES(to, strlen(to) + strlen(from) + 1) UNSOWN_RETURNS(to);
char *__strncat_chk(char *restrict to, const char *restrict from, size_t n, size_t room)
    UNSOWN_READS_STRING(to) UNSOWN_READS_IF(from, 1, n > 0)
    UNSOWN_WRITES(to, strlen(to) + (strlen(from) < n ? strlen(from) : n) + 1) UNSOWN_RETURNS(to);
size_t __strlcpy_chk(char *restrict to, const char *restrict from, size_t n, size_t room)
    UNSOWN_READS_STRING(from) UNSOWN_RESULT_IS(result == strlen(from) && result >= 0)
    UNSOWN_WRITES_IF(to, result < n ? result + 1 : n, n > 0);
size_t __strlcat_chk(char *restrict to, const char *restrict from, size_t n, size_t room)
    UNSOWN_READS_STRING(from) UNSOWN_READS_IF(to, 1, n > 0) UNSOWN_RESULT_IS(result >= 0)
    UNSOWN_WRITES_IF(to, result < n ? result + 1 : n, n > 0);

int __printf_chk(int flag, const char *restrict format, ...)
    UNSOWN_READS_STRING(format) UNSOWN_IN_VARARGS;
int __fprintf_chk(FILE *restrict stream, int flag, const char *restrict format, ...)
    UNSOWN_READS_STRING(format) UNSOWN_IN_VARARGS;
int __dprintf_chk(int fd, int flag, const char *restrict format, ...)
    UNSOWN_READS_STRING(format) UNSOWN_IN_VARARGS;
int __sprintf_chk(char *restrict buf, int flag, size_t room, const char *restrict format, ...)
    UNSOWN_READS_STRING(format) UNSOWN_IN_VARARGS UNSOWN_WRITES(buf, UNSOWN_ALL);
int __snprintf_chk(char *restrict buf, size_t n, int flag, size_t room,
                   const char *restrict format, ...)
    UNSOWN_READS_STRING(format) UNSOWN_IN_VARARGS UNSOWN_WRITES(buf, n)
    UNSOWN_TERMINATES_IF(buf, n, n > 0);
int __asprintf_chk(char **restrict bufp, int flag, const char *restrict format, ...)
    UNSOWN_READS_STRING(format) UNSOWN_IN_VARARGS UNSOWN_RESULT_IS(result >= -1)
    UNSOWN_GIVES_DEFINED(*bufp, result + 1, result >= 0);
int __vprintf_chk(int flag, const char *restrict format, va_list args)
    UNSOWN_READS_STRING(format) UNSOWN_IN_VARARGS;
int __vfprintf_chk(FILE *restrict stream, int flag, const char *restrict format, va_list args)
    UNSOWN_READS_STRING(format) UNSOWN_IN_VARARGS;
int __vdprintf_chk(int fd, int flag, const char *restrict format, va_list args)
    UNSOWN_READS_STRING(format) UNSOWN_IN_VARARGS;
int __vsprintf_chk(char *restrict buf, int flag, size_t room, const char *restrict format,
                   va_list args)
    UNSOWN_READS_STRING(format) UNSOWN_IN_VARARGS UNSOWN_WRITES(buf, UNSOWN_ALL);
int __vsnprintf_chk(char *restrict buf, size_t n, int flag, size_t room,
                    const char *restrict format, va_list args)
    UNSOWN_READS_STRING(format) UNSOWN_IN_VARARGS UNSOWN_WRITES(buf, n);
int __vasprintf_chk(char **restrict bufp, int flag, const char *restrict format, va_list args)
    UNSOWN_READS_STRING(format) UNSOWN_IN_VARARGS UNSOWN_RESULT_IS(result >= -1)
    UNSOWN_GIVES_DEFINED(*bufp, result + 1, result >= 0);
void __syslog_chk(int priority, int flag, const char *format, ...)
    UNSOWN_READS_STRING(format) UNSOWN_IN_VARARGS;
void __vsyslog_chk(int priority, int flag, const char *format, va_list args)
    UNSOWN_READS_STRING(format) UNSOWN_IN_VARARGS;
char *__fgets_chk(char *restrict buf, size_t room, int n, FILE *restrict stream)
    UNSOWN_WRITES_IF(buf, n, result != NULL) UNSOWN_TERMINATES_IF(buf, n, result != NULL)
    UNSOWN_RETURNS_IF(buf, result != NULL) UNSOWN_ENDS;
char *__fgets_unlocked_chk(char *restrict buf, size_t room, int n, FILE *restrict stream)
    UNSOWN_WRITES_IF(buf, n, result != NULL) UNSOWN_TERMINATES_IF(buf, n, result != NULL)
    UNSOWN_RETURNS_IF(buf, result != NULL) UNSOWN_ENDS;
size_t __fread_chk(void *restrict buf, size_t room, size_t size, size_t n, FILE *restrict stream)
    UNSOWN_RESULT_IS(result >= 0 && result <= n) UNSOWN_WRITES_IF(buf, result * size, result > 0) UNSOWN_ENDS;
size_t __fread_unlocked_chk(void *restrict buf, size_t room, size_t size, size_t n,
                            FILE *restrict stream)
    UNSOWN_RESULT_IS(result >= 0 && result <= n) UNSOWN_WRITES_IF(buf, result * size, result > 0) UNSOWN_ENDS;
char *__gets_chk(char *buf, size_t room)
    UNSOWN_WRITES_IF(buf, UNSOWN_ALL, result != NULL) UNSOWN_RETURNS_IF(buf, result != NULL);

ssize_t __read_chk(int fd, void *buf, size_t n, size_t room)
    UNSOWN_RESULT_IS(result >= -1 && result <= n) UNSOWN_WRITES_IF(buf, result, result > 0);
ssize_t __pread_chk(int fd, void *buf, size_t n, off_t offset, size_t room)
    UNSOWN_RESULT_IS(result >= -1 && result <= n) UNSOWN_WRITES_IF(buf, result, result > 0);
ssize_t __pread64_chk(int fd, void *buf, size_t n, off64_t offset, size_t room)
    UNSOWN_RESULT_IS(result >= -1 && result <= n) UNSOWN_WRITES_IF(buf, result, result > 0);
ssize_t __recv_chk(int fd, void *buf, size_t n, size_t room, int flags)
    UNSOWN_RESULT_IS(result >= -1) UNSOWN_WRITES_IF(buf, result < n ? result : n, result > 0);
ssize_t __recvfrom_chk(int fd, void *restrict buf, size_t n, size_t room, int flags,
                       struct sockaddr *restrict address, socklen_t *restrict length)
    UNSOWN_READS_IF(length, sizeof *length, address != NULL)
    UNSOWN_RESULT_IS(result >= -1) UNSOWN_WRITES_IF(buf, result < n ? result : n, result > 0)
    UNSOWN_WRITES_IF(address, *length, address != NULL && result >= 0)
    UNSOWN_WRITES_IF(length, sizeof *length, address != NULL && result >= 0);
ssize_t __readlink_chk(const char *restrict path, char *restrict buf, size_t n, size_t room)
    UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result >= -1 && result <= n)
    UNSOWN_WRITES_IF(buf, result, result > 0);
ssize_t __readlinkat_chk(int directory, const char *restrict path, char *restrict buf, size_t n,
                         size_t room)
    UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result >= -1 && result <= n)
    UNSOWN_WRITES_IF(buf, result, result > 0);
char *__getcwd_chk(char *buf, size_t n, size_t room)
    UNSOWN_WRITES_IF(buf, n, buf != NULL && result != NULL)
    UNSOWN_RETURNS_IF(buf, buf != NULL && result != NULL)
    UNSOWN_DUPLICATES_IF(UNSOWN_ALL, buf == NULL);
char *__realpath_chk(const char *restrict path, char *restrict resolved, size_t room)
    UNSOWN_READS_STRING(path)
    UNSOWN_WRITES_IF(resolved, UNSOWN_ALL, resolved != NULL && result != NULL)
    UNSOWN_RETURNS_IF(resolved, resolved != NULL && result != NULL)
    UNSOWN_DUPLICATES_IF(UNSOWN_ALL, resolved == NULL);
int __gethostname_chk(char *buf, size_t n, size_t room)
    UNSOWN_RESULT_IS(result == 0 || result == -1) UNSOWN_WRITES_IF(buf, n, result == 0);
int __getdomainname_chk(char *buf, size_t n, size_t room)
    UNSOWN_RESULT_IS(result == 0 || result == -1) UNSOWN_WRITES_IF(buf, n, result == 0);
int __getlogin_r_chk(char *buf, size_t n, size_t room) UNSOWN_WRITES_IF(buf, n, result == 0);
int __ttyname_r_chk(int fd, char *buf, size_t n, size_t room) UNSOWN_WRITES_IF(buf, n, result == 0);
int __ptsname_r_chk(int fd, char *buf, size_t n, size_t room) UNSOWN_WRITES_IF(buf, n, result == 0);
size_t __confstr_chk(int name, char *buf, size_t n, size_t room)
    UNSOWN_RESULT_IS(result >= 0)
    UNSOWN_WRITES_IF(buf, result < n ? result : n, buf != NULL && result > 0);
int __getgroups_chk(int n, gid_t groups[], size_t room)
    UNSOWN_RESULT_IS(result >= -1)
    UNSOWN_WRITES_IF(groups, result * sizeof *groups, n > 0 && result > 0);
int __poll_chk(struct pollfd *fds, nfds_t n, int timeout, size_t room)
    UNSOWN_READS_IF(fds, 4, n > 0) UNSOWN_RESULT_IS(result >= -1 && result <= n)
    UNSOWN_WRITES_IF(fds, n * sizeof *fds, result >= 0);
int __ppoll_chk(struct pollfd *fds, nfds_t n, const struct timespec *timeout, const sigset_t *mask,
                size_t room)
    UNSOWN_READS_IF(fds, 4, n > 0) UNSOWN_RESULT_IS(result >= -1 && result <= n)
    UNSOWN_WRITES_IF(fds, n * sizeof *fds, result >= 0);
long __fdelt_chk(long fd) UNSOWN_PURE;
int __open_2(const char *path, int flags) UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result >= -1);
int __open64_2(const char *path, int flags)
    UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result >= -1);
int __openat_2(int directory, const char *path, int flags)
    UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result >= -1);
int __openat64_2(int directory, const char *path, int flags)
    UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result >= -1);

int __wctomb_chk(char *s, wchar_t c, size_t room)
    UNSOWN_WRITES_IF(s, result, s != NULL && result > 0);
size_t __mbstowcs_chk(wchar_t *restrict to, const char *restrict from, size_t n, size_t room)
    UNSOWN_READS_STRING(from)
    UNSOWN_RESULT_IS(result >= -1 && (to == NULL || result <= n))
    UNSOWN_WRITES_IF(to, (result < n ? result + 1 : n) * sizeof *to, to != NULL && result >= 0);
size_t __wcstombs_chk(char *restrict to, const wchar_t *restrict from, size_t n, size_t room)
    UNSOWN_READS(from, sizeof *from)
    UNSOWN_RESULT_IS(result >= -1 && (to == NULL || result <= n))
    UNSOWN_WRITES_IF(to, result < n ? result + 1 : n, to != NULL && result >= 0);
wchar_t *__wmemcpy_chk(wchar_t *restrict to, const wchar_t *restrict from, size_t n, size_t room)
    UNSOWN_COPIES(to, from, n * sizeof *to) UNSOWN_RETURNS(to);
wchar_t *__wmemmove_chk(wchar_t *to, const wchar_t *from, size_t n, size_t room)
    UNSOWN_COPIES(to, from, n * sizeof *to) UNSOWN_RETURNS(to);
wchar_t *__wmemset_chk(wchar_t *s, wchar_t c, size_t n, size_t room)
    UNSOWN_FILLS(s, n * sizeof *s) UNSOWN_RETURNS(s);
wchar_t *__wcscpy_chk(wchar_t *restrict to, const wchar_t *restrict from, size_t room)
    UNSOWN_READS(from, sizeof *from) UNSOWN_WRITES(to, UNSOWN_ALL) UNSOWN_RETURNS(to);
wchar_t *__wcsncpy_chk(wchar_t *restrict to, const wchar_t *restrict from, size_t n, size_t room)
    UNSOWN_READS_IF(from, sizeof *from, n > 0) UNSOWN_WRITES(to, n * sizeof *to) UNSOWN_RETURNS(to);
wchar_t *__wcscat_chk(wchar_t *restrict to, const wchar_t *restrict from, size_t room)
    UNSOWN_READS(to, sizeof *to) UNSOWN_READS(from, sizeof *from) UNSOWN_WRITES(to, UNSOWN_ALL)
    UNSOWN_RETURNS(to);
int __swprintf_chk(wchar_t *restrict buf, size_t n, int flag, size_t room,
                   const wchar_t *restrict format, ...)
    UNSOWN_READS(format, sizeof *format) UNSOWN_IN_VARARGS
    UNSOWN_WRITES_IF(buf, n * sizeof *buf, n > 0);
int __fwprintf_chk(FILE *restrict stream, int flag, const wchar_t *restrict format, ...)
    UNSOWN_READS(format, sizeof *format) UNSOWN_IN_VARARGS;

void __chk_fail(void) UNSOWN_NORETURN;
void __stack_chk_fail(void) UNSOWN_NORETURN;
