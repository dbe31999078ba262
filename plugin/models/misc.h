/* Messages to the log and the user, loading, terminals, patterns, conversion, and other smaller
 * parts of POSIX and glibc. */
#include <assert.h>
#include <dlfcn.h>
#include <err.h>
#include <error.h>
#include <execinfo.h>
#include <fnmatch.h>
#include <glob.h>
#include <iconv.h>
#include <libgen.h>
#undef basename
#include <link.h>
#include <mntent.h>
#include <pty.h>
#include <regex.h>
#include <search.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/auxv.h>
#include <sys/mount.h>
#include <sys/sysmacros.h>
#include <syslog.h>
#include <termios.h>
#include <wordexp.h>

void openlog(const char *name, int options, int facility)
    UNSOWN_READS_STRING_IF(name, name != NULL) UNSOWN_ESCAPES(name);
void syslog(int priority, const char *format, ...) UNSOWN_READS_STRING(format) UNSOWN_IN_VARARGS;
void vsyslog(int priority, const char *format, va_list args)
    UNSOWN_READS_STRING(format) UNSOWN_IN_VARARGS;
void closelog(void);
int setlogmask(int mask);

void err(int status, const char *format, ...)
    UNSOWN_READS_STRING_IF(format, format != NULL) UNSOWN_IN_VARARGS UNSOWN_NORETURN;
void errx(int status, const char *format, ...)
    UNSOWN_READS_STRING_IF(format, format != NULL) UNSOWN_IN_VARARGS UNSOWN_NORETURN;
void verr(int status, const char *format, va_list args)
    UNSOWN_READS_STRING_IF(format, format != NULL) UNSOWN_IN_VARARGS UNSOWN_NORETURN;
void verrx(int status, const char *format, va_list args)
    UNSOWN_READS_STRING_IF(format, format != NULL) UNSOWN_IN_VARARGS UNSOWN_NORETURN;
void warn(const char *format, ...)
    UNSOWN_READS_STRING_IF(format, format != NULL) UNSOWN_IN_VARARGS;
void warnx(const char *format, ...)
    UNSOWN_READS_STRING_IF(format, format != NULL) UNSOWN_IN_VARARGS;
void vwarn(const char *format, va_list args)
    UNSOWN_READS_STRING_IF(format, format != NULL) UNSOWN_IN_VARARGS;
void vwarnx(const char *format, va_list args)
    UNSOWN_READS_STRING_IF(format, format != NULL) UNSOWN_IN_VARARGS;
/* Comes back when status is 0. */
void error(int status, int number, const char *format, ...)
    UNSOWN_READS_STRING(format) UNSOWN_IN_VARARGS;
void __assert_fail(const char *condition, const char *file, unsigned line, const char *function)
    UNSOWN_NORETURN;
void __assert_perror_fail(int number, const char *file, unsigned line, const char *function)
    UNSOWN_NORETURN;
void __assert(const char *condition, const char *file, int line) UNSOWN_NORETURN;

void *dlopen(const char *file, int mode) UNSOWN_READS_STRING_IF(file, file != NULL);
void *dlsym(void *restrict handle, const char *restrict name) UNSOWN_READS_STRING(name);
void *dlvsym(void *restrict handle, const char *restrict name, const char *restrict version)
    UNSOWN_READS_STRING(name) UNSOWN_READS_STRING(version);
int dlclose(void *handle);
char *dlerror(void);
int dladdr(const void *address, Dl_info *info) UNSOWN_WRITES_IF(info, sizeof *info, result != 0);
int dl_iterate_phdr(int (*visit)(struct dl_phdr_info *, size_t, void *), void *data)
    UNSOWN_ESCAPES(data) UNSOWN_CALLS(visit);
int backtrace(void **buf, int n)
    UNSOWN_RESULT_IS(result >= 0 && result <= n)
    UNSOWN_WRITES_IF(buf, result * sizeof *buf, result > 0);
char **backtrace_symbols(void *const *buf, int n)
    UNSOWN_READS_IF(buf, n * sizeof *buf, n > 0) UNSOWN_DUPLICATES(UNSOWN_ALL);
void backtrace_symbols_fd(void *const *buf, int n, int fd)
    UNSOWN_READS_IF(buf, n * sizeof *buf, n > 0);
unsigned long getauxval(unsigned long type) UNSOWN_SAME_RESULT;

int tcgetattr(int fd, struct termios *state)
    UNSOWN_RESULT_IS(result == 0 || result == -1)
    UNSOWN_WRITES_IF(state, sizeof *state, result == 0);
int tcsetattr(int fd, int when, const struct termios *state) UNSOWN_READS(state, 16);
int tcdrain(int fd);
int tcflush(int fd, int queue);
int tcflow(int fd, int action);
int tcsendbreak(int fd, int duration);
speed_t cfgetospeed(const struct termios *state) UNSOWN_READS(state, 16);
speed_t cfgetispeed(const struct termios *state) UNSOWN_READS(state, 16);
int cfsetospeed(struct termios *state, speed_t speed) UNSOWN_READS(state, 16);
int cfsetispeed(struct termios *state, speed_t speed) UNSOWN_READS(state, 16);
void cfmakeraw(struct termios *state) UNSOWN_READS(state, 16);
int openpty(int *master, int *slave, char *name, const struct termios *state,
            const struct winsize *size)
    UNSOWN_RESULT_IS(result == 0 || result == -1)
    UNSOWN_WRITES_IF(master, sizeof *master, result == 0)
    UNSOWN_WRITES_IF(slave, sizeof *slave, result == 0)
    UNSOWN_WRITES_IF(name, UNSOWN_ALL, name != NULL && result == 0);

int regcomp(regex_t *restrict regex, const char *restrict pattern, int flags)
    UNSOWN_READS_STRING(pattern) UNSOWN_WRITES(regex, sizeof *regex);
int regexec(const regex_t *restrict regex, const char *restrict s, size_t n,
            regmatch_t matches[restrict], int flags)
    UNSOWN_READS(regex, 1) UNSOWN_READS_STRING_IF(s, flags < 4)
    UNSOWN_WRITES_IF(matches, n * sizeof *matches, n > 0 && result == 0);
size_t regerror(int code, const regex_t *restrict regex, char *restrict buf, size_t n)
    UNSOWN_WRITES_IF(buf, n, n > 0);
void regfree(regex_t *regex) UNSOWN_READS(regex, 1);
int fnmatch(const char *pattern, const char *s, int flags)
    UNSOWN_READS_STRING(pattern) UNSOWN_READS_STRING(s) UNSOWN_PURE;
/* GLOB_DOOFFS (8) and GLOB_APPEND (32) make it look at what is there. */
int glob(const char *restrict pattern, int flags, int (*failed)(const char *, int),
         glob_t *restrict found)
    UNSOWN_READS_STRING(pattern) UNSOWN_READS_IF(found, sizeof *found, (flags & 32) != 0)
    UNSOWN_WRITES(found, sizeof *found) UNSOWN_CALLS(failed);
void globfree(glob_t *found);
int wordexp(const char *restrict words, wordexp_t *restrict found, int flags)
    UNSOWN_READS_STRING(words) UNSOWN_WRITES(found, sizeof *found);
void wordfree(wordexp_t *found);

iconv_t iconv_open(const char *to, const char *from)
    UNSOWN_READS_STRING(to) UNSOWN_READS_STRING(from);
/* What was converted by the time it stopped is written, whatever the result. */
size_t iconv(iconv_t descriptor, char **restrict in, size_t *restrict in_left, char **restrict out,
             size_t *restrict out_left)
    UNSOWN_READS_IF(in, sizeof *in, in != NULL)
    UNSOWN_READS_IF(in_left, sizeof *in_left, in != NULL)
    UNSOWN_READS_IF(out, sizeof *out, out != NULL)
    UNSOWN_READS_IF(out_left, sizeof *out_left, out != NULL)
    UNSOWN_WRITES_IF(*out, *out_left - after(*out_left), out != NULL)
    UNSOWN_WRITES_IF(in, sizeof *in, in != NULL)
    UNSOWN_WRITES_IF(in_left, sizeof *in_left, in != NULL)
    UNSOWN_WRITES_IF(out, sizeof *out, out != NULL)
    UNSOWN_WRITES_IF(out_left, sizeof *out_left, out != NULL);
int iconv_close(iconv_t descriptor);

char *dirname(char *path)
    UNSOWN_READS_STRING_IF(path, path != NULL) UNSOWN_RETURNS_INTO(path);
char *__xpg_basename(char *path)
    UNSOWN_READS_STRING_IF(path, path != NULL) UNSOWN_RETURNS_INTO(path);

/* Trees and tables keep the key. */
void *tsearch(const void *key, void **root, int (*compare)(const void *, const void *))
    UNSOWN_READS_IF(root, sizeof *root, root != NULL) UNSOWN_ESCAPES(key) UNSOWN_ESCAPES(root)
    UNSOWN_CALLS(compare);
void *tfind(const void *key, void *const *root, int (*compare)(const void *, const void *))
    UNSOWN_READS_IF(root, sizeof *root, root != NULL) UNSOWN_CALLS(compare);
void *tdelete(const void *restrict key, void **restrict root,
              int (*compare)(const void *, const void *))
    UNSOWN_READS_IF(root, sizeof *root, root != NULL) UNSOWN_ESCAPES(root) UNSOWN_CALLS(compare);
void tdestroy(void *root, void (*release)(void *)) UNSOWN_CALLS(release);
int hcreate(size_t n);
void hdestroy(void);
void *lfind(const void *key, const void *base, size_t *n, size_t size,
            int (*compare)(const void *, const void *))
    UNSOWN_READS(n, sizeof *n) UNSOWN_RETURNS_INTO(base) UNSOWN_CALLS(compare);

FILE *setmntent(const char *file, const char *mode)
    UNSOWN_READS_STRING(file) UNSOWN_READS_STRING(mode);
struct mntent *getmntent(FILE *stream) UNSOWN_ENDS;
int endmntent(FILE *stream);
int mount(const char *source, const char *target, const char *type, unsigned long flags,
          const void *data)
    UNSOWN_READS_STRING(target);
int umount(const char *target) UNSOWN_READS_STRING(target);
int umount2(const char *target, int flags) UNSOWN_READS_STRING(target);
unsigned gnu_dev_major(__dev_t device) UNSOWN_PURE;
unsigned gnu_dev_minor(__dev_t device) UNSOWN_PURE;
__dev_t gnu_dev_makedev(unsigned major, unsigned minor) UNSOWN_PURE;
