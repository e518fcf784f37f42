#!/usr/bin/env python3
"""Writes the golden logs beside this file, from the format's description alone, and prints their decision digests.

Usage: golden_log.py

Every field of every record has another value, so that two that change places change the bytes. The logs are committed and are
never written anew: a format that changes gets a new version and a log of its own.
"""
import hashlib
import pathlib
import struct

import golden_sealing

SEGMENT_BYTES = 4096
DIGESTED = {3, 4, 5, 7}


def name(text):
    """A name of 16 bytes."""
    return text.encode().ljust(16, b"\0")


BODIES = [
    (1, struct.pack("<BHHHQ", 1, 0x0102, 0x0304, 0x0506, 1) + bytes(range(0x20, 0x40)) + name("machine")
     + name("kernels") + struct.pack("<II", 0x11, 0x12131415)),
    (2, struct.pack("<B", 2) + bytes(range(0x40, 0x50)) + struct.pack("<IIIIII", 257, 2, 131, 3, 0x201, 2)
     + name("model") + name("point")
     + struct.pack("<qqBBBB", -0x0102030405060708, 0x1112131415161718, 9, 7, 3, 2)
     + name("F7-T7") + name("F7") + name("T7") + name("Cz") + name("C-z") + name("")),
    (7, struct.pack("<BBHQBQ", 2, 1, 2, 0x1112131415161718, 1, 0x2122232425262728)),
    (3, struct.pack("<BBBBQQqqqIB", 2, 3, 5, 10, 0x1011121314151617, 0x2021222324252627, -0x3031323334353637,
                    0x4041424344454647, 0x5051525354555657, 0x1, 2)
     + struct.pack("<HiHi", 0, -0x61626364, 4, 0)),
    (4, struct.pack("<BBBHIQQB", 1, 1, 1, 4, 1, 0x1011121314151617, 0x2021222324252627, 2)
     + struct.pack("<BqHBqH", 1, 0x6162636465666768, 750, 0, -0x7172737475767778, 250)),
    (5, struct.pack("<BQQiIB", 1, 0x1011121314151617, 0x2021222324252628, -0x31323334, 0x2, 2)
     + struct.pack("<ii", 0x41424344, -0x51525354)),
    (9, struct.pack("<BIQQQBH", 1, 1, 0x1011121314151616, 0x2122232425262728, 0x3132333435363738, 2, 2)
     + bytes([1, 2, 3, 4, 5, 6, 7, 8, 0x89, 10, 11, 12])),
    (6, struct.pack("<BBIQ", 1, 1, 1, 0x2122232425262728)),
    (8, struct.pack("<BQQQQQQQ", 1, *[0x0101010101010101 * i for i in range(1, 8)])),
    (10, struct.pack("<BQQB", 1, 0x1112131415161718, 0x2122232425262728, 1)
     + struct.pack("<IHIIIIIIIhH", 1, 2, 3, 4, 5, 6, 7, 8, 9, -10, 11)),
]


# What came with the person: a session of version 3, an act, a forecast.
PERSON_BODIES = [
    BODIES[0],
    (2, struct.pack("<B", 3) + bytes(range(0x40, 0x50)) + struct.pack("<BbHIqQ", 1, -7, 0, 0x51525354, -0x4142434445464748, 0)
     + BODIES[1][1][17:]),
    (12, struct.pack("<BBBB", 1, 3, 1, 0) + bytes(range(0x60, 0x70)) + struct.pack("<HHQ", 15, 0, 0x2122232425262728)),
    (13, struct.pack("<BBBBqhHI", 1, 1, 2, 0, 0x71727, -210, 0, 0x12345678)
     + struct.pack("<qqqqqqQ", -0x1112131415, 0x2122232425, -0x3132333435, 0x4142434445, -0x5152535455, 0x6162636465,
                   0x2122232425262729)),
]

# What a board with a seal key and a station's key writes. The secrets are numbers that count up.
SEED, CLIP_SECRET, OWN_SECRET = bytes(range(0x80, 0xA0)), bytes(range(0xA0, 0xC0)), bytes(range(0xC0, 0xE0))
CLIP_HEADING = struct.pack("<BIQQQBH", 2, 1, 0x1011121314151616, 0x2122232425262728, 0x3132333435363738, 2, 2)
SEALED_CLIP, OWN_KEY, CLIP_TAG = golden_sealing.seal(
    BODIES[6][1][32:], CLIP_HEADING, golden_sealing.agree(CLIP_SECRET), OWN_SECRET, b"prodrome clip")
SEALED_BODIES = [
    BODIES[0],
    PERSON_BODIES[1],
    (14, struct.pack("<BBBBIqqqqIIqqqQ", 1, 6, 9, 5, 0x11121314, 1_750_000_000, -0x3132333435363738, 0x41424, 0x51525,
                     0x61626364, 0x71727374, 0x8182, 0x919293, -0xA1A2A3, 0x2122232425262730)),
    *BODIES[3:5],
    (9, CLIP_HEADING + SEALED_CLIP + OWN_KEY + CLIP_TAG),
]
# What a newer program may write: bodies of versions above those of this one, longer or shorter.
NEWER_BODIES = [
    *BODIES[:2],
    (8, b"\x09" + bytes(range(0x40, 0x70))),
    (3, b"\xff"),
    BODIES[7],
]
# And kinds above those of this one: a short body, and one whose first byte is any.
NEWER_KINDS = [*BODIES[:2], (200, b"\x01\x02\x03"), (255, b""), BODIES[7]]


def check(data):
    """CRC-32C, bit by bit."""
    value = 0xFFFFFFFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ 0x82F63B78 if value & 1 else value >> 1
    return value ^ 0xFFFFFFFF


def record(kind, sequence, body, previous):
    """A record behind one with a check."""
    head = struct.pack("<IBBHQQq", 36 + len(body), kind, sequence % 3, 0, sequence, sequence * 1_000_000_007,
                       1_750_000_000_000_000_000 + sequence if sequence % 3 else 0)
    return head + body + struct.pack("<I", check(struct.pack("<I", previous) + head + body))


def sealed(kind, sequence, body, log, key):
    """A record whose body ends in the tag of a seal over it and the log before it."""
    head = record(kind, sequence, body + bytes(32), 0)[: 32 + len(body)]
    tag = golden_sealing.code(key, b"prodrome log seal", hashlib.sha256(log).digest(), head)
    return record(kind, sequence, body + tag, struct.unpack("<I", log[-4:])[0])


def write(bodies, name, keys=None):
    """Writes a log of these records into a folder of that name, with a seal behind them if there are keys."""
    log = b"\x89PLOG\r\n\x1a" + struct.pack("<HHIIIQQ", 1, 112, 1, SEGMENT_BYTES, 8, 0, 1) + bytes(32)
    log += struct.pack("<I", 1 if keys else 0)
    first = next(keys) if keys else None
    log += golden_sealing.code(first, b"prodrome log segment", log) if keys else bytes(32)
    log += struct.pack("<I", check(log))
    digest = hashlib.sha256()
    for sequence, (kind, body) in enumerate(bodies, 1):
        log += record(kind, sequence, body, struct.unpack("<I", log[-4:])[0])
        if kind in DIGESTED:
            digest.update(struct.pack("<BI", kind, len(body)) + body)
    if keys:
        log += sealed(16, len(bodies) + 1, struct.pack("<BI", 1, 1), log, first)
        closing = struct.pack("<BI", 2, len(bodies) + 1) + hashlib.sha256(log).digest() + struct.pack("<I", 2)
        log += sealed(11, len(bodies) + 2, closing, log, next(keys))
    else:
        closing = struct.pack("<BI", 1, len(bodies)) + hashlib.sha256(log).digest()
        log += record(11, len(bodies) + 1, closing, struct.unpack("<I", log[-4:])[0])
    folder = pathlib.Path(__file__).resolve().parent / name
    folder.mkdir(exist_ok=True)
    (folder / "segment-00000001.plog").write_bytes(log.ljust(SEGMENT_BYTES, b"\0"))
    print(name, digest.hexdigest())


def main():
    """Writes the logs."""
    write(BODIES, "golden")
    write(PERSON_BODIES, "golden-person")
    write(SEALED_BODIES, "golden-sealed", golden_sealing.keys(b"ward3", SEED))
    write(NEWER_BODIES, "golden-newer")
    write(NEWER_KINDS, "golden-newer-kinds")


if __name__ == "__main__":
    main()
