"""Reduction of a difference to a small program, with C-Vise.

For a generated program that draws a warning: the warning stays, and GCC and clang still accept the program
without a warning of their own about uninitialized values, and MSan says nothing when it runs.  For a mutant that was missed: MSan reports, and
the plugin says nothing.  The result stands in the cache, below `reduced/`.
"""

import os
import shlex
import subprocess
import sys
import tempfile

import generate
import programs
from pool import Pool
from tools import need, run

# A program in which something is uninitialized by C-Vise's own doing is no use.
STRICT = "-Wall -Wextra -Werror=uninitialized -Werror=return-type -Werror=implicit-function-declaration"


def reduce(tools, cache, what):
    """Prints where the result is; false when there is nothing to reduce."""
    cvise = need("cvise", "cvise")
    with tempfile.TemporaryDirectory() as work:
        path = os.path.join(work, "case.c")
        if what[0] == "csmith":
            if len(what) != 2 or not generate.generate(run, int(what[1]), path):
                raise SystemExit("reduce csmith NUMBER: the number of a generated program")
            name, test = f"csmith-{what[1]}", test_false(tools)
        else:
            pool = Pool(cache)
            if what[0] not in pool.mutants:
                raise SystemExit(f"the pool has no mutant '{what[0]}'; judge --list prints the keys")
            row = pool.mutants.rows[what[0]]
            text = pool.text_of(row["program"])
            with open(path, "wb") as f:
                f.write(text[:row["begin"]] + row["replacement"].encode() + text[row["end"]:])
            name, test = what[0].replace("/", "-"), test_missed(tools, what[0].split("/")[0])
        script = os.path.join(work, "test.sh")
        with open(script, "w", encoding="utf-8") as f:
            f.write("#!/bin/sh\n" + test)
        os.chmod(script, 0o755)
        if subprocess.call([script], cwd=work) != 0:
            print("there is no difference to reduce: the plugin has changed since")
            return False
        subprocess.call([cvise, "--n", "1", script, "case.c"], cwd=work, stdout=sys.stderr)
        out = os.path.join(cache, "reduced", name + ".c")
        os.makedirs(os.path.dirname(out), exist_ok=True)
        with open(path, "rb") as f, open(out, "wb") as to:
            to.write(f.read())
    print(out)
    return True


def plugin_call(tools, flags):
    return (f"timeout 60 {tools.clang} -fsyntax-only -Wno-everything -fno-caret-diagnostics -fplugin={tools.plugin} "
            f"{shlex.join(flags)} case.c 2>&1")


def test_false(tools):
    flags = shlex.join(generate.FLAGS)
    return (f"{plugin_call(tools, generate.FLAGS)} | grep -q 'unsown-' || exit 1\n"
            f"gcc -O2 {STRICT} {flags} -c case.c -o case.o 2>/dev/null || exit 1\n"
            f"{tools.clang} {STRICT} -Werror=sometimes-uninitialized -Werror=conditional-uninitialized "
            f"{flags} -fsyntax-only case.c 2>/dev/null || exit 1\n"
            f"{tools.clang} -w -O0 -fsanitize=memory {flags} case.c -o case.exe || exit 1\n"
            "timeout 10 ./case.exe > /dev/null 2>&1\n")


def test_missed(tools, corpus):
    flags = programs.flags(corpus)
    return (f"{tools.clang} -w -O0 -g -fsanitize=memory {shlex.join(flags)} case.c -o case.exe -lm || exit 1\n"
            "timeout 10 ./case.exe 2>&1 | grep -q 'use-of-uninitialized-value' || exit 1\n"
            f"{plugin_call(tools, flags)} > said || exit 1\n! grep -q 'unsown-' said\n")
