"""Made-up recordings for the smoke run: nothing about people can be learned from them."""

import pathlib

import numpy as np
import pyedflib

LABELS = ("FP1-F7", "F7-T7", "T7-P7", "P7-O1", "FP2-F8", "F8-T8", "T8-P8", "P8-O2")
RATE = 256


def write(folder: pathlib.Path, people: int, seed: int) -> list[pathlib.Path]:
    """Writes two BIDS datasets: `people` people with a 4 Hz rhythm for a seizure, and as many without."""
    random = np.random.default_rng(seed)
    clinical, background = folder / "clinical", folder / "background"
    for person in range(people):
        for run in range(2):
            recording(clinical, f"made{person:02}", run + 1, random, seizure=(30.0, 60.0))
        recording(background, f"still{person:02}", 1, random, seizure=None)
    return [clinical, background]


def recording(dataset: pathlib.Path, subject: str, run: int, random, seizure, seconds: int = 80) -> None:
    """Writes one recording with its table; seizure: its onset and end in seconds, or None."""
    folder = dataset / f"sub-{subject}" / "ses-01" / "eeg"
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"sub-{subject}_ses-01_task-smoke_run-{run:02}"
    time = np.arange(seconds * RATE) / RATE
    pink = np.cumsum(random.standard_normal((len(LABELS), len(time))), 1)
    signal = 15 * (pink - _smoothed(pink)) / pink.std(1, keepdims=True) + 5 * random.standard_normal(pink.shape)
    if seizure is not None:
        inside = (time >= seizure[0]) & (time < seizure[1])
        signal += 80 * np.sin(2 * np.pi * 4 * time + random.uniform(0, 6, (len(LABELS), 1))) * inside
    _write_edf(folder / f"{stem}_eeg.edf", signal)
    kind, onset, duration = ("sz", seizure[0], seizure[1] - seizure[0]) if seizure else ("bckg", 0.0, float(seconds))
    (folder / f"{stem}_events.tsv").write_text(
        "onset\tduration\teventType\tconfidence\tchannels\tdateTime\trecordingDuration\n"
        f"{onset:.2f}\t{duration:.2f}\t{kind}\tn/a\tn/a\t2000-01-01 00:00:00\t{seconds:.2f}\n")


def _smoothed(signal: np.ndarray) -> np.ndarray:
    kernel = np.ones(RATE) / RATE
    return np.stack([np.convolve(row, kernel, "same") for row in signal])


def _write_edf(file: pathlib.Path, signal: np.ndarray) -> None:
    headers = pyedflib.highlevel.make_signal_headers(
        list(LABELS), dimension="uV", sample_frequency=RATE, physical_min=-1000, physical_max=1000)
    pyedflib.highlevel.write_edf(str(file), np.clip(signal, -1000, 1000), headers)
