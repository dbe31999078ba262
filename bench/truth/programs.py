"""Where the programs come from that are mutated: each has a `main`, reads no input and always does the same.

| corpus | is |
| --- | --- |
| own     | bench/truth/programs: small programs in the style of real C |
| torture | gcc.c-torture/execute of GCC 12, fetched by bench/accuracy/fetch.sh |
| csmith  | generated, small and medium, by their number |
"""

import glob
import os
import subprocess

import generate
from tools import HERE, TOP, run

CORPORA = ("own", "torture", "csmith")
OLD_C = ["-Wno-implicit-int", "-Wno-implicit-function-declaration", "-Wno-int-conversion",
         "-Wno-incompatible-pointer-types", "-Wno-return-mismatch", "-Wno-incompatible-function-pointer-types"]
CSMITH_FIRST = 100001  # beyond the campaign over generated programs


def flags(corpus):
    return {"own": ["-std=gnu11"], "torture": ["-std=gnu11", *OLD_C], "csmith": generate.FLAGS}[corpus]


def names(corpus, count):
    """Up to `count` names of programs, always in the same order."""
    if corpus == "csmith":
        numbers = (n for n in range(CSMITH_FIRST, CSMITH_FIRST + 10 * count) if n % len(generate.SETS))
        return [str(n) for n, _ in zip(numbers, range(count))]
    return sorted(os.path.basename(p) for p in glob.glob(os.path.join(directory(corpus), "*.c")))[:count]


def directory(corpus):
    if corpus == "own":
        return os.path.join(HERE, "programs")
    text = subprocess.run([os.path.join(TOP, "bench/accuracy/fetch.sh")], capture_output=True, text=True,
                          check=True).stdout
    suite = next(line.split("=", 1)[1] for line in text.split("\n") if line.startswith("GCC_TESTSUITE_DIR="))
    return os.path.join(suite, "gcc.c-torture/execute")


def place(corpus, name, path):
    """Writes the program to path; False where there is none."""
    if corpus == "csmith":
        return generate.generate(run, int(name), path)
    with open(os.path.join(directory(corpus), name), "rb") as f, open(path, "wb") as to:
        to.write(f.read())
    return True
