/* Lets one loaded compiler compile thousands of small files: preloaded into it, this takes the place of its
 * main, and forks a child for each command that it reads.
 *
 * Why: nine tenths of the time of compiling a test of ten lines go into relocating the compiler's own
 * libraries.  The child is the very process that the dynamic linker made, before any of the compiler's own code has
 * run but for static constructors, so what it does is what a fresh process does.
 *
 * A command is a line on the standard input; fields between bytes 0x1f: directory, file for what is printed,
 * seconds until it is ended, then the words.  The answer is a line on the standard output: wait status, microseconds of
 * processor time, KiB of the largest resident set.  A child that takes too long ends by SIGALRM.
 *
 * What it gives up: only dynamically linked compilers on glibc; UNSOWN_PRELOAD names a further library to load
 * before the first fork (the solver, which takes as long to relocate as the compiler).
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define WORDS_MAX 256

typedef int main_function(int, char **, char **);
static main_function *compiler_main;

static void child(char **field, int n) {
    int out = open(field[1], O_WRONLY | O_CREAT | O_TRUNC, 0600), in = open("/dev/null", O_RDONLY);
    if (out < 0 || in < 0 || chdir(field[0]))
        _exit(125);
    dup2(in, 0);
    dup2(out, 1);
    dup2(out, 2);
    alarm((unsigned)atoi(field[2]));
    exit(compiler_main(n - 3, field + 3, environ));
}

static int serve(int argc, char **argv, char **environment) {
    (void)environment;
    (void)argc;
    (void)argv;
    unsetenv("LD_PRELOAD"); /* children of the compiler are not compilers */
    const char *further = getenv("UNSOWN_PRELOAD");
    if (further && *further && !dlopen(further, RTLD_NOW))
        fprintf(stderr, "forkserver: %s\n", dlerror());
    char *line = NULL;
    size_t room = 0;
    while (getline(&line, &room, stdin) > 0) {
        char *field[WORDS_MAX + 1];
        int n = 0;
        line[strcspn(line, "\n")] = '\0';
        for (char *at = line, *end; at && n < WORDS_MAX; at = end) {
            end = strchr(at, 0x1f);
            if (end)
                *end++ = '\0';
            field[n++] = at;
        }
        field[n] = NULL;
        if (n < 4)
            continue;
        fflush(stdout);
        pid_t pid = fork();
        if (!pid)
            child(field, n);
        int status = 125 << 8;
        struct rusage usage = {0};
        if (pid > 0)
            wait4(pid, &status, 0, &usage);
        printf("%d %lld %ld\n", status,
               (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000LL + usage.ru_utime.tv_usec +
                   usage.ru_stime.tv_usec,
               usage.ru_maxrss);
        fflush(stdout);
    }
    free(line);
    return 0;
}

int __libc_start_main(main_function *main, int argc, char **argv, void (*init)(void), void (*fini)(void),
                      void (*rtld_fini)(void), void *stack_end) {
    int (*start)(main_function *, int, char **, void (*)(void), void (*)(void), void (*)(void), void *);
    *(void **)&start = dlsym(RTLD_NEXT, "__libc_start_main");
    compiler_main = main;
    return start(serve, argc, argv, init, fini, rtld_fini, stack_end);
}
