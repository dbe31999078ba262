// The address is rounded down in one function and read through in another.
// RUN: %unsown -c -o %t.o -I%intent-include %s 2>&1 | %filecheck %s
#include <stdbool.h>
#include <stdint.h>
#include <unsown/intent.h>

struct page {
    uint32_t arena;
};
extern uint32_t n_arenas;

static bool in_range(const struct page *page) { return page->arena < n_arenas; }

bool owns(const void *p)
{
    const struct page *page = (const struct page *)((uintptr_t)p & ~(uintptr_t)4095);
    return in_range(page);
    // CHECK: :[[@LINE-1]]:12: warning: read through a pointer that was moved outside the object it was derived from; nothing says that this memory is initialized [unsown-probe]
}

static bool in_range_on_purpose(const struct page *page)
{
    return UNSOWN_READ(page->arena, contained, "compared with the number of arenas") < n_arenas;
}

bool owns_on_purpose(const void *p)
{
    const struct page *page = (const struct page *)((uintptr_t)p & ~(uintptr_t)4095);
    return in_range_on_purpose(page); // no-warning
}

extern bool is_a_page(const void *p);
bool owns_if_asked(const void *p)
{
    if (!is_a_page(p))
        return false;
    const struct page *page = (const struct page *)((uintptr_t)p & ~(uintptr_t)4095);
    return in_range(page); // no-warning
}
