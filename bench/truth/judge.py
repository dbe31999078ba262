"""The plugin's findings on mutants against what the tools reported when they ran.

A mutant whose undefined read was reported counts as found when a finding of the default ids that the
original does not have meets a report in one of these ways, the first that holds:

| match | the finding |
| --- | --- |
| line     | stands on the line of the use, or on that of a call that leads to it |
| object   | tells of the object that the report names, by its declaration or the place of its allocation |
| function | stands in the function of the use, in one that leads to it, or in that of the object |

Tools report where an undefined value begins to matter, the plugin where it is read, so the lines need not be the same.

The other way round, each `unsown-uninit` has to be confirmed: by a report that meets it by line or object, else by
watching the read itself (watch.py), which says whether it was executed and what it found there.
"""

import collections
import functools
import os
import re
import tempfile
import time

import findings
import programs
import watch
from pool import Pool
from store import Store
from tools import run

BATCH = 20
MATCHES = ("line", "object", "function")


def meets(finding, report, function_at):
    """How the finding meets the report: one of MATCHES, or None."""
    lines = {frame[1] for frame in report["use"]}
    if finding.line in lines:
        return "line"
    origin = {frame[1] for frame in report["origin"]}
    declared = {note.line for note in finding.notes if re.search("(declared|allocated) here", note.text)}
    named = report["local"] is None or re.search(rf"'[&*(]*{re.escape(report['local'])}\\b", finding.text)
    if origin & declared or (origin and report["local"] and named and
                             function_at(finding.line) == report["origin"][0][0]):
        return "object"
    names = {frame[0] for frame in report["use"]} | {frame[0] for frame in report["origin"][:1]}
    return "function" if function_at(finding.line) in names else None


def judge(tools, cache, corpora, seconds, listed=False):
    """Judges every mutant of the pool that this plugin has not judged; the table is that of all it has judged."""
    pool = Pool(cache)
    store = Store(os.path.join(cache, "judged", tools.digest + ".jsonl"))
    deadline = time.monotonic() + seconds
    by_program = collections.defaultdict(list)
    for key, row in pool.mutants.rows.items():
        if key not in store and row["program"] in pool.programs and row["program"].split("/")[0] in corpora:
            by_program[row["program"]].append(key)
    for program, keys in by_program.items():
        if time.monotonic() > deadline:
            break
        with tempfile.TemporaryDirectory() as work:
            judge_program(tools, pool, store, program, keys, work)
    if listed:
        list_differences(pool, store, corpora)
    return report(pool, store, corpora)


def list_differences(pool, store, corpora):
    """Each miss with the first report, each false finding, each original that draws a warning."""
    for key, row in store.rows.items():
        if key.split("/")[0] not in corpora:
            continue
        if row.get("original"):
            for finding in row["findings"]:
                print(f"{key}: original: {finding}")
            continue
        mutant = pool.mutants.rows[key]
        if mutant["reports"] and row["match"] is None:
            first = mutant["reports"][0]
            print(f"{key}: missed: {mutant['operator']} at line {mutant['line']}; used at {first['use'][:1]}, "
                  f"made at {first['origin'][:1]} {first['local'] or ''}")
        for watched in row["watched"]:
            if watched["seen"] == "defined":
                print(f"{key}: false: {watched['finding']}")


def summary(pool, tools, cache):
    """(share of the reported mutants that are found, number of false findings)."""
    store = Store(os.path.join(cache, "judged", tools.digest + ".jsonl"), writable=False)
    judged = [r for k, r in store.rows.items() if not r.get("original") and pool.mutants.rows[k]["reports"]]
    wrong = sum(len(r["findings"]) for r in store.rows.values() if r.get("original")) + sum(
        w["seen"] == "defined" for r in store.rows.values() for w in r.get("watched", ()))
    return sum(r["match"] is not None for r in judged) / max(len(judged), 1), wrong


def judge_program(tools, pool, store, program, keys, work):
    text = pool.text_of(program)
    flags = programs.flags(program.split("/")[0])
    texts = {"original": text}
    for key in keys:
        row = pool.mutants.rows[key]
        texts[key] = text[:row["begin"]] + row["replacement"].encode() + text[row["end"]:]
    paths = {}
    for number, (key, mutated) in enumerate(texts.items()):
        paths[key] = os.path.join(work, f"{number}.c")
        with open(paths[key], "wb") as f:
            f.write(mutated)
    verdicts = {}
    for at in range(0, len(paths), BATCH):
        some = list(paths)[at:at + BATCH]
        verdicts.update(zip(some, findings.check_many(tools, run, [paths[k] for k in some], flags)))
    known = {identity(f) for f in told(verdicts["original"])}
    store.add(program, original=True, status=verdicts["original"].status,
              findings=[str(f) for f in told(verdicts["original"])])
    for key in keys:
        row = pool.mutants.rows[key]
        news = [f for f in told(verdicts[key]) if identity(f) not in known]
        at = functools.partial(pool.function_at, program)
        match = best_match(news, row["reports"], at)
        unconfirmed = [f for f in news if f.id == "unsown-uninit" and
                       not any(meets(f, r, at) in ("line", "object") for r in row["reports"])]
        seen = watch.watch(tools, texts[key], unconfirmed, work, flags) if unconfirmed else []
        store.add(key, status=verdicts[key].status, match=match, findings=[str(f) for f in news],
                  uninit=sum(f.id == "unsown-uninit" for f in news), watched=seen)


def told(verdict):
    return [f for f in verdict.findings if f.id in findings.DEFAULT_IDS]


def identity(finding):
    return finding.id, finding.line, finding.text


def best_match(news, reports, function_at):
    ways = {meets(f, r, function_at) for f in news for r in reports}
    return next((m for m in MATCHES if m in ways), None)


def report(pool, store, corpora):
    """The two tables; true when the bars are reached."""
    print(f"{'mutants reported by the tools':32} {'count':>6} " +
          "".join(f"{m:>9}" for m in MATCHES) + f"{'found':>9} {'missed':>7} {'share':>7}")
    groups = collections.defaultdict(list)
    for key, row in store.rows.items():
        if row.get("original") or not pool.mutants.rows[key]["reports"]:
            continue
        corpus = key.split("/")[0]
        if corpus in corpora:
            for group in (corpus, "  " + pool.mutants.rows[key]["operator"], "all"):
                groups[group].append(row)
    for group in (*corpora, *sorted(g for g in groups if g.startswith(" ")), "all"):
        rows = groups[group]
        count = collections.Counter(r["match"] for r in rows)
        found = len(rows) - count[None]
        print(f"{group:32} {len(rows):6} " + "".join(f"{count[m]:9}" for m in MATCHES) +
              f"{found:9} {count[None]:7} {found / len(rows) if rows else 0:7.1%}")
    uninit = sum(r.get("uninit", 0) for r in store.rows.values())
    watched = collections.Counter(w["seen"] for r in store.rows.values() for w in r.get("watched", ()))
    print(f"\nunsown-uninit: {uninit} findings; met by a report {uninit - sum(watched.values())}, "
          f"watched: undefined {watched['undefined']}, not executed {watched['not executed']}, "
          f"cannot be watched {watched['cannot be watched']}, defined (false) {watched['defined']}")
    false = [k for k, r in store.rows.items() if r.get("original") and r["findings"]]
    print(f"originals that draw a warning: {len(false)} of {sum(bool(r.get('original')) for r in store.rows.values())}")
    rows = groups["all"]
    return bool(rows) and sum(r["match"] is not None for r in rows) >= 0.95 * len(rows) and not watched["defined"]
