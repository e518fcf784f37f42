#!/usr/bin/env python3
"""What Tools/check/other_programs needs of an exported EDF+: a montage of it for EDFbrowser, and its first ten seconds in MNE.

Usage: other_programs.py ALARM.edf MONTAGE.mtg PICTURE.png

Example: Tools/check/other_programs.py alarm.edf alarm.mtg mne.png
Exit codes: 0 done, 64 usage.
"""
import pathlib
import sys

import matplotlib

matplotlib.use("Agg")
import mne

SIGNAL = """  <signalcomposition>
    <num_of_signals>1</num_of_signals>
    <voltpercm>400.000000</voltpercm>
    <screen_offset>0.000000</screen_offset>
    <color>{colour}</color>
    <filter_cnt>0</filter_cnt>
    <signal><label>{label:16}</label><factor>1.000000</factor></signal>
  </signalcomposition>
"""
# EDFbrowser's numbers of colours: white in the middle, cyan on the left of the head, yellow on its right.
MIDDLE, LEFT, RIGHT = 3, 10, 12
# EDFbrowser counts time in tenths of a microsecond.
PAGE_SECONDS, TICKS = 10, 10_000_000


def colour(label: str) -> int:
    """By the side of a derivation's first electrode."""
    digits = "".join(filter(str.isdigit, label.split("-")[0]))
    return MIDDLE if not digits else LEFT if int(digits) % 2 else RIGHT


def main() -> int:
    if len(sys.argv) != 4:
        print(__doc__, file=sys.stderr)
        return 64
    recording, montage, picture = sys.argv[1:]
    raw = mne.io.read_raw_edf(recording, preload=True, verbose="error")
    signals = "".join(SIGNAL.format(label=name, colour=colour(name)) for name in raw.ch_names)
    pathlib.Path(montage).write_text(
        f'<?xml version="1.0"?>\n<EDFbrowser_montage>\n  <pagetime>{PAGE_SECONDS * TICKS}</pagetime>\n{signals}</EDFbrowser_montage>\n')
    figure = raw.plot(duration=PAGE_SECONDS, n_channels=len(raw.ch_names), scalings={"eeg": 100e-6}, show=False,
                      show_scrollbars=False, block=False, verbose="error")  # fmt: skip
    figure.set_size_inches(12.8, 8)
    figure.savefig(picture, dpi=100)
    return 0


if __name__ == "__main__":
    sys.exit(main())
