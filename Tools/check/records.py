#!/usr/bin/env python3
"""Prints fields of the JSON lines of which certain things are true: for the checks that are shell scripts.

Usage: Tools/check/records.py FILE [KEY=VALUE]... [KEY]...

Of each line in which every KEY has its VALUE, in the order of the file, the KEYs without one are printed, with a space between; null and
what is not there is an empty text. Lines that are no JSON are passed over: a command may have written notes there. FILE is - for
standard input.

Example: Tools/check/records.py log.jsonl type=alarm phase=raised sample
Exit code: 0, whatever is found.
"""
import json
import sys


def text(value):
    """A value as a shell compares it."""
    return "" if value is None else value if isinstance(value, str) else json.dumps(value)


def lines(file):
    """The objects of a file of JSON lines."""
    with sys.stdin if file == "-" else open(file, encoding="utf-8", errors="replace") as stream:
        for line in stream:
            if line.startswith("{"):
                try:
                    yield json.loads(line)
                except ValueError:
                    pass


def main():
    if len(sys.argv) < 2 or sys.argv[1] in ("--help", "-h"):
        print(__doc__)
        return
    conditions = [argument.split("=", 1) for argument in sys.argv[2:] if "=" in argument]
    keys = [argument for argument in sys.argv[2:] if "=" not in argument]
    found = [" ".join(text(line.get(key)) for key in keys) for line in lines(sys.argv[1])
             if all(text(line.get(key)) == value for key, value in conditions)]
    # At once: whoever reads only as far as they need, as `head` does, is no error.
    sys.stdout.write("".join(f"{line}\n" for line in found))


if __name__ == "__main__":
    main()
