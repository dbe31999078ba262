"""Where the tools are, and running them within limits.

Everything that the truth machine starts goes through run(): a limit on time and on output, an environment that
is the same everywhere, and the whole process group is ended when the time is over.  Programs that were generated or mutated
are not to be trusted with more.
"""

import hashlib
import os
import resource
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
OUTPUT_MAX = 4 << 20  # bytes; a program that says more is ended


def default_cache():
    """Where results and generated programs are kept, outside the repository."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return os.path.join(base, "unsown-bench", "truth")


@dataclass
class Tools:
    """What one campaign runs with.  Missing tools are an error that names the Debian package."""
    llvm: str
    plugin: str

    def __post_init__(self):
        self.plugin = os.path.abspath(self.plugin.replace("{llvm}", self.llvm))
        if not os.path.exists(self.plugin):
            raise SystemExit(f"{self.plugin} does not exist: build it first, or give --plugin")
        with open(self.plugin, "rb") as f:
            self.digest = hashlib.sha256(f.read()).hexdigest()[:12]
        self.clang = need(f"clang-{self.llvm}", f"clang-{self.llvm}")
        self.symbolizer = f"/usr/lib/llvm-{self.llvm}/bin/llvm-symbolizer"


def need(program, package):
    path = shutil.which(program)
    if not path:
        raise SystemExit(f"{program} is not installed: apt-get install {package}")
    return path


@dataclass
class Outcome:
    code: int       # exit status; negative: ended by that signal
    late: bool      # ended because its time was over
    out: str
    err: str

    @property
    def ok(self):
        return self.code == 0 and not self.late


def _limits(limited, cpu):
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if limited:
        resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT_MAX, OUTPUT_MAX))
    if cpu:
        resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))


def run(command, timeout, env=None, cwd=None, limited=True, cpu=None):
    """Runs the command; timeout in seconds by the clock, cpu in seconds of the processor.  limited: no file it
    writes may exceed OUTPUT_MAX, the standard streams included (off for what writes objects and executables)."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, cwd=cwd,
                                 start_new_session=True, preexec_fn=lambda: _limits(limited, cpu),
                                 env={**os.environ, "LC_ALL": "C", **(env or {})})
        late = False
        try:
            code = child.wait(timeout)
        except subprocess.TimeoutExpired:
            late = True
            os.killpg(child.pid, signal.SIGKILL)
            code = child.wait()
        except BaseException:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
            raise
        late = late or (cpu is not None and code == -signal.SIGKILL)
        out.seek(0)
        err.seek(0)
        return Outcome(code, late, out.read().decode(errors="replace"),
                       err.read().decode(errors="replace"))
