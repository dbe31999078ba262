#include "habits.h"

#include <ctype.h>

/* The word that begins at s: its length.  Words end at what is no letter, and where a capital follows a small letter. */
static size_t word_at(const char *s) {
    size_t n = 0;
    while (isalpha((unsigned char)s[n]) &&
           !(n && islower((unsigned char)s[n - 1]) && isupper((unsigned char)s[n])))
        n++;
    return n;
}

static bool is_one_of(const char *word, size_t n, const char *const *list) {
    for (; *list; list++) {
        size_t i = 0;
        while (i < n && (*list)[i] && tolower((unsigned char)word[i]) == (*list)[i])
            i++;
        if (i == n && !(*list)[i])
            return true;
    }
    return false;
}

/* Whether the first word of the name is in the list, or the last one is in the other. */
static bool has_word(const char *name, const char *const *first, const char *const *last) {
    const char *end = NULL;
    size_t n_end = 0;
    bool begins = true;
    for (const char *s = name; *s;) {
        size_t n = word_at(s);
        if (!n) {
            s++;
            continue;
        }
        if (begins && is_one_of(s, n, first))
            return true;
        begins = false;
        end = s;
        n_end = n;
        s += n;
    }
    return end && is_one_of(end, n_end, last);
}

bool habit_ends(const char *name) {
    static const char *const first[] = {"fatal", "die", "xdie", "bail", "panic", "usage", NULL};
    static const char *const last[] = {"fatal", "fatalf", "die", "panic", "xpanic", "bailout",
                                       "usage", NULL};
    return has_word(name, first, last);
}

bool habit_releases(const char *name) {
    static const char *const first[] = {"free", "destroy", "release", "cleanup", "dispose",
                                        "deinit", "unref", NULL};
    static const char *const last[] = {"free", "destroy", "release", "cleanup", "dispose", "deinit",
                                       "unref", "clear", "close", "fini", "delete", NULL};
    return has_word(name, first, last);
}
