// A bit-field that a callee reads out of a byte of which other bit-fields are set.
// RUN: %unsown -c -o /dev/null %s 2>&1 | grep warning: | %filecheck %s

struct flags { unsigned urgent : 1, version : 3, priority : 4; };
struct packet { int kind; struct flags flags; };

static int encode(const struct packet *p) {
    return p->kind + (p->flags.urgent | p->flags.version << 1 | p->flags.priority << 4);
}

int one_left_out(void) {
    struct packet p;
    p.kind = 1;
    p.flags.urgent = 0;
    p.flags.version = 5;
    return encode(&p);
}
// CHECK: bit-fields-of-an-argument.c:[[@LINE-2]]:19: warning: 'encode' reads '*p', but this argument points to uninitialized memory [unsown-argument]

int all_set(void) {
    struct packet p;
    p.kind = 1;
    p.flags.urgent = 0;
    p.flags.version = 5;
    p.flags.priority = 9;
    return encode(&p); // no-warning
}

static int urgent(const struct packet *p) { return p->flags.urgent; }

int another_left_out(void) {
    struct packet p;
    p.flags.urgent = 1;
    return urgent(&p); // no-warning
}
