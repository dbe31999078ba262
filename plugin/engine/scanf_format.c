#include "scanf_format.h"

void scanf_format_begin(struct scanf_format *f, const char *text) {
    *f = (struct scanf_format){.at = text};
}

/* Behind the set of "%[": its first character may be the bracket that else ends it. */
static const char *behind_set(const char *s) {
    s += *s == '^';
    s += *s == ']';
    while (*s && *s != ']')
        s++;
    return *s ? s + 1 : s;
}

bool scanf_format_next(struct scanf_format *f, struct scanf_argument *out) {
    const char *s = f->at;
    for (;;) {
        for (; *s && *s != '%'; s++)
            f->uncounted |= *s != ' ' && *s != '\t' && *s != '\n';
        if (!*s)
            return false;
        if (*++s == '%') {
            f->uncounted = true;
            s++;
            continue;
        }
        bool suppressed = *s == '*';
        s += suppressed;
        s += strspn(s, "0123456789");
        if (*s == '$')
            return false;
        s += strspn(s, "mhlLjztqw");
        if (!*s)
            return false;
        char conversion = *s++;
        if (conversion == '[')
            s = behind_set(s);
        if (suppressed) {
            f->uncounted = true;
            continue;
        }
        *out = (struct scanf_argument){f->counted, conversion == 'n',
                                       conversion == 'n' && f->uncounted};
        if (conversion != 'n') {
            f->counted++;
            f->uncounted = false;
        }
        f->at = s;
        return true;
    }
}
