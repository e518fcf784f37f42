"""Detectors that anyone could write in an afternoon; what ours must beat, by the same code."""

import numpy as np
import sklearn.ensemble
import sklearn.linear_model
import sklearn.pipeline
import sklearn.preprocessing

from . import scoring

BANDS = ((0.5, 2), (2, 4), (4, 6), (6, 9), (9, 13), (13, 20), (20, 28), (28, 45))


def line_length(microvolts: np.ndarray) -> np.ndarray:
    """The logarithm of each window's mean absolute step."""
    return np.log(np.abs(np.diff(microvolts, axis=1)).mean(1) + 0.01)


def band_powers(settings):
    """The logarithms of each window's powers in `BANDS`."""
    frequency = np.fft.rfftfreq(settings.window_samples, 1 / settings.rate_hz)
    taper = np.hanning(settings.window_samples).astype(np.float32)

    def powers(microvolts: np.ndarray) -> np.ndarray:
        parts = []
        for start in range(0, len(microvolts), 4096):
            spectrum = np.abs(np.fft.rfft(microvolts[start : start + 4096] * taper, axis=1)) ** 2
            parts.append(np.stack([
                np.log(spectrum[:, (frequency >= low) & (frequency < high)].sum(1) / settings.window_samples**2 + 1e-3)
                for low, high in BANDS], 1))  # fmt: skip
        return np.concatenate(parts)

    return powers


def band_power(settings):
    """The logarithm of each window's power from 3 to 25 Hz."""
    frequency = np.fft.rfftfreq(settings.window_samples, 1 / settings.rate_hz)
    inside = (frequency >= 3) & (frequency < 25)

    def power(microvolts: np.ndarray) -> np.ndarray:
        parts = []
        for start in range(0, len(microvolts), 4096):
            spectrum = np.abs(np.fft.rfft(microvolts[start : start + 4096], axis=1)) ** 2
            parts.append(np.log(spectrum[:, inside].sum(1) + 1e-3))
        return np.concatenate(parts)

    return power


def logistic():
    """Logistic regression on standardised features."""
    return sklearn.pipeline.make_pipeline(
        sklearn.preprocessing.StandardScaler(), sklearn.linear_model.LogisticRegression(C=0.1, max_iter=1000))


def boosted():
    """Gradient-boosted trees."""
    return sklearn.pipeline.make_pipeline(sklearn.ensemble.HistGradientBoostingClassifier(
        max_iter=150, learning_rate=0.05, max_leaf_nodes=15, min_samples_leaf=100, l2_regularization=1.0, random_state=0))


class MontageClassifier:
    """A classifier of a montage's log band powers and line lengths: their means and spreads over channels."""

    def __init__(self, recordings, settings):
        powers = band_powers(settings)
        self.settings = settings
        self.hops = [self._features(recording, settings, powers) for recording in recordings]
        self.recordings = recordings

    @staticmethod
    def _features(recording, settings, powers):
        parts = [(hops, np.column_stack([powers(microvolts), line_length(microvolts)]))
                 for hops, _, microvolts in scoring.blocks(recording, settings)]  # fmt: skip
        if not parts:
            return np.zeros(0, int), np.zeros((0, 2 * (len(BANDS) + 1)))
        hops, values = (np.concatenate(part) for part in zip(*parts, strict=True))
        judged = np.unique(hops)
        counts = np.bincount(hops)[judged]
        means = np.stack([np.bincount(hops, column)[judged] for column in values.T], 1) / counts[:, None]
        squares = np.stack([np.bincount(hops, column**2)[judged] for column in values.T], 1) / counts[:, None]
        return judged, np.column_stack([means, np.sqrt(np.maximum(squares - means**2, 0))])

    def scores(self, training: list[int], wanted: list[int], make=logistic, device: bool = False) -> list[np.ndarray]:
        """Fits on some recordings, scores others; by their places in the list.

        make: the classifier. device: learns to tell non-ictal clinical recordings from background instead of ictal from not.
        """
        rows, labels, weights = [], [], []
        for place in training:
            recording = self.recordings[place]
            judged, features = self.hops[place]
            fraction = recording.ictal_fraction(recording.signal.hop_seconds, self.settings.window_seconds)[judged]
            clear = (fraction <= self.settings.non_ictal_fraction) | (fraction >= self.settings.ictal_fraction)
            if device:
                clear = fraction == 0
            rows.append(features[clear])
            labels.append(np.full(clear.sum(), not recording.is_background) if device
                          else fraction[clear] >= self.settings.ictal_fraction)  # fmt: skip
            kind = self.settings.background_weight if recording.is_background else 1.0
            weights.append(np.full(clear.sum(), kind))
        labels, weights = np.concatenate(labels), np.concatenate(weights)
        for label in (False, True):
            weights[labels == label] /= weights[labels == label].sum()
        model = make()
        model.fit(np.concatenate(rows), labels, **{f"{model.steps[-1][0]}__sample_weight": weights * len(weights) / 2})
        found = []
        for place in wanted:
            judged, features = self.hops[place]
            values = np.full(len(self.recordings[place].signal.hop_end), -np.inf)
            if len(judged):
                values[judged] = model.decision_function(features)
            found.append(values)
        return found
