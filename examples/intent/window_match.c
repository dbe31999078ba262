/* How long is the match?  The comparison runs on beyond the input, and the result is clamped.
 *
 * As in zlib: the window is longer than what was read into it, and not to look at its end in every
 * step is what makes the loop fast.  Bytes beyond `ahead` may lengthen a match, but only to beyond
 * `ahead`.
 */
#include <unsown/intent.h>

#include "trash.h"

#define LONGEST 16

unsigned match_length(const unsigned char *a, const unsigned char *b, unsigned ahead);
unsigned match_length(const unsigned char *a, const unsigned char *b, unsigned ahead)
{
    UNSOWN_GIVEN(ahead <= LONGEST);
    UNSOWN_GIVEN_DEFINED(a, ahead);
    UNSOWN_GIVEN_DEFINED(b, LONGEST);
    unsigned n = 0;
    while (n < LONGEST &&
           UNSOWN_READ(a[n], independent, "the result is clamped to what was read") == b[n])
        n++;
#ifdef WRONG
    return n;
#else
    return n < ahead ? n : ahead;
#endif
}

static long outcome(unsigned filling)
{
    unsigned char a[LONGEST], b[LONGEST];
    unsigned ahead = pick(LONGEST + 1);
    trash_fill(a, sizeof a, filling);
    for (unsigned i = 0; i < LONGEST; i++)
        b[i] = (unsigned char)(i < 8 ? 0 : pick(2));
    for (unsigned i = 0; i < ahead; i++)
        a[i] = (unsigned char)(pick(12) ? b[i] : 5);
    return match_length(a, b, ahead);
}
