# How the tests run.
#
# In a build tree there is one suite for each LLVM and one called "common".  A test belongs to the
# suites of all LLVMs when its RUN lines use a compiler with our plugin (%clang, %unsown, %plugin);
# else nothing an LLVM does can change its result, and it belongs to "common" and runs once.
#
# Without a build tree, against what is installed:
#
#     lit -Dclang=/usr/bin/clang-19 -Dplugin=/prefix/lib/unsown-19.so lit-tests
#
# Then all tests are one suite; headers, libraries and tools are looked for beside the plugin
# (/prefix/include, …) or in the source tree, and a test that needs one that is not there, or
# needs the build tree itself, is unsupported.  Further parameters: filecheck=FILE, cc=FILE,
# out=DIRECTORY (where tests write; default: a new temporary directory).
#
# Substitutions
#     %clang            the clang of the suite
#     %unsown           the same with -fplugin=
#     %plugin           the plugin's file
#     %filecheck        FileCheck for which a warning, error, note or remark that no CHECK line
#                       names is a failure; for a silent test add --allow-empty
#     %FileCheck        FileCheck as it is
#     %unsown-engine    the analysis without a compiler
#     %intent-include   directory of unsown/intent.h
#     %alloc-include    directory of unsown/alloc.h
#     %libunsown        the allocator, static; %libunsown-so: shared; %libunsown-malloc: override
#     %cc               the C compiler of the build (gcc, usually)
#     %split-file       LLVM's split-file
#     %src              the source tree;  %build: the build tree;  %cmake: its CMake
# Features
#     llvm-14, llvm-16, … the suite's LLVM;  llvm-16-or-later, …;  build-tree;  sanitize;
#     valgrind;  gcc;  m32 (programs for 32 bits can be built);  the machine (x86_64, …)

import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile

SOURCE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(SOURCE, "lit-tests"))
sys.dont_write_bytecode = True  # an installation may be read-only

from unsown_lit import UnsownTest, pattern  # noqa: E402


def first_file(*candidates):
    return next((c for c in candidates if c and os.path.exists(c)), None)


def output_of(*command):
    try:
        return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              universal_newlines=True, timeout=60).stdout.strip()
    except OSError:
        return ""


def can_build(*command):
    with tempfile.TemporaryDirectory() as directory:
        source = os.path.join(directory, "a.c")
        with open(source, "w") as f:
            f.write("#include <stdlib.h>\nint main(void) { return 0; }\n")
        return subprocess.call([*command, source, "-o", os.path.join(directory, "a")],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0


# ---- What is tested, in a build tree or installed -------------------------------------------

suite = getattr(config, "unsown_suite", None)
build = getattr(config, "unsown_build", None)
if build:
    clang = os.path.join(config.unsown_llvm_bin, "clang")
    plugin = os.path.join(build, "lib", "unsown-%s.so" % suite)
    cc = config.unsown_cc
    prefix = build
    filecheck = os.path.join(config.unsown_llvm_bin, "FileCheck")
else:
    clang = lit_config.params.get("clang")
    plugin = lit_config.params.get("plugin")
    if not clang or not plugin:
        lit_config.fatal("outside a build tree: lit -Dclang=FILE -Dplugin=FILE lit-tests")
    clang = shutil.which(clang) or clang
    plugin = os.path.abspath(plugin)
    for option, name in (("clang", clang), ("plugin", plugin)):
        if not os.path.exists(name):
            lit_config.fatal("-D%s=%s: no such file" % (option, name))
    cc = lit_config.params.get("cc") or shutil.which("gcc") or clang
    prefix = os.path.dirname(os.path.dirname(plugin))
    filecheck = lit_config.params.get("filecheck") or first_file(
        os.path.join(os.path.dirname(os.path.realpath(clang)), "FileCheck"),
        shutil.which("FileCheck"))
    if not filecheck:
        lit_config.fatal("no FileCheck beside %s: give -Dfilecheck=FILE" % clang)

llvm_bin = os.path.dirname(filecheck)
version = re.search(r"__clang_major__ (\d+)",
                    output_of(clang, "-dM", "-E", "-x", "c", os.devnull))
major = int(version.group(1)) if version and suite != "common" else None

compiler = clang
if getattr(config, "unsown_preload", ""):
    # The plugin is built with AddressSanitizer, the clang that loads it is not.
    compiler = ("env ASAN_OPTIONS=detect_leaks=0 LD_PRELOAD=%s %s" % (config.unsown_preload, clang))

# In the order in which they are replaced: a longer name before one it begins with.  None: this
# installation lacks it.
values = [
    ("%unsown-engine", first_file(os.path.join(prefix, "bin", "unsown-engine"))),
    ("%unsown", "%s -fplugin=%s" % (compiler, plugin)),
    ("%plugin", plugin),
    ("%clang_cc1", "%s -cc1" % compiler),
    ("%clang", compiler),
    ("%filecheck", filecheck + "".join(" --implicit-check-not='%s:'" % kind for kind in
                                       ("warning", "error", "note", "remark"))
     + " --dump-input-filter=error"),
    ("%FileCheck", filecheck),
    ("%intent-include", first_file(os.path.join(SOURCE, "plugin", "include"),
                                   os.path.join(prefix, "include"))),
    ("%alloc-include", first_file(os.path.join(SOURCE, "allocator", "include"),
                                  os.path.join(prefix, "include"))),
    ("%libunsown-malloc", first_file(os.path.join(prefix, "lib", "libunsown-malloc.so"))),
    ("%libunsown-so", first_file(os.path.join(prefix, "lib", "libunsown.so"))),
    ("%libunsown", first_file(os.path.join(prefix, "lib", "libunsown.a"))),
    ("%split-file", first_file(os.path.join(llvm_bin, "split-file"))),
    ("%cc", cc),
    ("%cmake", getattr(config, "unsown_cmake", None)),
    ("%build", build),
    ("%src", SOURCE),
]

# ---- The suite ------------------------------------------------------------------------------

config.name = "unsown-%s" % (suite or major)
config.test_format = UnsownTest(suite, [name for name, value in values if value is None])
config.suffixes = [".c", ".prog", ".test", ".sh"]
config.excludes = ["Inputs"]
config.test_source_root = os.path.join(SOURCE, "lit-tests")
if not getattr(config, "test_exec_root", None) or not build:
    config.test_exec_root = lit_config.params.get("out") or tempfile.mkdtemp(prefix="unsown-lit-")
config.substitutions.extend((pattern(name), value)
                            for name, value in values if value is not None)

# What is set in the caller's shell must not change a result.
for name in ("CPATH", "C_INCLUDE_PATH", "CFLAGS", "LDFLAGS", "LD_PRELOAD", "UNSOWN_POOLS",
             "VALGRIND_OPTS", "ASAN_OPTIONS", "MAKEFLAGS", "CC"):
    config.environment.pop(name, None)
config.environment["LC_ALL"] = "C"
config.environment["PATH"] = os.pathsep.join([llvm_bin, config.environment["PATH"]])

try:
    import psutil  # noqa: F401  lit measures time with it
    lit_config.maxIndividualTestTime = 300
except ImportError:
    pass

# ---- Features ---------------------------------------------------------------------------------

config.available_features.add(platform.machine())
if major:
    config.available_features.add("llvm-%d" % major)
    for release in range(15, major + 1):
        config.available_features.add("llvm-%d-or-later" % release)
if build:
    config.available_features.add("build-tree")
if compiler != clang:
    config.available_features.add("sanitize")
for tool in ("valgrind", "gcc"):
    if shutil.which(tool):
        config.available_features.add(tool)
if can_build(clang if major else cc, "-m32"):
    config.available_features.add("m32")
