/* Words for misuse, and the program's handler (fault.h). */
#define _GNU_SOURCE
#include "fault.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "locate.h"
#include "say.h"

static unsown_fault_handler *_Atomic handler;

unsown_fault_handler *unsown_set_fault_handler(unsown_fault_handler *new_handler)
{
    return atomic_exchange(&handler, new_handler);
}

/* Where the block is: its class, and who allocated it. */
static void tell_origin(const struct unsown_fault_report *report)
{
    struct unsown_place place = unsown_locate(report->block ? report->block : report->address);
    if (place.state != UNSOWN_STATE_FOREIGN)
        unsown_say(STDERR_FILENO, "unsown: %p lies in a pool of arena %u, class %zu\n",
                   report->address, (unsigned)place.arena, place.size);
    if (report->allocated)
        unsown_say(STDERR_FILENO, "unsown: the block was allocated by the call before %p\n",
                   report->allocated);
}

void unsown_fault_words(const struct unsown_fault_report *r)
{
    int fd = STDERR_FILENO;
    switch (r->fault) {
    case UNSOWN_FAULT_NONE:
        return;
    case UNSOWN_FAULT_DOUBLE_FREE:
        unsown_say(fd, "unsown: %s(%p): double free: the block of %zu bytes there was freed before\n",
                   r->function, r->address, r->size);
        break;
    case UNSOWN_FAULT_INTERIOR:
        unsown_say(fd,
                   "unsown: %s(%p): pointer into the middle: %td bytes from the begin of the block "
                   "of %zu bytes at %p\n",
                   r->function, r->address, r->offset, r->size, r->block);
        break;
    case UNSOWN_FAULT_FOREIGN:
        unsown_say(fd, "unsown: %s(%p): foreign pointer: no block of this allocator begins there\n",
                   r->function, r->address);
        break;
    case UNSOWN_FAULT_OVERRUN:
        unsown_say(fd,
                   "unsown: overrun: the block of %zu bytes at %p was overwritten %td bytes behind "
                   "its end\n",
                   r->size, r->block, r->offset - (ptrdiff_t)r->size);
        break;
    case UNSOWN_FAULT_UNDERRUN:
        unsown_say(fd,
                   "unsown: underrun: the block of %zu bytes at %p was overwritten %td bytes before "
                   "its begin\n",
                   r->size, r->block, -r->offset);
        break;
    case UNSOWN_FAULT_USE_AFTER_FREE:
        unsown_say(fd,
                   "unsown: use after free: byte %td of the block of %zu bytes at %p was written "
                   "after it was freed\n",
                   r->offset, r->size, r->block);
        break;
    case UNSOWN_FAULT_WRONG_SIZE:
        unsown_say(fd, "unsown: %s(%p, %td): wrong size: the block there has %zu bytes\n",
                   r->function, r->address, r->offset, r->size);
        break;
    }
    tell_origin(r);
}

void unsown_fault(const struct unsown_fault_report *report)
{
    unsown_fault_words(report);
    unsown_fault_handler *call = atomic_load(&handler);
    if (!call)
        abort();
    call(report);
}

void unsown_fault_at(enum unsown_fault fault, const char *function, const void *address)
{
    struct unsown_place place = unsown_locate(address);
    struct unsown_fault_report report = {
        .fault = fault,
        .function = function,
        .address = address,
        .block = place.block,
        .size = place.size,
        .offset = place.block ? (const char *)address - (const char *)place.block : 0,
    };
    unsown_fault(&report);
}
