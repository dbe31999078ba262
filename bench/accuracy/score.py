#!/usr/bin/env python3
"""Counts what the plugin finds, misses and falsely flags in the test suites of GCC 12 and clang 14.

  eval "$(bench/accuracy/fetch.sh)"; export GCC_TESTSUITE_DIR CLANG_TEST_DIR
  score.py [--llvm 22] [--plugin PATH] [--suite gcc]... [--list]
  score.py --peers                 also what clang and gcc say themselves

A function with a mark (marks.py) that is flagged anywhere is a true positive (TP), one that is not a
false negative (FN), a function without a mark that is flagged a false positive (FP).  A test that
the compiler refuses counts as silence and is reported.  --list names every FN and FP.
"""

import argparse
import os
import sys

import marks  # puts bench/real on the path
import diagnostics
import measure

TOP = os.path.dirname(os.path.dirname(marks.HERE))
# Old C that newer clang refuses by default.
LENIENT = ["-fblocks"] + ["-Wno-error=" + w for w in (
    "implicit-function-declaration", "implicit-int", "int-conversion", "return-type",
    "incompatible-pointer-types", "incompatible-function-pointer-types", "return-mismatch")]
ANALYZER = r"^(core\.(uninitialized|UndefinedBinaryOperatorResult|CallAndMessage)|unix\.Malloc$)"


def tools(args):
    """{name: (command, expression for the ids that count)}"""
    clang = [f"clang-{args.llvm}", *LENIENT]
    out = {}
    if not args.peers_only:
        path = os.path.abspath((args.plugin or os.path.join(TOP, "build/lib/unsown-{llvm}.so"))
                               .replace("{llvm}", args.llvm))
        if not os.path.exists(path):
            raise SystemExit(f"{path} does not exist: build it first, or give --plugin or --peers-only")
        words = ["-fplugin=" + path] + ["-fplugin-arg-unsown-" + a for a in args.arg]
        out["unsown"] = [*clang, *words, "-fsyntax-only"], "^unsown-"
    if args.peers or args.peers_only:
        out["clang -Wall -Wextra"] = ([*clang, "-Wall", "-Wextra", "-fsyntax-only"],
                                      "^(sometimes-|conditional-)?uninitialized")
        out["clang --analyze"] = [*clang, "--analyze", "-Xclang", "-analyzer-output=text"], ANALYZER
        out["gcc -O2 -Wall -Wextra"] = (["gcc", "-O2", "-Wall", "-Wextra", "-c", "-o", "/dev/null"],
                                        "^(maybe-)?uninitialized")
        out["gcc -fanalyzer"] = (["gcc", "-fanalyzer", "-fdiagnostics-path-format=none", "-c", "-o",
                                  "/dev/null"], "analyzer-use-of-uninitialized-value")
    return out


def score(tool, tests):
    """(TP, FN, FP as lists of "file function: message", names of tests refused)"""
    command, matching = tool
    tp, fn, fp, refused = [], [], [], []
    for test in tests:
        done = measure.run([*command, *test.flags, test.path], os.path.dirname(test.path), 120)
        if done.status != "ok":
            refused.append(f"{test.name}: {done.status}")
        said = {}
        for w in diagnostics.parse(done.text, matching, os.path.dirname(test.path)):
            if w.file == os.path.basename(test.path):
                said.setdefault(w.function, f"{w.line}: {w.message} [{w.id}]")
        tp += [f"{test.name} {f}" for f in sorted(test.flawed & set(said))]
        fn += [f"{test.name} {f}" for f in sorted(test.flawed - set(said))]
        fp += [f"{test.name} {f}: {said[f]}" for f in sorted(test.clean & set(said))]
    return tp, fn, fp, refused


def f1(tp, fn, fp):
    return 2 * tp / (2 * tp + fn + fp) if tp else 0.0


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--llvm", default="22")
    parser.add_argument("--plugin", help="the plugin; {llvm} in it stands for the version "
                        "(default: build/lib/unsown-{llvm}.so)")
    parser.add_argument("--arg", action="append", default=[], help="an argument for the plugin")
    parser.add_argument("--suite", action="append", choices=list(marks.SUITES))
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--peers-only", action="store_true")
    parser.add_argument("--list", action="store_true", help="name every FN and FP")
    args = parser.parse_args()
    measure.end_all_on_signal()
    print("| suite | tool | TP | FN | FP | F1 | refused |\n| --- | --- | --- | --- | --- | --- | --- |")
    details = []
    for suite in args.suite or marks.SUITES:
        tests = list(marks.tests_of(marks.SUITES[suite]))
        for name, tool in tools(args).items():
            tp, fn, fp, refused = score(tool, tests)
            print(f"| {suite} | {name} | {len(tp)} | {len(fn)} | {len(fp)} | "
                  f"{f1(len(tp), len(fn), len(fp)):.3f} | {len(refused)} |", flush=True)
            details += [f"{suite}, {name}: {kind} {line}" for kind, lines in
                        (("FN", fn), ("FP", fp), ("refused", refused)) for line in lines]
    if args.list:
        print("\n" + "\n".join(details))
    return 0


if __name__ == "__main__":
    sys.exit(main())
