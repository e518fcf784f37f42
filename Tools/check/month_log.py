#!/usr/bin/env python3
"""month_log.py FOLDER [--days N] [--alarms N]: writes the log of a bed watched for a month, with a thousand alarms.

It is made up: 18 channels at 256 Hz, a decision each second, a minute's features, alarms of 20 s with a minute of EEG each,
half of them acknowledged; from 3 to 3:10 each night one electrode is off. The bytes are written here from the formats' description (the
module EventLog's doc comments), not by Prodrome, so that what reads them is checked as well: `prodrome log verify FOLDER` finds it intact.

Example: Tools/check/month_log.py /tmp/month && prodrome report /tmp/month --output /tmp/pages
Exit codes: 0 written, 2 wrong usage.
"""

import argparse
import pathlib
import struct

import numpy as np

from plain_log import ACKNOWLEDGEMENT, ALARM, BOOT, CLIP, DECISION, FEATURES, SESSION, Log

MONTAGE = "Fp1-F7 F7-T7 T7-P7 P7-O1 Fp1-F3 F3-C3 C3-P3 P3-O1 Fp2-F4 F4-C4 C4-P4 P4-O2 Fp2-F8 F8-T8 T8-P8 P8-O2 Fz-Cz Cz-Pz".split()
CHANNELS, RATE = len(MONTAGE), 256
THRESHOLD = 1_000  # evidence of a channel from which on a hop counts
FIRING_HOPS, RAISE_HOPS = 10, 6
ALARM_SECONDS, BEFORE_SECONDS, CLIP_SECONDS = 20, 20, 60
BEGIN = 1_772_323_200  # 2026-03-01 00:00:00 UTC
STARTED = 5_000_000_000  # the board's clock when it began, in nanoseconds
UNKNOWN, NORMAL, SUSPECTED, SEIZURE = 0, 1, 2, 3
OFF = 1 << 2  # an electrode that is off


def name(text):
    return text.encode().ljust(16, b"\0")


def boot_body():
    return struct.pack("<B3HQ32s16s16sII", 1, 0, 0, 0, 1, bytes(32), name("aarch64"), name("made up"), 0, 0)


def session_body():
    channels = b"".join(name(pair) + b"".join(name(electrode) for electrode in pair.split("-")) for pair in MONTAGE)
    head = struct.pack("<B16sBbBBIqQ4I2I16s16s", 3, bytes(range(1, 17)), 1, 0, 0, 0, 0, THRESHOLD, 0, RATE, 1, RATE, 1, 4 * RATE, RATE,
                       name("made up"), name("balanced"))
    return head + struct.pack("<qq4B", THRESHOLD, RAISE_HOPS * THRESHOLD, FIRING_HOPS, RAISE_HOPS, 2, CHANNELS) + channels


def stamp(hop):
    return hop * 1_000_000_000 + STARTED


class Month:
    """What happened, hop by hop, and the records that tell of it, a day at a time."""

    def __init__(self, days, alarms):
        self.hops = days * 86_400
        spacing = self.hops // (alarms + 1)
        assert spacing > 2 * CLIP_SECONDS, "so many alarms do not fit"
        self.onsets = [self.within_a_day((number + 1) * spacing) for number in range(alarms)]
        self.random = np.random.default_rng(1)

    @staticmethod
    def within_a_day(onset):
        day, second = divmod(onset, 86_400)
        return day * 86_400 + min(max(second, CLIP_SECONDS), 86_400 - 2 * CLIP_SECONDS)

    def records(self, start):
        """A day's records in order: (kind, nanoseconds, body)."""
        hops = np.arange(start, start + 86_400)
        evidence = self.random.integers(-4_000, -500, (len(hops), CHANNELS), dtype=np.int32)
        state = np.full(len(hops), NORMAL, np.uint8)
        off = hops % 86_400 // 600 == 18
        others = {}
        for number, onset in enumerate(self.onsets, 1):
            if not start <= onset < start + 86_400:
                continue
            at = onset - hops[0]
            off[at - 30:at + CLIP_SECONDS] = False
            above = slice(at - RAISE_HOPS + 1, at + ALARM_SECONDS - 2)
            focus = number % 4 * 4
            evidence[above] = self.random.integers(200, 1_500, (above.stop - above.start, CHANNELS))
            evidence[above, focus:focus + 4] += self.random.integers(4_000, 9_000, (above.stop - above.start, 4), dtype=np.int32)
            state[above.start:at], state[at:at + ALARM_SECONDS] = SUSPECTED, SEIZURE
            self.alarm(number, onset, evidence[above.start:at + 1], others)
        usable = np.full(len(hops), (1 << CHANNELS) - 1, np.uint32)
        kept = np.ones((len(hops), CHANNELS), bool)
        kept[off, :2] = False  # F7 is in the first two
        usable[off] &= ~np.uint32(3)
        evidence[~kept] = 0
        score = evidence.sum(axis=1, dtype=np.int64)
        threshold = kept.sum(axis=1).astype(np.int64) * THRESHOLD
        over = (score >= threshold).astype(np.int64)
        sums = np.concatenate([[0], np.cumsum(over)])
        firing = (sums[1:] - sums[np.maximum(np.arange(len(hops)) + 1 - FIRING_HOPS, 0)]).astype(np.uint8)
        decisions = self.decisions(hops, state, firing, score, threshold, usable, kept, evidence)
        for index, hop in enumerate(hops.tolist()):
            yield DECISION, stamp(hop), decisions[index]
            yield from others.get(hop, ())
            if hop % 60 == 59:
                yield FEATURES, stamp(hop), self.features(hop)

    def decisions(self, hops, state, firing, score, threshold, usable, kept, evidence):
        layout = np.dtype([("version", "u1"), ("state", "u1"), ("firing", "u1"), ("hops", "u1"), ("hop", "<u8"), ("sample", "<u8"),
                           ("score", "<i8"), ("threshold", "<i8"), ("accumulated", "<i8"), ("usable", "<u4"), ("count", "u1"),
                           ("channels", [("quality", "<u2"), ("evidence", "<i4")], CHANNELS)])
        rows = np.zeros(len(hops), layout)
        rows["version"], rows["state"], rows["firing"], rows["hops"] = 2, state, firing, FIRING_HOPS
        rows["hop"], rows["sample"] = hops, (hops + 1) * RATE - 1
        rows["score"], rows["threshold"], rows["usable"], rows["count"] = score, threshold, usable, CHANNELS
        rows["channels"]["quality"], rows["channels"]["evidence"] = np.where(kept, 0, OFF), evidence
        return rows.view(np.uint8).reshape(len(hops), layout.itemsize)

    def features(self, hop):
        channels = b"".join(struct.pack("<IH7IhH", 60 * RATE, 0, *(self.random.integers(1_000, 90_000, 7)).tolist(), 100, 1)
                            for _ in MONTAGE)
        return np.frombuffer(struct.pack("<BQQB", 1, hop // 60, (hop + 1) * RATE - 1, CHANNELS) + channels, np.uint8)

    def alarm(self, number, onset, evidence, others):
        """The rise, the fall, the answer and the EEG of an alarm; `evidence` is that of the hops it looked back on."""
        excess = (evidence.astype(np.int64) - THRESHOLD).sum(axis=0)
        ranked = sorted(range(CHANNELS), key=lambda channel: (-excess[channel], channel))
        positive = int(excess[excess > 0].sum())
        ranking = b"".join(struct.pack("<BqH", channel, excess[channel], max(0, int(excess[channel]) * 1_000 // positive))
                           for channel in ranked)

        def add(hop, kind, body):
            others.setdefault(hop, []).append((kind, stamp(hop), np.frombuffer(body, np.uint8)))

        for phase, hop in ((1, onset), (2, onset + ALARM_SECONDS)):
            head = struct.pack("<BBBHIQQB", 1, 1, phase, 0, number, hop, (hop + 1) * RATE - 1, CHANNELS if phase == 1 else 0)
            add(hop, ALARM, head + (ranking if phase == 1 else b""))
        if number % 2:
            add(onset + 12, ACKNOWLEDGEMENT, struct.pack("<BBIQ", 1, 1, number, (onset + 13) * RATE - 1))
        time = np.arange(CLIP_SECONDS * RATE) / RATE
        wave = 30 * np.sin(2 * np.pi * (9 + number % 3) * time) + np.where(time > BEFORE_SECONDS - 6, 120, 0) * np.sin(2 * np.pi * 3 * time)
        samples = self.random.normal(0, 8, (CHANNELS, len(time))) + wave * self.random.uniform(0.3, 1, (CHANNELS, 1))
        codes = (samples * 256).astype("<i4").reshape(CHANNELS, CLIP_SECONDS, RATE).transpose(1, 0, 2)
        triples = np.ascontiguousarray(codes).view(np.uint8).reshape(CLIP_SECONDS, -1, 4)[:, :, :3].reshape(CLIP_SECONDS, -1)
        for second in range(CLIP_SECONDS):
            hop = onset - BEFORE_SECONDS + second
            told = max(hop, onset)
            head = struct.pack("<BIQQQBH", 1, number, hop, (told + 1) * RATE - 1, hop * RATE, CHANNELS, RATE)
            add(told, CLIP, head + triples[second].tobytes())


def write(folder, days, alarms):
    """Writes the log; returns how many records and bytes it has."""
    folder.mkdir(parents=True)
    month, log = Month(days, alarms), Log(folder, BEGIN * 1_000_000_000 - STARTED)
    log.add([(kind, stamp(0), np.frombuffer(body, np.uint8)) for kind, body in ((BOOT, boot_body()), (SESSION, session_body()))])
    for day in range(days):
        log.add(month.records(day * 86_400))
    log.save()
    return log.sequence - 1, sum(file.stat().st_size for file in folder.iterdir())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path, help="a folder that is not there yet")
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--alarms", type=int, default=1_000)
    given = parser.parse_args()
    if given.folder.exists():
        parser.error(f"{given.folder}: found something there, expected a new folder")
    records, size = write(given.folder, given.days, given.alarms)
    print(f"{given.folder}: {given.days} days, {given.alarms} alarms, {records} records, {size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
