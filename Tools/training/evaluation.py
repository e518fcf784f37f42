"""The honest table: every detector by the same scorer, thresholds from people other than the one who is judged."""

import dataclasses

import numpy as np
import sklearn.metrics

from . import alarms, baselines, mixing, scoring

SCORER = (
    "Tools/training: a seizure is found if an alarm rises between its onset and 5 s after its end; every other alarm is false; "
    "windows are ictal if at least half of them lies in a seizure, non-ictal if nothing does, others are left out"
)


def area_by_person(recordings: list[alarms.Scored]) -> dict[str, float]:
    """Area under the curve of ictal against non-ictal windows, within each person."""
    areas = {}
    for person in sorted({recording.person for recording in recordings if not recording.is_background}):
        labels, scores = [], []
        for recording in recordings:
            if recording.person != person:
                continue
            clear = recording.judged & ((recording.ictal_fraction == 0) | (recording.ictal_fraction >= 0.5))
            labels.append(recording.ictal_fraction[clear] >= 0.5)
            scores.append(recording.scores[clear])
        labels, scores = np.concatenate(labels), np.concatenate(scores)
        if labels.any() and not labels.all():
            areas[person] = float(sklearn.metrics.roc_auc_score(labels, scores))
    return areas


def smoothed(recording: alarms.Scored, hops: int) -> alarms.Scored:
    """The same recording with each hop's score replaced by the mean of the judged ones among the last `hops`."""
    scores = np.where(recording.judged, recording.scores, 0.0)
    sums, counts = (np.concatenate([[0.0], np.cumsum(values)]) for values in (scores, recording.judged))
    last = np.arange(1, len(scores) + 1)
    first = np.maximum(last - hops, 0)
    means = (sums[last] - sums[first]) / np.maximum(counts[last] - counts[first], 1)
    return dataclasses.replace(recording, scores=np.where(recording.judged, means, -np.inf))


def area_of(recordings: list[alarms.Scored]) -> float:
    """The mean over people of `area_by_person`."""
    return float(np.mean(list(area_by_person(recordings).values())))


@dataclasses.dataclass
class Detector:
    """One row: everyone's recordings scored by something that has not seen them, and the fold of each recording."""

    name: str
    recordings: list[alarms.Scored]
    fold: np.ndarray


def ours(folds, recordings, variant: str, name: str) -> Detector:
    """The folds' encoders on one variant of the recordings."""
    scored = {recording.file: (recording, place) for place, fold in enumerate(folds) for recording in fold.scored[variant]}
    found = [scored[recording.signal.file] for recording in recordings]
    return Detector(name, [recording for recording, _ in found], np.array([place for _, place in found]))


def board(folds, recordings) -> Detector:
    """The folds' encoders as the board runs them."""
    return ours(folds, recordings, "board", "encoder int8 (board)")


def detectors(folds, recordings, settings, cache, note) -> list[Detector]:
    """Ours and the baselines, on the same recordings in the same folds."""
    rows = [board(folds, recordings), ours(folds, recordings, "float", "encoder float")]
    place = rows[0].fold

    def by(name: str, scores: list[np.ndarray]):
        replaced = [dataclasses.replace(one, scores=values) for one, values in zip(rows[0].recordings, scores, strict=True)]
        rows.append(Detector(name, replaced, place))

    by(mixing.NAME, mixing.scores(folds, place, recordings, settings, cache, note))
    features = baselines.MontageClassifier(recordings, settings)
    for name, make, device in (
        ("gradient boosting, band powers", baselines.boosted, False),
        ("logistic regression, band powers", baselines.logistic, False),
        ("device identity", baselines.logistic, True),
    ):
        values = [np.zeros(0)] * len(recordings)
        for fold in range(len(folds)):
            wanted = np.flatnonzero(place == fold).tolist()
            others = np.flatnonzero(place != fold).tolist()
            for index, found in zip(wanted, features.scores(others, wanted, make, device), strict=True):
                values[index] = found
        by(name, values)
    by("line length", [scoring.scored(one, settings, baselines.line_length).scores for one in recordings])
    power = baselines.band_power(settings)
    by("band power 3 to 25 Hz", [scoring.scored(one, settings, power).scores for one in recordings])
    by("always on", [np.full(len(one.scores), 1.0) for one in rows[0].recordings])
    by("always off", [np.full(len(one.scores), -1.0) for one in rows[0].recordings])
    return rows


# Lengths of seizures that are counted apart: name, longer than, and at most, in seconds.
LENGTHS = (("10 s or less", 0, 10), ("10 to 30 s", 10, 30), ("30 to 60 s", 30, 60), ("over 60 s", 60, float("inf")))


def by_state(recording: alarms.Scored, setting: alarms.Setting, policy: alarms.Policy) -> dict[str, alarms.Tally]:
    """A clinical recording's false alarms: before its seizure, after it, or in a recording without one.

    Those without a seizure begin a minute or more after the onset of one: they are post-ictal too, only later.
    """
    times, judged = recording.hop_seconds, recording.judged
    outside = np.ones(len(times), bool)
    for onset, end in recording.seizures:
        outside &= (times < onset) | (times > end + alarms.TOLERANCE_SECONDS)
    if recording.seizures:
        before = times < recording.seizures[0][0]
        states = {"before": outside & before, "after": outside & ~before}
    else:
        states = {"later": outside}
    hops = alarms.rises(recording.scores, judged, policy, setting.threshold, setting.raise_excess)[0]
    return {name: alarms.Tally([], int(inside[hops].sum()), int((inside & judged).sum()) * policy.hop_seconds / 3600)
            for name, inside in states.items()}  # fmt: skip


def summary(tallies: list[alarms.Tally], background: alarms.Tally) -> dict:
    """The figures of one operating point."""
    seizures = [seizure for found in tallies for seizure in found.seizures]
    hit = np.array([delay is not None for _, _, delay in seizures])
    length = np.array([length for _, length, _ in seizures])
    person = np.array([person for person, _, _ in seizures])
    delays = [delay for _, _, delay in seizures if delay is not None]
    clinical = alarms.Tally([], sum(found.false_alarms for found in tallies), sum(found.quiet_hours for found in tallies))
    by_person = {name: [int(hit[person == name].sum()), int((person == name).sum())] for name in sorted(set(person))}
    return {
        "seizures": len(seizures), "detected": int(hit.sum()), "sensitivity": float(hit.mean()),
        "sensitivity_over_10_s": float(hit[length > 10].mean()),
        "detected_10_s_or_less": [int(hit[length <= 10].sum()), int((length <= 10).sum())],
        "by_length": {name: [int(hit[chosen].sum()), int(chosen.sum())]
                      for name, chosen in ((name, (length > low) & (length <= high)) for name, low, high in LENGTHS)},
        "sensitivity_person_mean": float(np.mean([found / all_ for found, all_ in by_person.values()])),
        "sensitivity_person_mean_95": interval([found / all_ for found, all_ in by_person.values()]),
        "latency_s_median": float(np.median(delays)) if delays else None,
        "latency_s_quartiles": [float(value) for value in np.quantile(delays, (0.25, 0.75))] if delays else None,
        "latency_s_90th": float(np.quantile(delays, 0.9)) if delays else None,
        "clinical": rates(clinical), "background": rates(background), "per_person": by_person,
        "per_person_clinical": {found.seizures[0][0]: rates(found) for found in tallies if found.seizures},
    }  # fmt: skip


def interval(by_person: list[float], draws: int = 10_000, seed: int = 20) -> list[float]:
    """A 95 % interval of a mean over people: bootstrap over people, percentiles."""
    values = np.array(by_person)
    chosen = np.random.default_rng(seed).integers(len(values), size=(draws, len(values)))
    return [float(value) for value in np.quantile(values[chosen].mean(1), (0.025, 0.975))]


def rates(tally: alarms.Tally) -> dict:
    """False alarms with their hours and bound."""
    return {"false_alarms": tally.false_alarms, "hours": round(tally.quiet_hours, 3),
            "per_hour": tally.rate, "per_hour_upper95": tally.rate_upper}  # fmt: skip


def judge(detector: Detector, policy: alarms.Policy) -> dict:
    """A detector's row: every fold at the thresholds that the other folds' people gave."""
    areas = area_by_person(detector.recordings)
    row = {"name": detector.name, "window_auc_person_mean": float(np.mean(list(areas.values()))), "window_auc": areas,
           "window_auc_person_mean_95": interval(list(areas.values())),
           "window_auc_mean_of_8_hops": area_of([smoothed(one, 8) for one in detector.recordings]), "points": {}}  # fmt: skip
    finite = np.concatenate([one.scores[one.judged] for one in detector.recordings])
    constant = np.ptp(finite) == 0
    curve = None if constant else alarms.Curve(detector.recordings, policy)
    for point in alarms.POINTS:
        clinical, background, chosen = [], [], []
        for fold in range(detector.fold.max() + 1):
            setting = alarms.Setting(0.0, 0.0) if constant else curve.setting(detector.fold != fold, point)
            chosen.append(setting)
            inside = [one for one, at in zip(detector.recordings, detector.fold, strict=True) if at == fold]
            clinical.append(alarms.tally([one for one in inside if not one.is_background], setting, policy))
            background.append(alarms.tally([one for one in inside if one.is_background], setting, policy))
        quiet = alarms.Tally(
            [], sum(one.false_alarms for one in background), sum(one.quiet_hours for one in background))
        row["points"][point.name] = summary(clinical, quiet) | {
            "fold_settings": [dataclasses.asdict(setting) for setting in chosen]}
    if curve is not None:
        everyone = np.ones(len(detector.recordings), bool)
        row["settings"] = {point.name: dataclasses.asdict(curve.setting(everyone, point)) for point in alarms.POINTS}
    return row


def judge_variants(folds, row: dict, policy: alarms.Policy) -> dict:
    """The held-out clinical recordings changed, at the thresholds of the row: what another amplifier would cost."""
    return {variant: judge_changed([fold.scored[variant] for fold in folds], row, policy)
            for variant in folds[0].scored if variant not in ("board", "float")}  # fmt: skip


def judge_changed(by_fold: list[list[alarms.Scored]], row: dict, policy: alarms.Policy) -> dict:
    """Changed clinical recordings, fold by fold, at the thresholds of the row."""
    recordings = [one for scored in by_fold for one in scored]
    result = {"window_auc_person_mean": area_of(recordings), "points": {}}
    for point in alarms.POINTS:
        chosen = [alarms.Setting(**one) for one in row["points"][point.name]["fold_settings"]]
        tallies = [alarms.tally(scored, setting, policy) for scored, setting in zip(by_fold, chosen, strict=True)]
        figures = summary(tallies, alarms.Tally([], 0, 0.0))
        result["points"][point.name] = {
            key: figures[key] for key in ("sensitivity", "sensitivity_person_mean", "clinical")}
    return result


def table(rows: list[dict]) -> str:
    """The rows as text, one line for each detector and operating point."""
    lines = [
        "AUC: within person, mean. Sensitivity: all / over 10 s / mean over people. False alarms: count in hours, upper 95 % bound.",
        f"{'detector':38} {'AUC':>5}  {'point':9} {'sensitivity':>16} {'latency':>8}  {'clinical, not ictal':>24}  {'background':>22}",
    ]
    for row in rows:
        for point, figures in row["points"].items():
            delay = figures["latency_s_median"]
            lines.append(
                f"{row['name']:38} {row['window_auc_person_mean']:5.3f}  {point:9} "
                f"{figures['sensitivity']:5.0%} {figures['sensitivity_over_10_s']:4.0%} {figures['sensitivity_person_mean']:5.0%} "
                f"{'-' if delay is None else f'{delay:.0f} s':>8}  {_rate(figures['clinical']):>24}  {_rate(figures['background']):>22}"
            )
    return "\n".join(lines)


def _rate(figures: dict) -> str:
    return f"{figures['false_alarms']} in {figures['hours']:.2f} h (<{figures['per_hour_upper95']:.2f}/h)"
