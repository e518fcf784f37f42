"""A level of the person's own, as the device's `PersonalLevel` learns it: unlabelled, from what is usual for a person.

Held-out people at several gains, three times: cold (the fixed threshold), warm (two days in bed before, made of the person's other
recordings, annotations unseen by the rule), and with labelled background (the upper bound: the same move of the threshold from the
median of the person's other hops that are known to lie outside seizures).
"""

import dataclasses

import numpy as np

from . import alarms, evaluation, quantisation, scoring
from .kept import content, kept

# The numbers of `PersonalLevel`.
MOST_STEPS, BLOCK_HOPS, DAY_BLOCKS, MARGIN_HOPS, BLOCKS_BEFORE_RAISING, BINS = 40, 900, 96, 60, 12, 128
LASTING_HOPS, DAY_HOPS = 64_800, 86_400
# One step, in logits: some 500 units of the shipped encoder's accumulator.
STEP = 0.0565
# What all inputs of clinical recordings are multiplied by, and the fold's own variant of it; the background only as recorded.
GAINS = {1.0: "board", 0.5: "half gain", 0.7: None, 1.4: None, 2.0: "double gain"}
# Of the time in bed, at most this part lies in a seizure: the person's non-ictal hops are repeated until it does.
ICTAL_SHARE = 0.02
HISTORY_HOURS = 48
# Hops between two recordings that cannot be judged: the first window has to fill.
SETTLING_HOPS = 4
# What decides the scores that are kept.
MODULES = ("quantisation", "scoring", "corpus", "windows")


def reference(recordings: list[alarms.Scored]) -> float:
    """Where mean evidence lies while nothing happens: the median over people with seizures of their median outside them."""
    people = {}
    for one in recordings:
        if not one.is_background:
            people.setdefault(one.person, []).append(one.scores[one.judged & (one.ictal_fraction == 0)])
    medians = [float(np.median(values)) for values in map(np.concatenate, people.values()) if len(values)]
    return float(np.median(medians))


def threshold_steps(steps: np.ndarray) -> np.ndarray:
    """How far the threshold moves for a level: below the reference half as much again, rounded down, as the device divides."""
    return np.where(steps < 0, np.maximum(steps - (-steps // 2), -MOST_STEPS), np.minimum(steps, MOST_STEPS))


def bed(others: list[alarms.Scored], hours: float) -> np.ndarray:
    """A person's time in bed: mean evidence hop by hop, nan where a hop cannot be judged.

    others: their recordings before, or other ones. After each as many of their non-ictal hops as make its seizure rare.
    """
    calm = np.concatenate([np.zeros(0), *(one.scores[one.judged & (one.ictal_fraction == 0)] for one in others)])
    wanted, parts, count, place = int(hours * 3600), [], 0, 0
    if not len(calm):
        return np.zeros(0)
    while count < wanted:
        for one in others:
            ictal = int((one.ictal_fraction > 0).sum())
            rest = max(0, int(np.ceil(ictal / ICTAL_SHARE)) - len(one.scores))
            parts += [np.full(SETTLING_HOPS, np.nan), np.where(one.judged, one.scores, np.nan),
                      calm[(place + np.arange(rest)) % len(calm)]]  # fmt: skip
            place += rest
            count += sum(map(len, parts[-3:]))
    return np.concatenate(parts)[:wanted]


def learned(beds: list[np.ndarray], references, thresholds, raises, policy: alarms.Policy) -> np.ndarray:
    """The level in steps after each time in bed, many at once; `PersonalLevel` and `SeizureAlarm` together.

    references, thresholds, raises: one of each for a bed, in logits.
    """
    count = len(beds)
    references, thresholds, raises = (np.broadcast_to(np.asarray(values, float), count) for values in (references, thresholds, raises))
    lengths = np.array([len(one) for one in beds])
    scores = np.full((max(lengths, default=0), count), np.nan, np.float32)
    for lane, one in enumerate(beds):
        scores[: len(one), lane] = one
    lane = np.arange(count)
    level, learner, alarm = np.full(count, BINS // 2), _Learner(count), _Alarm(count, policy)
    for hop in range(len(scores)):
        inside = hop < lengths
        judged = inside & ~np.isnan(scores[hop])
        moved = thresholds + threshold_steps(level - BINS // 2) * STEP
        is_open = alarm.step(np.where(judged, scores[hop] - moved, 0.0), judged, inside, raises)
        bins = np.clip(np.floor((np.nan_to_num(scores[hop]) - references) / STEP) + BINS // 2, 0, BINS - 1).astype(int)
        learner.step(level, lane, bins, judged, is_open, inside)
    return level - BINS // 2


class _Alarm:
    """Many alarm rules of `alarms.rises`, a hop at a time."""

    def __init__(self, count: int, policy: alarms.Policy):
        self.policy, self.mask = policy, np.uint64((1 << policy.firing_hops) - 1)
        self.history = np.zeros(count, np.uint64)
        self.accumulated, self.quiet, self.is_open = np.zeros(count), np.zeros(count, int), np.zeros(count, bool)

    def step(self, excess, judged, inside, raises) -> np.ndarray:
        """Takes a hop; returns which events are open after it."""
        shifted = self.history << np.uint64(1) & self.mask
        self.history = np.where(judged, shifted | (excess >= 0).astype(np.uint64), np.where(self.is_open, self.history, shifted))
        self.accumulated = np.where(judged, np.clip(self.accumulated + excess, 0, 2 * raises), self.accumulated)
        firing = np.bitwise_count(self.history)
        self.accumulated[firing == 0] = 0
        opens = inside & ~self.is_open & (firing >= self.policy.raise_count) & (self.accumulated >= raises)
        self.quiet = np.where(judged, np.where(self.is_open & (firing <= self.policy.clear_count), self.quiet + 1, 0), self.quiet)
        self.quiet[opens] = 0
        self.is_open = self.is_open & (self.quiet < self.policy.hold_hops) | opens
        return self.is_open.copy()


class _Learner:
    """Many of the device's `PersonalLevel`: what waits for the hops after it, the block's running median, the day's blocks."""

    def __init__(self, count: int):
        self.recent, self.held, self.place = np.zeros((count, MARGIN_HOPS), int), np.zeros(count, int), np.zeros(count, int)
        self.waiting, self.open_hops = np.full(count, MARGIN_HOPS), np.zeros(count, int)
        self.block, self.hops, self.under = np.zeros((count, BINS), int), np.zeros(count, int), np.zeros(count, int)
        self.median = np.full(count, BINS // 2)
        self.medians, self.blocks, self.slot = np.zeros((count, DAY_BLOCKS), int), np.zeros(count, int), np.zeros(count, int)
        self.day, self.below = np.zeros((count, BINS), int), np.zeros(count, int)

    def step(self, level, lane, bins, judged, is_open, inside) -> None:
        """Takes a hop; changes `level`, in bins, where it is time."""
        self.open_hops = np.clip(self.open_hops + np.where(is_open, 1, -1) * inside, 0, DAY_HOPS)
        calm = judged & (~is_open | (self.open_hops >= LASTING_HOPS))
        upset = inside & ~calm
        self.held[upset], self.waiting[upset] = 0, MARGIN_HOPS
        waits = calm & (self.waiting > 0)
        self.waiting[waits] -= 1
        counts = lane[calm & ~waits]
        oldest = self.recent[counts, self.place[counts]]
        self.recent[counts, self.place[counts]] = bins[counts]
        self.place[counts] = (self.place[counts] + 1) % MARGIN_HOPS
        full = self.held[counts] == MARGIN_HOPS
        self.held[counts[~full]] += 1
        if full.any():
            self._learn(level, counts[full], oldest[full])

    def _learn(self, level, lanes, bins) -> None:
        self.block[lanes, bins] += 1
        self.hops[lanes] += 1
        self.under[lanes] += bins < self.median[lanes]
        down = 2 * self.under[lanes] > self.hops[lanes]
        up = ~down & (2 * (self.under[lanes] + self.block[lanes, self.median[lanes]]) < self.hops[lanes])
        falls, rises = lanes[down], lanes[up]
        self.median[falls] -= 1
        self.under[falls] -= self.block[falls, self.median[falls]]
        self.under[rises] += self.block[rises, self.median[rises]]
        self.median[rises] += 1
        ends = lanes[self.hops[lanes] == BLOCK_HOPS]
        if len(ends):
            self._end_block(level, ends)
        low = lanes[(threshold_steps(level[lanes] - BINS // 2) > -MOST_STEPS) & (2 * self.below[lanes] > self.blocks[lanes])]
        level[low] -= 1
        self.below[low] -= self.day[low, level[low]]

    def _end_block(self, level, ends) -> None:
        full = ends[self.blocks[ends] == DAY_BLOCKS]
        leaving = self.medians[full, self.slot[full]]
        self.day[full, leaving] -= 1
        self.below[full] -= leaving < level[full]
        self.blocks[ends] = np.minimum(self.blocks[ends] + 1, DAY_BLOCKS)
        median = self.median[ends]
        self.medians[ends, self.slot[ends]] = median
        self.slot[ends] = (self.slot[ends] + 1) % DAY_BLOCKS
        self.day[ends, median] += 1
        self.below[ends] += median < level[ends]
        self.block[ends], self.hops[ends], self.under[ends] = 0, 0, 0
        above = self.blocks[ends] - self.below[ends] - self.day[ends, level[ends]]
        high = ends[(self.blocks[ends] >= BLOCKS_BEFORE_RAISING) & (level[ends] < BINS // 2 + MOST_STEPS)
                    & (4 * above >= 3 * self.blocks[ends])]  # fmt: skip
        self.below[high] += self.day[high, level[high]]
        level[high] += 1


def run(folds, row: dict, recordings, settings, policy: alarms.Policy, cache, note, hours: float) -> dict:
    """All figures; row: the encoder's, whose held-out thresholds count; hours: how long the time in bed before lasts."""
    played = {gain: [_played(fold, gain, recordings, settings, cache, note) for fold in folds] for gain in GAINS}
    references = [reference([one for other in folds if other is not fold for one in other.scored["board"]]) for fold in folds]
    everyone = reference([one for fold in folds for one in fold.scored["board"]])
    found = {"step": STEP, "history_hours": hours, "ictal_share": ICTAL_SHARE, "references": references, "reference": everyone,
             "gains": {f"{gain:g}": {} for gain in GAINS}}  # fmt: skip
    for point in alarms.POINTS:
        chosen = [alarms.Setting(**one) for one in row["points"][point.name]["fold_settings"]]
        for gain, columns in _at_point(played, references, chosen, policy, hours, note, point.name).items():
            found["gains"][f"{gain:g}"][point.name] = columns
    return found


def _played(fold, gain: float, recordings, settings, cache, note) -> list[alarms.Scored]:
    """A fold's held-out recordings, all inputs multiplied; the background only as recorded."""
    if GAINS[gain]:
        return fold.scored[GAINS[gain]]
    own = {one.file for one in fold.scored["board"]}
    clinical = [one for one in recordings if one.signal.file in own and not one.is_background]

    def make():
        note(f"own level: {fold.person}, all inputs times {gain:g}")
        evidence = scoring.quantised_evidence(quantisation.read(fold.tflite))
        return [scoring.scored(one, settings, evidence, lambda microvolts: microvolts * gain) for one in clinical]

    return kept(cache, "level", MODULES, (settings.digest(), fold.tflite, content(clinical), gain), make)


def _at_point(played, references, chosen, policy, hours, note, name) -> dict:
    lanes = [(gain, fold, one, before) for gain, by_fold in played.items() for fold, scored in enumerate(by_fold)
             for one, before in _with_history(scored)]  # fmt: skip
    note(f"own level: {len(lanes)} times in bed of {hours:g} h, {name}")
    fold = np.array([place for _, place, *_ in lanes])
    warm = learned(
        [bed(before, hours) for *_, before in lanes], np.array(references)[fold],
        np.array([one.threshold for one in chosen])[fold], np.array([one.raise_excess for one in chosen])[fold], policy)
    labelled = np.array([_labelled(before, references[place]) for _, place, _, before in lanes])
    found = {}
    for gain in played:
        own = [place for place, lane in enumerate(lanes) if lane[0] == gain]
        found[gain] = {
            column: _figures([lanes[place] for place in own], threshold_steps(steps[own]) * STEP, chosen, policy)
            for column, steps in (("cold", np.zeros_like(warm)), ("warm", warm), ("labelled", labelled))}
        moved = np.quantile(threshold_steps(warm[own]), (0.25, 0.5, 0.75))
        found[gain]["warm"]["threshold_steps_quartiles"] = [float(value) for value in moved]
    return found


def _with_history(scored: list[alarms.Scored]):
    """Each recording and what comes before it: the person's others; of a person with only one, its first half before its second."""
    for one in scored:
        others = [other for other in scored if other.person == one.person and other is not one]
        if others:
            yield one, others
        elif one.judged.sum() > 1:
            middle = int(np.flatnonzero(one.judged)[one.judged.sum() // 2])
            yield _after(one, middle), [_before(one, middle)]


def _before(one: alarms.Scored, hop: int) -> alarms.Scored:
    return dataclasses.replace(one, **{name: getattr(one, name)[:hop] for name in ("hop_seconds", "judged", "scores", "ictal_fraction")})


def _after(one: alarms.Scored, hop: int) -> alarms.Scored:
    return dataclasses.replace(one, **{name: getattr(one, name)[hop:] for name in ("hop_seconds", "judged", "scores", "ictal_fraction")})


def _labelled(before: list[alarms.Scored], place: float) -> int:
    """The level from hops that are known to lie outside seizures."""
    calm = np.concatenate([one.scores[one.judged & (one.ictal_fraction == 0)] for one in before])
    return int(np.clip(np.floor((np.median(calm) - place) / STEP), -BINS // 2, BINS // 2 - 1)) if len(calm) else 0


def _figures(lanes, moves, chosen, policy) -> dict:
    clinical, quiet = [], alarms.Tally([], 0, 0.0)
    for (_, fold, one, _), move in zip(lanes, moves, strict=True):
        setting = dataclasses.replace(chosen[fold], threshold=chosen[fold].threshold + move)
        tally = alarms.tally([one], setting, policy)
        if one.is_background:
            quiet = alarms.Tally([], quiet.false_alarms + tally.false_alarms, quiet.quiet_hours + tally.quiet_hours)
        else:
            clinical.append(tally)
    figures = evaluation.summary(clinical, quiet)
    if not quiet.quiet_hours:
        figures["background"] = None
    return {key: figures[key] for key in (
        "seizures", "detected", "sensitivity", "sensitivity_person_mean", "latency_s_median", "clinical", "background")}  # fmt: skip
