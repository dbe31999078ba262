#!/usr/bin/env python3
"""Prints docs/side-by-side.md: what the plugin, clang's warnings and the two analysers say of the same code.

    compare.py --plugin build/lib/unsown-22.so > docs/side-by-side.md

The cases are the files of cases/, each with its title in the first line.  Messages are printed as they come, without
carets and without the path of the file; a tool that says nothing of an uninitialized read is said to be silent."""

import argparse
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
TOOLS = [
    ("unsown", "{clang} -fplugin={plugin} -fsyntax-only -fno-caret-diagnostics -Wno-everything {file}"),
    ("clang -Wall -Wextra -Wconditional-uninitialized",
     "{clang} -Wall -Wextra -Wconditional-uninitialized -fsyntax-only -fno-caret-diagnostics {file}"),
    ("clang --analyze",
     "{clang} --analyze -Xclang -analyzer-output=text -fno-caret-diagnostics -o /dev/null {file}"),
    ("gcc -fanalyzer",
     "{gcc} -fanalyzer -fdiagnostics-plain-output -fdiagnostics-path-format=separate-events -c -o /dev/null {file}"),
    ("gcc -O2 -Wall -Wextra", "{gcc} -O2 -Wall -Wextra -fdiagnostics-plain-output -c -o /dev/null {file}"),
]
ABOUT = re.compile(r"uninit|unsown|garbage|undefined|never (set|written)", re.I)
MESSAGE = re.compile(r"^(?:.*/)?[^/:]+\.c:(\d+):(\d+): (warning|note|error): (.*)$")


def messages(command):
    """The messages about uninitialized reads, each with its notes."""
    done = subprocess.run(command.split(), stderr=subprocess.STDOUT, stdout=subprocess.PIPE,
                          text=True, env={**os.environ, "LC_ALL": "C"})
    kept, wanted = [], False
    for line in done.stdout.splitlines():
        m = MESSAGE.match(line)
        if not m:
            continue
        if m[3] != "note":
            wanted = ABOUT.search(m[4]) is not None
        if wanted:
            kept.append("%s:%s: %s: %s" % (m[1], m[2], m[3], m[4]))
    return kept


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plugin", required=True)
    parser.add_argument("--clang", default="clang-22")
    parser.add_argument("--gcc", default="gcc")
    args = parser.parse_args()
    version = {}
    for name in (args.clang, args.gcc):
        out = subprocess.run([name, "--version"], stdout=subprocess.PIPE, text=True, check=True).stdout
        version[name] = re.search(r"\d+\.\d+\.\d+", out)[0]
    print("# Side by side\n")
    print("What five tools print for ten pieces of code, each with one fault. Line and column stand before each message; carets and")
    print("messages about other things are left out. clang %s, gcc %s; printed by `bench/wording/compare.py`.\n"
          % (version[args.clang], version[args.gcc]))
    for case in sorted(os.listdir(os.path.join(HERE, "cases"))):
        path = os.path.join(HERE, "cases", case)
        with open(path) as f:
            lines = f.read().splitlines()
        print("## %s\n\n```c" % lines[0].removeprefix("// "))
        for number, line in enumerate(lines[1:], 2):
            print("%2d  %s" % (number, line))
        print("```\n")
        for name, command in TOOLS:
            found = messages(command.format(clang=args.clang, gcc=args.gcc, plugin=args.plugin, file=path))
            if found:
                print("**%s**\n\n```\n%s\n```\n" % (name, "\n".join(found)))
            else:
                print("**%s**: silent\n" % name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
