"""The pool: mutants that were run, with what MSan and Memcheck said.  It does not depend on the plugin, so it is
made once and judged after each change (judge.py).

A program that the tools complain about before anything was taken out, that does not end, or that does not
compile is left out, with the reason.
"""

import os
import random
import tempfile
import time

import dynamic
import mutate
import programs
import schema
import syntax
from store import Store

ALONE_MAX = 3  # mutants of a program that need a build of their own


class Pool:
    def __init__(self, cache, writable=False):
        self.directory = os.path.join(cache, "pool")
        self.programs = Store(os.path.join(self.directory, "programs.jsonl"), writable)
        self.mutants = Store(os.path.join(self.directory, "mutants.jsonl"), writable)

    def text_of(self, program):
        with open(os.path.join(self.directory, program.replace("/", "-") + ".c"), "rb") as f:
            return f.read()

    def function_at(self, program, line):
        """The name of the function that the line is in, or None."""
        functions = self.programs.rows[program]["functions"]
        return next((name for name, first, last in functions if first <= line <= last), None)

    def confirmed(self):
        return sum(bool(row["reports"]) for row in self.mutants.rows.values())

    def add_program(self, tools, corpus, name, per_program):
        """Runs the mutants of one program."""
        key = f"{corpus}/{name}"
        with tempfile.TemporaryDirectory() as work:
            one = Program(tools, corpus, name, work)
            status = one.prepare(per_program)
            if status == "ok":
                with open(os.path.join(self.directory, key.replace("/", "-") + ".c"), "wb") as f:
                    f.write(one.tree.text)
                for (index, mutant), row in one.run():
                    self.mutants.add(f"{key}#{index}", program=key, operator=mutant.operator,
                                     begin=mutant.begin, end=mutant.end, line=mutant.line,
                                     replacement=mutant.replacement.decode(), **row)
        self.programs.add(key, status=status, functions=list(one.tree.functions()) if one.tree else [])


class Program:
    """One program and the mutants chosen of it."""

    def __init__(self, tools, corpus, name, work):
        self.tools, self.corpus, self.name = tools, corpus, name
        self.flags = programs.flags(corpus)
        self.path = os.path.join(work, "program.c")
        self.exe = os.path.join(work, "program")
        self.tree, self.chosen, self.held = None, [], []

    def prepare(self, per_program):
        """Builds it with its mutants inside and runs it as it is: "ok", or why it cannot be used."""
        if not programs.place(self.corpus, self.name, self.path):
            return "not generated"
        self.tree = syntax.read(self.tools, self.path, self.flags)
        if self.tree is None:
            return "does not compile"
        every = [(i, m) for i, m in enumerate(mutate.mutants(self.tree))
                 if not (self.corpus == "csmith" and self.tree.function_at(m.line) == "main")]
        random.Random(f"{self.corpus}/{self.name}").shuffle(every)
        alone = [one for one in every if not one[1].form][:ALONE_MAX]
        together = [one for one in every if one[1].form][:per_program - len(alone)]
        self.chosen = sorted(alone + together, key=lambda one: one[0])
        text, self.held = schema.combine(self.tree, self.chosen)
        if not self._build(text, self.exe, schema.FLAGS):
            self.held = []
            self.chosen = self.chosen[:ALONE_MAX]
            if not self._build(self.tree.text, self.exe):
                return "cannot be built"
        ended, reports, done = dynamic.run_msan(self.tools, self.exe, self.path)
        if not ended:
            return "does not end"
        if reports or "MemorySanitizer" in done.err:
            return "reads undefined memory itself"
        return f"exit status {done.code}" if done.code else "ok"

    def run(self):
        """((index, mutant), what came of it) for those that compile."""
        for index, mutant in self.chosen:
            exe, choice = self.exe, {schema.RUNS: str(index)}
            if index not in self.held:
                exe, choice = self.exe + "-alone", None
                if not self._build(mutant.apply(self.tree.text), exe):
                    continue
            ended, reports, _ = dynamic.run_msan(self.tools, exe, self.path, env=choice)
            yield (index, mutant), {"ended": ended, "reports": reports, "alone": not choice}

    def _build(self, text, exe, more=()):
        with open(self.path, "wb") as f:
            f.write(text)
        return dynamic.build_msan(self.tools, self.path, exe, [*self.flags, *more])


def build(tools, cache, corpora, seconds, per_program, end):
    """Fills the pool from the corpora in turn until it has `end` confirmed mutants or the time is over."""
    pool = Pool(cache, writable=True)
    deadline = time.monotonic() + seconds
    queues = [[(c, n) for n in programs.names(c, 4000) if f"{c}/{n}" not in pool.programs]
              for c in corpora]
    while any(queues) and pool.confirmed() < end and time.monotonic() < deadline:
        for queue in queues:
            if queue:
                pool.add_program(tools, *queue.pop(0), per_program)
    report(pool)
    return True


def report(pool):
    print(f"{'corpus':10} {'programs':>8} {'left out':>8} {'mutants':>8} {'confirmed':>9}")
    for corpus in programs.CORPORA:
        used = [r for k, r in pool.programs.rows.items() if k.startswith(corpus + "/")]
        rows = [r for k, r in pool.mutants.rows.items() if k.startswith(corpus + "/")]
        print(f"{corpus:10} {len(used):8} {sum(r['status'] != 'ok' for r in used):8} {len(rows):8} "
              f"{sum(bool(r['reports']) for r in rows):9}")
