/* Memory for the allocator's own records, apart from all blocks.
 *
 * A stack of chunks from the system: records are small and most of them live for good.  What is
 * given back is kept for the next record of that size.  Everything is zeroed.
 */
#ifndef UNSOWN_SRC_METADATA_H
#define UNSOWN_SRC_METADATA_H

#include <stddef.h>

/* size bytes, zeroed, aligned to 64; NULL with errno ENOMEM.  The caller holds the lock of the
 * arenas. */
void *unsown_metadata_take(size_t size);
/* Takes back what unsown_metadata_take(size) returned; under the same lock. */
void unsown_metadata_give(void *record, size_t size);

#endif
