/* What a format of scanf() says about the arguments behind it.
 *
 * The result counts the conversions that were stored, so an argument is written if the result is
 * above the number of those before its own.  %n is not counted: it is stored when all before it was
 * matched, literal text and suppressed conversions included, of which the result tells nothing.
 *
 * What it gives up.  Arguments named by position (%1$d) and formats of wide characters.
 */
#ifndef UNSOWN_ENGINE_SCANF_FORMAT_H
#define UNSOWN_ENGINE_SCANF_FORMAT_H

#include "base.h"

struct scanf_format {
    const char *at;   /* behind the conversion read last */
    uint32_t counted; /* conversions so far that the result counts */
    bool uncounted;   /* something since then may have failed to match without the result telling */
};

struct scanf_argument {
    uint32_t after; /* counted conversions before it */
    bool is_count;  /* %n */
    bool may_stop;  /* %n: matching may have stopped between the last of them and here */
};

void scanf_format_begin(struct scanf_format *f, const char *text);
/* The next conversion that takes an argument; false when there is none, or none that is understood. */
bool scanf_format_next(struct scanf_format *f, struct scanf_argument *out);

#endif
