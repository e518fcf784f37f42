"""What would rules against artefacts take away, and what would they cost? Measured before any is built into the device.

A rule looks at one channel's window and makes it unusable; a hop with fewer than half of its channels is not judged, as on
the board. Seizures and alarms are counted on held-out people at unchanged thresholds; artefacts are made up and laid over
held-out background, before the signal chain.
"""

import dataclasses
import pathlib

import numpy as np

from . import alarms, copies, evaluation, quantisation, scoring
from .kept import content, kept

MUSCLE = 1 << 4  # The bit of `Quality` that the device's own muscle detector sets.
SPACING_SECONDS, LASTING_SECONDS, LATE_SECONDS = 40, 8, 15
MODULES = ("artefacts", "copies", "quantisation", "scoring", "windows")
NOTHING = "no rule"


@dataclasses.dataclass
class Looked:
    """One recording's channel-windows: evidence by the fold's encoder, and what the rules look at."""

    scored: alarms.Scored
    channels: int
    hops: np.ndarray
    evidence: np.ndarray
    muscle: np.ndarray
    peak: np.ndarray
    rms: np.ndarray
    # Mean absolute step over mean absolute value: small for slow waves such as blinks, large for muscle activity.
    steepness: np.ndarray


RULES = {
    NOTHING: lambda one: np.zeros(len(one.hops), bool),
    "muscle detector (`unusable` with \"muscle\" in site.toml)": lambda one: one.muscle,
    "steep: step over 0.9 of amplitude": lambda one: one.steepness > 0.9,
    "slow and large: step under 0.15 of amplitude, over 60 uV": lambda one: (one.steepness < 0.15) & (one.rms > 60),
    "peak over 400 uV": lambda one: one.peak > 400,
    "peak over 800 uV": lambda one: one.peak > 800,
    "root mean square over 150 uV": lambda one: one.rms > 150,
}  # fmt: skip


def run(folds, row: dict, recordings, measured, settings, policy, cache, note) -> dict:
    """Every rule's figures; measured: recordings of other front ends without seizures, by the first fold's encoder."""
    by_fold = []
    for fold in folds:
        own = {one.file for one in fold.scored["board"]}
        outside = [one for one in recordings if one.signal.file in own]
        by_fold.append(_looked(fold, outside, settings, cache, note))
    generated = [_generated(fold, recordings, settings, cache, note) for fold in folds]
    others = _looked(folds[0], measured, settings, cache, note) if measured else []
    return {name: _figures(rule, by_fold, [pair[0] for pair in generated], [pair[1] for pair in generated], others, row, policy)
            for name, rule in RULES.items()}  # fmt: skip


def _looked(fold, recordings, settings, cache, note) -> list[Looked]:
    def make():
        note(f"artefacts: {fold.person}")
        evidence = scoring.quantised_evidence(quantisation.read(fold.tflite))
        return [_look(one, evidence, settings) for one in recordings]

    return kept(cache, "artefacts", MODULES, (settings.digest(), fold.tflite, content(recordings)), make)


def _look(recording, evidence_of, settings) -> Looked:
    # Hop, evidence, muscle, peak, root mean square and steepness, of each block.
    parts = [[np.zeros(0, int), np.zeros(0), np.zeros(0, bool), np.zeros(0), np.zeros(0), np.zeros(0)]]
    for hops, channels, microvolts in scoring.blocks(recording, settings):
        size = np.abs(microvolts)
        parts.append([
            hops, evidence_of(microvolts), (recording.signal.quality[hops, channels] & MUSCLE) != 0, size.max(1),
            np.sqrt((microvolts**2).mean(1)), np.abs(np.diff(microvolts, axis=1)).mean(1) / (size.mean(1) + 1)])  # fmt: skip
    hops, evidence, *looked = (np.concatenate(part) for part in zip(*parts, strict=True))
    return Looked(scoring.from_evidence(recording, settings, hops, evidence), len(recording.signal.channels), hops, evidence, *looked)


def _ruled(one: Looked, rule) -> alarms.Scored:
    """The recording's scores without the channel-windows that the rule refuses."""
    left = ~rule(one)
    count = len(one.scored.scores)
    kept_channels = np.bincount(one.hops[left], minlength=count)
    sums = np.bincount(one.hops[left], one.evidence[left], count)
    judged = one.scored.judged & (kept_channels > 0) & (2 * kept_channels >= one.channels)
    return dataclasses.replace(one.scored, judged=judged, scores=np.where(judged, sums / np.maximum(kept_channels, 1), -np.inf))


def _figures(rule, by_fold, generated, planted, others, row, policy) -> dict:
    points = {}
    for name, point in row["points"].items():
        settings = [alarms.Setting(**one) for one in point["fold_settings"]]
        clinical, background, kinds = [], alarms.Tally([], 0, 0.0), {kind: [0, 0] for kind in KINDS}
        for looked, made, events, setting in zip(by_fold, generated, planted, settings, strict=True):
            scored = [_ruled(one, rule) for one in looked]
            clinical.append(alarms.tally([one for one in scored if not one.is_background], setting, policy))
            quiet = alarms.tally([one for one in scored if one.is_background], setting, policy)
            background = alarms.Tally([], background.false_alarms + quiet.false_alarms, background.quiet_hours + quiet.quiet_hours)
            for one, placed in zip(made, events, strict=True):
                changed = _ruled(one, rule)
                hops = alarms.rises(changed.scores, changed.judged, policy, setting.threshold, setting.raise_excess)[0]
                times = changed.hop_seconds[hops]
                for start, kind in placed:
                    kinds[kind][0] += int(((times >= start) & (times <= start + LATE_SECONDS)).any())
                    kinds[kind][1] += 1
        figures = evaluation.summary(clinical, background)
        points[name] = {key: figures[key] for key in ("seizures", "detected", "clinical", "background")} | {
            "measured": evaluation.rates(alarms.tally([_ruled(one, rule) for one in others], settings[0], policy)) if others else None,
            "generated": kinds}  # fmt: skip
    return points


def sources(recordings, scored, setting: alarms.Setting, policy, settings) -> list[dict]:
    """Where alarms rose, and what the channels' window looked like there: the medians of amplitude and steepness."""
    found = []
    for recording, one in zip(recordings, scored, strict=True):
        signal = recording.signal
        for hop in alarms.rises(one.scores, one.judged, policy, setting.threshold, setting.raise_excess)[0]:
            usable, end = signal.usable[hop], signal.hop_end[hop]
            window = signal.samples[usable, end - settings.window_samples : end] / np.float32(8)
            if not len(window):
                continue
            steps = np.abs(np.diff(window, axis=1)).mean(1) / (np.abs(window).mean(1) + 1)
            found.append({
                "person": recording.person, "file": pathlib.Path(signal.file).name, "seconds": float(signal.hop_seconds[hop]),
                "channels": [name for name, inside in zip(signal.channels, usable, strict=True) if inside],
                "rms_uv": float(np.median(window.std(1))), "steepness": float(np.median(steps))})  # fmt: skip
    return found


# How strongly each kind reaches electrodes; the others get nothing.
FRONT = {"AF3": 1.0, "AF4": 1.0, "F7": 0.6, "F8": 0.6, "F3": 0.4, "F4": 0.4, "FC5": 0.2, "FC6": 0.2}
JAW = {"T7": 1.0, "T8": 1.0, "FC5": 0.7, "FC6": 0.7, "F7": 0.8, "F8": 0.8, "P7": 0.4, "P8": 0.4}
KINDS = ("blinks", "jaw", "pops", "cable", "loose electrode")


def _generated(fold, recordings, settings, cache, note):
    """The fold's background with artefacts of every kind laid over it, looked at; and when which began."""
    own = {one.file for one in fold.scored["board"]}
    background = [one for one in recordings if one.signal.file in own and one.is_background]
    if any(set(copies.labels(one)) != set(copies.ELECTRODES) for one in background):
        return [], []
    changed = copies.changed(background, "artefacts", settings, cache, _overlaid)
    events = [_events(one.signal.duration_seconds) for one in background]
    return _looked(fold, changed, settings, cache, note), events


def _events(seconds: float) -> list[tuple[float, str]]:
    starts = np.arange(20, seconds - LASTING_SECONDS - LATE_SECONDS, SPACING_SECONDS)
    return [(float(start), KINDS[number % len(KINDS)]) for number, start in enumerate(starts)]


def _overlaid(signals: np.ndarray, labels: list[str], rate: int, recording) -> tuple[np.ndarray, list[str], int]:
    random = np.random.default_rng(int.from_bytes(pathlib.Path(recording.signal.file).name.encode()[-8:]))
    signals = signals.copy()
    for start, kind in _events(recording.signal.duration_seconds):
        first = int(start * rate)
        place = slice(first, first + LASTING_SECONDS * rate)
        signals[:, place] += _artefact(kind, labels, signals[:, place].shape[1], rate, random)
    return signals, labels, rate


def _artefact(kind: str, labels: list[str], count: int, rate: int, random) -> np.ndarray:
    """Some seconds of one kind, in microvolts [electrode][sample]."""
    time = np.arange(count) / rate
    wave = np.zeros((len(labels), count))
    if kind == "blinks":
        shape = np.zeros(count)
        for at in random.uniform(0, count / rate, random.integers(6, 13)):
            shape += random.uniform(100, 300) * np.exp(-(((time - at) / 0.1) ** 2))
        wave += np.array([FRONT.get(label, 0.0) for label in labels])[:, None] * shape
    elif kind == "jaw":
        noise = np.diff(random.standard_normal((len(labels), count + 1)), axis=1) / np.sqrt(2)
        bursts = np.sin(np.pi * random.uniform(1, 2) * time) ** 2
        wave += np.array([JAW.get(label, 0.2) for label in labels])[:, None] * random.uniform(40, 120) * noise * bursts
    elif kind == "pops":
        electrode = random.integers(len(labels))
        for at in random.uniform(0, count / rate, 3):
            step = random.choice([-1, 1]) * random.uniform(200, 1000)
            wave[electrode] += np.where(time >= at, step * np.exp(-np.maximum(time - at, 0) / 0.5), 0)
    elif kind == "cable":
        for frequency in random.uniform(0.5, 4, 4):
            wave += random.uniform(0.3, 1, (len(labels), 1)) * np.sin(2 * np.pi * frequency * time + random.uniform(0, 6))
        wave *= random.uniform(50, 200)
    else:
        electrode = random.integers(len(labels))
        drift = np.cumsum(random.standard_normal(count)) * 10
        wave[electrode] += drift + random.uniform(50, 200) * np.sin(2 * np.pi * 50 * time)
    return wave * np.minimum(1, np.minimum(time, time[::-1]) / 0.2)
