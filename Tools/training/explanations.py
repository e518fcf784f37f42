"""Tests of the explanations, on held-out people: does a channel's evidence say what moves the decision?

Evidence adds up by construction, so what is tested is whether it points at the signal that matters.
"""

import dataclasses

import numpy as np
import scipy.stats
import tensorflow as tf

from . import corpus, evaluation, fitting, network, quantisation, scoring
from .kept import content, kept

WINDOWS_PER_PERSON = 60
TRIALS_PER_PERSON = 30


def run(folds, recordings, settings, cache, note) -> dict:
    """All tests; folds: with the encoders that have not seen their people."""
    random = np.random.default_rng(settings.seed)
    tf.keras.utils.set_random_seed(settings.seed)
    permuted = _permuted(folds[0], recordings, settings, cache, note)
    untrained = network.trainable(settings)
    additive, deletions, pointing, ranks, permuted_ranks = [], [], [], [], []
    for fold in folds:
        encoder = quantisation.read(fold.tflite)
        own = {one.file for one in fold.scored["board"]}
        clinical = [one for one in recordings if one.signal.file in own and not one.is_background]
        background = [one for one in recordings if one.signal.file in own and one.is_background]
        ictal = _hops(clinical, settings, random, ictal=True)
        quiet = _hops(clinical, settings, random, ictal=False)
        evidence = [encoder.evidence(encoder.inputs(hop)) for hop in ictal]
        other = [encoder.evidence(encoder.inputs(hop)) for hop in quiet]
        scores = {(one.file, time): score for one in fold.scored["board"] for time, score in zip(one.hop_seconds, one.scores)}
        additive += _additivity(encoder, clinical, settings, scores)
        silent = int(encoder.evidence(np.zeros((1, settings.window_samples), np.int8))[0])
        deletions += [_deletion(hop, silent, other, random) for hop in evidence if len(hop) > 1]
        pointing += _pointing(encoder, ictal, evidence, background, settings, random)
        ranks += _ranks(untrained, settings, ictal, evidence)
        permuted_ranks += _ranks(permuted, settings, ictal, evidence)
        note(f"explanations: {fold.person}")
    called = [one.hit for one in pointing if one.is_called_ictal]
    return {
        "additivity": {"windows": len(additive), "exact": int(np.sum(additive))},
        "deletion": _compare(deletions),
        "pointing_game": {
            "trials": len(pointing), "planted_first": float(np.mean([one.hit for one in pointing])),
            "chance": float(np.mean([1 / one.channels for one in pointing])),
            "called_ictal": len(called), "planted_first_called_ictal": sum(called) / max(1, len(called)), "trial": "one held-out ictal channel-window of the upper half by evidence, added to one of the channels "
            "of a held-out background window"},
        "weight_randomisation": _correlations(ranks),
        "label_randomisation": _correlations(permuted_ranks) | {
            "window_auc": _area(permuted, folds[0], recordings, settings), "held_out": folds[0].person},
    }  # fmt: skip


def _hops(recordings, settings, random, ictal: bool) -> list[np.ndarray]:
    """Some hops' windows in microvolts, [channel][sample] each."""
    found = []
    for recording in recordings:
        fraction = recording.ictal_fraction(recording.signal.hop_seconds, settings.window_seconds)
        wanted = recording.judged & ((fraction >= settings.ictal_fraction) if ictal else (fraction == 0))
        found += [(recording, hop) for hop in np.flatnonzero(wanted)]
    chosen = random.permutation(len(found))[:WINDOWS_PER_PERSON]
    return [_windows(*found[place], settings) for place in chosen]


def _windows(recording: corpus.Recording, hop: int, settings) -> np.ndarray:
    signal = recording.signal
    end = signal.hop_end[hop]
    return signal.samples[signal.usable[hop], end - settings.window_samples : end] / np.float32(8)


def _additivity(encoder, recordings, settings, scores) -> list[bool]:
    """Whether each hop's score is its channels' whole-number evidence, added up and divided by their number: every window."""
    exact = []
    for recording in recordings:
        hops, evidence = scoring.evidence(recording, settings, lambda microvolts: encoder.evidence(encoder.inputs(microvolts)))
        for hop in np.unique(hops):
            own = evidence[hops == hop]
            score = scores[recording.signal.file, recording.signal.hop_seconds[hop]]
            exact.append(round(score / encoder.scale * len(own)) == int(own.sum()))
    return exact


def _deletion(evidence: np.ndarray, silent: int, others: list[np.ndarray], random) -> dict[str, tuple[float, float]]:
    """Areas under the score while channels are masked one by one: by evidence, and in random order. In units of one channel's
    evidence, as a mean over channels; masks: silence, and the same channel in a non-ictal window of the same person."""
    fitting = [other for other in others if len(other) == len(evidence)]
    masks = {"silence": np.full(len(evidence), silent)}
    if fitting:
        masks["non-ictal window"] = fitting[random.integers(len(fitting))]
    areas = {}
    for name, mask in masks.items():
        lost = evidence - mask
        by_evidence = np.cumsum(lost[np.argsort(-evidence)])
        shuffled = np.mean([np.cumsum(random.permutation(lost)) for _ in range(20)], 0)
        areas[name] = (float(by_evidence.mean() / len(evidence)), float(shuffled.mean() / len(evidence)))
    return areas


def _compare(deletions) -> dict:
    result = {}
    for name in ("silence", "non-ictal window"):
        pairs = np.array([one[name] for one in deletions if name in one])
        difference = pairs[:, 0] - pairs[:, 1]
        result[name] = {
            "windows": len(pairs), "mean_drop_by_evidence": float(pairs[:, 0].mean()), "mean_drop_random": float(pairs[:, 1].mean()),
            "better_than_random": float((difference > 0).mean()),
            "wilcoxon_p": float(scipy.stats.wilcoxon(difference, alternative="greater").pvalue)}  # fmt: skip
    return result


@dataclasses.dataclass
class Pointing:
    """Whether the channel that ictal activity was added to had the most evidence of all `channels`."""

    hit: bool
    channels: int
    # Whether the added activity by itself is evidence for a seizure to the encoder: it cannot point at what it does not see.
    is_called_ictal: bool


def _pointing(encoder, ictal, evidence, background, settings, random) -> list[Pointing]:
    """Adds ictal activity to one channel of background, again and again."""
    sources = [(hop, channel) for hop, values in enumerate(evidence) for channel in np.flatnonzero(values >= np.median(values))]
    targets = _hops(background, settings, random, ictal=False)
    found = []
    for _ in range(TRIALS_PER_PERSON if sources and targets else 0):
        hop, channel = sources[random.integers(len(sources))]
        windows = targets[random.integers(len(targets))].copy()
        place = random.integers(len(windows))
        windows[place] += ictal[hop][channel]
        hit = int(np.argmax(encoder.evidence(encoder.inputs(windows)))) == place
        found.append(Pointing(hit, len(windows), bool(evidence[hop][channel] > 0)))
    return found


def _ranks(other, settings, ictal, evidence) -> list[float]:
    """Rank correlation of the channels' evidence with that of another network of the same shape."""
    evidence_of = scoring.float_evidence(other, settings)
    return [float(scipy.stats.spearmanr(values, evidence_of(hop)).statistic)
            for hop, values in zip(ictal, evidence, strict=True) if len(values) > 2]  # fmt: skip


def _correlations(ranks: list[float]) -> dict:
    return {"windows": len(ranks), "rank_correlation_mean": float(np.nanmean(ranks)),
            "rank_correlation_95": [float(x) for x in np.nanquantile(ranks, (0.025, 0.975))]}  # fmt: skip


@dataclasses.dataclass
class Shuffled(corpus.Recording):
    """A recording whose windows are called ictal at random."""

    fractions: np.ndarray = dataclasses.field(default_factory=lambda: np.zeros(0))

    def ictal_fraction(self, end_seconds: np.ndarray, window_seconds: float) -> np.ndarray:
        """The fractions of other windows of the same person."""
        return self.fractions


def _permuted(fold, recordings, settings, cache, note) -> tf.keras.Model:
    """The network trained as ours, without one fold's people, on labels permuted among each person's windows.

    Background has no labels to permute: it is drawn as ever and weighs nothing.
    """
    settings = dataclasses.replace(settings, background_weight=0.0)
    own = {one.file for one in fold.scored["board"]}
    inside = [one for one in recordings if one.signal.file not in own]

    def make():
        note(f"explanations: labels permuted, without {fold.person}")
        clinical = _shuffled([one for one in inside if not one.is_background], settings)
        background = [one for one in inside if one.is_background]
        return fitting.Trainer(settings).fit(clinical, background, settings.seed + 2000, note).get_weights()

    modules = ("explanations", "fitting", "network", "augmentation", "interference", "corpus")
    model = network.trainable(settings)
    model.set_weights(kept(cache, "permuted", modules, (settings.digest(), content(inside)), make))
    return model


def _shuffled(recordings, settings) -> list[Shuffled]:
    random = np.random.default_rng(settings.seed)
    fractions = {one.signal.file: one.ictal_fraction(one.signal.hop_seconds, settings.window_seconds) for one in recordings}
    for person in sorted({one.person for one in recordings}):
        # Only hops that are judged take part: the others are never drawn.
        places = [(one.signal.file, hop) for one in recordings if one.person == person for hop in np.flatnonzero(one.judged)]
        values = random.permutation([fractions[file][hop] for file, hop in places])
        for (file, hop), value in zip(places, values, strict=True):
            fractions[file][hop] = value
    return [Shuffled(**{field.name: getattr(one, field.name) for field in dataclasses.fields(one)},
                     fractions=fractions[one.signal.file]) for one in recordings]  # fmt: skip


def _area(model, fold, recordings, settings) -> float:
    """Area under the curve on the fold's person, with the true labels: what a network that could learn nothing still tells apart."""
    own = {one.file for one in fold.scored["board"]}
    evidence = scoring.float_evidence(model, settings)
    scored = [scoring.scored(one, settings, evidence) for one in recordings if one.signal.file in own and not one.is_background]
    return evaluation.area_by_person(scored)[fold.person]
