#!/usr/bin/env python3
"""The truth machine: what the plugin says against what happens when the program runs.

  run.py csmith [--first 1] [--last 10000]    generated programs must draw no warning
  run.py pool [--corpus own]... [--end 2000]  makes mutants and runs them
  run.py judge [--corpus own]...              compares the plugin's findings on them with what was seen
  run.py witness [--corpus own]...            counts the findings on them whose driver is confirmed
  run.py quick                                a little of each, under a minute: what continuous integration runs
  run.py reduce csmith NUMBER | KEY           makes the program of a difference small (C-Vise)

  --seconds N    stop after N seconds; the next call goes on where this one stopped
  --llvm N, --plugin FILE, --cache DIRECTORY
"""

import argparse
import os
import sys
import tempfile

sys.dont_write_bytecode = True

import csmith
import judge
import pool
import programs
import reduce
import witness
from tools import TOP, Tools, default_cache, need

QUICK_PROGRAM = "base64.c"


def quick(tools):
    """Ten generated programs, the mutants of one program, their drivers: in a cache of its own."""
    with tempfile.TemporaryDirectory() as cache:
        silent = csmith.campaign(tools, cache, 1, 10, 60)
        mutants = pool.Pool(cache, writable=True)
        mutants.add_program(tools, "own", QUICK_PROGRAM, 12)
        judge.judge(tools, cache, ("own",), 60)
        found, wrong = judge.summary(mutants, tools, cache)
        confirmed = witness.campaign(tools, cache, ("own",), 20)
    print(f"\nquick: generated programs silent: {silent}; mutants found: {found:.0%}; false findings: {wrong}; "
          f"drivers confirmed: {confirmed}")
    return silent and found >= 0.75 and not wrong and confirmed


def main():
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--llvm", default="22")
    common.add_argument("--plugin", default=os.path.join(TOP, "build/lib/unsown-{llvm}.so"))
    common.add_argument("--cache", default=default_cache())
    common.add_argument("--seconds", type=float, default=float("inf"))
    parser = argparse.ArgumentParser(description=__doc__, parents=[common],
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    c = commands.add_parser("csmith", parents=[common])
    c.add_argument("--first", type=int, default=1)
    c.add_argument("--last", type=int, default=10000)
    p = commands.add_parser("pool", parents=[common])
    p.add_argument("--corpus", action="append", choices=programs.CORPORA)
    p.add_argument("--per-program", type=int, default=40)
    p.add_argument("--end", type=int, default=2000, help="confirmed mutants")
    j = commands.add_parser("judge", parents=[common])
    j.add_argument("--corpus", action="append", choices=programs.CORPORA)
    j.add_argument("--list", action="store_true", help="what was missed, and what is false")
    w = commands.add_parser("witness", parents=[common])
    w.add_argument("--corpus", action="append", choices=programs.CORPORA)
    commands.add_parser("quick", parents=[common])
    r = commands.add_parser("reduce", parents=[common])
    r.add_argument("what", nargs="+", help="csmith NUMBER, or the key of a mutant as judge --list prints it")
    args = parser.parse_args()

    tools = Tools(args.llvm, args.plugin)
    if args.command == "csmith":
        need("csmith", "csmith libcsmith-dev")
        good = csmith.campaign(tools, args.cache, args.first, args.last, args.seconds)
    elif args.command == "pool":
        good = pool.build(tools, args.cache, args.corpus or programs.CORPORA, args.seconds, args.per_program,
                          args.end)
    elif args.command == "judge":
        good = judge.judge(tools, args.cache, args.corpus or programs.CORPORA, args.seconds,
                           args.list)
    elif args.command == "witness":
        good = witness.campaign(tools, args.cache, args.corpus or programs.CORPORA, args.seconds)
    elif args.command == "quick":
        good = quick(tools)
    elif args.command == "reduce":
        good = reduce.reduce(tools, args.cache, args.what)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
