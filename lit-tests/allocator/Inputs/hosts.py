"""hosts.py CC SOURCE LIBUNSOWN DIRECTORY: builds the examples of examples/hosts whose libraries are
installed and compares their answers with those of the same programs without this allocator."""
import os
import subprocess
import sys

cc, source, library, directory = sys.argv[1:]
os.makedirs(directory, exist_ok=True)
HOSTS = os.path.join(source, "examples", "hosts")


def flags(package):
    result = subprocess.run(["pkg-config", "--cflags", "--libs", package], capture_output=True, text=True)
    return result.stdout.split() if result.returncode == 0 else None


def build(name, package):
    found = flags(package)
    if found is None:
        print("%s: not installed" % name)
        return None
    program = os.path.join(directory, name)
    subprocess.run([*cc.split(), "-O1", "-g", "-I", os.path.join(source, "allocator", "include"),
                    "-I", os.path.join(source, "plugin", "include"),
                    os.path.join(HOSTS, name + ".c"), library, *found, "-pthread", "-o", program],
                   check=True)
    return program


def output(*command, **environment):
    result = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment})
    if result.returncode:
        sys.exit("%s ended with %d: %s" % (command, result.returncode, result.stderr[-2000:]))
    return result.stdout


def same(name, one, other):
    if one != other or not one:
        sys.exit("%s: %r is not %r" % (name, one[:200], other[:200]))


python = build("python", "python-3.11-embed")
if python:
    workload = os.path.join(source, "bench", "alloc", "workload.py")
    for what in ("strings", "dictionaries", "objects", "parsing", "lists"):
        same(what, output(python, workload, what, "20000"),
             output(python, workload, what, "20000", PYTHONMALLOC="pymalloc"))
    # Debian's package libpython3.11-testsuite; where it is not, the answers above have to do.
    there = subprocess.run([python, "-c", "import test.test_dict"], capture_output=True).returncode == 0
    if there:
        output(python, "-m", "test", "-q", "test_dict", "test_list", "test_set", "test_bytes",
               "test_deque", "test_json", "test_itertools", "test_weakref", "test_gc", "test_unicode",
               "test_re", "test_struct", "test_memoryview", "test_array",
               "test_collections", "test_sort", "test_heapq", "test_long", "test_float")
    print("python: same answers" + (", tests passed" if there else ", its test suite is not there"))

lua = build("lua", "lua5.4")
if lua:
    script = os.path.join(directory, "script.lua")
    with open(script, "w") as f:
        f.write("local t = {} for i = 1, 20000 do t[i] = tostring(i * 7919 % 10007) .. ('x'):rep(i % 70) end\n"
                "table.sort(t) local s = table.concat(t)\n"
                "print(#s, t[1], t[#t]) collectgarbage() print(select('#', table.unpack(t, 1, 200)))\n")
    length = sum(len(str(i * 7919 % 10007)) + i % 70 for i in range(1, 20001))
    answer = output(lua, script).split()
    same("lua", answer[0], str(length))
    same("lua", answer[-1], "200")
    print("lua: same answers")

sqlite = build("sqlite", "sqlite3")
if sqlite:
    same("sqlite", output(sqlite, "5000"), output(sqlite, "5000", "system"))
    print("sqlite: same answers")
