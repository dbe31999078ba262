"""What lit needs to test diagnostics of the Unsown plugin, for our tests and for yours.

In a lit.cfg.py of your own (lit.cfg.py beside this file is one to copy):

    import sys
    sys.path.insert(0, "/usr/local/share/unsown/lit")
    import unsown_kit
    unsown_kit.configure(config, lit_config)

Then `lit tests` runs each .c file there by its RUN lines, which may use

    %unsown      clang with the plugin
    %clang       the same clang without it
    %plugin      the plugin's file
    %filecheck   FileCheck for which a warning, error, note or remark that no CHECK line names is
                 a failure; add --allow-empty where nothing must be said
    %FileCheck   FileCheck as it is

and REQUIRES: llvm-19, llvm-16-or-later and the like.  `lit -Dclang=FILE -Dplugin=FILE
-Dfilecheck=FILE` choose what is used; without them it is the newest clang that has a plugin in the
installation this file belongs to.
"""

import glob
import os
import re
import shutil
import subprocess
import tempfile

# lit lets the shell trace each command on its standard error; keep that out of what a test
# collects with 2>&1.
QUIET_TRACE = "exec 9>&2 && BASH_XTRACEFD=9"

MESSAGES = ("warning", "error", "note", "remark")


def pattern(name):
    """The regular expression of a substitution: %unsown is not the start of %unsown-engine."""
    return re.escape(name) + r"(?![\w-])"


def output_of(*command):
    """What the command prints, "" when it cannot be run."""
    try:
        return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              universal_newlines=True, timeout=60).stdout.strip()
    except OSError:
        return ""


def clang_major(clang):
    """The major version of that compiler as a number, None when it is no clang."""
    macros = output_of(clang, "-dM", "-E", "-x", "c", os.devnull)
    found = re.search(r"__clang_major__ (\d+)", macros)
    return int(found.group(1)) if found else None


def find_filecheck(clang):
    """FileCheck of the same LLVM where it is beside clang, else any; None when there is none."""
    beside = os.path.join(os.path.dirname(os.path.realpath(clang)), "FileCheck")
    return beside if os.path.exists(beside) else shutil.which("FileCheck")


def find_plugins():
    """The plugins of this installation: {major version: file}."""
    prefix = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", ".."))
    plugins = {}
    for directory in ("lib", "lib64", os.path.join("lib", "*")):
        for plugin in glob.glob(os.path.join(prefix, directory, "unsown-*.so")):
            plugins[int(re.search(r"-(\d+)\.so$", plugin).group(1))] = plugin
    return plugins


def compiler_substitutions(compiler, plugin, filecheck):
    """Pairs of name and value; compiler is a command, the others are files."""
    strict = "".join(" --implicit-check-not='%s:'" % message for message in MESSAGES)
    return [
        ("%unsown", "%s -fplugin=%s" % (compiler, plugin)),
        ("%plugin", plugin),
        ("%clang_cc1", "%s -cc1" % compiler),
        ("%clang", compiler),
        ("%filecheck", filecheck + strict + " --dump-input-filter=error"),
        ("%FileCheck", filecheck),
    ]


def add_llvm_features(config, major):
    config.available_features.add("llvm-%d" % major)
    for release in range(15, major + 1):
        config.available_features.add("llvm-%d-or-later" % release)


def choose(lit_config):
    """Clang, plugin and FileCheck by the parameters given to lit, or the best there are."""
    clang = lit_config.params.get("clang")
    plugin = lit_config.params.get("plugin")
    plugins = find_plugins()
    if not clang:
        for major in sorted(plugins, reverse=True):
            clang = shutil.which("clang-%d" % major)
            if clang:
                break
        else:
            lit_config.fatal("no clang for which there is a plugin: give -Dclang=FILE")
    found = shutil.which(clang)
    if not found:
        lit_config.fatal("-Dclang=%s: no such program" % clang)
    clang, major = found, clang_major(found)
    if major is None:
        lit_config.fatal("-Dclang=%s: not a clang" % clang)
    plugin = os.path.abspath(plugin) if plugin else plugins.get(major)
    if not plugin:
        lit_config.fatal("no plugin for clang %d, there is one for: %s; give -Dplugin=FILE"
                         % (major, ", ".join(map(str, sorted(plugins))) or "none"))
    if not os.path.exists(plugin):
        lit_config.fatal("-Dplugin=%s: no such file" % plugin)
    filecheck = lit_config.params.get("filecheck") or find_filecheck(clang)
    if not filecheck:
        lit_config.fatal("no FileCheck for %s: install llvm-%d-tools or give -Dfilecheck=FILE"
                         % (clang, major))
    return clang, plugin, filecheck, major


def output_directory(lit_config):
    """Where tests write: -Dout=DIRECTORY or a new temporary one."""
    return lit_config.params.get("out") or tempfile.mkdtemp(prefix="unsown-lit-")


def configure(config, lit_config):
    """Sets up a suite of the .c files beside the calling lit.cfg.py; settings it has made stay."""
    import lit.formats

    clang, plugin, filecheck, major = choose(lit_config)
    if not config.test_format:
        config.test_format = lit.formats.ShTest(execute_external=True,
                                                preamble_commands=[QUIET_TRACE])
    if not config.suffixes:
        config.suffixes = [".c"]
    if not config.test_exec_root:
        config.test_exec_root = output_directory(lit_config)
    config.substitutions.extend((pattern(name), value) for name, value in
                                compiler_substitutions(clang, plugin, filecheck))
    config.environment["LC_ALL"] = "C"
    add_llvm_features(config, major)
