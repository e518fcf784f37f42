"""What is left of the detector where a montage has fewer channels than those it was judged on: a board of eight inputs has six.

Of each held-out person's channels some are drawn, the same for all of the person's recordings; thresholds are unchanged.
"""

import dataclasses

import numpy as np

from . import alarms, evaluation, quantisation, scoring
from .kept import content, kept

COUNTS = (12, 8, 6, 4, 2)
DRAWS = 4
MODULES = ("montages", "quantisation", "scoring", "windows")


@dataclasses.dataclass
class Heard:
    """One recording's evidence by hop and channel, in the order of its channels."""

    scored: alarms.Scored
    channels: list[str]
    hops: np.ndarray
    channel: np.ndarray
    evidence: np.ndarray


def run(folds, row: dict, recordings, settings, policy, cache, note) -> dict:
    """The figures by number of channels; row: the encoder's, whose held-out thresholds count."""
    by_fold = []
    for fold in folds:
        own = {one.file for one in fold.scored["board"]}
        by_fold.append(_heard(fold, [one for one in recordings if one.signal.file in own], settings, cache, note))
    return {str(count): _figures(count, by_fold, row, settings, policy) for count in COUNTS}


def _heard(fold, recordings, settings, cache, note) -> list[Heard]:
    def make():
        note(f"montages: {fold.person}")
        evidence = scoring.quantised_evidence(quantisation.read(fold.tflite))
        return [_hear(one, evidence, settings) for one in recordings]

    return kept(cache, "montages", MODULES, (settings.digest(), fold.tflite, content(recordings)), make)


def _hear(recording, evidence_of, settings) -> Heard:
    parts = [(np.zeros(0, int), np.zeros(0, int), np.zeros(0))]
    parts += [(hops, channels, evidence_of(microvolts)) for hops, channels, microvolts in scoring.blocks(recording, settings)]
    hops, channel, evidence = (np.concatenate(part) for part in zip(*parts, strict=True))
    return Heard(scoring.from_evidence(recording, settings, hops, evidence), list(recording.signal.channels), hops, channel, evidence)


def _with(one: Heard, count: int, draw: int, settings) -> alarms.Scored:
    """The recording's scores with `count` of its channels; hops with fewer than half of them usable are not judged."""
    names = sorted(one.channels)
    seed = np.frombuffer(f"{one.scored.person} {draw} {settings.seed}".encode(), np.uint8)
    order = np.random.default_rng(seed).permutation(len(names))[:count]
    drawn = np.isin(one.channels, [names[place] for place in order])
    inside = drawn[one.channel]
    hops = len(one.scored.scores)
    usable = np.bincount(one.hops[inside], minlength=hops)
    sums = np.bincount(one.hops[inside], one.evidence[inside], hops)
    judged = (usable > 0) & (2 * usable >= drawn.sum())
    return dataclasses.replace(one.scored, judged=judged, scores=np.where(judged, sums / np.maximum(usable, 1), -np.inf))


def _figures(count: int, by_fold: list[list[Heard]], row: dict, settings, policy) -> dict:
    """Sums over the draws, by operating point."""
    points = {name: {"seizures": 0, "detected": 0, "clinical": alarms.Tally([], 0, 0.0), "background": alarms.Tally([], 0, 0.0)}
              for name in row["points"]}  # fmt: skip
    areas = []
    for draw in range(DRAWS):
        scored = [[_with(one, count, draw, settings) for one in heard] for heard in by_fold]
        areas.append(evaluation.area_of([one for part in scored for one in part]))
        for name, point in row["points"].items():
            for part, setting in zip(scored, point["fold_settings"], strict=True):
                _add(points[name], part, alarms.Setting(**setting), policy)
    return {"window_auc_person_mean": float(np.mean(areas)), "draws": DRAWS, "points": {
        name: one | {kind: evaluation.rates(one[kind]) for kind in ("clinical", "background")} for name, one in points.items()}}  # fmt: skip


def _add(figures: dict, scored, setting: alarms.Setting, policy) -> None:
    for kind, wanted in (("clinical", False), ("background", True)):
        found = alarms.tally([one for one in scored if one.is_background == wanted], setting, policy)
        before = figures[kind]
        figures[kind] = alarms.Tally([], before.false_alarms + found.false_alarms, before.quiet_hours + found.quiet_hours)
        figures["seizures"] += len(found.seizures)
        figures["detected"] += sum(delay is not None for _, _, delay in found.seizures)
