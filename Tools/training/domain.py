"""The other device: is it a seizure that is recognised, or the clinic's recording system?

Held-out seizures as the background's headset would have recorded them, and in nothing but the size that they have there; alarms in an hour
without a seizure, clinical against background; and seizures planted in background recordings.
"""

import dataclasses

import numpy as np

from . import alarms, copies, evaluation, quantisation, scoring
from .kept import content, kept

# Planted activity is so many times as large as its headset copy.
GAINS = (0.5, 1.0)
# Seconds of background before and after a planted seizure.
BEFORE_SECONDS, AFTER_SECONDS = 24, 8
MODULES = ("copies", "domain", "quantisation", "scoring", "corpus", "windows")


def run(folds, row: dict, recordings, settings, policy: alarms.Policy, cache, note) -> dict:
    """All figures; row: the encoder's, whose held-out thresholds count. Empty where the data have not the two devices' electrodes."""
    clinical = [one for one in recordings if not one.is_background]
    if not copies.has_headset(clinical):
        note("the other device: left out, clinical recordings have not the electrodes of a headset")
        return {}
    headset = copies.through_headset(clinical, settings, cache)
    data = content([*headset, *clinical, *(one for one in recordings if one.is_background)])
    amplitude = {
        "as recorded, not ictal": _amplitude(clinical, settings), "headset, not ictal": _amplitude(headset, settings),
        "background": _amplitude([one for one in recordings if one.is_background], settings)}  # fmt: skip
    size = amplitude["headset, not ictal"]["median_uv"] / amplitude["as recorded, not ictal"]["median_uv"]
    swapped, resized, planted = [], [], []
    for number, fold in enumerate(folds):
        own = {one.file for one in fold.scored["board"]}
        changed = [one for one in headset if one.signal.file in own]
        background = [one for one in recordings if one.signal.file in own and one.is_background]

        def make(fold=fold, changed=changed, background=background, number=number):
            note(f"the other device: {fold.person}")
            evidence = scoring.quantised_evidence(quantisation.read(fold.tflite))
            trials = {gain: _planted(changed, background, gain, settings, evidence, settings.seed + number) for gain in (0.0, *GAINS)}
            sized = [scoring.scored(one, settings, evidence, lambda microvolts: microvolts * size)
                     for one in clinical if one.signal.file in own]  # fmt: skip
            return [scoring.scored(one, settings, evidence) for one in changed], sized, trials

        scored, sized, trials = kept(cache, "domain", MODULES, (settings.digest(), data, fold.tflite), make)
        swapped.append(scored)
        resized.append(sized)
        planted.append(trials)
    return {
        "headset": evaluation.judge_changed(swapped, row, policy),
        "size": {"factor": size} | evaluation.judge_changed(resized, row, policy),
        "planted": {f"{gain:g}": _found([trials[gain] for trials in planted], row, policy) for gain in (0.0, *GAINS)},
        "states": {
            "as recorded": _states([[one for one in fold.scored["board"] if not one.is_background] for fold in folds], row, policy),
            "headset": _states(swapped, row, policy)},
        "amplitude": amplitude,
    }  # fmt: skip


def _planted(seizures, background, gain: float, settings, evidence, seed: int) -> list[alarms.Scored]:
    """Each seizure added, behind the signal chain, to a stretch of a background recording, and scored there."""
    random = np.random.default_rng(seed)
    found = []
    for recording in seizures:
        for onset, end in recording.seizures:
            target = background[random.integers(len(background))]
            mixed = _mixture(recording, target, (onset, end), gain, random.uniform(), settings)
            if mixed is not None:
                found.append(scoring.scored(mixed, settings, evidence))
    return found


def _mixture(recording, target, span, gain: float, place: float, settings):
    """A stretch of `target` with the seizure in it; None if it is too short, or a recording of other channels."""
    if recording.signal.channels != target.signal.channels:
        return None
    rate, hop = settings.rate_hz, settings.hop_samples
    first, last = (round(second * rate) for second in span)
    activity = recording.signal.samples[:, first:last].astype(np.float32) * gain
    length = BEFORE_SECONDS * rate + activity.shape[1] + AFTER_SECONDS * rate
    room = target.signal.samples.shape[1] - length
    if room < 0 or not activity.shape[1]:
        return None
    start = int(place * room) // hop * hop
    samples = target.signal.samples[:, start : start + length].astype(np.float32)
    samples[:, BEFORE_SECONDS * rate :][:, : activity.shape[1]] += activity
    inside = (target.signal.hop_end >= start + settings.window_samples) & (target.signal.hop_end <= start + length)
    hop_end = target.signal.hop_end[inside] - start
    signal = dataclasses.replace(
        target.signal, duration_seconds=length / rate, samples=np.clip(np.round(samples), -32768, 32767).astype(np.int16),
        hop_end=hop_end, hop_seconds=hop_end / rate, usable=target.signal.usable[inside])
    onset = float(BEFORE_SECONDS)
    return dataclasses.replace(recording, signal=signal, seizures=[(onset, onset + activity.shape[1] / rate)])


def _found(by_fold: list[list[alarms.Scored]], row: dict, policy) -> dict:
    """How many planted seizures were found, by operating point."""
    points = {}
    for name, point in row["points"].items():
        seizures = []
        for scored, setting in zip(by_fold, point["fold_settings"], strict=True):
            seizures += alarms.tally(scored, alarms.Setting(**setting), policy).seizures
        people = {}
        for person, _, delay in seizures:
            people.setdefault(person, []).append(delay is not None)
        delays = [delay for _, _, delay in seizures if delay is not None]
        points[name] = {
            "seizures": len(seizures), "detected": len(delays),
            "sensitivity_person_mean": float(np.mean([np.mean(hits) for hits in people.values()])) if people else None,
            "latency_s_median": float(np.median(delays)) if delays else None}  # fmt: skip
    return points


def _states(by_fold: list[list[alarms.Scored]], row: dict, policy) -> dict:
    """False alarms in clinical recordings, by where they lie."""
    points = {}
    for name, point in row["points"].items():
        total = {}
        for scored, setting in zip(by_fold, point["fold_settings"], strict=True):
            for recording in scored:
                for state, tally in evaluation.by_state(recording, alarms.Setting(**setting), policy).items():
                    before = total.get(state, alarms.Tally([], 0, 0.0))
                    total[state] = alarms.Tally([], before.false_alarms + tally.false_alarms, before.quiet_hours + tally.quiet_hours)
        points[name] = {state: evaluation.rates(tally) for state, tally in total.items()}
    return points


def _amplitude(recordings, settings) -> dict:
    """Root mean square of non-ictal windows of a channel, in microvolts: the median window and the largest twentieth."""
    values = []
    for recording in recordings:
        fraction = recording.ictal_fraction(recording.signal.hop_seconds, settings.window_seconds)
        values += [np.sqrt((microvolts[fraction[hops] == 0] ** 2).mean(1))
                   for hops, _, microvolts in scoring.blocks(recording, settings)]  # fmt: skip
    return {"median_uv": float(np.median(np.concatenate(values))), "upper_20th_uv": float(np.quantile(np.concatenate(values), 0.95))}
