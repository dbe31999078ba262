/* The ring of freed blocks (quarantine.h). */
#include "quarantine.h"

void unsown_quarantine_enter(struct unsown_quarantine *quarantine, void *block, size_t size)
{
    size_t at = (quarantine->oldest + quarantine->count) % UNSOWN_QUARANTINE_BLOCKS;
    quarantine->held[at].block = block;
    quarantine->held[at].size = size;
    quarantine->count++;
    quarantine->bytes += size;
}

void *unsown_quarantine_leave(struct unsown_quarantine *quarantine)
{
    if (quarantine->count < UNSOWN_QUARANTINE_BLOCKS &&
        quarantine->bytes <= UNSOWN_QUARANTINE_BYTES)
        return NULL;
    size_t at = quarantine->oldest;
    quarantine->oldest = (at + 1) % UNSOWN_QUARANTINE_BLOCKS;
    quarantine->count--;
    quarantine->bytes -= quarantine->held[at].size;
    return quarantine->held[at].block;
}
