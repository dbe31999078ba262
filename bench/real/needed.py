"""Debian packages that the build of a project needs: asked for, and installed where that is allowed.

Only a root on a Debian may install; anyone else is told the command.  Nothing is removed, and nothing is
done when everything is there, so a second run needs no network and no privilege.
"""

import os
import subprocess


def missing(packages):
    """Those of the packages that are not installed, in their order."""
    done = subprocess.run(["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *packages],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    there = {line.split()[0] for line in done.stdout.splitlines() if line.endswith(" installed")}
    return [p for p in packages if p not in there]


def install(packages, what):
    """Installs what is missing for `what`, or ends the program and names it."""
    wanted = missing(packages)
    if not wanted:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *wanted]
    if os.geteuid() != 0:
        raise SystemExit(f"{what} needs packages that are not installed: sudo {' '.join(command)}")
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
    if done.returncode != 0:
        raise SystemExit(f"{what}: {' '.join(command)} failed:\n{done.stdout[-3000:]}")
