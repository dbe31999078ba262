/* Text to a file descriptor, without any allocation: what is said may be about the allocator. */
#ifndef UNSOWN_SRC_SAY_H
#define UNSOWN_SRC_SAY_H

/* As dprintf(); at most 511 bytes of text. */
__attribute__((__format__(__printf__, 2, 3))) void unsown_say(int fd, const char *format, ...);

#endif
