#!/usr/bin/env python3
"""How many wrong variants of the idioms are rejected?

Every example in examples/intent/ is changed mechanically, one change at a time, in the function that
reads trash and in those it calls: a comparison, a bound, a constant, an operator, an operand of && or
||, a statement left out.  Each mutant is

  judged    by the plugin: proved, failed or undecided
  tried     built with AddressSanitizer and run with a thousand fillings of its trash in each of
            sixteen scenes (examples/intent/trash.h), which keep to what is given

and counted by both.  A mutant whose outcome varies within a scene, or that goes outside an object with
some fillings and not with others, is wrong for certain, whatever anybody proves: `proved` beside it is
a fault of the proof, and is listed.  For `contained`, which lets the outcome vary, only going outside
counts.  A mutant that goes outside in some scene whatever the filling, or that does not end, has a fault
that the trash has no part in; such are counted apart.  A mutant that no run refutes may be right or
wrong; those that are judged to fail are listed with the reason, to be looked at.

    bench/claims/mutants.py [--plugin build/lib/unsown-22.so] [--clang clang-22] [--limit N] [--list]
"""
import argparse
import collections
import pathlib
import re
import resource
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
HEADER = ROOT / "plugin/include"
SCENES = 16  # as examples/intent/trash.h has it
VARIES = {"contained"}  # claims under which the outcome may vary
# What takes longer does not end: all fillings in all scenes take a second, one of them some milliseconds.
ALL_SECONDS, ONE_SECONDS = 20, 2

# pattern, replacements
OPERATORS = [
    (r"(?<![<>=!-])<(?![<=])", ["<=", ">", "!="]),
    (r"(?<![<>])<=(?!=)", ["<", ">"]),
    (r"(?<![<>=-])>(?![>=])", [">=", "<"]),
    (r"(?<![<>])>=", [">", "<"]),
    (r"==", ["!=", "<="]),
    (r"!=", ["=="]),
    (r"&&", ["||"]),
    (r"\|\|", ["&&"]),
    (r"(?<=\w )%(?= \w)", ["/"]),
    (r"(?<=[\w)] )-(?= [\w(])", ["+"]),
    (r"(?<=[\w)] )\+(?= [\w(])", ["-"]),
    (r"\|=", ["&=", "^="]),
    (r"&=", ["|="]),
]


def functions_to_change(text):
    """(begin, end) of the bodies of the functions with a read and of those before them."""
    end = text.index("static long outcome(unsigned filling)\n{")
    end = text.index("\n}\n", text.rindex("UNSOWN_READ(", 0, end)) + 3  # callers are not claimed
    spans = []
    for match in re.finditer(r"^[a-z][^;={}\n]*\)\n?\s*\{", text[:end], re.M):
        depth, at = 1, match.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(text[at], 0)
            at += 1
        spans.append((match.end(), at - 1))
    return spans


def protected(text):
    """Places that are not to be changed: what is given, the read itself, comments, #lines."""
    spans = []
    for match in re.finditer(r"UNSOWN_\w+\(", text):
        depth, at = 1, match.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(text[at], 0)
            at += 1
        spans.append((match.start(), at))
    spans += [m.span() for m in re.finditer(r"/\*.*?\*/|^#.*?$|\"[^\"]*\"|\w+ \*(?=\w)|->", text,
                                            re.S | re.M)]
    return spans


def apart_from_given(text):
    """The text with a copy of each function that an UNSOWN_GIVEN calls, for it alone: what is given
    must stay as it is when the function is changed."""
    given = [text[b:e] for b, e in protected(text) if text.startswith("UNSOWN_GIVEN", b)]
    for name in set(re.findall(r"\b[a-z]\w*(?=\()", " ".join(given))):
        found = re.search(rf"^static [^;{{}}\n]*\b{name}\([^;{{}}]*\{{[^{{}}]*\}}\n", text, re.M)
        if not found:
            continue
        for old in given:
            text = text.replace(old, re.sub(rf"\b{name}\(", f"given_{name}(", old))
        copy = re.sub(rf"\b{name}\(", f"given_{name}(", found[0], count=1)
        text = text.replace(found[0], copy + found[0], 1)
    return text


def mutants_of(text):
    """Yields (what was done, text)."""
    text = re.sub(r"#ifdef WRONG\n.*?#else\n(.*?)#endif\n", r"\1", text, flags=re.S)
    text = re.sub(r"#ifndef WRONG\n(.*?)#endif\n", r"\1", text, flags=re.S)
    text = re.sub(r"#ifdef WRONG\n.*?#endif\n", "", text, flags=re.S)
    text = apart_from_given(text)
    keep = protected(text)
    spans = [s for s in functions_to_change(text)
             if " given_" not in text[text.rindex("\n", 0, s[0]):s[0]]]

    def free(begin, end):
        return any(b <= begin and end <= e for b, e in spans) and \
            not any(b < end and begin < e for b, e in keep)

    def line(at):
        return text.count("\n", 0, at) + 1

    def made(begin, end, new):
        return f"{line(begin)}: {text[begin:end].strip()!r} -> {new!r}", \
            text[:begin] + new + text[end:]

    for pattern, replacements in OPERATORS:
        for match in re.finditer(pattern, text):
            if free(*match.span()):
                for new in replacements:
                    yield made(*match.span(), new)
    for match in re.finditer(r"(?<![\w.])(\d+|[A-Z]{3,})(?![\w(.])", text):
        if free(*match.span()):
            for new in (f"({match[0]} + 1)", f"({match[0]} - 1)"):
                yield made(*match.span(), new)
    for match in re.finditer(r"\breturn ([^;]+);", text):
        if not free(*match.span()) and not free(*match.span(1)):
            continue
        for part in re.split(r"&&|\|\|", match[1]):
            if part != match[1]:
                yield made(*match.span(1), part.strip())
        for new in ("0", "1", f"!({match[1]})"):
            yield made(*match.span(1), new)
    for match in re.finditer(r"\bif \((.+)\)\n", text):
        if free(*match.span()):
            for new in ("0", "1"):
                yield made(*match.span(1), new)
    for match in re.finditer(r"^ +[\w\[\]>.-]+ [|&+^-]?= [^;]+;\n", text, re.M):
        if free(*match.span()):
            yield made(*match.span(), "")


def run(command, seconds, **more):
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=seconds, **more)
    except subprocess.TimeoutExpired:
        return None


def children_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def judge(options, source, directory):
    """(verdict of the worst site, detail, seconds of the processor)"""
    begin = children_seconds()
    done = run([options.clang, "-std=c11", "-w", f"-fplugin={options.plugin}",
                "-fplugin-arg-unsown-dump=claims", f"-I{HEADER}", f"-I{ROOT}/examples/intent",
                "-fsyntax-only", source], 120)
    seconds = children_seconds() - begin
    if done is None:
        return "slow", "", seconds
    sites = re.findall(r": (\w+) in @\w+: (\w+)([^\n]*)", done.stdout)
    if done.returncode and "error" in done.stderr or not sites:
        return "broken", "", seconds
    order = {"failed": 0, "undecided": 1, "proved": 2}
    claim, verdict, detail = min(sites, key=lambda s: order[s[1]])
    return verdict, detail.strip(", "), seconds


def build(options, source, program):
    done = run([options.clang, "-std=c11", "-w", "-O1", "-fsanitize=address", f"-I{HEADER}",
                f"-I{ROOT}/examples/intent", source, "-o", program], 120)
    return done is not None and not done.returncode


def attempt(options, source, directory, may_vary):
    """(kind, why): kind is broken, refuted, apart or stands"""
    program = directory / (pathlib.Path(source).stem + ".exe")
    if not build(options, source, program):
        return "broken", ""
    env = {"ASAN_OPTIONS": "detect_leaks=0:detect_stack_use_after_return=0", "PATH": "/usr/bin"}

    def outside(done):
        return done is not None and ("AddressSanitizer" in done.stderr or done.returncode < 0)

    try:
        done = run([program], ALL_SECONDS, env=env)
        if done is None:  # a loop that the trash does not end, or none ends
            ends = set()
            for filling in range(16):
                ends.add(run([program, "0", str(filling)], ONE_SECONDS, env=env) is not None)
                if len(ends) == 2:
                    return "refuted", "does not always end"
            return "apart", "does not end, whatever the trash"
        if "varies" in done.stdout:
            return ("stands", "") if may_vary else ("refuted", "varies")
        if not outside(done):
            return "stands", ""
        # Is it the trash that leads outside?
        for scene in range(SCENES):
            done = run([program, str(scene)], ALL_SECONDS, env=env)
            if done is not None and "varies" in done.stdout and not may_vary:
                return "refuted", "varies"
            if not outside(done):
                continue
            for filling in range(40):
                done = run([program, str(scene), str(filling)], ONE_SECONDS, env=env)
                if done is not None and not outside(done):
                    return "refuted", "outside"
        return "apart", "outside, whatever the trash"
    finally:
        program.unlink()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clang", default="clang-22")
    parser.add_argument("--plugin", default=str(ROOT / "build/lib/unsown-22.so"))
    parser.add_argument("--limit", type=int, default=0, help="mutants of each example")
    parser.add_argument("--only", default="", help="examples whose name contains this")
    parser.add_argument("--list", action="store_true", help="every mutant with its verdict")
    options = parser.parse_args()

    counts = collections.Counter()
    times, listed = [], []
    with tempfile.TemporaryDirectory() as name:
        directory = pathlib.Path(name)
        work = []
        for example in sorted((ROOT / "examples/intent").glob("*.c")):
            if options.only not in example.stem:
                continue
            text = example.read_text()
            claims = set(re.findall(r"UNSOWN_READ\(.*?,\s*(\w+),", text))
            may_vary = bool(claims & VARIES)
            mutants = dict((new, what) for what, new in mutants_of(text))
            chosen = list(mutants.items())
            if options.limit and len(chosen) > options.limit:
                step = len(chosen) / options.limit
                chosen = [chosen[int(i * step)] for i in range(options.limit)]
            for i, (new, what) in enumerate(chosen):
                source = directory / f"{example.stem}.{i}.c"
                source.write_text(new)
                work.append((example.stem, what, source, may_vary))

        for stem, what, source, may_vary in work:
            verdict, detail, seconds = judge(options, source, directory)
            tried = attempt(options, source, directory, may_vary)
            kind, why = tried
            if verdict == "broken" or kind == "broken":
                counts["does not compile"] += 1
                continue
            if verdict == "slow":
                verdict = "undecided"
            times.append((seconds, f"{stem}:{what}"))
            counts[kind, verdict] += 1
            if options.list or (kind, verdict) in (("refuted", "proved"), ("stands", "failed"),
                                                   ("refuted", "undecided")):
                listed.append(f"{stem}:{what}: {kind} {why}, {verdict} {detail}")
    for text in listed:
        print(text)
    rows = {kind: [counts[kind, v] for v in ("failed", "undecided", "proved")]
            for kind in ("refuted", "stands", "apart")}
    total = sum(map(sum, rows.values()))
    print(f"\nmutants: {total}, and {counts['does not compile']} that do not compile")
    print("                                failed  undecided  proved")
    for kind, label in (("refuted", "refuted by a run"), ("stands", "not refuted"),
                        ("apart", "wrong whatever the trash")):
        print("{:29} {:8} {:10} {:7}".format(label, *rows[kind]))
    failed, undecided, proved = rows["refuted"]
    if sum(rows["refuted"]):
        print(f"of those refuted by a run, rejected: {100 * failed / sum(rows['refuted']):.1f} %; "
              f"proved all the same: {proved}")
    if total:
        print(f"undecided, of all: {100 * sum(row[1] for row in rows.values()) / total:.1f} %")
    if times:
        times.sort()
        print(f"processor seconds for a compilation with its proofs: median "
              f"{times[len(times) // 2][0]:.2f}, most {times[-1][0]:.2f} ({times[-1][1]})")
    return 1 if counts["refuted", "proved"] else 0


if __name__ == "__main__":
    sys.exit(main())
