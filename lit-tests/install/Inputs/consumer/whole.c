#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unsown/alloc.h>

int main(void)
{
    char *small = malloc(100), *copied = strdup("by the C library"), *large = malloc(100000);
    printf("small %d, copied %d, large %d\n", unsown_owns(small), unsown_owns(copied), unsown_owns(large));
    free(small);
    free(copied);
    free(large);
    return unsown_check() != 0;
}
