/* Characters, locales, messages: what depends on the locale gives equal results within one run of a
 * function. */
#define __NO_CTYPE /* functions, not the macros of the same names */
#include <ctype.h>
#include <langinfo.h>
#include <libintl.h>
#include <locale.h>
#include <stddef.h>
#undef gettext
#undef dgettext
#undef dcgettext
#undef ngettext
#undef dngettext

int isalnum(int c) UNSOWN_SAME_RESULT;
int isalpha(int c) UNSOWN_SAME_RESULT;
int isascii(int c) UNSOWN_PURE;
int isblank(int c) UNSOWN_SAME_RESULT;
int iscntrl(int c) UNSOWN_SAME_RESULT;
int isdigit(int c) UNSOWN_SAME_RESULT;
int isgraph(int c) UNSOWN_SAME_RESULT;
int islower(int c) UNSOWN_SAME_RESULT;
int isprint(int c) UNSOWN_SAME_RESULT;
int ispunct(int c) UNSOWN_SAME_RESULT;
int isspace(int c) UNSOWN_SAME_RESULT;
int isupper(int c) UNSOWN_SAME_RESULT;
int isxdigit(int c) UNSOWN_SAME_RESULT;
int tolower(int c) UNSOWN_SAME_RESULT;
int toupper(int c) UNSOWN_SAME_RESULT;
int toascii(int c) UNSOWN_PURE;
int isalpha_l(int c, locale_t locale) UNSOWN_SAME_RESULT;
int isdigit_l(int c, locale_t locale) UNSOWN_SAME_RESULT;
int isspace_l(int c, locale_t locale) UNSOWN_SAME_RESULT;
int tolower_l(int c, locale_t locale) UNSOWN_SAME_RESULT;
int toupper_l(int c, locale_t locale) UNSOWN_SAME_RESULT;
/* The tables behind the macros. */
const unsigned short **__ctype_b_loc(void) UNSOWN_RESULT_IS(result != NULL) UNSOWN_SAME_RESULT;
const __int32_t **__ctype_tolower_loc(void) UNSOWN_RESULT_IS(result != NULL) UNSOWN_SAME_RESULT;
const __int32_t **__ctype_toupper_loc(void) UNSOWN_RESULT_IS(result != NULL) UNSOWN_SAME_RESULT;
size_t __ctype_get_mb_cur_max(void) UNSOWN_RESULT_IS(result >= 1) UNSOWN_SAME_RESULT;

char *setlocale(int category, const char *locale) UNSOWN_READS_STRING_IF(locale, locale != NULL);
struct lconv *localeconv(void) UNSOWN_RESULT_IS(result != NULL);
locale_t newlocale(int mask, const char *name, locale_t base) UNSOWN_READS_STRING(name);
locale_t duplocale(locale_t locale);
locale_t uselocale(locale_t locale);
void freelocale(locale_t locale);
char *nl_langinfo(nl_item item) UNSOWN_RESULT_IS(result != NULL);
char *nl_langinfo_l(nl_item item, locale_t locale) UNSOWN_RESULT_IS(result != NULL);
/* The translation, or the message itself. */
char *gettext(const char *message)
    UNSOWN_READS_STRING(message) UNSOWN_RETURNS_INTO(message) UNSOWN_SAME_RESULT;
char *dgettext(const char *domain, const char *message)
    UNSOWN_READS_STRING_IF(domain, domain != NULL) UNSOWN_READS_STRING(message)
    UNSOWN_RETURNS_INTO(message) UNSOWN_SAME_RESULT;
char *dcgettext(const char *domain, const char *message, int category)
    UNSOWN_READS_STRING_IF(domain, domain != NULL) UNSOWN_READS_STRING(message)
    UNSOWN_RETURNS_INTO(message) UNSOWN_SAME_RESULT;
char *ngettext(const char *one, const char *many, unsigned long n)
    UNSOWN_READS_STRING(one) UNSOWN_READS_STRING(many) UNSOWN_SAME_RESULT;
char *dngettext(const char *domain, const char *one, const char *many, unsigned long n)
    UNSOWN_READS_STRING_IF(domain, domain != NULL) UNSOWN_READS_STRING(one)
    UNSOWN_READS_STRING(many) UNSOWN_SAME_RESULT;
char *textdomain(const char *domain) UNSOWN_READS_STRING_IF(domain, domain != NULL);
char *bindtextdomain(const char *domain, const char *directory)
    UNSOWN_READS_STRING(domain) UNSOWN_READS_STRING_IF(directory, directory != NULL);
char *bind_textdomain_codeset(const char *domain, const char *codeset)
    UNSOWN_READS_STRING(domain) UNSOWN_READS_STRING_IF(codeset, codeset != NULL);
