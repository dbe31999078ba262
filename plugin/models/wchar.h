/* Wide characters and multibyte conversion.
 *
 * Of a wide string the first character must be defined.  (size_t)-1 and -2, which are negative
 * here, say that a conversion stored nothing; -3 of mbrtoc16() and mbrtoc32() that it did. */
#include <stdio.h>
#include <uchar.h>
#include <wchar.h>
#include <wctype.h>

size_t wcslen(const wchar_t *s)
    UNSOWN_READS(s, sizeof *s) UNSOWN_RESULT_IS(result >= 0) UNSOWN_PURE;
size_t wcsnlen(const wchar_t *s, size_t n)
    UNSOWN_READS_IF(s, sizeof *s, n > 0) UNSOWN_RESULT_IS(result >= 0 && result <= n) UNSOWN_PURE;
wchar_t *wmemcpy(wchar_t *restrict to, const wchar_t *restrict from, size_t n)
    UNSOWN_COPIES(to, from, n * sizeof *to) UNSOWN_RETURNS(to);
wchar_t *wmemmove(wchar_t *to, const wchar_t *from, size_t n)
    UNSOWN_COPIES(to, from, n * sizeof *to) UNSOWN_RETURNS(to);
wchar_t *wmempcpy(wchar_t *restrict to, const wchar_t *restrict from, size_t n)
    UNSOWN_COPIES(to, from, n * sizeof *to) UNSOWN_RETURNS_AT(to, n * sizeof *to);
wchar_t *wmemset(wchar_t *s, wchar_t c, size_t n)
    UNSOWN_FILLS(s, n * sizeof *s) UNSOWN_RETURNS(s);
int wmemcmp(const wchar_t *a, const wchar_t *b, size_t n)
    UNSOWN_READS_IF(a, sizeof *a, n > 0) UNSOWN_READS_IF(b, sizeof *b, n > 0) UNSOWN_PURE;
wchar_t *wmemchr(const wchar_t *s, wchar_t c, size_t n)
    UNSOWN_READS_IF(s, sizeof *s, n > 0) UNSOWN_RETURNS_INTO(s) UNSOWN_PURE;
wchar_t *wcscpy(wchar_t *restrict to, const wchar_t *restrict from)
    UNSOWN_READS(from, sizeof *from) UNSOWN_WRITES(to, UNSOWN_ALL) UNSOWN_RETURNS(to);
wchar_t *wcpcpy(wchar_t *restrict to, const wchar_t *restrict from)
    UNSOWN_READS(from, sizeof *from) UNSOWN_WRITES(to, UNSOWN_ALL) UNSOWN_RETURNS_INTO(to);
wchar_t *wcsncpy(wchar_t *restrict to, const wchar_t *restrict from, size_t n)
    UNSOWN_READS_IF(from, sizeof *from, n > 0) UNSOWN_WRITES(to, n * sizeof *to) UNSOWN_RETURNS(to);
wchar_t *wcscat(wchar_t *restrict to, const wchar_t *restrict from)
    UNSOWN_READS(to, sizeof *to) UNSOWN_READS(from, sizeof *from) UNSOWN_WRITES(to, UNSOWN_ALL)
    UNSOWN_RETURNS(to);
wchar_t *wcsncat(wchar_t *restrict to, const wchar_t *restrict from, size_t n)
    UNSOWN_READS(to, sizeof *to) UNSOWN_READS_IF(from, sizeof *from, n > 0)
    UNSOWN_WRITES(to, UNSOWN_ALL) UNSOWN_RETURNS(to);
int wcscmp(const wchar_t *a, const wchar_t *b)
    UNSOWN_READS(a, sizeof *a) UNSOWN_READS(b, sizeof *b) UNSOWN_PURE;
int wcsncmp(const wchar_t *a, const wchar_t *b, size_t n)
    UNSOWN_READS_IF(a, sizeof *a, n > 0) UNSOWN_READS_IF(b, sizeof *b, n > 0) UNSOWN_PURE;
int wcscasecmp(const wchar_t *a, const wchar_t *b)
    UNSOWN_READS(a, sizeof *a) UNSOWN_READS(b, sizeof *b) UNSOWN_PURE;
int wcscoll(const wchar_t *a, const wchar_t *b)
    UNSOWN_READS(a, sizeof *a) UNSOWN_READS(b, sizeof *b) UNSOWN_PURE;
wchar_t *wcschr(const wchar_t *s, wchar_t c)
    UNSOWN_READS(s, sizeof *s) UNSOWN_RETURNS_INTO(s) UNSOWN_PURE;
wchar_t *wcsrchr(const wchar_t *s, wchar_t c)
    UNSOWN_READS(s, sizeof *s) UNSOWN_RETURNS_INTO(s) UNSOWN_PURE;
wchar_t *wcsstr(const wchar_t *s, const wchar_t *part)
    UNSOWN_READS(s, sizeof *s) UNSOWN_READS(part, sizeof *part) UNSOWN_RETURNS_INTO(s) UNSOWN_PURE;
wchar_t *wcspbrk(const wchar_t *s, const wchar_t *set)
    UNSOWN_READS(s, sizeof *s) UNSOWN_READS(set, sizeof *set) UNSOWN_RETURNS_INTO(s) UNSOWN_PURE;
size_t wcsspn(const wchar_t *s, const wchar_t *set)
    UNSOWN_READS(s, sizeof *s) UNSOWN_READS(set, sizeof *set) UNSOWN_RESULT_IS(result >= 0)
    UNSOWN_PURE;
size_t wcscspn(const wchar_t *s, const wchar_t *set)
    UNSOWN_READS(s, sizeof *s) UNSOWN_READS(set, sizeof *set) UNSOWN_RESULT_IS(result >= 0)
    UNSOWN_PURE;
size_t wcsxfrm(wchar_t *restrict to, const wchar_t *restrict from, size_t n)
    UNSOWN_READS(from, sizeof *from) UNSOWN_RESULT_IS(result >= 0)
    UNSOWN_WRITES_IF(to, (result + 1) * sizeof *to, result < n);
wchar_t *wcstok(wchar_t *restrict s, const wchar_t *restrict delimiters, wchar_t **restrict save)
    UNSOWN_READS_IF(s, sizeof *s, s != NULL) UNSOWN_READS(delimiters, sizeof *delimiters)
    UNSOWN_READS_IF(save, sizeof *save, s == NULL)
    UNSOWN_ESCAPES(s) UNSOWN_RETURNS_INTO(s) UNSOWN_WRITES(save, sizeof *save);
wchar_t *wcsdup(const wchar_t *s) UNSOWN_READS(s, sizeof *s) UNSOWN_DUPLICATES(UNSOWN_ALL);
long wcstol(const wchar_t *restrict s, wchar_t **restrict end, int base)
    UNSOWN_READS(s, sizeof *s) UNSOWN_WRITES_IF(end, sizeof *end, end != NULL);
unsigned long wcstoul(const wchar_t *restrict s, wchar_t **restrict end, int base)
    UNSOWN_READS(s, sizeof *s) UNSOWN_WRITES_IF(end, sizeof *end, end != NULL);
long long wcstoll(const wchar_t *restrict s, wchar_t **restrict end, int base)
    UNSOWN_READS(s, sizeof *s) UNSOWN_WRITES_IF(end, sizeof *end, end != NULL);
unsigned long long wcstoull(const wchar_t *restrict s, wchar_t **restrict end, int base)
    UNSOWN_READS(s, sizeof *s) UNSOWN_WRITES_IF(end, sizeof *end, end != NULL);
double wcstod(const wchar_t *restrict s, wchar_t **restrict end)
    UNSOWN_READS(s, sizeof *s) UNSOWN_WRITES_IF(end, sizeof *end, end != NULL);

wint_t btowc(int c) UNSOWN_SAME_RESULT;
int wctob(wint_t c) UNSOWN_SAME_RESULT;
int mbsinit(const mbstate_t *state) UNSOWN_READS_IF(state, 1, state != NULL);
size_t mbrlen(const char *restrict s, size_t n, mbstate_t *restrict state)
    UNSOWN_READS_IF(s, 1, s != NULL && n > 0) UNSOWN_READS_IF(state, 1, state != NULL);
size_t mbrtowc(wchar_t *restrict to, const char *restrict s, size_t n, mbstate_t *restrict state)
    UNSOWN_READS_IF(s, 1, s != NULL && n > 0) UNSOWN_READS_IF(state, 1, state != NULL)
    UNSOWN_RESULT_IS(result >= -2 && result <= n)
    UNSOWN_WRITES_IF(to, sizeof *to, to != NULL && s != NULL && result >= 0)
    UNSOWN_WRITES_IF(state, sizeof *state, state != NULL);
size_t wcrtomb(char *restrict s, wchar_t c, mbstate_t *restrict state)
    UNSOWN_READS_IF(state, 1, state != NULL) UNSOWN_RESULT_IS(result >= -1)
    UNSOWN_WRITES_IF(s, result, s != NULL && result > 0)
    UNSOWN_WRITES_IF(state, sizeof *state, state != NULL);
size_t mbsrtowcs(wchar_t *restrict to, const char **restrict from, size_t n,
                 mbstate_t *restrict state)
    UNSOWN_READS(from, sizeof *from) UNSOWN_READS_IF(state, 1, state != NULL)
    UNSOWN_RESULT_IS(result >= -1 && (to == NULL || result <= n))
    UNSOWN_WRITES_IF(to, (result < n ? result + 1 : n) * sizeof *to, to != NULL && result >= 0)
    UNSOWN_WRITES_IF(from, sizeof *from, to != NULL)
    UNSOWN_WRITES_IF(state, sizeof *state, state != NULL);
size_t wcsrtombs(char *restrict to, const wchar_t **restrict from, size_t n,
                 mbstate_t *restrict state)
    UNSOWN_READS(from, sizeof *from) UNSOWN_READS_IF(state, 1, state != NULL)
    UNSOWN_RESULT_IS(result >= -1 && (to == NULL || result <= n))
    UNSOWN_WRITES_IF(to, result < n ? result + 1 : n, to != NULL && result >= 0)
    UNSOWN_WRITES_IF(from, sizeof *from, to != NULL)
    UNSOWN_WRITES_IF(state, sizeof *state, state != NULL);
size_t mbrtoc16(char16_t *restrict to, const char *restrict s, size_t n, mbstate_t *restrict state)
    UNSOWN_READS_IF(s, 1, s != NULL && n > 0)
    UNSOWN_WRITES_IF(to, sizeof *to, to != NULL && s != NULL && (result >= 0 || result == -3));
size_t mbrtoc32(char32_t *restrict to, const char *restrict s, size_t n, mbstate_t *restrict state)
    UNSOWN_READS_IF(s, 1, s != NULL && n > 0)
    UNSOWN_WRITES_IF(to, sizeof *to, to != NULL && s != NULL && (result >= 0 || result == -3));
int wcwidth(wchar_t c) UNSOWN_SAME_RESULT;
int wcswidth(const wchar_t *s, size_t n) UNSOWN_READS_IF(s, sizeof *s, n > 0);

int iswalnum(wint_t c) UNSOWN_SAME_RESULT;
int iswalpha(wint_t c) UNSOWN_SAME_RESULT;
int iswblank(wint_t c) UNSOWN_SAME_RESULT;
int iswcntrl(wint_t c) UNSOWN_SAME_RESULT;
int iswdigit(wint_t c) UNSOWN_SAME_RESULT;
int iswgraph(wint_t c) UNSOWN_SAME_RESULT;
int iswlower(wint_t c) UNSOWN_SAME_RESULT;
int iswprint(wint_t c) UNSOWN_SAME_RESULT;
int iswpunct(wint_t c) UNSOWN_SAME_RESULT;
int iswspace(wint_t c) UNSOWN_SAME_RESULT;
int iswupper(wint_t c) UNSOWN_SAME_RESULT;
int iswxdigit(wint_t c) UNSOWN_SAME_RESULT;
wint_t towlower(wint_t c) UNSOWN_SAME_RESULT;
wint_t towupper(wint_t c) UNSOWN_SAME_RESULT;

wint_t fgetwc(FILE *stream) UNSOWN_ENDS;
wint_t getwc(FILE *stream) UNSOWN_ENDS;
wint_t ungetwc(wint_t c, FILE *stream);
wchar_t *fgetws(wchar_t *restrict buf, int n, FILE *restrict stream)
    UNSOWN_WRITES_IF(buf, n * sizeof *buf, result != NULL) UNSOWN_RETURNS_IF(buf, result != NULL) UNSOWN_ENDS;
wint_t fputwc(wchar_t c, FILE *stream);
wint_t putwc(wchar_t c, FILE *stream);
wint_t putwchar(wchar_t c);
int fputws(const wchar_t *restrict s, FILE *restrict stream) UNSOWN_READS(s, sizeof *s);
int fwide(FILE *stream, int mode);
int wprintf(const wchar_t *restrict format, ...)
    UNSOWN_READS(format, sizeof *format) UNSOWN_IN_VARARGS;
int fwprintf(FILE *restrict stream, const wchar_t *restrict format, ...)
    UNSOWN_READS(format, sizeof *format) UNSOWN_IN_VARARGS;
int swprintf(wchar_t *restrict buf, size_t n, const wchar_t *restrict format, ...)
    UNSOWN_READS(format, sizeof *format) UNSOWN_IN_VARARGS
    UNSOWN_WRITES_IF(buf, n * sizeof *buf, n > 0);
int vswprintf(wchar_t *restrict buf, size_t n, const wchar_t *restrict format, va_list args)
    UNSOWN_READS(format, sizeof *format) UNSOWN_IN_VARARGS
    UNSOWN_WRITES_IF(buf, n * sizeof *buf, n > 0);
int swscanf(const wchar_t *restrict s, const wchar_t *restrict format, ...)
    UNSOWN_READS(s, sizeof *s) UNSOWN_READS(format, sizeof *format)
    UNSOWN_RESULT_IS(result >= -1) UNSOWN_OUT_VARARGS(result);
size_t wcsftime(wchar_t *restrict buf, size_t n, const wchar_t *restrict format,
                const struct tm *restrict tm)
    UNSOWN_READS(format, sizeof *format) UNSOWN_RESULT_IS(result >= 0 && result <= n)
    UNSOWN_WRITES_IF(buf, n * sizeof *buf, result > 0);
