/* Huffman coding: frequencies, a tree in an array, codes, writing and reading single bits. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define SYMBOLS 256

struct tree_node {
    unsigned weight;
    short left, right;
    short symbol;
};

struct code {
    uint32_t bits;
    unsigned char length;
};

struct bits {
    uint8_t *data;
    size_t capacity, at;
    unsigned hold;
    int held;
};

static int build(const unsigned *weights, struct tree_node *nodes)
{
    int n = 0;
    char used[2 * SYMBOLS];
    for (int s = 0; s < SYMBOLS; s++)
        if (weights[s]) {
            nodes[n].weight = weights[s];
            nodes[n].left = nodes[n].right = -1;
            nodes[n].symbol = (short)s;
            used[n] = 0;
            n++;
        }
    for (;;) {
        int a = -1, b = -1;
        for (int i = 0; i < n; i++) {
            if (used[i])
                continue;
            if (a < 0 || nodes[i].weight < nodes[a].weight) {
                b = a;
                a = i;
            } else if (b < 0 || nodes[i].weight < nodes[b].weight) {
                b = i;
            }
        }
        if (b < 0)
            return a;
        nodes[n].weight = nodes[a].weight + nodes[b].weight;
        nodes[n].left = (short)a;
        nodes[n].right = (short)b;
        nodes[n].symbol = -1;
        used[a] = used[b] = 1;
        used[n++] = 0;
    }
}

static void assign(const struct tree_node *nodes, int at, uint32_t bits, int length, struct code *codes)
{
    if (nodes[at].symbol >= 0) {
        struct code *c = &codes[nodes[at].symbol];
        c->bits = bits;
        c->length = (unsigned char)(length ? length : 1);
        return;
    }
    assign(nodes, nodes[at].left, bits << 1, length + 1, codes);
    assign(nodes, nodes[at].right, bits << 1 | 1, length + 1, codes);
}

static void bits_init(struct bits *b, uint8_t *data, size_t capacity)
{
    b->data = data;
    b->capacity = capacity;
    b->at = 0;
    b->hold = 0;
    b->held = 0;
}

static int put(struct bits *b, uint32_t value, int length)
{
    while (length-- > 0) {
        b->hold = b->hold << 1 | (value >> length & 1);
        if (++b->held == 8) {
            if (b->at == b->capacity)
                return -1;
            b->data[b->at++] = (uint8_t)b->hold;
            b->hold = 0;
            b->held = 0;
        }
    }
    return 0;
}

static int flush(struct bits *b)
{
    while (b->held)
        if (put(b, 0, 1))
            return -1;
    return 0;
}

static int get(struct bits *b)
{
    if (!b->held) {
        if (b->at == b->capacity)
            return -1;
        b->hold = b->data[b->at++];
        b->held = 8;
    }
    return b->hold >> --b->held & 1;
}

static int decode(const struct tree_node *nodes, int root, struct bits *in, char *to, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        int at = root;
        while (nodes[at].symbol < 0) {
            int bit = get(in);
            if (bit < 0)
                return -1;
            at = bit ? nodes[at].right : nodes[at].left;
        }
        to[i] = (char)nodes[at].symbol;
    }
    to[n] = '\0';
    return 0;
}

int main(void)
{
    static const char text[] = "she sells sea shells by the sea shore";
    unsigned weights[SYMBOLS] = {0};
    struct tree_node nodes[2 * SYMBOLS];
    struct code codes[SYMBOLS];
    for (const char *c = text; *c; c++)
        weights[(unsigned char)*c]++;
    int root = build(weights, nodes);
    assign(nodes, root, 0, 0, codes);
    uint8_t packed[32];
    struct bits out, in;
    bits_init(&out, packed, sizeof packed);
    for (const char *c = text; *c; c++) {
        struct code code = codes[(unsigned char)*c];
        if (put(&out, code.bits, code.length)) {
            printf("too small\n");
            return 1;
        }
    }
    flush(&out);
    printf("%zu bytes became %zu; 's' has %d bits\n", strlen(text), out.at, codes['s'].length);
    char unpacked[64];
    bits_init(&in, packed, out.at);
    if (decode(nodes, root, &in, unpacked, strlen(text)) == 0)
        printf("%s\n", unpacked);
    bits_init(&in, packed, 2);
    printf("short input: %d\n", decode(nodes, root, &in, unpacked, strlen(text)));
    return 0;
}
