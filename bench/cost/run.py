#!/usr/bin/env python3
"""What the plugin adds to the time of a compilation at -O2.

  run.py [--llvm 22] [--plugin PATH] [--project sqlite3]... [--runs 5]   every file of the projects
  run.py --slow-only ...      only files that take longer than a second without the plugin
  run.py --file sqlite3.c     only files of that name
  run.py --sample 10 ...      every tenth file of each project, for what takes too long as a whole
  run.py --peers ...          also clang --analyze (against clang), gcc -fanalyzer and gcc -Wall (against gcc)

Runs without and with are interleaved, one after the other on one core, and a ratio is that of the
two medians.  A project is the sum over its files; its memory is the largest peak of a file.  Seconds are
processor time (bench/real/measure.py says why).  Files over a second stand in a table of their own, since they are
what one waits for.  The last table has all ways beside each other.

The exit status is 1 when a bar is missed: 1.15 for a project, 2 for any file over a second, 1.5 for memory.
"""

import argparse
import json
import os
import sys
from dataclasses import asdict, dataclass
from statistics import median

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "real"))

import debsource
import measure
import projects
import run as real

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SLOW = 1.0           # seconds from which a file counts by itself
BAR_PROJECT = 1.15
BAR_FILE = 2.0
BAR_MEMORY = 1.5


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
        out.append(Way("gcc -Wall", [*gcc, "-c"], [*gcc[:-1], "-Wall", "-Wextra", "-c"]))
    return out


@dataclass
class Measured:
    """One file, without and with: medians.  ratio is None when a run failed, "skipped" when too short."""
    project: str
    file: str
    without: float
    with_: float = None
    ratio: object = None
    kib: tuple = (0, 0)


def cost(args, words, ready, unit):
    """(processor seconds, KiB) of one run, None when it failed or took too long."""
    flags = unit.flags
    if words[0] == "gcc":
        flags = [f for f in flags if f != "-Wno-builtin-macro-redefined" and "__DATE__" not in f
                 and "__TIME__" not in f]
    done = measure.run([*words, *flags, unit.source, "-o", "/dev/null"], ready.base, args.timeout)
    return (done.seconds, done.kib) if done.status == "ok" else None


def one_file(args, way, project, ready, unit):
    name = os.path.normpath(unit.source)
    first = cost(args, way.base, ready, unit)
    if args.slow_only and (first is None or first[0] < SLOW):
        return Measured(project, name, first and first[0], ratio="skipped")
    pairs = [(first, cost(args, way.words, ready, unit))]
    runs = args.runs if way.name == "plugin" else args.peer_runs
    while len(pairs) < runs and None not in pairs[-1]:
        pairs.append((cost(args, way.base, ready, unit), cost(args, way.words, ready, unit)))
    if None in pairs[-1]:
        return Measured(project, name, first and first[0])
    (without, kib), (with_, more) = ([median(p[i][k] for p in pairs) for k in (0, 1)] for i in (0, 1))
    return Measured(project, name, without, with_, with_ / without, (kib, more))


def show(header, rows):
    print(real.table(header, rows), flush=True)


def measured(args, way, chosen, cache):
    """[Measured] in the order of the projects."""
    out = []
    for project in chosen:
        ready = project.ready(cache)
        units = [u for u in ready.units if not args.file or os.path.basename(u.source) in args.file]
        out += [one_file(args, way, project.name, ready, u) for u in units[::args.sample]]
        print(f"{way.name}: {project.name}", file=sys.stderr, flush=True)
    return out


@dataclass
class Sum:
    """A project: the files that both ways compile."""
    files: int
    without: float
    with_: float
    kib: tuple
    failed: int

    def ratio(self):
        return self.with_ / self.without if self.without else 0

    def memory(self):
        return self.kib[1] / self.kib[0] if self.kib[0] else 0


def summed(records, name):
    mine = [r for r in records if r.project == name]
    good = [r for r in mine if isinstance(r.ratio, float)]
    return Sum(len(good), sum(r.without for r in good), sum(r.with_ for r in good),
               tuple(max((r.kib[i] for r in good), default=0) for i in (0, 1)),
               sum(r.ratio is None for r in mine))


def report(args, way, records):
    """Prints the tables of one comparison; returns the bars missed."""
    runs = args.runs if way.name == "plugin" else args.peer_runs
    part = f", every {args.sample}th file" if args.sample > 1 else ""
    print(f"### {way.name}, LLVM {args.llvm}, median of {runs} interleaved runs{part}\n")
    names = list(dict.fromkeys(r.project for r in records))
    sums = {n: summed(records, n) for n in names}
    show(["project", "files", "seconds without", "with", "ratio", "peak MiB without", "with", "failed or too long"],
         [[n, s.files, f"{s.without:.1f}", f"{s.with_:.1f}", f"{s.ratio():.2f}", f"{s.kib[0] / 1024:.0f}",
           f"{s.kib[1] / 1024:.0f}", s.failed] for n, s in sums.items()])
    slow = sorted((r for r in records if isinstance(r.ratio, float) and r.without >= SLOW),
                  key=lambda r: -r.ratio)
    show(["file over a second", "seconds without", "with", "ratio"],
         [[f"{r.project} {r.file}", f"{r.without:.2f}", f"{r.with_:.2f}", f"{r.ratio:.2f}"] for r in slow])
    missed = [f"{r.project} {r.file}: {r.ratio:.2f}, bar {BAR_FILE}" for r in slow if r.ratio > BAR_FILE]
    for n, s in sums.items():
        if s.ratio() > BAR_PROJECT:
            missed.append(f"{n}: {s.ratio():.2f}, bar {BAR_PROJECT}")
        if s.memory() > BAR_MEMORY:
            missed.append(f"{n}: {s.memory():.2f} times the memory, bar {BAR_MEMORY}")
    missed += [f"{r.project} {r.file}: failed or took too long" for r in records if r.ratio is None]
    return missed if way.name == "plugin" else []


def side_by_side(everything):
    """All ways in one table: time, and memory, as ratios."""
    names = list(dict.fromkeys(r.project for records in everything.values() for r in records))
    rows = [[n, *(f"{s.ratio():.2f} / {s.memory():.2f}" if s.files else "-"
                  for s in (summed(records, n) for records in everything.values()))] for n in names]
    print("### Time / peak memory, each against the same compiler without it\n")
    show(["project", *everything], rows)


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
    parser.add_argument("--sample", type=int, default=1, help="every so many-th file of a project")
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
    if len(everything) > 1:
        side_by_side(everything)
    if missed:
        print("Bars missed:\n\n" + "".join(f"* {m}\n" for m in missed))
    if args.json:
        with open(args.json, "w", encoding="utf-8") as f:
            json.dump({"llvm": args.llvm, "runs": args.runs, "sample": args.sample,
                       "measured": {n: [asdict(r) for r in rs] for n, rs in everything.items()}}, f, indent=1)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
