"""What happens when a program runs: MemorySanitizer and Memcheck.

MSan tells of the use of an undefined value (a branch, an address, an argument, a result) and where the memory came from.
It goes on after a report, because one mutant can have several.  Memcheck sees what MSan cannot (code of
libraries) and is ten times slower, so it is asked second.
"""

import os
import re

from tools import need, run

REPORTS_MAX = 8       # of one run, different ones
MSAN = ["-gline-tables-only", "-gcolumn-info", "-O0", "-w", "-fno-omit-frame-pointer", "-fsanitize=memory", "-fsanitize-recover=memory",
        "-fsanitize-memory-track-origins=2"]
MSAN_FRAME = re.compile(r"^ +#\d+ 0x[0-9a-f]+ in (\S+) (.*?):(\d+)(?::(\d+))?(?: |$)")
MSAN_LOCAL = re.compile(r"created by an allocation of '(.+)' in the stack")
MEMCHECK = ["-g", "-gdwarf-4", "-O0", "-w"]
VALGRIND = ["valgrind", "--tool=memcheck", "--track-origins=yes", "--quiet", "--num-callers=20",
            "--leak-check=no", "--undef-value-errors=yes"]
MEMCHECK_FRAME = re.compile(r"^==\d+==    (?:at|by) 0x[0-9A-F]+: (\S+) \((.*?):(\d+)\)")
MEMCHECK_USE = re.compile(r"depends on uninitialised|Use of uninitialised|uninitialised byte")


def build_msan(tools, path, exe, flags=()):
    return run([tools.clang, *MSAN, *flags, path, "-o", exe, "-lm"], 60, limited=False).ok


def run_msan(tools, exe, path, cpu=1, env=None):
    """(came to an end?, reports, what it printed)"""
    done = run([exe], 30, cpu=cpu, env={"MSAN_OPTIONS": "halt_on_error=0:exit_code=77:report_umrs=1",
                                    "MSAN_SYMBOLIZER_PATH": tools.symbolizer, **(env or {})})
    return not done.late, parse_msan(done.err, path), done


def parse_msan(text, path):
    """Reports that touch the file: {"use": frames, "origin": frames, "local": name or None, "tool"}.
    A frame is [function, line, column]; frames of other files are left out."""
    out = []
    for part in re.split(r"(?m)^==\d+==WARNING: MemorySanitizer: use-of-uninitialized-value\n", text)[1:]:
        use, origin, local = [], [], None
        into, created = use, False
        for line in part.split("\n"):
            if "Uninitialized value was" in line:
                created = "created by" in line
                into = origin if created else None
                m = MSAN_LOCAL.search(line)
                local = m[1] if m else local
            m = MSAN_FRAME.match(line)
            if m and into is not None and os.path.basename(m[2]) == os.path.basename(path):
                into.append([m[1], int(m[3]), int(m[4] or 0)])
            if line.startswith("SUMMARY"):
                break
        add(out, use, origin, local, "msan")
    return out


def add(out, use, origin, local, tool):
    if not use and not origin:
        return
    report = {"use": use[:6], "origin": origin[:6], "local": local, "tool": tool}
    if len(out) < REPORTS_MAX and report not in out:
        out.append(report)


def build_memcheck(tools, path, exe, flags=()):
    return run([tools.clang, *MEMCHECK, *flags, path, "-o", exe, "-lm"], 60, limited=False).ok


def run_memcheck(exe, path, timeout=60):
    need("valgrind", "valgrind")
    done = run([*VALGRIND, exe], timeout)
    return not done.late, parse_memcheck(done.err, path), done


def parse_memcheck(text, path):
    out = []
    for part in re.split(r"(?m)^==\d+== \n", text):
        if not MEMCHECK_USE.search(part):
            continue
        use, origin = [], []
        into = use
        for line in part.split("\n"):
            if "Uninitialised value was created" in line:
                into = origin
            m = MEMCHECK_FRAME.match(line)
            if m and os.path.basename(m[2]) == os.path.basename(path):
                into.append([m[1], int(m[3]), 0])
        add(out, use, origin, None, "memcheck")
    return out
