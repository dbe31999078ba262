/* What the allocator holds, counted when asked: the fast path keeps no counts (alloc.h). */
#include <string.h>
#include <unsown/alloc.h>

#include "heap.h"
#include "say.h"
#include "survey.h"

static void count_pool(struct unsown_pool *pool, uint32_t arena, void *context)
{
    struct unsown_statistics *statistics = context;
    (void)arena;
    statistics->pools++;
    statistics->pools_empty += !pool->used;
    statistics->blocks += pool->used;
    statistics->block_bytes += pool->used * unsown_pool_block_size(pool);
    statistics->classes[pool->size_class].pools++;
    statistics->classes[pool->size_class].blocks += pool->used;
}

void unsown_statistics(struct unsown_statistics *statistics)
{
    memset(statistics, 0, sizeof *statistics);
    statistics->mode = (enum unsown_mode)unsown_config_mode();
    for (unsigned c = 0; c < UNSOWN_SIZE_CLASSES; c++)
        statistics->classes[c].size = unsown_class_size(c);

    bool locked = unsown_lock(&unsown_heap.lock);
    statistics->arenas = unsown_arenas.held;
    statistics->arenas_most = unsown_arenas.held_most;
    statistics->arenas_mapped = unsown_arenas.mapped;
    statistics->arenas_unmapped = unsown_arenas.unmapped;
    unsown_survey(count_pool, statistics);
    unsown_unlock(&unsown_heap.lock, locked);
}

void unsown_print_statistics(int fd)
{
    static const char *const modes[] = {"release", "debugging", "tracked", "system"};
    struct unsown_statistics s;
    unsown_statistics(&s);
    unsown_say(fd, "mode    %s\n", modes[s.mode]);
    unsown_say(fd, "arenas  %zu held, %zu at most, %llu mapped, %llu unmapped\n", s.arenas,
               s.arenas_most, (unsigned long long)s.arenas_mapped,
               (unsigned long long)s.arenas_unmapped);
    unsown_say(fd, "pools   %zu, %zu of them empty\n", s.pools, s.pools_empty);
    unsown_say(fd, "blocks  %zu, %zu bytes\n", s.blocks, s.block_bytes);
    for (unsigned c = 0; c < UNSOWN_SIZE_CLASSES; c++)
        if (s.classes[c].pools)
            unsown_say(fd, "        size %3zu: %zu blocks in %zu pools\n", s.classes[c].size,
                       s.classes[c].blocks, s.classes[c].pools);
}
