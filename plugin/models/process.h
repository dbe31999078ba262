/* Waiting for processes, limits and usage, scheduling, spawning, memory maps, shared memory. */
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/file.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <ucontext.h>

pid_t wait(int *status)
    UNSOWN_RESULT_IS(result == -1 || result > 0)
    UNSOWN_WRITES_IF(status, sizeof *status, status != NULL && result > 0);
/* With WNOHANG a result of 0 says that nothing was stored. */
pid_t waitpid(pid_t pid, int *status, int options)
    UNSOWN_RESULT_IS(result >= -1 && (result != 0 || options != 0))
    UNSOWN_WRITES_IF(status, sizeof *status, status != NULL && result > 0);
pid_t wait3(int *status, int options, struct rusage *usage)
    UNSOWN_RESULT_IS(result >= -1 && (result != 0 || options != 0))
    UNSOWN_WRITES_IF(status, sizeof *status, status != NULL && result > 0)
    UNSOWN_WRITES_IF(usage, sizeof *usage, usage != NULL && result > 0);
pid_t wait4(pid_t pid, int *status, int options, struct rusage *usage)
    UNSOWN_RESULT_IS(result >= -1 && (result != 0 || options != 0))
    UNSOWN_WRITES_IF(status, sizeof *status, status != NULL && result > 0)
    UNSOWN_WRITES_IF(usage, sizeof *usage, usage != NULL && result > 0);
int waitid(idtype_t type, id_t id, siginfo_t *info, int options)
    UNSOWN_RESULT_IS(result == 0 || result == -1)
    UNSOWN_WRITES_IF(info, sizeof *info, info != NULL && result == 0);

/* They fail for what is no resource only. */
int getrlimit(__rlimit_resource_t resource, struct rlimit *limit)
    UNSOWN_RESULT_IS(result == 0 || (result == -1 && (resource < 0 || resource > 15)))
    UNSOWN_WRITES(limit, sizeof *limit);
int getrlimit64(__rlimit_resource_t resource, struct rlimit64 *limit)
    UNSOWN_RESULT_IS(result == 0 || (result == -1 && (resource < 0 || resource > 15)))
    UNSOWN_WRITES(limit, sizeof *limit);
int setrlimit(__rlimit_resource_t resource, const struct rlimit *limit)
    UNSOWN_READS(limit, sizeof *limit);
int setrlimit64(__rlimit_resource_t resource, const struct rlimit64 *limit)
    UNSOWN_READS(limit, sizeof *limit);
int prlimit(pid_t pid, enum __rlimit_resource resource, const struct rlimit *limit,
            struct rlimit *old)
    UNSOWN_READS_IF(limit, sizeof *limit, limit != NULL)
    UNSOWN_WRITES_IF(old, sizeof *old, old != NULL && result == 0);
int getrusage(__rusage_who_t who, struct rusage *usage)
    UNSOWN_RESULT_IS(result == 0 || (result == -1 && (who < -1 || who > 1)))
    UNSOWN_WRITES_IF(usage, sizeof *usage, result == 0);
int getpriority(__priority_which_t which, id_t who);
int setpriority(__priority_which_t which, id_t who, int priority);
int uname(struct utsname *name) UNSOWN_RESULT_IS(result == 0) UNSOWN_WRITES(name, sizeof *name);
int sysinfo(struct sysinfo *info) UNSOWN_RESULT_IS(result == 0) UNSOWN_WRITES(info, sizeof *info);
int get_nprocs(void) UNSOWN_RESULT_IS(result > 0);
int get_nprocs_conf(void) UNSOWN_RESULT_IS(result > 0);
int prctl(int option, ...) UNSOWN_OUT_VARARGS();

int sched_yield(void);
int sched_getcpu(void) UNSOWN_RESULT_IS(result >= -1);
int sched_getaffinity(pid_t pid, size_t n, cpu_set_t *set) UNSOWN_WRITES_IF(set, n, result == 0);
int sched_setaffinity(pid_t pid, size_t n, const cpu_set_t *set) UNSOWN_READS_IF(set, 1, n > 0);
int sched_get_priority_max(int policy);
int sched_get_priority_min(int policy);
int sched_getparam(pid_t pid, struct sched_param *parameter)
    UNSOWN_WRITES_IF(parameter, sizeof *parameter, result == 0);
int sched_setscheduler(pid_t pid, int policy, const struct sched_param *parameter)
    UNSOWN_READS(parameter, sizeof *parameter);
int sched_getscheduler(pid_t pid);
int __sched_cpucount(size_t n, const cpu_set_t *set) UNSOWN_READS(set, n) UNSOWN_PURE;
cpu_set_t *__sched_cpualloc(size_t n) UNSOWN_RETURNS_UNINIT;
void __sched_cpufree(cpu_set_t *set) UNSOWN_FREES(set);

int posix_spawn(pid_t *restrict pid, const char *restrict path,
                const posix_spawn_file_actions_t *restrict actions,
                const posix_spawnattr_t *restrict attributes, char *const argv[restrict],
                char *const envp[restrict])
    UNSOWN_READS_STRING(path) UNSOWN_READS(argv, sizeof *argv)
    UNSOWN_WRITES_IF(pid, sizeof *pid, pid != NULL && result == 0);
int posix_spawnp(pid_t *restrict pid, const char *restrict file,
                 const posix_spawn_file_actions_t *restrict actions,
                 const posix_spawnattr_t *restrict attributes, char *const argv[restrict],
                 char *const envp[restrict])
    UNSOWN_READS_STRING(file) UNSOWN_READS(argv, sizeof *argv)
    UNSOWN_WRITES_IF(pid, sizeof *pid, pid != NULL && result == 0);
int posix_spawn_file_actions_init(posix_spawn_file_actions_t *actions)
    UNSOWN_WRITES(actions, sizeof *actions);
int posix_spawn_file_actions_destroy(posix_spawn_file_actions_t *actions);
int posix_spawn_file_actions_adddup2(posix_spawn_file_actions_t *actions, int fd, int to);
int posix_spawn_file_actions_addclose(posix_spawn_file_actions_t *actions, int fd);
int posix_spawnattr_init(posix_spawnattr_t *attributes)
    UNSOWN_WRITES(attributes, sizeof *attributes);
int posix_spawnattr_destroy(posix_spawnattr_t *attributes);

/* The result is memory of the system's, or MAP_FAILED. */
void *mmap(void *address, size_t n, int protection, int flags, int fd, off_t offset)
    UNSOWN_RESULT_IS(result != NULL);
void *mmap64(void *address, size_t n, int protection, int flags, int fd, off64_t offset)
    UNSOWN_RESULT_IS(result != NULL);
void *mremap(void *address, size_t old, size_t n, int flags, ...) UNSOWN_IN_VARARGS;
int munmap(void *address, size_t n);
int mprotect(void *address, size_t n, int protection);
int madvise(void *address, size_t n, int advice);
int posix_madvise(void *address, size_t n, int advice);
int msync(void *address, size_t n, int flags);
int mlock(const void *address, size_t n);
int munlock(const void *address, size_t n);
int mlockall(int flags);
int munlockall(void);
int mincore(void *address, size_t n, unsigned char *pages)
    UNSOWN_WRITES_IF(pages, UNSOWN_ALL, result == 0);
int shm_open(const char *name, int flags, mode_t mode)
    UNSOWN_READS_STRING(name) UNSOWN_RESULT_IS(result >= -1);
int shm_unlink(const char *name) UNSOWN_READS_STRING(name);
int memfd_create(const char *name, unsigned flags)
    UNSOWN_READS_STRING(name) UNSOWN_RESULT_IS(result >= -1);
int shmget(key_t key, size_t n, int flags) UNSOWN_RESULT_IS(result >= -1);
void *shmat(int id, const void *address, int flags);
int shmdt(const void *address);
int shmctl(int id, int command, struct shmid_ds *buf) UNSOWN_RESULT_IS(result >= -1)
    UNSOWN_WRITES_IF(buf, sizeof *buf, buf != NULL && result >= 0 && command != 1);
int semget(key_t key, int n, int flags) UNSOWN_RESULT_IS(result >= -1);
int semop(int id, struct sembuf *operations, size_t n)
    UNSOWN_READS(operations, n * sizeof *operations);
int semctl(int id, int number, int command, ...) UNSOWN_OUT_VARARGS();
key_t ftok(const char *path, int project) UNSOWN_READS_STRING(path);
int flock(int fd, int operation) UNSOWN_RESULT_IS(result == 0 || result == -1);

int getcontext(ucontext_t *context)
    UNSOWN_WRITES_IF(context, sizeof *context, result == 0) UNSOWN_TWICE;
int setcontext(const ucontext_t *context) UNSOWN_READS(context, 1) UNSOWN_RESULT_IS(result == -1);
void makecontext(ucontext_t *context, void (*function)(void), int n, ...)
    UNSOWN_READS(context, 1) UNSOWN_ESCAPES(context) UNSOWN_IN_VARARGS;
/* Other contexts run in between. */
int swapcontext(ucontext_t *restrict old, const ucontext_t *restrict context)
    UNSOWN_READS(context, 1) UNSOWN_ESCAPES(old) UNSOWN_ESCAPES(context);
