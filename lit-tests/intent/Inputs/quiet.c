/* Reads fresh memory, freed memory and memory behind a block, through annotations or, with
 * -DPLAIN, without; prints what it decides. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unsown/intent.h>

#ifdef PLAIN
#undef UNSOWN_READ
#define UNSOWN_READ(lvalue, claim, why) (lvalue)
#endif

static int shared;

static void decide(int value)
{
    if (value > 3)
        puts("many");
    else
        puts("few");
}

static void *writer(void *unused)
{
    (void)unused;
    shared = 1;
    return NULL;
}

int main(int argc, char **argv)
{
    int *volatile fresh = malloc(64);
    (void)argv;
#ifdef UNINITIALIZED
    decide(UNSOWN_READ(fresh[3], contained, "prints one of two words"));
#endif
#ifdef OUTSIDE
    decide(UNSOWN_READ(fresh[17], contained, "prints one of two words"));
#endif
#ifdef RACE
    pthread_t thread;
    pthread_create(&thread, NULL, writer, NULL);
    decide(UNSOWN_READ(shared, contained, "prints one of two words"));
    pthread_join(thread, NULL);
#endif
    free(fresh);
    return argc > 9 && writer(NULL) != NULL;
}
