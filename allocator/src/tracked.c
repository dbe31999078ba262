/* Redzones, quarantine, and announcements to the tool (tracked.h). */
#include "tracked.h"

#include <string.h>

#include "apart.h"
#include "hooks.h"
#include "ownership.h"
#include "quarantine.h"
#include "system.h"

pthread_mutex_t unsown_tracked_lock = PTHREAD_MUTEX_INITIALIZER;

static struct unsown_quarantine quarantine;

/* What the first redzone holds; nobody but us may look at it. */
struct label {
    size_t size;
    size_t live; /* LIVE or DEAD */
};
static_assert(sizeof(struct label) <= UNSOWN_REDZONE, "the label lies in the redzone");
enum { DEAD = 0, LIVE = 0x11 };

static struct label read_label(const void *block)
{
    struct label *label = (struct label *)((char *)block - UNSOWN_REDZONE);
    unsown_hook_show(label, sizeof *label);
    struct label copy = *label;
    unsown_hook_hide(label, sizeof *label);
    return copy;
}

static void write_label(void *block, struct label label)
{
    struct label *at = (struct label *)((char *)block - UNSOWN_REDZONE);
    unsown_hook_show(at, sizeof *at);
    *at = label;
    unsown_hook_hide(at, sizeof *at);
}

/* Whether a live block begins there. */
static bool begins_block(const void *block)
{
    const char *whole = unsown_find(block).block;
    return whole && whole + UNSOWN_REDZONE == (const char *)block && read_label(block).live == LIVE;
}

void *unsown_tracked_take(size_t size, bool zeroed)
{
    char *whole = NULL;
    if (size <= UNSOWN_SMALL_MAX - 2 * UNSOWN_REDZONE)
        whole = unsown_apart_take(&unsown_heaps.common,
                                  unsown_class_of(size + 2 * UNSOWN_REDZONE));
    if (!whole) {
        size_t some = size ? size : 1;
        return zeroed ? unsown_system_calloc(some) : unsown_system_malloc(some);
    }
    char *block = whole + UNSOWN_REDZONE;
    write_label(block, (struct label){.size = size, .live = LIVE});
    if (zeroed) {
        unsown_hook_show(block, size);
        memset(block, 0, size);
    }
    unsown_hook_born(block, size, zeroed);
    return block;
}

void unsown_tracked_give(void *block)
{
    if (!begins_block(block)) {
        unsown_hook_bad_free(block);
        return;
    }
    size_t size = read_label(block).size;
    unsown_hook_dies(block, size);
    write_label(block, (struct label){.size = size, .live = DEAD});

    bool locked = unsown_lock(&unsown_tracked_lock);
    unsown_quarantine_enter(&quarantine, (char *)block - UNSOWN_REDZONE,
                            size + 2 * UNSOWN_REDZONE);
    for (void *whole; (whole = unsown_quarantine_leave(&quarantine));)
        unsown_apart_give(whole);
    unsown_unlock(&unsown_tracked_lock, locked);
}

void *unsown_tracked_resize(void *block, size_t size)
{
    if (!begins_block(block)) {
        unsown_hook_bad_free(block);
        return NULL;
    }
    void *moved = unsown_tracked_take(size, false);
    if (!moved)
        return NULL;
    size_t old = read_label(block).size;
    memcpy(moved, block, size < old ? size : old);
    unsown_tracked_give(block);
    return moved;
}

size_t unsown_tracked_size(const void *block)
{
    return read_label(block).size;
}
