/* Formatting into a buffer on the stack, and write() (say.h). */
#include "say.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { MOST = 512 };

static void write_all(int fd, const char *bytes, size_t length)
{
    int saved = errno;
    for (size_t done = 0; done < length;) {
        ssize_t n = write(fd, bytes + done, length - done);
        if (n < 0 && errno != EINTR)
            break; /* nobody to tell that nobody listens */
        if (n > 0)
            done += (size_t)n;
    }
    errno = saved;
}

void unsown_say(int fd, const char *format, ...)
{
    char text[MOST];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    write_all(fd, text, strlen(text));
}

void unsown_text_add(struct unsown_text *text, const char *format, ...)
{
    if (text->length + MOST > sizeof text->room)
        unsown_text_end(text);
    char *at = text->room + text->length;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(at, MOST, format, arguments);
    va_end(arguments);
    text->length += strlen(at);
}

void unsown_text_end(struct unsown_text *text)
{
    write_all(text->fd, text->room, text->length);
    text->length = 0;
}
