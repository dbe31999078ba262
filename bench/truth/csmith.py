"""The campaign over generated programs: what is said of them is false, unless csmith was at fault.

Programs that draw a warning are kept beside the results; the others can be generated again by their number.
"""

import collections
import os
import time

import findings
import generate
from store import Store
from tools import run

BATCH = 20  # programs for one process of the compiler


def campaign(tools, cache, first, last, seconds, label="csmith"):
    """Checks the programs first..last that were not checked yet, until the time is over."""
    store = Store(os.path.join(cache, label + ".jsonl"))
    work = os.path.join(cache, label)
    os.makedirs(work, exist_ok=True)
    end = time.monotonic() + seconds
    left = [n for n in range(first, last + 1) if str(n) not in store]
    for at in range(0, len(left), BATCH):
        if time.monotonic() > end:
            break
        check(tools, store, work, left[at:at + BATCH])
    return report(store, first, last)


def check(tools, store, work, numbers):
    paths = {}
    for number in numbers:
        path = os.path.join(work, f"{number}.c")
        if generate.generate(run, number, path):
            paths[number] = path
        else:
            store.add(str(number), status="not generated")
    verdicts = findings.check_many(tools, run, list(paths.values()), generate.FLAGS)
    for (number, path), verdict in zip(paths.items(), verdicts):
        told = [f for f in verdict.findings if f.id in findings.DEFAULT_IDS]
        store.add(str(number), status=verdict.status, plugin=tools.digest, findings=[str(f) for f in told],
                  **({"detail": verdict.detail} if verdict.detail else {}))
        if told or verdict.status != "ok":
            print(f"{path}: {verdict.status}", *told, sep="\n  ", flush=True)
        else:
            os.remove(path)


def report(store, first, last):
    """Prints the table; true when nothing false was said."""
    rows = {n: store.rows[str(n)] for n in range(first, last + 1) if str(n) in store.rows}
    by_set = collections.defaultdict(collections.Counter)
    for number, row in rows.items():
        count = by_set[generate.name_of_set(number)]
        count[row["status"]] += 1
        count["warned"] += bool(row.get("findings"))
    print(f"{'options':36} {'checked':>8} {'warned':>7} {'late':>5} {'crash':>6} {'not generated':>14}")
    total = collections.Counter()
    for name, _ in generate.SETS:
        count = by_set[name]
        total += count
        line(name, count)
    line("all", total)
    return not total["warned"] and not total["crash"]


def line(name, count):
    print(f"{name:36} {count['ok'] + count['refused']:8} {count['warned']:7} {count['late']:5} "
          f"{count['crash']:6} {count['not generated']:14}")
