"""Does Tools/train take the memory of what it looks at, not of what there is? Draws from hours of made-up recordings.

Usage: PRODROME_TOOL=.build/release/prodrome PYTHONPATH=Tools python Tools/check/training_memory.py

Counts the bytes that Python allocates, at their peak, while a dataset is opened and training windows are drawn from it: once
with half an hour of recordings, once with four times as much. Exit code: 0 it is within the limits, 1 not.
"""

import pathlib
import sys
import tempfile
import tracemalloc

import numpy as np
from training import corpus, synthetic
from training.settings import Settings

RECORDING_SECONDS = 900


def peak(folder: pathlib.Path, recordings: int, settings) -> tuple[int, int]:
    """Bytes allocated at the peak, and bytes of the conditioned samples."""
    random = np.random.default_rng(1)
    for run in range(recordings):
        synthetic.recording(folder / "long", "made", run + 1, random, (300.0, 360.0), RECORDING_SECONDS)
    corpus.load([folder / "long"], settings, folder / "cache")  # Conditioned before anything is counted.
    tracemalloc.start()
    loaded = corpus.load([folder / "long"], settings, folder / "cache")
    pool = corpus.WindowPool(loaded, settings)
    pool.cut(random.integers(len(pool.hop), size=64), settings.channels_per_window, random)
    found = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return found, sum(one.signal.samples.nbytes for one in loaded)


def main() -> int:
    settings = Settings()
    with tempfile.TemporaryDirectory() as name:
        small, _ = peak(pathlib.Path(name) / "two", 2, settings)
        large, samples = peak(pathlib.Path(name) / "eight", 8, settings)
    # A hop costs its bookkeeping (some 60 bytes), never its samples (2,048 bytes with 8 channels).
    growth = (large - small) / (6 * RECORDING_SECONDS)
    print(f"training: {large:,} bytes at the peak for {samples:,} bytes of samples; {growth:.0f} bytes for each further hop")
    if growth > 256:
        print("FAILED: expected at most 256 bytes for each further hop: samples are read, not mapped", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
