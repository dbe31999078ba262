/* Threads, locks and semaphores.
 *
 * A lock that was never initialized shows at its first byte.  Locking may let other threads write
 * what they can reach; the analysis knows that of memory whose address escaped. */
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <threads.h>
#undef pthread_cleanup_push

int pthread_create(pthread_t *restrict thread, const pthread_attr_t *restrict attributes,
                   void *(*start)(void *), void *restrict data)
    UNSOWN_READS_IF(attributes, 1, attributes != NULL) UNSOWN_RESULT_IS(result >= 0)
    UNSOWN_WRITES_IF(thread, sizeof *thread, result == 0)
    UNSOWN_ESCAPES(data) UNSOWN_ESCAPES(thread) UNSOWN_CALLS(start);
/* It fails only for what is no thread that can be joined. */
int pthread_join(pthread_t thread, void **value)
    UNSOWN_RESULT_IS(result >= 0) UNSOWN_WRITES_IF(value, sizeof *value, value != NULL);
int pthread_detach(pthread_t thread);
pthread_t pthread_self(void) UNSOWN_SAME_RESULT;
int pthread_equal(pthread_t a, pthread_t b) UNSOWN_PURE;
void pthread_exit(void *value) UNSOWN_NORETURN;
int pthread_cancel(pthread_t thread);
void pthread_testcancel(void);
int pthread_setcancelstate(int state, int *old)
    UNSOWN_RESULT_IS(result == 0 || state < 0 || state > 1)
    UNSOWN_WRITES_IF(old, sizeof *old, old != NULL && result == 0);
int pthread_setcanceltype(int type, int *old)
    UNSOWN_RESULT_IS(result == 0 || type < 0 || type > 1)
    UNSOWN_WRITES_IF(old, sizeof *old, old != NULL && result == 0);
int pthread_kill(pthread_t thread, int signal);
int pthread_sigmask(int how, const sigset_t *set, sigset_t *old)
    UNSOWN_READS_IF(set, 1, set != NULL)
    UNSOWN_RESULT_IS(result == 0 || (result > 0 && (how < 0 || how > 2)))
    UNSOWN_WRITES_IF(old, sizeof *old, old != NULL && result == 0);
int pthread_once(pthread_once_t *control, void (*function)(void))
    UNSOWN_READS(control, sizeof *control) UNSOWN_CALLS(function);
int pthread_atfork(void (*prepare)(void), void (*parent)(void), void (*child)(void));
int pthread_setname_np(pthread_t thread, const char *name) UNSOWN_READS_STRING(name);
int pthread_getname_np(pthread_t thread, char *buf, size_t n) UNSOWN_WRITES_IF(buf, n, result == 0);
int pthread_setaffinity_np(pthread_t thread, size_t n, const cpu_set_t *set)
    UNSOWN_READS_IF(set, 1, n > 0);
int pthread_getaffinity_np(pthread_t thread, size_t n, cpu_set_t *set)
    UNSOWN_WRITES_IF(set, n, result == 0);
int pthread_getcpuclockid(pthread_t thread, clockid_t *clock)
    UNSOWN_WRITES_IF(clock, sizeof *clock, result == 0);
int pthread_setschedparam(pthread_t thread, int policy, const struct sched_param *parameter)
    UNSOWN_READS(parameter, sizeof *parameter);
int pthread_getschedparam(pthread_t thread, int *restrict policy,
                          struct sched_param *restrict parameter)
    UNSOWN_WRITES_IF(policy, sizeof *policy, result == 0)
    UNSOWN_WRITES_IF(parameter, sizeof *parameter, result == 0);

int pthread_key_create(pthread_key_t *key, void (*destructor)(void *))
    UNSOWN_RESULT_IS(result >= 0) UNSOWN_WRITES_IF(key, sizeof *key, result == 0);
int pthread_key_delete(pthread_key_t key);
void *pthread_getspecific(pthread_key_t key);
int pthread_setspecific(pthread_key_t key, const void *value) UNSOWN_ESCAPES(value);

/* Initialization fails only for what the attributes ask for. */
int pthread_mutex_init(pthread_mutex_t *mutex, const pthread_mutexattr_t *attributes)
    UNSOWN_READS_IF(attributes, sizeof *attributes, attributes != NULL)
    UNSOWN_RESULT_IS(result >= 0) UNSOWN_RESULT_IS(result == 0 || attributes != NULL)
    UNSOWN_WRITES_IF(mutex, sizeof *mutex, result == 0);
int pthread_mutex_destroy(pthread_mutex_t *mutex) UNSOWN_READS(mutex, 1);
int pthread_mutex_lock(pthread_mutex_t *mutex) UNSOWN_READS(mutex, 1);
int pthread_mutex_trylock(pthread_mutex_t *mutex) UNSOWN_READS(mutex, 1);
int pthread_mutex_timedlock(pthread_mutex_t *restrict mutex, const struct timespec *restrict time)
    UNSOWN_READS(mutex, 1);
int pthread_mutex_unlock(pthread_mutex_t *mutex) UNSOWN_READS(mutex, 1);
int pthread_mutexattr_init(pthread_mutexattr_t *attributes)
    UNSOWN_RESULT_IS(result == 0) UNSOWN_WRITES(attributes, sizeof *attributes);
int pthread_mutexattr_destroy(pthread_mutexattr_t *attributes);
int pthread_mutexattr_settype(pthread_mutexattr_t *attributes, int type)
    UNSOWN_READS(attributes, sizeof *attributes);
int pthread_mutexattr_gettype(const pthread_mutexattr_t *restrict attributes, int *restrict type)
    UNSOWN_READS(attributes, sizeof *attributes) UNSOWN_RESULT_IS(result == 0)
    UNSOWN_WRITES(type, sizeof *type);
int pthread_mutexattr_setpshared(pthread_mutexattr_t *attributes, int shared)
    UNSOWN_READS(attributes, sizeof *attributes);
int pthread_mutexattr_setprotocol(pthread_mutexattr_t *attributes, int protocol)
    UNSOWN_READS(attributes, sizeof *attributes);

int pthread_cond_init(pthread_cond_t *restrict condition,
                      const pthread_condattr_t *restrict attributes)
    UNSOWN_READS_IF(attributes, sizeof *attributes, attributes != NULL)
    UNSOWN_RESULT_IS(result == 0) UNSOWN_WRITES(condition, sizeof *condition);
int pthread_cond_destroy(pthread_cond_t *condition) UNSOWN_READS(condition, 1);
int pthread_cond_signal(pthread_cond_t *condition) UNSOWN_READS(condition, 1);
int pthread_cond_broadcast(pthread_cond_t *condition) UNSOWN_READS(condition, 1);
int pthread_cond_wait(pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex)
    UNSOWN_READS(condition, 1) UNSOWN_READS(mutex, 1);
int pthread_cond_timedwait(pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex,
                           const struct timespec *restrict time)
    UNSOWN_READS(condition, 1) UNSOWN_READS(mutex, 1) UNSOWN_READS(time, sizeof *time);
int pthread_condattr_init(pthread_condattr_t *attributes)
    UNSOWN_RESULT_IS(result == 0) UNSOWN_WRITES(attributes, sizeof *attributes);
int pthread_condattr_destroy(pthread_condattr_t *attributes);
int pthread_condattr_setclock(pthread_condattr_t *attributes, clockid_t clock)
    UNSOWN_READS(attributes, sizeof *attributes);

int pthread_rwlock_init(pthread_rwlock_t *restrict lock,
                        const pthread_rwlockattr_t *restrict attributes)
    UNSOWN_RESULT_IS(result == 0) UNSOWN_WRITES(lock, sizeof *lock);
int pthread_rwlock_destroy(pthread_rwlock_t *lock) UNSOWN_READS(lock, 1);
int pthread_rwlock_rdlock(pthread_rwlock_t *lock) UNSOWN_READS(lock, 1);
int pthread_rwlock_tryrdlock(pthread_rwlock_t *lock) UNSOWN_READS(lock, 1);
int pthread_rwlock_wrlock(pthread_rwlock_t *lock) UNSOWN_READS(lock, 1);
int pthread_rwlock_trywrlock(pthread_rwlock_t *lock) UNSOWN_READS(lock, 1);
int pthread_rwlock_unlock(pthread_rwlock_t *lock) UNSOWN_READS(lock, 1);
int pthread_spin_init(pthread_spinlock_t *lock, int shared)
    UNSOWN_RESULT_IS(result == 0) UNSOWN_WRITES_IF(lock, 4, true);
int pthread_spin_destroy(pthread_spinlock_t *lock);
int pthread_spin_lock(pthread_spinlock_t *lock) UNSOWN_READS(lock, 1);
int pthread_spin_trylock(pthread_spinlock_t *lock) UNSOWN_READS(lock, 1);
int pthread_spin_unlock(pthread_spinlock_t *lock);
int pthread_barrier_init(pthread_barrier_t *restrict barrier,
                         const pthread_barrierattr_t *restrict attributes, unsigned count)
    UNSOWN_WRITES_IF(barrier, sizeof *barrier, result == 0);
int pthread_barrier_destroy(pthread_barrier_t *barrier) UNSOWN_READS(barrier, 1);
int pthread_barrier_wait(pthread_barrier_t *barrier) UNSOWN_READS(barrier, 1);

int pthread_attr_init(pthread_attr_t *attributes)
    UNSOWN_RESULT_IS(result == 0) UNSOWN_WRITES(attributes, sizeof *attributes);
int pthread_attr_destroy(pthread_attr_t *attributes) UNSOWN_READS(attributes, 1);
int pthread_attr_setdetachstate(pthread_attr_t *attributes, int state) UNSOWN_READS(attributes, 1);
int pthread_attr_getdetachstate(const pthread_attr_t *attributes, int *state)
    UNSOWN_READS(attributes, 1) UNSOWN_RESULT_IS(result == 0) UNSOWN_WRITES(state, sizeof *state);
int pthread_attr_setstacksize(pthread_attr_t *attributes, size_t size) UNSOWN_READS(attributes, 1);
int pthread_attr_getstacksize(const pthread_attr_t *restrict attributes, size_t *restrict size)
    UNSOWN_READS(attributes, 1) UNSOWN_RESULT_IS(result == 0) UNSOWN_WRITES(size, sizeof *size);
int pthread_attr_setstack(pthread_attr_t *attributes, void *stack, size_t size)
    UNSOWN_READS(attributes, 1) UNSOWN_ESCAPES(stack);
int pthread_attr_getstack(const pthread_attr_t *restrict attributes, void **restrict stack,
                          size_t *restrict size)
    UNSOWN_READS(attributes, 1) UNSOWN_RESULT_IS(result == 0)
    UNSOWN_WRITES(stack, sizeof *stack) UNSOWN_WRITES(size, sizeof *size);
int pthread_attr_setguardsize(pthread_attr_t *attributes, size_t size) UNSOWN_READS(attributes, 1);
int pthread_attr_getguardsize(const pthread_attr_t *restrict attributes, size_t *restrict size)
    UNSOWN_READS(attributes, 1) UNSOWN_RESULT_IS(result == 0) UNSOWN_WRITES(size, sizeof *size);
int pthread_attr_setscope(pthread_attr_t *attributes, int scope) UNSOWN_READS(attributes, 1);
int pthread_attr_setschedpolicy(pthread_attr_t *attributes, int policy) UNSOWN_READS(attributes, 1);
int pthread_attr_setschedparam(pthread_attr_t *restrict attributes,
                               const struct sched_param *restrict parameter)
    UNSOWN_READS(attributes, 1) UNSOWN_READS(parameter, sizeof *parameter);
int pthread_attr_setinheritsched(pthread_attr_t *attributes, int inherit)
    UNSOWN_READS(attributes, 1);
int pthread_getattr_np(pthread_t thread, pthread_attr_t *attributes)
    UNSOWN_RESULT_IS(result >= 0) UNSOWN_WRITES_IF(attributes, sizeof *attributes, result == 0);

int sem_init(sem_t *semaphore, int shared, unsigned value)
    UNSOWN_RESULT_IS(result == 0 || result == -1)
    UNSOWN_WRITES_IF(semaphore, sizeof *semaphore, result == 0);
int sem_destroy(sem_t *semaphore) UNSOWN_READS(semaphore, 1);
sem_t *sem_open(const char *name, int flags, ...) UNSOWN_READS_STRING(name) UNSOWN_IN_VARARGS;
int sem_close(sem_t *semaphore);
int sem_unlink(const char *name) UNSOWN_READS_STRING(name);
int sem_wait(sem_t *semaphore) UNSOWN_READS(semaphore, 1);
int sem_trywait(sem_t *semaphore) UNSOWN_READS(semaphore, 1);
int sem_timedwait(sem_t *restrict semaphore, const struct timespec *restrict time)
    UNSOWN_READS(semaphore, 1);
int sem_post(sem_t *semaphore) UNSOWN_READS(semaphore, 1);
int sem_getvalue(sem_t *restrict semaphore, int *restrict value)
    UNSOWN_READS(semaphore, 1) UNSOWN_RESULT_IS(result == 0) UNSOWN_WRITES(value, sizeof *value);

int thrd_create(thrd_t *thread, thrd_start_t start, void *data)
    UNSOWN_WRITES_IF(thread, sizeof *thread, result == 0) UNSOWN_ESCAPES(data) UNSOWN_CALLS(start);
int thrd_join(thrd_t thread, int *value)
    UNSOWN_WRITES_IF(value, sizeof *value, value != NULL && result == 0);
thrd_t thrd_current(void) UNSOWN_SAME_RESULT;
void thrd_exit(int value) UNSOWN_NORETURN;
void thrd_yield(void);
int mtx_init(mtx_t *mutex, int type) UNSOWN_WRITES_IF(mutex, sizeof *mutex, result == 0);
void mtx_destroy(mtx_t *mutex) UNSOWN_READS(mutex, 1);
int mtx_lock(mtx_t *mutex) UNSOWN_READS(mutex, 1);
int mtx_trylock(mtx_t *mutex) UNSOWN_READS(mutex, 1);
int mtx_unlock(mtx_t *mutex) UNSOWN_READS(mutex, 1);
int cnd_init(cnd_t *condition) UNSOWN_WRITES_IF(condition, sizeof *condition, result == 0);
void cnd_destroy(cnd_t *condition) UNSOWN_READS(condition, 1);
int cnd_signal(cnd_t *condition) UNSOWN_READS(condition, 1);
int cnd_broadcast(cnd_t *condition) UNSOWN_READS(condition, 1);
int cnd_wait(cnd_t *condition, mtx_t *mutex) UNSOWN_READS(condition, 1) UNSOWN_READS(mutex, 1);
void call_once(once_flag *flag, void (*function)(void))
    UNSOWN_READS(flag, sizeof *flag) UNSOWN_CALLS(function);
int tss_create(tss_t *key, tss_dtor_t destructor) UNSOWN_WRITES_IF(key, sizeof *key, result == 0);
void *tss_get(tss_t key);
int tss_set(tss_t key, void *value) UNSOWN_ESCAPES(value);

/* What pthread_cleanup_push() and pthread_cleanup_pop() of C expand to. */
void __pthread_register_cancel(__pthread_unwind_buf_t *buf) UNSOWN_ESCAPES(buf);
void __pthread_unregister_cancel(__pthread_unwind_buf_t *buf);
void __pthread_unwind_next(__pthread_unwind_buf_t *buf) UNSOWN_NORETURN;
