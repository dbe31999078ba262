#!/bin/sh
# Installs what is missing, builds, and shows what Unsown does.
#
#   ./demo.sh              three real bugs, then the allocator's intentional read
#   ./demo.sh FILE.c…      checks those files instead; $CFLAGS is passed on
#
# It uses the newest LLVM installed, else the newest that apt has.  The exit status is 0 when all
# went as the text says; with files, that of the compiler.
set -eu
root=$(cd "$(dirname "$0")" && pwd)
. "$root/cmake/packages.sh"

case ${1:-} in
-h | --help) sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p;}' "$0"; exit 0 ;;
-*) echo "demo.sh: unknown argument '$1'" >&2; exit 2 ;;
esac
for file; do
    [ -f "$file" ] || { echo "demo.sh: $file: no such file" >&2; exit 2; }
done

# ---- What it takes --------------------------------------------------------------------------

unsown_newest_llvm
unsown_packages build "$LLVMS"
# shellcheck disable=SC2086
unsown_install $PACKAGES

echo "Building the plugin for LLVM $LLVMS" >&2
mkdir -p "$root/build"
log=$root/build/demo.log
if ! (cd "$root" && cmake --preset default "-DUNSOWN_LLVM_VERSIONS=14;16;19;22" &&
        cmake --build --preset default --target "unsown-$LLVMS") >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
fi

clang=$(command -v "clang-$LLVMS")
plugin=$root/build/lib/unsown-$LLVMS.so

# ---- Other people's files -------------------------------------------------------------------

if [ $# -gt 0 ]; then
    status=0
    for file; do
        # shellcheck disable=SC2086
        "$clang" -fplugin="$plugin" -I "$root/plugin/include" -I "$root/allocator/include" \
            ${CFLAGS:--O2} -c "$file" -o /dev/null || status=1
    done
    exit $status
fi

# ---- The tour -------------------------------------------------------------------------------

cd "$root"
out=build/demo
rm -rf "$out"
mkdir -p "$out"
include="-I plugin/include -I allocator/include"

title() { printf '\n\n━━━ %s\n\n' "$*"; }
say() { printf '%s\n' "$*"; }
fail() { printf '\ndemo.sh: this should not happen: %s\n' "$*" >&2; exit 1; }

# Compiles with the plugin, shows what it says, and keeps it in $out/said.
check() {
    say "\$ clang-$LLVMS -fplugin=unsown-$LLVMS.so $*"
    # shellcheck disable=SC2086
    "$clang" -fplugin="$plugin" $include "$@" >"$out/said" 2>&1 || { cat "$out/said"; exit 1; }
    cat "$out/said"
}

title "Three bugs that compile without a word"
for name in frame port counter; do
    check -O2 -c examples/$name.c -o /dev/null
    grep -q '\[unsown-' "$out/said" || fail "examples/$name.c is not flagged"
    say
done

title "A read of trash on purpose: does this pointer lie in one of our pools?"
say "Without its annotation it is what it looks like:"
say
check -O2 -DUNSOWN_INTENT_OFF -c examples/intent/header_probe.c -o /dev/null
grep -q '\[unsown-probe\]' "$out/said" || fail "the bare ownership check is not flagged"
say
say "With it, the claim that the trash does not matter is proved, and the read is listed:"
say
check -O2 -fplugin-arg-unsown-remark=intent -c examples/intent/header_probe.c -o /dev/null
grep -q '(proved) \[unsown-intent\]' "$out/said" || fail "the annotated read is not proved"
! grep -q 'warning:' "$out/said" || fail "the annotated ownership check is flagged"

title "The allocator's own check, under Valgrind"
say "Compiling the allocator; the plugin writes suppressions from the annotations:"
objects=
for source in examples/foreign.c allocator/src/*.c; do
    object=$out/$(basename "$source" .c)
    # shellcheck disable=SC2086
    "$clang" -fplugin="$plugin" -fplugin-arg-unsown-suppressions="$object.supp" $include \
        -O2 -g -gdwarf-4 -c "$source" -o "$object.o"
    objects="$objects $object.o"
done
cat "$out"/*.supp >"$out/unsown.supp"
# shellcheck disable=SC2086
"$clang" $objects -pthread -o "$out/foreign"

memcheck() {
    valgrind --error-exitcode=9 "$@" "$out/foreign" >"$out/said" 2>&1
}
complaints() {
    sed -n 's/^==[0-9]*== \(Invalid read\|Conditional jump\|Use of uninit\)/    \1/p' "$out/said" |
        sort | uniq -c
    sed -n 's/^==[0-9]*== \(ERROR SUMMARY.*\)/    \1/p' "$out/said"
}

say
say "\$ valgrind $out/foreign"
! memcheck || fail "Memcheck says nothing about the check"
complaints
say
say "\$ valgrind --suppressions=$out/unsown.supp $out/foreign"
memcheck --suppressions="$out/unsown.supp" || { cat "$out/said"; fail "Memcheck still complains"; }
complaints
say
