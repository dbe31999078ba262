#!/usr/bin/env python3
"""Shows an audit list of intentional reads, for people.

    unsown-audit AUDIT.jsonl                  as Markdown
    unsown-audit --against OLD.jsonl NEW.jsonl    what is new, gone or judged otherwise comes first

The files are what -fplugin-arg-unsown-audit=FILE writes.  Ends with status 1 when the newer list has
a claim that does not hold, or (with --against) one that was proved and no longer is; with 2 when a
file cannot be read or is no audit list.
"""
import argparse
import json
import sys

VERDICTS = {"proved": "proved", "failed": "**does not hold**", "undecided": "not proved", None: ""}


class Damaged(Exception):
    pass


def read(path):
    """[(unit, site)] in the order of the file."""
    try:
        with open(path, encoding="utf-8") as file:
            lines = file.read().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Damaged(f"cannot read '{path}': {getattr(error, 'strerror', None) or error}")
    sites, unit = [], None
    for number, line in enumerate(lines, 1):
        try:
            entry = json.loads(line)
            if number == 1:
                if entry.get("unsown") != "audit":
                    raise ValueError
            elif "unit" in entry:
                unit = entry["unit"]
            else:
                sites.append((unit, dict(entry, file=str(entry["file"]), line=int(entry["line"]))))
        except (ValueError, KeyError, TypeError, AttributeError):
            raise Damaged(f"'{path}' is damaged at line {number}: it is no audit list, or was cut")
    if not lines:
        raise Damaged(f"'{path}' is empty: an audit list has at least one line")
    return sites


def cell(text):
    return "".join("\\" + c if c in "\\|`*_<>[]#" else " " if c in "\r\n\t" else c
                   for c in str(text or ""))


def key(site):
    """What stays the same when lines move."""
    return (site["file"], site["function"], site["annotation"], site.get("claim"),
            site.get("reason"))


def table(sites):
    rows = ["| place | function | claim | reason | verdict | given |",
            "| --- | --- | --- | --- | --- | --- |"]
    for site in sites:
        verdict = VERDICTS.get(site.get("verdict"), "")
        if site.get("because"):
            verdict += ": " + cell(site["because"])
        if site.get("stronger"):
            verdict += f"; '{site['stronger']}' holds as well"
        given = "<br>".join(cell(g.get("text") or f"line {g.get('line')}")
                            for g in site.get("given", []))
        rows.append(f"| {cell(site['file'])}:{site['line']} | {cell(site['function'])} | "
                    f"{cell(site.get('claim') or site['annotation'])} | {cell(site.get('reason'))} |"
                    f" {verdict} | {given} |")
    return "\n".join(rows)


def unique(sites):
    """A read in a header is listed by every unit that includes it."""
    seen, result = set(), []
    for _, site in sites:
        mark = (site["file"], site["line"], site.get("column"), site.get("verdict"))
        if mark not in seen:
            seen.add(mark)
            result.append(site)
    return sorted(result, key=lambda s: (s["file"], s["line"], s.get("column", 0)))


def changes(old, new):
    before, after = {}, {}
    for site in old:
        before.setdefault(key(site), []).append(site)
    for site in new:
        after.setdefault(key(site), []).append(site)
    added = [s for k, group in after.items() for s in group[len(before.get(k, [])):]]
    gone = [s for k, group in before.items() for s in group[len(after.get(k, [])):]]
    judged = [(o, n) for k in before if k in after for o, n in zip(before[k], after[k])
              if (o.get("verdict"), o.get("because")) != (n.get("verdict"), n.get("because")) or
              [g.get("text") for g in o.get("given", [])] !=
              [g.get("text") for g in n.get("given", [])]]
    return added, gone, judged


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("audit")
    parser.add_argument("--against", metavar="OLD", help="an earlier list")
    options = parser.parse_args()
    try:
        sites = unique(read(options.audit))
        old = unique(read(options.against)) if options.against else None
    except Damaged as error:
        print(f"unsown-audit: error: {error}", file=sys.stderr)
        return 2
    bad = any(s.get("verdict") == "failed" for s in sites)
    print("# Reads of uninitialized memory made on purpose\n")
    if old is not None:
        added, gone, judged = changes(old, sites)
        print("## Changes\n")
        if not added and not gone and not judged:
            print("None.\n")
        for title, group in (("New", added), ("Gone", gone)):
            if group:
                print(f"### {title}\n\n{table(group)}\n")
        if judged:
            print(f"### Judged otherwise\n\n{table([n for _, n in judged])}\n")
            for o, n in judged:
                if o.get("verdict") != n.get("verdict"):
                    print(f"- {cell(n['file'])}:{n['line']} was {VERDICTS[o.get('verdict')]}")
                else:
                    print(f"- {cell(n['file'])}:{n['line']} rests on something else than before")
            print()
        bad = bad or any(o.get("verdict") == "proved" != n.get("verdict") for o, n in judged)
        print("## All\n")
    print(table(sites))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
