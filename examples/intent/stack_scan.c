/* A conservative collector looks at words that may be anything.
 *
 * A word that looks like a pointer into the heap keeps a block alive, be it one or not: so it may
 * decide what is marked, but never lead outside the marks.
 */
#include <unsown/intent.h>

#include "trash.h"

#define BLOCKS 64
#define BLOCK 32

static unsigned char heap[BLOCKS * BLOCK];
static unsigned char marks[BLOCKS];

void scan_word(const uintptr_t *word);
void scan_word(const uintptr_t *word)
{
    uintptr_t w = UNSOWN_READ(*word, contained, "a word that is no pointer marks at most a block");
    uintptr_t into = w - (uintptr_t)heap;
#ifdef WRONG
    if (into <= sizeof heap)
#else
    if (into < sizeof heap)
#endif
        marks[into / BLOCK] = 1;
}

static long outcome(unsigned filling)
{
    uintptr_t stack[16];
    trash_near = (uintptr_t)heap + pick(2) * sizeof heap;
    trash_fill(stack, sizeof stack, filling);
    stack[3] = (uintptr_t)&heap[5 * BLOCK + pick(BLOCK)];
    for (int i = 0; i < 16; i++)
        scan_word(&stack[i]);
    return marks[5];
}
