"""A log's segments, written and read from the formats' description (the module EventLog's doc comments), not by Prodrome. Used by
month_log.py and stand_in_daemon.py."""
import hashlib
import struct

import numpy as np

BOOT, SESSION, DECISION, ALARM, ACKNOWLEDGEMENT, CLIP, FEATURES, CLOSING = 1, 2, 3, 4, 6, 9, 10, 11
SEGMENT_BYTES = 1 << 22
HEADER_BYTES, HEADING_BYTES, CHECK_BYTES = 112, 32, 4
PIECE = 64  # bytes of a piece whose check is computed beside all others


def make_table():
    table = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        table = np.where(table & 1, table >> 1 ^ np.uint32(0x82F6_3B78), table >> 1).astype(np.uint32)
    return table


TABLE = make_table()


class Zeros:
    """What a CRC-32C's register becomes when so many bytes of zero follow: linear, hence four tables."""

    made = {}

    def __new__(cls, count):
        if count not in cls.made:
            cls.made[count] = super().__new__(cls)
            register = np.array([byte << shift for shift in (0, 8, 16, 24) for byte in range(256)], dtype=np.uint32)
            for _ in range(count):
                register = TABLE[register & 255] ^ register >> 8
            cls.made[count].tables = register.reshape(4, 256)
            cls.made[count].lists = cls.made[count].tables.tolist()
        return cls.made[count]

    def all(self, register):
        first, second, third, fourth = self.tables
        return first[register & 255] ^ second[register >> 8 & 255] ^ third[register >> 16 & 255] ^ fourth[register >> 24]

    def one(self, register):
        first, second, third, fourth = self.lists
        return first[register & 255] ^ second[register >> 8 & 255] ^ third[register >> 16 & 255] ^ fourth[register >> 24]


def registers(rows):
    """CRC-32C's register after each row, begun with zero."""
    count, width = rows.shape
    pieces = -(-width // PIECE)
    padded = np.zeros((count, pieces * PIECE), dtype=np.uint8)
    padded[:, pieces * PIECE - width:] = rows  # zeros in front of it do not change a register of zero
    columns = np.ascontiguousarray(padded.reshape(count * pieces, PIECE).T)
    register = np.zeros(count * pieces, dtype=np.uint32)
    for column in columns:
        register = TABLE[(register ^ column) & 255] ^ register >> 8
    register = register.reshape(count, pieces)
    whole = register[:, 0]
    for piece in range(1, pieces):
        whole = Zeros(PIECE).all(whole) ^ register[:, piece]
    return whole


def read(folder):
    """All records of a log that is whole, but for those that close its segments: (kind, monotonic nanoseconds, body)."""
    for file in sorted(folder.glob("segment-*.plog")):
        data, place = file.read_bytes(), HEADER_BYTES
        while place + HEADING_BYTES <= len(data) and (length := int.from_bytes(data[place:place + 4], "little")) > 0:
            if data[place + 4] != CLOSING:
                body = np.frombuffer(data[place + HEADING_BYTES:place + length - CHECK_BYTES], np.uint8)
                yield data[place + 4], int.from_bytes(data[place + 16:place + 24], "little"), body
            place += length


class Log:
    """A log's segments, written one after the other; `since`: the nanoseconds since 1970 at which its monotonic clock began."""

    def __init__(self, folder, since):
        self.folder, self.since, self.number, self.sequence, self.digest = folder, since, 0, 1, bytes(32)
        self.boots = 0
        self.open()

    def open(self):
        self.number += 1
        head = struct.pack("<8sHHIIIQQ32sI32s", b"\x89PLOG\r\n\x1a", 1, 112, self.number, SEGMENT_BYTES, 1 << 20, self.boots, self.sequence,
                           self.digest, 0, bytes(32))
        self.check = ~Zeros(len(head)).one(0xFFFF_FFFF) & 0xFFFF_FFFF ^ int(registers(np.frombuffer(head, np.uint8)[None])[0])
        self.bytes, self.records = bytearray(head + struct.pack("<I", self.check)), 0

    def add(self, records):
        """Adds records: (kind, monotonic nanoseconds, body)."""
        batch = []
        used = len(self.bytes)
        for kind, nanoseconds, body in records:
            size = 36 + len(body)
            if used + size + 73 > SEGMENT_BYTES:
                self.write(batch)
                self.close()
                batch, used = [], len(self.bytes)
            batch.append((kind, nanoseconds, body))
            used += size
        self.write(batch)

    def write(self, batch):
        by_length = {}
        for place, (_, _, body) in enumerate(batch):
            by_length.setdefault(len(body), []).append(place)
        rows, checks = [None] * len(batch), [0] * len(batch)
        layout = np.dtype([("length", "<u4"), ("kind", "u1"), ("wall", "u1"), ("zero", "<u2"), ("sequence", "<u8"), ("monotonic", "<u8"),
                           ("now", "<i8")])
        for length, places in by_length.items():
            heads = np.zeros(len(places), layout)
            heads["length"], heads["wall"] = 36 + length, 2
            heads["kind"] = [batch[place][0] for place in places]
            heads["sequence"] = np.array(places, np.uint64) + np.uint64(self.sequence)
            nanoseconds = np.array([batch[place][1] for place in places], np.int64)
            heads["monotonic"], heads["now"] = nanoseconds, nanoseconds + self.since
            whole = np.concatenate([heads.view(np.uint8).reshape(len(places), 32), np.stack([batch[place][2] for place in places])], axis=1)
            for place, row, check in zip(places, whole, registers(whole).tolist()):
                rows[place], checks[place] = row.tobytes(), check
        for row, register in zip(rows, checks):
            # The check goes over that of the record before it, then over the record.
            self.check = ~(Zeros(len(row) + 4).one(~self.check & 0xFFFF_FFFF) ^ register) & 0xFFFF_FFFF
            self.bytes += row + struct.pack("<I", self.check)
        self.sequence += len(batch)
        self.records += len(batch)
        self.boots += sum(kind == BOOT for kind, _, _ in batch)
        if batch:
            self.newest = batch[-1][1]

    def close(self):
        count = self.records
        self.digest = hashlib.sha256(self.bytes).digest()
        self.write([(CLOSING, self.newest, np.frombuffer(struct.pack("<BI32s", 1, count, self.digest), np.uint8))])
        self.save()
        self.open()

    def save(self):
        (self.folder / f"segment-{self.number:08}.plog").write_bytes(self.bytes.ljust(SEGMENT_BYTES, b"\0"))
