#!/usr/bin/env python3
"""Makes disks as cuts of the power leave them, of what was written down write by write, and judges each.

Usage: power_cuts.py PRODROME FOLDER CUTS PART/PARTS DISKS

FOLDER holds first.img (the disk before) and writes (the writes, as dm-log-writes has them); for the board to start on there come
so many DISKS, start-1.img and so on. What is judged is noted in FOLDER/judged, and what held is not judged again. See
Tools/check/power_cuts.
Example: Tools/check/power_cuts.py .build/release/prodrome .build/power_cuts 20 1/1 3
Exit code: 0 all holds, 1 something does not.
"""
import json
import os
import pathlib
import random
import shutil
import struct
import subprocess
import sys

FLUSH, FUA, DISCARD = 1, 2, 4
SECTOR = 512
PARTS = ("state", "person", "level", "forecast")
PATH = os.environ["PATH"] + ":/usr/sbin:/sbin"


class Write:
    """One write: where, and what; or a flush."""

    def __init__(self, sector, flags, data):
        self.sector, self.flags, self.data = sector, flags, data

    def put(self, disk, sectors=None):
        """Puts it, or its first sectors, on a disk."""
        disk.seek(self.sector * SECTOR)
        disk.write(self.data if sectors is None else self.data[:sectors * SECTOR])


def writes(path):
    """All of them in order; a write with a flag for a flush is a flush before it."""
    content = path.read_bytes()
    magic, version, count, size = struct.unpack_from("<QQQI", content)
    assert magic == 0x6A736677736872 and version == 1 and size == SECTOR, "not a log of writes"
    found, place = [], SECTOR
    for _ in range(count):
        sector, sectors, flags, _ = struct.unpack_from("<QQQQ", content, place)
        place += SECTOR
        data = b"" if flags & DISCARD else content[place:place + sectors * SECTOR]
        place += len(data)
        if flags & FLUSH:
            found.append(Write(0, FLUSH, b""))
        if data:
            found.append(Write(sector, flags & FUA, data))
        if flags & FUA:
            found.append(Write(0, FLUSH, b""))
    return found


def crc32c(data):
    """CRC-32C, bit by bit: nothing of the judged program."""
    value = 0xFFFFFFFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0x82F63B78 if value & 1 else 0)
    return value ^ 0xFFFFFFFF


def newest(folder, part):
    """The sequence of the newest whole copy of a part; 0 if there is none."""
    best = 0
    for copy in (0, 1):
        file = folder / f"{part}-{copy}"
        data = file.read_bytes() if file.exists() else b""
        if len(data) < 20 or struct.unpack_from("<I", data, len(data) - 4)[0] != crc32c(data[:-4]):
            continue
        # A kept copy: magic, version, flags, part, zero, sequence.
        best = max(best, struct.unpack_from("<Q", data, 8)[0])
    return best


class State:
    """What a start would find on a disk."""

    def __init__(self, tool, image, folder):
        self.faults = []
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        checked = subprocess.run(["e2fsck", "-fy", image], capture_output=True, env=os.environ | {"PATH": PATH})
        if checked.returncode >= 4:
            self.faults.append(f"the file system cannot be mended: {checked.stdout[-200:]}")
        subprocess.run(["debugfs", "-R", f"rdump /log {folder}", image], capture_output=True, env=os.environ | {"PATH": PATH})
        log = folder / "log"
        log.mkdir(exist_ok=True)
        self.sequences = {part: newest(log, part) for part in PARTS}
        self.records = []
        self.seals = 0
        if not list(log.glob("segment-*")):
            return
        exported = subprocess.run([tool, "log", "export", log, "--format", "jsonl"], capture_output=True, text=True)
        # 1: damage in it, such as a record that the cut tore.
        if exported.returncode not in (0, 1):
            self.faults.append(f"log export ends with {exported.returncode}: {exported.stderr[-200:]}")
        self.records = [line for line in exported.stdout.splitlines() if line.startswith('{')]
        self.seals = sum('"type":"seal"' in line for line in self.records)

    def judge(self, before):
        """What of `before`, which was flushed, is not there any more."""
        faults = self.faults + [f"before: {fault}" for fault in before.faults]
        if self.records[:len(before.records)] != before.records:
            same = next((i for i, pair in enumerate(zip(self.records, before.records)) if pair[0] != pair[1]),
                        min(len(self.records), len(before.records)))
            faults.append(f"{len(before.records)} records were flushed, {len(self.records)} are left, the same up to {same}")
        for part in PARTS:
            if self.sequences[part] < before.sequences[part]:
                faults.append(f"{part}: copy {before.sequences[part]} was flushed, {self.sequences[part]} is left")
        return faults


def copy(source, target):
    subprocess.run(["cp", "--sparse=always", source, target], check=True)


def seconds(records, kind):
    """The board's time of each record of a kind."""
    found = [json.loads(line) for line in records]
    return [record["monotonic_ns"] / 1e9 for record in found if record["type"] == kind]


class Judged:
    """What was judged, a line of JSON each: what a run that was cut has done, the next one goes on from."""

    def __init__(self, path):
        self.path = path
        self.held = {}
        for line in path.read_text().splitlines() if path.exists() else ():
            try:
                entry = json.loads(line)
            except ValueError:
                continue  # The line that a cut of the run itself tore.
            self.held[(entry["cuts"], entry["cut"])] = entry

    def note(self, **entry):
        self.held[(entry["cuts"], entry["cut"])] = entry
        with open(self.path, "a") as file:
            # A line feed first, too: behind a torn line.
            file.write("\n" + json.dumps(entry) + "\n")


class Disks:
    """The disk as it was behind a flush, going on from flush to flush, and as cuts behind it leave it."""

    def __init__(self, tool, folder, log):
        self.tool, self.folder, self.log, self.done, self.before = tool, folder, log, 0, None
        self.current, self.cut = folder / "current.img", folder / "cut.img"
        copy(folder / "first.img", self.current)

    def go_on(self, last):
        """Everything up to the flush is on it."""
        if self.before is not None and last + 1 <= self.done:
            return
        with open(self.current, "r+b") as disk:
            for write in self.log[self.done:last + 1]:
                write.put(disk)
        self.done = max(self.done, last + 1)
        copy(self.current, self.cut)
        self.before = self.state()

    def tear(self, place, generator):
        """A cut at a place: of the writes since the flush any, in any order, and the last one torn."""
        copy(self.current, self.cut)
        since = [write for write in self.log[self.done:place + 1] if write.data]
        chosen = [write for write in since if generator.random() < 0.6]
        generator.shuffle(chosen)
        with open(self.cut, "r+b") as disk:
            for write in chosen:
                write.put(disk)
            if since:
                since[-1].put(disk, generator.randrange(len(since[-1].data) // SECTOR + 1))
        return len(since)

    def state(self):
        return State(self.tool, self.cut, self.folder / "found")


def main():
    tool, folder, count = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3])
    part, parts = map(int, sys.argv[4].split("/"))
    starting = int(sys.argv[5])
    log = writes(folder / "writes")
    flushes = [place for place, write in enumerate(log) if write.flags & FLUSH]
    print(f"{len(log) - len(flushes)} writes, {len(flushes)} flushes")
    generator = random.Random(count)
    # Everywhere: behind a flush, in the midst and before the next. Each is torn by its own numbers, whatever else is judged.
    places = sorted(generator.randrange(len(log)) for _ in range(count))
    mine = range(len(places) * (part - 1) // parts, len(places) * part // parts)
    starts = {mine[len(mine) * (disk + 1) // (starting + 1)]: disk + 1 for disk in range(starting)} if mine else {}
    judged = Judged(folder / "judged")
    disks = Disks(tool, folder, log)
    failures, again = 0, 0
    for index in mine:
        known = judged.held.get((count, index))
        holds = known is not None and not known["faults"]
        again += holds
        if holds and index not in starts:
            continue
        place = places[index]
        disks.go_on(max((flush for flush in flushes if flush <= place), default=-1))
        since = disks.tear(place, random.Random(f"{count} {index}"))
        if index in starts:
            copy(disks.cut, folder / f"start-{starts[index]}.img")
        if holds:
            continue
        faults = disks.state().judge(disks.before)
        judged.note(cuts=count, cut=index, behind=disks.done, records=len(disks.before.records), faults=faults)
        failures += len(faults)
        for fault in faults:
            print(f"FAILED  cut at write {place}, {since} writes after the last flush: {fault}")
    print(f"{'ok     ' if failures == 0 else 'FAILED '} {len(mine)} cuts, {again} of them judged before: every record and every "
          "kept state that was flushed is there")
    copy(folder / "first.img", disks.cut)
    first = disks.state()
    with open(disks.cut, "r+b") as disk:
        for write in log:
            write.put(disk)
    flushed = {entry["behind"]: entry["records"] for (cuts, _), entry in judged.held.items() if cuts == count}
    failures += judge_flushes(first, [flushed[flush] for flush in sorted(flushed)], disks.state())
    sys.exit(1 if failures else 0)


def judge_flushes(first, counts, last):
    """Whether what is flushed is what has to be: else a board that never flushes would pass."""
    alarms = seconds(last.records, "alarm")
    decisions = seconds(last.records, "decision")
    grown = sum(after > before for before, after in zip(counts, counts[1:] + [len(last.records)]))
    checks = {
        "an alarm is among what was flushed": bool(alarms),
        "thirty decisions and five seals as well": len(decisions) >= 30 and last.seals >= 5,
        "the state of the alarms was kept": last.sequences["state"] > 0,
        "the log grew from flush to flush": grown >= max(1, min(3, len(counts))),
        "a disk that has lost what was flushed is found": bool(first.judge(last)),
    }
    for what, holds in checks.items():
        print(f"{'ok     ' if holds else 'FAILED '} {what}")
    return sum(not holds for holds in checks.values())


main()
