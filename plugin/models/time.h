/* Clocks, calendars, timers.
 *
 * The clocks that every system has (numbers 0 to 7) can be read always. */
#include <sys/time.h>
#include <sys/times.h>
#include <time.h>

time_t time(time_t *t) UNSOWN_WRITES_IF(t, sizeof *t, t != NULL);
int gettimeofday(struct timeval *restrict tv, void *restrict zone)
    UNSOWN_RESULT_IS(result == 0) UNSOWN_WRITES_IF(tv, sizeof *tv, tv != NULL)
    UNSOWN_WRITES_IF(zone, 8, zone != NULL);
int settimeofday(const struct timeval *tv, const struct timezone *zone)
    UNSOWN_READS_IF(tv, sizeof *tv, tv != NULL) UNSOWN_READS_IF(zone, sizeof *zone, zone != NULL);
clock_t clock(void);
clock_t times(struct tms *buf) UNSOWN_WRITES_IF(buf, sizeof *buf, buf != NULL);
int clock_gettime(clockid_t clock, struct timespec *ts)
    UNSOWN_RESULT_IS(result == 0 || (result == -1 && (clock < 0 || clock > 7)))
    UNSOWN_WRITES_IF(ts, sizeof *ts, result == 0);
int clock_getres(clockid_t clock, struct timespec *ts)
    UNSOWN_RESULT_IS(result == 0 || (result == -1 && (clock < 0 || clock > 7)))
    UNSOWN_WRITES_IF(ts, sizeof *ts, ts != NULL && result == 0);
int clock_settime(clockid_t clock, const struct timespec *ts) UNSOWN_READS(ts, sizeof *ts);
int timespec_get(struct timespec *ts, int base)
    UNSOWN_RESULT_IS(result == 0 || result == base)
    UNSOWN_RESULT_IS(base != 1 || result == 1) UNSOWN_WRITES_IF(ts, sizeof *ts, result != 0);
double difftime(time_t a, time_t b) UNSOWN_PURE;

/* What they compute from a time that has no date is not defined, but written. */
struct tm *localtime_r(const time_t *restrict t, struct tm *restrict tm)
    UNSOWN_READS(t, sizeof *t) UNSOWN_WRITES(tm, sizeof *tm) UNSOWN_RETURNS_IF(tm, result != NULL);
struct tm *gmtime_r(const time_t *restrict t, struct tm *restrict tm)
    UNSOWN_READS(t, sizeof *t) UNSOWN_WRITES(tm, sizeof *tm) UNSOWN_RETURNS_IF(tm, result != NULL);
struct tm *localtime(const time_t *t) UNSOWN_READS(t, sizeof *t);
struct tm *gmtime(const time_t *t) UNSOWN_READS(t, sizeof *t);
/* The first six members count; weekday and day of the year are written, not read. */
time_t mktime(struct tm *tm)
    UNSOWN_READS(tm, 24) UNSOWN_WRITES(tm, sizeof *tm)
    UNSOWN_READS_FIELD(tm, tm_sec) UNSOWN_READS_FIELD(tm, tm_min) UNSOWN_READS_FIELD(tm, tm_hour)
    UNSOWN_READS_FIELD(tm, tm_mday) UNSOWN_READS_FIELD(tm, tm_mon) UNSOWN_READS_FIELD(tm, tm_year)
    UNSOWN_READS_FIELD(tm, tm_isdst);
time_t timegm(struct tm *tm)
    UNSOWN_READS(tm, 24) UNSOWN_WRITES(tm, sizeof *tm)
    UNSOWN_READS_FIELD(tm, tm_sec) UNSOWN_READS_FIELD(tm, tm_min) UNSOWN_READS_FIELD(tm, tm_hour)
    UNSOWN_READS_FIELD(tm, tm_mday) UNSOWN_READS_FIELD(tm, tm_mon) UNSOWN_READS_FIELD(tm, tm_year);
time_t timelocal(struct tm *tm)
    UNSOWN_READS(tm, 24) UNSOWN_WRITES(tm, sizeof *tm)
    UNSOWN_READS_FIELD(tm, tm_sec) UNSOWN_READS_FIELD(tm, tm_min) UNSOWN_READS_FIELD(tm, tm_hour)
    UNSOWN_READS_FIELD(tm, tm_mday) UNSOWN_READS_FIELD(tm, tm_mon) UNSOWN_READS_FIELD(tm, tm_year)
    UNSOWN_READS_FIELD(tm, tm_isdst);
char *asctime(const struct tm *tm)
    UNSOWN_READS(tm, 24)
    UNSOWN_READS_FIELD(tm, tm_sec) UNSOWN_READS_FIELD(tm, tm_min) UNSOWN_READS_FIELD(tm, tm_hour)
    UNSOWN_READS_FIELD(tm, tm_mday) UNSOWN_READS_FIELD(tm, tm_mon) UNSOWN_READS_FIELD(tm, tm_year);
char *asctime_r(const struct tm *restrict tm, char *restrict buf)
    UNSOWN_READS(tm, 24) UNSOWN_WRITES_IF(buf, 26, result != NULL)
    UNSOWN_TERMINATES_IF(buf, 26, result != NULL)
    UNSOWN_RETURNS_IF(buf, result != NULL);
char *ctime(const time_t *t) UNSOWN_READS(t, sizeof *t);
char *ctime_r(const time_t *restrict t, char *restrict buf)
    UNSOWN_READS(t, sizeof *t) UNSOWN_WRITES_IF(buf, 26, result != NULL)
    UNSOWN_TERMINATES_IF(buf, 26, result != NULL)
    UNSOWN_RETURNS_IF(buf, result != NULL);
/* Which members are read depends on the format.  0 leaves buf indeterminate. */
size_t strftime(char *restrict buf, size_t n, const char *restrict format,
                const struct tm *restrict tm)
    UNSOWN_READS_STRING(format) UNSOWN_RESULT_IS(result >= 0 && result <= n)
    UNSOWN_TIME_FORMAT(format, n) UNSOWN_WRITES_IF(buf, n, result > 0)
    UNSOWN_TERMINATES_IF(buf, n, result > 0);
/* Which members are written depends on the format, too; none writes tm_isdst and what is behind it. */
char *strptime(const char *restrict s, const char *restrict format, struct tm *restrict tm)
    UNSOWN_READS_STRING(s) UNSOWN_READS_STRING(format) UNSOWN_RETURNS_INTO(s)
    UNSOWN_WRITES_IF(tm, 32, result != NULL);
void tzset(void);

/* What remains is told only when a signal ended the sleep. */
int nanosleep(const struct timespec *time, struct timespec *rest)
    UNSOWN_READS(time, sizeof *time)
    UNSOWN_READS_FIELD(time, tv_sec) UNSOWN_READS_FIELD(time, tv_nsec)
    UNSOWN_RESULT_IS(result == 0 || result == -1)
    UNSOWN_WRITES_IF(rest, sizeof *rest, rest != NULL && result == -1);
int clock_nanosleep(clockid_t clock, int flags, const struct timespec *time, struct timespec *rest)
    UNSOWN_READS(time, sizeof *time)
    UNSOWN_READS_FIELD(time, tv_sec) UNSOWN_READS_FIELD(time, tv_nsec)
    UNSOWN_RESULT_IS(result >= 0)
    UNSOWN_WRITES_IF(rest, sizeof *rest, rest != NULL && result == 4 && flags == 0);
int getitimer(__itimer_which_t which, struct itimerval *value)
    UNSOWN_RESULT_IS(result == 0 || result == -1)
    UNSOWN_WRITES_IF(value, sizeof *value, result == 0);
int setitimer(__itimer_which_t which, const struct itimerval *restrict value,
              struct itimerval *restrict old)
    UNSOWN_READS_IF(value, sizeof *value, value != NULL)
    UNSOWN_READS_FIELD(value, it_interval) UNSOWN_READS_FIELD(value, it_value)
    UNSOWN_RESULT_IS(result == 0 || result == -1)
    UNSOWN_WRITES_IF(old, sizeof *old, old != NULL && result == 0);
/* The event names a function and data that a timer hands on later. */
int timer_create(clockid_t clock, struct sigevent *restrict event, timer_t *restrict timer)
    UNSOWN_ESCAPES(event) UNSOWN_RESULT_IS(result == 0 || result == -1)
    UNSOWN_WRITES_IF(timer, sizeof *timer, result == 0);
int timer_settime(timer_t timer, int flags, const struct itimerspec *restrict value,
                  struct itimerspec *restrict old)
    UNSOWN_READS(value, sizeof *value)
    UNSOWN_READS_FIELD(value, it_interval) UNSOWN_READS_FIELD(value, it_value)
    UNSOWN_RESULT_IS(result == 0 || result == -1)
    UNSOWN_WRITES_IF(old, sizeof *old, old != NULL && result == 0);
int timer_gettime(timer_t timer, struct itimerspec *value)
    UNSOWN_RESULT_IS(result == 0 || result == -1)
    UNSOWN_WRITES_IF(value, sizeof *value, result == 0);
int timer_delete(timer_t timer);
int utimes(const char *path, const struct timeval times[2])
    UNSOWN_READS_STRING(path) UNSOWN_READS_IF(times, 2 * sizeof *times, times != NULL);
int futimes(int fd, const struct timeval times[2])
    UNSOWN_READS_IF(times, 2 * sizeof *times, times != NULL);
