"""Runs a compiler many times without starting it many times; forkserver.c says how."""

import os
import shutil
import subprocess

from measure import CRASH, Outcome

HERE = os.path.dirname(os.path.abspath(__file__))
SEPARATOR = "\x1f"


class Forkserver:
    """One loaded compiler.  Files of its own go into `scratch`, which the caller removes."""

    def __init__(self, compiler, scratch, preload=""):
        library = os.path.join(scratch, "forkserver.so")
        if not os.path.exists(library):
            subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", library,
                            os.path.join(HERE, "forkserver.c"), "-ldl"], check=True)
        self.said = os.path.join(scratch, "said.txt")
        self.words = [os.path.realpath(shutil.which(compiler))]
        self.child = subprocess.Popen(
            self.words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "LC_ALL": "C", "LD_PRELOAD": library, "UNSOWN_PRELOAD": preload})

    def run(self, words, directory, timeout):
        """As measure.run: the words after the compiler's name, the timeout in seconds."""
        fields = [directory, self.said, str(int(timeout)), *self.words, *words]
        self.child.stdin.write(SEPARATOR.join(fields) + "\n")
        self.child.stdin.flush()
        answer = self.child.stdout.readline().split()
        if len(answer) != 3:
            raise SystemExit(f"the fork server of {self.words[0]} ended")
        wait, micros, kib = map(int, answer)
        with open(self.said, encoding="utf-8", errors="replace") as f:
            text = f.read()
        code = os.waitstatus_to_exitcode(wait)
        if code == -14:
            status = "timeout"
        elif code < 0 or code >= 125 or CRASH.search(text):
            status = "crash"
        else:
            status = "error" if code else "ok"
        return Outcome(status, micros / 1e6, kib, text)

    def close(self):
        self.child.stdin.close()
        self.child.wait()
