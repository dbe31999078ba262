"""Where the functions of a C file begin and end, found without a compiler.

Used to name the function a warning stands in.  Comments, literals and directives are blanked, of
each #if only branches are kept that let braces balance, and what is left is cut at the braces of
file level.  A closing brace in the first column ends a function whatever was counted before it: a
macro that hides a brace spoils one function at most.  Definitions with old-style parameter lists
are understood; functions that a macro makes as a whole are not seen.
"""

import functools
import re
from bisect import bisect_right

NOISE = re.compile(r"//(?:\\\n|[^\n])*|/\*.*?\*/"
                   r"|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.S)
DIRECTIVE = re.compile(r"[ \t]*#[ \t]*(\w*)((?:\\\n|[^\n])*)")
DEAD = re.compile(r"\s*(?:0\b|__cplusplus\b|defined\s*\(?\s*__cplusplus\b)")
NOT_A_NAME = {"__attribute__", "__attribute", "__declspec", "_Alignas", "asm", "__asm__",
              "__asm", "typeof", "__typeof__", "if", "while", "for", "switch", "return", "sizeof"}


def _blank(s):
    return re.sub(r"[^\n]", " ", s)


def _one_branch(text):
    """The text without directives, and with such branches of every #if that braces balance.

    The first branch always stays (unless it is for C++ or for nobody); a later one stays when it
    balances by itself, as definitions for another configuration do.
    """
    frames = [[[]]]  # for each open #if, its branches; for each branch, its lines
    live = [[True]]
    for line in re.findall(r"(?:\\\n|[^\n])*\n|(?:\\\n|[^\n])+$", text):
        m = DIRECTIVE.match(line)
        word = m[1] if m else ""
        if word in ("if", "ifdef", "ifndef"):
            frames.append([[]])
            live.append([word == "ifndef" or not DEAD.match(m[2])])
        elif word in ("elif", "else") and len(frames) > 1:
            frames[-1].append([])
            live[-1].append(not any(live[-1]))
        elif word == "endif" and len(frames) > 1:
            _close(frames, live)
        frames[-1][-1].append(_blank(line) if m else line)
    while len(frames) > 1:
        _close(frames, live)
    return "".join(frames[0][0])


def _close(frames, live):
    """Ends the innermost #if: what stays of its branches goes to the branch around it."""
    for lines, alive in zip(frames.pop(), live.pop()):
        branch = "".join(lines)
        keep = alive or branch.count("{") == branch.count("}")
        frames[-1][-1].append(branch if keep else _blank(branch))


def _name_in(header):
    """The name that a file-level header defines as a function, or None."""
    name, depth = None, 0
    for i, ch in enumerate(header):
        if ch == "(":
            if depth == 0:
                # A macro may make the name: PREFIX(scan)(int a).
                m = re.search(r"([A-Za-z_]\w*(?:\(\w+\))?)\s*$", header[:i])
                if m and m[1] not in NOT_A_NAME:
                    name = m[1]
            depth += 1
        elif ch == ")":
            depth -= 1
        elif ch == "=" and depth == 0:
            return None
    return name


def _name_before(segments):
    """The function whose body begins after these `;`-separated segments, or None."""
    last = segments[-1]
    if last.strip():
        return _name_in(last)
    for segment in reversed(segments[:-1]):  # old style: `int f(a, b) int a; int b; {`
        if "(" in segment:
            return _name_in(segment) if re.search(r"\)\s*[A-Za-z_][^()]*$", segment) else None
    return None


def functions_of(text):
    """[(first line, last line, name)] in order."""
    src = _one_branch(NOISE.sub(lambda m: _blank(m.group()), text))
    starts = [0] + [m.end() for m in re.finditer("\n", src)]
    found, depth, begin, opened = [], 0, 0, None
    for m in re.finditer(r"[{}]", src):
        if m.group() == "{":
            if depth == 0:
                name = _name_before(src[begin:m.start()].split(";"))
                opened = name and (bisect_right(starts, m.start()), name)
            depth += 1
            continue
        first_column = m.start() == 0 or src[m.start() - 1] == "\n"
        depth = 0 if first_column else max(0, depth - 1)
        if depth == 0:
            if opened:
                found.append((opened[0], bisect_right(starts, m.start()), opened[1]))
                opened = None
            begin = m.end()
    return _with_headers(found, src)


def _with_headers(found, src):
    """Moves each first line up from the brace to the line of the name."""
    lines = src.split("\n")
    out, floor = [], 0
    for first, last, name in found:
        at = first
        while at > floor + 1 and not re.search(r"\b%s\s*\(" % re.escape(name.split("(")[0]),
                                              lines[at - 1]):
            at -= 1
        out.append((at, last, name))
        floor = last
    return out


@functools.lru_cache(maxsize=None)
def functions_in(path):
    with open(path, encoding="utf-8", errors="replace") as f:
        return tuple(functions_of(f.read()))


def function_at(path, line):
    """The name of the function holding that line; "" at file level or when it cannot be told."""
    for first, last, name in functions_in(path):
        if first <= line <= last:
            return name
    return ""
