#!/usr/bin/env python3
"""Compiles what compilers are tested with, without and with the plugin: no crash, no hang, no difference.

  run.py --out DIR                                    everything with LLVM 22 for x86-64 at -O2
  run.py --out DIR --llvm 14 --target m32 --opt -O0   another configuration; all three may be repeated
  run.py --out DIR --all                              all LLVMs, targets and levels
  run.py --out DIR --all --shard 3/64                 the third of 64 parts of each configuration
  run.py --out DIR --suite gcc-execute                only that suite

Each file is compiled twice with the same flags.  It *fails* when the plugin's run crashes, when it takes
over ten processor seconds more (--hang), when one run refuses the file and the other does not, or when
the two objects differ in a byte.  A file that both refuse was still parsed with the plugin loaded; it is
counted as refused.  The part of a file depends on a hash of its name, so that it is the same everywhere.

DIR/torture.tsv gets one line for each failure, DIR/torture.md the table: files, refused, failures, the
most processor time that the plugin added to a file and the most memory it took.
"""

import argparse
import hashlib
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "real"))

import inputs
import projects
import run as real
from forkserver import Forkserver

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LEVELS = ("-O0", "-O2")


def part_of(name, parts):
    """The part, from 1, that a file of that name belongs to."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) % parts + 1


def compared(args, server, command, plugin, base, source, scratch):
    """(fault or "", refused, seconds added, KiB with the plugin) of one file."""
    outcomes = []
    # One name in two directories: no path can make the objects differ.
    objects = [os.path.join(scratch, which, "out.o") for which in ("without", "with")]
    for extra, target in zip(([], plugin), objects):
        if os.path.exists(target):
            os.remove(target)
        outcomes.append(server.run([*command, *extra, "-c", source, "-o", target], base, args.timeout))
        if outcomes[0].status in ("crash", "timeout"):
            return "", "compiler's own " + outcomes[0].status, 0, 0
    without, with_ = outcomes
    added = with_.seconds - without.seconds
    fault, refused = "", ""
    if with_.status in ("crash", "timeout"):
        fault = with_.status
    elif "[unsown-internal]" in with_.text:
        fault = "gave up on the file"
    elif with_.status != without.status:
        fault = f"{without.status} without, {with_.status} with"
    elif added > args.hang:
        fault = f"hang: {added:.1f} s more"
    elif without.status == "error":
        refused = "refused"
    else:
        with open(objects[0], "rb") as a, open(objects[1], "rb") as b:
            if a.read() != b.read():
                fault = "object differs"
    return fault, refused, added, with_.kib


def solver(plugin):
    """The solver's library that the plugin loads, "" if that cannot be told."""
    text = subprocess.run(["ldd", plugin], stdout=subprocess.PIPE, text=True).stdout
    found = re.search(r"libz3\S* => (\S+)", text)
    return found[1] if found else ""


def configuration(args, llvm, target, level, suites, faults):
    """Rows of the table for one configuration; the faults are appended."""
    plugin = real.plugin_flags(args, llvm)
    rows = []
    with tempfile.TemporaryDirectory(prefix="unsown-torture-") as scratch:
        for which in ("without", "with"):
            os.mkdir(os.path.join(scratch, which))
        server = Forkserver(f"clang-{llvm}", scratch, solver(plugin[0].removeprefix("-fplugin=")))
        for name, (base, paths, flags) in suites.items():
            chosen = [p for p in paths if part_of(p, args.parts) == args.part]
            command = [*inputs.target_flags(target), level, *flags, *projects.FIXED_DATE,
                       "-Wno-everything", "-ferror-limit=3", "-fno-crash-diagnostics",
                       "-fno-color-diagnostics"]
            results = []
            for source in chosen:
                results.append(compared(args, server, command, plugin, base, source, scratch))
                if results[-1][0]:
                    faults.append((llvm, target, level, name, source, results[-1][0]))
                    print("FAULT", *faults[-1], sep="\t", file=sys.stderr, flush=True)
            slowest = max(((r[2], s) for r, s in zip(results, chosen)), default=(0, "-"))
            largest = max(((r[3], s) for r, s in zip(results, chosen)), default=(0, "-"))
            rows.append([llvm, target, level, name, len(chosen), sum(bool(r[1]) for r in results),
                         sum(bool(r[0]) for r in results),
                         f"{slowest[0]:.2f} {os.path.basename(slowest[1])}",
                         f"{largest[0] / 1024:.0f} {os.path.basename(largest[1])}"])
            print(*rows[-1], sep="\t", file=sys.stderr, flush=True)
        server.close()
    return rows


HEADER = ["LLVM", "target", "level", "suite", "files", "refused", "faults", "most seconds added",
          "most MiB"]


def shard(text):
    part, _, parts = text.partition("/")
    if not (part.isdigit() and parts.isdigit() and 1 <= int(part) <= int(parts)):
        raise argparse.ArgumentTypeError(f"'{text}' is not of the form I/N with 1 <= I <= N")
    return int(part), int(parts)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", required=True, help="where results go")
    parser.add_argument("--llvm", action="append", choices=real.LLVMS)
    parser.add_argument("--target", action="append", choices=list(inputs.TARGETS))
    parser.add_argument("--opt", action="append", choices=LEVELS)
    parser.add_argument("--all", action="store_true", help="all LLVMs, targets and levels")
    parser.add_argument("--suite", action="append", help="default: all")
    parser.add_argument("--shard", type=shard, default=(1, 1), help="I/N")
    parser.add_argument("--plugin", help="{llvm} in it stands for the version "
                        "(default: build/lib/unsown-{llvm}.so)")
    parser.add_argument("--arg", action="append", default=[], help="an argument for the plugin")
    parser.add_argument("--hang", type=float, default=10, help="processor seconds that count as a hang")
    parser.add_argument("--timeout", type=float, default=120, help="seconds for one run")
    parser.add_argument("--cache", help=f"default: {inputs.debsource.default_cache()}")
    args = parser.parse_args()
    args.no_plugin = False
    args.part, args.parts = args.shard
    suites = inputs.suites(inputs.debsource.Cache(args.cache))
    for name in args.suite or []:
        if name not in suites:
            parser.error(f"there is no suite '{name}'; there are {', '.join(suites)}")
    suites = {n: s for n, s in suites.items() if not args.suite or n in args.suite}
    os.makedirs(args.out, exist_ok=True)
    everything = args.all
    rows, faults = [], []
    for llvm in args.llvm or (real.LLVMS if everything else ["22"]):
        for target in args.target or (inputs.TARGETS if everything else ["x86-64"]):
            for level in args.opt or (LEVELS if everything else ["-O2"]):
                rows += configuration(args, llvm, target, level, suites, faults)
    table = real.table(HEADER, rows)
    print(table)
    with open(os.path.join(args.out, "torture.md"), "w", encoding="utf-8") as f:
        f.write(f"Part {args.part} of {args.parts} of each suite.\n\n" + table)
    with open(os.path.join(args.out, "torture.tsv"), "w", encoding="utf-8") as f:
        f.writelines("\t".join(fault) + "\n" for fault in faults)
    print(f"{sum(r[4] for r in rows)} compilations, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
