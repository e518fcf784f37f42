#!/usr/bin/env python3
"""Writes golden.frames beside this file, from the description of a file of frames alone.

Usage: golden_frames.py

Every field has another value, so that two that change places change the bytes. The file is committed and never written anew: a
form that changes gets a new version and a file of its own.
"""
import pathlib
import struct

INPUTS = 3
DESIGN = bytes(range(0x20, 0x2B))
# Sample index, monotonic clock, lead-off, not to be trusted, loss, codes.
FRAMES = (
    (0x0102030405060708, 0x1112131415161718, 0b001, 0b110, 0, (-0x800000, 0x7FFFFF, -2)),
    (0x0102030405060709, 0x2122232425262728, 0b100, 0b010, 1, (3, -0x313233, 0x414243)),
)


def main():
    """Writes the file."""
    data = b"PRODFRMS" + struct.pack("<HHIII", 1, INPUTS, 1000, 3, len(DESIGN)) + DESIGN
    for index, clock, off, invalid, loss, codes in FRAMES:
        data += struct.pack("<QQIII3i", index, clock, off, invalid, loss, *codes)
    pathlib.Path(__file__).with_name("golden.frames").write_bytes(data)


if __name__ == "__main__":
    main()
