#!/usr/bin/env python3
"""Pairs of places in Sources that share six or more lines of the same shape: a habit to watch, not a fault by itself.

Usage: Tools/check/repetition.py [--most N] [--list N] [REVISION]

The shape of a line is what is left when names, numbers and texts are taken out. Lines that the language or the file format asks for in
this form do not count: comments, imports, declarations of stored properties, cases and their texts, assignments of an initialiser's parameters, fields encoded one by one, headings of
extensions and computed properties, single brackets. Runs that stand in more than eight places are left out as common idiom.

Example: Tools/check/repetition.py --list 10
Exit code: 0 at most --most pairs, 1 more.
"""
import argparse
import collections
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
LINES, PLACES = 6, 8
# What may stand by themselves, since a name and a type are all there is to say.
FORMAL = re.compile("|".join((
    r"///?.*", r"import .*", r"@\w+(\(.*\))?", r"case .*[^{]", r'"[^"]*"', r"\w+\.self,?", r"[(){}\[\],. ]*",
    r"(@\w+ )?(public |private |internal |private\(set\) |static )*(let|var) \w+(: [^{]*)?( = [^{]*)?",
    r"switch self \{", r"(fileprivate |public )*extension .*\{", r"(fileprivate |public |private |static )*var \w+: [\w.?\[\]]+ \{",
    r"(self\.)?\w+ = (\w+\.)?\w+", r"(try )?(sink\.append|object\.set|container\.encode)\(.*\)", r"\w+ = try \w+\.\w+\(.*\)")))
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|\w+|[^\w\s]')


def shape(line):
    """A line's shape, or None for one that does not count."""
    text = line.split("//")[0].strip()
    if not text or FORMAL.fullmatch(text):
        return None
    return " ".join("_" if re.match(r'["\w]', token) else token for token in TOKEN.findall(text))


def files(revision):
    """Swift files of Sources, with their text, of the working tree or of a revision."""
    if revision is None:
        names = subprocess.run(["git", "ls-files", "Sources/*.swift"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
        return {name: (ROOT / name).read_text() for name in names if name and (ROOT / name).exists()}
    listing = ["git", "ls-tree", "-r", "--name-only", revision, "Sources"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    show = lambda name: subprocess.run(["git", "show", f"{revision}:{name}"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return {name: show(name) for name in names if name.endswith(".swift")}


def pairs_of(texts):
    """The longest runs that two places share: {(file, file): [(line, line, length)]}."""
    lines, at = {}, collections.defaultdict(list)
    for name, text in texts.items():
        lines[name] = [(found, number) for number, line in enumerate(text.split("\n"), 1) if (found := shape(line))]
        shapes = [found for found, _ in lines[name]]
        for start in range(len(shapes) - LINES + 1):
            at["\n".join(shapes[start:start + LINES])].append((name, start))
    starts = set()
    for places in at.values():
        if 2 <= len(places) <= PLACES:
            for index, left in enumerate(places):
                starts |= {(left, right) for right in places[index + 1:] if left[0] != right[0] or right[1] - left[1] >= LINES}
    found = []
    for left, right in sorted(starts):
        if ((left[0], left[1] - 1), (right[0], right[1] - 1)) not in starts:
            found.append((left[0], lines[left[0]][left[1]][1], right[0], lines[right[0]][right[1]][1]))
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("revision", nargs="?")
    parser.add_argument("--most", type=int, metavar="N")
    parser.add_argument("--list", type=int, default=0, metavar="N")
    arguments = parser.parse_args()
    found = pairs_of(files(arguments.revision))
    for left, number, right, other in found[:arguments.list]:
        print(f"{left}:{number} ~ {right}:{other}")
    print(f"{len(found)} pairs of places share {LINES} or more lines of one shape")
    return 1 if arguments.most is not None and len(found) > arguments.most else 0


if __name__ == "__main__":
    sys.exit(main())
