/* Sliding a hash chain: every entry is moved down, those that were never set too.
 *
 * From undefined to undefined: what was trash is still trash, in the same place, and nothing else
 * comes to depend on it.  The table is the sink.
 */
#include <unsown/intent.h>

#include "trash.h"

unsigned slide(uint16_t *prev, unsigned n, unsigned by);
unsigned slide(uint16_t *prev, unsigned n, unsigned by)
{
    unsigned moved = 0;
    for (unsigned i = 0; i < n; i++) {
        unsigned m = UNSOWN_READ(prev[i], entropy, "prev: entries never set stay unset");
        prev[i] = (uint16_t)(m >= by ? m - by : 0);
#ifdef WRONG
        moved += m >= by;
#endif
    }
    return moved;
}

static long outcome(unsigned filling)
{
    uint16_t prev[32];
    trash_fill(prev, sizeof prev, filling);
    unsigned n = pick(33);
    return slide(prev, n, pick(64));
}
