/* Asks the ownership check of ownership-mutants.c about an address in a page of which nobody owns the
 * header: a thousand fillings, and a header that is another one at each access.
 *
 * What is given holds: no arena contains the address.  The table ends where its memory does, so that
 * AddressSanitizer sees an index outside.  The page cannot be accessed: each access faults, the handler
 * opens it for one instruction (the trap flag of x86) and then puts the next number there, small and large
 * ones in turn.  So a second read does not see what the first one saw.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>

enum { PAGE = 4096, TRAP = 0x100, ARENAS = 5 };
bool owns(const void *address);
extern uint32_t cached;
uintptr_t *bases;
uint32_t count = ARENAS;
static char *page;
static uint32_t filling;

/* The header: an index plus one. */
static void fill(void)
{
    static uint32_t turn;
    uint32_t number = turn++ % 2 ? filling * 2654435761u : filling % (ARENAS + 3);
    memcpy(page, &number, sizeof number);
}

static void on_access(int signal, siginfo_t *info, void *context)
{
    ucontext_t *c = context;
    (void)signal;
    if ((char *)info->si_addr < page || (char *)info->si_addr >= page + PAGE) {
        puts("outside, far off");
        fflush(stdout);
        _Exit(1);
    }
    mprotect(page, PAGE, PROT_READ | PROT_WRITE);
    c->uc_mcontext.gregs[REG_EFL] |= TRAP;
}

static void after_it(int signal, siginfo_t *info, void *context)
{
    ucontext_t *c = context;
    (void)signal, (void)info;
    fill();
    mprotect(page, PAGE, PROT_NONE);
    c->uc_mcontext.gregs[REG_EFL] &= ~TRAP;
}

int main(void)
{
    struct sigaction faults = {.sa_sigaction = on_access, .sa_flags = SA_SIGINFO};
    struct sigaction traps = {.sa_sigaction = after_it, .sa_flags = SA_SIGINFO};
    page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    bases = malloc(ARENAS * sizeof *bases);
    for (int i = 0; i < ARENAS; i++) /* the one below the page by one and a half arenas, others elsewhere, one unused */
        bases[i] = i == 2 ? (uintptr_t)page - (3u << 19) : i == 3 ? 0 : (uintptr_t)(i + 1) << 30;
    sigaction(SIGSEGV, &faults, NULL);
    sigaction(SIGTRAP, &traps, NULL);
    for (filling = 0; filling < 1000; filling++) {
        cached = 77;
        mprotect(page, PAGE, PROT_READ | PROT_WRITE);
        fill();
        mprotect(page, PAGE, PROT_NONE);
        bool mine = owns(page + 100);
        if (mine || cached != 77) {
            printf("varies: %s, %s\n", mine ? "mine" : "not mine", cached == 77 ? "forgotten" : "remembered");
            return 1;
        }
    }
    puts("not mine a thousand times");
    return 0;
}
