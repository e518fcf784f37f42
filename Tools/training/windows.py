"""Reads what `prodrome windows` writes, and keeps it, so that each recording is conditioned once.

What is kept is mapped, not read: thousands of hours train in the memory of the windows that are looked at.
"""

import dataclasses
import hashlib
import json
import os
import pathlib
import subprocess

import numpy as np

MISSING = -(2**31)
# Recordings are conditioned so many bytes at a time, at most; one that is larger, alone.
EXPORT_BYTES = 1 << 30
# The parts of what is kept begin at multiples of this many bytes.
ALIGNMENT = 64


@dataclasses.dataclass
class Conditioned:
    """One recording behind the device's signal chain."""

    file: str
    duration_seconds: float
    channels: list[str]
    # int16 [channels][samples] in 2^-3 microvolt, clipped at ±4,096 microvolts: the model's input clips far below. Mapped from a file.
    samples: np.ndarray
    # For each hop: one after its window's last sample, its time (end of the last input sample used), the channels judged.
    hop_end: np.ndarray
    hop_seconds: np.ndarray
    usable: np.ndarray
    # The chain's own findings [hop][channel], bits of `Quality`.
    quality: np.ndarray
    # What was recorded that is no EEG, by label: [hop], beats a minute of an ECG, square microvolt of an EMG; NaN where it cannot be judged.
    polygraph: dict[str, np.ndarray]
    # Names the file's bytes, the chain and the windows' geometry.
    digest: str


def condition(files: list[pathlib.Path], settings, cache: pathlib.Path) -> list[Conditioned]:
    """Conditions recordings by the Swift tool; a block already kept for the same bytes and settings is read back."""
    cache.mkdir(parents=True, exist_ok=True)
    kept = {file: cache / f"{_digest(file, settings)}.bin" for file in files}
    missing = [file for file in files if not kept[file].exists()]
    if missing:
        print(f"conditioning {len(missing)} recordings", flush=True)
    for batch in _batches(missing):
        _export(batch, kept, settings, cache)
    return [_read(kept[file], file) for file in files]


def _batches(files: list[pathlib.Path]):
    batch, size = [], 0
    for file in files:
        if batch and size + file.stat().st_size > EXPORT_BYTES:
            yield batch
            batch, size = [], 0
        batch.append(file)
        size += file.stat().st_size
    if batch:
        yield batch


def _digest(file: pathlib.Path, settings) -> str:
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256")
    digest.update(f"{settings.rate_hz} {settings.window_samples} {settings.hop_samples} int16".encode())
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
    if result.returncode not in (0, 65) or not output.exists():
        raise SystemExit(f"prodrome windows failed with {result.returncode}: {result.stderr}")
    for line in result.stderr.splitlines():
        if line.startswith("Error"):
            print(line, flush=True)
    by_name = {str(file): file for file in files}
    size, place = output.stat().st_size, 0
    while place < size:
        header, first = _header(output, place)
        place = _keep(output, header, first, kept[by_name.pop(header["file"])])
    output.unlink()
    if by_name:
        raise SystemExit(f"refused by prodrome windows: {', '.join(by_name)}")


def _header(file: pathlib.Path, place: int) -> tuple[dict, int]:
    """The description that begins at a byte of a file, and where what it describes begins."""
    with file.open("rb") as stream:
        stream.seek(place)
        line = stream.readline()
    header = json.loads(line)
    if header["format"] != "prodrome-windows-1":
        raise SystemExit(f"unknown windows format {header['format']}")
    return header, place + len(line)


def _keep(output: pathlib.Path, header: dict, place: int, kept: pathlib.Path) -> int:
    """Keeps one recording of the tool's output, its samples in 2^-3 microvolt; returns where the next one begins."""
    channels, count, hops = len(header["channels"]), header["samples"], header["hops"]
    partial = kept.with_suffix(".partial")
    with partial.open("wb") as stream:
        line = json.dumps(header).encode()
        stream.write(line + b" " * (-(len(line) + 1) % ALIGNMENT) + b"\n")
        for _ in range(channels):
            exact = np.fromfile(output, "<i4", count, offset=place)
            coarse = np.clip((exact.astype(np.int64) + 16) >> 5, -32768, 32767).astype("<i2")
            coarse[exact == MISSING] = 0
            coarse.tofile(stream)
            place += exact.nbytes
        stream.write(b"\0" * (-stream.tell() % ALIGNMENT))
        rest = hops * (8 + 8 + 4 + 2 * channels)
        with output.open("rb") as source:
            source.seek(place)
            stream.write(source.read(rest))
    partial.rename(kept)
    return place + rest


def _read(kept: pathlib.Path, file: pathlib.Path) -> Conditioned:
    header, place = _header(kept, 0)
    channels, count, hops = len(header["channels"]), header["samples"], header["hops"]

    def mapped(kind: str, *shape: int) -> np.ndarray:
        nonlocal place
        values = np.memmap(kept, kind, "r", place, shape) if np.prod(shape) else np.zeros(shape, kind)
        place += values.nbytes
        return values

    samples = mapped("<i2", channels, count)
    place += -place % ALIGNMENT
    index, last, usable = mapped("<u8", hops), mapped("<u8", hops), mapped("<u4", hops)
    quality = mapped("<u2", hops, channels)
    if place != kept.stat().st_size:
        raise SystemExit(f"{kept}: {kept.stat().st_size} bytes, expected {place}; remove .build/training")
    bits = (usable[:, None] >> np.arange(channels, dtype=np.uint32)) & 1
    return Conditioned(
        file=str(file), duration_seconds=header["duration_s"], channels=header["channels"], samples=samples,
        hop_end=((index + np.uint64(1)) * np.uint64(header["hop_samples"])).astype(np.int64),
        hop_seconds=(last + np.uint64(1)) / header["input_rate_hz"], usable=bits.astype(bool), quality=quality,
        polygraph={signal["name"]: np.array(signal["values"], float) for signal in header.get("polygraph", [])}, digest=kept.stem,
    )  # fmt: skip
