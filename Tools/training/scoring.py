"""Scores whole recordings, hop by hop, as the board does: the mean evidence of the usable channels."""

import numpy as np

from . import alarms, augmentation, network
from .corpus import Recording


# So many channel-windows are cut at a time.
BLOCK_WINDOWS = 1 << 16


def blocks(recording: Recording, settings):
    """Every judged hop's usable windows, block by block: which hop, which channel, and the samples in microvolts."""
    signal = recording.signal
    hops, channels = np.nonzero(signal.usable & recording.judged[:, None])
    for first in range(0, len(hops), BLOCK_WINDOWS):
        part = slice(first, first + BLOCK_WINDOWS)
        starts = signal.hop_end[hops[part]] - settings.window_samples
        places = starts[:, None] + np.arange(settings.window_samples)
        yield hops[part], channels[part], signal.samples[channels[part][:, None], places] / np.float32(8)


def evidence(recording: Recording, settings, evidence_of, change=None) -> tuple[np.ndarray, np.ndarray]:
    """Which hop each channel-window belongs to, in the order of `blocks`, and its evidence.

    evidence_of: from windows in microvolts [count][samples] to their evidence. change: what is done to the microvolts first.
    """
    hops, values = [np.zeros(0, int)], [np.zeros(0)]
    for own, _, microvolts in blocks(recording, settings):
        hops.append(own)
        values.append(evidence_of(microvolts if change is None else change(microvolts)))
    return np.concatenate(hops), np.concatenate(values)


def scored(recording: Recording, settings, evidence_of, change=None) -> alarms.Scored:
    """Scores one recording; the arguments are those of `evidence`."""
    return from_evidence(recording, settings, *evidence(recording, settings, evidence_of, change))


def from_evidence(recording: Recording, settings, hops: np.ndarray, values: np.ndarray) -> alarms.Scored:
    """Scores one recording by what `evidence` returned."""
    scores = np.full(len(recording.signal.hop_end), -np.inf)
    sums = np.bincount(hops, values, len(scores))
    counts = np.bincount(hops, minlength=len(scores))
    scores[counts > 0] = sums[counts > 0] / counts[counts > 0]
    signal = recording.signal
    return alarms.Scored(
        person=recording.person, dataset=recording.dataset, is_background=recording.is_background,
        seizures=recording.seizures, duration_seconds=signal.duration_seconds, hop_seconds=signal.hop_seconds,
        judged=recording.judged, scores=scores, file=signal.file,
        ictal_fraction=recording.ictal_fraction(signal.hop_seconds, settings.window_seconds),
    )  # fmt: skip


def float_evidence(model, settings):
    """The evidence of a trainable model, in logits, of inputs quantised but a network that is not."""

    def evidence(microvolts: np.ndarray) -> np.ndarray:
        parts = []
        for start in range(0, len(microvolts), 4096):
            x = augmentation.quantised(microvolts[start : start + 4096], settings) / network.UNIT_MICROVOLTS
            parts.append(model(network.framed(x), training=False).numpy()[:, 0])
        return np.concatenate(parts)

    return evidence


def quantised_evidence(encoder):
    """The evidence of a quantised encoder, in logits, by the device's kernels."""
    return lambda microvolts: encoder.evidence(encoder.inputs(microvolts)) * encoder.scale
