"""Debian source packages of a given version, from any release that the archive still has.

Built on bench/real/debsource.py: its deb-src lines are repeated for the other releases, and the version
that the corpus names is asked for, not the newest.  A package is unpacked with Debian's patches
applied; `around` gives a single file as it was before one of these patches, and with it.

What it gives up: Debian alone, not its derivatives; and a mirror forgets old versions: then the package
can be measured only where it is in the cache.
"""

import os
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "real"))
import debsource  # noqa: E402

RELEASES = ("bullseye", "bookworm", "trixie", "sid")


def of_all_releases(text, release):
    """Source entries of one release as those of all: sid has neither -security nor -updates."""
    out = []
    for name in RELEASES:
        entries = text
        if name == "sid":
            entries = re.sub(rf"\b{release}-[\w-]+", "", entries)
            entries = "\n".join(line for line in entries.splitlines() if "debian-security" not in line)
        elif name != release:
            entries = re.sub(rf"\b{release}-(updates|backports)\S*", "", entries)
        entries = re.sub(rf"\b{release}\b", name, entries)
        # A key for one release does not do for another; the keyring has them all.
        entries = re.sub(r"(?i)(signed-by[:=]\s*)[^\s\]]+",
                         r"\1/usr/share/keyrings/debian-archive-keyring.gpg", entries)
        out.append(entries)
    return out


class Archive(debsource.Cache):
    """A cache of its own, so that bench/real's newest versions and ours do not meet."""

    def __init__(self, root=None):
        super().__init__(os.path.join(root or debsource.default_cache(), "bugs"))

    def sources(self):
        release = debsource.release_name()
        lines, stanzas = [], []
        for name, text in debsource.derived_sources().items():
            if name.endswith(".list"):
                lines += of_all_releases(text, release)
            else:
                for stanza in re.split(r"\n\s*\n", text):
                    stanzas += [s for s in of_all_releases(stanza, release)
                                if re.search(r"(?m)^URIs: \S", s) and re.search(r"(?m)^Suites: +\S", s)]
        return {"bugs.list": "\n".join(lines) + "\n", "bugs.sources": "\n\n".join(stanzas) + "\n"}

    def tree(self, package, version):
        """Directory of that version with Debian's patches applied, fetched when it is not in the cache."""
        target = os.path.join(self.src, f"{package}_{version.split(':')[-1]}")
        if not os.path.isdir(target):
            # Under another name first: an interrupted run must not leave half a tree.
            partial = target + ".partial"
            shutil.rmtree(partial, ignore_errors=True)
            os.makedirs(partial)
            for archive in self.tarballs(package, version):
                # A source may have further parts, each for a directory of its own.
                part = re.search(r"\.orig-([\w-]+)\.tar\.", archive)
                into = os.path.join(partial, part[1]) if part else partial
                os.makedirs(into, exist_ok=True)
                inside = [] if ".debian.tar." in archive else ["--strip-components=1"]
                must(["tar", "-xf", archive, "-C", into, *inside])
            for name in series(partial):
                with open(os.path.join(partial, "debian", "patches", name), "rb") as f:
                    must(["patch", "-p1", "-s", "-f", "-E", "-d", partial], f.read())
            os.rename(partial, target)
        return target

    def tarballs(self, package, version):
        """Paths of the original tarball, of its further parts, and of Debian's.

        Asked for one by one: mirrors that keep the two have dropped the signature of the first, or the
        .dsc, of some packages, and apt-get checks each file against its signed index anyhow.
        """
        upstream = version.split(":")[-1].rsplit("-", 1)[0]
        wanted = re.compile(rf"{re.escape(package)}_({re.escape(upstream)}\.orig(-[\w-]+)?\.tar\.\w+"
                            rf"|{re.escape(version.split(':')[-1])}\.debian\.tar\.\w+)$")
        for which in ("--tar-only", "--diff-only"):
            if len(list(filter(wanted.match, os.listdir(self.downloads)))) >= 2:
                break
            self.update()
            done, output = self._apt("apt-get", "source", which, "--only-source", f"{package}={version}")
            if not done:
                raise LookupError(f"apt-get source {which} {package}={version}: {output.strip()[-300:]}")
        found = sorted(filter(wanted.match, os.listdir(self.downloads)),
                       key=lambda n: (".debian." in n, ".orig-" in n, n))
        if len(found) < 2 or ".orig.tar." not in found[0] or ".debian." not in found[-1]:
            raise LookupError(f"{package} {version} is not an original tarball and Debian's")
        return [os.path.join(self.downloads, name) for name in found]


def must(command, given=b""):
    done = subprocess.run(command, input=given, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        raise LookupError(f"{' '.join(command)}: {done.stdout.decode(errors='replace').strip()[-300:]}")


def series(tree):
    """Debian's patches in the order in which they are applied."""
    path = os.path.join(tree, "debian", "patches", "series")
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as f:
        return [line.split()[0] for line in f if line.strip() and not line.startswith("#")]


def around(cache, tree, package, version, patch, file, tag):
    """(before, after): the file as it was before the patch and as it was with it.

    Both lie beside the file, so that its includes are found; `tag` makes their names.  Usually the second is the file itself, and
    the first comes of taking the patch back.  Where a later patch stands in the way, all patches of the
    file are applied from the first on, up to that one and with it.
    patch: a name in debian/patches, or several that belong together, the last one of the series first.
    """
    names = [patch] if isinstance(patch, str) else patch
    fixed = os.path.join(tree, file)
    before = os.path.join(tree, re.sub(r"(\.\w+)$", rf".before-{tag}\1", file))
    shutil.copyfile(fixed, before)
    try:
        for name in names:
            apply(tree, name, file, before, "-R")
        return before, fixed
    except LookupError:
        pass
    after = os.path.join(tree, re.sub(r"(\.\w+)$", rf".after-{tag}\1", file))
    upstream = cache.tarballs(package, version)[0]
    done = subprocess.run(["tar", "-xOf", upstream, "--wildcards", f"*/{file}"], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE)
    for path in (before, after):
        with open(path, "wb") as f:
            f.write(done.stdout)
    for name in series(tree):
        if not hunks_of(tree, name, file):
            continue
        if name not in names:
            apply(tree, name, file, before)
        apply(tree, name, file, after)
        if name == names[0]:
            return before, after
    raise LookupError(f"{names[0]} does not touch {file}")


def apply(tree, name, file, path, *options):
    """Applies to `path` what the patch says of `file`."""
    hunks = hunks_of(tree, name, file)
    if not hunks:
        raise LookupError(f"{name} does not touch {file}")
    must(["patch", *options, "-s", "-f", "--no-backup-if-mismatch", "-r", "-", path],
         hunks.encode("utf-8", "surrogateescape"))


def hunks_of(tree, name, file):
    """What a patch says of that file, or an empty text."""
    with open(os.path.join(tree, "debian", "patches", name), encoding="utf-8",
              errors="surrogateescape") as f:
        parts = re.split(r"(?m)^(?=--- \S)", f.read())
    kept = [p for p in parts if (m := re.match(r"--- \S+.*\n\+\+\+ (\S+)", p))
            and m[1].split("/", 1)[-1] == file]
    return "".join(re.split(r"(?m)^(?:diff|Index:) ", p)[0] for p in kept)
