"""The compilations that a makefile would run, read from what `make -n` prints.

For projects whose list of files, and of definitions for each, comes out of a configuration: nothing is
compiled to learn it.  Of the flags only those are kept that change what a file means; paths become
absolute, so that the compiler can run elsewhere.

What it gives up: commands that change directories (recursive makes with relative paths), and words that a
shell would have to compute.
"""

import os
import shlex

COMPILERS = {"cc", "gcc", "clang"}
# What decides between dialects, or between what is declared and what is not.
MEANING = ("-std=", "-pthread", "-fPIC", "-fwrapv", "-fvisibility=", "-funsigned-char", "-fno-builtin")


def compilations(text):
    """[(source, words)] of the lines that compile one C file, in their order, each file once."""
    out = {}
    for line in text.replace("\\\n", " ").splitlines():
        if " -c " not in line:
            continue
        try:
            words = shlex.split(line)
        except ValueError:  # the rest of a quotation that began on another line: no compilation
            continue
        starts = [i for i, w in enumerate(words) if w in COMPILERS]
        if not starts:
            continue
        words = words[starts[-1] + 1:]
        for i, word in enumerate(words):
            if word.rstrip(";").endswith(".c"):
                out.setdefault(word.rstrip(";"), words[:i])
                break
    return list(out.items())


def meaning(words, directory):
    """The flags among the words that change what the file means, paths absolute against directory."""
    def absolute(path):
        return os.path.normpath(os.path.join(directory, path))

    out, rest = [], iter(words)
    for word in rest:
        if word.startswith("-I") and len(word) > 2:
            out.append("-I" + absolute(word[2:]))
        elif word.startswith("-iquote") and len(word) > 7:
            out.append("-iquote" + absolute(word[7:]))
        elif word == "-include":
            out += [word, absolute(next(rest))]
        elif word.startswith("-D") or word.startswith(MEANING):
            out.append(word)
    return out
