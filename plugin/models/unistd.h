/* Files by descriptor, directories, processes, the system. */
#include <fcntl.h>
#include <getopt.h>
#include <grp.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <sys/sendfile.h>
#include <unistd.h>

ssize_t read(int fd, void *buf, size_t n)
    UNSOWN_RESULT_IS(result >= -1 && result <= n) UNSOWN_WRITES_IF(buf, result, result > 0);
ssize_t pread(int fd, void *buf, size_t n, off_t offset)
    UNSOWN_RESULT_IS(result >= -1 && result <= n) UNSOWN_WRITES_IF(buf, result, result > 0);
ssize_t pread64(int fd, void *buf, size_t n, off64_t offset)
    UNSOWN_RESULT_IS(result >= -1 && result <= n) UNSOWN_WRITES_IF(buf, result, result > 0);
ssize_t write(int fd, const void *buf, size_t n)
    UNSOWN_READS_IF(buf, 1, n > 0) UNSOWN_LEAVES(buf, n)
    UNSOWN_RESULT_IS(result >= -1 && result <= n);
ssize_t pwrite(int fd, const void *buf, size_t n, off_t offset)
    UNSOWN_READS_IF(buf, 1, n > 0) UNSOWN_LEAVES(buf, n)
    UNSOWN_RESULT_IS(result >= -1 && result <= n);
ssize_t pwrite64(int fd, const void *buf, size_t n, off64_t offset)
    UNSOWN_READS_IF(buf, 1, n > 0) UNSOWN_LEAVES(buf, n)
    UNSOWN_RESULT_IS(result >= -1 && result <= n);

int open(const char *path, int flags, ...)
    UNSOWN_READS_STRING(path) UNSOWN_IN_VARARGS UNSOWN_RESULT_IS(result >= -1);
int open64(const char *path, int flags, ...)
    UNSOWN_READS_STRING(path) UNSOWN_IN_VARARGS UNSOWN_RESULT_IS(result >= -1);
int openat(int directory, const char *path, int flags, ...)
    UNSOWN_READS_STRING(path) UNSOWN_IN_VARARGS UNSOWN_RESULT_IS(result >= -1);
int openat64(int directory, const char *path, int flags, ...)
    UNSOWN_READS_STRING(path) UNSOWN_IN_VARARGS UNSOWN_RESULT_IS(result >= -1);
int creat(const char *path, mode_t mode)
    UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result >= -1);
int creat64(const char *path, mode_t mode)
    UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result >= -1);
int close(int fd) UNSOWN_RESULT_IS(result == 0 || result == -1);
/* What the third argument points to is read or written, as the command says. */
int fcntl(int fd, int command, ...) UNSOWN_OUT_VARARGS();
int fcntl64(int fd, int command, ...) UNSOWN_OUT_VARARGS();
int ioctl(int fd, unsigned long request, ...) UNSOWN_OUT_VARARGS();
off_t lseek(int fd, off_t offset, int whence) UNSOWN_RESULT_IS(result >= -1);
off64_t lseek64(int fd, off64_t offset, int whence) UNSOWN_RESULT_IS(result >= -1);
int dup(int fd) UNSOWN_RESULT_IS(result >= -1);
int dup2(int fd, int to) UNSOWN_RESULT_IS(result == to || result == -1);
int dup3(int fd, int to, int flags) UNSOWN_RESULT_IS(result == to || result == -1);
int pipe(int fds[2])
    UNSOWN_RESULT_IS(result == 0 || result == -1)
    UNSOWN_WRITES_IF(fds, 2 * sizeof *fds, result == 0);
int pipe2(int fds[2], int flags)
    UNSOWN_RESULT_IS(result == 0 || result == -1)
    UNSOWN_WRITES_IF(fds, 2 * sizeof *fds, result == 0);
int fsync(int fd) UNSOWN_RESULT_IS(result == 0 || result == -1);
int fdatasync(int fd) UNSOWN_RESULT_IS(result == 0 || result == -1);
void sync(void);
int ftruncate(int fd, off_t length) UNSOWN_RESULT_IS(result == 0 || result == -1);
int ftruncate64(int fd, off64_t length) UNSOWN_RESULT_IS(result == 0 || result == -1);
int truncate(const char *path, off_t length)
    UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result == 0 || result == -1);
int posix_fadvise(int fd, off_t offset, off_t length, int advice);
int posix_fallocate(int fd, off_t offset, off_t length) UNSOWN_RESULT_IS(result >= 0);
int fallocate(int fd, int mode, off_t offset, off_t length);
int lockf(int fd, int command, off_t length);
ssize_t sendfile(int to, int from, off_t *offset, size_t n)
    UNSOWN_READS_IF(offset, sizeof *offset, offset != NULL);
ssize_t sendfile64(int to, int from, off64_t *offset, size_t n)
    UNSOWN_READS_IF(offset, sizeof *offset, offset != NULL);
ssize_t copy_file_range(int from, off64_t *from_offset, int to, off64_t *to_offset, size_t n,
                        unsigned flags)
    UNSOWN_READS_IF(from_offset, sizeof *from_offset, from_offset != NULL)
    UNSOWN_READS_IF(to_offset, sizeof *to_offset, to_offset != NULL);

int access(const char *path, int mode)
    UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result == 0 || result == -1);
int faccessat(int directory, const char *path, int mode, int flags)
    UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result == 0 || result == -1);
int unlink(const char *path)
    UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result == 0 || result == -1);
int unlinkat(int directory, const char *path, int flags)
    UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result == 0 || result == -1);
int rmdir(const char *path) UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result == 0 || result == -1);
int link(const char *from, const char *to) UNSOWN_READS_STRING(from) UNSOWN_READS_STRING(to);
int linkat(int from_directory, const char *from, int to_directory, const char *to, int flags)
    UNSOWN_READS_STRING(from) UNSOWN_READS_STRING(to);
int symlink(const char *target, const char *path)
    UNSOWN_READS_STRING(target) UNSOWN_READS_STRING(path);
int symlinkat(const char *target, int directory, const char *path)
    UNSOWN_READS_STRING(target) UNSOWN_READS_STRING(path);
/* No terminating zero: exactly the bytes of the result. */
ssize_t readlink(const char *restrict path, char *restrict buf, size_t n)
    UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result >= -1 && result <= n)
    UNSOWN_WRITES_IF(buf, result, result > 0);
ssize_t readlinkat(int directory, const char *restrict path, char *restrict buf, size_t n)
    UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result >= -1 && result <= n)
    UNSOWN_WRITES_IF(buf, result, result > 0);
int chdir(const char *path) UNSOWN_READS_STRING(path);
int fchdir(int fd);
int chroot(const char *path) UNSOWN_READS_STRING(path);
int chown(const char *path, uid_t user, gid_t group) UNSOWN_READS_STRING(path);
int lchown(const char *path, uid_t user, gid_t group) UNSOWN_READS_STRING(path);
int fchown(int fd, uid_t user, gid_t group);
int fchownat(int directory, const char *path, uid_t user, gid_t group, int flags)
    UNSOWN_READS_STRING(path);
char *getcwd(char *buf, size_t n)
    UNSOWN_WRITES_IF(buf, n, buf != NULL && result != NULL)
    UNSOWN_TERMINATES_IF(buf, n, buf != NULL && result != NULL)
    UNSOWN_RETURNS_IF(buf, buf != NULL && result != NULL)
    UNSOWN_DUPLICATES_IF(UNSOWN_ALL, buf == NULL);
char *getwd(char *buf)
    UNSOWN_WRITES_IF(buf, UNSOWN_ALL, result != NULL) UNSOWN_RETURNS_IF(buf, result != NULL);
char *get_current_dir_name(void) UNSOWN_DUPLICATES(UNSOWN_ALL);

/* The child of vfork() runs on the parent's stack: the call comes back twice in one frame. */
pid_t fork(void) UNSOWN_RESULT_IS(result >= -1);
pid_t vfork(void) UNSOWN_RESULT_IS(result >= -1) UNSOWN_TWICE;
int execv(const char *path, char *const argv[])
    UNSOWN_READS_STRING(path) UNSOWN_READS(argv, sizeof *argv) UNSOWN_RESULT_IS(result == -1);
int execve(const char *path, char *const argv[], char *const envp[])
    UNSOWN_READS_STRING(path) UNSOWN_READS(argv, sizeof *argv) UNSOWN_RESULT_IS(result == -1);
int execvp(const char *file, char *const argv[])
    UNSOWN_READS_STRING(file) UNSOWN_READS(argv, sizeof *argv) UNSOWN_RESULT_IS(result == -1);
int execvpe(const char *file, char *const argv[], char *const envp[])
    UNSOWN_READS_STRING(file) UNSOWN_READS(argv, sizeof *argv) UNSOWN_RESULT_IS(result == -1);
int fexecve(int fd, char *const argv[], char *const envp[])
    UNSOWN_READS(argv, sizeof *argv) UNSOWN_RESULT_IS(result == -1);
int execl(const char *path, const char *arg, ...)
    UNSOWN_READS_STRING(path) UNSOWN_IN_VARARGS UNSOWN_RESULT_IS(result == -1);
int execlp(const char *file, const char *arg, ...)
    UNSOWN_READS_STRING(file) UNSOWN_IN_VARARGS UNSOWN_RESULT_IS(result == -1);
int execle(const char *path, const char *arg, ...)
    UNSOWN_READS_STRING(path) UNSOWN_IN_VARARGS UNSOWN_RESULT_IS(result == -1);
void _exit(int status) UNSOWN_NORETURN;
pid_t getpid(void);
pid_t getppid(void);
pid_t gettid(void);
uid_t getuid(void);
uid_t geteuid(void);
gid_t getgid(void);
gid_t getegid(void);
int setuid(uid_t user);
int seteuid(uid_t user);
int setgid(gid_t group);
int setegid(gid_t group);
int setreuid(uid_t real, uid_t effective);
int setregid(gid_t real, gid_t effective);
int setresuid(uid_t real, uid_t effective, uid_t saved);
int setresgid(gid_t real, gid_t effective, gid_t saved);
int getresuid(uid_t *real, uid_t *effective, uid_t *saved)
    UNSOWN_RESULT_IS(result == 0) UNSOWN_WRITES(real, sizeof *real)
    UNSOWN_WRITES(effective, sizeof *effective) UNSOWN_WRITES(saved, sizeof *saved);
int getresgid(gid_t *real, gid_t *effective, gid_t *saved)
    UNSOWN_RESULT_IS(result == 0) UNSOWN_WRITES(real, sizeof *real)
    UNSOWN_WRITES(effective, sizeof *effective) UNSOWN_WRITES(saved, sizeof *saved);
/* With n == 0 it only counts. */
int getgroups(int n, gid_t groups[])
    UNSOWN_RESULT_IS(result >= -1)
    UNSOWN_WRITES_IF(groups, result * sizeof *groups, n > 0 && result > 0);
int setgroups(size_t n, const gid_t *groups)
    UNSOWN_READS_IF(groups, n * sizeof *groups, n > 0);
int initgroups(const char *user, gid_t group) UNSOWN_READS_STRING(user);
pid_t getpgrp(void);
pid_t getpgid(pid_t pid);
int setpgid(pid_t pid, pid_t group);
pid_t setsid(void);
pid_t getsid(pid_t pid);
pid_t tcgetpgrp(int fd);
int tcsetpgrp(int fd, pid_t group);
int nice(int increment);
int daemon(int nochdir, int noclose);
int pause(void);
unsigned alarm(unsigned seconds);
unsigned sleep(unsigned seconds);
int usleep(useconds_t microseconds);

int isatty(int fd) UNSOWN_RESULT_IS(result == 0 || result == 1);
char *ttyname(int fd);
int ttyname_r(int fd, char *buf, size_t n) UNSOWN_WRITES_IF(buf, n, result == 0);
char *getlogin(void);
int getlogin_r(char *buf, size_t n) UNSOWN_WRITES_IF(buf, n, result == 0);
char *getpass(const char *prompt) UNSOWN_READS_STRING(prompt);
int gethostname(char *buf, size_t n)
    UNSOWN_RESULT_IS(result == 0 || result == -1) UNSOWN_WRITES_IF(buf, n, result == 0);
int sethostname(const char *name, size_t n) UNSOWN_READS(name, n);
int getdomainname(char *buf, size_t n)
    UNSOWN_RESULT_IS(result == 0 || result == -1) UNSOWN_WRITES_IF(buf, n, result == 0);
long sysconf(int name) UNSOWN_RESULT_IS(result >= -1) UNSOWN_SAME_RESULT;
long pathconf(const char *path, int name) UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result >= -1);
long fpathconf(int fd, int name) UNSOWN_RESULT_IS(result >= -1);
size_t confstr(int name, char *buf, size_t n)
    UNSOWN_RESULT_IS(result >= 0)
    UNSOWN_WRITES_IF(buf, result < n ? result : n, buf != NULL && result > 0);
int getpagesize(void) UNSOWN_RESULT_IS(result > 0) UNSOWN_SAME_RESULT;
int getdtablesize(void) UNSOWN_SAME_RESULT;
/* At most 256 bytes. */
int getentropy(void *buf, size_t n)
    UNSOWN_RESULT_IS(result == 0 || result == -1) UNSOWN_WRITES_IF(buf, n, result == 0);
ssize_t getrandom(void *buf, size_t n, unsigned flags)
    UNSOWN_RESULT_IS(result >= -1 && result <= n) UNSOWN_WRITES_IF(buf, result, result > 0);
int brk(void *end);
void *sbrk(intptr_t increment);
long syscall(long number, ...) UNSOWN_OUT_VARARGS();
char *crypt(const char *key, const char *salt) UNSOWN_READS_STRING(key) UNSOWN_READS_STRING(salt);

int getopt(int argc, char *const argv[], const char *options)
    UNSOWN_READS(argv, argc * sizeof *argv) UNSOWN_READS_STRING(options)
    UNSOWN_RESULT_IS(result >= -1 && result <= 255);
/* A long option without a flag yields its own value, which by custom is no printable character
 * unless it has a short form; *index tells which one it was.  A flag, reached from the table, may be set. */
int getopt_long(int argc, char *const *argv, const char *options, const struct option *longs,
                int *index)
    UNSOWN_READS(argv, argc * sizeof *argv) UNSOWN_READS_STRING(options) UNSOWN_ESCAPES(longs)
    UNSOWN_RESULT_IS(result >= -1)
    UNSOWN_WRITES_IF(index, sizeof *index, index != NULL && result >= 0 && (result < 32 || result > 255));
int getopt_long_only(int argc, char *const *argv, const char *options, const struct option *longs,
                     int *index)
    UNSOWN_READS(argv, argc * sizeof *argv) UNSOWN_READS_STRING(options) UNSOWN_ESCAPES(longs)
    UNSOWN_RESULT_IS(result >= -1)
    UNSOWN_WRITES_IF(index, sizeof *index, index != NULL && result >= 0 && (result < 32 || result > 255));
