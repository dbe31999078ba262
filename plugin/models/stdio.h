/* Standard input and output.
 *
 * The formatted writers fail only on encoding errors, and nobody looks: they count as writing
 * always, and, since the length of what they write is not known, as writing all they may.  Readers
 * are taken at their word: what they did not read is not defined. */
#include <stdarg.h>
#include <stdio.h>
#include <stdio_ext.h>

FILE *fopen(const char *restrict path, const char *restrict mode)
    UNSOWN_READS_STRING(path) UNSOWN_READS_STRING(mode);
FILE *fopen64(const char *restrict path, const char *restrict mode)
    UNSOWN_READS_STRING(path) UNSOWN_READS_STRING(mode);
FILE *freopen(const char *restrict path, const char *restrict mode, FILE *restrict stream)
    UNSOWN_READS_STRING_IF(path, path != NULL) UNSOWN_READS_STRING(mode);
FILE *freopen64(const char *restrict path, const char *restrict mode, FILE *restrict stream)
    UNSOWN_READS_STRING_IF(path, path != NULL) UNSOWN_READS_STRING(mode);
FILE *fdopen(int fd, const char *mode) UNSOWN_READS_STRING(mode);
/* Each of these keeps the address of memory that later calls read or write. */
FILE *fmemopen(void *buf, size_t size, const char *mode)
    UNSOWN_READS_STRING(mode) UNSOWN_ESCAPES(buf);
FILE *open_memstream(char **bufp, size_t *sizep) UNSOWN_ESCAPES(bufp) UNSOWN_ESCAPES(sizep);
void setbuf(FILE *restrict stream, char *restrict buf) UNSOWN_ESCAPES(buf);
void setbuffer(FILE *restrict stream, char *restrict buf, size_t size) UNSOWN_ESCAPES(buf);
void setlinebuf(FILE *stream);
int setvbuf(FILE *restrict stream, char *restrict buf, int mode, size_t size) UNSOWN_ESCAPES(buf);
FILE *popen(const char *command, const char *mode)
    UNSOWN_READS_STRING(command) UNSOWN_READS_STRING(mode);
int pclose(FILE *stream);
FILE *tmpfile(void);
FILE *tmpfile64(void);
char *tmpnam(char *s)
    UNSOWN_WRITES_IF(s, UNSOWN_ALL, s != NULL && result != NULL)
    UNSOWN_RETURNS_IF(s, s != NULL && result != NULL);
char *tempnam(const char *directory, const char *prefix)
    UNSOWN_READS_STRING_IF(directory, directory != NULL)
    UNSOWN_READS_STRING_IF(prefix, prefix != NULL) UNSOWN_DUPLICATES(UNSOWN_ALL);
int fclose(FILE *stream) UNSOWN_RESULT_IS(result == 0 || result == -1);
int fcloseall(void);
int fflush(FILE *stream) UNSOWN_RESULT_IS(result == 0 || result == -1);
int fflush_unlocked(FILE *stream) UNSOWN_RESULT_IS(result == 0 || result == -1);

int printf(const char *restrict format, ...) UNSOWN_READS_STRING(format) UNSOWN_IN_VARARGS;
int fprintf(FILE *restrict stream, const char *restrict format, ...)
    UNSOWN_READS_STRING(format) UNSOWN_IN_VARARGS;
int dprintf(int fd, const char *restrict format, ...)
    UNSOWN_READS_STRING(format) UNSOWN_IN_VARARGS;
int sprintf(char *restrict buf, const char *restrict format, ...)
    UNSOWN_READS_STRING(format) UNSOWN_IN_VARARGS UNSOWN_WRITES(buf, UNSOWN_ALL);
int snprintf(char *restrict buf, size_t n, const char *restrict format, ...)
    UNSOWN_READS_STRING(format) UNSOWN_IN_VARARGS UNSOWN_WRITES(buf, n)
    UNSOWN_TERMINATES_IF(buf, n, n > 0);
/* *bufp is indeterminate after a failure. */
int asprintf(char **restrict bufp, const char *restrict format, ...)
    UNSOWN_READS_STRING(format) UNSOWN_IN_VARARGS UNSOWN_RESULT_IS(result >= -1)
    UNSOWN_GIVES_DEFINED(*bufp, result + 1, result >= 0);
int vprintf(const char *restrict format, va_list args)
    UNSOWN_READS_STRING(format) UNSOWN_IN_VARARGS;
int vfprintf(FILE *restrict stream, const char *restrict format, va_list args)
    UNSOWN_READS_STRING(format) UNSOWN_IN_VARARGS;
int vdprintf(int fd, const char *restrict format, va_list args)
    UNSOWN_READS_STRING(format) UNSOWN_IN_VARARGS;
int vsprintf(char *restrict buf, const char *restrict format, va_list args)
    UNSOWN_READS_STRING(format) UNSOWN_IN_VARARGS UNSOWN_WRITES(buf, UNSOWN_ALL);
int vsnprintf(char *restrict buf, size_t n, const char *restrict format, va_list args)
    UNSOWN_READS_STRING(format) UNSOWN_IN_VARARGS UNSOWN_WRITES(buf, n)
    UNSOWN_TERMINATES_IF(buf, n, n > 0);
int vasprintf(char **restrict bufp, const char *restrict format, va_list args)
    UNSOWN_READS_STRING(format) UNSOWN_IN_VARARGS UNSOWN_RESULT_IS(result >= -1)
    UNSOWN_GIVES_DEFINED(*bufp, result + 1, result >= 0);

int fputc(int c, FILE *stream) UNSOWN_RESULT_IS(result >= -1 && result <= 255);
int putc(int c, FILE *stream) UNSOWN_RESULT_IS(result >= -1 && result <= 255);
int putchar(int c) UNSOWN_RESULT_IS(result >= -1 && result <= 255);
int fputc_unlocked(int c, FILE *stream) UNSOWN_RESULT_IS(result >= -1 && result <= 255);
int putc_unlocked(int c, FILE *stream) UNSOWN_RESULT_IS(result >= -1 && result <= 255);
int putchar_unlocked(int c) UNSOWN_RESULT_IS(result >= -1 && result <= 255);
int putw(int w, FILE *stream);
int fputs(const char *restrict s, FILE *restrict stream) UNSOWN_READS_STRING(s);
int fputs_unlocked(const char *restrict s, FILE *restrict stream) UNSOWN_READS_STRING(s);
int puts(const char *s) UNSOWN_READS_STRING(s);
size_t fwrite(const void *restrict buf, size_t size, size_t n, FILE *restrict stream)
    UNSOWN_READS_IF(buf, 1, size > 0 && n > 0) UNSOWN_LEAVES(buf, size * n)
    UNSOWN_RESULT_IS(result >= 0 && result <= n);
size_t fwrite_unlocked(const void *restrict buf, size_t size, size_t n, FILE *restrict stream)
    UNSOWN_READS_IF(buf, 1, size > 0 && n > 0) UNSOWN_LEAVES(buf, size * n)
    UNSOWN_RESULT_IS(result >= 0 && result <= n);
void perror(const char *s) UNSOWN_READS_STRING_IF(s, s != NULL);

int fgetc(FILE *stream) UNSOWN_RESULT_IS(result >= -1 && result <= 255) UNSOWN_ENDS;
int getc(FILE *stream) UNSOWN_RESULT_IS(result >= -1 && result <= 255) UNSOWN_ENDS;
int getchar(void) UNSOWN_RESULT_IS(result >= -1 && result <= 255) UNSOWN_ENDS;
int fgetc_unlocked(FILE *stream) UNSOWN_RESULT_IS(result >= -1 && result <= 255) UNSOWN_ENDS;
int getc_unlocked(FILE *stream) UNSOWN_RESULT_IS(result >= -1 && result <= 255) UNSOWN_ENDS;
int getchar_unlocked(void) UNSOWN_RESULT_IS(result >= -1 && result <= 255) UNSOWN_ENDS;
int getw(FILE *stream) UNSOWN_ENDS;
int ungetc(int c, FILE *stream) UNSOWN_RESULT_IS(result >= -1 && result <= 255);
/* At the end of the file, with nothing read, buf stays as it is. */
char *fgets(char *restrict buf, int n, FILE *restrict stream)
    UNSOWN_WRITES_IF(buf, n, result != NULL) UNSOWN_TERMINATES_IF(buf, n, result != NULL)
    UNSOWN_RETURNS_IF(buf, result != NULL) UNSOWN_ENDS;
char *fgets_unlocked(char *restrict buf, int n, FILE *restrict stream)
    UNSOWN_WRITES_IF(buf, n, result != NULL) UNSOWN_TERMINATES_IF(buf, n, result != NULL)
    UNSOWN_RETURNS_IF(buf, result != NULL) UNSOWN_ENDS;
char *gets(char *buf)
    UNSOWN_WRITES_IF(buf, UNSOWN_ALL, result != NULL) UNSOWN_RETURNS_IF(buf, result != NULL) UNSOWN_ENDS;
/* Whole elements only: a partial one is indeterminate. */
size_t fread(void *restrict buf, size_t size, size_t n, FILE *restrict stream)
    UNSOWN_RESULT_IS(result >= 0 && result <= n) UNSOWN_WRITES_IF(buf, result * size, result > 0) UNSOWN_ENDS;
size_t fread_unlocked(void *restrict buf, size_t size, size_t n, FILE *restrict stream)
    UNSOWN_RESULT_IS(result >= 0 && result <= n) UNSOWN_WRITES_IF(buf, result * size, result > 0) UNSOWN_ENDS;
/* *n does not matter while there is no line yet. */
ssize_t getline(char **restrict line, size_t *restrict n, FILE *restrict stream)
    UNSOWN_READS(line, sizeof *line) UNSOWN_READS_IF(n, sizeof *n, *line != NULL)
    UNSOWN_RESULT_IS(result >= -1)
    UNSOWN_GIVES_DEFINED(*line, result + 1, result >= 0)
    UNSOWN_WRITES_IF(n, sizeof *n, result >= 0) UNSOWN_ENDS;
ssize_t getdelim(char **restrict line, size_t *restrict n, int delimiter, FILE *restrict stream)
    UNSOWN_READS(line, sizeof *line) UNSOWN_READS_IF(n, sizeof *n, *line != NULL)
    UNSOWN_RESULT_IS(result >= -1)
    UNSOWN_GIVES_DEFINED(*line, result + 1, result >= 0)
    UNSOWN_WRITES_IF(n, sizeof *n, result >= 0) UNSOWN_ENDS;
ssize_t __getdelim(char **restrict line, size_t *restrict n, int delimiter, FILE *restrict stream)
    UNSOWN_READS(line, sizeof *line) UNSOWN_READS_IF(n, sizeof *n, *line != NULL)
    UNSOWN_RESULT_IS(result >= -1)
    UNSOWN_GIVES_DEFINED(*line, result + 1, result >= 0)
    UNSOWN_WRITES_IF(n, sizeof *n, result >= 0) UNSOWN_ENDS;

int scanf(const char *restrict format, ...) UNSOWN_READS_STRING(format)
    UNSOWN_RESULT_IS(result >= -1) UNSOWN_OUT_VARARGS(result) UNSOWN_ENDS;
int fscanf(FILE *restrict stream, const char *restrict format, ...) UNSOWN_READS_STRING(format)
    UNSOWN_RESULT_IS(result >= -1) UNSOWN_OUT_VARARGS(result) UNSOWN_ENDS;
int sscanf(const char *restrict s, const char *restrict format, ...)
    UNSOWN_READS_STRING(s) UNSOWN_READS_STRING(format)
    UNSOWN_RESULT_IS(result >= -1) UNSOWN_OUT_VARARGS(result);
int vscanf(const char *restrict format, va_list args) UNSOWN_READS_STRING(format)
    UNSOWN_RESULT_IS(result >= -1) UNSOWN_OUT_VARARGS(result) UNSOWN_ENDS;
int vfscanf(FILE *restrict stream, const char *restrict format, va_list args)
    UNSOWN_READS_STRING(format) UNSOWN_RESULT_IS(result >= -1) UNSOWN_OUT_VARARGS(result) UNSOWN_ENDS;
int vsscanf(const char *restrict s, const char *restrict format, va_list args)
    UNSOWN_READS_STRING(s) UNSOWN_READS_STRING(format)
    UNSOWN_RESULT_IS(result >= -1) UNSOWN_OUT_VARARGS(result);

int fseek(FILE *stream, long offset, int whence) UNSOWN_RESULT_IS(result == 0 || result == -1);
int fseeko(FILE *stream, off_t offset, int whence) UNSOWN_RESULT_IS(result == 0 || result == -1);
int fseeko64(FILE *stream, off64_t offset, int whence)
    UNSOWN_RESULT_IS(result == 0 || result == -1);
long ftell(FILE *stream) UNSOWN_RESULT_IS(result >= -1);
off_t ftello(FILE *stream) UNSOWN_RESULT_IS(result >= -1);
off64_t ftello64(FILE *stream) UNSOWN_RESULT_IS(result >= -1);
void rewind(FILE *stream);
int fgetpos(FILE *restrict stream, fpos_t *restrict position)
    UNSOWN_WRITES_IF(position, sizeof *position, result == 0);
int fgetpos64(FILE *restrict stream, fpos64_t *restrict position)
    UNSOWN_WRITES_IF(position, sizeof *position, result == 0);
int fsetpos(FILE *stream, const fpos_t *position) UNSOWN_READS(position, 1);
int fsetpos64(FILE *stream, const fpos64_t *position) UNSOWN_READS(position, 1);
int feof(FILE *stream);
int ferror(FILE *stream);
void clearerr(FILE *stream);
int feof_unlocked(FILE *stream);
int ferror_unlocked(FILE *stream);
void clearerr_unlocked(FILE *stream);
int fileno(FILE *stream) UNSOWN_RESULT_IS(result >= -1) UNSOWN_SAME_RESULT;
int fileno_unlocked(FILE *stream) UNSOWN_RESULT_IS(result >= -1) UNSOWN_SAME_RESULT;
void flockfile(FILE *stream);
int ftrylockfile(FILE *stream);
void funlockfile(FILE *stream);
int remove(const char *path)
    UNSOWN_READS_STRING(path) UNSOWN_RESULT_IS(result == 0 || result == -1);
int rename(const char *from, const char *to) UNSOWN_READS_STRING(from) UNSOWN_READS_STRING(to)
    UNSOWN_RESULT_IS(result == 0 || result == -1);
int renameat(int from_directory, const char *from, int to_directory, const char *to)
    UNSOWN_READS_STRING(from) UNSOWN_READS_STRING(to)
    UNSOWN_RESULT_IS(result == 0 || result == -1);
int renameat2(int from_directory, const char *from, int to_directory, const char *to,
              unsigned flags)
    UNSOWN_READS_STRING(from) UNSOWN_READS_STRING(to)
    UNSOWN_RESULT_IS(result == 0 || result == -1);
char *ctermid(char *s) UNSOWN_WRITES_IF(s, UNSOWN_ALL, s != NULL) UNSOWN_RETURNS_IF(s, s != NULL);

size_t __fpending(FILE *stream);
size_t __fbufsize(FILE *stream);
void __fpurge(FILE *stream);
int __freading(FILE *stream);
int __fwriting(FILE *stream);
int __fsetlocking(FILE *stream, int type);
