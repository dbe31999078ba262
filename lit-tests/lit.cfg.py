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
#     %libunsown        the allocator, static; %libunsown-so: shared; %libunsown-tracked: the
#                       memory-debugger build; %libunsown-malloc: the override
#     %cc               the C compiler of the build (gcc, usually)
#     %split-file       LLVM's split-file
#     %src              the source tree;  %build: the build tree;  %cmake: its CMake
#     %python, %lit     what runs the tests
# Features
#     llvm-14, llvm-16, … the suite's LLVM;  llvm-16-or-later, …;  build-tree;  sanitize;
#     valgrind;  gcc;  csmith;  m32 (programs for 32 bits can be built);  lto (clang -flto links);
#     the machine (x86_64, …)

import os
import platform
import shutil
import subprocess
import sys
import tempfile

SOURCE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path[:0] = [os.path.join(SOURCE, "lit-tests"), os.path.join(SOURCE, "lit-tests", "kit")]
sys.dont_write_bytecode = True  # the source tree may be read-only

import unsown_kit  # noqa: E402
from unsown_lit import UnsownTest  # noqa: E402


def if_there(*candidates):
    return next((c for c in candidates if os.path.exists(c)), None)


def can_build(*command):
    with tempfile.TemporaryDirectory() as directory:
        source = os.path.join(directory, "a.c")
        with open(source, "w") as f:
            f.write("#include <stdlib.h>\nint main(void) { return 0; }\n")
        return subprocess.call([*command, source, "-o", os.path.join(directory, "a")],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0


# ---- What is tested, in a build tree or installed -------------------------------------------

build = getattr(config, "unsown_build", None)
suite = getattr(config, "unsown_suite", None)
if build:
    prefix = build
    clang = os.path.join(config.unsown_llvm_bin, "clang")
    filecheck = os.path.join(config.unsown_llvm_bin, "FileCheck")
    major = int(suite) if suite != "common" else None
    plugin = os.path.join(build, "lib", "unsown-%s.so" % suite)
    cc = config.unsown_cc
else:
    if "plugin" not in lit_config.params or "clang" not in lit_config.params:
        lit_config.fatal("outside a build tree: lit -Dclang=FILE -Dplugin=FILE lit-tests")
    clang, plugin, filecheck, major = unsown_kit.choose(lit_config)
    # The plugin stands in PREFIX/lib or PREFIX/lib/<machine>.
    libdir = os.path.dirname(plugin)
    prefix = os.path.dirname(libdir)
    if os.path.basename(prefix) == "lib":
        prefix = os.path.dirname(prefix)
    cc = lit_config.params.get("cc") or shutil.which("gcc") or clang
    config.test_exec_root = unsown_kit.output_directory(lit_config)
libdir = os.path.dirname(plugin)

compiler = clang
if getattr(config, "unsown_preload", ""):
    # The plugin is built with AddressSanitizer, the clang that loads it is not.
    compiler = "env ASAN_OPTIONS=detect_leaks=0 LD_PRELOAD=%s %s" % (config.unsown_preload, clang)

# None: this installation lacks it.
values = unsown_kit.compiler_substitutions(compiler, plugin, filecheck) + [
    ("%unsown-engine", if_there(os.path.join(prefix, "bin", "unsown-engine"))),
    ("%intent-include", if_there(os.path.join(SOURCE, "plugin", "include"))),
    ("%alloc-include", if_there(os.path.join(SOURCE, "allocator", "include"))),
    ("%libunsown", if_there(os.path.join(libdir, "libunsown.a"))),
    ("%libunsown-so", if_there(os.path.join(libdir, "libunsown.so"))),
    ("%libunsown-tracked", if_there(os.path.join(libdir, "libunsown-tracked.a"))),
    ("%libunsown-malloc", if_there(os.path.join(libdir, "libunsown-malloc.so"))),
    ("%split-file", if_there(os.path.join(os.path.dirname(filecheck), "split-file"))),
    ("%cc", cc),
    ("%cmake", getattr(config, "unsown_cmake", None)),
    ("%python", sys.executable),
    ("%lit", os.path.abspath(sys.argv[0])),
    ("%build", build),
    ("%src", SOURCE),
]

# ---- The suite ------------------------------------------------------------------------------

config.name = "unsown-%s" % (suite or major)
config.test_format = UnsownTest(suite, [name for name, value in values if value is None])
config.suffixes = [".c", ".prog", ".test", ".sh"]
config.excludes = ["Inputs", "kit"]
config.test_source_root = os.path.join(SOURCE, "lit-tests")
config.substitutions.extend((unsown_kit.pattern(name), value)
                            for name, value in values if value is not None)

# What is set in the caller's shell must not change a result.
for name in ("CPATH", "C_INCLUDE_PATH", "CFLAGS", "LDFLAGS", "LD_PRELOAD", "UNSOWN_POOLS",
             "VALGRIND_OPTS", "ASAN_OPTIONS", "MAKEFLAGS", "CC"):
    config.environment.pop(name, None)
config.environment["LC_ALL"] = "C"
config.environment["PATH"] = os.pathsep.join([os.path.dirname(filecheck),
                                              config.environment["PATH"]])

try:
    import psutil  # noqa: F401  lit measures time with it
    lit_config.maxIndividualTestTime = 300
except ImportError:
    pass

# ---- Features ---------------------------------------------------------------------------------

config.available_features.add(platform.machine())
if major:
    unsown_kit.add_llvm_features(config, major)
if build:
    config.available_features.add("build-tree")
if compiler != clang:
    config.available_features.add("sanitize")
for tool in ("valgrind", "gcc", "csmith"):
    if shutil.which(tool):
        config.available_features.add(tool)
if can_build(clang if major else cc, "-m32"):
    config.available_features.add("m32")
if major and can_build(clang, "-flto"):
    config.available_features.add("lto")
