"""What the torture run compiles: the files of each suite, and the targets with what they need.

The suites are public and are fetched, never kept here: GCC 12's and clang 14's by bench/accuracy/fetch.sh,
the C++ library from Debian's sources.  Compiler test suites hold what no project would write, and much of
clang's is meant for other targets or does not compile at all; that is wanted, since the plugin must
get through it unharmed.
"""

import glob
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, os.pardir, "real"))

import debsource  # noqa: E402
import needed     # noqa: E402

# target: (flags, Debian packages for its headers)
TARGETS = {
    "x86-64": (["--target=x86_64-linux-gnu"], ()),
    "m32": (["-m32"], ("gcc-multilib", "g++-multilib")),
    "aarch64": (["--target=aarch64-linux-gnu", "-isystem", "/usr/aarch64-linux-gnu/include"],
                ("libc6-dev-arm64-cross", "libstdc++-12-dev-arm64-cross")),
    "riscv64": (["--target=riscv64-linux-gnu", "-isystem", "/usr/riscv64-linux-gnu/include"],
                ("libc6-dev-riscv64-cross", "libstdc++-12-dev-riscv64-cross")),
}


def fetched(cache):
    """{variable: directory} as bench/accuracy/fetch.sh prints them."""
    text = subprocess.run(["sh", os.path.join(HERE, os.pardir, "accuracy", "fetch.sh"), cache.root],
                          check=True, stdout=subprocess.PIPE, text=True).stdout
    return dict(line.split("=", 1) for line in text.splitlines())


def below(directory, pattern="**/*.c"):
    return sorted(glob.glob(os.path.join(directory, pattern), recursive=True))


def suites(cache):
    """{suite: (base, [file relative to base], flags)}"""
    where = fetched(cache)
    gcc = os.path.join(where["GCC_TESTSUITE_DIR"], "gcc.c-torture")
    clang = where["CLANG_TEST_DIR"]
    re2 = cache.unpack("re2")
    # Without extensions of old C a third of GCC's suite would stop at its first line.
    old_c = ["-std=gnu89", "-Wno-implicit-function-declaration", "-Wno-implicit-int"]
    found = {
        "gcc-compile": (gcc, below(os.path.join(gcc, "compile")), old_c),
        "gcc-execute": (gcc, below(os.path.join(gcc, "execute")), old_c),
        "clang-codegen": (clang, below(os.path.join(clang, "CodeGen")), []),
        "clang-sema": (clang, below(os.path.join(clang, "Sema")), []),
        "c++": (re2, below(re2, "re2/*.cc") + below(re2, "util/*.cc"), ["-std=c++17", "-I."]),
    }
    return {name: (base, [os.path.relpath(p, base) for p in paths], flags)
            for name, (base, paths, flags) in found.items()}


def target_flags(target):
    flags, packages = TARGETS[target]
    needed.install(packages, f"the target {target}")
    return flags


__all__ = ["TARGETS", "debsource", "suites", "target_flags"]
