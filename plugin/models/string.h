/* Memory and strings.
 *
 * What compares or searches memory of a given length reads at least its first byte; how far it goes
 * depends on the contents, so the rest counts as leaving the program (unsown-leak), no more. */
#include <string.h>
#include <strings.h>
#include <unistd.h>
#undef basename

void *memcpy(void *restrict to, const void *restrict from, size_t n)
    UNSOWN_COPIES(to, from, n) UNSOWN_RETURNS(to);
void *mempcpy(void *restrict to, const void *restrict from, size_t n)
    UNSOWN_COPIES(to, from, n) UNSOWN_RETURNS_AT(to, n);
void *__mempcpy(void *restrict to, const void *restrict from, size_t n)
    UNSOWN_COPIES(to, from, n) UNSOWN_RETURNS_AT(to, n);
void *memmove(void *to, const void *from, size_t n)
    UNSOWN_COPIES(to, from, n) UNSOWN_RETURNS(to);
void bcopy(const void *from, void *to, size_t n) UNSOWN_COPIES(to, from, n);
/* A null result: c does not occur, all n bytes were copied. */
void *memccpy(void *restrict to, const void *restrict from, int c, size_t n)
    UNSOWN_READS_IF(from, 1, n > 0)
    UNSOWN_COPIES_IF(to, from, n, result == NULL)
    UNSOWN_COPIES_IF(to, from, result - to, result != NULL)
    UNSOWN_RETURNS_INTO(to);
void swab(const void *restrict from, void *restrict to, ssize_t n)
    UNSOWN_READS_IF(from, n, n > 0) UNSOWN_WRITES_IF(to, n / 2 * 2, n > 0);

void *memset(void *s, int c, size_t n) UNSOWN_FILLS(s, n) UNSOWN_RETURNS(s);
void bzero(void *s, size_t n) UNSOWN_ZEROES(s, n);
void __bzero(void *s, size_t n) UNSOWN_ZEROES(s, n);
void explicit_bzero(void *s, size_t n) UNSOWN_ZEROES(s, n);

int memcmp(const void *a, const void *b, size_t n)
    UNSOWN_READS_IF(a, 1, n > 0) UNSOWN_READS_IF(b, 1, n > 0)
    UNSOWN_LEAVES(a, n) UNSOWN_LEAVES(b, n) UNSOWN_PURE;
int __memcmpeq(const void *a, const void *b, size_t n)
    UNSOWN_READS_IF(a, 1, n > 0) UNSOWN_READS_IF(b, 1, n > 0)
    UNSOWN_LEAVES(a, n) UNSOWN_LEAVES(b, n) UNSOWN_PURE;
int bcmp(const void *a, const void *b, size_t n)
    UNSOWN_READS_IF(a, 1, n > 0) UNSOWN_READS_IF(b, 1, n > 0)
    UNSOWN_LEAVES(a, n) UNSOWN_LEAVES(b, n) UNSOWN_PURE;
void *memchr(const void *s, int c, size_t n)
    UNSOWN_READS_IF(s, 1, n > 0) UNSOWN_RETURNS_INTO(s) UNSOWN_PURE;
void *memrchr(const void *s, int c, size_t n)
    UNSOWN_READS_IF(s, 1, n > 0) UNSOWN_RETURNS_INTO(s) UNSOWN_PURE;
void *rawmemchr(const void *s, int c)
    UNSOWN_READS(s, 1) UNSOWN_RETURNS_INTO(s) UNSOWN_RESULT_IS(result != NULL) UNSOWN_PURE;
void *__rawmemchr(const void *s, int c)
    UNSOWN_READS(s, 1) UNSOWN_RETURNS_INTO(s) UNSOWN_RESULT_IS(result != NULL) UNSOWN_PURE;
void *memmem(const void *s, size_t n, const void *part, size_t length)
    UNSOWN_READS_IF(s, 1, n > 0 && length > 0 && n >= length)
    UNSOWN_READS_IF(part, 1, length > 0 && n >= length)
    UNSOWN_RETURNS_INTO(s) UNSOWN_PURE;

size_t strlen(const char *s)
    UNSOWN_READS_STRING(s) UNSOWN_RESULT_IS(result == strlen(s) && result >= 0) UNSOWN_PURE;
size_t strnlen(const char *s, size_t n)
    UNSOWN_READS_IF(s, 1, n > 0) UNSOWN_RESULT_IS(result >= 0 && result <= n) UNSOWN_PURE;

char *strcpy(char *restrict to, const char *restrict from)
    UNSOWN_READS_STRING(from) UNSOWN_COPIES(to, from, strlen(from) + 1) UNSOWN_RETURNS(to);
char *stpcpy(char *restrict to, const char *restrict from)
    UNSOWN_READS_STRING(from) UNSOWN_COPIES(to, from, strlen(from) + 1)
    UNSOWN_RETURNS_AT(to, strlen(from));
char *__stpcpy(char *restrict to, const char *restrict from)
    UNSOWN_READS_STRING(from) UNSOWN_COPIES(to, from, strlen(from) + 1)
    UNSOWN_RETURNS_AT(to, strlen(from));
/* Pads with zeros, so all n bytes are written. */
char *strncpy(char *restrict to, const char *restrict from, size_t n)
    UNSOWN_READS_IF(from, 1, n > 0) UNSOWN_WRITES(to, n) UNSOWN_RETURNS(to);
char *stpncpy(char *restrict to, const char *restrict from, size_t n)
    UNSOWN_READS_IF(from, 1, n > 0) UNSOWN_WRITES(to, n) UNSOWN_RETURNS_INTO(to)
    UNSOWN_RESULT_IS(result != NULL);
size_t strlcpy(char *restrict to, const char *restrict from, size_t n)
    UNSOWN_READS_STRING(from) UNSOWN_RESULT_IS(result == strlen(from) && result >= 0)
    UNSOWN_WRITES_IF(to, result < n ? result + 1 : n, n > 0);
/* What is behind the string in `to` begins at strlen(to); before it all is defined already. */
char *strcat(char *restrict to, const char *restrict from)
    UNSOWN_READS_STRING(to) UNSOWN_READS_STRING(from)
    UNSOWN_WRITES(to, strlen(to) + strlen(from) + 1) UNSOWN_RETURNS(to);
char *strncat(char *restrict to, const char *restrict from, size_t n)
    UNSOWN_READS_STRING(to) UNSOWN_READS_IF(from, 1, n > 0)
    UNSOWN_WRITES(to, strlen(to) + (strlen(from) < n ? strlen(from) : n) + 1) UNSOWN_RETURNS(to);
size_t strlcat(char *restrict to, const char *restrict from, size_t n)
    UNSOWN_READS_STRING(from) UNSOWN_READS_IF(to, 1, n > 0) UNSOWN_RESULT_IS(result >= 0)
    UNSOWN_WRITES_IF(to, result < n ? result + 1 : n, n > 0);

int strcmp(const char *a, const char *b)
    UNSOWN_READS_STRING(a) UNSOWN_READS_STRING(b) UNSOWN_PURE;
int strncmp(const char *a, const char *b, size_t n)
    UNSOWN_READS_IF(a, 1, n > 0) UNSOWN_READS_IF(b, 1, n > 0) UNSOWN_PURE;
int strcasecmp(const char *a, const char *b)
    UNSOWN_READS_STRING(a) UNSOWN_READS_STRING(b) UNSOWN_PURE;
int strncasecmp(const char *a, const char *b, size_t n)
    UNSOWN_READS_IF(a, 1, n > 0) UNSOWN_READS_IF(b, 1, n > 0) UNSOWN_PURE;
int strcoll(const char *a, const char *b)
    UNSOWN_READS_STRING(a) UNSOWN_READS_STRING(b) UNSOWN_PURE;
int strcoll_l(const char *a, const char *b, locale_t locale)
    UNSOWN_READS_STRING(a) UNSOWN_READS_STRING(b) UNSOWN_PURE;
int strcasecmp_l(const char *a, const char *b, locale_t locale)
    UNSOWN_READS_STRING(a) UNSOWN_READS_STRING(b) UNSOWN_PURE;
int strncasecmp_l(const char *a, const char *b, size_t n, locale_t locale)
    UNSOWN_READS_IF(a, 1, n > 0) UNSOWN_READS_IF(b, 1, n > 0) UNSOWN_PURE;
int strverscmp(const char *a, const char *b)
    UNSOWN_READS_STRING(a) UNSOWN_READS_STRING(b) UNSOWN_PURE;
/* A result of n or more leaves `to` indeterminate. */
size_t strxfrm(char *restrict to, const char *restrict from, size_t n)
    UNSOWN_READS_STRING(from) UNSOWN_RESULT_IS(result >= 0)
    UNSOWN_WRITES_IF(to, result + 1, result < n);

char *strchr(const char *s, int c)
    UNSOWN_READS_STRING(s) UNSOWN_RETURNS_INTO(s) UNSOWN_PURE;
char *strrchr(const char *s, int c)
    UNSOWN_READS_STRING(s) UNSOWN_RETURNS_INTO(s) UNSOWN_PURE;
char *strchrnul(const char *s, int c)
    UNSOWN_READS_STRING(s) UNSOWN_RETURNS_INTO(s) UNSOWN_RESULT_IS(result != NULL) UNSOWN_PURE;
char *index(const char *s, int c)
    UNSOWN_READS_STRING(s) UNSOWN_RETURNS_INTO(s) UNSOWN_PURE;
char *rindex(const char *s, int c)
    UNSOWN_READS_STRING(s) UNSOWN_RETURNS_INTO(s) UNSOWN_PURE;
char *strstr(const char *s, const char *part)
    UNSOWN_READS_STRING(s) UNSOWN_READS_STRING(part) UNSOWN_RETURNS_INTO(s) UNSOWN_PURE;
char *strcasestr(const char *s, const char *part)
    UNSOWN_READS_STRING(s) UNSOWN_READS_STRING(part) UNSOWN_RETURNS_INTO(s) UNSOWN_PURE;
char *strpbrk(const char *s, const char *set)
    UNSOWN_READS_STRING(s) UNSOWN_READS_STRING(set) UNSOWN_RETURNS_INTO(s) UNSOWN_PURE;
size_t strspn(const char *s, const char *set)
    UNSOWN_READS_STRING(s) UNSOWN_READS_STRING(set)
    UNSOWN_RESULT_IS(result >= 0 && result <= strlen(s)) UNSOWN_PURE;
size_t strcspn(const char *s, const char *set)
    UNSOWN_READS_STRING(s) UNSOWN_READS_STRING(set)
    UNSOWN_RESULT_IS(result >= 0 && result <= strlen(s)) UNSOWN_PURE;

/* Later calls, with a null s, return addresses in the same string. */
char *strtok(char *restrict s, const char *restrict delimiters)
    UNSOWN_READS_STRING_IF(s, s != NULL) UNSOWN_READS_STRING(delimiters)
    UNSOWN_ESCAPES(s) UNSOWN_RETURNS_INTO(s);
char *strtok_r(char *restrict s, const char *restrict delimiters, char **restrict save)
    UNSOWN_READS_STRING_IF(s, s != NULL) UNSOWN_READS_STRING(delimiters)
    UNSOWN_READS_IF(save, sizeof *save, s == NULL)
    UNSOWN_ESCAPES(s) UNSOWN_RETURNS_INTO(s) UNSOWN_WRITES(save, sizeof *save);
char *__strtok_r(char *restrict s, const char *restrict delimiters, char **restrict save)
    UNSOWN_READS_STRING_IF(s, s != NULL) UNSOWN_READS_STRING(delimiters)
    UNSOWN_READS_IF(save, sizeof *save, s == NULL)
    UNSOWN_ESCAPES(s) UNSOWN_RETURNS_INTO(s) UNSOWN_WRITES(save, sizeof *save);
char *strsep(char **restrict s, const char *restrict delimiters)
    UNSOWN_READS(s, sizeof *s) UNSOWN_READS_STRING(delimiters)
    UNSOWN_RETURNS_INTO(*s) UNSOWN_WRITES(s, sizeof *s);

char *strdup(const char *s) UNSOWN_READS_STRING(s) UNSOWN_DUPLICATES(strlen(s) + 1);
char *__strdup(const char *s) UNSOWN_READS_STRING(s) UNSOWN_DUPLICATES(strlen(s) + 1);
char *strndup(const char *s, size_t n)
    UNSOWN_READS_IF(s, 1, n > 0) UNSOWN_DUPLICATES((strlen(s) < n ? strlen(s) : n) + 1);
char *__strndup(const char *s, size_t n)
    UNSOWN_READS_IF(s, 1, n > 0) UNSOWN_DUPLICATES((strlen(s) < n ? strlen(s) : n) + 1);

char *strerror(int number) UNSOWN_RESULT_IS(result != NULL);
char *strerror_l(int number, locale_t locale) UNSOWN_RESULT_IS(result != NULL);
/* glibc's; it leaves buf alone when it knows a constant text.  Elsewhere a function of this name
 * always writes, and code that was made for that is not to be blamed. */
char *strerror_r(int number, char *buf, size_t n)
    UNSOWN_WRITES(buf, n) UNSOWN_RETURNS_INTO(buf);
int __xpg_strerror_r(int number, char *buf, size_t n) UNSOWN_WRITES(buf, n);
char *strsignal(int number);
const char *strerrorname_np(int number) UNSOWN_SAME_RESULT;
const char *strerrordesc_np(int number) UNSOWN_SAME_RESULT;
char *basename(const char *path)
    UNSOWN_READS_STRING(path) UNSOWN_RETURNS_INTO(path) UNSOWN_RESULT_IS(result != NULL)
    UNSOWN_PURE;

int ffs(int i) UNSOWN_RESULT_IS(result >= 0 && result <= 32) UNSOWN_PURE;
int ffsl(long i) UNSOWN_RESULT_IS(result >= 0 && result <= 64) UNSOWN_PURE;
int ffsll(long long i) UNSOWN_RESULT_IS(result >= 0 && result <= 64) UNSOWN_PURE;
