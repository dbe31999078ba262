#!/usr/bin/env python3
"""What do claims cost, and say, where nothing is annotated?

    bench/claims/unannotated.py [--project zlib]... [--plugin build/lib/unsown-22.so] [--clang clang-22]
                                [--callgrind zlib:inflate.c]... [--jobs 2]

Every file of bench/real/'s projects, none of which has an annotation, is looked at by the plugin as it always
runs, claims included.  The plugin itself says how long each stage took (`stats`); what claims have no stage
for is the look for annotations that say nothing, which begins only in files that include unsown/intent.h.
Printed are, for each project,

  the warnings about claims (unsown-claim, unsown-stale) and the remarks of `remark=intent`: there must be none;
  the seconds of the claims' stage, and what they are of the processor seconds of the file's run through clang
  and the plugin without any code generation, which is less than a compilation takes.

--callgrind counts the instructions instead, of one file and under valgrind: those below claims_check() and
contract_check(), of all of the process.

Ends with status 1 when something is said of claims or the share is above two per cent.
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bench/real"))
import debsource  # noqa: E402
import measure  # noqa: E402
import projects  # noqa: E402

SAID = re.compile(r"\[unsown-(?:claim|stale|intent)\]")


def words(options, unit):
    return [options.clang, "-fno-color-diagnostics", *unit.flags, f"-fplugin={options.plugin}",
            "-fplugin-arg-unsown-stats", "-fplugin-arg-unsown-remark=intent", "-fsyntax-only",
            unit.source]


def look(options, ready, unit):
    """(seconds of the claims' stage, of all, how often claims are spoken of); None: left out"""
    done = measure.run(words(options, unit), ready.base, 300)
    stage = re.search(r"feasibility [\d.]+, claims ([\d.]+)", done.text)
    if not stage:  # it does not compile, with or without the plugin
        print(f"{ready.name} {unit.source}: {done.status}, left out", file=sys.stderr)
        return None
    return float(stage[1]), done.seconds, len(SAID.findall(done.text))


def count(options, ready, unit):
    """(instructions of the claims' stage, of all)"""
    with tempfile.TemporaryDirectory() as name:
        out = os.path.join(name, "out")
        # The clang on the path is a driver, which runs another process: that is the one to count.
        inner = subprocess.run([*words(options, unit), "-###"], cwd=ready.base, text=True,
                               stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
        line = [t for t in inner.stderr.splitlines() if '"-cc1"' in t][-1]
        command = [w.replace('\\"', '"') for w in re.findall(r'"((?:[^"\\]|\\.)*)"', line)]
        subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", *command],
                       cwd=ready.base, check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
        text = subprocess.run(["callgrind_annotate", "--inclusive=yes", "--threshold=100", out],
                              text=True, check=True, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL).stdout
    def of(name):
        found = re.search(rf"^\s*([\d,]+) \([^)]*\)\s+\S*:{name}\b", text, re.M)
        return int(found[1].replace(",", "")) if found else 0
    whole = int(re.search(r"^\s*([\d,]+) .*PROGRAM TOTALS", text, re.M)[1].replace(",", ""))
    return of("check_claims") or of("claims_check"), whole


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--project", action="append", choices=list(projects.ALL))
    parser.add_argument("--plugin", default=str(ROOT / "build/lib/unsown-22.so"))
    parser.add_argument("--clang", default="clang-22")
    parser.add_argument("--callgrind", action="append", default=[], metavar="PROJECT:FILE")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--cache")
    options = parser.parse_args()
    options.plugin = os.path.abspath(options.plugin)
    measure.end_all_on_signal()
    cache = debsource.Cache(options.cache)
    good = True
    if options.callgrind:
        print("file                    instructions of claims          of all   per cent")
    for chosen in options.callgrind:
        project, _, name = chosen.partition(":")
        ready = projects.ALL[project].ready(cache)
        for unit in ready.units:
            if os.path.basename(unit.source) != name:
                continue
            claims, whole = count(options, ready, unit)
            good = good and claims <= 0.02 * whole
            print(f"{name:23}{claims:23,}{whole:16,}{100 * claims / whole:11.4f}")
    if options.callgrind:
        return 0 if good else 1
    print("project     files  said of claims  seconds of claims  of all  per cent")
    totals = [0, 0, 0.0, 0.0]

    def show(name, files, said, stage, whole):
        print(f"{name:10}{files:7}{said:16}{stage:19.4f}{whole:8.1f}{100 * stage / whole:10.4f}",
              flush=True)

    for name in options.project or projects.ALL:
        ready = projects.ALL[name].ready(cache)
        with ThreadPoolExecutor(options.jobs) as pool:
            rows = list(pool.map(lambda unit: look(options, ready, unit), ready.units))
        rows = [row for row in rows if row]
        row = [len(rows), sum(r[2] for r in rows), sum(r[0] for r in rows), sum(r[1] for r in rows)]
        show(name, *row)
        totals = [a + b for a, b in zip(totals, row)]
    show("all", *totals)
    return 0 if good and not totals[1] and totals[2] <= 0.02 * totals[3] else 1


if __name__ == "__main__":
    sys.exit(main())
