/* The ownership check for the public, and out of line (ownership.h). */
#include "ownership.h"

UNSOWN_NOINLINE size_t unsown_code_out_of_line(const void *address)
{
    return unsown_check_ownership(address, unsown_arenas_range());
}

bool unsown_owns(const void *address)
{
    return unsown_is_ours(address);
}
