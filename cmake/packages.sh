# The Debian packages Unsown is built, tested and shown with, and how to get them.  Sourced by
# demo.sh and test.sh, so that the list stands once.
#
#   unsown_packages WHAT MAJOR…   sets PACKAGES; WHAT is "build" or "test"
#   unsown_choose_llvm MAJOR…     sets LLVMS to those of them installed or to be had from apt
#   unsown_newest_llvm            the newest of all: an installed one before one that apt has
#   unsown_install PACKAGE…       installs those that are missing, or says which and stops
#
# A system without apt is not changed: what is missing is listed by Debian's names.
# shellcheck shell=sh

UNSOWN_SUPPORTED_LLVM="14 16 19 22"
unsown_updated=

unsown_packages() {
    what=$1
    shift
    PACKAGES="ca-certificates cmake ninja-build gcc g++ libc6-dev libz3-dev valgrind"
    if [ "$what" = test ]; then
        # make, pkg-config: consumers of the installation.  python3-psutil: lit's limit on the
        # time of one test.  gcc-multilib: programs for 32 bits.
        PACKAGES="$PACKAGES make pkg-config python3 python3-psutil"
        # Programs that the tests put on the allocator, a model checker for its protocols, a generator of
        # programs for the truth machine.
        PACKAGES="$PACKAGES spin csmith libcsmith-dev liblua5.4-dev libsqlite3-dev libpython3.11-dev"
        PACKAGES="$PACKAGES libpython3.11-testsuite redis-tools git"
        if [ "$(dpkg --print-architecture 2>/dev/null)" = amd64 ]; then
            PACKAGES="$PACKAGES gcc-multilib"
        fi
    fi
    for major; do
        PACKAGES="$PACKAGES clang-$major llvm-$major-dev libclang-$major-dev"
        if [ "$what" = test ]; then
            PACKAGES="$PACKAGES llvm-$major-tools"
            # Up to 14 the sanitizers' run time is part of libclang-common.
            [ "$major" -lt 16 ] || PACKAGES="$PACKAGES libclang-rt-$major-dev"
        fi
    done
}

unsown_is_installed() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

unsown_is_available() {
    apt-cache show --no-all-versions "$1" >/dev/null 2>&1
}

# Runs apt-get as root or through sudo; 1 when it fails or that cannot be done.
unsown_apt() {
    if [ "$(id -u)" -eq 0 ]; then
        env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends "$@"
    elif command -v sudo >/dev/null; then
        sudo env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends "$@"
    else
        return 1
    fi
}

# Refreshes the package lists, once.
unsown_update() {
    [ -z "$unsown_updated" ] || return 0
    unsown_updated=yes
    echo "Refreshing the package lists" >&2
    unsown_apt update >&2
}

unsown_choose_llvm() {
    LLVMS=
    if ! command -v apt-get >/dev/null; then
        for major; do
            if command -v "clang-$major" >/dev/null; then LLVMS="${LLVMS:+$LLVMS }$major"; fi
        done
        return 0
    fi
    for major; do
        if unsown_is_installed "llvm-$major-dev" || unsown_is_available "llvm-$major-dev" ||
                { unsown_update && unsown_is_available "llvm-$major-dev"; }; then
            LLVMS="${LLVMS:+$LLVMS }$major"
        else
            echo "LLVM $major: this system's package sources do not have it; left out" >&2
        fi
    done
}

unsown_newest_llvm() {
    newest=
    for major in $UNSOWN_SUPPORTED_LLVM; do
        if command -v "clang-$major" >/dev/null; then newest=$major; fi
    done
    if [ -z "$newest" ]; then
        # shellcheck disable=SC2086
        unsown_choose_llvm $UNSOWN_SUPPORTED_LLVM
        for major in $LLVMS; do newest=$major; done
    fi
    LLVMS=$newest
    if [ -z "$newest" ]; then
        echo "Needed is one of LLVM $UNSOWN_SUPPORTED_LLVM, with clang." >&2
        exit 1
    fi
}

unsown_install() {
    missing=
    if ! command -v dpkg-query >/dev/null; then
        echo "This is not Debian.  Needed are what Debian calls:" >&2
        printf '  %s\n' "$@" >&2
        echo "Then: cmake --preset default && cmake --build --preset default" >&2
        exit 1
    fi
    for package; do
        unsown_is_installed "$package" || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    echo "Installing:$missing" >&2
    # $missing is a list of words on purpose.
    # shellcheck disable=SC2086
    if ! { unsown_update && unsown_apt install $missing >&2; }; then
        echo "Could not install what is missing.  As root:" >&2
        echo "  apt-get install$missing" >&2
        exit 1
    fi
}
