/* Chunks cut into records (metadata.h). */
#include "metadata.h"

#include <stdint.h>
#include <string.h>

#include "system.h"

enum { CHUNK = 64 * 1024, LINE = 64 };

/* Records that were given back; there are few, because it happens when something else failed. */
struct spare {
    struct spare *next;
    size_t size;
};
static struct spare *spares;
static char *chunk;
static size_t chunk_left;

void *unsown_metadata_take(size_t size)
{
    size = (size + LINE - 1) & ~(size_t)(LINE - 1);
    for (struct spare **at = &spares; *at; at = &(*at)->next)
        if ((*at)->size == size) {
            struct spare *record = *at;
            *at = record->next;
            return memset(record, 0, size);
        }
    if (size > chunk_left) {
        size_t whole = size > CHUNK ? (size + 4095) & ~(size_t)4095 : CHUNK;
        char *fresh = unsown_system_map(whole);
        if (!fresh)
            return NULL;
        chunk = fresh; /* what was left of the old one is less than a record */
        chunk_left = whole;
    }
    void *record = chunk;
    chunk += size;
    chunk_left -= size;
    return record;
}

void unsown_metadata_give(void *record, size_t size)
{
    struct spare *spare = record;
    spare->size = (size + LINE - 1) & ~(size_t)(LINE - 1);
    spare->next = spares;
    spares = spare;
}
