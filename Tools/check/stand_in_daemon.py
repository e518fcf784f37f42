#!/usr/bin/env python3
"""What runs as the daemon in a host of namespaced_host: a bed's decisions by the bundle of the slot, as they would come, into the log.

Usage: stand_in_daemon.py PRODROME BUNDLE LOG RECORDING

The decisions are those of the device's runtime (`prodrome replay` with the slot's BUNDLE); their records are given this machine's clocks and
appended, second by second, to what LOG held before. It ends when the recording does.

Example: Tools/check/stand_in_daemon.py .build/release/prodrome board.bundle /var/lib/prodrome/log night.edf
Exit code: 0 the recording has ended, 1 it could not be played.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

import numpy as np

import plain_log

BOOT_NUMBER, PSEUDONYM = slice(7, 15), slice(1, 17)
PERSON = bytes(range(16, 32))


def uptime():
    return int(float(pathlib.Path("/proc/uptime").read_text().split()[0]) * 1e9)


def started():
    """The nanoseconds since 1970 at which this machine started: the same whenever it is asked."""
    return int(re.search(r"^btime (\d+)", pathlib.Path("/proc/stat").read_text(), re.M).group(1)) * 1_000_000_000


def of_one_bed(records):
    """The records of several replays as those of one bed: boots counted, and always the same person."""
    boots = 0
    for kind, moment, body in records:
        body = body.copy()
        if kind == plain_log.BOOT:
            boots += 1
            body[BOOT_NUMBER] = np.frombuffer(boots.to_bytes(8, "little"), np.uint8)
        elif kind == plain_log.SESSION:
            body[PSEUDONYM] = np.frombuffer(PERSON, np.uint8)
        yield kind, moment, body


def write(folder, records):
    """The whole log anew: it is small."""
    with tempfile.TemporaryDirectory() as name:
        made = pathlib.Path(name)
        log = plain_log.Log(made, started())
        log.add(of_one_bed(records))
        log.save()
        for file in sorted(made.iterdir()):
            shutil.copy(file, folder / f".{file.name}")
            (folder / f".{file.name}").rename(folder / file.name)
            shutil.chown(folder / file.name, "prodromed", "prodrome-log")
            (folder / file.name).chmod(0o640)


def main():
    if len(sys.argv) != 5:
        print(__doc__.splitlines()[2])
        return 1
    tool, bundle, folder, recording = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3]), sys.argv[4]
    before = list(plain_log.read(folder))
    with tempfile.TemporaryDirectory() as name:
        subprocess.run([tool, "replay", recording, "--bundle", bundle, "--log", name], check=True, stdout=subprocess.DEVNULL)
        records = list(plain_log.read(pathlib.Path(name)))
    first, begun = records[0][1], uptime()
    records = [(kind, begun + moment - first, body) for kind, moment, body in records]
    count = 0
    while count < len(records):
        now = uptime()
        new = sum(moment <= now for _, moment, _ in records)
        if new > count:
            count = new
            write(folder, before + records[:count])
        time.sleep(0.5)
    return 0


if __name__ == "__main__":
    sys.exit(main())
