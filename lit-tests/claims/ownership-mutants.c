// The proof of the allocator's ownership check, and the ways to get it wrong.  The check reads a
// number from a page that may be anybody's; given that no arena contains the address, the number
// must make no difference.
//
// RUN: %unsown -fsyntax-only -I%intent-include -fplugin-arg-unsown-remark=intent %s 2>&1 | %FileCheck %s --check-prefix=RIGHT --implicit-check-not=warning:
// RUN: for m in 1 2 3 4 5 6 7 8; do %unsown -c -o %t.o -I%intent-include -DMUTANT=$m -fplugin-arg-unsown-no-warn=probe %s 2>&1 | grep 'claim .independent. does not hold' | sed "s/.*warning/$m/" ; done | %FileCheck %s --match-full-lines --implicit-check-not=:
// RIGHT: remark: intentional read, claimed 'independent': no arena contains the address (proved) [unsown-intent]
#include <stdbool.h>
#include <stdint.h>
#include <unsown/intent.h>
#ifndef MUTANT
#define MUTANT 0
#endif
#define PAGE 4096u
#define ARENA (1u << 20)

struct pool {
    uint32_t arena;
};
extern uintptr_t *bases;
extern uint32_t count;
uint32_t cached;

static bool base_contains(uintptr_t base, uintptr_t a) { return (base != 0) & (a - base < ARENA); }
static bool contains(uint32_t i, uintptr_t a) { return base_contains(bases[i], a); }

bool owns(const void *address);
bool owns(const void *address)
{
    uintptr_t a = (uintptr_t)address;
    const struct pool *pool = (const struct pool *)(a & ~(uintptr_t)(PAGE - 1));
    UNSOWN_GIVEN_EACH(i, count, !contains((uint32_t)i, a));
    uint32_t index = UNSOWN_READ(pool->arena, independent, "no arena contains the address") - 1;
#if MUTANT == 1 /* the bound dropped */
    return base_contains(bases[index], a);
#elif MUTANT == 2 /* < made <= */
    return index <= count && base_contains(bases[index], a);
#elif MUTANT == 3 /* the bound checked after the table is read */
    uintptr_t base = bases[index];
    return index < count && base_contains(base, a);
#elif MUTANT == 4 /* the arena compared with the wrong size */
    return index < count && bases[index] && a - bases[index] < 2 * ARENA;
#elif MUTANT == 5 /* the index read twice, with an ordinary load */
    return index < count && base_contains(bases[pool->arena - 1], a);
#elif MUTANT == 6 /* used to prefetch from outside the table */
    __builtin_prefetch(&bases[index]);
    return index < count && base_contains(bases[index], a);
#elif MUTANT == 7 /* "index in bounds" instead of the verdict */
    return index < count;
#elif MUTANT == 8 /* the trash remembered */
    if (index >= count)
        return false;
    cached = index;
    return base_contains(bases[index], a);
#else
    return index < count && base_contains(bases[index], a);
#endif
}
// CHECK:      1: claim 'independent' does not hold: the value read leads outside the memory that may be accessed [unsown-claim]
// CHECK-NEXT: 2: claim 'independent' does not hold: the value read leads outside the memory that may be accessed [unsown-claim]
// CHECK-NEXT: 3: claim 'independent' does not hold: the value read leads outside the memory that may be accessed [unsown-claim]
// CHECK-NEXT: 4: claim 'independent' does not hold: the result of the function depends on the value read [unsown-claim]
// CHECK-NEXT: 5: claim 'independent' does not hold: the value read leads outside the memory that may be accessed [unsown-claim]
// CHECK-NEXT: 6: claim 'independent' does not hold: the value read leads outside the memory that may be accessed [unsown-claim]
// CHECK-NEXT: 7: claim 'independent' does not hold: the result of the function depends on the value read [unsown-claim]
// CHECK-NEXT: 8: claim 'independent' does not hold: what is left in 'cached' depends on the value read [unsown-claim]
