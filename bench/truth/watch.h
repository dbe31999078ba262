/* Included before a program in which a read is watched (watch.py).  Says once for each outcome what stood there. */
#include <sanitizer/msan_interface.h>
#include <unistd.h>

__attribute__((no_sanitize("memory"), unused))
static void unsown_watch(const volatile void *place, unsigned long size)
{
    static int said[2];
    int undefined = __msan_test_shadow((const void *)place, size) >= 0;
    static const char *const text[] = {"unsown-watch defined\n", "unsown-watch undefined\n"};
    if (!said[undefined]++)
        (void)!write(2, text[undefined], __builtin_strlen(text[undefined]));
}
