#include <stdio.h>
#include <unsown/alloc.h>

static int chosen(int n)
{
    int x;
    if (n > 1)
        x = n;
    return x;
}

int main(int argc, char **argv)
{
    (void)argv;
    char *text = unsown_malloc(20);
    if (!text)
        return 1;
    snprintf(text, 20, "owned %d", unsown_owns(text));
    puts(text);
    unsown_free(text);
    return chosen(argc + 1) - 2;
}
