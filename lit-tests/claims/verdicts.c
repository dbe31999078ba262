// What is proved, what is refuted, and what is left open with its reason.
//
// RUN: %unsown -c -o %t.o -I%intent-include -fplugin-arg-unsown-remark=intent -fplugin-arg-unsown-no-warn=stale -fplugin-arg-unsown-no-warn=claim %s 2>&1 | grep remark: | %FileCheck %s
// RUN: %unsown -c -o %t.o -I%intent-include %s 2>&1 | %FileCheck %s --check-prefix=STALE
#include <stddef.h>
#include <stdint.h>
#include <unsown/intent.h>

extern void log_it(unsigned);
extern int quiet(void);
unsigned table[64], pool[4];

// In a loop: what is equal at the begin of an iteration is equal at its end.
struct set {
    unsigned *sparse, *dense, n;
};
unsigned count(const struct set *s, unsigned m)
{
    unsigned c = 0;
    for (unsigned x = 0; x < m; x++) {
        UNSOWN_GIVEN_EACH(i, s->n, s->dense[i] != x);
        // CHECK: :[[@LINE+1]]:{{.*}} 'independent': in a loop (proved)
        unsigned k = UNSOWN_READ(s->sparse[x], independent, "in a loop");
        if (k < s->n && s->dense[k] == x)
            c++;
    }
    return c;
}

// Calls of the same file are followed.
static int is_small(unsigned v) { return v < 64; }
unsigned through_call(const unsigned *p)
{
    // CHECK: :[[@LINE+1]]:{{.*}} 'contained': bounded elsewhere (proved)
    unsigned v = UNSOWN_READ(*p, contained, "bounded elsewhere");
    return is_small(v) ? table[v] : 0;
}

// An unknown function that receives trash breaks the claim; so does calling one or not.
void logged(const unsigned *p)
{
    // CHECK: :[[@LINE+1]]:{{.*}} 'independent': logged (does not hold)
    log_it(UNSOWN_READ(*p, independent, "logged"));
}
void called(const unsigned *p)
{
    // CHECK: :[[@LINE+1]]:{{.*}} 'independent': called (does not hold)
    if (UNSOWN_READ(*p, independent, "called") > 3)
        quiet();
}
// ... and one that receives nothing does not.
int beside(const unsigned *p)
{
    // CHECK: :[[@LINE+1]]:{{.*}} 'independent': not used (proved)
    (void)UNSOWN_READ(*p, independent, "not used");
    return quiet();
}

// Termination counts.
void spins(const unsigned *p)
{
    // CHECK: :[[@LINE+1]]:{{.*}} 'independent': may spin (not proved: the value read may decide how often a loop runs)
    for (unsigned v = UNSOWN_READ(*p, independent, "may spin"); v != 7;)
        v = v * v;
}

// What leads where nobody knows how much there is.
unsigned unknown_size(const unsigned *p, const unsigned *q)
{
    // CHECK: :[[@LINE+1]]:{{.*}} 'contained': unknown (not proved: nothing says how large the memory is that the value read leads into)
    unsigned v = UNSOWN_READ(*p, contained, "unknown");
    return q[v & 3];
}
unsigned known_size(const unsigned *p, const unsigned *q)
{
    UNSOWN_GIVEN_DEFINED(q, 16);
    // CHECK: :[[@LINE+1]]:{{.*}} 'contained': known (proved)
    unsigned v = UNSOWN_READ(*p, contained, "known");
    return q[v & 3];
}
unsigned one_off(const unsigned *p)
{
    // CHECK: :[[@LINE+1]]:{{.*}} 'contained': off (does not hold)
    unsigned v = UNSOWN_READ(*p, contained, "off");
    return table[v & 64];
}

// A stronger claim is named.
unsigned stronger(const unsigned *p)
{
    // CHECK: :[[@LINE+1]]:{{.*}} 'contained': masked (proved; 'independent' can be claimed as well)
    return (UNSOWN_READ(*p, contained, "masked") | 1) & 1;
}

// What is given and cannot be proves nothing.
unsigned contradiction(const unsigned *p, unsigned n)
{
    UNSOWN_GIVEN(n < 3);
    UNSOWN_GIVEN(n > 5);
    // CHECK: :[[@LINE+1]]:{{.*}} 'independent': contradiction (does not hold)
    return UNSOWN_READ(*p, independent, "contradiction");
}

// Stored and read through another pointer: pointers may be the same.
unsigned aliases(const unsigned *p, unsigned *a, unsigned *b)
{
    // CHECK: :[[@LINE+1]]:{{.*}} 'independent': aliases (does not hold)
    unsigned v = UNSOWN_READ(*p, independent, "aliases");
    *a = 1;
    *b = 2;
    return *a == 2 ? v : 0;
}

// A whole function.
// CHECK: :[[@LINE+2]]:{{.*}} 'contained': words
UNSOWN_INTENTIONAL(contained, "words")
unsigned whole(const unsigned *p) { return p[0] > 3 || p[1] > 4; }

// CHECK: :[[@LINE+3]]:{{.*}} 'entropy': pool: more junk (proved)
void stir(const unsigned *junk)
{
    pool[1] ^= UNSOWN_READ(*junk, entropy, "pool: more junk");
}
void no_sink(const unsigned *junk)
{
    // CHECK: :[[@LINE+1]]:{{.*}} 'entropy': what? (not proved: the first word of the reason names no parameter, function or variable that the entropy goes to)
    pool[1] ^= UNSOWN_READ(*(junk), entropy, "what?");
}

// Nothing undefined can be read.
int stale(int c)
{
    int x;
    if (c)
        x = 1;
    else
        x = 2;
    // STALE: :[[@LINE+1]]:{{.*}} warning: nothing uninitialized can be read here any more; the annotation can go [unsown-stale]
    return UNSOWN_READ(x, contained, "set above") > 1;
}
int not_stale(int c)
{
    int x;
    if (c)
        x = 1;
    return UNSOWN_READ(x, contained, "maybe") > 1; // no-warning
}
