// The shared library loaded with dlopen() and closed again, while threads that used it go on and end, and
// used in destructors: of threads, of the program, of a library that ends later. Blocks outlive the
// handle; the library can be opened again and knows them.
//
// REQUIRES: build-tree
// UNSUPPORTED: sanitize
// RUN: %program %s -o %t
// RUN: %t %libunsown-so | %FileCheck %s
// RUN: env UNSOWN_DEBUG=1 %t %libunsown-so | %FileCheck %s
// RUN: env UNSOWN_HARDENED=1 %t %libunsown-so | %FileCheck %s
// RUN: env LD_PRELOAD=%libunsown-malloc %t %libunsown-so | %FileCheck %s
// CHECK: 8 threads ended after dlclose
// CHECK-NEXT: freed in a destructor of the program

#define _GNU_SOURCE
#include "Inputs/expect.h"
#include <dlfcn.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

enum { THREADS = 8, BLOCKS = 200 };
static void *(*allocate)(size_t);
static void (*release)(void *);
static pthread_barrier_t barrier;
static pthread_key_t key;
static char *late;

static void *load(const char *file)
{
    void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
    EXPECT(library);
    void *found[2] = {dlsym(library, "unsown_malloc"), dlsym(library, "unsown_free")};
    EXPECT(found[0] && found[1]);
    memcpy(&allocate, &found[0], sizeof found[0]);
    memcpy(&release, &found[1], sizeof found[1]);
    return library;
}

/* Runs when the thread ends, after the allocator's own destructor or before it, and comes again: keys'
 * destructors may be called up to four times. */
static void at_end(void *block)
{
    EXPECT(*(char *)block == 'd');
    release(block);
    static _Thread_local int times;
    if (++times < 3) {
        char *next = allocate(100);
        EXPECT(next);
        *next = 'd';
        EXPECT(!pthread_setspecific(key, next));
    }
}

static void *work(void *unused)
{
    char *blocks[BLOCKS];
    for (int i = 0; i < BLOCKS; i++)
        memset(blocks[i] = allocate((size_t)i * 5), i, (size_t)i * 5);
    char *last = allocate(100);
    *last = 'd';
    EXPECT(!pthread_setspecific(key, last));
    pthread_barrier_wait(&barrier); /* the library is closed ... */
    pthread_barrier_wait(&barrier); /* ... between these */
    for (int i = 0; i < BLOCKS; i++) {
        for (int k = 0; k < i * 5; k++)
            EXPECT(blocks[i][k] == (char)i);
        release(blocks[i]);
    }
    return unused;
}

static void at_exit(void)
{
    EXPECT(*late == 'l');
    release(late);
    release(allocate(300));
    static const char text[] = "freed in a destructor of the program\n";
    EXPECT(write(1, text, sizeof text - 1) == sizeof text - 1);
}

__attribute__((__destructor__)) static void at_the_very_end(void)
{
    if (allocate)
        release(allocate(64));
}

int main(int argc, char **argv)
{
    EXPECT(argc == 2);
    for (int round = 0; round < 3; round++) { /* opened and closed with nobody using it */
        void *library = load(argv[1]);
        release(allocate(50));
        EXPECT(!dlclose(library));
    }
    void *library = load(argv[1]);
    EXPECT(!pthread_key_create(&key, at_end));
    EXPECT(!pthread_barrier_init(&barrier, NULL, THREADS + 1));
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        EXPECT(!pthread_create(&threads[i], NULL, work, NULL));
    char *kept = allocate(40);
    late = allocate(40);
    *late = 'l';
    pthread_barrier_wait(&barrier);
    EXPECT(!dlclose(library));
    pthread_barrier_wait(&barrier);
    for (int i = 0; i < THREADS; i++)
        EXPECT(!pthread_join(threads[i], NULL));
    release(kept);
    load(argv[1]);
    EXPECT(!atexit(at_exit));
    printf("%d threads ended after dlclose\n", THREADS);
    fflush(stdout);
    return 0;
}
