"""Many mutants in one program: each place is made conditional on a number that a run gets from its environment.

Building with MSan takes much longer than a run, so this is what makes thousands of mutants affordable ("mutant
schemata": R. H. Untch, A. J. Offutt, M. J. Harrold, Mutation Analysis Using Mutant Schemata, ISSTA 1993).  Only lines count when
reports are compared, and lines stay as they are.

Every change is text put in before the place and text put in behind it, so places may lie inside each other.

What it gives up.  Places that only fit when they are alone (initializers in a declaration of several variables, a
field left out) have no form here; these mutants are built one by one.
"""

import os

from tools import HERE

FLAGS = ["-include", os.path.join(HERE, "switch.h")]
RUNS = "UNSOWN_MUTANT"  # the environment variable


def combine(tree, numbered):
    """The program that holds the mutants, and the numbers of those that it holds.  numbered: (number, Mutant)."""
    text, held = tree.text, []
    before, behind, cut = {}, {}, {}
    moved = [(m.begin, m.end) for _, m in numbered if m.form == "later"]
    for number, mutant in numbered:
        if any(b < mutant.begin and mutant.end <= e for b, e in moved):
            continue
        form = conditional(text, mutant, number)
        if not form:
            continue
        begin, removed, prefix, end, suffix = form
        # The outer one of two that begin or end together stands outside.
        before.setdefault(begin + removed, []).append((-end, number, prefix))
        behind.setdefault(end, []).append((-begin, number, suffix))
        if removed:
            cut[begin] = removed
        held.append(number)
    out, at = [], 0
    for place in sorted({0, len(text), *before, *behind, *cut, *(p + n for p, n in cut.items())}):
        out.append(text[at:place])
        at = max(at, place)
        out.extend(piece for _, _, piece in sorted(behind.get(place, ()), key=lambda s: (s[0], -s[1])))
        out.extend(piece for _, _, piece in sorted(before.get(place, ())))
        if place in cut:
            at = place + cut[place]
    return b"".join(out), held


def conditional(text, mutant, number):
    """(where, bytes removed there, text put in, where, text put in), or None."""
    on = f"unsown_mutant != {number}".encode()
    source = text[mutant.begin:mutant.end]
    if mutant.form == "expression":
        return mutant.begin, 0, b"(" + on + b" ? (void)(", mutant.end, b") : (void)0)"
    if mutant.form == "statement":
        end = mutant.end
        if not source.endswith(b"}"):
            while text[end:end + 1] in (b" ", b"\t", b"\n"):
                end += 1
            if text[end:end + 1] != b";":
                return None
            end += 1
        return mutant.begin, 0, b"{ if (" + on + b") ", end, b" }"
    if mutant.form == "value":
        return mutant.begin, 0, b"(!(" + on + b") ? " + mutant.replacement + b" : ", mutant.end, b")"
    if mutant.form == "initializer":
        name = mutant.name.encode()
        return mutant.begin, 1, b"; if (" + on + b") " + name + b" =", mutant.end, b""
    if mutant.form == "later":
        value = b" if (" + on + b") " + mutant.name.encode() + b" " + b" ".join(source.split(b"\n")) + b";"
        return mutant.begin, len(source), mutant.replacement, mutant.after, value
    if mutant.form == "aggregate":
        name = mutant.name.encode()
        brace = (b"", b"") if source.lstrip(b"= \t\n").startswith(b"{") else (b"{", b"}")
        return (mutant.begin, 1, b"; if (" + on + b") __builtin_memcpy(&" + name + b", &(__typeof__(" + name + b"))" + brace[0],
                mutant.end, brace[1] + b", sizeof " + name + b")")
    return None
