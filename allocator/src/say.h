/* Text to a file descriptor, without any allocation: what is said may be about the allocator. */
#ifndef UNSOWN_SRC_SAY_H
#define UNSOWN_SRC_SAY_H

#include <stddef.h>

/* As dprintf(); at most 511 bytes of text. */
__attribute__((__format__(__printf__, 2, 3))) void unsown_say(int fd, const char *format, ...);

/* Long texts: collected, and written in pieces.  `fd` is set and the rest 0 at first; what was
 * collected is written when the room is used up and by unsown_text_end(). */
struct unsown_text {
    int fd;
    size_t length;
    char room[2048];
};
/* At most 511 bytes at a time. */
__attribute__((__format__(__printf__, 2, 3))) void unsown_text_add(struct unsown_text *text,
                                                                   const char *format, ...);
void unsown_text_end(struct unsown_text *text);

#endif
