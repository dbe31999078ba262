// What each grade allows and rules out, beyond the idioms: transport, entropy, and code that cannot be seen.
//
// RUN: %unsown -w -c -o %t.o -I%intent-include -fplugin-arg-unsown-remark=intent -fplugin-arg-unsown-no-warn=claim %s 2>&1 | grep remark: | %FileCheck %s
// RUN: %unsown -c -o %t.o -I%intent-include %s 2>&1 | %FileCheck %s --check-prefix=NOTES
#include <stddef.h>
#include <string.h>
#include <unsown/intent.h>

extern void take(unsigned), take_at(const unsigned *), use(const void *, size_t);
unsigned pool[4], other;
struct pair {
    unsigned first, second;
};

// --- transport: copies, and nothing but copies
// CHECK: 'transport': stored (proved)
void stored(const unsigned *p, unsigned *to) { *to = UNSOWN_READ(*p, transport, "stored"); }
// CHECK: 'transport': returned (proved)
unsigned returned(const unsigned *p) { return UNSOWN_READ(*p, transport, "returned"); }
// CHECK: 'transport': in a struct (proved)
void in_struct(const unsigned *p, struct pair *to)
{
    struct pair pair = {1, UNSOWN_READ(*p, transport, "in a struct")};
    *to = pair;
}
// CHECK: 'transport': compared (does not hold)
// NOTES: claim 'transport' does not hold: the value read is looked at, not only copied
// NOTES: note: suppose that {{[0-9a-fx]+}} is read
// NOTES: grades.c:[[@LINE+1]]:{{[0-9]+}}: note: it is looked at here
int compared(const unsigned *p) { return UNSOWN_READ(*p, transport, "compared") == 3; }
// CHECK: 'transport': computed with (does not hold)
void computed(const unsigned *p, unsigned *to) { *to = UNSOWN_READ(*p, transport, "computed with") + 1; }
// CHECK: 'transport': an index (does not hold)
unsigned indexes(const unsigned *p) { return pool[UNSOWN_READ(*p, transport, "an index")]; }
// CHECK: 'transport': a branch (does not hold)
void branch(const unsigned *p) { if (UNSOWN_READ(*p, transport, "a branch")) other = 1; }
// CHECK: 'transport': handed on (does not hold)
void handed_on(const unsigned *p) { take(UNSOWN_READ(*p, transport, "handed on")); }
// CHECK: 'transport': a length (not proved: 
void length(const unsigned *p, char *to, const char *from)
{
    memcpy(to, from, UNSOWN_READ(*p, transport, "a length"));
}

// --- contained: decides, but goes nowhere
// CHECK: 'contained': decides (proved)
int decides(const unsigned *p) { return UNSOWN_READ(*p, contained, "decides") > 3; }
// CHECK: 'contained': parts of it (does not hold)
int parts(const unsigned *p) { return UNSOWN_READ(*p, contained, "parts of it") >> 7 & 3; }
// CHECK: 'contained': kept (does not hold)
void kept(const unsigned *p) { other = UNSOWN_READ(*p, contained, "kept"); }
// NOTES: claim 'contained' does not hold: the value read leads outside 'pool'
// NOTES: note: suppose that {{[0-9a-fx]+}} is read
// NOTES: note: this is byte {{[0-9a-fx-]+}} of 'pool', which has 16
// CHECK: 'contained': outside (does not hold)
unsigned outside(const unsigned *p) { return pool[UNSOWN_READ(*p, contained, "outside") % 5]; }
// CHECK: 'contained': inside (proved)
unsigned inside(const unsigned *p) { return pool[UNSOWN_READ(*p, contained, "inside") % 4]; }

// --- entropy: all into the sink
// CHECK: 'entropy': pool: mixed in (proved)
void mixed(const unsigned *junk) { pool[2] ^= UNSOWN_READ(*junk, entropy, "pool: mixed in") * 3; }
// CHECK: 'entropy': to: the parameter (proved)
void parameter(const unsigned *junk, unsigned *to) { to[1] += UNSOWN_READ(*junk, entropy, "to: the parameter"); }
// CHECK: 'entropy': take is the sink (proved)
void function(const unsigned *junk) { take(UNSOWN_READ(*junk, entropy, "take is the sink")); }
// CHECK: 'entropy': pool, and elsewhere (does not hold)
void elsewhere(const unsigned *junk)
{
    unsigned v = UNSOWN_READ(*junk, entropy, "pool, and elsewhere");
    pool[0] ^= v;
    other = v & 1;
}
// CHECK: 'entropy': pool, and out of it again (does not hold)
unsigned out_again(const unsigned *junk)
{
    pool[0] ^= UNSOWN_READ(*junk, entropy, "pool, and out of it again");
    return pool[0] & 1;
}
// CHECK: 'entropy': pool, where it says (does not hold)
void where(const unsigned *junk) { pool[UNSOWN_READ(*junk, entropy, "pool, where it says")] = 1; }
// CHECK: 'entropy': take, or not (does not hold)
void or_not(const unsigned *junk)
{
    if (UNSOWN_READ(*junk, entropy, "take, or not") > 3)
        other++;
}

// --- Code that cannot be seen breaks a claim, unless it says that trash is welcome there
extern void welcome(UNSOWN_SCRATCH("any number will do") unsigned seed, unsigned n);
extern void welcome_at(UNSOWN_SCRATCH("any bytes will do") const unsigned *seed, unsigned n);
extern unsigned pure(unsigned) __attribute__((const));
// CHECK: 'independent': by value (does not hold)
void by_value(const unsigned *p) { take(UNSOWN_READ(*p, independent, "by value")); }
// CHECK: 'independent': by address (does not hold)
void by_address(const unsigned *p)
{
    unsigned v = UNSOWN_READ(*p, independent, "by address");
    take_at(&v);
}
// CHECK: 'independent': welcome (proved)
void welcomed(const unsigned *p) { welcome(UNSOWN_READ(*p, independent, "welcome"), 3); }
// CHECK: 'contained': welcome, too (proved; 'independent' can be claimed as well)
void welcomed_address(const unsigned *p)
{
    unsigned v = UNSOWN_READ(*p, contained, "welcome, too");
    welcome_at(&v, 3);
}
// CHECK: 'independent': not there (does not hold)
void other_parameter(const unsigned *p) { welcome(3, UNSOWN_READ(*p, independent, "not there")); }
// CHECK: 'independent': whether it is called (does not hold)
void whether(const unsigned *p) { if (UNSOWN_READ(*p, independent, "whether it is called")) welcome(1, 2); }
// CHECK: 'independent': thrown away (proved)
void thrown_away(const unsigned *p) { (void)pure(UNSOWN_READ(*p, independent, "thrown away")); }
// CHECK: 'independent': through a pointer (does not hold)
unsigned through_pointer(const unsigned *p, unsigned (*f)(unsigned))
{
    return f(UNSOWN_READ(*p, independent, "through a pointer"));
}
// CHECK: 'independent': in assembly (does not hold)
void assembly(const unsigned *p) { __asm__ volatile("" : : "r"(UNSOWN_READ(*p, independent, "in assembly"))); }

// --- What is given
// NOTES: claim 'independent' does not hold: what is given contradicts itself, or is never true here, and so proves anything
// NOTES: grades.c:[[@LINE+4]]:{{[0-9]+}}: note: this is given
// NOTES: grades.c:[[@LINE+4]]:{{[0-9]+}}: note: this is given
unsigned contradicts(const unsigned *p, unsigned n)
{
    UNSOWN_GIVEN(n < 3);
    UNSOWN_GIVEN(n > 5);
    // CHECK: 'independent': contradiction (does not hold)
    return UNSOWN_READ(*p, independent, "contradiction");
}
// Where nothing is decided, too.
unsigned contradicts_in_loop(const unsigned *p, unsigned n)
{
    unsigned v, sum = 0;
    UNSOWN_GIVEN(n < 3 && n > 5);
    // CHECK: 'independent': contradiction, too (does not hold)
    v = UNSOWN_READ(*p, independent, "contradiction, too");
    for (unsigned i = 0; i < v; i++)
        sum += pool[i & 3];
    return sum;
}
// What nothing leads to anyway contradicts nothing.
unsigned dead(const unsigned *p, unsigned n)
{
    UNSOWN_GIVEN(n != 17);
    if (n < 3 && n > 5)
        // CHECK: 'independent': dead (proved)
        return UNSOWN_READ(*p, independent, "dead");
    return 0;
}
