#!/usr/bin/env python3
"""How the plugin's time grows: one function of n, 2n, 4n, ... blocks, and a file of as many functions.

  growth.py --svg docs/growth.svg [--llvm 22] [--plugin PATH] [--first 125] [--doublings 6] [--runs 3]

Seconds are what the plugin adds to -fsyntax-only (processor time, median of interleaved runs): the parser
runs in both, the code generator in neither, so what is shown is the plugin alone.  Both axes are logarithmic; a
dashed line shows what linear growth from the first size would be.  A table of the same figures is printed, with the
exponent between the first size and the last: 1 is linear, 2 quadratic.

The blocks are conditions on memory with an update of a sum each, and one local that is initialized on a condition and
read on it behind all of them, so that there is something to decide.
"""

import argparse
import math
import os
import sys
import tempfile
from statistics import median

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "real"))

import measure

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SERIES = {"one function of n blocks": "#1f6fb2", "a file of n functions": "#b2471f"}


def block(i):
    return f"    if (p[{i % 97}] > {i % 89}) s += p[{i % 83}] * {i};\n"


def one_function(n):
    return ("int large(const int *p) {\n    int s = 0, x;\n    if (p[1]) x = 1;\n"
            + "".join(map(block, range(n))) + "    return p[1] ? s + x : s;\n}\n")


def many_functions(n):
    """Functions of four blocks; each but the first calls the one before and reads what that may write."""
    body = "".join(map(block, range(4)))
    return "int fill0(const int *p, int *out) { *out = p[0]; return 0; }\n" + "".join(
        f"int fill{i}(const int *p, int *out) {{\n    int s = 0, x;\n    if (fill{i - 1}(p, &x)) return -1;\n"
        f"{body}    *out = s + x;\n    return s < 0 ? -1 : 0;\n}}\n" for i in range(1, n))


GENERATED = dict(zip(SERIES, (one_function, many_functions)))


def added(args, plugin, text, scratch):
    """Processor seconds that the plugin adds, and its peak in MiB."""
    path = os.path.join(scratch, "generated.c")
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)
    base = [f"clang-{args.llvm}", "-w", "-fsyntax-only"]
    pairs, kib = [], 0
    for _ in range(args.runs):
        without = measure.run([*base, path])
        with_ = measure.run([base[0], "-Wno-everything", base[2], *plugin, path])
        if without.status != "ok" or with_.status != "ok":
            raise SystemExit(f"{without.status} without, {with_.status} with the plugin:\n{with_.text[-500:]}")
        pairs.append((without.seconds, with_.seconds))
        kib = max(kib, with_.kib)
    return median(p[1] for p in pairs) - median(p[0] for p in pairs), kib / 1024


def svg(sizes, seconds, floor):
    """The plot as text: sizes against {series: seconds}; `floor` is the least second drawn."""
    width, height, left, top = 640, 420, 70, 30
    right, bottom = width - 20, height - 60
    highest = max(max(s) for s in seconds.values()) * 1.5
    def x(n):
        return left + (right - left) * math.log(n / sizes[0]) / math.log(sizes[-1] / sizes[0])
    def y(s):
        return bottom - (bottom - top) * math.log(max(s, floor) / floor) / math.log(highest / floor)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
           'font-family="sans-serif" font-size="12">',
           f'<rect width="{width}" height="{height}" fill="white"/>']
    for n in sizes:
        out += [f'<line x1="{x(n):.1f}" y1="{top}" x2="{x(n):.1f}" y2="{bottom}" stroke="#ddd"/>',
                f'<text x="{x(n):.1f}" y="{bottom + 18}" text-anchor="middle">{n}</text>']
    power = math.ceil(math.log10(floor))
    while 10 ** power <= highest:
        at = y(10 ** power)
        out += [f'<line x1="{left}" y1="{at:.1f}" x2="{right}" y2="{at:.1f}" stroke="#ddd"/>',
                f'<text x="{left - 8}" y="{at + 4:.1f}" text-anchor="end">{10 ** power:g} s</text>']
        power += 1
    for row, (name, colour) in enumerate(SERIES.items()):
        values = seconds[name]
        points = " ".join(f"{x(n):.1f},{y(s):.1f}" for n, s in zip(sizes, values))
        linear = values[0] * sizes[-1] / sizes[0]
        out += [f'<line x1="{x(sizes[0]):.1f}" y1="{y(values[0]):.1f}" x2="{x(sizes[-1]):.1f}" '
                f'y2="{y(linear):.1f}" stroke="{colour}" stroke-dasharray="4 4" opacity="0.5"/>',
                f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>']
        out += [f'<circle cx="{x(n):.1f}" cy="{y(s):.1f}" r="3" fill="{colour}"/>'
                for n, s in zip(sizes, values)]
        out.append(f'<text x="{left + 12}" y="{top + 18 + 18 * row}" fill="{colour}">{name}</text>')
    out += [f'<text x="{(left + right) / 2}" y="{height - 16}" text-anchor="middle">n (both axes logarithmic; '
            'dashed: linear from the first size)</text>', "</svg>"]
    return "\n".join(out) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--llvm", default="22")
    parser.add_argument("--plugin", help="default: build/lib/unsown-LLVM.so")
    parser.add_argument("--arg", action="append", default=[], help="an argument for the plugin")
    parser.add_argument("--first", type=int, default=125)
    parser.add_argument("--doublings", type=int, default=6)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--svg", help="where the plot goes")
    args = parser.parse_args()
    measure.end_all_on_signal()
    path = os.path.abspath(args.plugin or os.path.join(TOP, f"build/lib/unsown-{args.llvm}.so"))
    if not os.path.exists(path):
        raise SystemExit(f"{path} does not exist: build it first, or give --plugin")
    plugin = ["-fplugin=" + path] + ["-fplugin-arg-unsown-" + a for a in args.arg]
    sizes = [args.first << i for i in range(args.doublings + 1)]
    seconds = {name: [] for name in SERIES}
    print("| n |" + "".join(f" {name}: seconds added | MiB |" for name in SERIES))
    print("| --- |" + " --- | --- |" * len(SERIES))
    with tempfile.TemporaryDirectory(prefix="unsown-growth-") as scratch:
        for n in sizes:
            row = f"| {n} |"
            for name, generated in GENERATED.items():
                more, mib = added(args, plugin, generated(n), scratch)
                seconds[name].append(max(more, 0.001))
                row += f" {more:.3f} | {mib:.0f} |"
            print(row, flush=True)
    for name, values in seconds.items():
        half = len(sizes) // 2
        exponent = math.log(values[-1] / values[half]) / math.log(sizes[-1] / sizes[half])
        print(f"{name}: from {sizes[half]} to {sizes[-1]} the time grows with n to the power {exponent:.2f}")
    if args.svg:
        with open(args.svg, "w", encoding="utf-8") as f:
            f.write(svg(sizes, seconds, min(min(v) for v in seconds.values()) / 2))


if __name__ == "__main__":
    main()
