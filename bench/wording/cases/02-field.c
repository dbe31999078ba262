// One field of a struct is forgotten
#include <string.h>
struct header { unsigned magic, length; char flags; };
unsigned check(int kind) {
    struct header h;
    h.magic = 0xfeed;
    if (kind != 3)
        h.length = 8;
    h.flags = 1;
    return h.magic + h.length;
}
