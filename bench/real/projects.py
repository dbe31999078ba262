"""The projects: which Debian package holds each, how its sources are made ready, and the files to
compile with the flags that matter.

Only what changes the meaning of a file is kept of a project's own flags (language, definitions,
include paths, threads); optimisation and warnings are chosen by who compiles.  A project is made
ready once, in a directory of its own in the cache (build/, which may be deleted at any time).
"""

import glob
import os
import shutil
import subprocess
from dataclasses import dataclass, field

import needed
import plan

# Dates would make two compilations of one file differ.
FIXED_DATE = ["-Wno-builtin-macro-redefined",
              '-D__DATE__="Jan  1 2000"', '-D__TIME__="00:00:00"']


@dataclass
class Unit:
    source: str  # relative to Ready.base
    flags: list


@dataclass
class Ready:
    name: str
    version: str
    base: str    # where the compiler is to run
    units: list = field(default_factory=list)


def command(words, cwd):
    """What it printed; a command that fails ends the program."""
    done = subprocess.run(words, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        raise SystemExit(f"in {cwd}: {' '.join(words)} failed:\n{done.stdout[-3000:]}")
    return done.stdout


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


def listed(base, pattern, flags, without=()):
    """Units for the files that match the pattern below base, by name."""
    paths = sorted(glob.glob(os.path.join(base, pattern)))
    return [Unit(os.path.relpath(p, base), flags) for p in paths
            if os.path.basename(p) not in without]


PLAN = "plan.txt"  # in build/: what `make -n` said


def planned(base, build, wanted=lambda path: True):
    """Units of the compilations in build/plan.txt whose source, relative to base, is wanted."""
    with open(os.path.join(build, PLAN), encoding="utf-8") as f:
        text = f.read()
    units = []
    for source, words in plan.compilations(text):
        path = os.path.relpath(os.path.join(build, source), base)
        if wanted(path):
            units.append(Unit(path, plan.meaning(words, build)))
    return sorted(units, key=lambda u: u.source)


class Project:
    """prepare() fills `build` once; units() lists what to compile, paths relative to base().

    needs: Debian packages without which prepare() or the files would fail.
    """

    name = package = None
    needs = ()

    def prepare(self, source, build):
        pass

    def base(self, source, build):
        return source

    def units(self, source, build):
        raise NotImplementedError

    def ready(self, cache):
        source = cache.unpack(self.package)
        build = os.path.join(cache.root, "build", os.path.basename(source))
        if not os.path.isdir(build):
            partial = build + ".partial"
            shutil.rmtree(partial, ignore_errors=True)
            os.makedirs(partial)
            needed.install(self.needs, self.name)
            self.prepare(source, partial)
            os.rename(partial, build)
        units = self.units(source, build)
        for unit in units:
            unit.flags = [*unit.flags, *FIXED_DATE]
        return Ready(self.name, cache.version(self.package), self.base(source, build), units)


class Lua(Project):
    name = package = "lua5.4"

    def prepare(self, source, build):
        # Debian's own addition; its package build writes this file.
        write(os.path.join(build, "lua5.4-deb-multiarch.h"),
              '#define DEB_HOST_MULTIARCH "x86_64-linux-gnu"\n')

    def units(self, source, build):
        flags = ["-std=gnu99", "-DLUA_COMPAT_5_3", "-DLUA_USE_LINUX", "-I" + build]
        return listed(source, "src/*.c", flags)


class Zlib(Project):
    name = package = "zlib"

    def units(self, source, build):
        flags = ["-D_LARGEFILE64_SOURCE=1", "-DHAVE_HIDDEN", "-DHAVE_UNISTD_H", "-DHAVE_STDARG_H",
                 "-I."]
        return (listed(source, "*.c", flags) + listed(source, "test/*.c", flags)
                + listed(source, "examples/*.c", flags)
                + listed(source, "contrib/minizip/*.c", flags, {"iowin32.c"}))


class Expat(Project):
    name = package = "expat"

    CONFIG = """\
#define BYTEORDER 1234
#define HAVE_FCNTL_H 1
#define HAVE_GETPAGESIZE 1
#define HAVE_GETRANDOM 1
#define HAVE_MMAP 1
#define HAVE_UNISTD_H 1
#define PACKAGE_STRING "expat"
#define XML_CONTEXT_BYTES 1024
#define XML_DEV_URANDOM 1
#define XML_DTD 1
#define XML_NS 1
"""

    def prepare(self, source, build):
        # What ./configure would find on a Linux of today; it would need autoconf to exist first.
        write(os.path.join(build, "expat_config.h"), self.CONFIG)

    def units(self, source, build):
        flags = ["-std=c99", "-D_GNU_SOURCE", "-DHAVE_EXPAT_CONFIG_H", "-I" + build, "-Iexpat/lib"]
        included = {"xmltok_impl.c", "xmltok_ns.c"}
        other_systems = {"win32filemap.c", "readfilemap.c"}
        return (listed(source, "expat/lib/*.c", flags, included)
                + listed(source, "expat/xmlwf/*.c", flags, other_systems | {"ct.c"})
                + listed(source, "expat/examples/*.c", flags))


class Sqlite(Project):
    """The amalgamation and the shell, which the project's own makefile puts together."""

    name = package = "sqlite3"
    needs = ("tcl",)

    def prepare(self, source, build):
        command([os.path.join(source, "configure"), "--disable-tcl", "--disable-readline"], build)
        command(["make", "sqlite3.c", "shell.c"], build)

    def base(self, source, build):
        return build

    def units(self, source, build):
        flags = ["-DSQLITE_THREADSAFE=1", "-DSQLITE_ENABLE_FTS5", "-DSQLITE_ENABLE_RTREE", "-I."]
        return [Unit("sqlite3.c", flags), Unit("shell.c", flags)]


class Cjson(Project):
    name = package = "cjson"

    def units(self, source, build):
        return listed(source, "*.c", ["-std=c89", "-DENABLE_LOCALES"])


class Redis(Project):
    """The server, its tools, and the libraries it carries, without jemalloc and without TLS."""

    name = package = "redis"

    RELEASE = ('#define REDIS_GIT_SHA1 "00000000"\n#define REDIS_GIT_DIRTY "0"\n'
               '#define REDIS_BUILD_ID "bench"\n#define REDIS_BUILD_ID_RAW "bench"\n')

    def prepare(self, source, build):
        # src/mkreleasehdr.sh would put the host and the time in.
        write(os.path.join(build, "release.h"), self.RELEASE)

    def units(self, source, build):
        server = ["-std=c11", "-D_GNU_SOURCE", "-DREDIS_STATIC=", "-pthread", "-I" + build,
                  "-Ideps/hiredis", "-Ideps/linenoise", "-Ideps/lua/src", "-Ideps/hdr_histogram"]
        lua = ["-std=gnu99", "-DLUA_ANSI", "-DENABLE_CJSON_GLOBAL", "-DREDIS_STATIC="]
        plain = ["-std=gnu99", "-D_GNU_SOURCE"]
        histogram = [*plain, '-DHDR_MALLOC_INCLUDE="hdr_redis_malloc.h"']
        polled = {"ae_epoll.c", "ae_evport.c", "ae_kqueue.c", "ae_select.c"}  # included by ae.c
        return (listed(source, "src/*.c", server, polled)
                + listed(source, "deps/hiredis/*.c", plain, {"ssl.c", "test.c"})
                + listed(source, "deps/hdr_histogram/*.c", histogram)
                + listed(source, "deps/linenoise/linenoise.c", plain)
                + listed(source, "deps/lua/src/*.c", lua, {"print.c"}))


class Python(Project):
    """The object and interpreter parts of CPython: Objects/ and Python/."""

    name = package = "python3.11"

    # For other systems, or only tables that a first build of the interpreter generates.
    WITHOUT = {"dup2.c", "dynload_hpux.c", "dynload_stub.c", "dynload_win.c",
               "emscripten_signal.c", "frozen.c"}
    DEFINED = {
        "getplatform.c": ['-DPLATFORM="linux"'],
        "sysmodule.c": ['-DABIFLAGS=""', '-DMULTIARCH="x86_64-linux-gnu"'],
        "dynload_shlib.c": ['-DSOABI="cpython-311-x86_64-linux-gnu"'],
        "pathconfig.c": [], "initconfig.c": ['-DPLATLIBDIR="lib"'],
    }

    def prepare(self, source, build):
        command([os.path.join(source, "configure"), "--without-ensurepip"], build)

    def units(self, source, build):
        flags = ["-std=c11", "-DNDEBUG", "-fwrapv", "-fvisibility=hidden", "-DPy_BUILD_CORE",
                 "-IInclude/internal", "-IInclude", "-I" + build, "-pthread"]
        units = (listed(source, "Objects/*.c", flags) + listed(source, "Python/*.c", flags,
                                                               self.WITHOUT))
        for unit in units:
            unit.flags = flags + self.DEFINED.get(os.path.basename(unit.source), [])
        return units


class Curl(Project):
    """The library and the tool, with what Debian's build has of protocols."""

    name = package = "curl"
    needs = ("libssl-dev", "zlib1g-dev", "libidn2-dev", "libnghttp2-dev", "libbrotli-dev", "libssh2-1-dev",
             "libldap-dev", "libpsl-dev", "libzstd-dev")

    def prepare(self, source, build):
        command([os.path.join(source, "configure"), "--with-openssl", "--with-libssh2",
                 "--disable-dependency-tracking"], build)

    def units(self, source, build):
        flags = ["-DHAVE_CONFIG_H", "-Iinclude", "-I" + os.path.join(build, "lib"), "-Ilib", "-Isrc"]
        library = [*flags, "-DBUILDING_LIBCURL"]
        units = []
        for directory in ("lib", "lib/vauth", "lib/vtls", "lib/vssh", "lib/vquic"):
            units += listed(source, directory + "/*.c", library)
        return units + listed(source, "src/*.c", flags)


class Git(Project):
    """Everything that its makefile compiles. It builds in its source tree, so build/ is a copy of it."""

    name = package = "git"
    needs = ("libcurl4-openssl-dev", "libexpat1-dev", "libssl-dev", "zlib1g-dev")

    def prepare(self, source, build):
        shutil.copytree(source, build, symlinks=True, dirs_exist_ok=True)
        command(["make", "command-list.h", "config-list.h", "hook-list.h"], build)
        write(os.path.join(build, PLAN), command(["make", "-n", "V=1"], build))

    def base(self, source, build):
        return build

    def units(self, source, build):
        units = planned(build, build)
        for unit in units:  # the version comes from a file of the build, by a rule that `make -n` shows
            if os.path.basename(unit.source) in ("version.c", "help.c"):
                unit.flags = [f for f in unit.flags if not f.startswith("-DGIT_")] + [
                    '-DGIT_VERSION="2"', '-DGIT_USER_AGENT="git/2"', '-DGIT_BUILT_FROM_COMMIT="bench"',
                    '-DGIT_HOST_CPU="x86_64"']
        return units


class Tmux(Project):
    name = package = "tmux"
    needs = ("libevent-dev", "libncurses-dev", "bison", "pkg-config")

    def prepare(self, source, build):
        command([os.path.join(source, "configure")], build)
        write(os.path.join(build, PLAN), command(["make", "-n", "V=1"], build))

    def units(self, source, build):
        return planned(source, build)


class Busybox(Project):
    """Every applet of the default configuration."""

    name = package = "busybox"

    def prepare(self, source, build):
        command(["make", "-C", source, "O=" + build, "defconfig"], build)
        command(["make", "prepare", "applets/applets.o"], build)
        write(os.path.join(build, PLAN), command(["make", "-n", "V=1"], build))

    def units(self, source, build):
        return planned(source, build, lambda path: not path.startswith(("scripts/", "..")))


class Libpng(Project):
    """The library, its tests and its tools, with the configuration that is packed with it."""

    name, package = "libpng", "libpng1.6"
    needs = ("zlib1g-dev",)

    def prepare(self, source, build):
        shutil.copy(os.path.join(source, "scripts/pnglibconf.h.prebuilt"),
                    os.path.join(build, "pnglibconf.h"))

    def units(self, source, build):
        flags = ["-I.", "-I" + build, "-DPNG_NO_USE_READ_MACROS"]
        return (listed(source, "*.c", flags, {"example.c"}) + listed(source, "intel/*.c", flags)
                + listed(source, "contrib/libtests/*.c", flags, {"makepng.c"})
                + listed(source, "contrib/tools/*.c", flags, {"intgamma.c"}))


class Openssl(Project):
    """libcrypto, the part of it that lies in crypto/."""

    name = package = "openssl"
    needs = ("perl",)

    def prepare(self, source, build):
        command([os.path.join(source, "Configure"), "linux-x86_64"], build)
        command(["make", "build_generated", "crypto/buildinf.h"], build)
        write(os.path.join(build, PLAN), command(["make", "-n", "libcrypto.a"], build))

    def units(self, source, build):
        return planned(source, build, lambda path: path.startswith("crypto/"))


ALL = {p.name: p for p in (Lua(), Zlib(), Expat(), Sqlite(), Cjson(), Redis(), Python(), Curl(), Git(),
                           Tmux(), Busybox(), Libpng(), Openssl())}
