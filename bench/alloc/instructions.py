#!/usr/bin/env python3
"""How many instructions a warm pair of malloc and free takes, the ownership check included.

    bench/alloc/instructions.py build/lib/libunsown.so [MALLOC FREE [FUNCTION ...]]

Valgrind's callgrind counts what is executed in the two functions themselves (unsown_malloc and unsown_free,
or those named, and further ones that they call) of the shared library, over 200,000 pairs of 64 bytes and as
many of sizes from 1 to 512.
Their calls for a batch of blocks are left out; a warm pair makes none."""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile

PAIRS = 200000
PROGRAM = """
#include <stddef.h>
void *%(malloc)s(size_t);
void %(free)s(void *);
int main(void)
{
    for (int i = 0; i < %(pairs)d; i++) {
        char *volatile block = %(malloc)s(64);
        *block = 1;
        %(free)s(block);
        block = %(malloc)s(1 + i * 7919u %% 512);
        *block = 1;
        %(free)s(block);
    }
    return 0;
}
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("library")
    parser.add_argument("functions", nargs="*", default=["unsown_malloc", "unsown_free"])
    arguments = parser.parse_args()
    if len(arguments.functions) < 2:
        parser.error("two functions are wanted at least: that which allocates and that which frees")
    if not shutil.which("valgrind"):
        sys.exit("instructions.py: valgrind is not installed")
    library = os.path.abspath(arguments.library)
    names = dict(zip(("malloc", "free"), arguments.functions), pairs=PAIRS)
    with tempfile.TemporaryDirectory() as directory:
        program, counts = os.path.join(directory, "pairs"), os.path.join(directory, "counts")
        subprocess.run([os.environ.get("CC", "cc"), "-O2", "-x", "c", "-", "-o", program, "-x", "none", library,
                        "-Wl,-rpath," + os.path.dirname(library)], input=PROGRAM % names, text=True, check=True)
        subprocess.run(["valgrind", "-q", "--tool=callgrind", "--callgrind-out-file=" + counts, program], check=True)
        table = subprocess.run(["callgrind_annotate", "--auto=no", "--threshold=100", counts],
                               capture_output=True, text=True, check=True).stdout
    total = 0
    for function in arguments.functions:
        # One line for each file that a part of the function was inlined from.
        found = re.findall(r"^\s*([\d,]+) .*:%s\b" % re.escape(function), table, re.M)
        if not found:
            sys.exit("instructions.py: callgrind saw no %s in %s" % (function, library))
        each = sum(int(count.replace(",", "")) for count in found) / (2 * PAIRS)
        total += each
        print("%s: %.2f" % (function, each))
    print("pair: %.2f instructions" % total)


if __name__ == "__main__":
    main()
