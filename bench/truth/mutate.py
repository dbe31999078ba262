"""Mutants: a program with one initialization taken out.

Each operator removes what writes memory, at a place that clang's syntax tree names; the text around it stays, and so do
the numbers of the lines.

| operator | what is removed |
| --- | --- |
| init    | the initializer of a local |
| field   | one field of the initializer of a local struct |
| assign  | an assignment that is a statement of its own, or begins a `for` |
| call    | a call whose result is not used and that gets a pointer: memset, memcpy, a function that fills an out-parameter |
| then, else | what an `if` does in one case |
| loop    | a loop |
| zeroing | calloc becomes malloc |
"""

import re
from dataclasses import dataclass

# Calls that only read what their pointers point to: without them nothing is less initialized.
READERS = {"printf", "fprintf", "puts", "fputs", "putchar", "fputc", "free", "fclose", "exit", "abort", "assert",
           "perror", "remove", "unlink", "qsort", "close", "__assert_fail", "fflush", "setvbuf",
           "transparent_crc", "transparent_crc_bytes", "crc32_gentab", "platform_main_begin",
           "platform_main_end"}
LOOPS = {"ForStmt", "WhileStmt", "DoStmt"}
BODIES = {"CompoundStmt", "CaseStmt", "DefaultStmt", "LabelStmt"} | LOOPS


@dataclass(frozen=True)
class Mutant:
    operator: str
    begin: int        # offsets into the text
    end: int
    replacement: bytes
    line: int
    form: str = ""    # how the place can be made conditional (schema.py); "": not at all
    name: str = ""    # the variable of an initializer
    after: int = 0    # where its declaration ends

    def apply(self, text):
        return text[:self.begin] + self.replacement + text[self.end:]


def newlines(text):
    return b"\n" * text.count(b"\n")


def is_statement(node):
    """Does the expression stand as a statement?"""
    parent = node.parent
    if parent is None:
        return False
    if parent.kind in LOOPS:
        return parent.children and parent.children[-1] is node  # its body
    if parent.kind == "IfStmt":
        return parent.children[0] is not node
    return parent.kind in BODIES and not (parent.kind == "CaseStmt" and parent.children[0] is node)


def mutants(tree):
    """All mutants of a program, in the order of the text."""
    found = []
    records = {n.data["id"]: n for n in tree.walk() if n.kind == "RecordDecl" and "id" in n.data}
    by_name = {}
    for record in records.values():
        if any(c.kind == "FieldDecl" for c in record.children):
            by_name[(record.data.get("tagUsed", "struct") + " " + record.name)] = record
    for node in tree.walk():
        function = node.function()
        if node.begin is None or node.end is None or function is None or node is function:
            continue
        for made in of_node(tree, node, by_name):
            found.append(made)
    return sorted(set(found), key=lambda m: (m.begin, m.end, m.operator))


def blank(tree, node, operator, form):
    """The node's text becomes an empty statement."""
    text = tree.source(node)
    replacement = newlines(text)
    if text.endswith(b"}"):
        replacement = b"{" + replacement + b"}"
    return Mutant(operator, node.begin, node.end, replacement,
                  tree.line(node.begin), form)


def of_node(tree, node, records):
    if node.kind == "VarDecl":
        yield from of_variable(tree, node, records)
    elif node.kind == "BinaryOperator" and node.data.get("opcode") == "=":
        begins_for = node.parent and node.parent.kind == "ForStmt" and node.parent.children[0] is node
        if is_statement(node) or begins_for:
            yield blank(tree, node, "assign", "expression")
    elif node.kind == "CallExpr":
        callee = callee_name(node)
        if is_statement(node) and callee not in READERS and any(gets_memory(a) for a in node.children[1:]):
            yield blank(tree, node, "call", "expression")
        if callee == "calloc" and len(node.children) == 3 and all(
                c.begin is not None for c in node.children[1:]):
            count, size = (tree.source(c) for c in node.children[1:])
            yield Mutant("zeroing", node.begin, node.end,
                         b"malloc((" + count + b") * (" + size + b"))", tree.line(node.begin),
                         "value")
    elif node.kind == "IfStmt":
        # Children: the condition (after an optional declaration), then, else.
        parts = node.children[-3:] if node.data.get("hasElse") else node.children[-2:]
        for part, operator in zip(parts[1:], ("then", "else")):
            if part.begin is not None and part.kind != "NullStmt":
                yield blank(tree, part, operator, "statement")
    elif node.kind in LOOPS and node.parent and is_statement(node):
        yield blank(tree, node, "loop", "statement")


def callee_name(call):
    node = call.children[0] if call.children else None
    while node and node.kind == "ImplicitCastExpr" and node.children:
        node = node.children[0]
    return node.data.get("referencedDecl", {}).get("name", "") if node else ""


def gets_memory(argument):
    written, plain = argument.type
    return plain.endswith("*") and not plain.startswith("const ")


def of_variable(tree, node, records):
    if "init" not in node.data or node.data.get("storageClass") in ("static", "extern"):
        return
    initializer = node.children[-1] if node.children else None
    if initializer is None or initializer.begin is None or node.at is None or initializer.begin < node.at:
        return
    before = tree.text[node.at:initializer.begin].rstrip()
    if not before.endswith(b"="):
        return
    equals = node.at + len(before) - 1
    written, plain = node.type
    if "const" in plain.split("*")[-1].split() or plain.endswith("const"):
        return
    text = tree.text[equals:initializer.end]
    yield Mutant("init", equals, initializer.end, newlines(text), tree.line(initializer.begin),
                 form_of(tree, node, initializer), node.name, node.parent.end or 0)
    yield from without_field(tree, node, initializer, equals, records)


def form_of(tree, variable, initializer):
    statement = variable.parent
    if (statement is None or statement.kind != "DeclStmt" or statement.end is None or
            statement.parent is None or statement.parent.kind != "CompoundStmt"):
        return ""
    if len(statement.children) > 1:
        # What follows may not need it.
        rest = tree.text[initializer.end:statement.end].decode(errors="replace")
        if re.search(rf"\b{re.escape(variable.name)}\b", rest) or initializer.kind == "InitListExpr":
            return ""
        return "" if "[" in variable.type[1] else "later"
    if "[" in variable.type[1] or initializer.kind == "InitListExpr":
        return "aggregate"
    return "initializer"


def without_field(tree, variable, initializer, equals, records):
    """`struct s x = {1, 2};` as `struct s x; x.b = 2;`, once for each field."""
    statement = variable.parent
    if (initializer.kind != "InitListExpr" or statement is None or statement.kind != "DeclStmt" or
            len(statement.children) != 1 or statement.parent is None or statement.parent.kind != "CompoundStmt"):
        return
    record = records.get(variable.type[1])
    fields = [c for c in record.children if c.kind == "FieldDecl" and c.name] if record else []
    values = initializer.children
    if record is None or record.data.get("tagUsed") == "union" or len(fields) != len(values) or len(fields) < 2:
        return
    stores = []
    for field, value in zip(fields, values):
        if "[" in field.type[1] or "const" in field.type[1].split():
            return
        if value.kind == "ImplicitValueInitExpr":
            text = b"0" if not field.type[1].startswith(("struct ", "union ")) else None
        else:
            text = tree.source(value) if value.begin is not None else None
        if text is None:
            return
        if value.kind == "InitListExpr":
            text = b"(__typeof__(" + f"{variable.name}.{field.name}".encode() + b"))" + text
        stores.append(f" {variable.name}.{field.name} = ".encode() + b" ".join(text.split(b"\n")) + b";")
    gap = newlines(tree.text[equals:initializer.end])
    for left_out in range(len(stores)):
        rest = b"".join(s for i, s in enumerate(stores) if i != left_out)
        # The declaration's own semicolon ends the last store.
        yield Mutant("field", equals, initializer.end, b";" + rest.rstrip(b";") + gap,
                     tree.line(initializer.begin))
