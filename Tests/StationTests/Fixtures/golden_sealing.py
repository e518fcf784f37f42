"""What a sealed log needs, of the standard library's hashes alone: X25519 (RFC 7748), ChaCha20-Poly1305 (RFC 8439), HPKE's
base mode of one message (RFC 9180), and the keys of the seals.
"""
import hashlib
import hmac
import struct

PRIME = 2**255 - 19


def code(key, *parts):
    """HMAC-SHA-256."""
    return hmac.new(key, b"".join(parts), hashlib.sha256).digest()


def agree(secret, point=9):
    """X25519: the Montgomery ladder of RFC 7748, section 5."""
    number = int.from_bytes(secret, "little") & ~7 & (1 << 255) - 1 | 1 << 254
    x2, z2, x3, z3 = 1, 0, point, 1
    for bit in reversed(range(255)):
        swap = number >> bit & 1
        if swap:
            x2, z2, x3, z3 = x3, z3, x2, z2
        plus, minus = x2 + z2, x2 - z2
        cross, other = (x3 - z3) * plus, (x3 + z3) * minus
        x3, z3 = (cross + other) ** 2 % PRIME, point * (cross - other) ** 2 % PRIME
        difference = plus**2 - minus**2
        x2, z2 = plus**2 * minus**2 % PRIME, difference * (plus**2 + 121665 * difference) % PRIME
        if swap:
            x2, z2, x3, z3 = x3, z3, x2, z2
    return (x2 * pow(z2, -1, PRIME) % PRIME).to_bytes(32, "little")


def block(key, counter, nonce):
    """A block of ChaCha20."""
    start = [0x61707865, 0x3320646E, 0x79622D32, 0x6B206574, *struct.unpack("<8I", key), counter, *struct.unpack("<3I", nonce)]
    state = list(start)

    def turn(first, second, third, rotation):
        state[first] = state[first] + state[second] & 0xFFFFFFFF
        word = state[third] ^ state[first]
        state[third] = (word << rotation | word >> 32 - rotation) & 0xFFFFFFFF

    rounds = [(column, column + 4, column + 8, column + 12) for column in range(4)]
    rounds += [(column, 4 + (column + 1) % 4, 8 + (column + 2) % 4, 12 + (column + 3) % 4) for column in range(4)]
    for _ in range(10):
        for a, b, c, d in rounds:
            turn(a, b, d, 16)
            turn(c, d, b, 12)
            turn(a, b, d, 8)
            turn(c, d, b, 7)
    return struct.pack("<16I", *(one + other & 0xFFFFFFFF for one, other in zip(state, start)))


def encrypt(key, nonce, message, heading):
    """ChaCha20-Poly1305: what is sealed, and the tag."""
    stream = b"".join(block(key, counter, nonce) for counter in range(1, 2 + len(message) // 64))
    sealed = bytes(one ^ other for one, other in zip(message, stream))
    once = block(key, 0, nonce)
    factor = int.from_bytes(once[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    padded = [part + bytes(-len(part) % 16) for part in (heading, sealed)] + [struct.pack("<QQ", len(heading), len(sealed))]
    total = 0
    for start in range(0, sum(map(len, padded)), 16):
        total = (total + int.from_bytes(b"".join(padded)[start : start + 16] + b"\1", "little")) * factor % (2**130 - 5)
    return sealed, (total + int.from_bytes(once[16:], "little") & (1 << 128) - 1).to_bytes(16, "little")


def seal(message, heading, recipient, secret, purpose):
    """HPKE: what is sealed, the message's own public key, the tag."""
    kem, scheme = b"HPKE-v1KEM\0\x20", b"HPKE-v1HPKE\0\x20\0\1\0\3"

    def expand(prk, suite, label, info, count):
        return code(prk, struct.pack(">H", count), suite, label, info, b"\1")[:count]

    own = agree(secret)
    shared = code(bytes(32), kem, b"eae_prk", agree(secret, int.from_bytes(recipient, "little")))
    shared = expand(shared, kem, b"shared_secret", own + recipient, 32)
    context = b"\0" + code(bytes(32), scheme, b"psk_id_hash") + code(bytes(32), scheme, b"info_hash", purpose)
    secret = code(shared, scheme, b"secret")
    key = expand(secret, scheme, b"key", context, 32)
    sealed, tag = encrypt(key, expand(secret, scheme, b"base_nonce", context, 12), message, heading)
    return sealed, own, tag


def keys(board, seed):
    """The keys of the epochs, the first first."""
    key = code(seed, b"prodrome log first epoch", board)
    while True:
        yield key
        key = code(key, b"prodrome log next epoch")
