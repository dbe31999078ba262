#include <unsown/intent.h>

unsigned probe(const unsigned *p);
unsigned probe(const unsigned *p)
{
    return UNSOWN_READ(*p, contained, "shows that the header is found");
}
