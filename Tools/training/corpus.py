"""Recordings of BIDS datasets with their seizures, by person."""

import csv
import dataclasses
import pathlib

import numpy as np

from . import windows

# Codes of one person: CHB-MIT's chb21 is chb01 one and a half years later.
SAME_PERSON = {"chb21": "chb01"}


@dataclasses.dataclass
class Recording:
    """One recording: what the signal chain made of it, whose it is, and its annotated seizures in seconds."""

    signal: windows.Conditioned
    person: str
    dataset: str
    seizures: list[tuple[float, float]]
    # Its dataset has no seizure at all.
    is_background: bool = False

    def ictal_fraction(self, end_seconds: np.ndarray, window_seconds: float) -> np.ndarray:
        """How much of each window that ends at `end_seconds` lies in a seizure."""
        covered = np.zeros(len(end_seconds))
        for onset, end in self.seizures:
            covered += np.clip(
                np.minimum(end_seconds, end) - np.maximum(end_seconds - window_seconds, onset), 0, None)
        return covered / window_seconds

    @property
    def judged(self) -> np.ndarray:
        """The hops with at least half of the channels usable: those that the board judges."""
        return self.signal.usable.sum(1) * 2 >= max(1, len(self.signal.channels))


def load(folders: list[pathlib.Path], settings, cache: pathlib.Path) -> list[Recording]:
    """Reads BIDS datasets; a dataset without a seizure is background."""
    recordings = []
    for folder in folders:
        files = sorted(file for file in folder.rglob("*_eeg.*") if file.suffix.lower() in (".edf", ".bdf"))
        if not files:
            raise SystemExit(f"{folder}: no *_eeg.edf or *_eeg.bdf found")
        found = []
        for signal in windows.condition(files, settings, cache):
            file = pathlib.Path(signal.file)
            name = subject(file)
            found.append(Recording(signal, SAME_PERSON.get(name, name), folder.name, seizures(file)))
        background = not any(recording.seizures for recording in found)
        for recording in found:
            recording.is_background = background
        recordings += found
    return recordings


def subject(file: pathlib.Path) -> str:
    """What a BIDS file's name calls its person."""
    return next((part[4:] for part in file.name.split("_") if part.startswith("sub-")), file.stem)


def seizures(file: pathlib.Path) -> list[tuple[float, float]]:
    """Annotated seizures beside a recording: rows of its events table whose type begins with `sz`."""
    table = file.with_name(file.name.rsplit("_", 1)[0] + "_events.tsv")
    if not table.exists():
        return []
    with table.open(newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t")
        spans = [(float(row["onset"]), float(row["onset"]) + float(row["duration"]))
                 for row in rows if row["eventType"].startswith("sz")]  # fmt: skip
    return sorted(spans)


class WindowPool:
    """The windows of some recordings that training draws from."""

    def __init__(self, recordings: list[Recording], settings):
        self.recordings = recordings
        self.settings = settings
        hops = [np.flatnonzero(one.judged) for one in recordings]
        fractions = [one.ictal_fraction(one.signal.hop_seconds, settings.window_seconds)[own]
                     for one, own in zip(recordings, hops, strict=True)]  # fmt: skip
        counts = [len(own) for own in hops]
        self.recording = np.repeat(np.arange(len(recordings)), counts)
        self.hop = np.concatenate([np.zeros(0, int), *hops])
        self.fraction = np.concatenate([np.zeros(0), *fractions])
        self.person = np.repeat(np.array([one.person for one in recordings], dtype=str), counts)

    def weights(self, chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The windows of a mask and their probabilities, people balanced."""
        indices = np.flatnonzero(chosen)
        _, person, counts = np.unique(self.person[indices], return_inverse=True, return_counts=True)
        weight = counts[person].astype(float) ** -self.settings.person_balance
        return indices, weight / weight.sum()

    def cut(self, indices: np.ndarray, channels: int, random: np.random.Generator) -> np.ndarray:
        """Cuts windows of randomly chosen usable channels, in microvolts, moved by less than a hop where that is settled."""
        settings = self.settings
        output = np.empty((len(indices), channels, settings.window_samples), np.float32)
        for row, index in enumerate(indices):
            recording = self.recordings[self.recording[index]]
            signal, hop = recording.signal, self.hop[index]
            usable = np.flatnonzero(signal.usable[hop])
            chosen = random.choice(usable, channels, replace=len(usable) < channels)
            end = signal.hop_end[hop]
            follows = hop > 0 and signal.hop_end[hop - 1] == end - settings.hop_samples
            if follows and signal.usable[hop - 1, chosen].all() and _same_label(self.fraction[index]):
                end -= random.integers(settings.hop_samples)
            output[row] = signal.samples[chosen, end - settings.window_samples : end] / 8.0
        return output


def _same_label(fraction: float) -> bool:
    """Windows wholly inside or outside may be moved; the others' label depends on their place."""
    return fraction in (0.0, 1.0)
