#!/usr/bin/env python3
"""Writes golden.bundle beside this file, from the bundle's description alone, and prints the key that signed it.

Usage: golden_bundle.py

Every field has another value where it may, so that two that change places change the bytes. The file is committed and never
written anew: a form that changes gets a new version and a file of its own. Models and the signal chain's design are bytes here.
"""
import hashlib
import pathlib
import struct

SECRET = bytes(range(1, 33))
PRIME, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
CURVE = -121665 * pow(121666, -1, PRIME) % PRIME


def add(first, second):
    """The sum of two points of Ed25519."""
    (x1, y1), (x2, y2) = first, second
    product = CURVE * x1 * x2 * y1 * y2 % PRIME
    return ((x1 * y2 + x2 * y1) * pow(1 + product, -1, PRIME) % PRIME,
            (y1 * y2 + x1 * x2) * pow(1 - product, -1, PRIME) % PRIME)


def times(number):
    """So many times the base point (RFC 8032, section 5.1), as its 32 bytes."""
    y = 4 * pow(5, -1, PRIME) % PRIME
    square = (y * y - 1) * pow(CURVE * y * y + 1, -1, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    x = x if x * x % PRIME == square else x * pow(2, (PRIME - 1) // 4, PRIME) % PRIME
    point, result = (x if x % 2 == 0 else PRIME - x, y), (0, 1)
    while number:
        result = add(result, point) if number & 1 else result
        point, number = add(point, point), number >> 1
    return (result[1] | (result[0] & 1) << 255).to_bytes(32, "little")


def sign(message):
    """The public key, and the Ed25519 signature (RFC 8032, section 5.1.6)."""
    digest = hashlib.sha512(SECRET).digest()
    scalar = int.from_bytes(digest[:32], "little") & (1 << 254) - 8 | 1 << 254
    key = times(scalar)
    once = int.from_bytes(hashlib.sha512(digest[32:] + message).digest(), "little") % ORDER
    point = times(once)
    challenge = int.from_bytes(hashlib.sha512(point + key + message).digest(), "little")
    return key, point + ((once + challenge * scalar) % ORDER).to_bytes(32, "little")


def text(value, width=32):
    """A text, zero-padded."""
    return value.encode().ljust(width, b"\0")


def board():
    """Two chips with a chip select each, ten inputs, five lines."""
    first = [0x1E, 0xD6, 0xC0, 0xEC, 0x02, *[0x60] * 8, 0xFF, 0x7F, 0x3F, 0x1F, 0x0F, 0, 0, 0x0F, 0x20, 0, 2]
    second = [*first[:5], 0x50, 0x40, *[0x81] * 6, 0x03, 0x02, 0x01, 0x00, 0x03, *first[18:]]
    labels = ["Fp1", "F7", "T7", "P7", "O1", "Fp2", "F8", "T8", "P8", "O2"]
    lines = [(1, 1, 0, "gpio-a", "DRDY"), (2, 2, 1, "gpio-b", "START"), (5, 2, 2, "gpio-c", "ALARM"),
             (11, 1, 0, "gpio-d", "DRDY2"), (15, 1, 1, "gpio-e", "FINE")]
    data = text("golden", 16) + text("cortex-a53") + struct.pack("<B", 3)
    data += text("/dev/spidev0.0") + text("/dev/spidev0.1") + struct.pack("<BI", 1, 1_234_567)
    data += struct.pack("<BBBI", 1, 3, len(labels), 4_500_000) + bytes(first) + bytes(second)
    data += b"".join(text(label, 16) for label in labels) + text("/dev/watchdog0") + struct.pack("<H", 15)
    data += struct.pack("<B", len(lines))
    for role, polarity, safe, chip, name in lines:
        data += struct.pack("<BBB", role, polarity, safe) + text(chip) + text(name)
    return data + struct.pack("<B", 2)


def site():
    """A listed montage, two station keys, a fixed level, a zone with two changes and daylight saving."""
    data = struct.pack("<BB", 3, 2) + struct.pack("<IIIQIHH", 131_072, 17, 19, 2_097_169, 97, 23, 29)
    data += struct.pack("<BB", 3, 2) + text("Fp1", 16) + text("F7", 16) + text("O2", 16) + text("", 16)
    data += struct.pack("<B", 2) + bytes(range(0x40, 0x60)) + bytes(range(0x60, 0x80)) + struct.pack("<b", -13)
    data += text("Europe/Berlin", 40) + struct.pack("<iB", 3208, 2) + struct.pack("<qiqi", -2422054408, 3600, 828234000, 7200)
    return data + struct.pack("<ii", 3600, 7200) + struct.pack("<BBBi", 3, 5, 0, 7200) + struct.pack("<BBBi", 10, 4, 6, 10_800)


def check(data):
    """CRC-32C, bit by bit."""
    value = 0xFFFFFFFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ 0x82F63B78 if value & 1 else value >> 1
    return value ^ 0xFFFFFFFF


def main():
    """Writes the bundle."""
    policy = struct.pack("<BBBBHHHHH", 2, 11, 7, 3, 0x0107, 0x0103, 0x0205, 0x0306, 0x0108)
    sections = [(1, 3, board()), (2, 3, site()), (3, 3, b"model"), (3, 4, b"other model"), (4, 2, b"design"), (5, 2, policy)]
    place, table, body = 144 + 16 * len(sections), b"", b""
    for kind, version, content in sections:
        body += bytes(-len(body) % 16)
        table += struct.pack("<HHIII", kind, version, place + len(body), len(content), check(content))
        body += content
    head = b"PRODBNDL" + struct.pack("<HHIQ", 1, len(sections), place + len(body), 0x0102030405060708) + text("golden", 16)
    key = sign(b"")[0]
    head += key[:8]
    head += hashlib.sha256(head + table + body).digest()
    pathlib.Path(__file__).with_name("golden.bundle").write_bytes(head + sign(head)[1] + table + body)
    print(key.hex())


if __name__ == "__main__":
    main()
