/* A mutex that costs nothing while the process has one thread.
 *
 * glibc says whether that is so; only the one thread could start another, and it does not do so
 * inside the allocator.  What unsown_lock() returns goes to unsown_unlock().
 */
#ifndef UNSOWN_SRC_LOCK_H
#define UNSOWN_SRC_LOCK_H

#include <features.h>
#include <pthread.h>
#include <stdbool.h>

#if defined(__GLIBC__) && defined(__has_include)
#if __has_include(<sys/single_threaded.h>)
#include <sys/single_threaded.h>
#define UNSOWN_SINGLE_THREADED() (__libc_single_threaded != 0)
#endif
#endif
#ifndef UNSOWN_SINGLE_THREADED
#define UNSOWN_SINGLE_THREADED() false
#endif

static inline bool unsown_lock(pthread_mutex_t *mutex)
{
    if (UNSOWN_SINGLE_THREADED())
        return false;
    pthread_mutex_lock(mutex);
    return true;
}

static inline void unsown_unlock(pthread_mutex_t *mutex, bool locked)
{
    if (locked)
        pthread_mutex_unlock(mutex);
}

#endif
