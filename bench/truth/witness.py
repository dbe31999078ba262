"""Witnesses that run: how many findings have a driver (witness=DIR) that MSan confirms.

A driver is built with MSan and run.  It confirms its finding when MSan reports a use on the line of the read, or of the
object that the finding names; or, because a value that is only copied is no use to MSan, when the read is
watched (watch.py) and what it finds there is undefined.
"""

import collections
import os
import random
import tempfile
import time

import dynamic
import findings
import judge
import programs
import watch
from pool import Pool
from store import Store
from tools import run

IDS = ("unsown-uninit", "unsown-sometimes")


def campaign(tools, cache, corpora, seconds):
    """Asks for the drivers of the mutants that the tools reported, in an order that mixes programs."""
    pool = Pool(cache)
    store = Store(os.path.join(cache, "witness", tools.digest + ".jsonl"))
    deadline = time.monotonic() + seconds
    keys = [k for k, r in pool.mutants.rows.items() if r["reports"] and k not in store and
            r["program"] in pool.programs and k.split("/")[0] in corpora]
    random.Random(1).shuffle(keys)
    for key in keys:
        if time.monotonic() > deadline:
            break
        with tempfile.TemporaryDirectory() as work:
            store.add(key, findings=one_mutant(tools, pool, key, work))
    return report(store)


def one_mutant(tools, pool, key, work):
    """[{"finding", "id", "driver"}]: confirmed, not confirmed, not built, none."""
    row = pool.mutants.rows[key]
    program = row["program"]
    text = pool.text_of(program)
    mutated = text[:row["begin"]] + row["replacement"].encode() + text[row["end"]:]
    path, drivers = os.path.join(work, "mutant.c"), os.path.join(work, "drivers")
    with open(path, "wb") as f:
        f.write(mutated)
    flags = programs.flags(program.split("/")[0])
    verdict = findings.check(tools, run, path, flags, ["witness=" + drivers])
    return [{"finding": str(f), "id": f.id, "driver": confirm(tools, f, mutated, path, drivers, work, flags)}
            for f in verdict.findings if f.id in IDS]


def confirm(tools, finding, mutated, path, drivers, work, flags):
    driver = os.path.join(drivers, f"mutant-{finding.line}-{finding.column}.c")
    if not os.path.exists(driver):
        return "none"
    exe = os.path.join(work, "driver")
    if not dynamic.build_msan(tools, driver, exe, flags):
        return "not built"
    _, reports, _ = dynamic.run_msan(tools, exe, path)
    if any(judge.meets(finding, r, lambda line: None) in ("line", "object") for r in reports):
        return "confirmed"
    with open(driver, encoding="utf-8") as f:
        text = f.read()
    for form in watch.FORMS:
        watched = watch.instrument(mutated, finding, form)
        if watched is None:
            continue
        changed = os.path.join(work, "watched-mutant.c")
        with open(changed, "wb") as f:
            f.write(watched)
        answer = watch.execute(tools, text.replace(f'#include "{path}"', f'#include "{changed}"').encode(), work,
                               flags)
        if answer is not None:
            return "confirmed" if answer == "undefined" else "not confirmed"
    return "not confirmed"


def report(store):
    """Prints the table; true when the bar is reached."""
    count = collections.Counter()
    for row in store.rows.values():
        for finding in row["findings"]:
            count[finding["id"], finding["driver"]] += 1
            count["all", finding["driver"]] += 1
    ways = ("confirmed", "not confirmed", "not built", "none")
    print(f"{'findings on mutants':20}" + "".join(f"{w:>15}" for w in ways) + f"{'share':>8}")
    share = 0.0
    for name in (*IDS, "all"):
        total = sum(count[name, w] for w in ways)
        share = count[name, "confirmed"] / total if total else 0.0
        print(f"{name:20}" + "".join(f"{count[name, w]:15}" for w in ways) + f"{share:8.1%}")
    return share >= 0.6
