/* Base64 and hexadecimal: tables built at the start, encoders, decoders that say where the input is bad. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

struct decoder {
    int8_t value[256];
    size_t bad_at;
};

static void decoder_init(struct decoder *d)
{
    for (int i = 0; i < 256; i++)
        d->value[i] = -1;
    for (int i = 0; i < 64; i++)
        d->value[(unsigned char)alphabet[i]] = (int8_t)i;
    d->bad_at = 0;
}

static size_t encode(const uint8_t *from, size_t n, char *to)
{
    char *begin = to;
    size_t i;
    for (i = 0; i + 2 < n; i += 3) {
        uint32_t v = (uint32_t)from[i] << 16 | from[i + 1] << 8 | from[i + 2];
        for (int k = 18; k >= 0; k -= 6)
            *to++ = alphabet[v >> k & 63];
    }
    if (i < n) {
        uint32_t v = (uint32_t)from[i] << 16;
        if (i + 1 < n)
            v |= from[i + 1] << 8;
        *to++ = alphabet[v >> 18 & 63];
        *to++ = alphabet[v >> 12 & 63];
        *to++ = i + 1 < n ? alphabet[v >> 6 & 63] : '=';
        *to++ = '=';
    }
    *to = '\0';
    return (size_t)(to - begin);
}

static int decode(struct decoder *d, const char *from, uint8_t *to, size_t size, size_t *length)
{
    uint32_t v = 0;
    int bits = 0;
    size_t n = 0;
    for (size_t i = 0; from[i] && from[i] != '='; i++) {
        int digit = d->value[(unsigned char)from[i]];
        if (digit < 0) {
            d->bad_at = i;
            return -1;
        }
        v = v << 6 | (uint32_t)digit;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            if (n == size)
                return -2;
            to[n++] = (uint8_t)(v >> bits);
        }
    }
    *length = n;
    return 0;
}

static int hex_digit(char c, unsigned *value)
{
    if (c >= '0' && c <= '9')
        *value = (unsigned)(c - '0');
    else if (c >= 'a' && c <= 'f')
        *value = (unsigned)(c - 'a') + 10;
    else
        return 0;
    return 1;
}

static int from_hex(const char *text, uint8_t *to, size_t size)
{
    size_t n = 0;
    while (text[0] && n < size) {
        unsigned high, low;
        if (!hex_digit(text[0], &high) || !hex_digit(text[1], &low))
            return -1;
        to[n++] = (uint8_t)(high << 4 | low);
        text += 2;
    }
    return (int)n;
}

int main(void)
{
    struct decoder d;
    decoder_init(&d);
    static const char *const texts[] = {"", "f", "fo", "foo", "foob", "Many hands make light work."};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char encoded[64];
        uint8_t decoded[48];
        size_t length;
        encode((const uint8_t *)texts[i], strlen(texts[i]), encoded);
        if (decode(&d, encoded, decoded, sizeof decoded, &length))
            return 1;
        printf("%s -> %s -> %.*s (%zu)\n", texts[i], encoded, (int)length, (const char *)decoded, length);
    }
    uint8_t small[2];
    size_t length = 0;
    int error = decode(&d, "Zm9v*mFy", small, sizeof small, &length);
    printf("error %d at %zu, length %zu\n", error, d.bad_at, length);
    uint8_t bytes[8];
    int n = from_hex("00ff10ab", bytes, sizeof bytes);
    unsigned sum = 0;
    for (int i = 0; i < n; i++)
        sum += bytes[i];
    printf("%d bytes, sum %u, bad %d\n", n, sum, from_hex("0g", bytes, 2));
    return 0;
}
