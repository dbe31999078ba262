/* A hash table of a compressor that is cleared once and then reused: its entries are stale.
 *
 * An entry is a position in some earlier input.  It may decide what match is tried, but what it
 * leads to must lie in the window that is there now.
 */
#include <unsown/intent.h>

#include "trash.h"

#define WINDOW 256
#define TABLE 64

static unsigned char window[WINDOW];

unsigned matches(const uint32_t *table, unsigned hash, unsigned char byte);
unsigned matches(const uint32_t *table, unsigned hash, unsigned char byte)
{
    uint32_t position = UNSOWN_READ(table[hash % TABLE], contained, "stale, but checked");
#ifdef WRONG
    if (position > WINDOW)
#else
    if (position >= WINDOW)
#endif
        return 0;
    return window[position] == byte;
}

static long outcome(unsigned filling)
{
    uint32_t table[TABLE];
    trash_fill(table, sizeof table, filling);
    for (unsigned i = 0; i < WINDOW; i++)
        window[i] = (unsigned char)(128 + pick(128));
    long n = 0;
    for (unsigned i = 0; i < 8; i++) {
        unsigned hash = pick(1000);
        n += matches(table, hash, (unsigned char)pick(128));
    }
    return n;
}
