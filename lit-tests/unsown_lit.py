"""The test format of our suites: a shell test that knows which suites it belongs to.

A file of its own because lit sends tests to its workers by pickling, which a class defined inside
a configuration file does not survive.
"""

import re

import lit.Test
import lit.formats

from unsown_kit import QUIET_TRACE, pattern

NEEDS_LLVM = re.compile("|".join(map(pattern, ("%clang", "%clang_cc1", "%plugin", "%unsown"))))


def run_lines(path):
    with open(path, errors="replace") as f:
        return [line for line in f if "RUN:" in line]


class UnsownTest(lit.formats.ShTest):
    """suite: "common", an LLVM's major version, or None for a single suite of all tests.
    missing: names of the substitutions that have no value here."""

    def __init__(self, suite, missing):
        super().__init__(execute_external=True, preamble_commands=[QUIET_TRACE])
        self.suite = suite
        self.missing = missing

    def getTestsInDirectory(self, testSuite, path_in_suite, litConfig, localConfig):
        for test in super().getTestsInDirectory(testSuite, path_in_suite, litConfig, localConfig):
            uses_llvm = any(NEEDS_LLVM.search(line) for line in run_lines(test.getSourcePath()))
            if self.suite is None or uses_llvm == (self.suite != "common"):
                yield test

    def execute(self, test, litConfig):
        lines = run_lines(test.getSourcePath())
        for name in self.missing:
            if any(re.search(pattern(name), line) for line in lines):
                return lit.Test.UNSUPPORTED, "%s: not in this installation" % name
        return super().execute(test, litConfig)
