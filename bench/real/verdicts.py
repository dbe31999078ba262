"""The judgements in verdicts.tsv: warnings of the real projects, read and found true, false or
unclear.  As a program, prints them as the Markdown that docs/real-code.md ends with.

A verdict hangs on project, file, function, object and id, not on a line: it survives updates of the
package that move code.  Two warnings that agree in all five share one verdict.
"""

import os
import textwrap
from collections import Counter

PATH = os.path.join(os.path.dirname(os.path.abspath(__file__)), "verdicts.tsv")
KINDS = ("true", "false", "unclear")
LINES_PER_FALSE = 100000  # the bar: one false warning for so many lines


def load(path=PATH):
    """{(project, file, function, object, id): (verdict, reason)}"""
    verdicts = {}
    with open(path, encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            line = line.rstrip("\n")
            if not line or line.startswith("#"):
                continue
            fields = line.split("\t")
            if len(fields) != 7 or fields[5] not in KINDS or not fields[6]:
                raise SystemExit(f"{path}:{number}: expected seven fields between tabs, the sixth "
                                 f"one of {', '.join(KINDS)}, the last a reason")
            key = tuple(fields[:5])
            if key in verdicts:
                raise SystemExit(f"{path}:{number}: a second verdict on {' '.join(key)}")
            verdicts[key] = fields[5], fields[6]
    return verdicts


def judge(projects, verdicts):
    """(Counter of verdicts, rows without one, verdicts that no warning met).

    projects: {name: [warning]} with diagnostics.Warned.
    """
    count, missing, met = Counter(), [], set()
    for name, warnings in projects.items():
        for w in warnings:
            key = (name, *w.key())
            if key in verdicts:
                met.add(key)
                count[verdicts[key][0]] += 1
            else:
                missing.append("\t".join([*key, "", f"{w.line}:{w.column}: {w.message}"]))
    stale = [key for key in verdicts if key[0] in projects and key not in met]
    return count, missing, stale


def markdown(verdicts):
    lines, project = [], None
    for key, (verdict, reason) in verdicts.items():
        if key[0] != project:
            project = key[0]
            lines += [f"**{project}**", ""]
        text = f"**{verdict}**, `{key[1]}`, `{key[2]}`, `{key[3]}` (`{key[4]}`): {reason}"
        lines += textwrap.wrap(text, 118, initial_indent="* ", subsequent_indent="  ",
                               break_long_words=False, break_on_hyphens=False)
        lines += [""]
    return "\n".join(lines)


if __name__ == "__main__":
    print(markdown(load()))
