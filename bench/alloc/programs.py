#!/usr/bin/env python3
"""Real programs under this allocator and others: CPU time and peak memory.

    bench/alloc/programs.py build/lib/libunsown-malloc.so [-n ROUNDS] [--hardened] [NAME=LIBRARY ...]

Each program that is installed runs with each malloc preloaded, in turn, in a new order each round; printed
are medians of ROUNDS (five), as ratios to this allocator's: above 1 where it is better.  The peers are those
of peers.py; --hardened adds this allocator's hardened mode.  The output of each program must be the same
under all of them.  CPU time is that of the program and of what it starts; of redis, that of the server alone, which
redis-benchmark asks through a socket of the file system."""
import argparse
import os
import random
import shutil
import statistics
import sys
import tempfile

sys.dont_write_bytecode = True
import measured  # noqa: E402
import peers  # noqa: E402

PERL = """my %h; srand 7; for my $i (1 .. 300000) { $h{int rand 50000} .= $i % 10 }
print length join "", map { $h{$_} } sort { $a <=> $b } keys %h"""
LUA = """local t = {} for i = 1, 300000 do t[i % 50000 + 1] = { name = "n" .. i, value = i * 7919 % 1000, i } end
local words = {} for i = 1, #t do words[i] = t[i].name .. ":" .. t[i].value end table.sort(words) print(#table.concat(words))"""
GIT = """rm -rf repository && git init -q repository && cd repository && cp ../source.c ../text . && git add . &&
git -c user.name=a -c user.email=b -c commit.gpgsign=false commit -q -m one --date=2001-01-01T00:00:00 &&
sort text > t && mv t text && git diff --stat && git gc -q && git ls-tree HEAD"""
# The server takes the place of the shell, which started its clients: they are not counted.
REDIS = """(unset LD_PRELOAD
until redis-cli -s redis.socket ping > ping 2>&1; do sleep .02; done
redis-benchmark -s redis.socket -q -P 16 -r 100000 -n 200000 -t set,get,lpush,sadd,hset,zadd > benchmark
redis-cli -s redis.socket eval "for i = 1, 100000 do redis.call('hset', 'h' .. i % 1000, i, ('v'):rep(i % 300)) end
return redis.call('hlen', 'h7')" 0
redis-cli -s redis.socket shutdown nosave) &
exec ./redis-server --port 0 --unixsocket redis.socket --save '' > log"""
C = "".join("struct s%d { int a, b[%d]; struct s%d *next; };\nint f%d(struct s%d *p, int n)\n{\n    int sum = 0;\n"
            "    for (; p; p = p->next)\n        for (int i = 0; i < n; i++)\n            sum += p->b[i %% %d] * p->a;\n"
            "    return sum;\n}\n" % (i, i % 9 + 1, i, i, i, i % 9 + 1) for i in range(400))


def programs(directory):
    text, source = os.path.join(directory, "text"), os.path.join(directory, "source.c")
    generator = random.Random(1)
    with open(text, "w") as f:
        f.writelines("%d %s\n" % (generator.randrange(10 ** 9), "x" * generator.randrange(60)) for _ in range(200000))
    with open(source, "w") as f:
        f.write(C)
    # Debian's package redis-tools has the server under another of its names, without the service.
    redis = shutil.which("redis-check-rdb") or shutil.which("redis-server")
    if redis:
        os.symlink(redis, os.path.join(directory, "redis-server"))
    commands = {"sort": ["sort", "--parallel=1", "-k2", text], "perl": ["perl", "-e", PERL],
                "gcc": ["gcc", "-O1", "-S", "-o", "-", source], "clang": ["clang", "-O1", "-S", "-o", "-", source],
                "sqlite3": ["sqlite3", ":memory:",
                            "create table t(a integer primary key, b text); with recursive n(i) as (select 1 union all "
                            "select i + 1 from n where i < 200000) insert into t select i, hex(i * 7919) from n; "
                            "create index x on t(b); select count(*), max(b) from t where b > '5'"],
                "lua": ["lua5.4", "-e", LUA], "git": ["sh", "-c", GIT], "redis": ["sh", "-c", REDIS]}
    needed = {"lua": "lua5.4", "redis": "redis-benchmark"}
    return {name: command for name, command in commands.items() if shutil.which(needed.get(name, name))}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("library")
    parser.add_argument("peers", nargs="*", metavar="NAME=LIBRARY")
    parser.add_argument("-n", type=int, default=5)
    parser.add_argument("--hardened", action="store_true")
    arguments = parser.parse_args()
    allocators = peers.allocators(parser, arguments)
    others = [name for name in allocators if name != "unsown"]
    print("| program | unsown, s | %s | unsown, MiB | %s |\n|---|---|%s---|%s" %
          (" | ".join(others), " | ".join(others), "---|" * len(others), "---|" * len(others)))
    with tempfile.TemporaryDirectory() as directory:
        launcher = measured.Launcher(directory)
        os.chdir(directory)
        for program, command in programs(directory).items():
            seconds, peak, outputs = {}, {}, set()
            for _ in range(arguments.n):
                for name in random.sample(list(allocators), len(allocators)):
                    output, time, memory = launcher.run(
                        command, {**os.environ, "LC_ALL": "C", **allocators[name]})
                    outputs.add(output)
                    seconds.setdefault(name, []).append(time)
                    peak.setdefault(name, []).append(memory)
            if len(outputs) != 1:
                sys.exit("programs.py: %s: the outputs differ" % program)
            t = {name: statistics.median(v) for name, v in seconds.items()}
            m = {name: statistics.median(v) for name, v in peak.items()}
            print("| %s | %.3f | %s | %.1f | %s |" %
                  (program, t["unsown"], " | ".join("%.2f" % (t[o] / t["unsown"]) for o in others),
                   m["unsown"], " | ".join("%.2f" % (m[o] / m["unsown"]) for o in others)), flush=True)


if __name__ == "__main__":
    main()
