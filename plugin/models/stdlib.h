/* Allocation, conversion, the environment, sorting, random numbers, the end of the program. */
#include <malloc.h>
#include <stdlib.h>

void *malloc(size_t size) UNSOWN_RETURNS_UNINIT_SIZE(size);
void *calloc(size_t n, size_t size) UNSOWN_RETURNS_ZEROED_SIZE(n * size);
/* After a failure the old object is what it was; realloc(p, 0) may have freed it or not. */
void *realloc(void *p, size_t size)
    UNSOWN_RESIZES(p, size) UNSOWN_FREES_IF(p, result != NULL || size == 0);
void *reallocarray(void *p, size_t n, size_t size)
    UNSOWN_RESIZES(p, n * size) UNSOWN_FREES_IF(p, result != NULL || n * size == 0);
void free(void *p) UNSOWN_FREES(p);
void cfree(void *p) UNSOWN_FREES(p);
void *aligned_alloc(size_t alignment, size_t size) UNSOWN_RETURNS_UNINIT_SIZE(size);
void *memalign(size_t alignment, size_t size) UNSOWN_RETURNS_UNINIT_SIZE(size);
void *valloc(size_t size) UNSOWN_RETURNS_UNINIT_SIZE(size);
/* The size is rounded up to whole pages. */
void *pvalloc(size_t size) UNSOWN_RETURNS_UNINIT;
/* *p is left as it was when it fails. */
int posix_memalign(void **p, size_t alignment, size_t size)
    UNSOWN_RESULT_IS(result >= 0) UNSOWN_GIVES_UNINIT(*p, size, result == 0);
size_t malloc_usable_size(void *p) UNSOWN_SAME_RESULT;
int malloc_trim(size_t pad);
int mallopt(int parameter, int value);
void malloc_stats(void);
struct mallinfo mallinfo(void);

int atoi(const char *s) UNSOWN_READS_STRING(s) UNSOWN_PURE;
long atol(const char *s) UNSOWN_READS_STRING(s) UNSOWN_PURE;
long long atoll(const char *s) UNSOWN_READS_STRING(s) UNSOWN_PURE;
double atof(const char *s) UNSOWN_READS_STRING(s) UNSOWN_PURE;
long strtol(const char *restrict s, char **restrict end, int base)
    UNSOWN_READS_STRING(s) UNSOWN_WRITES_IF(end, sizeof *end, end != NULL);
unsigned long strtoul(const char *restrict s, char **restrict end, int base)
    UNSOWN_READS_STRING(s) UNSOWN_WRITES_IF(end, sizeof *end, end != NULL);
long long strtoll(const char *restrict s, char **restrict end, int base)
    UNSOWN_READS_STRING(s) UNSOWN_WRITES_IF(end, sizeof *end, end != NULL);
unsigned long long strtoull(const char *restrict s, char **restrict end, int base)
    UNSOWN_READS_STRING(s) UNSOWN_WRITES_IF(end, sizeof *end, end != NULL);
double strtod(const char *restrict s, char **restrict end)
    UNSOWN_READS_STRING(s) UNSOWN_WRITES_IF(end, sizeof *end, end != NULL);
float strtof(const char *restrict s, char **restrict end)
    UNSOWN_READS_STRING(s) UNSOWN_WRITES_IF(end, sizeof *end, end != NULL);
long double strtold(const char *restrict s, char **restrict end)
    UNSOWN_READS_STRING(s) UNSOWN_WRITES_IF(end, sizeof *end, end != NULL);
double strtod_l(const char *restrict s, char **restrict end, locale_t locale)
    UNSOWN_READS_STRING(s) UNSOWN_WRITES_IF(end, sizeof *end, end != NULL);
int strfromd(char *restrict buf, size_t n, const char *restrict format, double value)
    UNSOWN_READS_STRING(format) UNSOWN_WRITES(buf, n);
long a64l(const char *s) UNSOWN_READS_STRING(s) UNSOWN_PURE;
char *l64a(long n);
int getsubopt(char **restrict option, char *const *restrict tokens, char **restrict value)
    UNSOWN_READS(option, sizeof *option)
    UNSOWN_WRITES(option, sizeof *option) UNSOWN_WRITES(value, sizeof *value);

/* -1 says that nothing was stored. */
int mblen(const char *s, size_t n) UNSOWN_READS_IF(s, 1, s != NULL && n > 0);
int mbtowc(wchar_t *restrict to, const char *restrict s, size_t n)
    UNSOWN_READS_IF(s, 1, s != NULL && n > 0) UNSOWN_RESULT_IS(result >= -1)
    UNSOWN_WRITES_IF(to, sizeof *to, to != NULL && s != NULL && result >= 0);
int wctomb(char *s, wchar_t c) UNSOWN_WRITES_IF(s, result, s != NULL && result > 0);
size_t mbstowcs(wchar_t *restrict to, const char *restrict from, size_t n)
    UNSOWN_READS_STRING(from)
    UNSOWN_RESULT_IS(result >= -1 && (to == NULL || result <= n))
    UNSOWN_WRITES_IF(to, (result < n ? result + 1 : n) * sizeof *to, to != NULL && result >= 0);
size_t wcstombs(char *restrict to, const wchar_t *restrict from, size_t n)
    UNSOWN_READS(from, sizeof *from)
    UNSOWN_RESULT_IS(result >= -1 && (to == NULL || result <= n))
    UNSOWN_WRITES_IF(to, result < n ? result + 1 : n, to != NULL && result >= 0);

char *getenv(const char *name) UNSOWN_READS_STRING(name) UNSOWN_SAME_RESULT;
char *secure_getenv(const char *name) UNSOWN_READS_STRING(name) UNSOWN_SAME_RESULT;
int setenv(const char *name, const char *value, int replace)
    UNSOWN_READS_STRING(name) UNSOWN_READS_STRING(value);
int unsetenv(const char *name) UNSOWN_READS_STRING(name);
int putenv(char *assignment) UNSOWN_READS_STRING(assignment) UNSOWN_ESCAPES(assignment);
int clearenv(void);
int system(const char *command) UNSOWN_READS_STRING_IF(command, command != NULL);

/* Sorting moves elements with their definedness; the comparison decides what is read of them. */
void qsort(void *base, size_t n, size_t size, int (*compare)(const void *, const void *))
    UNSOWN_ESCAPES(base) UNSOWN_CALLS(compare);
void qsort_r(void *base, size_t n, size_t size,
             int (*compare)(const void *, const void *, void *), void *data)
    UNSOWN_ESCAPES(base) UNSOWN_ESCAPES(data) UNSOWN_CALLS(compare);
void *bsearch(const void *key, const void *base, size_t n, size_t size,
              int (*compare)(const void *, const void *))
    UNSOWN_RETURNS_INTO(base) UNSOWN_CALLS(compare);

int abs(int n) UNSOWN_PURE;
long labs(long n) UNSOWN_PURE;
long long llabs(long long n) UNSOWN_PURE;
div_t div(int n, int by) UNSOWN_PURE;
ldiv_t ldiv(long n, long by) UNSOWN_PURE;
lldiv_t lldiv(long long n, long long by) UNSOWN_PURE;

int rand(void) UNSOWN_RESULT_IS(result >= 0);
void srand(unsigned seed);
int rand_r(unsigned *seed) UNSOWN_READS(seed, sizeof *seed) UNSOWN_WRITES(seed, sizeof *seed)
    UNSOWN_RESULT_IS(result >= 0);
long random(void) UNSOWN_RESULT_IS(result >= 0);
void srandom(unsigned seed);
char *initstate(unsigned seed, char *state, size_t n)
    UNSOWN_WRITES(state, n) UNSOWN_ESCAPES(state);
char *setstate(char *state) UNSOWN_READS(state, 1) UNSOWN_ESCAPES(state);
double drand48(void);
double erand48(unsigned short state[3]) UNSOWN_READS(state, 6) UNSOWN_WRITES(state, 6);
long lrand48(void) UNSOWN_RESULT_IS(result >= 0);
long nrand48(unsigned short state[3]) UNSOWN_READS(state, 6) UNSOWN_WRITES(state, 6);
long mrand48(void);
long jrand48(unsigned short state[3]) UNSOWN_READS(state, 6) UNSOWN_WRITES(state, 6);
void srand48(long seed);
unsigned short *seed48(unsigned short seed[3]) UNSOWN_READS(seed, 6);
unsigned arc4random(void);
unsigned arc4random_uniform(unsigned bound);
void arc4random_buf(void *buf, size_t n) UNSOWN_WRITES(buf, n);

char *realpath(const char *restrict path, char *restrict resolved)
    UNSOWN_READS_STRING(path)
    UNSOWN_WRITES_IF(resolved, UNSOWN_ALL, resolved != NULL && result != NULL)
    UNSOWN_RETURNS_IF(resolved, resolved != NULL && result != NULL)
    UNSOWN_DUPLICATES_IF(UNSOWN_ALL, resolved == NULL);
char *canonicalize_file_name(const char *path)
    UNSOWN_READS_STRING(path) UNSOWN_DUPLICATES(UNSOWN_ALL);
int mkstemp(char *path) UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result >= -1);
int mkstemp64(char *path) UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result >= -1);
int mkstemps(char *path, int suffix) UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result >= -1);
int mkostemp(char *path, int flags) UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result >= -1);
int mkostemp64(char *path, int flags) UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result >= -1);
char *mkdtemp(char *path) UNSOWN_READS_STRING(path) UNSOWN_RETURNS_IF(path, result != NULL);
char *mktemp(char *path) UNSOWN_READS_STRING(path) UNSOWN_RETURNS(path);
int getloadavg(double *loads, int n)
    UNSOWN_RESULT_IS(result >= -1 && result <= n)
    UNSOWN_WRITES_IF(loads, result * sizeof *loads, result > 0);
int posix_openpt(int flags) UNSOWN_RESULT_IS(result >= -1);
int grantpt(int fd);
int unlockpt(int fd);
char *ptsname(int fd);
int ptsname_r(int fd, char *buf, size_t n) UNSOWN_WRITES_IF(buf, n, result == 0);
int getpt(void) UNSOWN_RESULT_IS(result >= -1);

int atexit(void (*function)(void));
int at_quick_exit(void (*function)(void));
int on_exit(void (*function)(int, void *), void *data) UNSOWN_ESCAPES(data);
void exit(int status) UNSOWN_NORETURN;
void _Exit(int status) UNSOWN_NORETURN;
void quick_exit(int status) UNSOWN_NORETURN;
void abort(void) UNSOWN_NORETURN;
