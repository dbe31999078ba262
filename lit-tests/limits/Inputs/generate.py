"""Writes C that is too much of something: generate.py KIND N.

Each kind has a function `after` that reads an uninitialized variable behind (or a function beside) what is too
much, so that a test sees that the rest of the file still gets its verdict.
"""

import sys

AFTER = "int after(void) { int x; return x; }\n"


def statements(n):
    """One function of n statements in a row, each a branch."""
    body = "".join(f"    if (p[{i % 97}] > {i % 89}) s += p[{i % 83}] * {i};\n" for i in range(n))
    return f"int large(const int *p) {{\n    int s = 0, x;\n    if (p[1]) x = 1;\n{body}    return p[1] ? s + x : s;\n}}\n"


def cases(n):
    """A switch of n cases, every other of which initializes what is read behind it."""
    body = "".join(f"    case {i}: {'x = %d;' % i if i % 2 else ''} break;\n" for i in range(n))
    return f"int wide(int k) {{\n    int x;\n    switch (k) {{\n{body}    default: x = 0;\n    }}\n    return x;\n}}\n"


def nesting(n):
    """n conditions in each other."""
    opening = "".join(f"if (p[{i}]) {{ s += {i};\n" for i in range(n))
    return f"int deep(const int *p) {{\n    int s = 0, x;\n{opening}x = 1;\n{'}' * n}\n    return p[0] ? x : s;\n}}\n"


def loops(n):
    """n loops in each other."""
    opening = "".join(f"for (int i{i} = 0; i{i} < p[{i}]; i{i}++) {{\n" for i in range(n))
    return f"int looped(const int *p) {{\n    int s = 0, x;\n{opening}x = s++;\n{'}' * n}\n    return p[0] ? x : s;\n}}\n"


def elements(n):
    """A table of n initialized elements, global and local."""
    values = ",".join(str(i % 251) for i in range(n))
    return (f"const int table[] = {{{values}}};\nint sum(int k) {{ return table[k]; }}\n"
            f"int local(int k) {{ const unsigned char t[] = {{{values}}}; return t[k]; }}\n")


def irreducible(n):
    """A cycle of n blocks that is entered at every one of them."""
    entries = "".join(f"    case {i}: goto l{i};\n" for i in range(n))
    blocks = "".join(f"l{i}: if (p[{i}]) x = {i}; if (--k < {i}) goto l{(i * 7 + 1) % n};\n" for i in range(n))
    return f"int tangled(const int *p, int k) {{\n    int x;\n    switch (k) {{\n{entries}    }}\n{blocks}    return x;\n}}\n"


def expression(n):
    """One expression of n operators, to the left and in parentheses."""
    left = " + ".join(f"p[{i % 97}]" for i in range(n))
    deep = "(" * n + "x" + "".join(f" ^ p[{i % 89}])" for i in range(n))
    return f"int flat(const int *p) {{ return {left}; }}\nint parenthesized(const int *p) {{ int x; return {deep}; }}\n"


def functions(n):
    """n functions that call each other in a chain and pass an address on."""
    text = "void f0(int *p) { if (*p > 3) *p = 1; }\n"
    text += "".join(f"void f{i}(int *p) {{ f{i - 1}(p); }}\n" for i in range(1, n))
    return text + f"int chained(void) {{ int x = 0; f{n - 1}(&x); return x; }}\n"


def variables(n):
    """n variables, each initialized on its own condition and read on it."""
    text = "".join(f"    int v{i}; if (p[{i}]) v{i} = {i};\n" for i in range(n))
    reads = "".join(f"    if (p[{i}]) s += v{i};\n" for i in range(n))
    return f"int many(const int *p) {{\n    int s = 0;\n{text}{reads}    return s;\n}}\n"


if __name__ == "__main__":
    sys.stdout.write(globals()[sys.argv[1]](int(sys.argv[2])) + AFTER)
