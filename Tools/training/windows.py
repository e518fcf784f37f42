"""Reads what `prodrome windows` writes, and keeps it, so that each recording is conditioned once."""

import dataclasses
import hashlib
import json
import os
import pathlib
import subprocess

import numpy as np

MISSING = -(2**31)


@dataclasses.dataclass
class Conditioned:
    """One recording behind the device's signal chain."""

    file: str
    duration_seconds: float
    channels: list[str]
    # int16 [channels][samples] in 2^-3 microvolt, clipped at ±4,096 microvolts: the model's input clips far below.
    samples: np.ndarray
    # For each hop: one after its window's last sample, its time (end of the last input sample used), the channels judged.
    hop_end: np.ndarray
    hop_seconds: np.ndarray
    usable: np.ndarray


def condition(files: list[pathlib.Path], settings, cache: pathlib.Path) -> list[Conditioned]:
    """Conditions recordings by the Swift tool; a block already kept for the same bytes and settings is read back."""
    cache.mkdir(parents=True, exist_ok=True)
    kept = {file: cache / f"{_digest(file, settings)}.bin" for file in files}
    missing = [file for file in files if not kept[file].exists()]
    if missing:
        print(f"conditioning {len(missing)} recordings", flush=True)
    for start in range(0, len(missing), 40):
        _export(missing[start : start + 40], kept, settings, cache)
    return [_read(kept[file].read_bytes(), file) for file in files]


def _digest(file: pathlib.Path, settings) -> str:
    digest = hashlib.sha256(file.read_bytes())
    digest.update(f"{settings.rate_hz} {settings.window_samples} {settings.hop_samples}".encode())
    digest.update(os.environ.get("PRODROME_CHAIN_VERSION", _tool_digest()).encode())
    return digest.hexdigest()[:24]


def _tool_digest() -> str:
    """The signal chain's sources and the site: a change there makes everything kept stale."""
    root = pathlib.Path(__file__).resolve().parents[2]
    digest = hashlib.sha256()
    for folder in ("Sources/Signal", "Sources/Designer", "Sources/Recordings"):
        for file in sorted((root / folder).rglob("*.swift")):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _export(files, kept, settings, cache) -> None:
    output = cache / f"export-{os.getpid()}.bin"
    command = [
        os.environ["PRODROME_TOOL"], "windows", *map(str, files), "--output", str(output),
        "--rate", str(settings.rate_hz), "--window", str(settings.window_samples), "--hop", str(settings.hop_samples),
    ]  # fmt: skip
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode not in (0, 65):
        raise SystemExit(f"prodrome windows failed with {result.returncode}: {result.stderr}")
    for line in result.stderr.splitlines():
        if line.startswith("Error"):
            print(line, flush=True)
    data = output.read_bytes()
    output.unlink()
    by_name = {str(file): file for file in files}
    place = 0
    while place < len(data):
        header, size = _header(data, place)
        kept[by_name.pop(header["file"])].write_bytes(data[place : place + size])
        place += size
    if by_name:
        raise SystemExit(f"refused by prodrome windows: {', '.join(by_name)}")


def _header(data: bytes, place: int) -> tuple[dict, int]:
    end = data.index(b"\n", place)
    header = json.loads(data[place:end])
    if header["format"] != "prodrome-windows-1":
        raise SystemExit(f"unknown windows format {header['format']}")
    channels, samples, hops = len(header["channels"]), header["samples"], header["hops"]
    size = end + 1 - place + 4 * channels * samples + hops * (8 + 8 + 4 + 2 * channels)
    return header, size


def _read(data: bytes, file: pathlib.Path) -> Conditioned:
    header, size = _header(data, 0)
    if size != len(data):
        raise SystemExit(f"{file}: kept windows are {len(data)} bytes, expected {size}; remove .build/training")
    channels, count, hops = len(header["channels"]), header["samples"], header["hops"]
    place = data.index(b"\n") + 1

    def take(kind: str, number: int) -> np.ndarray:
        nonlocal place
        values = np.frombuffer(data, kind, number, place)
        place += values.nbytes
        return values

    samples = take("<i4", channels * count).reshape(channels, count)
    index, last, usable = take("<u8", hops), take("<u8", hops), take("<u4", hops)
    bits = (usable[:, None] >> np.arange(channels, dtype=np.uint32)) & 1
    lost = samples == MISSING
    coarse = np.clip((samples.astype(np.int64) + 16) >> 5, -32768, 32767).astype(np.int16)
    coarse[lost] = 0
    return Conditioned(
        file=str(file), duration_seconds=header["duration_s"], channels=header["channels"], samples=coarse,
        hop_end=((index + 1) * header["hop_samples"]).astype(np.int64),
        hop_seconds=(last + 1) / header["input_rate_hz"], usable=bits.astype(bool),
    )  # fmt: skip
