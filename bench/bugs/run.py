#!/usr/bin/env python3
"""Bugs that people fixed: which of them the plugin and its peers see, and who is silent afterwards.

  run.py [--llvm 22] [--plugin PATH] [--package NAME]... [--bug NAME]... [--out DIR]
  run.py --table DIR            the tables again, from DIR/result.json

corpus.json names the bugs: a package of Debian with its version, a patch of debian/patches that fixes a
read of uninitialized memory (or an older version that has it), the file, the functions and the object it is about, and how the file is
compiled.  Nothing of the packages is in this repository: the sources are fetched (archive.py), made ready
by the commands of the corpus, and the file is compiled as it stands, and as it was before the patch, by
every tool (tools.py).

A tool found the bug when it warns, in the file as it was, in one of the functions named and about the
object named, and does not warn so after the patch (where the patch leaves another path to the same read,
which the corpus then says, the warning may stay).  What the plugin still says in those functions after the patch is
listed as well: a false warning, or another bug.

What it gives up: one translation unit at a time, for every tool; a bug whose file does not compile here is
reported and not counted.
"""

import argparse
import collections
import json
import os
import re
import subprocess
import sys

import archive  # puts bench/real on the path
import needed
import tools

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))


def make_ready(tree, commands):
    """Runs the commands that configure a tree, once."""
    mark = os.path.join(tree, ".unsown-ready")
    wanted = json.dumps(commands)
    if os.path.exists(mark):
        with open(mark, encoding="utf-8") as f:
            if f.read() == wanted:
                return
    for command in commands:
        done = subprocess.run(command, shell=True, cwd=tree, stdin=subprocess.DEVNULL, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, errors="replace")
        if done.returncode != 0:
            raise LookupError(f"{command}: {done.stdout.strip()[-500:]}")
    with open(mark, "w", encoding="utf-8") as f:
        f.write(wanted)


def gone(before, after):
    """The warnings of `before` that `after` lacks; lines do not count, how often one is given does."""
    left = collections.Counter((w.function, w.id, w.message) for w in after)
    out = []
    for w in before:
        key = w.function, w.id, w.message
        if left[key]:
            left[key] -= 1
        else:
            out.append(w)
    return out


def words_of(text):
    """What a message says, notes included, and the line of code it stands at: not the code of its notes."""
    lines = text.splitlines()
    said = [at for at, line in enumerate(lines) if tools.diagnostics.HEAD.match(line)]
    return "\n".join(lines[at] for at in said) + "\n" + "\n".join(lines[said[0] + 1:said[0] + 3] if said else [])


def about(bug, warnings):
    return [w for w in warnings if w.function in bug["functions"]
            and re.search(bug.get("object", ""), words_of(w.text))]


def measure_bug(source, project, bug, tree, every):
    """What each tool says of the file before and after."""
    fixed = os.path.join(tree, bug["file"])
    directory = os.path.join(tree, project.get("directory", "."))
    flags = [f.replace("@", tree) for f in tools.split(project.get("flags", "") + " " + bug.get("flags", ""))]
    if "database" in project:
        directory, more = tools.recorded(os.path.join(tree, project["database"]), fixed)
        flags += more
    places = dict.fromkeys(("before", "after"), directory)
    if "before" in project:
        old = source.tree(project["package"], project["before"])
        before, after = os.path.join(old, bug["file"]), fixed
        places["before"] = os.path.join(old, project.get("directory", "."))
    else:
        before, after = archive.around(source, tree, project["package"], project["version"], bug["patch"],
                                       bug["file"], bug["name"])
    result = {"name": bug["name"], "package": project["package"], "version": project["version"],
              "tools": {}, "failed": []}
    for tool in every:
        said = {}
        for state, path in (("before", before), ("after", after)):
            outcome, said[state] = tools.said(tool, flags, places[state],
                                              os.path.relpath(path, places[state]))
            if outcome.status != "ok":
                result["failed"].append(f"{tool.name}, {state}: {outcome.status}\n{outcome.text[:2000]}")
        found = about(bug, said["before"] if bug.get("remains") else gone(said["before"], said["after"]))
        result["tools"][tool.name] = {
            "found": [w.text for w in found],
            "all_before": [w.text for w in said["before"] if w.function in bug["functions"]],
            "stays": [w.text for w in said["after"] if w.function in bug["functions"]],
            "after": len(said["after"]),
            "new": [w.text for w in gone(said["after"], said["before"])],
        }
    for path in (before, after):
        if path != fixed and "before" not in project:
            os.unlink(path)
    return result


def table(results, known, names, last):
    """A line for each bug, a sign for each tool that has something to say of it, and the sums."""
    lines = ["| bug | function, object | " + " | ".join(names) + " |", "| --- | --- |" + " --- |" * len(names)]
    total = collections.Counter()
    for r in results:
        bug = known[r["name"]]
        hits = [bool(r["tools"].get(name, {}).get("found")) for name in names]
        total.update(name for name, hit in zip(names, hits) if hit)
        lines.append(f"| {r['name']} | `{bug['functions'][0]}`, `{bug['shown']}` | "
                     + " | ".join("×" if hit else "" for hit in hits) + " |")
    lines.append(f"| **{last}, of {len(results)}** | | "
                 + " | ".join(f"**{total[name]}**" for name in names) + " |")
    return "\n".join(lines)


def tables(results, corpus):
    """The tables of docs/bugs.md, as text: real bugs, and warnings that somebody silenced."""
    known = {b["name"]: b for p in corpus["projects"] for b in p["bugs"]}
    names = list(dict.fromkeys(name for r in results for name in r["tools"]))
    silenced = [r for r in results if known[r["name"]].get("kind") == "silenced"]
    real = [r for r in results if r not in silenced]
    out = []
    if real:
        out.append(table(real, known, names, "found"))
    if silenced:
        out.append(table(silenced, known, names, "false alarms"))
    stays = [f"{r['name']}: {text.splitlines()[0]}" for r in results
             for text in r["tools"].get("unsown", {}).get("stays", [])]
    if stays:
        out.append("After the patch the plugin still says in these functions:\n" + "\n".join(stays))
    return "\n\n".join(out)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--llvm", default="22")
    parser.add_argument("--plugin", help="default: build/lib/unsown-LLVM.so")
    parser.add_argument("--cache", help=f"default: {archive.debsource.default_cache()}")
    parser.add_argument("--package", action="append")
    parser.add_argument("--bug", action="append")
    parser.add_argument("--only-plugin", action="store_true", help="without the peers")
    parser.add_argument("--out", help="where result.json goes; one that is there is added to")
    parser.add_argument("--table", metavar="DIR")
    args = parser.parse_args()
    with open(os.path.join(HERE, "corpus.json"), encoding="utf-8") as f:
        corpus = json.load(f)
    if args.table:
        with open(os.path.join(args.table, "result.json"), encoding="utf-8") as f:
            stored = json.load(f)
        order = [b["name"] for p in corpus["projects"] for b in p["bugs"]]
        print(tables([stored[n] for n in order if n in stored], corpus))
        return 0
    plugin = os.path.abspath(args.plugin or os.path.join(TOP, f"build/lib/unsown-{args.llvm}.so"))
    if not os.path.exists(plugin):
        raise SystemExit(f"{plugin} does not exist: build it first, or give --plugin")
    every = tools.all_tools(args.llvm, plugin)
    if args.only_plugin:
        every = every[:2]
    source = archive.Archive(args.cache)
    stored = {}
    path = args.out and os.path.join(args.out, "result.json")
    if path and os.path.exists(path):
        with open(path, encoding="utf-8") as f:
            stored = json.load(f)
    shown, refused = [], []
    for project in corpus["projects"]:
        bugs = [b for b in project["bugs"] if not args.bug or b["name"] in args.bug]
        if args.package and project["package"] not in args.package or not bugs:
            continue
        try:
            needed.install(project.get("needs", []), project["package"])
            tree = source.tree(project["package"], project["version"])
            make_ready(tree, project.get("prepare", []))
            if "before" in project:
                make_ready(source.tree(project["package"], project["before"]), project.get("prepare", []))
        except LookupError as e:
            refused.append(f"{project['package']}: {e}")
            continue
        for bug in bugs:
            try:
                r = measure_bug(source, project, bug, tree, every)
            except LookupError as e:
                refused.append(f"{bug['name']}: {e}")
                continue
            refused += [f"{bug['name']}: {f}" for f in r["failed"]]
            print(bug["name"], "|", ", ".join(n for n, t in r["tools"].items() if t["found"]) or "nobody",
                  "| stays:", sum(len(t["stays"]) for n, t in r["tools"].items() if n == "unsown"), flush=True)
            shown.append(r)
            if bug["name"] in stored:  # keep what another run knows of the peers
                r["tools"] = {**stored[bug["name"]]["tools"], **r["tools"]}
            stored[bug["name"]] = r
            if path:
                os.makedirs(args.out, exist_ok=True)
                with open(path, "w", encoding="utf-8") as f:
                    json.dump(stored, f, indent=1)
    if shown:
        print(tables(shown, corpus))
    for line in refused:
        print(line)
    return bool(refused)


if __name__ == "__main__":
    sys.exit(main())
