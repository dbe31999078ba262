/* The language of models: the C that headers hold is read, and each macro becomes its effect.
 * RUN: %cc -std=c11 -I %src/plugin %S/Inputs/show.c %src/plugin/engine/contract*.c \
 * RUN:   %src/plugin/program/program.c -o %t
 * RUN: %t %s | %FileCheck %s
 */
#include <ignored.h>
#define ignored(x) \
    also ignored {

extern "C" {
typedef struct { int a; } type_t;
struct tag { int b; char c[3]; };
enum numbers { ONE, TWO };
extern int variable, array[3] = {1, 2, 3};
typedef int callback(void *);

/* CHECK-LABEL: reads/2
 * CHECK-NEXT:    reads arg0, arg1
 * CHECK-NEXT:    reads arg0, 1 if arg1 > 0
 * CHECK-NEXT:    reads arg0, strlen(arg0) + 1
 * CHECK-NEXT:    reads arg0, strlen(arg0) + 1 if arg0 != 0
 */
void reads(const char *p, size_t n) UNSOWN_READS(p, n) UNSOWN_READS_IF(p, 1, n > 0)
    UNSOWN_READS_STRING(p) UNSOWN_READS_STRING_IF(p, p != NULL);
/* CHECK-LABEL: writes/3
 * CHECK-NEXT:    writes arg0, arg1
 * CHECK-NEXT:    writes *arg2, all if result == 0
 * CHECK-NEXT:    fills arg0, arg1
 * CHECK-NEXT:    zeroes arg0, arg1
 * CHECK-NEXT:    leaves arg0, arg1
 */
int writes(void *p, unsigned long n, char **q) UNSOWN_WRITES(p, n)
    UNSOWN_WRITES_IF(*q, UNSOWN_ALL, result == 0) UNSOWN_FILLS(p, n) UNSOWN_ZEROES(p, n)
    UNSOWN_LEAVES(p, n);
/* CHECK-LABEL: copies/3
 * CHECK-NEXT:    copies arg0, arg1, arg2
 * CHECK-NEXT:    copies arg0, arg1, 1 if !arg2
 * CHECK-NEXT:    returns arg0
 * CHECK-NEXT:    returns arg0 if result != 0
 * CHECK-NEXT:    returns arg0 + arg2
 * CHECK-NEXT:    returns into arg1
 */
void *copies(void *restrict to, const void *restrict from, size_t n) UNSOWN_COPIES(to, from, n)
    UNSOWN_COPIES_IF(to, from, 1, !n) UNSOWN_RETURNS(to) UNSOWN_RETURNS_IF(to, result != NULL)
    UNSOWN_RETURNS_AT(to, n) UNSOWN_RETURNS_INTO(from);
/* CHECK-LABEL: makes/2
 * CHECK-NEXT:    allocates all
 * CHECK-NEXT:    allocates arg1
 * CHECK-NEXT:    allocates zeroed all
 * CHECK-NEXT:    allocates zeroed arg1 * 2
 * CHECK-NEXT:    allocates defined arg1
 * CHECK-NEXT:    allocates *arg0, arg1 if result != 0
 * CHECK-NEXT:    resizes arg0, arg1
 * CHECK-NEXT:    frees arg0
 * CHECK-NEXT:    frees arg0 if arg1 == 0
 */
void *makes(void **p, size_t n) UNSOWN_RETURNS_UNINIT UNSOWN_RETURNS_UNINIT_SIZE(n)
    UNSOWN_RETURNS_ZEROED UNSOWN_RETURNS_ZEROED_SIZE(n * 2) UNSOWN_DUPLICATES(n)
    UNSOWN_GIVES_UNINIT(*p, n, result != 0) UNSOWN_RESIZES(p, n) UNSOWN_FREES(p)
    UNSOWN_FREES_IF(p, n == 0);
/* CHECK-LABEL: other/2
 * CHECK-NEXT:    writes varargs result
 * CHECK-NEXT:    writes varargs all
 * CHECK-NEXT:    reads varargs
 * CHECK-NEXT:    escapes arg0
 * CHECK-NEXT:    calls arg1
 * CHECK-NEXT:    result is (result >= -1) && (result <= 255)
 * CHECK-NEXT:    does not return
 * CHECK-NEXT:    pure
 * CHECK-NEXT:    same result
 * CHECK-NEXT:    may return twice
 * CHECK-NEXT:    points to errno
 * CHECK-NEXT:    may come to an end
 */
int other(void *data, int (*call)(void *, int), ...) UNSOWN_OUT_VARARGS(result)
    UNSOWN_OUT_VARARGS() UNSOWN_IN_VARARGS UNSOWN_ESCAPES(data) UNSOWN_CALLS(call)
    UNSOWN_RESULT_IS(result >= -1 && result <= 255) UNSOWN_NORETURN UNSOWN_PURE
    UNSOWN_SAME_RESULT UNSOWN_TWICE UNSOWN_ERRNO UNSOWN_ENDS;

/* Precedence and every operand.
 * CHECK-LABEL: expressions/3
 * CHECK-NEXT:    writes arg0, (arg2 + (arg2 * 2)) - (arg2 / (3 % 2))
 * CHECK-NEXT:    writes arg0, (*arg1 < after(*arg1)) ? *arg1 : sizeof *arg1
 * CHECK-NEXT:    writes arg0, 16 if ((arg2 & 4) != 0) || (!arg2 && (arg2 <= -1))
 * CHECK-NEXT:    writes arg0, 65 + 8 if 1 | 0
 * CHECK-NEXT:    writes arg0, arg2 if arg0 != 0
 */
void expressions(char *p, size_t *q, size_t n)
    UNSOWN_WRITES(p, n + n * 2 - n / (3 % 2))
    UNSOWN_WRITES(p, *q < after(*q) ? q[0] : sizeof(*q))
    UNSOWN_WRITES_IF(p, 0x10UL, (n & 4) != 0 || (!n && n <= -1))
    UNSOWN_WRITES_IF(p, 'A' + sizeof(unsigned long long), true | false)
    UNSOWN_WRITES_IF((p), (size_t)n, p != ((void *)0));

/* Declarators and what stands around them.
 * CHECK-LABEL: handler_of/2
 * CHECK-LABEL: in_parentheses/2
 * CHECK-NEXT:    reads arg1, sizeof *arg1
 * CHECK-LABEL: unnamed/3
 * CHECK-LABEL: macros/2
 * CHECK-NEXT:    writes arg0, sizeof *arg0
 * CHECK-LABEL: nothing/0
 * CHECK-NEXT:    does not return
 * CHECK-LABEL: from_list/2
 * CHECK-NEXT:    writes varargs all
 * CHECK-LABEL: link_name/1
 * CHECK-NEXT:    writes arg0, 4
 */
void (*handler_of(int number, void (*handler)(int)))(int);
int (in_parentheses)(int n, char *const argv[]) UNSOWN_READS(argv, sizeof *argv);
extern struct tag *unnamed(struct tag *, const type_t, callback *) __attribute__((nonnull(1)));
EXPORT int CALLING macros(z_stream_ptr stream, int flush) UNSOWN_WRITES(stream, sizeof *stream);
_Noreturn static inline void nothing(void) __attribute__((cold, noreturn));
int from_list(const char *format, va_list args) UNSOWN_OUT_VARARGS();
int c_name(int fds[2]) __asm__("link_name") UNSOWN_WRITES(fds, 4);
}
