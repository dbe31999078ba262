#!/bin/sh
# Installs what is missing, builds, and runs every test for every LLVM.
#
#   ./test.sh                    all tests, all LLVMs that this system has or can get
#   ./test.sh --llvm 22          one LLVM (may be given more than once)
#   ./test.sh --filter REGEX     only the tests whose name matches
#   ./test.sh --build DIR        build there (default: build)
#   ./test.sh --sanitize         our own code under ASan and UBSan, in build-sanitize
#   ./test.sh --no-install       install nothing; what is missing fails the build
#
# The last line is "N passed, N failed", with ", N skipped" when tests were; the exit status is 0
# when none failed and at least one ran.
set -eu
cd "$(dirname "$0")"
. cmake/packages.sh

usage() { sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "$0"; }

wanted='' filter='' build='' preset=default install=yes
while [ $# -gt 0 ]; do
    case $1 in
    --llvm) wanted="$wanted ${2:?--llvm needs a major version}"; shift ;;
    --filter) filter=${2:?--filter needs a regular expression}; shift ;;
    --build) build=${2:?--build needs a directory}; shift ;;
    --sanitize) preset=sanitize ;;
    --no-install) install=no ;;
    -h | --help) usage; exit 0 ;;
    *) echo "test.sh: unknown argument '$1'" >&2; usage >&2; exit 2 ;;
    esac
    shift
done
for major in $wanted; do
    case " $UNSOWN_SUPPORTED_LLVM " in
    *" $major "*) ;;
    *) echo "test.sh: LLVM $major is not one of $UNSOWN_SUPPORTED_LLVM" >&2; exit 2 ;;
    esac
done
if [ -z "$build" ]; then
    case $preset in default) build=build ;; *) build=build-$preset ;; esac
fi

# shellcheck disable=SC2086
unsown_choose_llvm ${wanted:-$UNSOWN_SUPPORTED_LLVM}
for major in ${wanted:-any}; do
    case " $LLVMS " in
    *" $major "*) ;;
    *)
        if [ "$major" != any ] || [ -z "$LLVMS" ]; then
            echo "test.sh: LLVM $major is neither here nor to be had from this system's package" \
                "sources (22 comes with bookworm-security)" >&2
            exit 1
        fi ;;
    esac
done
if [ $install = yes ]; then
    # shellcheck disable=SC2086
    unsown_packages test $LLVMS
    # shellcheck disable=SC2086
    unsown_install $PACKAGES
fi

cmake --preset $preset -B "$build" -DUNSOWN_WERROR=ON \
    -DUNSOWN_LLVM_VERSIONS="$(echo "$LLVMS" | tr ' ' ';')"
cmake --build "$build"

lit=$(sed -n 's/^UNSOWN_LIT:[A-Z]*=//p' "$build/CMakeCache.txt")
suites=$build/lit-tests/common
for major in $LLVMS; do
    suites="$suites $build/lit-tests/$major"
    if [ ! -d "$build/lit-tests/$major" ]; then
        echo "test.sh: LLVM $major cannot be tested; what cmake printed says why" >&2
        exit 1
    fi
done
results=$build/lit-tests/results.json
rm -f "$results"
# lit's own status is that of the failures; the count below is what decides.
# shellcheck disable=SC2086
python3 "$lit" -v --output="$results" ${filter:+--filter="$filter"} $suites || true

python3 - "$results" <<'END'
import collections, json, sys
with open(sys.argv[1]) as f:
    codes = collections.Counter(test["code"] for test in json.load(f)["tests"])
passed = codes["PASS"] + codes["XFAIL"] + codes["FLAKYPASS"]
skipped = codes["UNSUPPORTED"] + codes["SKIPPED"] + codes["EXCLUDED"]
failed = sum(codes.values()) - passed - skipped
print("%d passed, %d failed" % (passed, failed) + (", %d skipped" % skipped if skipped else ""))
sys.exit(1 if failed or passed == 0 else 0)
END
