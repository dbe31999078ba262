"""Runs a command and says what it cost.

Seconds are processor time (user and system) of the command and all it waited for: on a machine
that does other things too it varies far less than the clock.  Memory is the largest resident set
of any of its processes; it cannot be below that of the Python that started it (some 20 MiB),
which no compiler run is.
"""

import os
import re
import signal
import subprocess
import threading
from dataclasses import dataclass

CRASH = re.compile(r"Stack dump:|PLEASE submit a bug report|Assertion .* failed|internal compiler error")

_running = set()  # process groups that a signal to us must end as well


def end_all_on_signal():
    """Makes an interrupt or a termination of this program end the commands it runs, too."""
    def stop(number, _):
        for group in list(_running):
            _kill(group)
        os._exit(128 + number)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)


def _kill(group):
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        pass


@dataclass
class Outcome:
    status: str     # ok, error (refused the input), crash, timeout
    seconds: float
    kib: int
    text: str       # what it printed


def run(command, cwd=None, timeout=300):
    """Runs the command to its end, or to the timeout in seconds, which ends all it started."""
    child = subprocess.Popen(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, start_new_session=True,
                             env={**os.environ, "LC_ALL": "C"})
    _running.add(child.pid)
    late = threading.Event()

    def stop():
        late.set()
        _kill(child.pid)

    timer = threading.Timer(timeout, stop)
    timer.start()
    text = child.stdout.read().decode(errors="replace")
    child.stdout.close()
    _, code, usage = os.wait4(child.pid, 0)
    timer.cancel()
    _running.discard(child.pid)
    child.returncode = os.waitstatus_to_exitcode(code)
    if late.is_set():
        status = "timeout"
    elif child.returncode < 0 or child.returncode >= 128 or CRASH.search(text):
        status = "crash"
    else:
        status = "error" if child.returncode else "ok"
    if child.returncode < 0 and status == "crash":
        text += f"\nended by signal {-child.returncode} ({signal.Signals(-child.returncode).name})\n"
    return Outcome(status, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, text)
