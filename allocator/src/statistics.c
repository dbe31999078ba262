/* What the allocator holds, counted when asked: the fast path keeps no counts (alloc.h). */
#include <string.h>
#include <unsown/alloc.h>

#include "cache.h"
#include "heap.h"
#include "say.h"
#include "survey.h"

/* A pool's blocks count for its class, those of its fillers for theirs. */
static void count_pool(const struct unsown_arena *arena, unsigned index, void *context)
{
    struct unsown_statistics *statistics = context;
    const struct unsown_page *pool = &arena->pages[index];
    const char *page = unsown_survey_page(arena, index);
    struct unsown_layout layout = unsown_layout(page, pool->size_class);
    size_t used = pool->used;
    for (int part = 0; part < 2; part++) {
        unsigned filler = layout.part[part].filler, at = layout.part[part].end;
        if (filler && unsown_pool_row(page + at)->code == filler &&
            !unsown_pool_is_free(pool->size_class, page + at)) {
            statistics->classes[filler - 1].blocks++;
            used--;
        }
    }
    statistics->pools++;
    statistics->pools_empty += !pool->used;
    statistics->classes[pool->size_class - 1].pools++;
    statistics->classes[pool->size_class - 1].blocks += used;
}

static void count_heaps(struct unsown_statistics *statistics)
{
    for (const struct unsown_heap *heap = unsown_heaps.first; heap; heap = heap->next) {
        statistics->heaps += heap->use == UNSOWN_HEAP_THREAD || heap->use == UNSOWN_HEAP_EXPLICIT;
        statistics->pages_stale += heap->shelf.pages_stale;
        for (unsigned c = UNSOWN_CLASS_FIRST; heap->lists && c <= UNSOWN_CLASS_LAST; c++) {
            size_t at_hand = unsown_cache_length(heap->lists, c);
            statistics->classes[c - 1].blocks -= at_hand;
            statistics->blocks_at_hand += at_hand;
        }
    }
}

void unsown_statistics(struct unsown_statistics *statistics)
{
    memset(statistics, 0, sizeof *statistics);
    statistics->mode = (enum unsown_mode)unsown_config_mode();
    for (unsigned c = UNSOWN_CLASS_FIRST; c <= UNSOWN_CLASS_LAST; c++)
        statistics->classes[c - 1].size = unsown_class_size(c);

    unsown_survey_lock();
    statistics->arenas = unsown_arenas.held;
    statistics->arenas_most = unsown_arenas.held_most;
    statistics->arenas_kept = unsown_arena_count() - unsown_arenas.held;
    statistics->arenas_taken = unsown_arenas.taken;
    statistics->arenas_released = unsown_arenas.released;
    unsown_survey(count_pool, statistics);
    count_heaps(statistics);
    unsown_survey_unlock();

    for (unsigned c = 0; c < UNSOWN_SIZE_CLASSES; c++) {
        /* While other threads run, their lists may be longer than they were a moment ago. */
        if (statistics->classes[c].blocks > (size_t)PTRDIFF_MAX)
            statistics->classes[c].blocks = 0;
        statistics->blocks += statistics->classes[c].blocks;
        statistics->block_bytes += statistics->classes[c].blocks * statistics->classes[c].size;
    }
}

static const char *mode_name(enum unsown_mode mode)
{
    static const char *const names[] = {"release", "debugging", "tracked", "system", "hardened"};
    return names[mode];
}

void unsown_print_statistics(int fd)
{
    struct unsown_statistics s;
    unsown_statistics(&s);
    struct unsown_text text = {.fd = fd};
    unsown_text_add(&text, "mode    %s\n", mode_name(s.mode));
    unsown_text_add(&text, "arenas  %zu held, %zu at most, %llu taken, %llu released\n", s.arenas,
                    s.arenas_most, (unsigned long long)s.arenas_taken,
                    (unsigned long long)s.arenas_released);
    unsown_text_add(&text, "pools   %zu, %zu of them empty; %zu stale pages\n", s.pools,
                    s.pools_empty, s.pages_stale);
    unsown_text_add(&text, "blocks  %zu, %zu bytes; %zu free at hand\n", s.blocks, s.block_bytes,
                    s.blocks_at_hand);
    for (unsigned c = 0; c < UNSOWN_SIZE_CLASSES; c++)
        if (s.classes[c].pools || s.classes[c].blocks)
            unsown_text_add(&text, "        size %3zu: %zu blocks, %zu pools\n", s.classes[c].size,
                            s.classes[c].blocks, s.classes[c].pools);
    unsown_text_end(&text);
}

void unsown_print_json(int fd)
{
    struct unsown_statistics s;
    unsown_statistics(&s);
    struct unsown_text text = {.fd = fd};
    unsown_text_add(&text, "{\"mode\": \"%s\", \"heaps\": %zu, \"arenas\": %zu, \"arenas_most\": %zu, ",
                    mode_name(s.mode), s.heaps, s.arenas, s.arenas_most);
    unsown_text_add(&text,
                    "\"arenas_kept\": %zu, \"arenas_taken\": %llu, \"arenas_released\": %llu, ",
                    s.arenas_kept, (unsigned long long)s.arenas_taken,
                    (unsigned long long)s.arenas_released);
    unsown_text_add(&text, "\"pools\": %zu, \"pools_empty\": %zu, \"pages_stale\": %zu, ", s.pools,
                    s.pools_empty, s.pages_stale);
    unsown_text_add(&text,
                    "\"blocks\": %zu, \"block_bytes\": %zu, \"blocks_at_hand\": %zu, \"classes\": [",
                    s.blocks, s.block_bytes, s.blocks_at_hand);
    for (unsigned c = 0; c < UNSOWN_SIZE_CLASSES; c++)
        unsown_text_add(&text, "%s{\"size\": %zu, \"pools\": %zu, \"blocks\": %zu}", c ? ", " : "",
                        s.classes[c].size, s.classes[c].pools, s.classes[c].blocks);
    unsown_text_add(&text, "]}\n");
    unsown_text_end(&text);
}
