"""Programs from csmith: free of undefined behaviour by construction, so nothing may be said of them.

A program is named by its number alone: the number is csmith's seed and, by its last digit, chooses the options.
Six in ten are small, three lean on one part of the language, one is of csmith's default size.
"""

import os

INCLUDE = "/usr/include/csmith"
FLAGS = ["-I" + INCLUDE]
SMALL = ["--max-funcs", "3", "--max-block-depth", "2", "--max-expr-complexity", "5"]
MEDIUM = ["--max-funcs", "4", "--max-block-depth", "3", "--max-expr-complexity", "6"]
SETS = [
    ("default", []),
    ("small", SMALL),
    ("small, locals only", SMALL + ["--no-global-variables"]),
    ("small, no unions", SMALL + ["--no-unions", "--no-volatiles"]),
    ("small, arrays", SMALL + ["--no-structs", "--max-array-len-per-dim", "20"]),
    ("small, structs", SMALL + ["--max-struct-fields", "5", "--no-packed-struct"]),
    ("small, pointers", SMALL + ["--max-pointer-depth", "4", "--no-unions"]),
    ("medium", MEDIUM),
    ("medium, floats and inline functions", MEDIUM + ["--float", "--inline-function"]),
    ("medium, locals only, deep", ["--no-global-variables", "--max-funcs", "4",
                                   "--max-block-depth", "4", "--max-expr-complexity", "4"]),
]


def name_of_set(number):
    return SETS[number % len(SETS)][0]


def command(number, path):
    return ["csmith", "--seed", str(number), "--output", path, *SETS[number % len(SETS)][1]]


def generate(run, number, path, timeout=30):
    """Writes program `number` to path; False where csmith itself does not come to an end."""
    done = run(command(number, path), timeout, cwd=os.path.dirname(path))  # it leaves a file there
    if not done.ok and os.path.exists(path):
        os.remove(path)
    return done.ok and os.path.exists(path)
