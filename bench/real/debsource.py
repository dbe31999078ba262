#!/usr/bin/env python3
"""Debian source packages in a cache outside the repository.

  debsource.py PACKAGE...                  download and unpack; prints where each one lies
  debsource.py --download-only PACKAGE...  download; prints each .dsc

How it works: the deb-src lines are derived from the system's own sources (same servers, same
release, same keys), written into the cache, and given to apt-get by options, together with state
directories of their own.  Nothing under /etc or /var is changed, and no privilege is needed.
A package that is in the cache already is not asked for again, so a second run needs no network.

What it gives up: only Debian and its derivatives with apt and dpkg-dev; the version is the newest that
the sources offer on the day of the first fetch (it is printed with every result).
"""

import argparse
import functools
import os
import re
import shutil
import subprocess
import sys

SOURCES = "/etc/apt"


def default_cache():
    """$XDG_CACHE_HOME/unsown-bench, or its place below the home directory."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return os.path.join(base, "unsown-bench")


def release_name():
    """The code name of the running release, as the suites of its archive begin with it."""
    with open("/etc/os-release", encoding="utf-8") as f:
        m = re.search(r"^VERSION_CODENAME=\"?(\w+)", f.read(), re.M)
    if not m:
        raise SystemExit("/etc/os-release names no release (VERSION_CODENAME); a Debian is needed")
    return m[1]


def from_stanzas(text, release):
    """deb822 stanzas as deb-src stanzas, those of the release only."""
    for stanza in re.split(r"\n\s*\n", re.sub(r"(?m)^#.*\n?", "", text)):
        fields = dict(re.findall(r"(?m)^([A-Za-z-]+):[ \t]*((?:.*)(?:\n[ \t].+)*)", stanza))
        suites = fields.get("Suites", "").split()
        if fields.get("Enabled", "yes").strip() == "no" or "URIs" not in fields:
            continue
        if not any(s.startswith(release) for s in suites):
            continue
        fields["Types"] = "deb-src"
        for unwanted in ("Enabled", "Architectures"):
            fields.pop(unwanted, None)
        yield "".join(f"{k}: {v.strip()}\n" for k, v in fields.items())


def from_lines(text, release):
    """One-line entries (`deb URI suite component...`) as deb-src lines."""
    for m in re.finditer(r"(?m)^\s*deb(?:-src)?\s+(\[[^]]*\]\s+)?(\S+)\s+(\S+)\s+(\S.*)$", text):
        if m[3].startswith(release):
            yield f"deb-src {m[1] or ''}{m[2]} {m[3]} {m[4]}\n"


def derived_sources():
    """{file name: contents} for a sources.list.d that holds nothing but source entries."""
    release = release_name()
    paths = [os.path.join(SOURCES, "sources.list")]
    parts = os.path.join(SOURCES, "sources.list.d")
    if os.path.isdir(parts):
        paths += [os.path.join(parts, n) for n in sorted(os.listdir(parts))]
    lines, stanzas = [], []
    for path in paths:
        if not path.endswith((".list", ".sources")) or not os.path.isfile(path):
            continue
        with open(path, encoding="utf-8") as f:
            text = f.read()
        if path.endswith(".sources"):
            stanzas += from_stanzas(text, release)
        else:
            lines += from_lines(text, release)
    if not lines and not stanzas:
        raise SystemExit(f"{SOURCES} names no archive of {release}; cannot tell where sources come from")
    return {"bench.list": "".join(dict.fromkeys(lines)),
            "bench.sources": "\n".join(dict.fromkeys(stanzas))}


def newer_first(a, b):
    """Orders Debian versions, for sorting."""
    newer = subprocess.run(["dpkg", "--compare-versions", a, "gt", b]).returncode == 0
    return -1 if newer else 1


class Cache:
    """The cache: downloads/ holds what apt fetched, src/ what was unpacked from it."""

    def __init__(self, root=None):
        self.root = os.path.abspath(root or default_cache())
        self.downloads = os.path.join(self.root, "downloads")
        self.src = os.path.join(self.root, "src")
        self.updated = False  # whether the archive's index was brought up to date by this run
        for directory in (self.downloads, self.src):
            os.makedirs(directory, exist_ok=True)

    def sources(self):
        """What apt-get is given as its sources."""
        return derived_sources()

    def _apt(self, tool, *words):
        """(succeeded, output) of apt-get or apt-cache with our own sources and state."""
        state = os.path.join(self.root, "apt")
        parts = os.path.join(state, "sources.list.d")
        for directory in (parts, os.path.join(state, "lists", "partial"),
                          os.path.join(state, "archives", "partial")):
            os.makedirs(directory, exist_ok=True)
        for name, text in self.sources().items():
            with open(os.path.join(parts, name), "w", encoding="utf-8") as f:
                f.write(text)
        options = {
            "Dir::Etc::SourceList": "/dev/null", "Dir::Etc::SourceParts": parts,
            "Dir::State::Lists": os.path.join(state, "lists"),
            "Dir::Cache": state, "Dir::Cache::Archives": os.path.join(state, "archives"),
            # The download user of apt may not be able to enter a home directory.
            "APT::Sandbox::User": "",
        }
        command = [tool, "-q"]
        for key, value in options.items():
            command += ["-o", f"{key}={value}"]
        done = subprocess.run([*command, *words], cwd=self.downloads, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return done.returncode == 0, done.stdout

    def update(self):
        """Brings the archive's index up to date, once in a run."""
        if not self.updated:
            self.updated, output = self._apt("apt-get", "update")
            if not self.updated:
                raise SystemExit(f"apt-get update failed:\n{output}")

    def _fetch(self, package):
        """Downloads the newest version that the archive really has.

        A mirror's index may name a version whose files it does not hold (yet, or any more); then
        the next older one of the index serves as well.
        """
        self.update()
        _, records = self._apt("apt-cache", "showsrc", "--only-source", package)
        versions = list(dict.fromkeys(re.findall(r"(?m)^Version: (\S+)$", records)))
        versions.sort(key=functools.cmp_to_key(newer_first))
        if not versions:
            raise SystemExit(f"the archive has no source package {package}")
        for version in versions:
            done, output = self._apt("apt-get", "source", "--download-only", f"{package}={version}")
            if done:
                return
        raise SystemExit(f"apt-get source {package}={versions[-1]} failed:\n{output}")

    def _dsc(self, package):
        """The cached .dsc of the package whose files are all there, or None."""
        def found(name):
            return re.fullmatch(re.escape(package) + r"_[^_]+\.dsc", name)
        for name in sorted(filter(found, os.listdir(self.downloads)), reverse=True):
            path = os.path.join(self.downloads, name)
            with open(path, encoding="utf-8", errors="replace") as f:
                files = re.search(r"(?m)^Files:\s*\n((?: .*\n)+)", f.read())
            if files and all(os.path.exists(os.path.join(self.downloads, line.split()[-1]))
                             for line in files[1].splitlines()):
                return path
        return None

    def download(self, package):
        """Path of the .dsc, fetched when it is not in the cache."""
        for tool, of in (("apt-get", "apt"), ("dpkg-source", "dpkg-dev")):
            if not shutil.which(tool):
                raise SystemExit(f"{tool} is needed (Debian package {of})")
        path = self._dsc(package)
        if not path:
            self._fetch(package)
            path = self._dsc(package)
        if not path:
            raise SystemExit(f"apt-get fetched nothing that is called {package}")
        return path

    def version(self, package):
        return os.path.basename(self.download(package))[len(package) + 1:-len(".dsc")]

    def unpack(self, package):
        """Directory of the unpacked source, with Debian's patches applied."""
        dsc = self.download(package)
        target = os.path.join(self.src, os.path.basename(dsc)[:-len(".dsc")])
        if not os.path.isdir(target):
            self.unpack_dsc(dsc, target)
        return target

    @staticmethod
    def unpack_dsc(dsc, target):
        """Unpacks it, under another name first: an interrupted run must not leave half a tree."""
        partial = target + ".partial"
        shutil.rmtree(partial, ignore_errors=True)
        done = subprocess.run(["dpkg-source", "--no-check", "--no-copy", "-x", dsc, partial],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode != 0:
            raise SystemExit(f"dpkg-source -x {dsc} failed:\n{done.stdout}")
        os.rename(partial, target)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", help=f"default: {default_cache()}")
    parser.add_argument("--download-only", action="store_true")
    parser.add_argument("package", nargs="+")
    args = parser.parse_args()
    cache = Cache(args.cache)
    for package in args.package:
        print(cache.download(package) if args.download_only else cache.unpack(package))


if __name__ == "__main__":
    sys.exit(main())
