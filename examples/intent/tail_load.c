/* The sum of n bytes, n below 8, with one load of eight: the dead lanes are masked away.
 *
 * The same holds of SIMD code that loads a whole register at the end of an array.
 */
#include <unsown/intent.h>

#include "trash.h"

unsigned sum_tail(const unsigned char *p, unsigned n);
unsigned sum_tail(const unsigned char *p, unsigned n)
{
    UNSOWN_GIVEN(n > 0 && n < 8);
    UNSOWN_GIVEN_DEFINED(p, n);
    uint64_t lanes = UNSOWN_READ(*(const uint64_t *)p, independent, "dead lanes are masked");
#ifndef WRONG
    lanes &= ((uint64_t)1 << n * 8) - 1;
#endif
    unsigned sum = 0;
    for (unsigned i = 0; i < 8; i++)
        sum += (unsigned)(lanes >> i * 8) & 0xff;
    return sum;
}

static long outcome(unsigned filling)
{
    static _Alignas(8) unsigned char buffer[8];
    unsigned n = 1 + pick(7);
    trash_fill(buffer, sizeof buffer, filling);
    for (unsigned i = 0; i < n; i++)
        buffer[i] = (unsigned char)pick(256);
    return sum_tail(buffer, n);
}
