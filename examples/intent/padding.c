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
    memset(&b, 0, sizeof b);
    b.key.id = 7;
    b.key.kind = 1;
    trash_fill(&a, sizeof a, filling);
    a.key.id = 7;
    a.key.kind = 1;
    if (filling == 0)
        a.word = b.word;
    write_out(out, &a);
    return same(&a, &b) + out[0];
}
