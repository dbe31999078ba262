"""What a command printed, the CPU time and the peak memory that it took: for programs.py and python.py.

A process keeps, over exec(), the peak that it had before: one that Python starts itself would never show
less than Python had.  So a small program, compiled first, starts the command and measures it."""
import os
import subprocess
import sys

LAUNCHER = r"""
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* launcher FILE COMMAND...: its status, seconds and KiB go to FILE. */
int main(int argc, char **argv)
{
    (void)argc;
    pid_t child = fork();
    if (!child) {
        execvp(argv[2], argv + 2);
        _exit(127);
    }
    int status;
    struct rusage usage;
    FILE *f = fopen(argv[1], "w");
    if (child < 0 || wait4(child, &status, 0, &usage) != child || !f)
        return 1;
    fprintf(f, "%d %.6f %ld\n", status,
            (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6,
            usage.ru_maxrss);
    return fclose(f) != 0;
}
"""


class Launcher:
    """Lives in a directory that the caller removes."""

    def __init__(self, directory):
        self.program, self.answer = os.path.join(directory, "launcher"), os.path.join(directory, "usage")
        subprocess.run([os.environ.get("CC", "cc"), "-O2", "-x", "c", "-", "-o", self.program], input=LAUNCHER,
                       text=True, check=True)

    def run(self, command, environment):
        """Its standard output, the seconds and the MiB; ends the program if it fails.  The launcher runs in the
        same environment: it allocates nothing worth mentioning."""
        output = subprocess.run([self.program, self.answer, *command], env=environment, stdout=subprocess.PIPE,
                                check=True).stdout
        with open(self.answer) as f:
            status, seconds, kib = f.read().split()
        if int(status):
            sys.exit("%s ended with status %s" % (" ".join(command[:2]), status))
        return output, float(seconds), int(kib) / 1024
