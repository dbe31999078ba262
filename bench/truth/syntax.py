"""Clang's own syntax tree of a file, with offsets into its text.

How it works.  `-ast-dump=json` leaves out of a location what it shares with the one printed before it, so the tree is walked
once, in the order in which it was printed, to know which file each location is in.  Nodes of other files are dropped.

What it gives up.  A node that begins or ends inside the expansion of a macro has no range, except when it
is one expansion as a whole.
"""

import bisect
import json
import subprocess


class Node:
    """One node of the main file.  begin, end: offsets in bytes, end behind the last one; None: not known."""

    __slots__ = ("kind", "begin", "end", "at", "children", "data", "parent")

    def __init__(self, data, parent):
        self.kind = data.get("kind", "")
        self.begin = self.end = self.at = None
        self.children = []
        self.data = data
        self.parent = parent

    def walk(self):
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))

    @property
    def name(self):
        return self.data.get("name", "")

    @property
    def type(self):
        """As written, and without its typedefs."""
        kind = self.data.get("type", {})
        return kind.get("qualType", ""), kind.get("desugaredQualType", kind.get("qualType", ""))

    def function(self):
        """The definition it stands in, or None."""
        node = self
        while node and node.kind != "FunctionDecl":
            node = node.parent
        return node


class Tree:
    """top: the declarations of the main file, in order."""

    def __init__(self, text, dump, path):
        self.text = text
        self.main = path
        self.file = path  # of the location printed last
        self.line_starts = [0]
        for i, byte in enumerate(text):
            if byte == 10:
                self.line_starts.append(i + 1)
        self.top = []
        for data in json.loads(dump).get("inner", []):
            node = self._build(data, None)
            if node:
                self.top.append(node)

    def walk(self):
        for node in self.top:
            yield from node.walk()

    def line(self, offset):
        """From 1."""
        return bisect.bisect_right(self.line_starts, offset)

    def column(self, offset):
        return offset - self.line_starts[self.line(offset) - 1] + 1

    def offset(self, line, column):
        return self.line_starts[line - 1] + column - 1

    def source(self, node):
        return self.text[node.begin:node.end]

    def functions(self):
        """(name, first line, last line) of each definition."""
        for node in self.top:
            if node.kind == "FunctionDecl" and node.begin is not None and node.end and any(
                    c.kind == "CompoundStmt" for c in node.children):
                yield node.name, self.line(node.begin), self.line(node.end - 1)

    def function_at(self, line):
        return next((name for name, first, last in self.functions() if first <= line <= last), None)

    # Every location has to be seen, in order, for `self.file` to be right.
    def _location(self, data):
        """(in the main file?, offset, length of the token, of a macro?)"""
        if not data:
            return None
        if "expansionLoc" in data:
            self._location(data.get("spellingLoc"))
            place = self._location(data["expansionLoc"])
            return place and (*place[:3], True)
        if "file" in data:
            self.file = data["file"]
        if "offset" not in data:
            return None
        return self.file == self.main, data["offset"], data.get("tokLen", 1), False

    def _build(self, data, parent):
        node = Node(data, parent)
        loc = self._location(data.get("loc"))
        span = data.get("range", {})
        begin = self._location(span.get("begin"))
        end = self._location(span.get("end"))
        if loc and loc[0]:
            node.at = loc[1]
        if begin and end and begin[0] and end[0]:
            if not begin[3] and not end[3]:
                node.begin, node.end = begin[1], end[1] + end[2]
            elif begin[3] and end[3] and begin[1] == end[1]:
                node.begin, node.end = begin[1], self._expansion_end(begin[1] + begin[2])
        for child in data.pop("inner", ()):
            built = self._build(child, node)
            if built:
                node.children.append(built)
        inside = parent is not None or not loc or loc[0]
        return node if inside else None

    def _expansion_end(self, at):
        """Behind the arguments of a macro whose name ends at `at`, if it has some."""
        here = at
        while here < len(self.text) and self.text[here:here + 1] in b" \t\n":
            here += 1
        if self.text[here:here + 1] != b"(":
            return at
        depth = 0
        while here < len(self.text):
            depth += (self.text[here:here + 1] == b"(") - (self.text[here:here + 1] == b")")
            here += 1
            if not depth:
                return here
        return at


def read(tools, path, flags=(), timeout=60):
    """The tree of a file that compiles, or None."""
    done = subprocess.run([tools.clang, "-fsyntax-only", "-w", "-Xclang", "-ast-dump=json", *flags, path],
                          capture_output=True, timeout=timeout)
    if done.returncode:
        return None
    with open(path, "rb") as f:
        return Tree(f.read(), done.stdout, path)
