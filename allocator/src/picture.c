/* Pictures of the heap: unsown_draw_text() and unsown_draw_svg() (alloc.h).
 *
 * Both show the arenas in the order of their numbers, and of each its 256 pages in rows of 32.  A
 * page that is a pool shows its class and how full it is; a free one whether it still has memory.
 * Blocks that threads have at hand count as in use.
 */
#include <unsown/alloc.h>

#include "say.h"
#include "survey.h"

enum { IN_A_ROW = 32 };

struct page_state {
    unsigned size_class; /* 0: no pool */
    unsigned used, capacity;
    bool stale;
};

static struct page_state state_of(const struct unsown_arena *arena, unsigned index)
{
    const struct unsown_page *pool = &arena->pages[index];
    struct page_state state = {.stale = arena->stale[index / 64] >> index % 64 & 1};
    if (pool->open) {
        const char *page = unsown_survey_page(arena, index);
        state.size_class = pool->size_class;
        state.used = pool->used;
        state.capacity = pool->used + unsown_pool_count_free(page, pool->size_class);
    }
    return state;
}

static const char *owner(const struct unsown_arena *arena)
{
    static const char *const names[] = {"an idle heap", "a thread", "a heap of the program",
                                        "the common heap"};
    return arena->heap ? names[arena->heap->use] : "nobody";
}

/* --- for a terminal -------------------------------------------------------------------------- */

/* Classes by their size in 16 bytes: 1 to 9, then letters. */
static char letter(unsigned size_class)
{
    return size_class < 10 ? (char)('0' + size_class) : (char)('a' + size_class - 10);
}

void unsown_draw_text(int fd)
{
    static const char *const fill[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    struct unsown_text text = {.fd = fd};
    unsown_text_add(&text, "each page: its class (size / 16: 1 to 9, then a = 160 to w = 512) and how "
                           "full it is\n:: free, has memory   .. free, has none\n");
    unsown_survey_lock();
    for (uint32_t i = 0; i < unsown_arena_count(); i++) {
        const struct unsown_arena *arena = unsown_arena(i);
        unsown_text_add(&text, "\narena %u at %p, of %s\n", (unsigned)i, (void *)arena->base,
                        owner(arena));
        for (unsigned page = 0; arena->heap && page < UNSOWN_ARENA_PAGES; page++) {
            struct page_state state = state_of(arena, page);
            if (state.size_class)
                unsown_text_add(&text, "%c%s", letter(state.size_class),
                                fill[(state.used * 8 + state.capacity - 1) / state.capacity]);
            else
                unsown_text_add(&text, "%s", state.stale ? "::" : "..");
            if (page % IN_A_ROW == IN_A_ROW - 1)
                unsown_text_add(&text, "\n");
        }
    }
    unsown_survey_unlock();
    unsown_text_end(&text);
}

/* --- for a browser --------------------------------------------------------------------------- */

enum { CELL = 14, MARGIN = 20, TITLE = 22, LEGEND = 70 };

/* Sizes of classes go round the circle of hues. */
static unsigned hue(unsigned size_class)
{
    return size_class * 137 % 360;
}

static void draw_page(struct unsown_text *text, const struct unsown_arena *arena, unsigned page,
                      unsigned top)
{
    struct page_state state = state_of(arena, page);
    unsigned x = MARGIN + page % IN_A_ROW * CELL, y = top + page / IN_A_ROW * CELL;
    if (!state.size_class) {
        unsown_text_add(text, "<rect x='%u' y='%u' width='%u' height='%u' fill='%s'/>\n", x, y,
                        CELL - 1, CELL - 1, state.stale ? "#ccc" : "#f4f4f4");
        return;
    }
    unsigned height = (state.used * (CELL - 1) + state.capacity - 1) / state.capacity;
    unsown_text_add(text,
                    "<g><title>page %u: blocks of %zu bytes, %u of %u in use</title>"
                    "<rect x='%u' y='%u' width='%u' height='%u' fill='hsl(%u 60%% 88%%)'/>"
                    "<rect x='%u' y='%u' width='%u' height='%u' fill='hsl(%u 60%% 48%%)'/></g>\n",
                    page, unsown_class_size(state.size_class), state.used, state.capacity, x, y,
                    CELL - 1, CELL - 1, hue(state.size_class), x, y + CELL - 1 - height, CELL - 1,
                    height, hue(state.size_class));
}

static void draw_legend(struct unsown_text *text)
{
    for (unsigned c = UNSOWN_CLASS_FIRST; c <= UNSOWN_CLASS_LAST; c++) {
        unsigned x = MARGIN + (c - 1) % 16 * 28, y = MARGIN + (c - 1) / 16 * 24;
        unsown_text_add(text,
                        "<rect x='%u' y='%u' width='26' height='10' fill='hsl(%u 60%% 48%%)'/>"
                        "<text x='%u' y='%u'>%zu</text>\n",
                        x, y, hue(c), x, y + 19, unsown_class_size(c));
    }
}

void unsown_draw_svg(int fd)
{
    struct unsown_text text = {.fd = fd};
    unsigned rows = UNSOWN_ARENA_PAGES / IN_A_ROW, y = MARGIN + LEGEND, n = 0;
    unsown_survey_lock();
    for (uint32_t i = 0; i < unsown_arena_count(); i++)
        n += unsown_arena(i)->heap != NULL;
    unsown_text_add(&text,
                    "<svg xmlns='http://www.w3.org/2000/svg' width='%u' height='%u' "
                    "font-family='sans-serif' font-size='9'>\n"
                    "<rect width='100%%' height='100%%' fill='white'/>\n",
                    2 * MARGIN + IN_A_ROW * CELL, y + n * (rows * CELL + TITLE) + MARGIN);
    draw_legend(&text);
    for (uint32_t i = 0; i < unsown_arena_count(); i++) {
        const struct unsown_arena *arena = unsown_arena(i);
        if (!arena->heap)
            continue;
        unsown_text_add(&text, "<text x='%u' y='%u'>arena %u at %p, of %s: %u of %u pages free</text>\n",
                        MARGIN, y - 4, (unsigned)i, (void *)arena->base, owner(arena),
                        (unsigned)arena->n_free, UNSOWN_ARENA_PAGES);
        for (unsigned page = 0; page < UNSOWN_ARENA_PAGES; page++)
            draw_page(&text, arena, page, y);
        y += rows * CELL + TITLE;
    }
    unsown_survey_unlock();
    unsown_text_add(&text, "</svg>\n");
    unsown_text_end(&text);
}
