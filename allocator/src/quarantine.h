/* Freed blocks that are held back for a while, so that a use of them is seen.
 *
 * A ring of the latest; the oldest leave first, when there are too many or they are too large in
 * all.  Who uses a quarantine guards it with a lock of his own.
 */
#ifndef UNSOWN_SRC_QUARANTINE_H
#define UNSOWN_SRC_QUARANTINE_H

#include <stddef.h>

#define UNSOWN_QUARANTINE_BLOCKS 1024
#define UNSOWN_QUARANTINE_BYTES ((size_t)4 << 20)

struct unsown_quarantine {
    struct {
        void *block;
        size_t size;
    } held[UNSOWN_QUARANTINE_BLOCKS];
    size_t oldest, count, bytes;
};

/* There is room: unsown_quarantine_leave() returned NULL since the last one entered. */
void unsown_quarantine_enter(struct unsown_quarantine *quarantine, void *block, size_t size);
/* A block whose time is over, or NULL; to be called until it returns NULL. */
void *unsown_quarantine_leave(struct unsown_quarantine *quarantine);

#endif
