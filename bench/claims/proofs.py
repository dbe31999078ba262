#!/usr/bin/env python3
"""How long do proofs take, and what does the allocator's compilation cost with all of its own?

    bench/claims/proofs.py [--clang clang-22] [--plugin build/lib/unsown-22.so] [--runs 5]

A proof's time is what the plugin itself writes into the audit list: of every claim in examples/intent/,
right and with -DWRONG, in the allocator, and in the canonical check with its mutants
(lit-tests/claims/ownership-mutants.c).  The cost is the processor time of compiling each file of
allocator/src/ at -O2, with the plugin (audit list and suppressions included) and without, the best of
some runs each, added up.
"""
import argparse
import json
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
INCLUDE = [f"-I{ROOT}/plugin/include", f"-I{ROOT}/allocator/include", f"-I{ROOT}/examples/intent"]


def seconds_of(words):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(words, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, words))}: {done.stderr[:2000]}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clang", default="clang-22")
    parser.add_argument("--plugin", default=str(ROOT / "build/lib/unsown-22.so"))
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    compiler = [options.clang, "-std=c11", "-w", *INCLUDE]
    examples = sorted((ROOT / "examples/intent").glob("*.c"))
    allocator = sorted((ROOT / "allocator/src").glob("*.c"))
    canonical = ROOT / "lit-tests/claims/ownership-mutants.c"
    with tempfile.TemporaryDirectory() as name:
        directory = pathlib.Path(name)

        def plugin(audit):
            return [f"-fplugin={options.plugin}", f"-fplugin-arg-unsown-audit={audit}",
                    f"-fplugin-arg-unsown-suppressions={directory / 'written.supp'}"]

        sources = {
            "idioms": [(f, []) for f in examples],
            "idioms, wrong variants": [(f, ["-DWRONG"]) for f in examples],
            "canonical check and mutants": [(canonical, [f"-DMUTANT={i}"]) for i in range(9)],
            "allocator": [(f, []) for f in allocator],
        }
        everything = []
        print("                              claims  median    most  (seconds)")
        for label, files in sources.items():
            times = []
            for i, (source, more) in enumerate(files):
                audit = directory / f"{label}{i}.jsonl"
                seconds_of([*compiler, *more, *plugin(audit), "-fsyntax-only", source])
                for line in audit.read_text().splitlines() if audit.exists() else []:
                    took = json.loads(line).get("microseconds")
                    if took is not None:
                        times.append(took / 1e6)
            everything += times
            print(f"{label:30}{len(times):6}{statistics.median(times):8.3f}{max(times):8.3f}")
        print(f"{'all':30}{len(everything):6}{statistics.median(everything):8.3f}"
              f"{max(everything):8.3f}")

        totals = {True: 0.0, False: 0.0}
        for source in allocator:
            for with_plugin in (False, True):
                totals[with_plugin] += min(
                    seconds_of([*compiler, *(plugin(directory / "a.jsonl") if with_plugin else []),
                                "-O2", "-c", "-o", directory / "a.o", source])
                    for _ in range(options.runs))
    ratio = totals[True] / totals[False]
    print(f"the allocator at -O2: {totals[False]:.2f} s, with the plugin and all proofs "
          f"{totals[True]:.2f} s: {ratio:.2f} times")
    return 0 if ratio <= 2 and statistics.median(everything) < 1 and max(everything) <= 10 else 1


if __name__ == "__main__":
    sys.exit(main())
