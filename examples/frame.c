/* A field read on an error path.
 *
 * The parser of a length-prefixed frame fills its header in steps and gives up at the first thing
 * that is wrong.  The caller's message about a bad frame prints the length, which a frame of an
 * unknown kind never had.
 *
 * The repair: fill the whole header before the first check, as parse_all_at_once() does.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct header {
    uint16_t magic;
    uint32_t length;
    uint8_t kind;
};

enum { KIND_DATA = 1, KIND_CONTROL = 2 };

static int parse(struct header *h, const uint8_t *bytes, size_t n)
{
    if (n < 7)
        return -1;
    memcpy(&h->magic, bytes, 2);
    if (h->magic != 0xbeef)
        return -1;
    h->kind = bytes[2];
    if (h->kind != KIND_DATA && h->kind != KIND_CONTROL)
        return -2;
    memcpy(&h->length, bytes + 3, 4);
    return 0;
}

static int parse_all_at_once(struct header *h, const uint8_t *bytes, size_t n)
{
    memset(h, 0, sizeof *h);
    if (n < 7)
        return -1;
    memcpy(&h->magic, bytes, 2);
    h->kind = bytes[2];
    memcpy(&h->length, bytes + 3, 4);
    if (h->magic != 0xbeef)
        return -1;
    return h->kind == KIND_DATA || h->kind == KIND_CONTROL ? 0 : -2;
}

int show(const uint8_t *bytes, size_t n);
int show(const uint8_t *bytes, size_t n)
{
    struct header h;
    int status = parse(&h, bytes, n);
    if (status == -2)
        fprintf(stderr, "unknown frame of %u bytes\n", (unsigned)h.length);
    return status;
}

int show_repaired(const uint8_t *bytes, size_t n);
int show_repaired(const uint8_t *bytes, size_t n)
{
    struct header h;
    int status = parse_all_at_once(&h, bytes, n);
    if (status == -2)
        fprintf(stderr, "unknown frame of %u bytes\n", (unsigned)h.length);
    return status;
}
