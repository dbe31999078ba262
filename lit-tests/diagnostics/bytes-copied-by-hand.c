// Copying unsigned char by unsigned char carries definedness along and is no use.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s --allow-empty

struct pair { int a, b; };

int bytes_copied_by_hand(void) {
    struct pair p, q;
    p.a = 1;
    const unsigned char *from = (const unsigned char *)&p;
    unsigned char *to = (unsigned char *)&q;
    for (unsigned i = 0; i < sizeof p; i++)
        to[i] = from[i];
    return q.a;
}
