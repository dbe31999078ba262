"""The tools that are compared: how each is called for one file, and what of its output speaks of
uninitialized memory.
"""

import json
import os
import re
import shlex
import sys
from dataclasses import dataclass

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, os.path.join(TOP, "bench", "real"))
import diagnostics  # noqa: E402
import measure  # noqa: E402

# Old C that newer clang refuses by default.
LENIENT = ["-Wno-error=" + w for w in (
    "implicit-function-declaration", "implicit-int", "int-conversion", "return-type", "return-mismatch",
    "incompatible-pointer-types", "incompatible-function-pointer-types")]
# Of clang's analyser any checker whose message speaks of such memory.
ANALYZER = r"^(core|unix)\."
ANALYZER_WORDS = r"uninitialized|garbage|undefined value|undefined pointer"


@dataclass
class Tool:
    name: str
    command: list
    ids: str            # expression for the ids that count
    words: str = ""     # expression for the messages that count
    includes_only: bool = False  # understands -I and -D alone


def all_tools(llvm, plugin):
    clang = [f"clang-{llvm}", *LENIENT]
    ours = [*clang, "-fplugin=" + plugin, "-fsyntax-only"]

    def arguments(*words):
        return [*ours, *("-fplugin-arg-unsown-" + w for w in words)]
    return [
        Tool("unsown", ours, "^unsown-"),
        Tool("unsown +maybe +leak", arguments("warn=maybe", "warn=leak"), "^unsown-"),
        Tool(f"clang {llvm} -O2", [*clang, "-O2", "-Wuninitialized", "-Wsometimes-uninitialized",
                                   "-Wconditional-uninitialized", "-c", "-o", "/dev/null"],
             "^(sometimes-|conditional-)?uninitialized"),
        Tool(f"clang {llvm} --analyze", [*clang, "--analyze", "-Xclang", "-analyzer-output=text"],
             ANALYZER, ANALYZER_WORDS),
        Tool("gcc -O2 -Wall", ["gcc", "-O2", "-Wall", "-Wmaybe-uninitialized", "-c", "-o", "/dev/null"],
             "^(maybe-)?uninitialized"),
        Tool("gcc -fanalyzer", ["gcc", "-O2", "-fanalyzer", "-fdiagnostics-path-format=none", "-c", "-o",
                                "/dev/null"], "analyzer-use-of-uninitialized-value"),
        Tool("cppcheck", ["cppcheck", "--quiet", "--template={file}:{line}:{column}: warning: {message} [{id}]",
                          "--template-location={file}:{line}:{column}: note: {info}", "--max-configs=1"],
             "^(legacyUninitvar|uninitvar|uninitdata|uninitStructMember|uninitMemberVar)$", includes_only=True),
    ]


def flags_for(tool, flags):
    if not tool.includes_only:
        return flags
    words, out = iter(flags), []
    for word in words:
        if word in ("-isystem", "-iquote"):
            out += ["-I", next(words)]
        elif word.startswith("-isystem"):
            out += ["-I", word[len("-isystem"):]]
        elif re.match(r"-[IDU]$", word):
            out += [word, next(words)]
        elif re.match(r"-[IDU]", word):
            out.append(word)
        elif word == "-include":
            out.append("--include=" + next(words))
    return out


# What a recorded command says of how the file is to be read; the rest is about output and warnings.
KEPT = re.compile(r"-([IDU]|isystem|iquote|include|std=|m\d|fms-extensions|funsigned-char|fsigned-char)")


def recorded(database, file):
    """(directory, flags) of the file in a compile_commands.json."""
    with open(database, encoding="utf-8") as f:
        for entry in json.load(f):
            if os.path.normpath(os.path.join(entry["directory"], entry["file"])) == os.path.normpath(file):
                words, flags = iter(shlex.split(entry["command"])[1:]), []
                for word in words:
                    if KEPT.match(word):
                        flags.append(word)
                        if word in ("-I", "-D", "-U", "-isystem", "-iquote", "-include"):
                            flags.append(next(words))
                return entry["directory"], flags
    raise LookupError(f"{database} has no command for {file}")


def said(tool, flags, directory, file, timeout=600):
    """(outcome, warnings about uninitialized memory) of the tool for one file."""
    done = measure.run([*tool.command, *flags_for(tool, flags), file], directory, timeout)
    found = diagnostics.parse(done.text, tool.ids, directory)
    if tool.words:
        found = [w for w in found if re.search(tool.words, w.message, re.I)]
    return done, found


def split(flags):
    return shlex.split(flags)
