"""What the checks in Python end with: a line for each check, a count, and the exit code."""
import pathlib
import sys
import tempfile


def conclude(usage, checks):
    """Runs checks(tool, folder), which yields pairs of what is checked and whether it holds, in a folder of its own.

    The program's one argument is the tool; anything else prints `usage`. Ends the program: 0 if all hold, 1 if not.
    """
    if len(sys.argv) != 2:
        raise SystemExit(usage)
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for what, holds in checks(sys.argv[1], pathlib.Path(folder)):
            print(f"{'ok  ' if holds else 'FAIL'} {what}")
            passed, failed = passed + bool(holds), failed + (not holds)
    print(f"{passed} passed, {failed} failed")
    raise SystemExit(failed > 0)
