#!/usr/bin/env python3
"""What the plugin adds to the time of a compilation at -O2.

  run.py [--llvm 22] [--plugin PATH] [--project sqlite3]... [--runs 5]   every file of the projects
  run.py --slow-only ...      only files that take longer than a second without the plugin
  run.py --file sqlite3.c     only files of that name
  run.py --peers ...          also clang --analyze (against clang) and gcc -fanalyzer (against gcc)

Runs without and with are interleaved, one after the other on one core, and a ratio is that of the
two medians.  A project is the sum over its files.  Seconds are processor time (bench/real/measure.py says
why).  Files over a second stand in a table of their own, since they are what one waits for.

The exit status is 1 when a bar is missed: 1.25 for sqlite3.c, 3 for any file over a second.
"""

import argparse
import json
import os
import sys
from dataclasses import dataclass
from statistics import median

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "real"))

import debsource
import measure
import projects

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SLOW = 1.0           # seconds from which a file counts by itself
BAR_SQLITE = 1.25
BAR_FILE = 3.0


@dataclass
class Way:
    """One way to compile a file, against the way it is compared with."""
    name: str
    base: list
    words: list


def ways(args):
    """The comparisons asked for."""
    clang = [f"clang-{args.llvm}", "-O2", "-fno-crash-diagnostics", "-w"]
    loud = clang[:-1]  # -w would silence the plugin as well
    out = []
    if not args.peers_only:
        path = os.path.abspath((args.plugin or os.path.join(TOP, "build/lib/unsown-{llvm}.so"))
                               .replace("{llvm}", args.llvm))
        if not os.path.exists(path):
            raise SystemExit(f"{path} does not exist: build it first, or give --plugin or --peers-only")
        words = ["-fplugin=" + path] + ["-fplugin-arg-unsown-" + a for a in args.arg]
        out.append(Way("plugin", [*loud, "-c"], [*loud, *words, "-c"]))
    if args.peers or args.peers_only:
        out.append(Way("clang --analyze", [*clang, "-c"], [*clang, "--analyze"]))
        gcc = ["gcc", "-O2", "-w"]
        out.append(Way("gcc -fanalyzer", [*gcc, "-c"], [*gcc, "-fanalyzer", "-c"]))
    return out


def seconds(args, words, ready, unit):
    """Processor seconds of one run, None when it failed or took too long."""
    flags = unit.flags
    if words[0] == "gcc":
        flags = [f for f in flags if f != "-Wno-builtin-macro-redefined" and "__DATE__" not in f
                 and "__TIME__" not in f]
    done = measure.run([*words, *flags, unit.source, "-o", "/dev/null"], ready.base, args.timeout)
    return done.seconds if done.status == "ok" else None


def one_file(args, way, ready, unit):
    """(median without, median with, ratio); ratio None when a run failed, "skipped" when too short."""
    first = seconds(args, way.base, ready, unit)
    if args.slow_only and (first is None or first < SLOW):
        return first, None, "skipped"
    pairs = [(first, seconds(args, way.words, ready, unit))]
    runs = args.runs if way.name == "plugin" else args.peer_runs
    while len(pairs) < runs and None not in pairs[-1]:
        pairs.append((seconds(args, way.base, ready, unit), seconds(args, way.words, ready, unit)))
    if None in pairs[-1]:
        return pairs[0][0], None, None
    without, with_ = (median(p[i] for p in pairs) for i in (0, 1))
    return without, with_, with_ / without


def show(header, rows):
    for r in [header, ["---"] * len(header), *rows]:
        print("| " + " | ".join(map(str, r)) + " |")
    print(flush=True)


def measured(args, way, chosen, cache):
    """[(project, file, without, with, ratio)] in the order of the projects."""
    out = []
    for project in chosen:
        ready = project.ready(cache)
        for unit in ready.units:
            if not args.file or os.path.basename(unit.source) in args.file:
                out.append((project.name, os.path.normpath(unit.source),
                            *one_file(args, way, ready, unit)))
        print(f"{way.name}: {project.name}", file=sys.stderr, flush=True)
    return out


def report(args, way, records):
    """Prints the tables of one comparison; returns the bars missed."""
    runs = args.runs if way.name == "plugin" else args.peer_runs
    print(f"### {way.name}, LLVM {args.llvm}, median of {runs} interleaved runs\n")
    good = [r for r in records if isinstance(r[4], float)]
    rows = []
    for name in dict.fromkeys(r[0] for r in records):
        mine = [r for r in good if r[0] == name]
        failed = sum(r[0] == name and r[4] is None for r in records)
        a, b = sum(r[2] for r in mine), sum(r[3] for r in mine)
        rows.append([name, len(mine), f"{a:.1f}", f"{b:.1f}", f"{b / a:.2f}" if a else "-", failed])
    show(["project", "files", "seconds without", "with", "ratio", "failed or too long"], rows)
    slow = sorted((r for r in good if r[2] >= SLOW), key=lambda r: -r[4])
    show(["file over a second", "seconds without", "with", "ratio"],
         [[f"{r[0]} {r[1]}", f"{r[2]:.2f}", f"{r[3]:.2f}", f"{r[4]:.2f}"] for r in slow])
    missed = [f"{r[0]} {r[1]}: {r[4]:.2f}, bar {bar}" for r in slow
              for bar in [BAR_SQLITE if r[1] == "sqlite3.c" else BAR_FILE] if r[4] > bar]
    missed += [f"{r[0]} {r[1]}: failed or took too long" for r in records if r[4] is None]
    return missed if way.name == "plugin" else []


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--llvm", default="22")
    parser.add_argument("--plugin", help="the plugin; {llvm} in it stands for the version "
                        "(default: build/lib/unsown-{llvm}.so)")
    parser.add_argument("--arg", action="append", default=[], help="an argument for the plugin")
    parser.add_argument("--project", action="append", choices=list(projects.ALL),
                        help="default: all; repeatable")
    parser.add_argument("--file", action="append", default=[], help="only files of that name")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--peer-runs", type=int, default=1,
                        help="for peers, which can take many times as long (default: 1)")
    parser.add_argument("--slow-only", action="store_true")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--peers-only", action="store_true")
    parser.add_argument("--timeout", type=float, default=600, help="seconds for one run")
    parser.add_argument("--cache", help=f"default: {debsource.default_cache()}")
    parser.add_argument("--json", help="also write every figure there")
    args = parser.parse_args()
    measure.end_all_on_signal()
    cache = debsource.Cache(args.cache)
    chosen = [projects.ALL[n] for n in args.project or projects.ALL]
    missed, everything = [], {}
    for way in ways(args):
        records = measured(args, way, chosen, cache)
        everything[way.name] = records
        missed += report(args, way, records)
    if missed:
        print("Bars missed:\n\n" + "".join(f"* {m}\n" for m in missed))
    if args.json:
        with open(args.json, "w", encoding="utf-8") as f:
            json.dump({"llvm": args.llvm, "runs": args.runs, "measured": everything}, f, indent=1)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
