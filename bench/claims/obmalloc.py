#!/usr/bin/env python3
"""A real allocator that is not ours: CPython 3.11's Objects/obmalloc.c, its radix tree off.

    bench/claims/obmalloc.py [--clang clang-22] [--plugin build/lib/unsown-22.so]

Fetches Debian's source of python3.11 (bench/real/debsource.py keeps it in a cache), compiles obmalloc.c with
WITH_PYMALLOC_RADIX_TREE=0 as it is, and once more with the read of address_in_range() annotated, and
prints what the plugin says of each and how long the compilation takes.  Ends with status 1 unless the
first is flagged and the claim of the second is proved.

The headers are those of an earlier run of bench/real/run.py, which configures the source.
"""
import argparse
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bench/real"))
import debsource  # noqa: E402

PLAIN = "    uint arenaindex = *((volatile uint *)&pool->arenaindex);\n"
ANNOTATED = """\
    UNSOWN_GIVEN_EACH(i, maxarenas,
                      !((uintptr_t)p - arenas[i].address < ARENA_SIZE && arenas[i].address != 0));
    uint arenaindex = UNSOWN_READ(pool->arenaindex, independent,
                                  "the arena named, if any, does not contain p");
"""


def newest(folder, pattern):
    found = sorted(pathlib.Path(folder).glob(pattern))
    if not found:
        raise SystemExit(f"{folder} holds no {pattern}: run bench/real/run.py --project python3.11 "
                         "first, which fetches and configures it")
    return found[-1]


def compile_one(options, source, build, tree, plugin):
    command = [options.clang, "-std=c11", "-O2", "-Wno-everything", "-DPy_BUILD_CORE",
               "-DWITH_PYMALLOC_RADIX_TREE=0", f"-I{build}", f"-I{tree}/Include",
               f"-I{tree}/Include/internal", f"-I{tree}/Objects", f"-I{ROOT}/plugin/include",
               "-c", "-o", source.with_suffix(".o"), source]
    if plugin:
        command[1:1] = [f"-fplugin={options.plugin}", "-fplugin-arg-unsown-remark=intent"]
    begin = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stderr, time.monotonic() - begin


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clang", default="clang-22")
    parser.add_argument("--plugin", default=str(ROOT / "build/lib/unsown-22.so"))
    parser.add_argument("--cache", default=debsource.default_cache())
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    tree = newest(pathlib.Path(options.cache) / "src", "python3.11_*")
    inner = list(tree.glob("*/Objects/obmalloc.c"))
    tree = inner[0].parents[1] if inner else tree
    build = newest(pathlib.Path(options.cache) / "build", "python3.11_*")
    text = (tree / "Objects/obmalloc.c").read_text()
    if PLAIN not in text:
        raise SystemExit(f"{tree}/Objects/obmalloc.c has no read of the kind expected")
    good = True
    with tempfile.TemporaryDirectory() as name:
        for how, new in (("as it is", text),
                         ("annotated", "#include <unsown/intent.h>\n" + text.replace(PLAIN, ANNOTATED))):
            source = pathlib.Path(name) / "obmalloc.c"
            source.write_text(new)
            times = {True: [], False: []}
            for _ in range(options.runs):
                for plugin in (False, True):
                    said, seconds = compile_one(options, source, build, tree, plugin)
                    times[plugin].append(seconds)
            print(f"{how}:")
            for line in re.findall(r"obmalloc\.c:\d+:\d+: (?:warning|remark): .*", said):
                print("  " + line)
            ratio = statistics.median(times[True]) / statistics.median(times[False])
            print(f"  {ratio:.2f} times the compilation without the plugin "
                  f"(medians of {options.runs})")
            good = good and ("[unsown-probe]" in said if how == "as it is" else
                             "(proved) [unsown-intent]" in said and "warning" not in said)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
