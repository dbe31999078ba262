#!/bin/sh
# Fetches the two test suites that the scorer reads, GCC 12's and clang 14's, from Debian's source packages
# into the cache (outside the repository) and prints two lines for the shell:
#
#   GCC_TESTSUITE_DIR=...   its gcc.dg and c-c++-common hold the uninitialized-read tests
#   CLANG_TEST_DIR=...      its Sema and Analysis do
#
# usage: fetch.sh [CACHE]     some 250 MB are downloaded the first time, nothing afterwards
set -eu

real=$(cd "$(dirname "$0")/../real" && pwd)
cache=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/unsown-bench}
suites=$cache/suites
mkdir -p "$suites"

# unpack ARCHIVE DIRECTORY PATTERN: what matches the pattern, below DIRECTORY, which appears when whole
unpack() {
    rm -rf "$2.partial"
    mkdir "$2.partial"
    tar -xf "$1" -C "$2.partial" --strip-components=1 --wildcards --no-wildcards-match-slash "$3"
    mv "$2.partial" "$2"
}

# The upstream archive beside a .dsc: the part of its name before the Debian revision, then .orig.tar.
original() {
    set -- "${1%-*}".orig.tar.*
    echo "$1"
}

if [ ! -d "$suites/gcc-12" ]; then
    dsc=$(python3 -B "$real/debsource.py" --cache "$cache" --download-only gcc-12)
    # Debian's archive of GCC holds upstream's archive.
    tar -xf "$(original "$dsc")" -C "$suites" --wildcards --strip-components=1 '*/gcc-12*.tar.xz'
    unpack "$suites"/gcc-12*.tar.xz "$suites/gcc-12" '*/gcc/testsuite'
    rm "$suites"/gcc-12*.tar.xz
fi
if [ ! -d "$suites/clang-14" ]; then
    dsc=$(python3 -B "$real/debsource.py" --cache "$cache" --download-only llvm-toolchain-14)
    unpack "$(original "$dsc")" "$suites/clang-14" '*/clang/test'
fi
echo "GCC_TESTSUITE_DIR=$suites/gcc-12/gcc/testsuite"
echo "CLANG_TEST_DIR=$suites/clang-14/clang/test"
