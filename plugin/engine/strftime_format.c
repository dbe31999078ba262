#include "strftime_format.h"

/* What one conversion gives at most; 0: not known.  A year is that of an int, with its sign. */
static uint32_t longest_of(char conversion) {
    switch (conversion) {
    case 'u': case 'w': case 'n': case 't': case '%': return 1;
    case 'd': case 'e': case 'H': case 'I': case 'k': case 'l': case 'm': case 'M': case 'S': case 'U': case 'V':
    case 'W': case 'y': case 'g': return 2;
    case 'j': return 3;
    case 'R': return 5;
    case 'z': return 6;
    case 'D': case 'T': return 8;
    case 'C': return 9;
    case 'Y': case 'G': return 11;
    case 'F': return 17;
    case 's': return 20;
    default: return 0;
    }
}

uint32_t strftime_format_longest(const char *format) {
    uint32_t longest = 0;
    for (const char *s = format; *s; s++) {
        uint32_t of = *s == '%' ? longest_of(*++s) : 1;
        if (!of || longest > UINT16_MAX)
            return 0;
        longest += of;
    }
    return longest;
}
