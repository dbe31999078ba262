/* The state of files and of file systems, and what creates and changes their entries. */
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/xattr.h>
#include <utime.h>

int stat(const char *restrict path, struct stat *restrict st)
    UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result == 0 || result == -1)
    UNSOWN_WRITES_IF(st, sizeof *st, result == 0);
int lstat(const char *restrict path, struct stat *restrict st)
    UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result == 0 || result == -1)
    UNSOWN_WRITES_IF(st, sizeof *st, result == 0);
int fstat(int fd, struct stat *st)
    UNSOWN_RESULT_IS(result == 0 || result == -1) UNSOWN_WRITES_IF(st, sizeof *st, result == 0);
int fstatat(int directory, const char *restrict path, struct stat *restrict st, int flags)
    UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result == 0 || result == -1)
    UNSOWN_WRITES_IF(st, sizeof *st, result == 0);
int stat64(const char *restrict path, struct stat64 *restrict st)
    UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result == 0 || result == -1)
    UNSOWN_WRITES_IF(st, sizeof *st, result == 0);
int lstat64(const char *restrict path, struct stat64 *restrict st)
    UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result == 0 || result == -1)
    UNSOWN_WRITES_IF(st, sizeof *st, result == 0);
int fstat64(int fd, struct stat64 *st)
    UNSOWN_RESULT_IS(result == 0 || result == -1) UNSOWN_WRITES_IF(st, sizeof *st, result == 0);
int fstatat64(int directory, const char *restrict path, struct stat64 *restrict st, int flags)
    UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result == 0 || result == -1)
    UNSOWN_WRITES_IF(st, sizeof *st, result == 0);
/* What the above expand to with glibc before 2.33. */
int __xstat(int version, const char *path, struct stat *st)
    UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result == 0 || result == -1)
    UNSOWN_WRITES_IF(st, sizeof *st, result == 0);
int __lxstat(int version, const char *path, struct stat *st)
    UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result == 0 || result == -1)
    UNSOWN_WRITES_IF(st, sizeof *st, result == 0);
int __fxstat(int version, int fd, struct stat *st)
    UNSOWN_RESULT_IS(result == 0 || result == -1) UNSOWN_WRITES_IF(st, sizeof *st, result == 0);
int __fxstatat(int version, int directory, const char *path, struct stat *st, int flags)
    UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result == 0 || result == -1)
    UNSOWN_WRITES_IF(st, sizeof *st, result == 0);
int __xstat64(int version, const char *path, struct stat64 *st)
    UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result == 0 || result == -1)
    UNSOWN_WRITES_IF(st, sizeof *st, result == 0);
int __lxstat64(int version, const char *path, struct stat64 *st)
    UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result == 0 || result == -1)
    UNSOWN_WRITES_IF(st, sizeof *st, result == 0);
int __fxstat64(int version, int fd, struct stat64 *st)
    UNSOWN_RESULT_IS(result == 0 || result == -1) UNSOWN_WRITES_IF(st, sizeof *st, result == 0);
int statx(int directory, const char *restrict path, int flags, unsigned mask,
          struct statx *restrict stx)
    UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result == 0 || result == -1)
    UNSOWN_WRITES_IF(stx, sizeof *stx, result == 0);
int statfs(const char *path, struct statfs *fs)
    UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result == 0 || result == -1)
    UNSOWN_WRITES_IF(fs, sizeof *fs, result == 0);
int fstatfs(int fd, struct statfs *fs)
    UNSOWN_RESULT_IS(result == 0 || result == -1) UNSOWN_WRITES_IF(fs, sizeof *fs, result == 0);
int statvfs(const char *restrict path, struct statvfs *restrict fs)
    UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result == 0 || result == -1)
    UNSOWN_WRITES_IF(fs, sizeof *fs, result == 0);
int fstatvfs(int fd, struct statvfs *fs)
    UNSOWN_RESULT_IS(result == 0 || result == -1) UNSOWN_WRITES_IF(fs, sizeof *fs, result == 0);
int statvfs64(const char *restrict path, struct statvfs64 *restrict fs)
    UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result == 0 || result == -1)
    UNSOWN_WRITES_IF(fs, sizeof *fs, result == 0);

int chmod(const char *path, mode_t mode) UNSOWN_READS_STRING(path);
int fchmod(int fd, mode_t mode);
int fchmodat(int directory, const char *path, mode_t mode, int flags) UNSOWN_READS_STRING(path);
mode_t umask(mode_t mask);
int mkdir(const char *path, mode_t mode)
    UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result == 0 || result == -1);
int mkdirat(int directory, const char *path, mode_t mode) UNSOWN_READS_STRING(path);
int mkfifo(const char *path, mode_t mode) UNSOWN_READS_STRING(path);
int mknod(const char *path, mode_t mode, dev_t device) UNSOWN_READS_STRING(path);
int utime(const char *path, const struct utimbuf *times)
    UNSOWN_READS_STRING(path) UNSOWN_READS_IF(times, sizeof *times, times != NULL);
/* The seconds do not matter where the nanoseconds say UTIME_NOW or UTIME_OMIT. */
int utimensat(int directory, const char *path, const struct timespec times[2], int flags)
    UNSOWN_READS_STRING_IF(path, path != NULL);
int futimens(int fd, const struct timespec times[2]);

ssize_t getxattr(const char *path, const char *name, void *value, size_t n)
    UNSOWN_READS_STRING(path) UNSOWN_READS_STRING(name)
    UNSOWN_WRITES_IF(value, result, n > 0 && result > 0);
ssize_t lgetxattr(const char *path, const char *name, void *value, size_t n)
    UNSOWN_READS_STRING(path) UNSOWN_READS_STRING(name)
    UNSOWN_WRITES_IF(value, result, n > 0 && result > 0);
ssize_t fgetxattr(int fd, const char *name, void *value, size_t n)
    UNSOWN_READS_STRING(name) UNSOWN_WRITES_IF(value, result, n > 0 && result > 0);
ssize_t listxattr(const char *path, char *list, size_t n)
    UNSOWN_READS_STRING(path) UNSOWN_WRITES_IF(list, result, n > 0 && result > 0);
int setxattr(const char *path, const char *name, const void *value, size_t n, int flags)
    UNSOWN_READS_STRING(path) UNSOWN_READS_STRING(name)
    UNSOWN_READS_IF(value, 1, n > 0) UNSOWN_LEAVES(value, n);
