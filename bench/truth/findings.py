"""What the plugin says of a file, read from its messages.

The fast loop: -fsyntax-only, so that the compiler generates no code, none of clang's own warnings, and many files in one
process of clang's inner compiler, since starting it takes longer than a small file does.
"""

import os
import re
import shlex
from dataclasses import dataclass, field

DEFAULT_IDS = ("unsown-uninit", "unsown-sometimes", "unsown-argument", "unsown-probe")
FLAGS = ["-fsyntax-only", "-Wno-everything", "-fno-caret-diagnostics", "-fno-color-diagnostics",
         "-fdiagnostics-print-source-range-info", "-fno-crash-diagnostics", "-ferror-limit=1"]
MESSAGE = re.compile(
    r"(?m)^(?P<file>[^:\n]+):(?P<line>\d+):(?P<column>\d+):(?P<ranges>(?:\{[\d:-]+\})*:?) "
    r"(?P<kind>warning|error|note): (?P<text>.*?)(?: \[(?P<id>unsown-\w+)\])?$")
RANGE = re.compile(r"\{(\d+):(\d+)-(\d+):(\d+)\}")


@dataclass
class Note:
    file: str
    line: int
    column: int
    text: str


@dataclass
class Finding:
    id: str
    file: str
    line: int
    column: int
    text: str
    ranges: list                # of (line, column, end line, end column)
    notes: list = field(default_factory=list)

    def __str__(self):
        return f"{self.file}:{self.line}:{self.column}: {self.text} [{self.id}]"


@dataclass
class Verdict:
    """status: ok, refused (does not compile), late, crash."""
    status: str
    findings: list
    detail: str = ""


def parse(text):
    """The findings among the messages, each with its notes."""
    found, last = [], None
    for m in MESSAGE.finditer(text):
        place = (m["file"], int(m["line"]), int(m["column"]))
        if m["kind"] == "note":
            if last:
                last.notes.append(Note(*place, m["text"]))
            continue
        last = None
        if m["id"]:
            last = Finding(m["id"], *place, m["text"],
                           [tuple(map(int, r)) for r in RANGE.findall(m["ranges"])])
            found.append(last)
    return found


def plugin_words(tools, arguments):
    return ["-fplugin=" + tools.plugin, *("-fplugin-arg-unsown-" + a for a in arguments)]


def check(tools, run, path, flags=(), arguments=(), timeout=120):
    """Compiles the file with the plugin.  arguments: of the plugin, without their prefix."""
    done = run([tools.clang, *FLAGS, *plugin_words(tools, arguments), *flags, path], timeout)
    if done.late:
        return Verdict("late", [])
    if done.code < 0 or done.code >= 128 or "Stack dump:" in done.err:
        return Verdict("crash", [], done.err[-2000:])
    found = parse(done.err)
    if done.code:
        return Verdict("refused", found, done.err[:2000])
    return Verdict("ok", found, done.err if "unsown-internal" in done.err else "")


def check_many(tools, run, paths, flags=(), arguments=(), timeout=120):
    """A verdict for each of the files, whose names must differ.  When anything goes wrong with one, each is checked by itself."""
    command = inner_command(tools, run, paths[0], flags, arguments)
    done = run([*command, *paths], timeout)
    if done.ok and "unsown-internal" not in done.err:
        by_file = {os.path.basename(p): [] for p in paths}
        for finding in parse(done.err):
            by_file.setdefault(os.path.basename(finding.file), []).append(finding)
        return [Verdict("ok", by_file[os.path.basename(p)]) for p in paths]
    return [check(tools, run, p, flags, arguments, timeout) for p in paths]


def inner_command(tools, run, path, flags, arguments):
    """The call of clang's inner compiler that the driver would make, without its input."""
    text = run([tools.clang, "-###", *FLAGS, *plugin_words(tools, arguments), *flags, path], 60).err
    words = shlex.split(text.strip().split("\n")[-1])
    at = words.index("-main-file-name")
    del words[at:at + 2]
    return [w for w in words if w != path and w != "-disable-free"]
