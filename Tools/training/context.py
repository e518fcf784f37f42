"""What is gained by looking back further than a window: contexts of the evidence, on the same folds, by the same scorer.

Every row is a causal function of a recording's mean evidence up to each hop. Those that are weighted sums of it stay exact and
additive by channel: a channel's share is the same sum of its own evidence.
"""

import dataclasses

import numpy as np
import sklearn.ensemble
import sklearn.linear_model

from . import alarms, evaluation

# Hops that a context sees: with a window of 4 s and a hop of 1 s, 19 s of EEG.
LAGS = 16
MEANS = (2, 4, 8, 12, 16)


def lags(recording: alarms.Scored) -> np.ndarray:
    """The scores of the last `LAGS` judged hops up to each hop, newest first [hop][lag]; before the first one, their mean so far."""
    found = np.zeros((len(recording.scores), LAGS))
    recent: list[float] = []
    for hop in range(len(recording.scores)):
        if recording.judged[hop]:
            recent = [float(recording.scores[hop]), *recent[: LAGS - 1]]
        if recent:
            found[hop] = recent + [float(np.mean(recent))] * (LAGS - len(recent))
    return found


def features(recording: alarms.Scored) -> np.ndarray:
    """What a context that need not add up may look at: the lags, and means, extremes and spread of several of them."""
    own = lags(recording)
    parts = [own] + [own[:, :count] for count in (4, 8, 16)]
    return np.column_stack([own] + [fold(part, axis=1) for part in parts[1:] for fold in (np.mean, np.min, np.max, np.std)])


def learned(detector: evaluation.Detector, make, look) -> list[alarms.Scored]:
    """Every recording scored by a classifier of what `look` sees, which has learned from the other folds' people alone."""
    seen = [look(one) for one in detector.recordings]
    result = [None] * len(seen)
    for fold in range(detector.fold.max() + 1):
        x, y, weight = [], [], []
        for one, rows, at in zip(detector.recordings, seen, detector.fold, strict=True):
            if at == fold:
                continue
            clear = one.judged & ((one.ictal_fraction == 0) | (one.ictal_fraction >= 0.5))
            x.append(rows[clear])
            y.append(one.ictal_fraction[clear] >= 0.5)
            weight.append(np.full(int(clear.sum()), 0.5 if one.is_background else 1.0))
        model = make().fit(np.concatenate(x), np.concatenate(y), sample_weight=np.concatenate(weight))
        for index in np.flatnonzero(detector.fold == fold):
            one = detector.recordings[index]
            # In the units of the thresholds that are searched: log-odds.
            chance = np.clip(model.predict_proba(seen[index])[:, 1], 1e-6, 1 - 1e-6)
            result[index] = dataclasses.replace(one, scores=np.where(one.judged, np.log(chance / (1 - chance)), -np.inf))
    return result


def accumulated(detector: evaluation.Detector, row: dict, policy: alarms.Policy) -> list[alarms.Scored]:
    """What the alarm rule itself decides by: the accumulated excess at each fold's balanced point."""
    result = []
    for one, fold in zip(detector.recordings, detector.fold, strict=True):
        setting = alarms.Setting(**row["points"]["balanced"]["fold_settings"][fold])
        sums, total = np.full(len(one.scores), -np.inf), 0.0
        for hop in np.flatnonzero(one.judged):
            total = min(max(total + one.scores[hop] - setting.threshold, 0.0), 2 * setting.raise_excess)
            sums[hop] = total
        result.append(dataclasses.replace(one, scores=sums))
    return result


def run(detector: evaluation.Detector, policy: alarms.Policy, note) -> list[dict]:
    """A row for each context: its figures, and by how much its AUC differs from that of the last window alone."""
    base = evaluation.judge(detector, policy)
    rows = [_row("the last window", detector, base, base, policy)]
    recordings = {f"mean of the last {count}": [evaluation.smoothed(one, count) for one in detector.recordings] for count in MEANS}
    note("learning contexts")
    recordings[f"weights of the last {LAGS}, learned"] = learned(
        detector, lambda: sklearn.linear_model.LogisticRegression(C=0.01, max_iter=1000), lags)
    recordings[f"trees over the last {LAGS}, which do not add up"] = learned(
        detector, lambda: sklearn.ensemble.HistGradientBoostingClassifier(
            max_iter=100, learning_rate=0.05, max_leaf_nodes=8, random_state=20), features)  # fmt: skip
    for name, changed in recordings.items():
        note(name)
        rows.append(_row(name, evaluation.Detector(name, changed, detector.fold), None, base, policy))
    areas = evaluation.area_by_person(accumulated(detector, base, policy))
    rows.append({"name": "the accumulated excess", "auc": float(np.mean(list(areas.values()))),
                 "difference_95": _difference(areas, base["window_auc"])})  # fmt: skip
    return rows


def _row(name: str, detector: evaluation.Detector, judged: dict | None, base: dict, policy: alarms.Policy) -> dict:
    judged = judged or evaluation.judge(detector, policy)
    point = judged["points"]["balanced"]
    return {
        "name": name, "auc": judged["window_auc_person_mean"], "difference_95": _difference(judged["window_auc"], base["window_auc"]),
        "detected": point["detected"], "seizures": point["seizures"], "short": point["detected_10_s_or_less"],
        "latency_s_median": point["latency_s_median"], "latency_s_90th": point["latency_s_90th"],
        "clinical": point["clinical"], "background": point["background"],
    }  # fmt: skip


def _difference(areas: dict[str, float], base: dict[str, float]) -> list[float]:
    """The 95 % interval of the mean difference within people, by drawing people anew."""
    return evaluation.interval([areas[person] - base[person] for person in base])


def text(rows: list[dict], settings) -> str:
    """The rows as a table of Markdown."""
    lines = [
        f"Trained with ranking_weight {settings.ranking_weight:g}, hard_weight {settings.hard_weight:g}, seed {settings.seed}. "
        "AUC within a person, mean over people; in brackets the 95 % interval of its difference to the last window's.",
        "",
        "| context of the evidence | AUC | found (balanced) | 10 s or less | latency, median and 90th percentile | false alarms |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for row in rows:
        low, high = row["difference_95"]
        start = f"| {row['name']} | {row['auc']:.3f} ({low:+.3f} to {high:+.3f}) | "
        if "detected" not in row:
            lines.append(start + "- | - | - | - |")
            continue
        clinical, background = row["clinical"], row["background"]
        lines.append(
            start + f"{row['detected']} of {row['seizures']} | {row['short'][0]} of {row['short'][1]} | "
            f"{row['latency_s_median']:.0f} s, {row['latency_s_90th']:.0f} s | {clinical['false_alarms']} in {clinical['hours']:.2f} h, "
            f"{background['false_alarms']} in {background['hours']:.2f} h |")
    return "\n".join(lines)
