/* Comparing structs whole, padding included, as a short cut; and writing one out.
 *
 * Equal words mean equal fields; different words mean nothing yet, for the padding may differ.
 */
#include <stdbool.h>
#include <string.h>

#include <unsown/intent.h>

#include "trash.h"

struct key {
    uint32_t id;
    uint8_t kind; /* and three bytes of padding */
};
union whole {
    struct key key;
    uint64_t word;
};

bool same(const union whole *a, const union whole *b);
bool same(const union whole *a, const union whole *b)
{
    UNSOWN_GIVEN_DEFINED(&a->key, 5);
    UNSOWN_GIVEN_DEFINED(&b->word, 8);
    uint64_t x = UNSOWN_READ(a->word, independent, "different words are compared by field");
    if (x == b->word)
        return true;
#ifdef WRONG
    return false;
#else
    return a->key.id == b->key.id && a->key.kind == b->key.kind;
#endif
}

void write_out(unsigned char *out, const union whole *from);
void write_out(unsigned char *out, const union whole *from)
{
    uint64_t word = UNSOWN_READ(from->word, transport, "the padding goes along");
    memcpy(out, &word, sizeof word);
}

static long outcome(unsigned filling)
{
    union whole a, b;
    unsigned char out[8];
    trash_fill(&a, sizeof a, filling);
    memset(&b, 0, sizeof b);
    if (pick(2))
        a.word = b.word;
    a.key.id = pick(2) * 0x1020304;
    a.key.kind = (uint8_t)(pick(2) * 7);
    b.key.id = pick(2) * 0x1020304;
    b.key.kind = (uint8_t)(pick(2) * 7);
    write_out(out, &a);
    return same(&a, &b) * 1000 + out[0] + out[4];
}
