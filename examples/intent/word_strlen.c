/* strlen a word at a time: the words at both ends of the string hold bytes that are not its.
 *
 * A word lies in one page, so reading it whole is no fault.  The bytes before the string are masked;
 * of those behind its end none counts, because the first zero byte is looked for.  That no word
 * before the last one holds a zero byte is what the loop itself found out.
 */
#include <stddef.h>

#include <unsown/intent.h>

#include "trash.h"

#define ONES 0x0101010101010101u
#define HIGH 0x8080808080808080u

/* The number of bytes before the first zero byte of the word, 8 if there is none; on a machine that
 * stores the lowest byte first. */
static unsigned first_zero(uint64_t word)
{
    uint64_t zeros = (word - ONES) & ~word & HIGH;
    return zeros ? (unsigned)__builtin_ctzll(zeros) / 8 : 8;
}

/* Where in the word at `at` the string's zero byte stands, 8 if it comes later.  The string begins at
 * byte `from` of the word; `left` of its bytes are left, its end included: for the proof alone. */
unsigned end_in_word(const uint64_t *at, unsigned from, size_t left);
unsigned end_in_word(const uint64_t *at, unsigned from, size_t left)
{
    UNSOWN_GIVEN(from < 8 && left > 0 && left < PTRDIFF_MAX);
    UNSOWN_GIVEN(from + left > 8 || ((const char *)at)[from + left - 1] == 0);
    UNSOWN_GIVEN_DEFINED((const char *)at + from, left);
    uint64_t word = UNSOWN_READ(*at, independent, "bytes beside the string do not count");
#ifndef WRONG
    word |= ((uint64_t)1 << from * 8) - 1;
#endif
    return first_zero(word);
}

size_t length(const char *s);
size_t length(const char *s)
{
    size_t left = 1;
    while (s[left - 1]) /* what the annotation speaks of; the fast way does without */
        left++;
    const uint64_t *at = (const uint64_t *)((uintptr_t)s & ~(uintptr_t)7);
    unsigned from = (uintptr_t)s & 7, n;
    while ((n = end_in_word(at, from, left)) == 8) {
        left -= 8 - from;
        from = 0;
        at++;
    }
    return (size_t)((const char *)at + n - s);
}

static long outcome(unsigned filling)
{
    static uint64_t buffer[8];
    char *s = (char *)buffer + pick(8);
    unsigned n = pick(3) ? pick(40) : 0;
    trash_fill(buffer, sizeof buffer, filling);
    for (unsigned i = 0; i < n; i++)
        s[i] = (char)(1 + pick(255));
    s[n] = 0;
    return (long)length(s);
}
