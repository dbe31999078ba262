#!/usr/bin/env python3
"""Compiles real projects with and without the plugin and compares.

  run.py --out DIR [--llvm 22]... [--project redis]... [--plugin PATH] [--jobs 2]
  run.py --out DIR --warnings-only     only what the plugin says, fast (-O0, nothing compared)
  run.py --out DIR --no-plugin         only that every file compiles
  run.py --list                        the projects

For each LLVM and project it prints files, lines, warnings by id, processor seconds and peak memory
without and with the plugin, the file that slows down most, and whether the object files are
byte-identical.  It writes to DIR:

  summary.md               the tables that it prints
  warnings-LLVM-PROJECT.txt  every warning with its notes, as the compiler shows it
  unjudged-LLVM.tsv        the warnings that verdicts.tsv has no verdict on, in its form
  result-LLVM.json         everything, for programs

The exit status is 1 when a file does not compile, an object differs, the plugin says that it gave up on a
file (unsown-internal), or a run crashes or takes longer than --timeout.
"""

import argparse
import json
import os
import re
import shlex
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import debsource
import diagnostics
import measure
import projects
import verdicts

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
LLVMS = ("14", "16", "19", "22")
OURS = r"^unsown-"
SLOW = 1.0  # seconds below which a ratio says nothing


def plugin_flags(args, llvm):
    """The flags that load the plugin, [] with --no-plugin."""
    if args.no_plugin:
        return []
    path = os.path.abspath((args.plugin or os.path.join(TOP, "build/lib/unsown-{llvm}.so"))
                           .replace("{llvm}", llvm))
    if not os.path.exists(path):
        raise SystemExit(f"{path} does not exist: build it first, or give --plugin or --no-plugin")
    return ["-fplugin=" + path] + ["-fplugin-arg-unsown-" + a for a in args.arg]


def count_lines(path):
    with open(path, "rb") as f:
        return f.read().count(b"\n")


def compile_unit(args, llvm, ready, unit, plugin):
    """What one file did without and with the plugin."""
    path = os.path.normpath(os.path.join(ready.base, unit.source))
    record = {"file": os.path.normpath(unit.source), "lines": count_lines(path)}
    command = [f"clang-{llvm}", "-O0" if args.warnings_only else args.optimize, "-fno-crash-diagnostics",
               "-fno-color-diagnostics", *unit.flags, *shlex.split(args.flags), "-c", unit.source]
    record["command"] = " ".join(shlex.quote(w) for w in command)
    with tempfile.TemporaryDirectory(prefix="unsown-real-") as scratch:
        objects = []
        ways = [] if args.warnings_only and plugin else [("without", [])]
        ways += [("with", plugin)] if plugin else []
        for which, extra in ways:
            # One name in two directories: no path can make the objects differ.
            os.mkdir(os.path.join(scratch, which))
            objects.append(os.path.join(scratch, which, "out.o"))
            done = measure.run([*command, *extra, "-o", objects[-1]], ready.base, args.timeout)
            record[which] = {"status": done.status, "seconds": round(done.seconds, 3),
                             "kib": done.kib}
            if done.status != "ok":
                record[which]["tail"] = done.text[-4000:]
            if extra:
                record["warnings"] = diagnostics.parse(done.text, args.match, ready.base)
                record["gave_up"] = re.findall(r"(?m)^.*\[unsown-internal\]$", done.text)
        if len(objects) == 2 and all(os.path.exists(o) for o in objects):
            with open(objects[0], "rb") as a, open(objects[1], "rb") as b:
                record["identical"] = a.read() == b.read()
    return record


def total(records, which, field):
    return sum(r[which][field] for r in records if which in r)


def peak(records, which):
    return max((r[which]["kib"] for r in records if which in r), default=0) / 1024


def slowest_ratio(records):
    """(ratio, file) of the file that the plugin slows down most, among those over SLOW."""
    rows = [(r["with"]["seconds"] / r["without"]["seconds"], r["file"]) for r in records
            if "with" in r and "without" in r and r["without"]["seconds"] >= SLOW]
    return max(rows, default=None)


def troubles(records):
    """Lines saying what must not happen."""
    out = []
    for r in records:
        for which in ("without", "with"):
            if which in r and r[which]["status"] != "ok":
                out.append(f"{r['file']}: {r[which]['status']} {which} the plugin")
        out += [f"{r['file']}: {line}" for line in r.get("gave_up", [])]
        if r.get("identical") is False:
            out.append(f"{r['file']}: the object differs with the plugin")
    return out


def row(name, version, records, warnings):
    by_id = Counter(w.id for w in warnings)
    ids = ", ".join(f"{n} {i.removeprefix('unsown-')}" for i, n in sorted(by_id.items())) or "none"
    compared = [r for r in records if "identical" in r]
    worst = slowest_ratio(records)
    def pair(form, a, b):
        return "/".join(form % v if v else "-" for v in (a, b))
    return [name, version, len(records), sum(r["lines"] for r in records), ids,
            pair("%.1f", total(records, "without", "seconds"), total(records, "with", "seconds")),
            pair("%.0f", peak(records, "without"), peak(records, "with")),
            f"{worst[0]:.2f} {os.path.basename(worst[1])}" if worst else "-",
            f"{sum(r['identical'] for r in compared)} of {len(compared)}" if compared else "-",
            sum(r.get("with", {}).get("status") == "crash" for r in records),
            sum(r.get("with", {}).get("status") == "timeout" for r in records)]


HEADER = ["project", "version", "files", "lines", "warnings", "seconds -/+", "peak MiB -/+",
          "worst ratio", "objects identical", "crashes", "timeouts"]


def table(header, rows):
    lines = ["| " + " | ".join(map(str, r)) + " |" for r in [header, ["---"] * len(header), *rows]]
    return "\n".join(lines) + "\n"


def one_project(args, llvm, ready, plugin):
    with ThreadPoolExecutor(args.jobs) as pool:
        # Long files first, so that no core idles at the end; the results keep the order of units.
        def size(i):
            return -os.path.getsize(os.path.join(ready.base, ready.units[i].source))
        futures = {i: pool.submit(compile_unit, args, llvm, ready, ready.units[i], plugin)
                   for i in sorted(range(len(ready.units)), key=size)}
        return [futures[i].result() for i in range(len(ready.units))]


def one_llvm(args, llvm, chosen, cache):
    """Runs all projects with one LLVM; returns the report and whether anything was wrong."""
    plugin = plugin_flags(args, llvm)
    rows, said, wrong, data, lines = [], {}, [], {}, 0
    for project in chosen:
        ready = project.ready(cache)
        records = one_project(args, llvm, ready, plugin)
        warnings = diagnostics.without_repeats(w for r in records for w in r.get("warnings", []))
        rows.append(row(project.name, ready.version, records, warnings))
        wrong += [f"{project.name}: {t}" for t in troubles(records)]
        said[project.name] = warnings
        lines += sum(r["lines"] for r in records)
        with open(os.path.join(args.out, f"warnings-{llvm}-{project.name}.txt"), "w",
                  encoding="utf-8") as f:
            for w in warnings:
                f.write(f"=== {project.name}\t" + "\t".join(w.key()) + f"\n{w.text}\n\n")
        for r in records:
            r["warnings"] = [w.as_dict() for w in r.get("warnings", [])]
        data[project.name] = {"version": ready.version, "base": ready.base, "files": records}
        print(f"LLVM {llvm} {project.name}: {len(records)} files, {len(warnings)} warnings",
              file=sys.stderr, flush=True)
    with open(os.path.join(args.out, f"result-{llvm}.json"), "w", encoding="utf-8") as f:
        json.dump({"llvm": llvm, "plugin": plugin, "projects": data}, f, indent=1)
    report = f"\n## LLVM {llvm}{', ' + ' '.join(args.arg) if args.arg else ''}\n\n"
    report += table(HEADER, rows)
    if plugin:
        report += verdict_report(args, llvm, said, lines)
    if wrong:
        report += "\nWrong:\n\n" + "".join(f"* {w}\n" for w in wrong)
    return report, bool(wrong)


def verdict_report(args, llvm, said, lines):
    count, missing, stale = verdicts.judge(said, verdicts.load())
    with open(os.path.join(args.out, f"unjudged-{llvm}.tsv"), "w", encoding="utf-8") as f:
        f.writelines(m + "\n" for m in missing)
    rate = count["false"] * verdicts.LINES_PER_FALSE / max(lines, 1)
    text = (f"\nJudged: {count['true']} true, {count['false']} false, {count['unclear']} unclear; "
            f"{len(missing)} without a verdict. False ones per {verdicts.LINES_PER_FALSE} lines: "
            f"{rate:.2f}.\n")
    if stale:
        text += f"Verdicts that no warning of this run met: {len(stale)}.\n"
    return text


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", help="where results go")
    parser.add_argument("--llvm", action="append", choices=LLVMS, help="default: 22; repeatable")
    parser.add_argument("--project", action="append", choices=list(projects.ALL),
                        help="default: all; repeatable")
    parser.add_argument("--plugin", help="the plugin; {llvm} in it stands for the version "
                        "(default: build/lib/unsown-{llvm}.so)")
    parser.add_argument("--arg", action="append", default=[], help="an argument for the plugin")
    parser.add_argument("--flags", default="", help="more flags for the compiler, both times")
    parser.add_argument("--match", default=OURS, help="expression for the ids that count")
    parser.add_argument("--optimize", default="-O2")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--timeout", type=float, default=300, help="seconds for one file")
    parser.add_argument("--cache", help=f"default: {debsource.default_cache()}")
    parser.add_argument("--warnings-only", action="store_true")
    parser.add_argument("--no-plugin", action="store_true")
    parser.add_argument("--list", action="store_true")
    args = parser.parse_args()
    if args.list:
        print("\n".join(projects.ALL))
        return 0
    if not args.out:
        parser.error("--out is needed")
    measure.end_all_on_signal()
    args.out = os.path.abspath(args.out)
    os.makedirs(args.out, exist_ok=True)
    cache = debsource.Cache(args.cache)
    chosen = [projects.ALL[n] for n in args.project or projects.ALL]
    reports, failed = [], False
    for llvm in args.llvm or ["22"]:
        report, wrong = one_llvm(args, llvm, chosen, cache)
        print(report, flush=True)
        reports.append(report)
        failed = failed or wrong
    with open(os.path.join(args.out, "summary.md"), "w", encoding="utf-8") as f:
        f.write("".join(reports))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
