/* Pages from the kernel: mmap and friends (system.h). */
#define _GNU_SOURCE
#include "system.h"

#include <errno.h>
#include <sys/mman.h>

void *unsown_system_map(size_t size)
{
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory != MAP_FAILED)
        return memory;
    errno = ENOMEM;
    return NULL;
}

bool unsown_system_unmap(void *memory, size_t size)
{
    int saved = errno;
    bool done = munmap(memory, size) == 0;
    errno = saved;
    return done;
}

void unsown_system_discard(void *part, size_t size)
{
    int saved = errno;
    madvise(part, size, MADV_DONTNEED);
    errno = saved;
}
