// A copy from a place that varies stays in the object it reads, also where it begins in the middle of an element;
// a signed number divided by eight and its remainder are related.

// RUN: %unsown -c -o /dev/null %s 2>&1 | %filecheck %s

void *memmove(void *to, const void *from, unsigned long size);

unsigned shift_bytes(unsigned a, unsigned b, unsigned c, unsigned d, int bits) {
    unsigned word[4];
    if (bits <= 0 || bits > 64)
        return 0;
    word[0] = a, word[1] = b, word[2] = c, word[3] = d;
    memmove(word, (unsigned char *)word + bits / 8, 8);
    return word[0] ^ word[1]; // no-warning
}

unsigned shift_bits(const unsigned char *in, int bits) {
    unsigned char out[16];
    if (bits > 64)
        return 0;
    for (int i = 0; i < 16; i++)
        out[i] = in[i];
    memmove(out, out + bits / 8, 8 + (bits % 8 ? 1 : 0));
    if (bits % 8 != 0)
        for (int i = 0; i < 8; i++) {
            out[i] <<= bits % 8;                     // no-warning
            out[i] |= out[i + 1] >> (8 - bits % 8);  // no-warning
        }
    return out[0];
}

unsigned half_filled(unsigned a, unsigned b, int bits) {
    unsigned word[4];
    word[0] = a, word[1] = b;
    memmove(word, (unsigned char *)word + 8, 8);
    // CHECK: copies-within.c:[[@LINE+1]]:12: warning: element of 'word' is uninitialized when it is read here [unsown-uninit]
    return word[0];
    // CHECK: note: 'word' is declared here; nothing initializes it
}
