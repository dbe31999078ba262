#!/usr/bin/env python3
"""How many wrong variants of the idioms are rejected?

Every example in examples/intent/ is changed mechanically, one change at a time, in the function that
reads trash and in those it calls: a comparison, a bound, a constant, an operator, an operand of && or
||, a statement left out.  Each mutant is

  judged    by the plugin: proved, failed or undecided
  tried     built with AddressSanitizer and run with two thousand fillings of its trash

and counted by both.  A mutant whose outcome varies, or that goes outside an object, is wrong for
certain, whatever anybody proves: `proved` beside `refuted` is a fault of the proof, and is listed.
For claims that allow the outcome to vary only going outside counts.  One that
goes outside with every filling has a fault that the trash has no part in.  A mutant that no run refutes
may be right or wrong; those that are judged to fail are listed with the reason, to be looked at.

    bench/claims/mutants.py [--plugin build/lib/unsown-22.so] [--clang clang-22] [--limit N] [--list]
"""
import argparse
import collections
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
HEADER = ROOT / "plugin/include"
VARIES = {"contained", "transport", "entropy"}  # claims under which the outcome may vary

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


def mutants_of(text):
    """Yields (what was done, text)."""
    text = re.sub(r"#ifdef WRONG\n.*?#else\n(.*?)#endif\n", r"\1", text, flags=re.S)
    text = re.sub(r"#ifndef WRONG\n(.*?)#endif\n", r"\1", text, flags=re.S)
    text = re.sub(r"#ifdef WRONG\n.*?#endif\n", "", text, flags=re.S)
    keep = protected(text)
    spans = functions_to_change(text)

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


def judge(options, source, directory):
    """(verdict of the worst site, detail, seconds)"""
    begin = time.monotonic()
    done = run([options.clang, "-std=c11", "-w", f"-fplugin={options.plugin}",
                "-fplugin-arg-unsown-dump=claims", f"-I{HEADER}", f"-I{ROOT}/examples/intent",
                "-fsyntax-only", source], 120)
    seconds = time.monotonic() - begin
    if done is None:
        return "slow", "", seconds
    sites = re.findall(r": (\w+) in @\w+: (\w+)([^\n]*)", done.stdout)
    if done.returncode and "error" in done.stderr or not sites:
        return "broken", "", seconds
    order = {"failed": 0, "undecided": 1, "proved": 2}
    claim, verdict, detail = min(sites, key=lambda s: order[s[1]])
    return verdict, detail.strip(", "), seconds


def attempt(options, source, directory, may_vary):
    """'refuted: why' or 'stands'"""
    program = directory / (pathlib.Path(source).stem + ".exe")
    built = run([options.clang, "-std=c11", "-w", "-O1", "-fsanitize=address", f"-I{HEADER}",
                 f"-I{ROOT}/examples/intent", source, "-o", program], 120)
    if built is None or built.returncode:
        return "broken"
    env = {"ASAN_OPTIONS": "detect_leaks=0:detect_stack_use_after_return=0", "PATH": "/usr/bin"}
    done = run([program], 20, env=env)
    always = done is not None and "AddressSanitizer" in done.stderr and \
        all("AddressSanitizer" in run([program, str(filling)], 20, env=env).stderr
            for filling in range(7))
    program.unlink()
    if always:
        return "stands, but goes outside whatever the trash"
    if done is None:
        return "refuted: does not end"
    if "AddressSanitizer" in done.stderr or done.returncode < 0:
        return "refuted: outside"
    if "varies" in done.stdout and not may_vary:
        return "refuted: varies"
    return "stands"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clang", default="clang-22")
    parser.add_argument("--plugin", default=str(ROOT / "build/lib/unsown-22.so"))
    parser.add_argument("--limit", type=int, default=0, help="mutants of each example")
    parser.add_argument("--only", default="", help="examples whose name contains this")
    parser.add_argument("--jobs", type=int, default=1)
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

        def both(item):
            stem, what, source, may_vary = item
            return item, judge(options, source, directory), \
                attempt(options, source, directory, may_vary)

        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            for (stem, what, source, may_vary), (verdict, detail, seconds), tried in \
                    pool.map(both, work):
                if "broken" in (verdict, tried):
                    counts["does not compile"] += 1
                    continue
                times.append(seconds)
                truth = "refuted" if tried.startswith("refuted") else "stands"
                counts[truth, verdict] += 1
                if options.list or (truth, verdict) in (("refuted", "proved"),
                                                        ("stands", "failed")):
                    listed.append(f"{stem}:{what}: {tried}, {verdict} {detail}")
    for text in listed:
        print(text)
    wrong = sum(counts["refuted", v] for v in ("failed", "undecided", "proved", "slow"))
    right = sum(counts["stands", v] for v in ("failed", "undecided", "proved", "slow"))
    print(f"\nmutants: {wrong + right}, and {counts['does not compile']} that do not compile")
    print("                     failed  undecided  proved")
    for truth, label in (("refuted", "refuted by a run"), ("stands", "not refuted")):
        print(f"{label:20} {counts[truth, 'failed']:6}"
              f" {counts[truth, 'undecided'] + counts[truth, 'slow']:10}"
              f" {counts[truth, 'proved']:7}")
    if wrong:
        print(f"of those refuted by a run, rejected: "
              f"{100 * counts['refuted', 'failed'] / wrong:.1f} %; "
              f"proved all the same: {counts['refuted', 'proved']}")
    if times:
        times.sort()
        print(f"seconds for a compilation with its proofs: median {times[len(times) // 2]:.2f}, "
              f"most {times[-1]:.2f}")
    return 1 if counts["refuted", "proved"] else 0


if __name__ == "__main__":
    sys.exit(main())
