// A function too large to be looked into at each call, which fills an array that is part of an object at places that
// vary: the rest of the object it leaves alone.
// RUN: %unsown -c -o /dev/null %s 2>&1 | grep warning: | %filecheck %s

struct decoder {
    signed char value[256];
    unsigned long bad_at;
    int tries;
};

#define TWO(k) if (alphabet[k]) d->value[alphabet[k]] = (signed char)k; if (alphabet[k + 1]) d->value[alphabet[k + 1]] = 0;
#define EIGHT(k) TWO(k) TWO(k + 2) TWO(k + 4) TWO(k + 6)

static void decoder_init(struct decoder *d, const unsigned char *alphabet) {
    EIGHT(0) EIGHT(8) EIGHT(16) EIGHT(24)
    d->tries = 0;
}

unsigned long of_the_array(const unsigned char *alphabet, int i) {
    struct decoder d;
    decoder_init(&d, alphabet);
    return d.value[i & 255] + d.tries; // no-warning
}

unsigned long beside_the_array(const unsigned char *alphabet) {
    struct decoder d;
    decoder_init(&d, alphabet);
    return d.bad_at;
}
// CHECK: part-of-an-object.c:[[@LINE-2]]:14: warning: field 'bad_at' of 'd' is uninitialized when it is read here [unsown-uninit]
