/* What the examples share: memory that is really trash, and a main() that tries many fillings.
 *
 * An example defines `static long outcome(unsigned filling)`, which builds what it needs in memory
 * that trash_fill() filled, does its work once and returns what it came to.  main() runs it for two
 * thousand fillings and says whether the outcome was always the same; for a claim that allows the
 * outcome to vary (contained, entropy, transport), that it came back at all is the point.  With an
 * argument it runs that filling alone.
 */
#ifndef TRASH_H
#define TRASH_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static void trash_fill(void *at, size_t n, unsigned filling)
{
    unsigned char *bytes = at;
    uint64_t x = filling * 0x9e3779b97f4a7c15u + 1;
    for (size_t i = 0; i < n; i++) {
        x ^= x << 13, x ^= x >> 7, x ^= x << 17;
        switch (filling % 5) {
        case 0: bytes[i] = (unsigned char)x; break;
        case 1: bytes[i] = i % 4 ? 0 : (unsigned char)(x % 16); break; /* small words */
        case 2: bytes[i] = i % 8 ? 0 : (unsigned char)(x % 64); break; /* small long words */
        case 3: bytes[i] = 0xff; break;
        default: bytes[i] = x % 3 ? 0 : 0x80; break;
        }
    }
}

static long outcome(unsigned filling);

int main(int argc, char **argv)
{
    if (argc > 1) { /* one filling alone */
        printf("%ld\n", outcome((unsigned)strtoul(argv[1], NULL, 10)));
        return 0;
    }
    long first = outcome(0);
    for (unsigned filling = 1; filling < 2000; filling++) {
        long now = outcome(filling);
        if (now != first) {
            printf("varies: filling 0 gives %ld, filling %u gives %ld\n", first, filling, now);
            return 1;
        }
    }
    printf("the same for 2000 fillings: %ld\n", first);
    return 0;
}

#endif
