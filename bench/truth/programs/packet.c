/* Encoding and decoding of packets: lengths, byte order, a checksum, kinds in a union, bit-fields. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum kind { KIND_PING = 1, KIND_DATA = 2, KIND_CLOSE = 3 };

struct flags {
    unsigned urgent : 1;
    unsigned version : 3;
    unsigned priority : 4;
};

struct packet {
    enum kind kind;
    struct flags flags;
    uint16_t sequence;
    union {
        uint32_t cookie;
        struct {
            uint8_t length;
            uint8_t bytes[24];
        } data;
        uint8_t reason;
    } body;
};

struct writer {
    uint8_t *at, *end;
    int overflow;
};

struct reader {
    const uint8_t *at, *end;
};

static void put8(struct writer *w, unsigned v)
{
    if (w->at == w->end)
        w->overflow = 1;
    else
        *w->at++ = (uint8_t)v;
}

static void put16(struct writer *w, unsigned v)
{
    put8(w, v >> 8);
    put8(w, v & 255);
}

static int get8(struct reader *r, uint8_t *out)
{
    if (r->at == r->end)
        return -1;
    *out = *r->at++;
    return 0;
}

static int get16(struct reader *r, uint16_t *out)
{
    uint8_t high, low;
    if (get8(r, &high) || get8(r, &low))
        return -1;
    *out = (uint16_t)(high << 8 | low);
    return 0;
}

static uint8_t checksum(const uint8_t *from, size_t n)
{
    uint8_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum = (uint8_t)(sum * 31 + from[i]);
    return sum;
}

static int encode(const struct packet *p, uint8_t *to, size_t size)
{
    struct writer w = {to, to + size, 0};
    put8(&w, (unsigned)p->kind);
    put8(&w, p->flags.urgent | p->flags.version << 1 | p->flags.priority << 4);
    put16(&w, p->sequence);
    switch (p->kind) {
    case KIND_PING:
        put16(&w, p->body.cookie >> 16);
        put16(&w, p->body.cookie & 0xffff);
        break;
    case KIND_DATA:
        put8(&w, p->body.data.length);
        for (int i = 0; i < p->body.data.length; i++)
            put8(&w, p->body.data.bytes[i]);
        break;
    case KIND_CLOSE:
        put8(&w, p->body.reason);
        break;
    }
    put8(&w, checksum(to, (size_t)(w.at - to)));
    return w.overflow ? -1 : (int)(w.at - to);
}

static int decode(const uint8_t *from, size_t size, struct packet *p)
{
    if (size < 2 || checksum(from, size - 1) != from[size - 1])
        return -1;
    struct reader r;
    r.at = from;
    r.end = from + size - 1;
    uint8_t kind, flags;
    if (get8(&r, &kind) || get8(&r, &flags) || get16(&r, &p->sequence))
        return -2;
    p->kind = (enum kind)kind;
    p->flags.urgent = flags & 1;
    p->flags.version = flags >> 1 & 7;
    p->flags.priority = flags >> 4;
    switch (p->kind) {
    case KIND_PING: {
        uint16_t high, low;
        if (get16(&r, &high) || get16(&r, &low))
            return -3;
        p->body.cookie = (uint32_t)high << 16 | low;
        return 0;
    }
    case KIND_DATA:
        if (get8(&r, &p->body.data.length) || p->body.data.length > sizeof p->body.data.bytes)
            return -4;
        for (int i = 0; i < p->body.data.length; i++)
            if (get8(&r, &p->body.data.bytes[i]))
                return -5;
        return 0;
    case KIND_CLOSE:
        return get8(&r, &p->body.reason) ? -6 : 0;
    }
    return -7;
}

static void show(const struct packet *p)
{
    printf("%d #%u v%u p%u%s:", p->kind, p->sequence, p->flags.version, p->flags.priority,
           p->flags.urgent ? " urgent" : "");
    if (p->kind == KIND_PING)
        printf(" cookie %08x\n", (unsigned)p->body.cookie);
    else if (p->kind == KIND_DATA)
        printf(" %.*s\n", p->body.data.length, (const char *)p->body.data.bytes);
    else
        printf(" reason %u\n", p->body.reason);
}

int main(void)
{
    uint8_t wire[64];
    struct packet p, q;
    p.kind = KIND_PING;
    p.flags.urgent = 0;
    p.flags.version = 5;
    p.flags.priority = 9;
    p.sequence = 513;
    p.body.cookie = 0xdeadbeef;
    int n = encode(&p, wire, sizeof wire);
    if (n > 0 && decode(wire, (size_t)n, &q) == 0)
        show(&q);

    p.kind = KIND_DATA;
    p.flags.urgent = 1;
    p.body.data.length = 5;
    memcpy(p.body.data.bytes, "hello", 5);
    n = encode(&p, wire, sizeof wire);
    if (decode(wire, (size_t)n, &q) == 0)
        show(&q);
    wire[3] ^= 1;
    printf("damaged: %d\n", decode(wire, (size_t)n, &q));
    p.kind = KIND_CLOSE;
    p.body.reason = 42;
    n = encode(&p, wire, sizeof wire);
    if (decode(wire, (size_t)n, &q) == 0)
        show(&q);
    printf("too small: %d\n", encode(&p, wire, 3));
    return 0;
}
