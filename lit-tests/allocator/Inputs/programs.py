"""programs.py LIBRARY DIRECTORY: runs programs with LIBRARY preloaded and without, in release and in
hardened mode, and compares what they print and write."""
import os
import shutil
import socket
import subprocess
import sys
import time

library, directory = sys.argv[1:]
shutil.rmtree(directory, ignore_errors=True)
os.makedirs(directory)
os.chdir(directory)
MODES = {"plain": {}, "release": {"LD_PRELOAD": library},
         "hardened": {"LD_PRELOAD": library, "UNSOWN_HARDENED": "1"}}


def run(command, mode):
    result = subprocess.run(command, shell=True, capture_output=True,
                            env={**os.environ, "GIT_CONFIG_NOSYSTEM": "1", "HOME": directory, **MODES[mode]})
    if result.returncode:
        sys.exit("%s: %s ended with %d: %s" % (mode, command, result.returncode, result.stderr[-500:]))
    return result.stdout


def compare(name, command, program=None):
    if not shutil.which(program or name):
        print("%s: not installed" % name)
        return
    answers = {mode: run(command, mode) for mode in MODES}
    if len(set(answers.values())) != 1 or not answers["plain"]:
        sys.exit("%s: the answers differ" % name)
    print("%s: same" % name)


with open("lines", "w") as f:
    for i in range(60000):
        f.write("%d %s\n" % (i * 7919 % 100003, "x" * (i % 40)))
with open("source.c", "w") as f:
    f.write("#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n")
    for i in range(300):
        f.write("int f%d(int *p, int n) { int s = 0; for (int i = 0; i < n; i++) s += p[i] * %d; "
                "return s; }\n" % (i, i))

compare("sort", "sort --parallel=2 -S 4M lines | md5sum")
compare("perl", "perl -e 'my %h; while (<>) { my @w = split; push @{$h{$w[0] % 997}}, $w[1] // q(); } "
        "print join(q( ), map { scalar(@{$h{$_}}) } sort keys %h), qq(\\n)' lines")
compare("git", "rm -rf repository && git init -q repository && cd repository && cp ../lines ../source.c . && "
        "git add . && git -c user.name=a -c user.email=b -c commit.gpgsign=false commit -q -m one "
        "--date=2001-01-01T00:00:00 && sort lines > l && mv l lines && git diff --stat && git gc -q && "
        "git fsck && git ls-tree HEAD")
compare("gcc", "gcc -O2 -c source.c -o gcc.o && md5sum gcc.o")
compare("clang", "clang-22 -O2 -c source.c -o clang.o && md5sum clang.o", "clang-22")


def redis(mode):
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    server = subprocess.Popen([server_program, "--port", str(port), "--save", "", "--dir", directory],
                              env={**os.environ, **MODES[mode]}, stdout=subprocess.DEVNULL)
    client = "redis-cli -p %d " % port
    try:
        for _ in range(100):
            if subprocess.run(client + "ping", shell=True, capture_output=True).stdout == b"PONG\n":
                break
            time.sleep(0.1)
        subprocess.run("redis-benchmark -q -p %d -n 5000 -c 10 -t set,get,lpush,sadd,zadd -r 1000" % port,
                       shell=True, check=True, stdout=subprocess.DEVNULL)
        script = "for i = 1, 5000 do redis.call('hset', 'h', i, ('v'):rep(i % 300)) end return redis.call('hlen', 'h')"
        return subprocess.run(client + 'eval "%s" 0' % script, shell=True, capture_output=True,
                              check=True).stdout
    finally:
        server.terminate()
        if server.wait() not in (0, -15):
            sys.exit("redis: %s ended with %d" % (mode, server.returncode))


# Debian's package redis-tools has the server under another of its names, without the service.
server_program = shutil.which("redis-server")
if not server_program and shutil.which("redis-check-rdb"):
    server_program = os.path.join(directory, "redis-server")
    os.symlink(shutil.which("redis-check-rdb"), server_program)
if server_program and shutil.which("redis-benchmark"):
    if len({redis(mode) for mode in MODES}) != 1:
        sys.exit("redis: the answers differ")
    print("redis: same")
else:
    print("redis: not installed")
