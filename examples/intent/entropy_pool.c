/* Mixing junk into an entropy pool: it can do no harm there, and must go nowhere else. */
#include <unsown/intent.h>

#include "trash.h"

static uint32_t pool[4];
static unsigned at;

unsigned stir(const uint32_t *junk);
unsigned stir(const uint32_t *junk)
{
    uint32_t word = UNSOWN_READ(*junk, entropy, "pool: anything is welcome here");
    pool[at % 4] = (pool[at % 4] << 7 | pool[at % 4] >> 25) ^ word;
#ifdef WRONG
    at += word & 1;
#else
    at++;
#endif
    return at;
}

static long outcome(unsigned filling)
{
    uint32_t junk[3];
    unsigned from = pick(9) - 4;
    trash_fill(junk, sizeof junk, filling);
    at = from;
    for (int i = 0; i < 3; i++)
        stir(&junk[i]);
    return at - from;
}
