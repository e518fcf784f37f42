"""Recordings changed before the device: written as EDF files and passed through the whole signal chain."""

import dataclasses
import hashlib
import pathlib

import numpy as np
import pyedflib
import scipy.signal

from . import corpus, windows

# The background's headset: its electrodes, its rate, the step and the range of its converter, its upper band edge (measured:
# the background's spectrum is flat to 40 Hz and 10 dB down at 45 Hz).
ELECTRODES = ("AF3", "F7", "F3", "FC5", "T7", "P7", "O1", "O2", "P8", "T8", "FC6", "F4", "F8", "AF4")
RATE_HERTZ = 128
STEP_MICROVOLTS = 0.51
STEPS = 8191
BAND_HERTZ = 43.0

# Electrodes that a clinical recording lacks lie between those it has.
BETWEEN = {
    "AF3": ("FP1", "F3"), "AF4": ("FP2", "F4"), "FC5": ("F7", "F3", "C3", "T7"), "FC6": ("F8", "F4", "C4", "T8"),
}  # fmt: skip


def has_headset(recordings: list[corpus.Recording]) -> bool:
    """Whether the headset's electrodes can be made from every recording's channels."""
    needed = {name for place in ELECTRODES for name in BETWEEN.get(place, (place,))}
    return all(needed <= set(potentials(np.zeros((len(names), 0)), names)) for names in map(labels, recordings))


def labels(recording: corpus.Recording) -> list[str]:
    """The channels of a recording's file, as named there."""
    with pyedflib.EdfReader(recording.signal.file) as reader:
        return [label.strip() for label in reader.getSignalLabels()]


def through_headset(recordings: list[corpus.Recording], settings, cache: pathlib.Path) -> list[corpus.Recording]:
    """The same seizures as the background's headset would have recorded them: electrodes, band, rate, steps."""
    return changed(recordings, "headset", settings, cache, _headset)


def _headset(signals: np.ndarray, labels: list[str], rate: int, _) -> tuple[np.ndarray, tuple[str, ...], int]:
    """Potentials of the headset's electrodes from whatever derivations there are."""
    potential = potentials(signals, labels)
    values = np.stack([np.mean([potential[name] for name in BETWEEN.get(place, (place,))], 0) for place in ELECTRODES])
    taps = scipy.signal.firwin(2 * rate // 4 + 1, BAND_HERTZ, fs=rate)
    values = np.pad(values, ((0, 0), (len(taps) // 2, len(taps) // 2)), mode="edge")
    values = scipy.signal.oaconvolve(values, taps[None], mode="valid", axes=1)
    values = scipy.signal.resample_poly(values, RATE_HERTZ, rate, axis=1, padtype="edge")
    return values, ELECTRODES, RATE_HERTZ


def potentials(signals: np.ndarray, labels: list[str]) -> dict[str, np.ndarray]:
    """Electrodes' potentials by least squares; those in one connected group of derivations share an unknown reference."""
    # Two labels of the clips have a zero for the letter.
    names = {"01": "O1", "02": "O2"}
    pairs = [[names.get(part.upper(), part.upper()) for part in label.split("-")] for label in labels]
    electrodes = sorted({name for pair in pairs for name in pair[:2]})
    matrix = np.zeros((len(pairs), len(electrodes)))
    for row, pair in enumerate(pairs):
        matrix[row, electrodes.index(pair[0])] += 1
        if len(pair) > 1:
            matrix[row, electrodes.index(pair[1])] -= 1
    return dict(zip(electrodes, np.linalg.pinv(matrix) @ signals, strict=True))


def changed(recordings, name: str, settings, cache: pathlib.Path, change) -> list[corpus.Recording]:
    """Writes each recording as `change` makes it, and conditions the files.

    change: from microvolts [channel][sample], labels, rate and the recording to microvolts, labels and rate.
    """
    source = hashlib.sha256(pathlib.Path(__file__).read_bytes()).hexdigest()[:8]
    folder = cache / "copies" / f"{name}-{source}"
    files = []
    for recording in recordings:
        content = hashlib.sha256(pathlib.Path(recording.signal.file).read_bytes()).hexdigest()[:16]
        file = folder / f"{content}.edf"
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            signals, labels, rate = read(recording.signal.file)
            partial = file.with_name(f"partial-{file.name}")
            _write(partial, *change(signals, labels, rate, recording))
            partial.rename(file)
        files.append(file)
    signals = windows.condition(files, settings, cache / "windows")
    return [dataclasses.replace(recording, signal=dataclasses.replace(signal, file=recording.signal.file))
            for recording, signal in zip(recordings, signals, strict=True)]  # fmt: skip


def read(file: str) -> tuple[np.ndarray, list[str], int]:
    """A recording's EEG channels in microvolts, their labels (a repeated one once), their rate."""
    with pyedflib.EdfReader(file) as reader:
        labels = [label.strip() for label in reader.getSignalLabels()]
        rates = reader.getSampleFrequencies()
        units = {"uV": 1.0, "mV": 1e3, "V": 1e6}
        places = [place for place, label in enumerate(labels)
                  if labels.index(label) == place and reader.getPhysicalDimension(place).strip() in units]  # fmt: skip
        signals = np.stack([
            reader.readSignal(place) * units[reader.getPhysicalDimension(place).strip()] for place in places])
    return signals, [labels[place] for place in places], int(rates[places[0]])


def _write(file: pathlib.Path, signals: np.ndarray, labels, rate: int) -> None:
    """Writes whole steps of the headset's converter; the last second is padded with its last value."""
    signals = signals - np.median(signals, 1, keepdims=True)
    digital = np.clip(np.round(signals / STEP_MICROVOLTS), -STEPS, STEPS).astype(np.int32)
    digital = np.pad(digital, ((0, 0), (0, -digital.shape[1] % rate)), mode="edge")
    limit = STEPS * STEP_MICROVOLTS
    headers = pyedflib.highlevel.make_signal_headers(
        list(labels), dimension="uV", sample_frequency=rate, physical_min=-limit, physical_max=limit,
        digital_min=-STEPS, digital_max=STEPS)
    pyedflib.highlevel.write_edf(str(file), digital, headers, digital=True)
