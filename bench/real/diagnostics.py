"""Reads what a compiler prints: warnings, each with its id, its notes and its full text."""

import os
import re
from dataclasses import asdict, dataclass

from functions import function_at

HEAD = re.compile(r"^(?P<file>[^\s:][^:\n]*):(?P<line>\d+):(?:(?P<column>\d+):)? "
                  r"(?P<kind>warning|error|fatal error|note|remark): (?P<message>.*)$")
INCLUDED = re.compile(r"^(In file included from|\s+from |In function|.*: In function)")
COUNT = re.compile(r"^\d+ (warning|error)s?( and \d+ errors?)? generated\.$")
ID = re.compile(r"\[(?:-W(?:error,-W)?)?([\w.+-]+(?:,[\w.+-]+)*)\]\s*$")


@dataclass
class Warned:
    file: str
    line: int
    column: int
    id: str          # what stands in brackets at the end
    message: str
    object: str      # the names quoted in the message, outermost last: "len of h"
    function: str
    text: str        # the whole message as printed, notes included

    def key(self):
        """What a verdict hangs on: survives a change of lines above it."""
        return self.file, self.function, self.object, self.id

    def place(self):
        return self.file, self.line, self.column, self.id, self.message

    def as_dict(self):
        return asdict(self)


def parse(text, matching, base):
    """The warnings and errors of `text` whose id matches the expression, in the order printed.

    base: the directory the compiler ran in, against which the names are relative.
    """
    found, before = [], []
    keep = False
    for line in text.splitlines():
        m = HEAD.match(line)
        if m and m["kind"] != "note":
            named = ID.search(m["message"])
            keep = bool(named and re.search(matching, named[1]))
            if keep:
                path = os.path.normpath(os.path.join(base, m["file"]))
                number = int(m["line"])
                message = m["message"][:named.start()].strip()
                found.append(Warned(
                    os.path.relpath(path, base), number, int(m["column"] or 0), named[1], message,
                    " of ".join(re.findall(r"'([^']*)'", message)),
                    function_at(path, number) if os.path.exists(path) else "",
                    "\n".join([*before, line])))
            before = []
        elif COUNT.match(line):
            keep = False
        elif INCLUDED.match(line):
            before.append(line)
        elif keep:
            found[-1].text += "\n" + line
    return found


def without_repeats(warnings):
    """The same, with what several files say of one header only once."""
    seen, out = set(), []
    for w in warnings:
        if w.place() not in seen:
            seen.add(w.place())
            out.append(w)
    return out
