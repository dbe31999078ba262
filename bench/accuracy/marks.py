"""The two suites: their files, the flags each asks for, and the functions that hold a flaw.

A suite marks a flaw by the diagnostic its own compiler is to give there: GCC by a dg-warning comment,
clang by expected-warning.  What is kept is the function the mark stands in, since compilers
differ in the line they choose.  A mark that GCC knows it misses (xfail) is a flaw all the same.
labels.tsv corrects marks that do not say what is true of the code.
"""

import glob
import os
import re
import sys
from dataclasses import dataclass

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, os.pardir, "real"))

from functions import function_at, functions_in

LABELS = ("flaw", "clean", "ignore")


@dataclass
class Test:
    name: str    # relative to the suite
    path: str
    flags: list
    flawed: set  # names of functions
    clean: set   # names of all others, those to ignore left out


class Gcc:
    name = "gcc"
    variable = "GCC_TESTSUITE_DIR"
    patterns = ("gcc.dg/uninit-*.c", "gcc.dg/analyzer/uninit-*.c", "c-c++-common/uninit-*.c")
    MARK = re.compile(r"\{\s*dg-warning\s+(\"(?:\\.|[^\"\\])*\"|\S+)(.*)")
    # Marks of other warnings, and those by which the analyzer's tests show what it knows.
    OTHER = re.compile(r"Wformat|Wstringop|Wdangling|\"(TRUE|FALSE|UNKNOWN)\"|enodes")
    TARGET = re.compile(r"\{\s*target\s+((?:[\w?*-]+\s+)+)\}")
    PLACE = re.compile(r"\}\s*(\.[-+]\d+|\d+)\s*\}")

    def flags(self, text):
        asked = " ".join(re.findall(r"dg-(?:additional-)?options\s+\"([^\"]*)\"", text))
        flags = re.findall(r"-(?:std=|D)[^\s\"]+", asked)
        return flags if any(f.startswith("-std=") for f in flags) else ["-std=gnu17", *flags]

    def marked_lines(self, lines):
        for number, line in enumerate(lines, 1):
            for m in self.MARK.finditer(line):
                target = self.TARGET.search(m[2])
                if self.OTHER.search(m[1]) or (target and not re.search(r"x86_64|\*-\*-\*", target[1])):
                    continue
                at = self.PLACE.search(m[2])
                if not at:
                    yield number
                elif at[1].startswith("."):
                    yield number + int(at[1][1:])
                else:
                    yield int(at[1])


class Clang:
    name = "clang"
    variable = "CLANG_TEST_DIR"
    patterns = ("Sema/uninit-*.c", "Sema/warn-uninit*.c", "Analysis/uninit-*.c")
    MARK = re.compile(r"expected-warning\s*(?:@\s*([-+]?)(\d+))?\s*(?:\d+\+?)?\s*\{\{(.*?)\}\}")
    ABOUT = re.compile(r"uninitialized|garbage|undefined", re.I)

    def flags(self, text):
        return ["-std=gnu17"]

    def marked_lines(self, lines):
        for number, line in enumerate(lines, 1):
            for sign, offset, message in self.MARK.findall(line):
                if self.ABOUT.search(message):
                    base = number if sign else 0
                    yield base + int(sign + offset) if offset else number


SUITES = {s.name: s for s in (Gcc(), Clang())}


def load_labels():
    """{(suite, file, function): label}"""
    labels = {}
    path = os.path.join(HERE, "labels.tsv")
    with open(path, encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            if line.startswith("#") or not line.strip():
                continue
            fields = line.rstrip("\n").split("\t")
            if len(fields) != 5 or fields[3] not in LABELS or not fields[4]:
                raise SystemExit(f"{path}:{number}: expected five fields between tabs, the fourth "
                                 f"one of {', '.join(LABELS)}, the last a reason")
            labels[tuple(fields[:3])] = fields[3]
    return labels


def tests_of(suite):
    """The tests of a suite, in order; the suite's environment variable says where it lies."""
    root = os.environ.get(suite.variable, "")
    if not os.path.isdir(root):
        raise SystemExit(f"{suite.variable} must name the suite's directory; fetch.sh prints it")
    labels = load_labels()
    for pattern in suite.patterns:
        for path in sorted(glob.glob(os.path.join(root, pattern))):
            if path.endswith("-gimple.c"):  # GCC's own language inside C functions
                continue
            name = os.path.relpath(path, root)
            with open(path, encoding="utf-8", errors="replace") as f:
                text = f.read()
            marked = {function_at(path, n) for n in suite.marked_lines(text.splitlines())}
            every = {f[2] for f in functions_in(path)}
            own = {f: label for (s, n, f), label in labels.items() if (s, n) == (suite.name, name)}
            flawed = {f for f in marked | set(own) if own.get(f, "flaw") == "flaw"} - {""}
            yield Test(name, path, suite.flags(text), flawed,
                       {f for f in every - flawed if own.get(f, "clean") == "clean"})
