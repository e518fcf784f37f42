#!/usr/bin/env python3
"""Which lines of a module no unit test runs.

Usage: Tools/check/coverage.py [MODULE]... [--least PERCENT]

Reads what `swift test --enable-code-coverage` has left in .build/debug/codecov. Prints each line that was never run, beside the
reason that Tools/check/uncovered.txt gives for it, and the share of lines that were. MODULE: Supervisor by default.
A line is named in Tools/check/uncovered.txt by its file and its text, so that it may move:

    Sources/Supervisor/Refusal.swift | case .watchdog: | reason

Example: Tools/check/coverage.py Supervisor --least 95
Exit code: 0 covered or given a reason, 1 a line without one or less than asked, 77 nothing was measured.
"""
import argparse
import collections
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
DEBUG = ROOT / ".build/debug"


def tool(name):
    """Where a tool of the toolchain is: beside `swift`, or on PATH."""
    swift = shutil.which("swift")
    beside = pathlib.Path(swift).resolve().parent / name if swift else None
    return str(beside) if beside and beside.exists() else shutil.which(name)


def counts_of(module):
    """Runs of each line that holds code, by file: {path: {line: count}}."""
    profile, program = DEBUG / "codecov/default.profdata", DEBUG / "prodromePackageTests.xctest"
    if not profile.exists() or not program.exists():
        sys.stderr.write("nothing was measured: run swift test --enable-code-coverage first\n")
        sys.exit(77)
    command = [tool("llvm-cov"), "export", "-format=lcov", "-instr-profile", str(profile), str(program), str(ROOT / "Sources" / module)]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    counts, path = collections.defaultdict(dict), None
    for line in output.splitlines():
        if line.startswith("SF:"):
            path = pathlib.Path(line[3:]).resolve().relative_to(ROOT).as_posix()
        elif found := re.match(r"DA:(\d+),(\d+)", line):
            # A generic's line is counted for each type it was compiled for: it was run if any was.
            number, count = int(found[1]), int(found[2])
            counts[path][number] = max(count, counts[path].get(number, 0))
    return counts


def reasons():
    """What is given in uncovered.txt: {(path, text): reason}."""
    given = {}
    for line in (ROOT / "Tools/check/uncovered.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            path, text, reason = (part.strip() for part in line.split(" | "))
            given[path, text] = reason
    return given


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*", default=["Supervisor"])
    parser.add_argument("--least", type=float, default=95, metavar="PERCENT")
    arguments = parser.parse_args()
    given, failed = reasons(), False
    for module in arguments.modules:
        counts = counts_of(module)
        lines = sum(len(of_file) for of_file in counts.values())
        if lines == 0:
            sys.stderr.write(f"{module}: no line of it was compiled for coverage\n")
            return 77
        covered = 0
        for path, of_file in sorted(counts.items()):
            source = (ROOT / path).read_text().splitlines()
            for number, count in sorted(of_file.items()):
                covered += count > 0
                text = source[number - 1].strip()
                if count > 0 or set(text) <= set("{}() "):
                    continue
                reason = given.get((path, text))
                failed |= reason is None
                print(f"{path}:{number}: {text}\n    {reason or 'no test runs it, and Tools/check/uncovered.txt gives no reason'}")
        share = 100 * covered / lines
        failed |= share < arguments.least
        print(f"{module}: {covered} of {lines} lines are run by unit tests, {share:.1f} % (at least {arguments.least:g} % asked)")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
