// A pointer that was moved up before it is rounded down by as much stays at or above where it was: aligning in
// a buffer, not a probe in front of it.

// RUN: %unsown -c -o /dev/null %s 2>&1 | %filecheck %s

#include <stdint.h>

union mac { unsigned words[5]; unsigned char bytes[20]; };

unsigned in_a_local(unsigned seed) {
    unsigned char room[32 + sizeof(union mac)];
    union mac *mac = (void *)(((uintptr_t)room + 31) & ~(uintptr_t)31);
    mac->words[0] = seed;
    mac->words[0] |= 7; // no-warning
    return mac->words[0]; // no-warning
}

int up(const char *p) {
    const union mac *mac = (const void *)(((uintptr_t)p + 63) & ~(uintptr_t)63);
    return mac->bytes[0] == 7; // no-warning
}

int less_than_that(const char *p) {
    // CHECK: rounding-up.c:[[@LINE+2]]:12: warning: read through a pointer {{.*}} [unsown-probe]
    const union mac *mac = (const void *)(((uintptr_t)p + 15) & ~(uintptr_t)63);
    return mac->bytes[0] == 7;
}
