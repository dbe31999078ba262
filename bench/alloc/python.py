#!/usr/bin/env python3
"""Python with this allocator beside Python with its own, pymalloc: CPU time and peak memory.

    cc -O2 -Iallocator/include -Iplugin/include $(python3.11-config --embed --cflags) \\
        examples/hosts/python.c build/lib/libunsown.a $(python3.11-config --embed --ldflags) -o python
    bench/alloc/python.py ./python [-n ROUNDS]

The same interpreter runs both, told by PYTHONMALLOC, in turn; printed are medians of ROUNDS (five) and
their ratio, below 1 where this allocator is better.  The answers are compared, too.  CPU time is that
of the whole process, its start included."""
import argparse
import os
import statistics
import sys
import tempfile

sys.dont_write_bytecode = True
import measured  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
WORKLOADS = {"numbers": 2000000, "strings": 200000, "dictionaries": 200000, "objects": 200000,
             "parsing": 150000, "lists": 300000}


def run(launcher, python, allocator, name):
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONMALLOC"}
    if allocator == "pymalloc":
        environment["PYTHONMALLOC"] = "pymalloc"
    return launcher.run([python, os.path.join(HERE, "workload.py"), name, str(WORKLOADS[name])], environment)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("python", help="examples/hosts/python.c, compiled")
    parser.add_argument("-n", type=int, default=5)
    arguments = parser.parse_args()
    print("| workload | seconds | pymalloc | ratio | MiB | pymalloc | ratio |\n|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as directory:
        compare(measured.Launcher(directory), arguments)


def compare(launcher, arguments):
    ratios = []
    for name in WORKLOADS:
        seconds, peak, answers = {}, {}, set()
        for _ in range(arguments.n):
            for allocator in ("ours", "pymalloc"):
                answer, time, memory = run(launcher, arguments.python, allocator, name)
                answers.add(answer)
                seconds.setdefault(allocator, []).append(time)
                peak.setdefault(allocator, []).append(memory)
        if len(answers) != 1:
            sys.exit("python.py: %s: the answers differ" % name)
        t = {a: statistics.median(v) for a, v in seconds.items()}
        m = {a: statistics.median(v) for a, v in peak.items()}
        ratios.append((t["ours"] / t["pymalloc"], m["ours"] / m["pymalloc"]))
        print("| %s | %.3f | %.3f | %.2f | %.1f | %.1f | %.2f |" %
              (name, t["ours"], t["pymalloc"], ratios[-1][0], m["ours"], m["pymalloc"], ratios[-1][1]),
              flush=True)
    print("| geometric mean | | | %.3f | | | %.3f |" %
          tuple(statistics.geometric_mean(r[i] for r in ratios) for i in (0, 1)))


if __name__ == "__main__":
    main()
