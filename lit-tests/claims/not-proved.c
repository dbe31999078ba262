// Ways in which trash gets on that are easily overlooked: none of these claims may be proved.
//
// RUN: %unsown -c -o %t.o -I%intent-include -fplugin-arg-unsown-dump=claims -fplugin-arg-unsown-no-warn=claim -fplugin-arg-unsown-no-warn=stale %s > %t.claims
// RUN: %FileCheck %s --input-file=%t.claims
// RUN: grep -c ': proved' %t.claims | %FileCheck %s --check-prefix=ONE
// ONE: {{^}}1{{$}}
#include <stddef.h>
#include <string.h>
#include <unsown/intent.h>

extern void look(const void *);
unsigned table[8], other[8];
struct big {
    unsigned words[40];
};

// CHECK: in @copied_out: {{failed|undecided}}
void copied_out(const unsigned *p, unsigned char *out, size_t n)
{
    unsigned v = UNSOWN_READ(*p, contained, "copied with a length nobody knows");
    memcpy(out, &v, n);
}
// CHECK: in @through_array: {{failed|undecided}}
unsigned through_array(const unsigned *p, unsigned i, unsigned j)
{
    unsigned box[40];
    memset(box, 0, sizeof box);
    box[i % 40] = UNSOWN_READ(*p, contained, "stored here, returned from there");
    return box[j % 40];
}
// CHECK: in @seen: {{failed|undecided}}
void seen(const unsigned *p)
{
    unsigned v = UNSOWN_READ(*p, contained, "handed over by address");
    look(&v);
}
// CHECK: in @copied_and_seen: {{failed|undecided}}
void copied_and_seen(const unsigned *p, unsigned *to)
{
    *to = UNSOWN_READ(*p, transport, "copied, then looked at by someone else");
    look(to);
}
// CHECK: in @second_read: {{failed|undecided}}, outside 'table'
// CHECK: in @second_read: proved
unsigned second_read(const unsigned *p)
{
    unsigned i = UNSOWN_READ(*p, independent, "leads another read astray");
    (void)UNSOWN_READ(table[i], independent, "not used");
    return 0;
}
// CHECK: in @by_value: {{failed|undecided}}
static unsigned first(struct big b) { return b.words[0]; }
unsigned by_value(const unsigned *p)
{
    struct big b = {{0}};
    b.words[0] = UNSOWN_READ(*p, independent, "in a struct passed by value");
    return first(b);
}
// CHECK: in @in_a_loop: {{failed|undecided}}
unsigned in_a_loop(const unsigned *p, unsigned n)
{
    unsigned sum = 0;
    for (unsigned i = 0; i < n; i++)
        sum ^= UNSOWN_READ(p[i], independent, "gathered over many iterations");
    return sum;
}
// CHECK: in @late_in_a_loop: {{failed|undecided}}
unsigned late_in_a_loop(const unsigned *p, unsigned n)
{
    unsigned before = 0, last = 0;
    for (unsigned i = 0; i < n; i++) {
        last = before; /* shows two iterations later */
        before = UNSOWN_READ(p[i], independent, "carried from one iteration to another");
    }
    return last;
}
// CHECK: in @chosen_pointer: {{failed|undecided}}
unsigned chosen_pointer(const unsigned *p)
{
    unsigned a = 1, b = 2, *q = UNSOWN_READ(*p, independent, "chooses a pointer") ? &a : &b;
    return *q;
}
// CHECK: in @chosen_write: {{failed|undecided}}
unsigned chosen_write(const unsigned *p)
{
    unsigned a = 1, b = 1, *q = UNSOWN_READ(*p, independent, "chooses what is written") ? &a : &b;
    *q = 5;
    return a;
}
// CHECK: in @chosen_place: failed, outside 'table'
unsigned chosen_place(const unsigned *p)
{
    unsigned i = UNSOWN_READ(*p, contained, "chooses between two places, one outside") > 3 ? 9 : 2;
    return table[i];
}
// CHECK: in @only_then: failed, outside 'other'
unsigned only_then(const unsigned *p, unsigned i)
{
    UNSOWN_GIVEN(i <= 8);
    return UNSOWN_READ(*p, contained, "decides whether a place outside is looked at") ? other[i] : 0;
}
