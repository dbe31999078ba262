/* Counts how often each function of sites.c goes to memory, by what the processor does.
 *
 * The page that is read cannot be accessed.  Each access faults; the handler opens the page for one
 * instruction (the trap flag of x86), and puts other bytes there before the next one can see them.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <ucontext.h>

#include "sites.h"

enum { PAGE = 4096, TRAP = 0x100 };
static char *watched;
static volatile int accesses;

static void fill(void)
{
    static unsigned char next = 3;
    for (int i = 0; i < 8; i++)
        watched[i] = (char)(next = (unsigned char)(next * 5 + 17));
}

static void on_access(int signal, siginfo_t *info, void *context)
{
    ucontext_t *c = context;
    (void)signal;
    if ((char *)info->si_addr < watched || (char *)info->si_addr >= watched + PAGE)
        _Exit(3);
    accesses++;
    mprotect(watched, PAGE, PROT_READ | PROT_WRITE);
    c->uc_mcontext.gregs[REG_EFL] |= TRAP;
}

static void after_it(int signal, siginfo_t *info, void *context)
{
    ucontext_t *c = context;
    (void)signal, (void)info;
    fill();
    mprotect(watched, PAGE, PROT_NONE);
    c->uc_mcontext.gregs[REG_EFL] &= ~TRAP;
}

void change(char *page)
{
    mprotect(page, PAGE, PROT_READ | PROT_WRITE);
    fill();
    mprotect(page, PAGE, PROT_NONE);
}

int main(void)
{
    static const struct {
        const char *name;
        int (*run)(char *page);
    } sites[] = {
#define ENTRY(name) {#name, name},
        SITES(ENTRY)};
    struct sigaction act = {.sa_flags = SA_SIGINFO};
    act.sa_sigaction = on_access;
    sigaction(SIGSEGV, &act, NULL);
    act.sa_sigaction = after_it;
    sigaction(SIGTRAP, &act, NULL);
    watched = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (unsigned i = 0; i < sizeof sites / sizeof *sites; i++)
        for (int filling = 0; filling < 50; filling++) {
            change(watched);
            accesses = 0;
            int agree = sites[i].run(watched);
            if (accesses != 1 || agree != 1) {
                printf("%s: %d reads, uses %s\n", sites[i].name, accesses,
                       agree == 1 ? "agree" : "differ");
                return 1;
            }
        }
    printf("one read, one value: %zu sites\n", sizeof sites / sizeof *sites);
    return 0;
}
