#!/usr/bin/env python3
"""Verifies a signature that `ssh-keygen -Y sign` made with an Ed25519 key, by OpenSSL and the format as OpenSSH's PROTOCOL.sshsig has it.

Usage: ssh_signature.py FILE SIGNATURE PUBLIC_KEY NAMESPACE

PUBLIC_KEY is the line that ssh-keygen wrote beside the private key. Nothing of OpenSSH runs.
Example: Tools/check/ssh_signature.py SHA256SUMS SHA256SUMS.sig release.pub prodrome-release
Exit code: 0 the signature is that key's over that file, 1 it is not.
"""
import base64
import hashlib
import pathlib
import subprocess
import sys
import tempfile

BEGIN, END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
# What stands before the 32 bytes of an Ed25519 key in the form that OpenSSL reads (RFC 8410).
KEY_HEAD = bytes.fromhex("302a300506032b6570032100")


def strings(data):
    """The strings of SSH's wire format, each behind its length in four bytes."""
    found = []
    while data:
        length = int.from_bytes(data[:4], "big")
        if len(data) < 4 + length:
            raise ValueError("a string ends early")
        found.append(data[4:4 + length])
        data = data[4 + length:]
    return found


def joined(*parts):
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def parts(text):
    """Public key, namespace, digest's name and signature out of the armoured text."""
    lines = text.split()
    if " ".join(lines[:3]) != BEGIN or " ".join(lines[-3:]) != END:
        raise ValueError("no armour")
    data = base64.b64decode("".join(lines[3:-3]), validate=True)
    if data[:10] != b"SSHSIG\0\0\0\1":
        raise ValueError("not version 1")
    key, namespace, reserved, digest, signature = strings(data[10:])
    if reserved:
        raise ValueError("something stands where nothing is defined")
    return key, namespace, digest.decode(), signature


def openssl_verifies(key, signature, message):
    """Whether OpenSSL takes the 64 bytes for the key's signature."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for file, data in (("key", KEY_HEAD + key), ("signature", signature), ("message", message)):
            (folder / file).write_bytes(data)
        words = ["openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER", "-inkey", folder / "key", "-sigfile",
                 folder / "signature", "-in", folder / "message"]
        return subprocess.run(words, capture_output=True, check=False).returncode == 0


def verify(file, signature, public_key, namespace):
    """Whether all fits; raises ValueError where the signature is not in its form."""
    key, found, digest, signed = parts(signature.read_text(encoding="ascii"))
    trusted = base64.b64decode(public_key.read_text(encoding="ascii").split()[1], validate=True)
    if key != trusted or found != namespace.encode() or digest not in ("sha256", "sha512"):
        return False
    (kind, raw_key), (other_kind, raw_signature) = strings(key), strings(signed)
    if kind != b"ssh-ed25519" or other_kind != kind:
        return False
    content = hashlib.new(digest, file.read_bytes()).digest()
    return openssl_verifies(raw_key, raw_signature, b"SSHSIG" + joined(found, b"", digest.encode(), content))


def main():
    if len(sys.argv) != 5:
        raise SystemExit(__doc__)
    *files, namespace = sys.argv[1:]
    try:
        return 0 if verify(*map(pathlib.Path, files), namespace) else 1
    except ValueError as error:
        print(f"{files[1]}: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
