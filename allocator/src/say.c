/* Formatting into a buffer on the stack, and one write() (say.h). */
#include "say.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void unsown_say(int fd, const char *format, ...)
{
    int saved = errno;
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    size_t length = strlen(text);
    for (size_t done = 0; done < length;) {
        ssize_t n = write(fd, text + done, length - done);
        if (n < 0 && errno != EINTR)
            break; /* nobody to tell that nobody listens */
        if (n > 0)
            done += (size_t)n;
    }
    errno = saved;
}
