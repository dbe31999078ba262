#!/usr/bin/env python3
"""A real allocator that is not ours: CPython 3.11's Objects/obmalloc.c, its radix tree off.

    bench/claims/obmalloc.py [--clang clang-22] [--plugin build/lib/unsown-22.so] [--cache DIR]

Fetches Debian's source of python3.11 (bench/real/debsource.py keeps it in a cache), builds the
interpreter once with gcc, and obmalloc.c with WITH_PYMALLOC_RADIX_TREE=0 in two forms: as it is, and
with the read of address_in_range() annotated.  Of each form it says

  what the plugin says, and how long the compilation takes with it;
  what Memcheck says of an interpreter that is linked with it, at -O0 and at -O2, while it runs a
  script that allocates, grows and frees: with no suppressions at all, and, for the annotated form,
  with those that the plugin wrote, which nobody edits;
  that a read of a freed block, planted in the next function, is still reported then.

Ends with status 1 unless the form as it is is flagged and draws complaints, the claim of the other is
proved, and that one's interpreter runs without a complaint.

What it gives up: the rest of the interpreter is built once, so link-time optimisation over
obmalloc.c and its callers is not shown.
"""
import argparse
import os
import pathlib
import re
import shutil
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
# A use of memory that was freed, in the function that the interpreter calls to free memory.
SOUND = "PyMem_RawFree(void *ptr)\n{\n"
FAULTY = SOUND + """\
    static int planted;
    if (!planted++) {
        volatile char *block = malloc(24);
        free((void *)block);
        if (block[8] == 'x')
            abort();
    }
"""
# Blocks of pools and of malloc are told apart whenever something is freed or grows.
SCRIPT = """\
import gc, sys
words = {}
for i in range(3000):
    words['key %d' % i] = [str(i) * (i % 70), (i,) * (i % 40), bytes(i % 700)]
for i in range(0, 3000, 2):
    del words['key %d' % i]
text = bytearray()
for i in range(4000):
    text += b'0123456789'
grown = []
for i in range(20000):
    grown.append(i)
    if i % 3 == 0:
        grown.pop()
class Node:
    def __init__(self, next):
        self.next = next
        self.all = [self]
head = None
for i in range(2000):
    head = Node(head)
head = None
gc.collect()
big = [bytes(n) for n in range(400, 6000, 7)]
print(sum(map(len, big)), len(text), len(grown), len(words), sorted(words)[0])
"""


def command(words, cwd, **more):
    done = subprocess.run([str(word) for word in words], cwd=cwd, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **more)
    if done.returncode:
        raise SystemExit(f"in {cwd}: {' '.join(map(str, words))} failed:\n{done.stdout[-3000:]}")
    return done.stdout


def interpreter(cache, tree):
    """The directory in which the interpreter was built."""
    build = pathlib.Path(cache.root) / "build" / (pathlib.Path(tree).name + "-interpreter")
    if not (build / "pybuilddir.txt").exists():
        shutil.rmtree(build, ignore_errors=True)
        build.mkdir(parents=True)
        # Nothing of Valgrind: an interpreter that knows it leaves its own allocator alone.
        command([pathlib.Path(tree) / "configure", "--without-ensurepip", "CC=gcc",
                 "OPT=-O1 -DNDEBUG"], build)
        command(["make", "python"], build)
        (build / "pybuilddir.txt").write_text("build/lib")
    return build


class Compiler:
    def __init__(self, options, tree, build, folder):
        self.options, self.tree, self.build = options, tree, build
        self.source, self.object = folder / "obmalloc.c", folder / "obmalloc.o"
        self.suppressions = folder / "obmalloc.supp"
        makefile = (build / "Makefile").read_text()
        self.libraries = " ".join(re.search(rf"^{name}=(.*)$", makefile, re.M)[1]
                                  for name in ("LIBS", "MODLIBS", "SYSLIBS", "LIBM")
                                  if re.search(rf"^{name}=(.*)$", makefile, re.M))
        self.libraries = re.sub(r"\$\(\w+\)", "", self.libraries).split()

    def compile(self, level, plugin=()):
        """(what the compiler said, seconds)"""
        self.suppressions.unlink(missing_ok=True)
        words = [self.options.clang, *plugin, "-std=c11", level, "-g", "-Wno-everything",
                 "-fwrapv", "-fvisibility=hidden", "-DNDEBUG", "-DPy_BUILD_CORE",
                 "-DWITH_PYMALLOC_RADIX_TREE=0", f"-I{self.build}", f"-I{self.tree}/Include",
                 f"-I{self.tree}/Include/internal", f"-I{self.tree}/Objects",
                 f"-I{ROOT}/plugin/include", "-c", "-o", self.object, self.source]
        begin = time.monotonic()
        done = subprocess.run(words, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(done.stderr)
        return done.stderr, time.monotonic() - begin

    def with_plugin(self, level):
        argument = "-fplugin-arg-unsown-"
        return self.compile(level, [f"-fplugin={self.options.plugin}", f"{argument}remark=intent",
                                    f"{argument}suppressions={self.suppressions}"])

    def link(self):
        """The interpreter with this obmalloc, beside the one that was built: it finds its library
        by its place."""
        program = self.build / "python-with-obmalloc"
        # Our object comes first, so that the archive's is not asked for.
        command(["gcc", "-o", program, "Programs/python.o", self.object, "libpython3.11.a",
                 "-Wl,-E", "-pthread", *self.libraries], self.build)
        return program


def memcheck(program, suppressions):
    """(complaints, of how many places, what the script printed)"""
    words = ["valgrind", "--error-limit=no", "--num-callers=4"]
    if suppressions:
        words.append(f"--suppressions={suppressions}")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VALGRIND"))}
    done = subprocess.run([*words, program, "-S", "-c", SCRIPT], capture_output=True, text=True,
                          env={**environment, "PYTHONHASHSEED": "0"})
    summary = re.search(r"ERROR SUMMARY: ([\d,]+) errors from ([\d,]+) contexts", done.stderr)
    if done.returncode or not summary:
        raise SystemExit(f"{program} under Valgrind: status {done.returncode}\n{done.stderr[-3000:]}")
    return int(summary[1].replace(",", "")), int(summary[2].replace(",", "")), done.stdout, \
        done.stderr


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clang", default="clang-22")
    parser.add_argument("--plugin", default=str(ROOT / "build/lib/unsown-22.so"))
    parser.add_argument("--cache", default=debsource.default_cache())
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    cache = debsource.Cache(options.cache)
    tree = pathlib.Path(cache.unpack("python3.11"))
    build = interpreter(cache, tree)
    text = (tree / "Objects/obmalloc.c").read_text()
    for needed in (PLAIN, SOUND):
        if text.count(needed) != 1:
            raise SystemExit(f"{tree}/Objects/obmalloc.c does not hold this once: {needed}")
    annotated = "#include <unsown/intent.h>\n" + text.replace(PLAIN, ANNOTATED)
    faults = []

    def expect(holds, what):
        if not holds:
            faults.append(what)

    print(f"python3.11 {cache.version('python3.11')}, {pathlib.Path(options.clang).name}")
    printed = set()
    with tempfile.TemporaryDirectory() as name:
        compiler = Compiler(options, tree, build, pathlib.Path(name))
        for how, new in (("as it is", text), ("annotated", annotated)):
            plain = how == "as it is"
            compiler.source.write_text(new)
            times = [(compiler.compile("-O2")[1], compiler.with_plugin("-O2")[1])
                     for _ in range(options.runs)]
            said = compiler.with_plugin("-O2")[0]
            print(f"\n{how}:")
            for line in re.findall(r"obmalloc\.c:\d+:\d+: (?:warning|remark): .*", said):
                print("  " + line)
            without, with_plugin = (statistics.median(column) for column in zip(*times))
            print(f"  compiled at -O2 in {without:.2f} s, with the plugin in {with_plugin:.2f} s "
                  f"(medians of {options.runs})")
            expect("[unsown-probe]" in said if plain else
                   "(proved) [unsown-intent]" in said and "warning" not in said, f"{how}: {said}")
            for level in ("-O0", "-O2"):
                compiler.with_plugin(level)
                program = compiler.link()
                errors, contexts, output, _ = memcheck(program, None)
                printed.add(output)
                print(f"  Memcheck, {level}, no suppressions: {errors} complaints from {contexts} "
                      "places")
                expect(errors, f"{how}, {level}: nothing without suppressions")
                if plain:
                    continue
                errors, contexts, output, report = memcheck(program, compiler.suppressions)
                printed.add(output)
                print(f"  Memcheck, {level}, the plugin's suppressions alone: {errors} complaints")
                expect(not errors, f"{how}, {level}: {report[:3000]}")
        compiler.source.write_text(annotated.replace(SOUND, FAULTY))
        for level in ("-O0", "-O2"):
            compiler.with_plugin(level)
            errors, _, output, report = memcheck(compiler.link(), compiler.suppressions)
            printed.add(output)
            print(f"\nannotated, a read of a freed block planted: Memcheck, {level}, the plugin's "
                  f"suppressions: {errors} complaints")
            expect(errors and "Invalid read of size 1" in report, f"planted, {level}: not reported")
    expect(len(printed) == 1, f"the interpreters print different things: {printed}")
    for fault in faults:
        print(f"\nNOT AS EXPECTED: {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
