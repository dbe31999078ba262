/* Names that no program writes and many call: what the macros and redirections of glibc's headers,
 * the compiler and its run-time libraries stand for.
 *
 * __asm__("name") gives the name at link time where C's own is taken: compilers know the generic
 * atomics as builtins and refuse a declaration. */
#include <errno.h>
#include <inttypes.h>
#include <netdb.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

int *__errno_location(void) UNSOWN_RESULT_IS(result != NULL) UNSOWN_SAME_RESULT UNSOWN_ERRNO;
int *__h_errno_location(void) UNSOWN_RESULT_IS(result != NULL) UNSOWN_SAME_RESULT;
int __cxa_atexit(void (*function)(void *), void *data, void *module) UNSOWN_ESCAPES(data);
int __register_atfork(void (*prepare)(void), void (*parent)(void), void (*child)(void),
                      void *module);
int __overflow(FILE *stream, int c) UNSOWN_RESULT_IS(result >= -1 && result <= 255);
int __uflow(FILE *stream) UNSOWN_RESULT_IS(result >= -1 && result <= 255) UNSOWN_ENDS;
int _IO_getc(FILE *stream) UNSOWN_RESULT_IS(result >= -1 && result <= 255) UNSOWN_ENDS;
int _IO_putc(int c, FILE *stream) UNSOWN_RESULT_IS(result >= -1 && result <= 255);
int _IO_feof(FILE *stream);
int _IO_ferror(FILE *stream);

/* scanf() as C99 wants it, and as C23 does. */
int __isoc99_scanf(const char *restrict format, ...)
    UNSOWN_READS_STRING(format) UNSOWN_RESULT_IS(result >= -1) UNSOWN_OUT_VARARGS(result) UNSOWN_ENDS;
int __isoc99_fscanf(FILE *restrict stream, const char *restrict format, ...)
    UNSOWN_READS_STRING(format) UNSOWN_RESULT_IS(result >= -1) UNSOWN_OUT_VARARGS(result) UNSOWN_ENDS;
int __isoc99_sscanf(const char *restrict s, const char *restrict format, ...)
    UNSOWN_READS_STRING(s) UNSOWN_READS_STRING(format)
    UNSOWN_RESULT_IS(result >= -1) UNSOWN_OUT_VARARGS(result);
int __isoc99_vscanf(const char *restrict format, va_list args)
    UNSOWN_READS_STRING(format) UNSOWN_RESULT_IS(result >= -1) UNSOWN_OUT_VARARGS(result) UNSOWN_ENDS;
int __isoc99_vfscanf(FILE *restrict stream, const char *restrict format, va_list args)
    UNSOWN_READS_STRING(format) UNSOWN_RESULT_IS(result >= -1) UNSOWN_OUT_VARARGS(result) UNSOWN_ENDS;
int __isoc99_vsscanf(const char *restrict s, const char *restrict format, va_list args)
    UNSOWN_READS_STRING(s) UNSOWN_READS_STRING(format)
    UNSOWN_RESULT_IS(result >= -1) UNSOWN_OUT_VARARGS(result);
int __isoc99_swscanf(const wchar_t *restrict s, const wchar_t *restrict format, ...)
    UNSOWN_READS(s, sizeof *s) UNSOWN_READS(format, sizeof *format)
    UNSOWN_RESULT_IS(result >= -1) UNSOWN_OUT_VARARGS(result);
int __isoc23_scanf(const char *restrict format, ...)
    UNSOWN_READS_STRING(format) UNSOWN_RESULT_IS(result >= -1) UNSOWN_OUT_VARARGS(result) UNSOWN_ENDS;
int __isoc23_fscanf(FILE *restrict stream, const char *restrict format, ...)
    UNSOWN_READS_STRING(format) UNSOWN_RESULT_IS(result >= -1) UNSOWN_OUT_VARARGS(result) UNSOWN_ENDS;
int __isoc23_sscanf(const char *restrict s, const char *restrict format, ...)
    UNSOWN_READS_STRING(s) UNSOWN_READS_STRING(format)
    UNSOWN_RESULT_IS(result >= -1) UNSOWN_OUT_VARARGS(result);
int __isoc23_vscanf(const char *restrict format, va_list args)
    UNSOWN_READS_STRING(format) UNSOWN_RESULT_IS(result >= -1) UNSOWN_OUT_VARARGS(result) UNSOWN_ENDS;
int __isoc23_vfscanf(FILE *restrict stream, const char *restrict format, va_list args)
    UNSOWN_READS_STRING(format) UNSOWN_RESULT_IS(result >= -1) UNSOWN_OUT_VARARGS(result) UNSOWN_ENDS;
int __isoc23_vsscanf(const char *restrict s, const char *restrict format, va_list args)
    UNSOWN_READS_STRING(s) UNSOWN_READS_STRING(format)
    UNSOWN_RESULT_IS(result >= -1) UNSOWN_OUT_VARARGS(result);
long __isoc23_strtol(const char *restrict s, char **restrict end, int base)
    UNSOWN_READS_STRING(s) UNSOWN_WRITES_IF(end, sizeof *end, end != NULL);
unsigned long __isoc23_strtoul(const char *restrict s, char **restrict end, int base)
    UNSOWN_READS_STRING(s) UNSOWN_WRITES_IF(end, sizeof *end, end != NULL);
long long __isoc23_strtoll(const char *restrict s, char **restrict end, int base)
    UNSOWN_READS_STRING(s) UNSOWN_WRITES_IF(end, sizeof *end, end != NULL);
unsigned long long __isoc23_strtoull(const char *restrict s, char **restrict end, int base)
    UNSOWN_READS_STRING(s) UNSOWN_WRITES_IF(end, sizeof *end, end != NULL);
intmax_t __isoc23_strtoimax(const char *restrict s, char **restrict end, int base)
    UNSOWN_READS_STRING(s) UNSOWN_WRITES_IF(end, sizeof *end, end != NULL);
uintmax_t __isoc23_strtoumax(const char *restrict s, char **restrict end, int base)
    UNSOWN_READS_STRING(s) UNSOWN_WRITES_IF(end, sizeof *end, end != NULL);
long __isoc23_wcstol(const wchar_t *restrict s, wchar_t **restrict end, int base)
    UNSOWN_READS(s, sizeof *s) UNSOWN_WRITES_IF(end, sizeof *end, end != NULL);
unsigned long __isoc23_wcstoul(const wchar_t *restrict s, wchar_t **restrict end, int base)
    UNSOWN_READS(s, sizeof *s) UNSOWN_WRITES_IF(end, sizeof *end, end != NULL);
long __strtol_internal(const char *restrict s, char **restrict end, int base, int group)
    UNSOWN_READS_STRING(s) UNSOWN_WRITES_IF(end, sizeof *end, end != NULL);
double __strtod_internal(const char *restrict s, char **restrict end, int group)
    UNSOWN_READS_STRING(s) UNSOWN_WRITES_IF(end, sizeof *end, end != NULL);
intmax_t strtoimax(const char *restrict s, char **restrict end, int base)
    UNSOWN_READS_STRING(s) UNSOWN_WRITES_IF(end, sizeof *end, end != NULL);
uintmax_t strtoumax(const char *restrict s, char **restrict end, int base)
    UNSOWN_READS_STRING(s) UNSOWN_WRITES_IF(end, sizeof *end, end != NULL);
intmax_t imaxabs(intmax_t n) UNSOWN_PURE;
imaxdiv_t imaxdiv(intmax_t n, intmax_t by) UNSOWN_PURE;

/* Atomics of sizes that the machine does not have. */
void unsown_atomic_load(size_t n, const void *from, void *to, int order) __asm__("__atomic_load")
    UNSOWN_COPIES(to, from, n);
void unsown_atomic_store(size_t n, void *to, void *from, int order) __asm__("__atomic_store")
    UNSOWN_COPIES(to, from, n);
void unsown_atomic_exchange(size_t n, void *memory, void *value, void *old, int order)
    __asm__("__atomic_exchange")
    UNSOWN_COPIES(old, memory, n) UNSOWN_COPIES(memory, value, n);
/* Compares raw bytes: what was read comes back where it is not as expected. */
_Bool unsown_atomic_compare_exchange(size_t n, void *memory, void *expected, void *desired,
                                     int success, int failure)
    __asm__("__atomic_compare_exchange")
    UNSOWN_LEAVES(memory, n) UNSOWN_LEAVES(expected, n)
    UNSOWN_COPIES_IF(expected, memory, n, result == 0)
    UNSOWN_COPIES_IF(memory, desired, n, result != 0);
_Bool unsown_atomic_is_lock_free(size_t n, const volatile void *memory)
    __asm__("__atomic_is_lock_free") UNSOWN_SAME_RESULT;

/* Coverage, profiling and sanitizers instrument calls that touch no memory of the program's. */
void __cyg_profile_func_enter(void *function, void *caller);
void __cyg_profile_func_exit(void *function, void *caller);
