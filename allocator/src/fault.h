/* What happens when the program is found to misuse the allocator: it is told, and ends, or goes on as
 * the program's handler wants it (alloc.h).  No lock is held unless it is said.
 */
#ifndef UNSOWN_SRC_FAULT_H
#define UNSOWN_SRC_FAULT_H

#include <unsown/alloc.h>

void unsown_fault(const struct unsown_fault_report *report);
/* Only tells it; locks may be held. */
void unsown_fault_words(const struct unsown_fault_report *report);
/* The same for a pool's block of which nothing more is known than its place. */
void unsown_fault_at(enum unsown_fault fault, const char *function, const void *address);

/* The last call of the program into the allocator, for the report of a fault it may lead to. */
#define UNSOWN_CALLER() __builtin_return_address(0)

#endif
