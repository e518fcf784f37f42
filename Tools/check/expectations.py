"""What was found held against what was expected, said line by line and counted."""
import sys


class Expectations:
    """Call it with what is checked, what was found and what was expected."""

    def __init__(self):
        self.failures = 0

    def __call__(self, what, found, expected):
        if found == expected:
            print(f"ok      {what}")
        else:
            self.failures += 1
            print(f"FAILED  {what}: found {found}, expected {expected}")
        sys.stdout.flush()
