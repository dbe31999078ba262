/* An out-parameter that a failing callee does not write.
 *
 * read_port() reports a bad number through its result and leaves *port alone, as most functions of
 * this shape do.  One caller looks at the result only to print a warning, and goes on.
 *
 * The repair: a default before the call, as address_of_repaired() has.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

static int read_port(const char *text, unsigned *port)
{
    char *end;
    errno = 0;
    unsigned long number = strtoul(text, &end, 10);
    if (end == text || *end || errno || number > 65535)
        return -1;
    *port = (unsigned)number;
    return 0;
}

int address_of(const char *host, const char *text, char *out, size_t size);
int address_of(const char *host, const char *text, char *out, size_t size)
{
    unsigned port;
    if (read_port(text, &port) != 0)
        fprintf(stderr, "'%s' is not a port, using the default\n", text);
    return snprintf(out, size, "%s:%u", host, port);
}

int address_of_repaired(const char *host, const char *text, char *out, size_t size);
int address_of_repaired(const char *host, const char *text, char *out, size_t size)
{
    unsigned port = 8080;
    if (read_port(text, &port) != 0)
        fprintf(stderr, "'%s' is not a port, using the default\n", text);
    return snprintf(out, size, "%s:%u", host, port);
}
