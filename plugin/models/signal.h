/* Signals and non-local jumps.
 *
 * Setting the action of a signal that exists, other than the two that cannot be caught and the two
 * that the thread library keeps, does not fail; and where the number is a variable it counts as one of
 * these: the action before is always written. */
#include <setjmp.h>
#include <signal.h>
#undef setjmp
#undef sigsetjmp

void (*signal(int number, void (*handler)(int)))(int);
/* The library sets sa_restorer by itself.  The mask is looked at whatever the flags are. */
int sigaction(int number, const struct sigaction *restrict action, struct sigaction *restrict old)
    UNSOWN_READS_IF(action, 1, action != NULL)
    UNSOWN_READS_FIELD(action, __sigaction_handler) UNSOWN_READS_FIELD(action, sa_mask)
    UNSOWN_READS_FIELD(action, sa_flags)
    UNSOWN_RESULT_IS(result == 0 || result == -1)
    UNSOWN_RESULT_IS(result == 0 || number < 1 || number > 64 || number == 9 || number == 19 ||
                     number == 32 || number == 33)
    UNSOWN_WRITES_IF(old, sizeof *old, old != NULL);
int sigprocmask(int how, const sigset_t *restrict set, sigset_t *restrict old)
    UNSOWN_READS_IF(set, 1, set != NULL)
    UNSOWN_RESULT_IS(result == 0 || (result == -1 && (how < 0 || how > 2)))
    UNSOWN_WRITES_IF(old, sizeof *old, old != NULL && result == 0);
int sigemptyset(sigset_t *set) UNSOWN_RESULT_IS(result == 0) UNSOWN_WRITES(set, sizeof *set);
int sigfillset(sigset_t *set) UNSOWN_RESULT_IS(result == 0) UNSOWN_WRITES(set, sizeof *set);
int sigaddset(sigset_t *set, int number) UNSOWN_READS(set, 1);
int sigdelset(sigset_t *set, int number) UNSOWN_READS(set, 1);
int sigismember(const sigset_t *set, int number)
    UNSOWN_READS(set, 1) UNSOWN_RESULT_IS(result >= -1 && result <= 1) UNSOWN_PURE;
int sigisemptyset(const sigset_t *set) UNSOWN_READS(set, 1) UNSOWN_PURE;
int sigpending(sigset_t *set) UNSOWN_RESULT_IS(result == 0) UNSOWN_WRITES(set, sizeof *set);
int sigsuspend(const sigset_t *mask) UNSOWN_READS(mask, 1) UNSOWN_RESULT_IS(result == -1);
int sigwait(const sigset_t *restrict set, int *restrict number)
    UNSOWN_READS(set, 1) UNSOWN_WRITES_IF(number, sizeof *number, result == 0);
int sigwaitinfo(const sigset_t *restrict set, siginfo_t *restrict info)
    UNSOWN_READS(set, 1) UNSOWN_WRITES_IF(info, sizeof *info, info != NULL && result > 0);
int sigtimedwait(const sigset_t *restrict set, siginfo_t *restrict info,
                 const struct timespec *restrict timeout)
    UNSOWN_READS(set, 1) UNSOWN_READS_IF(timeout, sizeof *timeout, timeout != NULL)
    UNSOWN_WRITES_IF(info, sizeof *info, info != NULL && result > 0);
/* The new stack is used by handlers from now on. */
int sigaltstack(const stack_t *restrict stack, stack_t *restrict old)
    UNSOWN_READS_IF(stack, 1, stack != NULL) UNSOWN_ESCAPES(stack)
    UNSOWN_WRITES_IF(old, sizeof *old, old != NULL && result == 0);
int siginterrupt(int number, int flag);
int kill(pid_t pid, int number);
int killpg(int group, int number);
int raise(int number);
int sigqueue(pid_t pid, int number, const union sigval value);
void psignal(int number, const char *s) UNSOWN_READS_STRING_IF(s, s != NULL);

int setjmp(jmp_buf env) UNSOWN_WRITES(env, sizeof *env) UNSOWN_TWICE;
int _setjmp(struct __jmp_buf_tag env[1]) UNSOWN_WRITES(env, sizeof *env) UNSOWN_TWICE;
int __sigsetjmp(struct __jmp_buf_tag env[1], int save) UNSOWN_WRITES(env, sizeof *env) UNSOWN_TWICE;
int sigsetjmp(sigjmp_buf env, int save) UNSOWN_WRITES(env, sizeof *env) UNSOWN_TWICE;
void longjmp(struct __jmp_buf_tag env[1], int value) UNSOWN_READS(env, 1) UNSOWN_NORETURN;
void _longjmp(struct __jmp_buf_tag env[1], int value) UNSOWN_READS(env, 1) UNSOWN_NORETURN;
void siglongjmp(sigjmp_buf env, int value) UNSOWN_READS(env, 1) UNSOWN_NORETURN;
void __longjmp_chk(struct __jmp_buf_tag env[1], int value) UNSOWN_READS(env, 1) UNSOWN_NORETURN;
