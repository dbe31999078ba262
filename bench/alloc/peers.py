#!/usr/bin/env python3
"""This allocator beside others: time and memory of the patterns in patterns.c.

    bench/alloc/peers.py build/lib/libunsown-malloc.so [-n ROUNDS] [--hardened] [NAME=LIBRARY ...]

Each malloc is preloaded into the same program, in turn, in a new order each round; printed are medians
of ROUNDS (five) as ratios to this allocator's: above 1 where it is better, with the values of its own.
The peers are the C library's and those of Debian's packages libjemalloc2, libtcmalloc-minimal4 and
libmimalloc2.0 that are installed; NAME=LIBRARY adds one.  --hardened adds this allocator's hardened mode.
A pattern runs in a process of its own."""
import argparse
import glob
import os
import random
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
DEBIAN = {"mimalloc 2": "libmimalloc.so.2", "tcmalloc": "libtcmalloc_minimal.so.4",
          "jemalloc": "libjemalloc.so.2"}
PATTERNS = ("one-size all-sizes stack-like replace-1000 replace-200000 many-then-none growing in-place "
            "two-threads memory-32 memory-mix").split()


def allocators(parser, arguments):
    """What the environment of a program has to hold, for each allocator by its name."""
    found = {"unsown": {"LD_PRELOAD": os.path.abspath(arguments.library)}, "glibc": {}}
    for name, file in DEBIAN.items():
        for library in glob.glob("/usr/lib/*/" + file):
            found[name] = {"LD_PRELOAD": library}
    for peer in arguments.peers:
        name, equals, file = peer.partition("=")
        if not equals or not os.path.isfile(file):
            parser.error("%s: not NAME=LIBRARY, or no such library" % peer)
        found[name] = {"LD_PRELOAD": os.path.abspath(file)}
    if arguments.hardened:
        found["hardened"] = {**found["unsown"], "UNSOWN_HARDENED": "1"}
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("library")
    parser.add_argument("peers", nargs="*", metavar="NAME=LIBRARY")
    parser.add_argument("-n", type=int, default=5)
    parser.add_argument("--hardened", action="store_true")
    arguments = parser.parse_args()
    environments = allocators(parser, arguments)

    values = {}
    with tempfile.TemporaryDirectory() as directory:
        program = os.path.join(directory, "patterns")
        subprocess.run([os.environ.get("CC", "cc"), "-O2", os.path.join(HERE, "patterns.c"), "-pthread",
                        "-o", program], check=True)
        for _ in range(arguments.n):
            for name in random.sample(list(environments), len(environments)):
                for pattern in PATTERNS:
                    result = subprocess.run([program, pattern], env={**os.environ, **environments[name]},
                                            capture_output=True, text=True)
                    if result.returncode:
                        sys.exit("peers.py: %s: %s: %s" % (name, pattern, result.stderr.strip()))
                    for line in result.stdout.splitlines():
                        what, value, unit = line.split()
                        values.setdefault((what, unit), {}).setdefault(name, []).append(float(value))

    others = [name for name in environments if name != "unsown"]
    print("| pattern | unsown | %s |\n|---|---|%s" % (" | ".join(others), "---|" * len(others)))
    ratios = {name: [] for name in others}
    for (what, unit), by_name in values.items():
        ours = statistics.median(by_name["unsown"])
        row = []
        for name in others:
            theirs = statistics.median(by_name[name])
            if unit == "ns":
                ratios[name].append(theirs / ours)
                row.append("%.2f" % (theirs / ours))
            else:
                row.append("%.3g %s" % (theirs, unit) if unit == "MiB" else "%.3f" % theirs)
        print("| %s | %.4g %s | %s |" % (what, ours, unit, " | ".join(row)))
    print("| geometric mean of times | 1 | %s |" %
          " | ".join("%.2f" % statistics.geometric_mean(ratios[name]) for name in others))


if __name__ == "__main__":
    main()
