// LD_PRELOAD=libunsown-malloc.so, and libunsown-malloc.a linked in: a program that knows nothing of the allocator runs on it, threads
// and fork() included, in each mode; so do programs of the system.
//
// REQUIRES: build-tree
// UNSUPPORTED: sanitize
// RUN: %cc -std=c11 -O1 -g -pthread %s -o %t
// RUN: env LD_PRELOAD=%libunsown-malloc %t release
// RUN: env LD_PRELOAD=%libunsown-malloc UNSOWN_DEBUG=1 %t debugging
// RUN: env LD_PRELOAD=%libunsown-malloc UNSOWN_POOLS=0 %t system
// RUN: env LD_PRELOAD=%libunsown-malloc ls -l %S | sort | %FileCheck %s
// RUN: env LD_PRELOAD=%libunsown-malloc UNSOWN_DEBUG=1 %cc --version | %FileCheck %s --check-prefix=CC
// RUN: env LD_PRELOAD=%libunsown-malloc %cc -std=c11 -O2 -pthread %s -o %t-compiled && %t-compiled
// RUN: %cc -std=c11 -O1 -g -pthread -rdynamic -Wl,-u,unsown_statistics %s %build/lib/libunsown-malloc.a -o %t-static
// RUN: %t-static release && env UNSOWN_HARDENED=1 %t-static hardened
// CHECK: override.c
// CC: {{[0-9]+\.[0-9]+}}

#define _GNU_SOURCE
#include "Inputs/expect.h"
#include <dlfcn.h>
#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void *work(void *seed)
{
    unsigned r = (unsigned)(uintptr_t)seed;
    char *blocks[100] = {0};
    for (int i = 0; i < 50000; i++) {
        r = r * 1103515245u + 12345u;
        char **slot = &blocks[r / 65536 % 100];
        size_t size = r / 7 % 1000;
        if (*slot)
            EXPECT((*slot)[0] == 's');
        *slot = realloc(*slot, size + 1);
        (*slot)[0] = 's';
    }
    for (int i = 0; i < 100; i++)
        free(blocks[i]);
    return NULL;
}

static void the_whole_family_answers(void)
{
    void *block = NULL;
    EXPECT(posix_memalign(&block, 256, 100) == 0 && (uintptr_t)block % 256 == 0);
    free(block);
    EXPECT(posix_memalign(&block, 3, 100) == EINVAL);
    block = memalign(24, 100);
    EXPECT(block && (uintptr_t)block % 8 == 0);
    free(block);
    block = aligned_alloc(64, 64);
    EXPECT(block && (uintptr_t)block % 64 == 0 && malloc_usable_size(block) >= 64);
    free(block);
    block = valloc(10);
    EXPECT(block && (uintptr_t)block % (uintptr_t)sysconf(_SC_PAGESIZE) == 0);
    free(block);
    block = reallocarray(NULL, 10, 10);
    EXPECT(block);
    EXPECT(!realloc(block, 0)); /* glibc's way: freed */
    char *line = NULL;
    size_t n = 0;
    FILE *f = fopen("/proc/self/maps", "r");
    EXPECT(f && getline(&line, &n, f) > 0);
    fclose(f);
    free(line);
    free(strdup("text"));
}

/* It is really there, and in the mode that was asked for. */
static void the_mode_is(const char *mode)
{
    int (*statistics)(void *);
    void *found = dlsym(RTLD_DEFAULT, "unsown_statistics");
    EXPECT(found);
    memcpy(&statistics, &found, sizeof found);
    static union {
        int mode;
        char room[4096];
    } s;
    statistics(&s);
    EXPECT(s.mode == (!strcmp(mode, "release") ? 0 : !strcmp(mode, "debugging") ? 1 : !strcmp(mode, "system") ? 3 : 4));
}

int main(int argc, char **argv)
{
    if (argc > 1)
        the_mode_is(argv[1]);
    the_whole_family_answers();
    pthread_t threads[4];
    for (uintptr_t i = 0; i < 4; i++)
        pthread_create(&threads[i], NULL, work, (void *)i);
    for (int i = 0; i < 20; i++) {
        pid_t child = fork();
        EXPECT(child >= 0);
        if (!child) {
            free(malloc(100));
            free(malloc(5000));
            _exit(0);
        }
        int status;
        EXPECT(waitpid(child, &status, 0) == child && status == 0);
    }
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
