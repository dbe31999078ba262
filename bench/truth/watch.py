"""Watching a read: is it executed, and is what it reads undefined?

MSan tells of uses only, so a finding about a value that is merely copied has to be looked at where it stands.  The expression
that the finding underlines is replaced by one that does the same and asks MSan's shadow about the value:

    E   becomes   (*({ __typeof__(E) *p = &(E); unsown_watch(p, sizeof *p); p; }))
    or, where E has no address,   ({ __typeof__((E) + 0) v = (E); unsown_watch(&v, sizeof v); v; })

MSan looks at arguments and results by itself and then takes them as defined; that is switched off here, or a
value that came through a call could not be seen.

What it gives up.  An expression inside a macro, or one that fits neither way, cannot be watched.
"""

import os
import re

import dynamic
from tools import HERE

SUPPORT = ["-include", os.path.join(HERE, "watch.h")]
FORMS = ("(*({{ __typeof__({e}) *unsown_p = &({e}); unsown_watch(unsown_p, sizeof *unsown_p); unsown_p; }}))",
         "({{ __typeof__(({e}) + 0) unsown_v = ({e}); unsown_watch(&unsown_v, sizeof unsown_v); unsown_v; }})")
SAID = re.compile(r"(?m)^unsown-watch (\w+)$")


def watch(tools, text, found, work, flags):
    """[{"finding", "seen"}]: undefined (at least once), defined (executed, never undefined), not executed, or
    cannot be watched."""
    out = []
    for finding in found:
        seen = "cannot be watched"
        for form in FORMS:
            changed = instrument(text, finding, form)
            if changed is None:
                continue
            answer = execute(tools, changed, work, flags)
            if answer is not None:
                seen = answer
                break
        out.append({"finding": str(finding), "seen": seen})
    return out


def instrument(text, finding, form):
    """The text with the first range of the finding replaced; the line stays."""
    if not finding.ranges:
        return None
    line, column, end_line, end_column = finding.ranges[0]
    if line != end_line:
        return None
    lines = text.split(b"\n")
    whole = lines[line - 1]
    expression = whole[column - 1:end_column - 1].decode(errors="replace")
    if not expression.strip():
        return None
    new = form.format(e=expression).encode()
    lines[line - 1] = whole[:column - 1] + new + whole[end_column - 1:]
    return b"\n".join(lines)


def execute(tools, text, work, flags):
    path, exe = os.path.join(work, "watched.c"), os.path.join(work, "watched")
    with open(path, "wb") as f:
        f.write(text)
    if not dynamic.build_msan(tools, path, exe, [*flags, *SUPPORT, "-fno-sanitize-memory-param-retval"]):
        return None
    _, _, done = dynamic.run_msan(tools, exe, path)
    answers = {m[1] for m in SAID.finditer(done.err)}
    return "undefined" if "undefined" in answers else "defined" if answers else "not executed"
