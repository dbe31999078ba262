#!/usr/bin/env python3
"""Do the dynamic tools keep quiet about annotated reads, and about nothing else?

    bench/claims/quiet.py [--compilers gcc-12,clang-14,clang-22] [--levels=-O0,-O2] [--only NAME]

Every example in examples/intent/, and the allocator under the program of
lit-tests/allocator/complaints.c, is built by each compiler at each level for each tool, with trash that
the tool takes for uninitialized, and run

  quiet    as it is: the tool must say nothing;
  loud     with -DUNSOWN_INTENT_OFF: says whether there was anything to be quiet about;
  planted  with a real bug in the line after the read: the tool must say that.

  tool        how the annotation reaches it                    the bug planted
  memcheck    suppressions that the plugin wrote, no other     a read behind a block, of another size
                                                               than the annotated one: an entry names a
                                                               function, a kind and a size, so the same
                                                               kind in the same function is hidden
  no-g        the same, no debug information: frames are only   the same
              the functions that the compiler kept
  debugger    Memcheck without suppressions, of a build with   a branch on uninitialized memory
              UNSOWN_MEMORY_DEBUGGER=1
  memory      MSan, by attributes in the header                a branch on uninitialized memory
  address     ASan, the same                                   a read behind a block
  thread      TSan, the same                                   a data race

A tool that a compiler lacks (MSan: gcc) is left out and counted as such.  Ends with status 1 when a tool
was not quiet or missed a bug.  The loud column is for information: not every idiom gives every tool a
reason at every level.
"""
import argparse
import collections
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
INCLUDE = [f"-I{ROOT}/plugin/include", f"-I{ROOT}/allocator/include", f"-I{ROOT}/examples/intent"]
TOOLS = ("memcheck", "no-g", "debugger", "memory", "address", "thread")
ALLOCATOR = sorted((ROOT / "allocator/src").glob("*.c"))

# What is put behind the statement with the read; one line, so that places stay what they are.
BRANCH = "{ volatile char *planted = malloc(24); if (planted[3] == 7) abort(); free((void *)planted); }"
BEHIND = "{ volatile planted_type *planted = malloc(24); if (planted[24 / sizeof *planted] == 7) abort(); " \
         "free((void *)planted); }"
RACE = "planted_shared++; planted_meet();"
PREFIX = {
    "address": "#include <stdlib.h>\n#include <stdint.h>\ntypedef {type} planted_type;\n",
    "debugger": "#include <stdlib.h>\n", "memory": "#include <stdlib.h>\n",
    # The writer writes at least once more while main() waits, so that both accesses are recent.
    "thread": """#include <pthread.h>
#include <sched.h>
static int planted_shared, planted_over, planted_rounds;
static pthread_t planted_thread;
static void *planted_writer(void *p)
{ do { planted_shared = 1; __atomic_add_fetch(&planted_rounds, 1, 0); sched_yield(); }
  while (!__atomic_load_n(&planted_over, 0)); return p; }
static void planted_meet(void)
{ static int met; int now = __atomic_load_n(&planted_rounds, 0); if (met++ == 0)
  while (__atomic_load_n(&planted_rounds, 0) < now + 3) sched_yield(); }
__attribute__((constructor)) static void planted_begin(void)
{ pthread_create(&planted_thread, 0, planted_writer, 0); }
__attribute__((destructor)) static void planted_end(void)
{ __atomic_store_n(&planted_over, 1, 0); pthread_join(planted_thread, 0); }
"""}
for same in ("memcheck", "no-g"):
    PREFIX[same] = PREFIX["address"]
SAYS = {"memcheck": r"Invalid read of size", "no-g": r"Invalid read of size", "debugger": r"Conditional jump or move depends on",
        "memory": r"use-of-uninitialized-value", "address": r"heap-buffer-overflow",
        "thread": r"data race"}
PLANT = {"memcheck": BEHIND, "no-g": BEHIND, "debugger": BRANCH, "memory": BRANCH, "address": BEHIND, "thread": RACE}


def planted(text, tool):
    """The text with a bug behind each statement that holds an annotated read."""
    sizes = set(re.findall(r"u?int(\d+)_t \w+ = UNSOWN_READ", text))
    kind = "uint16_t" if "16" not in sizes and "uint16_t" not in text else "uint8_t"
    at = 0
    while (at := text.find("UNSOWN_READ(", at)) >= 0:
        depth = 0
        while depth or text[at] != ";":
            depth = max(0, depth + {"(": 1, ")": -1}.get(text[at], 0))
            at += 1
        # Out of a loop's head and its only statement: both end with the same semicolon.
        text = text[:at + 1] + " " + PLANT[tool] + text[at + 1:]
        at += 1
    return PREFIX[tool].replace("{type}", kind) + "#line 1\n" + text


class Subject:
    """An example, or the allocator with a program that asks it."""

    def __init__(self, name, sources, main, annotated, options, directory):
        self.name, self.sources, self.main, self.annotated = name, sources, main, annotated
        self.directory = directory / name
        self.directory.mkdir()
        self.suppressions = self.directory / "written.supp"
        for source in sources:
            done = subprocess.run(
                [options.judge, f"-fplugin={options.plugin}",
                 f"-fplugin-arg-unsown-suppressions={self.suppressions}", "-std=c11", "-w",
                 "-fsyntax-only", *INCLUDE, source], capture_output=True, text=True)
            if done.returncode:
                raise SystemExit(f"{source}: {done.stderr}")

    def build(self, words, tool, plant, program):
        """Whether it could be built."""
        files, include = list(self.sources), list(INCLUDE)
        if plant:
            folder = program.with_suffix(".d")
            folder.mkdir(exist_ok=True)
            target = folder / self.annotated.name
            target.write_text(planted(self.annotated.read_text(), tool))
            files = [target if f == self.annotated else f for f in files]
            if self.annotated not in self.sources:
                # A header: found first because the files beside it are copied along.
                for f in self.annotated.parent.glob("*.[ch]"):
                    if f != self.annotated:
                        (folder / f.name).write_text(f.read_text())
                files = [folder / f.name if f.parent == self.annotated.parent else f for f in files]
        # Valgrind 3.19 cannot read the DWARF 5 of clang.
        debug = "-g0" if tool == "no-g" else "-gdwarf-4"
        done = subprocess.run([*words, "-std=c11", "-w", debug, "-pthread", *include, *files, "-o",
                               program], capture_output=True, text=True)
        return done.returncode == 0


def flags_of(tool):
    return {"memcheck": ["-DTRASH_MEMCHECK", "-DFILLINGS=9"],
            "no-g": ["-DTRASH_MEMCHECK", "-DFILLINGS=9"],
            "debugger": ["-DTRASH_MEMCHECK", "-DFILLINGS=9", "-DUNSOWN_MEMORY_DEBUGGER=1"]
            }.get(tool) or [f"-fsanitize={tool}", "-fno-omit-frame-pointer", "-DFILLINGS=200"]


def complaints(tool, program, arguments, suppressions):
    """(whether the tool said anything, what was printed)"""
    environment = {k: v for k, v in os.environ.items() if not k.endswith(("_OPTIONS", "_OPTS"))}
    environment["ASAN_OPTIONS"] = "detect_leaks=0"
    words = [program, *arguments]
    if tool in ("memcheck", "no-g", "debugger"):
        words = ["valgrind", "--error-limit=no"] + \
            ([f"--suppressions={suppressions}"] if suppressions else []) + words
    done = subprocess.run(words, capture_output=True, text=True, errors="replace", timeout=300,
                          env=environment)
    said = done.stderr + done.stdout
    if tool in ("memcheck", "no-g", "debugger"):
        summary = re.search(r"ERROR SUMMARY: ([\d,]+) errors", said)
        return not summary or summary[1] != "0", said
    return "Sanitizer" in said, said


def one(job):
    subject, compiler, level, tool, directory, arguments = job
    stem = directory / f"{subject.name}.{pathlib.Path(compiler).name}{level}.{tool}"
    words = [compiler, level, *flags_of(tool)]
    results = {}
    for how, more in (("quiet", []), ("loud", ["-DUNSOWN_INTENT_OFF"]), ("planted", [])):
        program = stem.with_name(f"{stem.name}.{how}")  # with_suffix() would take the tool away
        if not subject.build([*words, *more], tool, how == "planted", program):
            return job, {"broken": how}, ""
        supp = subject.suppressions if tool != "debugger" and how != "loud" else None
        said_any, said = complaints(tool, program, arguments, supp)
        results[how] = said_any if how != "planted" else bool(re.search(SAYS[tool], said))
        if how == "quiet" and said_any:
            results["said"] = said[:1500]
        program.unlink()
    return job, results, ""


def has(compiler, tool, directory):
    """Whether this compiler has the tool."""
    if tool in ("memcheck", "no-g", "debugger"):
        return True
    done = subprocess.run([compiler, f"-fsanitize={tool}", "-x", "c", "-", "-o",
                           directory / "try"], input="int main(void) { return 0; }", text=True,
                          capture_output=True)
    return done.returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--judge", default="clang-22", help="the clang that the plugin is for")
    parser.add_argument("--plugin", default=str(ROOT / "build/lib/unsown-22.so"))
    parser.add_argument("--compilers", default="gcc-12,clang-14,clang-22")
    parser.add_argument("--levels", default="-O0,-O2")
    parser.add_argument("--tools", default=",".join(TOOLS))
    parser.add_argument("--only", default="", help="subjects whose name contains this")
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    compilers, levels = options.compilers.split(","), options.levels.split(",")
    tools = options.tools.split(",")
    bad = 0
    with tempfile.TemporaryDirectory() as name:
        directory = pathlib.Path(name)
        subjects = []
        for example in sorted((ROOT / "examples/intent").glob("*.c")):
            if options.only in example.stem:
                subjects.append(Subject(example.stem, [example], example, example, options,
                                        directory))
        if options.only in "allocator":
            program = ROOT / "lit-tests/allocator/complaints.c"
            subjects.append(Subject("allocator", [*ALLOCATOR, program], program,
                                    ROOT / "allocator/src/ownership.h", options, directory))
        lacking = [(c, t) for c in compilers for t in tools if not has(c, t, directory)]
        jobs = [(s, c, level, t, directory, ["all"] if s.name == "allocator" else [])
                for c in compilers for level in levels for t in tools if (c, t) not in lacking
                for s in subjects]
        counts = collections.defaultdict(collections.Counter)
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            for (subject, compiler, level, tool, *_), results, _ in pool.map(one, jobs):
                row = counts[compiler, level, tool]
                place = f"{subject.name}, {compiler} {level}, {tool}"
                if "broken" in results:
                    print(f"{place}: does not build ({results['broken']})")
                    bad += 1
                    continue
                row["of"] += 1
                row["quiet"] += not results["quiet"]
                row["loud"] += results["loud"]
                row["planted"] += results["planted"]
                if results["quiet"]:
                    bad += 1
                    print(f"{place}: not quiet\n{results['said']}")
                if not results["planted"]:
                    bad += 1
                    print(f"{place}: the planted bug is not reported")
    print("compiler    level  tool      quiet    planted bug  complains without the")
    print("                                     reported     annotation")
    for (compiler, level, tool), row in counts.items():
        of = row["of"]
        print(f"{pathlib.Path(compiler).name:11} {level:6} {tool:9} {row['quiet']:2} of {of:2} {row['planted']:3} of "
              f"{of:2}    {row['loud']:2} of {of:2}")
    for compiler, tool in lacking:
        print(f"{pathlib.Path(compiler).name:11} lacks {tool}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
